import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_HANDSHAKE } from '../../src/session/tls-messages.ts';
import { ascii, concat, u16 } from '../build/bytes.ts';
import { type Decoded, decodeAll, place, text, texts } from '../build/decode.ts';
import { conversation, hear, type Heard, type Said, type Turn } from '../build/dialogue.ts';
import { alpn, certificate, clientHello, extension, handshake, name, random, record, serverHello, serverName, vector16, vector24, vector8 } from '../build/tls.ts';
import { tilingProblems } from '../build/tiling.ts';

const PORT = 443;
const PAYLOAD = 54;
const HANDSHAKE = 22;
const DATA = 23;

const hello = clientHello([serverName('www.lab.test'), extension(10, vector16(concat(u16(29), u16(23)))), extension(13, vector16(u16(0x0403))), alpn('h2', 'http/1.1'), extension(35)]);
const modern = clientHello([serverName('www.lab.test'), extension(43, vector8(concat(u16(0x0304), u16(0x0303)))), extension(51, vector16(concat(u16(29), vector16(ascii('public key')))))]);
const answer = serverHello([extension(43, u16(0x0304)), extension(51, concat(u16(29), vector16(ascii('public key'))))], 0x1301);
const changed = record(20, Uint8Array.of(1));
const secret = record(DATA, ascii('not to be read by anybody'));
const cert = certificate(name([3, 'Lab Root']), name([3, 'www.lab.test']));

const marksOf = (unit: Said | undefined): Record<string, string> => Object.fromEntries(unit?.marks ?? []);
const said = (heard: Heard): string[] => heard.sessions.flatMap((s) => s.dialogue.outcome(s.state)).map((p) => `${p.key} ${String(p.args['version'])} ${String(p.args['name'])} ${String(p.args['alert'])}`.trim());
const onPort = (turns: readonly Turn[]): Uint8Array[] => conversation(turns, { port: PORT });
const problems = (d: Decoded): string[] => tilingProblems(d).filter((p) => p.startsWith('tls'));

describe('records (RFC 8446 §5.1)', () => {
  test('type, version and length, in their places', () => {
    const d = decodeAll(onPort([{ C: record(HANDSHAKE, hello, 0x0301) }]))[3]!;
    expect([text(d, 'tls.record.content_type'), text(d, 'tls.record.version'), text(d, 'tls.record.length')]).toEqual(['22', '0x0301', String(hello.length)]);
    expect([place(d, 'tls.record.version'), place(d, 'tls.record.length')]).toEqual([`${PAYLOAD + 1}-${PAYLOAD + 3}`, `${PAYLOAD + 3}-${PAYLOAD + 5}`]);
    expect(problems(d)).toEqual([]);
  });

  test('several in one segment, one in several: it belongs to the packet with its last byte', () => {
    const { units } = hear(onPort([{ C: concat(record(HANDSHAKE, hello), changed) }, { C: secret.subarray(0, 9) }, { C: secret.subarray(9) }]));
    expect(units.map((u) => `${u.packet} ${marksOf(u)['tls.record.content_type']}`)).toEqual(['4 22', '4 20', '6 23']);
  });

  test('alerts in the clear say what is the matter; others are encrypted (§6)', () => {
    const { units, sessions } = hear(onPort([{ C: record(HANDSHAKE, hello) }, { S: record(21, Uint8Array.of(2, 40)) }, { S: record(21, new Uint8Array(26)) }]));
    expect(marksOf(units[1])).toMatchObject({ 'tls.alert_message.level': '2', 'tls.alert_message.desc': '40' });
    expect(units[2]!.marks.at(-1)![0]).toBe('tls.encrypted');
    expect(sessions[0]!.at).toBe('alert');
  });

  test('a heartbeat that promises more than it has is noted (RFC 6520 §4)', () => {
    const heard = hear(onPort([{ C: record(24, concat(Uint8Array.of(1), u16(16384), ascii('x'))) }]));
    expect(marksOf(heard.units[0])).toMatchObject({ 'tls.heartbeat_message.type': '1', 'tls.heartbeat_message.payload_length': '16384' });
    expect(heard.sessions[0]!.notes.map((n) => [n.key, n.args])).toEqual([['heartbleed', { promised: 16384, there: 1 }]]);
  });
});

