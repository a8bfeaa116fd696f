import { describe, expect, test } from 'vitest';
import { MAX_STREAMS } from '../../src/session/http2-bodies.ts';
import { ascii, concat, hex, u16, u32 } from '../build/bytes.ts';
import { decodeAll, place, text, texts } from '../build/decode.ts';
import { conversation, hear } from '../build/dialogue.ts';
import { message, name, question } from '../build/dns.ts';
import { tilingProblems } from '../build/tiling.ts';

const MAGIC = ascii('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const frame = (type: number, flags: number, stream: number, payload: Uint8Array, length = payload.length): Uint8Array => concat(Uint8Array.of(length >> 16), u16(length & 0xffff), Uint8Array.of(type, flags), u32(stream), payload);
const data = (stream: number, payload: Uint8Array, flags = 0): Uint8Array => frame(0, flags, stream, payload);
const headers = (stream: number): Uint8Array => frame(1, 0x04, stream, hex('8284'));
const settings = frame(4, 0, 0, hex('0003 00000064'));
const ask = message({ id: 0 }, question(name('lab', 'test')));
const port = { port: 8053 };
const decoded = (packets: readonly Uint8Array[]) => decodeAll(packets, 1, { probe: true });

describe('HTTP/2 (RFC 9113)', () => {
  test('preface and frames (§3.4, §4.1)', () => {
    const d = decoded(conversation([{ C: concat(MAGIC, settings, headers(1)) }, { S: concat(settings, frame(4, 1, 0, hex(''))) }], port))[3]!;
    expect([text(d, 'http2.magic'), texts(d, 'http2.type'), texts(d, 'http2.length'), texts(d, 'http2.streamid')]).toEqual(['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', ['4', '1'], ['6', '2'], ['0', '1']]);
    expect([text(d, 'http2.payload'), text(d, 'http2.headers'), texts(d, 'http2.flags.eh'), texts(d, 'http2.flags.ack'), place(d, 'http2.magic')]).toEqual(['000300000064', '8284', ['true'], ['false'], '54-78']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('padding (§6.1)', () => {
    const d = decoded(conversation([{ C: concat(MAGIC, frame(0, 0x08, 1, concat(Uint8Array.of(2), ascii('abc'), hex('0000')))) }], port))[3]!;
    expect([text(d, 'http2.padding'), text(d, 'http2.data.data'), text(d, 'http2.data.padding')]).toEqual(['0x02', '616263', '0000']);
    expect(tilingProblems(d)).toEqual([]);
    const lying = decoded(conversation([{ C: concat(MAGIC, frame(0, 0x08, 1, concat(Uint8Array.of(200), ascii('abc')))) }], port))[3]!;
    expect([texts(lying, 'http2.data.data'), text(lying, 'http2.data.padding')]).toEqual([[], '616263']);
  });

  test('said in words', () => {
    const { units, sessions } = hear(conversation([{ C: concat(MAGIC, headers(1), headers(3)) }, { S: frame(0x63, 0, 5, hex('00')) }], port));
    expect(units.map((unit) => unit.summary)).toEqual(['begins HTTP/2', 'HEADERS, stream 1, 2', 'HEADERS, stream 3, 2', '0x63, stream 5, 1']);
    expect(sessions[0]!.dialogue.outcome(sessions[0]!.state)).toEqual([{ key: 'requests', args: { requests: 2 } }]);
  });

  test('in the middle of a connection nothing is taken for a frame that cannot be one', () => {
    const { units } = hear(conversation([{ C: ascii('bytes of a frame that began earlier') }, { C: headers(1) }], { ...port, handshake: false, close: false }), { dialogueAs: new Map([[port.port, 'http2']]) });
    expect(units.map((unit) => unit.summary)).toEqual(['continuation, 35', 'HEADERS, stream 1, 2']);
  });

  test('a frame with a hole in it ends where it said', () => {
    const packets = conversation([{ C: concat(MAGIC, frame(0, 0, 1, ascii('abc'), 9)) }, { C: ascii('def') }, { C: ascii('ghi') }, { C: headers(3) }], port);
    const { units } = hear(packets.filter((_, i) => i !== 4));
    expect(units.at(-1)?.summary).toBe('HEADERS, stream 3, 2');
  });
});

describe('DNS messages as bodies (RFC 8484 §4.1)', () => {
  test('in one frame', () => {
    const d = decoded(conversation([{ C: concat(MAGIC, data(1, ask, 1)) }], port))[3]!;
    expect([text(d, 'dns.qry.name'), tilingProblems(d)]).toEqual(['lab.test', []]);
  });

  test('in several, between those of other streams: decoded with the last', () => {
    const packets = conversation([{ C: concat(MAGIC, data(1, ask.subarray(0, 5))) }, { C: concat(data(3, ask.subarray(0, 20)), data(1, ask.subarray(5))) }, { C: data(1, hex(''), 1) }, { C: data(3, ask.subarray(20), 1) }], port);
    const d = decoded(packets);
    expect(d.map((packet) => texts(packet, 'dns.qry.name'))).toEqual([[], [], [], [], [], ['lab.test'], ['lab.test'], [], [], []]);
    expect(d[5]!.nodes.find((node) => node.path === 'dns.id')).toMatchObject({ from: 0, to: 2 });
    for (const packet of d) expect(tilingProblems(packet)).toEqual([]);
  });

  test.each([
    ['other bodies', ascii('just some text that is long enough')],
    ['the header of a message without a question', message({ counts: [0, 1, 0, 0] }, hex('00'))],
    ['too little', hex('0000')],
    ['more than a message may be', concat(ask, new Uint8Array(66_000))],
  ])('%s are none', (_, body) => {
    const frames = [...Array(Math.ceil(body.length / 16_000)).keys()].map((i) => data(1, body.subarray(i * 16_000, (i + 1) * 16_000)));
    const d = decoded(conversation([{ C: MAGIC }, ...frames.map((C) => ({ C })), { C: data(1, hex(''), 1) }], port));
    expect(d.flatMap((packet) => texts(packet, 'dns.id'))).toEqual([]);
  });

  test('a message in too many frames, or beside too many streams, is not put together', () => {
    const bytewise = concat(...Array.from({ length: 70 }, () => data(1, hex('00'))), data(1, ask, 1));
    const crowd = concat(...Array.from({ length: MAX_STREAMS }, (_, i) => data(2 * i + 1, ask.subarray(0, 20))), data(9999, ask, 1), data(1, ask.subarray(20), 1));
    const ids = (bytes: Uint8Array): string[] => decoded(conversation([{ C: MAGIC }, { C: bytes }], port)).flatMap((packet) => texts(packet, 'dns.qry.name'));
    expect([ids(bytewise), ids(crowd)]).toEqual([[], ['lab.test']]);
  });

  test('after a hole the parts from before are forgotten', () => {
    const packets = conversation([{ C: concat(MAGIC, data(1, ask.subarray(0, 20))) }, { C: headers(3) }, { C: data(1, ask.subarray(20), 1) }], port);
    expect(decoded(packets.filter((_, i) => i !== 4)).flatMap((packet) => texts(packet, 'dns.id'))).toEqual([]);
  });
});
