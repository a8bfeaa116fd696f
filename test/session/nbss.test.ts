import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_KEPT } from '../../src/session/nbss.ts';
import { ascii, concat, u16 } from '../build/bytes.ts';
import { type Decoded, decodeAll, place, text, texts } from '../build/decode.ts';
import { conversation, hear, type Heard, type Said, type Turn } from '../build/dialogue.ts';
import { encodedName, nbss, smb2 } from '../build/smb.ts';
import { tilingProblems } from '../build/tiling.ts';

const NAMES = 139;
const DIRECT = 445;

const request = nbss(0x81, concat(encodedName('LABSRV', 0x20), encodedName('PC1', 0)));
const echo = (message: bigint, response = false): Uint8Array => nbss(0, smb2({ command: 13, response, message }, Uint8Array.of(4, 0, 0, 0)));

const marksOf = (unit: Said | undefined): Record<string, string> => Object.fromEntries(unit?.marks ?? []);
const lengths = (units: readonly Said[]): string[] => units.map((u) => `${u.packet}: ${marksOf(u)['nbss.length'] ?? marksOf(u)['nbss.continuation_data'] ?? ''}`);
const said = (heard: Heard): string[] => heard.sessions.flatMap((s) => s.dialogue.outcome(s.state)).map((p) => `${p.key} ${Object.values(p.args).join(' ')}`);
const notes = (heard: Heard): string[] => heard.sessions.flatMap((s) => s.notes.map((n) => n.key));

/** Where the first byte of the payload stands in the packets of `conversation`. */
const PAYLOAD = 54;

describe('opening a session by names (RFC 1002 §4.3.2 to §4.3.5)', () => {
  test('a request names who is called and who calls', () => {
    const packets = conversation([{ C: request }, { S: nbss(0x82) }], { port: NAMES });
    const [asked, answered] = [decodeAll(packets)[3]!, decodeAll(packets)[4]!];
    expect(text(asked, 'nbss.type')).toBe('0x81');
    expect(text(asked, 'nbss.length')).toBe('68');
    expect(text(asked, 'nbss.called_name')).toBe('LABSRV<20>');
    expect(text(asked, 'nbss.called_name.service')).toBe('Server service');
    expect(text(asked, 'nbss.calling_name')).toBe('PC1<00>');
    expect(place(asked, 'nbss.called_name')).toBe(`${PAYLOAD + 4}-${PAYLOAD + 38}`);
    expect(place(asked, 'nbss.calling_name')).toBe(`${PAYLOAD + 38}-${PAYLOAD + 72}`);
    expect(text(answered, 'nbss.type')).toBe('0x82');
    expect([...problems(asked), ...problems(answered)]).toEqual([]);
  });

  test.each(['hello', 'Z'.repeat(32)])('who calls is known where the called name %j is none', (label) => {
    const asked = nbss(0x81, concat(Uint8Array.of(label.length), ascii(label), Uint8Array.of(0), encodedName('PC1', 0)));
    const { units } = hear(conversation([{ C: asked }, { S: nbss(0x82) }], { port: NAMES }));
    expect(marksOf(units[0])).toMatchObject({ 'nbss.called_name': label, 'nbss.calling_name': 'PC1<00>' });
  });

  test('accepted: the session goes over to data', () => {
    const heard = hear(conversation([{ C: request }, { S: nbss(0x82) }, { C: echo(1n) }, { S: echo(1n, true) }], { port: NAMES }));
    expect(heard.sessions[0]!.moves.map((m) => `${m.to} ${m.packet}`)).toEqual(['requested 4', 'data 5']);
    expect(said(heard)).toEqual(['named LABSRV<20> PC1<00> 2 SMB2']);
  });

  test('refused, with the reason', () => {
    const heard = hear(conversation([{ C: request }, { S: nbss(0x83, Uint8Array.of(0x82)) }], { port: NAMES }));
    expect(marksOf(heard.units[1])).toMatchObject({ 'nbss.type': '131', 'nbss.error_code': '130' });
    expect(heard.sessions[0]!.at).toBe('refused');
    expect(said(heard)).toEqual(['refused LABSRV<20> PC1<00> called name not present']);
  });

  test('sent on to another address', () => {
    const packets = conversation([{ C: request }, { S: nbss(0x84, concat(Uint8Array.of(10, 77, 0, 9), u16(1139))) }], { port: NAMES });
    const answer = decodeAll(packets)[4]!;
    expect(text(answer, 'nbss.retarget_ip_address')).toBe('10.77.0.9');
    expect(text(answer, 'nbss.retarget_port')).toBe('1139');
    expect(problems(answer)).toEqual([]);
    expect(said(hear(packets))).toEqual(['retargeted LABSRV<20> PC1<00> 10.77.0.9:1139']);
  });

  test('a request with bytes that are no names keeps them', () => {
    const heard = hear(conversation([{ C: nbss(0x81, ascii('not a name')) }], { port: NAMES }));
    expect(marksOf(heard.units[0])).toMatchObject({ 'nbss.length': '10', 'nbss.called_name': 'not a name' });
  });
});