describe('hellos (RFC 8446 §4.1.2, §4.1.3)', () => {
  test("the client's", () => {
    const d = decodeAll(onPort([{ C: record(HANDSHAKE, hello) }]))[3]!;
    expect(Object.fromEntries(d.nodes.map((n) => [n.path, n.text]))).toMatchObject({
      'tls.handshake.type': '1', 'tls.handshake.length': String(hello.length - 4), 'tls.handshake.version': '0x0303', 'tls.handshake.session_id_length': '0',
      'tls.handshake.cipher_suites_length': '4', 'tls.handshake.comp_method': '0', 'tls.handshake.extensions_server_name': 'www.lab.test',
    });
    expect(texts(d, 'tls.handshake.ciphersuite')).toEqual(['0x1301', '0xc02f']);
    expect(texts(d, 'tls.handshake.extension.type')).toEqual(['0', '10', '13', '16', '35']);
    expect(texts(d, 'tls.handshake.extensions_supported_group')).toEqual(['0x001d', '0x0017']);
    expect(texts(d, 'tls.handshake.extensions_alpn_str')).toEqual(['h2', 'http/1.1']);
    expect(place(d, 'tls.handshake.random')).toBe(`${PAYLOAD + 11}-${PAYLOAD + 43}`);
    expect(problems(d)).toEqual([]);
  });

  test('TLS 1.3: the version is in an extension (§4.2.1), and what follows is opaque (§5.2)', () => {
    const packets = onPort([{ C: record(HANDSHAKE, modern) }, { S: concat(record(HANDSHAKE, answer), changed, secret) }, { C: concat(changed, secret) }]);
    const [asked, answered] = [decodeAll(packets)[3]!, decodeAll(packets)[4]!];
    expect(texts(asked, 'tls.handshake.extensions.supported_version')).toEqual(['0x0304', '0x0303']);
    expect([text(asked, 'tls.handshake.extensions_key_share_group'), text(answered, 'tls.handshake.ciphersuite')]).toEqual(['29', '0x1301']);
    expect([texts(answered, 'tls.record.content_type'), texts(answered, 'tls.record.opaque_type')]).toEqual([['22', '20'], ['23']]);
    expect([asked, answered].flatMap(problems)).toEqual([]);
    expect(said(hear(packets))).toEqual(['encrypted-to TLS 1.3 www.lab.test']);
  });

  test('TLS 1.3: after change cipher spec a second hello may come in the clear (§4.1.4, §D.4)', () => {
    const retry = serverHello([extension(43, u16(0x0304)), extension(51, u16(23))], 0x1301);
    const { units } = hear(onPort([{ C: record(HANDSHAKE, modern) }, { S: record(HANDSHAKE, retry) }, { C: concat(changed, record(HANDSHAKE, modern)) }]));
    expect(units.map((u) => marksOf(u)['tls.handshake.type'])).toEqual(['1', '2', undefined, '1']);
    expect(marksOf(units[1])['tls.handshake.extensions_key_share_selected_group']).toBe('23');
  });

  test('TLS 1.2: after change cipher spec the handshake is encrypted (RFC 5246 §7.1), unless the suite does not encrypt', () => {
    const finished = record(HANDSHAKE, handshake(20, new Uint8Array(12)));
    const last = (suite: number): string[] => hear(onPort([{ C: record(HANDSHAKE, hello) }, { S: record(HANDSHAKE, serverHello([], suite)) }, { C: concat(changed, finished) }])).units.at(-1)!.marks.map(([path]) => path);
    expect(last(0xc02f)).not.toContain('tls.handshake.type');
    expect(last(0x0002)).toContain('tls.handshake.type');
  });

  test('the hello of SSL 2.0 (RFC 5246 §E.2)', () => {
    const specs = Uint8Array.of(0, 0, 0x35, 1, 0, 0x80);
    const body = concat(Uint8Array.of(1), u16(0x0301), u16(specs.length), u16(0), u16(16), specs, random.subarray(0, 16));
    const packets = onPort([{ C: concat(u16(0x8000 | body.length), body) }]);
    const d = decodeAll(packets)[3]!;
    expect([text(d, 'tls.record.version'), text(d, 'tls.record.length'), text(d, 'tls.handshake.type'), text(d, 'tls.handshake.version')]).toEqual(['0x0002', String(body.length), '1', '0x0301']);
    expect(texts(d, 'tls.handshake.cipherspec')).toEqual(['0x000035', '0x010080']);
    expect(text(d, 'tls.handshake.challenge')).toBe('000102030405060708090a0b0c0d0e0f');
    expect(problems(d)).toEqual([]);
    expect(said(hear(packets))).toEqual(['asked TLS']);
  });
});

