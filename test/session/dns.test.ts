import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { decodeAll, place, text, texts } from '../build/decode.ts';
import { conversation, hear } from '../build/dialogue.ts';
import { message, name, pointer, question, record } from '../build/dns.ts';
import { tilingProblems } from '../build/tiling.ts';

const framed = (bytes: Uint8Array, length = bytes.length): Uint8Array => concat(u16(length), bytes);
const ask = (id: number, owner = name('lab', 'test'), type = 252): Uint8Array => framed(message({ id, flags: 0 }, question(owner, type)));
const answer = (id: number): Uint8Array => framed(message({ id, flags: 0x8400, counts: [1, 1, 0, 0] }, question(name('lab', 'test'), 252), record(pointer(12), 1, hex('0a4d0002'))));
const port = { port: 53 };

describe('DNS on TCP (RFC 7766 §8)', () => {
  test('messages with their lengths in front, decoded as those in datagrams', () => {
    const d = decodeAll(conversation([{ C: ask(7) }, { S: answer(7) }], port));
    expect([text(d[3]!, 'dns.length'), text(d[3]!, 'dns.id'), text(d[3]!, 'dns.qry.name'), text(d[3]!, 'dns.qry.type')]).toEqual(['26', '0x0007', 'lab.test', '252']);
    expect([text(d[4]!, 'dns.a'), place(d[4]!, 'dns.length'), place(d[4]!, 'dns.id')]).toEqual(['10.77.0.2', '54-56', '56-58']);
    expect([tilingProblems(d[3]!), tilingProblems(d[4]!)]).toEqual([[], []]);
  });

  test('questions are paired with answers by their number, in any order; an answer may be several messages (RFC 5936 §2.2)', () => {
    const d = decodeAll(conversation([{ C: concat(ask(1), ask(2)) }, { S: answer(2) }, { S: answer(1) }, { S: answer(1) }, { S: answer(3) }], port));
    expect(d.map((packet) => text(packet, 'dns.response_to'))).toEqual([undefined, undefined, undefined, undefined, '4', '4', '4', undefined, undefined, undefined, undefined]);
    expect(d.slice(4, 7).map((packet) => text(packet, 'dns.time'))).toEqual(['1.000000000', '2.000000000', '3.000000000']);
  });

  test('several messages in a segment, and one in several', () => {
    const two = concat(ask(1), ask(2));
    expect(texts(decodeAll(conversation([{ C: two }], port))[3]!, 'dns.id')).toEqual(['0x0001', '0x0002']);
    const d = decodeAll(conversation([{ C: two.subarray(0, 1) }, { C: two.subarray(1, 40) }, { C: two.subarray(40) }], port));
    expect(d.map((packet) => texts(packet, 'dns.id'))).toEqual([[], [], [], [], ['0x0001'], ['0x0002'], [], [], []]);
  });

  test('said in words', () => {
    const { units, sessions } = hear(conversation([{ C: ask(1) }, { S: answer(1) }, { C: ask(2, name(), 65400) }], port));
    expect(units.map((unit) => unit.summary)).toEqual(['asks for AXFR lab.test', 'answers AXFR lab.test with 1 records', 'asks for TYPE65400 .']);
    expect(sessions[0]!.dialogue.outcome(sessions[0]!.state)).toEqual([{ key: 'questions', args: { first: 'AXFR lab.test', questions: 2, answers: 1 } }]);
  });

  test('a message that is too short to be one', () => {
    const d = decodeAll(conversation([{ C: framed(hex('0001 00')) }, { C: framed(hex('')) }, { C: ask(2) }], port));
    expect([d[3]!.faults.map((fault) => fault.code), text(d[5]!, 'dns.id')]).toEqual([['short'], '0x0002']);
  });

  test('the stream ends inside a message', () => {
    const { sessions } = hear(conversation([{ C: framed(message({ id: 1 }, question(name('a'))), 500) }], port));
    expect(sessions[0]!.notes).toMatchObject([{ key: 'incomplete', args: { length: 500, there: 19 } }]);
  });

  test('in the middle of a connection: bytes pass by until a segment begins with a message', () => {
    const { units } = hear(conversation([{ C: ascii('rest of a message') }, { C: ask(3) }, { C: ask(4) }], { ...port, handshake: false, close: false }));
    expect(units.map((unit) => unit.summary)).toEqual(['continuation, 17', 'asks for AXFR lab.test', 'asks for AXFR lab.test']);
  });

  test('after a hole: the message it fell into ends where it said, and the next is understood', () => {
    const packets = conversation([{ C: ask(1).subarray(0, 10) }, { C: ask(1).subarray(10) }, { C: ask(2) }], port);
    const { units } = hear(packets.filter((_, i) => i !== 4));
    expect(units.at(-1)?.summary).toBe('asks for AXFR lab.test');
  });
});