test('every message says in words what it is', () => {
  const { units } = hear(conversation([
    { C: request }, { S: nbss(0x82) }, { C: echo(1n) }, { C: nbss(0, ascii('hello')) }, { S: nbss(0x85) }, { S: nbss(0x84, concat(Uint8Array.of(10, 77, 0, 9), u16(139))) },
    { S: nbss(0x83, Uint8Array.of(0x80)) }, { C: ascii('what?') },
  ], { port: NAMES }));
  expect(units.map((u) => u.summary)).toEqual([
    'PC1<00> calls LABSRV<20>', 'the session is accepted', 'message of SMB2, 68', 'message of NetBIOS, 5', 'keep-alive', 'the session is to be had at 10.77.0.9:139',
    'the session is refused: not listening on the called name', 'continuation, 5',
  ]);
});

describe('the header (RFC 1002 §4.3.1, MS-SMB2 §2.1)', () => {
  test('port 139: flags, and a length of 17 bits', () => {
    const whole = nbss(0, smb2({ command: 9 }, new Uint8Array(0x10010 - 64)));
    const heard = hear(conversation([{ C: whole }], { port: NAMES }));
    expect(heard.units[0]!.marks.slice(0, 4)).toEqual([['nbss.type', '0'], ['nbss.flags', '1'], ['nbss.flags.e', 'true'], ['nbss.length', '65552']]);
  });

  test('port 445: a length of 24 bits, and no flags', () => {
    const packets = conversation([{ C: echo(1n) }], { port: DIRECT });
    const packet = decodeAll(packets)[3]!;
    expect(texts(packet, 'nbss.flags')).toEqual([]);
    expect(place(packet, 'nbss.length')).toBe(`${PAYLOAD + 1}-${PAYLOAD + 4}`);
    expect(problems(packet)).toEqual([]);
    expect(said(hear(packets))).toEqual(['direct   1 SMB2']);
  });

  test('keep-alives are messages of their own (§5.3.2)', () => {
    const { units } = hear(conversation([{ C: echo(1n) }, { C: nbss(0x85) }, { S: nbss(0x85) }], { port: DIRECT }));
    expect(units.map((u) => marksOf(u)['nbss.type'])).toEqual(['0', '133', '133']);
  });

  test('what is not SMB is shown as data', () => {
    const { units } = hear(conversation([{ C: request }, { S: nbss(0x82) }, { C: nbss(0, ascii('hello')) }], { port: NAMES }));
    expect(units[2]!.marks.at(-1)).toEqual(['nbss.data', '104,101,108,108,111']);
  });
});