describe('certificates (RFC 5246 §7.4.2)', () => {
  const chain = handshake(11, vector24(concat(vector24(cert), vector24(certificate(name([3, 'Lab Root']), name([3, 'Lab Root']))))));

  test('lengths, and who is who', () => {
    const d = decodeAll(onPort([{ S: record(HANDSHAKE, chain) }]))[3]!;
    expect(texts(d, 'tls.handshake.certificate_length')).toEqual([String(cert.length), expect.any(String)]);
    expect(texts(d, 'tls.handshake.certificate.subject')).toEqual(['CN=www.lab.test', 'CN=Lab Root']);
    expect(texts(d, 'tls.handshake.certificate.issuer')).toEqual(['CN=Lab Root', 'CN=Lab Root']);
    expect(problems(d)).toEqual([]);
  });

  test('name a server that the client did not', () => {
    const anonymous = clientHello([]);
    expect(said(hear(onPort([{ C: record(HANDSHAKE, anonymous) }, { S: record(HANDSHAKE, concat(serverHello([]), chain)) }])))).toEqual(['encrypted-to TLS 1.2 www.lab.test']);
  });
});

describe('handshake messages over several records (RFC 8446 §5.1)', () => {
  const chain = handshake(11, vector24(vector24(cert)));
  const both = concat(serverHello([]), chain);

  test('cut at any place, they are decoded in the record where they end', () => {
    for (let cut = 1; cut < both.length; cut++) {
      const { units } = hear(onPort([{ S: record(HANDSHAKE, both.subarray(0, cut)) }, { S: record(HANDSHAKE, both.subarray(cut)) }]));
      expect(units.flatMap((u) => u.marks.filter(([path]) => path === 'tls.handshake.type').map(([, type]) => type))).toEqual(['2', '11']);
      expect(marksOf(units[1])['tls.handshake.certificate.subject']).toBe('CN=www.lab.test');
    }
  });

  test('byte by byte, values from records before stand where the last one begins', () => {
    const packets = onPort(Array.from(hello, (byte) => ({ C: record(HANDSHAKE, Uint8Array.of(byte)) })));
    const d = decodeAll(packets)[2 + hello.length]!;
    expect([text(d, 'tls.handshake.type'), text(d, 'tls.handshake.extensions_server_name'), place(d, 'tls.handshake.type')]).toEqual(['1', 'www.lab.test', `${PAYLOAD + 5}-${PAYLOAD + 5}`]);
    expect(text(d, 'tls.handshake.random')).toBe('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
  });

  test.each([
    ['is longer than any real one', [handshake(11, new Uint8Array(12), MAX_HANDSHAKE + 1)]],
    ['is so after its length is there', [handshake(11, new Uint8Array(12), MAX_HANDSHAKE + 1).subarray(0, 3), Uint8Array.of(0), ascii('more')]],
    ['is followed by what is none', [handshake(11, new Uint8Array(12), 14), concat(new Uint8Array(2), new Uint8Array(1000).fill(0xee))]],
  ])('one that %s is not waited for', (_, parts) => {
    const { units } = hear(onPort([...parts.map((part) => ({ S: record(HANDSHAKE, part) })), { S: record(HANDSHAKE, serverHello([])) }]));
    expect(units.at(-1)!.marks.map(([path]) => path)).toContain('tls.handshake.ciphersuite');
  });

  test('the longest that is waited for, in records of a byte each', () => {
    const filling = new Uint8Array(MAX_HANDSHAKE - 9 - cert.length);
    const longest = handshake(11, vector24(concat(vector24(cert), vector24(filling))));
    const records = concat(...Array.from(longest, (byte) => record(HANDSHAKE, Uint8Array.of(byte))));
    const turns = Array.from({ length: Math.ceil(records.length / 60_000) }, (_, i) => ({ S: records.subarray(i * 60_000, (i + 1) * 60_000) }));
    expect(said(hear(onPort([{ C: record(HANDSHAKE, clientHello([])) }, ...turns])))).toEqual(['asked-to TLS www.lab.test']);
  });
});

describe('what is missing', () => {
  const long = record(DATA, new Uint8Array(3000));
  const without = (turns: readonly Turn[], ...missing: readonly number[]): Uint8Array[] => onPort(turns).filter((_, i) => !missing.includes(i + 1));
  const kinds = (heard: Heard): string[] => heard.units.map((u) => marksOf(u)['tls.record.content_type'] ?? Object.keys(marksOf(u))[0]!);

  test('a hole inside a record: it is still shown, and the next one is found by its length', () => {
    const heard = hear(without([{ C: record(HANDSHAKE, hello) }, { C: long.subarray(0, 1000) }, { C: long.subarray(1000, 2000) }, { C: concat(long.subarray(2000), changed) }], 6));
    expect(kinds(heard)).toEqual(['22', '23', '20']);
    expect(heard.sessions[0]!.notes.map((n) => n.key)).toEqual(['hole']);
  });

  test('a hole beyond the end of a record: the next one whose end fits is found', () => {
    const heard = hear(without([{ C: long.subarray(0, 1000) }, { C: concat(long.subarray(1000), long.subarray(0, 500)) }, { C: concat(long.subarray(500), secret, changed) }], 5));
    expect(kinds(heard)).toEqual(['23', 'tls.continuation', '23', '20']);
  });

  test('in the middle of a handshake message, the message is given up, and the next is decoded', () => {
    const chain = handshake(11, vector24(vector24(cert)));
    const [a, b, c] = [record(HANDSHAKE, chain.subarray(0, 50)), record(HANDSHAKE, chain.subarray(50, 100)), record(HANDSHAKE, chain.subarray(100))];
    const heard = hear(without([{ S: a }, { S: b }, { S: c }, { S: record(HANDSHAKE, serverHello([])) }], 5));
    expect(heard.units.at(-1)!.marks.map(([path]) => path)).toContain('tls.handshake.ciphersuite');
  });

  test('one side missing from the capture: the other is decoded', () => {
    const packets = onPort([{ C: record(HANDSHAKE, modern) }, { S: concat(record(HANDSHAKE, answer), secret) }, { C: secret }]);
    expect(said(hear(packets.filter((p) => p[29] === 10)))).toEqual(['asked-to TLS www.lab.test']);
    expect(said(hear(packets.filter((p) => p[29] === 2)))).toEqual(['encrypted TLS 1.3']);
  });

  test('a capture that begins later: records that cannot be read are said to be encrypted', () => {
    const finished = record(HANDSHAKE, Uint8Array.from({ length: 40 }, (_, i) => 0xf0 ^ i));
    const counter = record(HANDSHAKE, concat(new Uint8Array(8), new Uint8Array(32).fill(0xaa)));
    const { units } = hear(onPort([{ C: finished }, { C: counter }, { C: secret }]));
    expect(units.map((u) => u.marks.at(-1)![0])).toEqual(['tls.encrypted', 'tls.encrypted', 'tls.app_data']);
  });

  test('the stream ends inside a record: it is said', () => {
    const heard = hear(onPort([{ C: long.subarray(0, 1000) }]));
    expect(heard.sessions[0]!.notes.map((n) => [n.key, n.args])).toEqual([['incomplete', { length: 3000, there: 995 }]]);
  });
});

test('every record says in words what it is', () => {
  const chain = handshake(11, vector24(vector24(cert)));
  const { units } = hear(onPort([
    { C: record(HANDSHAKE, hello) }, { S: concat(record(HANDSHAKE, concat(serverHello([]), chain.subarray(0, 9))), record(HANDSHAKE, chain.subarray(9, 20))) },
    { S: concat(record(HANDSHAKE, concat(chain.subarray(20), handshake(14))), record(HANDSHAKE, chain.subarray(0, 9))) },
    { C: concat(record(HANDSHAKE, clientHello([])), changed, record(HANDSHAKE, new Uint8Array(40)), secret) },
    { C: concat(record(21, Uint8Array.of(1, 0)), record(21, new Uint8Array(26)), ascii('what?')) },
  ]));
  expect(units.map((u) => u.summary)).toEqual([
    'client hello to www.lab.test', 'server hello', 'a part of certificate', 'certificate, server hello done', 'a part of certificate', 'client hello', 'change cipher spec',
    'encrypted handshake message', 'application data, 25', 'alert (warning): close notify', 'encrypted alert', 'continuation, 5',
  ]);
});

describe('why it cannot be read', () => {
  test.each<[string, Turn[], string]>([
    ['agreed', [{ C: record(HANDSHAKE, hello) }, { S: record(HANDSHAKE, serverHello([])) }, { C: secret }], 'encrypted-to TLS 1.2 www.lab.test'],
    ['not answered', [{ C: record(HANDSHAKE, hello) }], 'asked-to TLS www.lab.test'],
    ['refused', [{ C: record(HANDSHAKE, hello) }, { S: record(21, Uint8Array.of(2, 70)) }], 'failed-to TLS www.lab.test protocol version'],
    ['begun before the capture', [{ C: secret }], 'encrypted TLS'],
  ])('%s', (_, turns, expected) => {
    expect(said(hear(onPort(turns)))).toEqual([expected]);
  });
});

describe('laws', () => {
  const stream = concat(record(HANDSHAKE, modern), changed, secret, record(21, Uint8Array.of(1, 0)), secret);
  const marksIn = (turns: readonly Turn[]): [string, string][][] => hear(onPort(turns)).units.map((u) => u.marks);
  const whole = marksIn([{ C: stream }]);

  test('cut at any place, the marks are the same', () => {
    for (let cut = 1; cut < stream.length; cut++) expect(marksIn([{ C: stream.subarray(0, cut) }, { C: stream.subarray(cut) }])).toEqual(whole);
  });

  test('byte by byte, the marks are the same', () => {
    expect(marksIn(Array.from(stream, (byte) => ({ C: Uint8Array.of(byte) })))).toEqual(whole);
  });

  test('any bytes in records and messages: nothing throws, marks lie inside, parts do not overlap', () => {
    const bytes = fc.uint8Array({ maxLength: 120 });
    const changedHello = fc.tuple(fc.constantFrom(hello, modern, answer, handshake(11, vector24(vector24(cert)))), fc.nat(400), fc.nat(255)).map(([message, at, byte]) => {
      const copy = new Uint8Array(message);
      copy[at % copy.length] = byte;
      return record(HANDSHAKE, copy);
    });
    const any = fc.tuple(fc.integer({ min: 19, max: 26 }), bytes).map(([type, content]) => record(type, content));
    fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.oneof(bytes, any, changedHello)), { minLength: 1, maxLength: 8 }), (turns) => {
      const packets = onPort(turns.filter(([, b]) => b.length > 0).map(([client, b]) => (client ? { C: b } : { S: b })));
      for (const d of decodeAll(packets)) {
        for (const n of d.nodes) expect(n.to).toBeGreaterThanOrEqual(n.from);
        expect(problems(d)).toEqual([]);
      }
    }), { numRuns: 100 });
  });
});
