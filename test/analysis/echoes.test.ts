import { describe, expect, test } from 'vitest';
import { MAX_ECHOES } from '../../src/analysis/echoes.ts';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Links } from '../../src/analysis/links.ts';
import { icmpFields } from '../../src/packet/index.ts';
import { ascii, concat, u16 } from '../build/bytes.ts';
import { type Decoded, decodeAll, text, texts } from '../build/decode.ts';
import { icmpv6Packet, ping } from '../build/icmp.ts';
import { ethernet, fd77, ipv4, udp } from '../build/packet.ts';

const back = { src: '10.77.0.2', dst: '10.77.0.10' };
const ask = (id: number, seq: number, data = 'abc', ip = {}): Uint8Array => ping(8, id, seq, ascii(data), ip);
const answer = (id: number, seq: number, data = 'abc', ip = back): Uint8Array => ping(0, id, seq, ascii(data), ip);
const answers = (packets: readonly Decoded[]): (string | undefined)[] => packets.map((d) => text(d, 'icmp.resp_to'));

describe('answers find their questions (RFC 792)', () => {
  test('by address, identifier and sequence number', () => {
    const d = decodeAll([ask(1, 1), ask(1, 2), answer(1, 2), answer(1, 1), answer(2, 1)]);
    expect(answers(d)).toEqual([undefined, undefined, '2', '1', undefined]);
    expect(text(d[3]!, 'icmp.resptime')).toBe('3000');
  });

  test('not from somebody else, nor with other data', () => {
    expect(answers(decodeAll([ask(1, 1), answer(1, 1, 'abc', { src: '10.77.0.3', dst: '10.77.0.10' }), answer(1, 1, 'abd')]))).toEqual([undefined, undefined, undefined]);
  });

  test('only the first of several answers counts', () => {
    expect(answers(decodeAll([ask(1, 1), answer(1, 1), answer(1, 1)]))).toEqual([undefined, '1', undefined]);
  });

  test('a question asked again takes the place of the one before', () => {
    expect(answers(decodeAll([ask(1, 1), ask(1, 1), answer(1, 1), ask(1, 1), answer(1, 1)]))).toEqual([undefined, undefined, '2', undefined, '4']);
  });

  test('a machine may ask itself', () => {
    const self = { src: '127.0.0.1', dst: '127.0.0.1' };
    expect(answers(decodeAll([ask(1, 1, 'abc', self), answer(1, 1, 'abc', self)]))).toEqual([undefined, '1']);
  });

  test.each([[0x0000, '0xffff'], [0xffff, '0x0000']])("whichever zero of one's complement the checksum of the answer is: data %i", (data, checksum) => {
    const d = decodeAll([ping(8, 0, 0, u16(data)), ping(0, 0, 0, u16(data), back)]);
    expect(text(d[1]!, 'icmp.checksum')).toBe(checksum);
    expect(answers(d)).toEqual([undefined, '1']);
  });

  test('ICMPv6 likewise (RFC 4443 §4)', () => {
    const body = concat(u16(7), u16(1), ascii('abc'));
    const d = decodeAll([icmpv6Packet(128, 0, body, { src: fd77(1), dst: fd77(2) }), icmpv6Packet(129, 0, body, { src: fd77(2), dst: fd77(1) })]);
    expect([text(d[1]!, 'icmpv6.resp_to'), text(d[1]!, 'icmpv6.resptime')]).toEqual(['1', '1000']);
    expect(texts(d[1]!, 'icmp.resp_to')).toEqual([]);
  });

  test('the oldest question is forgotten for a new one', () => {
    const found: unknown[] = [];
    const a: Analyzer = new Analyzer(() => found.push(a.echoes.questions[2]));
    const feed = (packet: Uint8Array): void => a.packet(packet, 0, packet.length, packet.length, 0, 0, 1, undefined);
    for (let i = 0; i <= MAX_ECHOES; i++) feed(ask(i >> 16, i & 0xffff));
    feed(answer(0, 0));
    feed(answer(0, 1));
    expect(found.slice(-2)).toEqual([0, 2]);
  });

  test('what an error quotes is neither question nor answer', () => {
    const quoted = ask(1, 1).subarray(14);
    const error = ping(8, 9, 9, quoted);
    error[34] = 3;
    expect(answers(decodeAll([error, answer(1, 1)]))).toEqual([undefined, undefined]);
  });
});

describe('what a question cannot know before its answer has come', () => {
  const packets = [ask(1, 1), ask(1, 2), answer(1, 1), ping(8, 1, 3, ascii('abc'), { dst: '255.255.255.255' }), ethernet({}, ipv4({ proto: 17 }, udp({}, ascii('x'))))];

  test('is shown by a second pass', () => {
    const links = new Links();
    const first = decodeAll(packets, 1, { learn: links });
    expect(first.flatMap((d) => [...texts(d, 'icmp.resp_in'), ...texts(d, 'icmp.no_resp')])).toEqual([]);
    const second = decodeAll(packets, 1, { known: links });
    expect(second.map((d) => text(d, 'icmp.resp_in'))).toEqual(['3', undefined, undefined, undefined, undefined]);
    expect(second.map((d) => texts(d, 'icmp.no_resp').length)).toEqual([0, 1, 0, 0, 0]);
    expect(answers(second)).toEqual([undefined, undefined, '1', undefined, undefined]);
  });

  test('is not claimed to be missing where links were left out', () => {
    const links = new Links();
    links.isFull = true;
    expect(texts(decodeAll([ask(1, 1)], 1, { known: links })[0]!, 'icmp.no_resp')).toEqual([]);
  });
});

describe('links', () => {
  test('packet → field → packet', () => {
    const links = new Links();
    links.add(icmpFields.resp_in, 5, 9);
    links.add(icmpFields.resp_in, 5_000_000, 5_000_001);
    expect([links.get(icmpFields.resp_in, 5), links.get(icmpFields.resp_in, 5_000_000), links.get(icmpFields.resp_in, 6), links.get(icmpFields.resp_to, 5)]).toEqual([9, 5_000_001, undefined, undefined]);
  });
});