describe('messages and segments', () => {
  test('several messages in one segment are decoded one after the other', () => {
    const packet = decodeAll(conversation([{ C: concat(echo(1n), echo(2n), echo(3n)) }], { port: DIRECT }))[3]!;
    expect(texts(packet, 'smb2.msg_id')).toEqual(['1', '2', '3']);
    expect(packet.nodes.filter((n) => n.depth === 0).map((n) => n.path).slice(-6)).toEqual(['nbss', 'smb2', 'nbss', 'smb2', 'nbss', 'smb2']);
    expect(problems(packet)).toEqual([]);
  });

  test('a message belongs to the packet with its last byte', () => {
    const message = echo(9n);
    const decoded = decodeAll(conversation([{ C: message.subarray(0, 30) }, { C: message.subarray(30, 60) }, { C: message.subarray(60) }], { port: DIRECT }));
    expect(decoded.map((d) => texts(d, 'smb2.msg_id').length)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0]);
  });

  const stream = concat(request, echo(1n), nbss(0x85), nbss(0, ascii('other')), echo(2n), echo(3n));
  const marksIn = (turns: readonly Turn[]): [string, string][][] => hear(conversation(turns, { port: NAMES })).units.map((u) => u.marks);
  const whole = marksIn([{ C: stream }]);

  test('cut at any place, the marks are the same', () => {
    for (let cut = 1; cut < stream.length; cut++) expect(marksIn([{ C: stream.subarray(0, cut) }, { C: stream.subarray(cut) }])).toEqual(whole);
  });

  test('byte by byte, the marks are the same', () => {
    expect(marksIn(Array.from(stream, (byte) => ({ C: Uint8Array.of(byte) })))).toEqual(whole);
  });

  test('of a long message the first part is kept, and it is finished in the packet with its last byte', () => {
    const body = new Uint8Array(3 * MAX_KEPT).fill(0x41);
    const message = nbss(0, smb2({ command: 9 }, body));
    const turns = Array.from({ length: Math.ceil(message.length / 16000) }, (_, i) => ({ C: message.subarray(i * 16000, (i + 1) * 16000) }));
    const { units } = hear(conversation([...turns, { C: echo(2n) }], { port: DIRECT }));
    expect(units.map((u) => `${u.packet} ${marksOf(u)['nbss.length']} ${u.text.length}`)).toEqual([`${3 + turns.length} ${64 + 3 * MAX_KEPT} ${4 + MAX_KEPT}`, `${4 + turns.length} 68 72`]);
  });
});

describe('what is missing', () => {
  /** Packets of a connection to port 445 without those whose numbers are given, counted from 1. */
  const without = (turns: readonly Turn[], ...missing: readonly number[]): Uint8Array[] => conversation(turns, { port: DIRECT }).filter((_, i) => !missing.includes(i + 1));
  const write = nbss(0, smb2({ command: 9, message: 2n }, new Uint8Array(3000)));

  test('a hole inside a message: it is still shown, and the next one is found by its length', () => {
    const heard = hear(without([{ C: echo(1n) }, { C: write.subarray(0, 1000) }, { C: write.subarray(1000, 2000) }, { C: concat(write.subarray(2000), echo(3n)) }], 6));
    expect(heard.units.map((u) => marksOf(u)['nbss.length'])).toEqual(['68', '3064', '68']);
    expect(notes(heard)).toEqual(['hole']);
  });

  test('a hole that ends with the message ends it', () => {
    const heard = hear(without([{ C: write.subarray(0, 1000) }, { C: write.subarray(1000) }, { C: echo(3n) }], 5));
    expect(heard.units.map((u) => marksOf(u)['nbss.length'])).toEqual(['3064', '68']);
  });

  test('a hole beyond the end of a message: the next SMB message is looked for, inside a segment too', () => {
    const heard = hear(without([{ C: write.subarray(0, 1000) }, { C: concat(write.subarray(1000), write.subarray(0, 100)) }, { C: concat(write.subarray(100), echo(3n)) }, { C: echo(4n) }], 5));
    expect(lengths(heard.units).map((l) => l.split(': ')[1]!.length > 20 ? 'continuation' : l.split(': ')[1])).toEqual(['3064', 'continuation', '68', '68']);
  });

  test('a capture that begins inside a message: what comes before the next header is continuation', () => {
    const packets = conversation([{ C: write.subarray(0, 1000) }, { C: write.subarray(1000) }, { C: echo(3n) }], { port: DIRECT, handshake: false }).slice(1);
    const heard = hear(packets);
    expect(heard.units.map((u) => u.marks.map(([path]) => path)[0])).toEqual(['nbss.continuation_data', 'nbss.type']);
  });

  test('one side missing from the capture: the other is decoded', () => {
    const packets = conversation([{ C: request }, { S: nbss(0x82) }, { C: echo(1n) }, { S: echo(1n, true) }], { port: NAMES });
    const client = hear(packets.filter((p) => p[29] === 10)).units.map((u) => marksOf(u)['nbss.type']);
    const server = hear(packets.filter((p) => p[29] === 2)).units.map((u) => marksOf(u)['nbss.type']);
    expect([client, server]).toEqual([['129', '0'], ['130', '0']]);
  });

  test('the snap length cut a message: what there is of it is decoded in its packet', () => {
    const heard = hear(conversation([{ C: write.subarray(0, 1400) }, { C: write.subarray(1400) }, { C: echo(3n) }], { port: DIRECT }), {}, 400);
    expect(heard.units.map((u) => `${u.packet} ${marksOf(u)['nbss.length']}`)).toEqual(['5 3064', '6 68']);
  });

  test('the stream ends inside a message: what there is of it is decoded, and it is said', () => {
    const heard = hear(conversation([{ C: write.subarray(0, 1000) }], { port: DIRECT }));
    expect(heard.units.map((u) => marksOf(u)['nbss.length'])).toEqual(['3064']);
    expect(heard.sessions[0]!.notes.map((n) => [n.key, n.args])).toEqual([['incomplete', { length: 3064, there: 996 }]]);
  });
});

describe('hostile streams', () => {
  test('another protocol on the port is continuation, and the first real message after it is found', () => {
    const { units } = hear(conversation([{ C: 'GET / HTTP/1.1\r\n\r\n' }, { C: echo(1n) }], { port: DIRECT }), { probe: false });
    expect(units.map((u) => u.marks[0]![0])).toEqual(['nbss.continuation_data', 'nbss.type']);
  });

  test('lengths that the type does not allow make no header (§4.3.3, §4.3.4)', () => {
    for (const bad of [nbss(0x82, Uint8Array.of(1)), nbss(0x83, Uint8Array.of(1, 2)), nbss(0x84, Uint8Array.of(1)), nbss(0x85, Uint8Array.of(1)), nbss(0x81, new Uint8Array(700))]) {
      const { units } = hear(conversation([{ C: bad }], { port: NAMES }));
      expect(units.map((u) => u.marks[0]![0])).toEqual(['nbss.continuation_data']);
    }
  });

  test('any bytes, in any segments: nothing throws, and units stay inside the stream', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
    const plausible = fc.tuple(fc.constantFrom(0, 0x81, 0x82, 0x83, 0x84, 0x85), bytes, fc.integer({ min: 0, max: 300 })).map(([type, payload, length]) => nbss(type, payload, length));
    const signed = fc.tuple(bytes, fc.integer({ min: 0, max: 300 })).map(([payload, length]) => nbss(0, concat(Uint8Array.of(0xfe), ascii('SMB'), payload), length));
    fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.oneof(bytes, plausible, signed)), { minLength: 1, maxLength: 12 }), fc.constantFrom(NAMES, DIRECT), (turns, port) => {
      const packets = conversation(turns.map(([client, b]) => (client ? { C: b } : { S: b })), { port });
      const sent = turns.reduce((n, [, b]) => n + b.length, 0);
      expect(hear(packets).units.reduce((n, u) => n + u.text.length, 0)).toBeLessThanOrEqual(sent);
      for (const d of decodeAll(packets)) for (const n of d.nodes) expect(n.to).toBeGreaterThanOrEqual(n.from);
    }), { numRuns: 150 });
  });
});

/** The tiling of what stands above TCP: SMB2 is tested for itself. */
function problems(decoded: Decoded): string[] {
  return tilingProblems(decoded).filter((p) => p.startsWith('nbss'));
}
