import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Links } from '../../src/analysis/links.ts';
import { MAX_DNS_QUESTIONS } from '../../src/analysis/dns-questions.ts';
import { concat } from '../build/bytes.ts';
import { type Decoded, decodeAll, text, texts } from '../build/decode.ts';
import { message, name, question } from '../build/dns.ts';
import { icmpPacket } from '../build/icmp.ts';
import { ethernet, fd77, ipv4, ipv6, udp } from '../build/packet.ts';

interface Way { src?: string; dst?: string; sport?: number; dport?: number }
const send = (content: Uint8Array, way: Way): Uint8Array => ethernet({}, ipv4({ proto: 17, src: way.src ?? '10.77.0.10', dst: way.dst ?? '10.77.0.2' }, udp({ sport: way.sport ?? 5000, dport: way.dport ?? 53 }, content)));
const ask = (id: number, way: Way = {}): Uint8Array => send(message({ id }, question(name('lab'))), way);
const answer = (id: number, way: Way = {}): Uint8Array => send(message({ id, flags: 0x8180 }, question(name('lab'))), { src: '10.77.0.2', dst: '10.77.0.10', sport: 53, dport: 5000, ...way });
const pairs = (packets: readonly Uint8Array[], path = 'response_to'): (string | undefined)[] => decodeAll(packets).map((d: Decoded) => text(d, `dns.${path}`));

describe('questions and answers of DNS', () => {
  test('by the number, in any order, with the time that it took', () => {
    const packets = [ask(1), ask(2), answer(2), answer(1)];
    expect(pairs(packets)).toEqual([undefined, undefined, '2', '1']);
    expect(pairs(packets, 'time')).toEqual([undefined, undefined, '1.000000000', '3.000000000']);
  });

  test('only between the same ends (RFC 5452 §9.1)', () => {
    expect(pairs([ask(1), answer(1, { src: '10.77.0.9' }), answer(1, { dport: 5001 }), answer(1)])).toEqual([undefined, undefined, undefined, '1']);
  });

  test('what is sent again is said to be so; only the first answer counts', () => {
    const packets = [ask(1), ask(1), answer(1), answer(1), ask(1), answer(1)];
    expect(pairs(packets)).toEqual([undefined, undefined, '1', undefined, undefined, '5']);
    expect(pairs(packets, 'retransmit_request_in')).toEqual([undefined, '1', undefined, undefined, undefined, undefined]);
    expect(pairs(packets, 'retransmit_response_in')).toEqual([undefined, undefined, undefined, '3', undefined, undefined]);
    expect(decodeAll(packets).map((d) => texts(d, 'dns.retransmission').length)).toEqual([0, 1, 0, 1, 0, 0]);
  });

  test('LLMNR is asked of everybody and answered by one (RFC 4795 §2.4), on either IP', () => {
    const packets = [ask(1, { dst: '224.0.0.252', dport: 5355 }), ask(1, { src: '10.77.0.11', dst: '224.0.0.252', dport: 5355 }), answer(1, { src: '10.77.0.7', sport: 5355 }), answer(1, { src: '10.77.0.7', dst: '10.77.0.11', sport: 5355 })];
    expect(pairs(packets)).toEqual([undefined, undefined, '1', '2']);
    const everybody = concat(Uint8Array.of(0xff, 2), new Uint8Array(11), Uint8Array.of(1, 0, 3));
    const six = (content: Uint8Array, src: Uint8Array, dst: Uint8Array, sport: number, dport: number): Uint8Array => ethernet({ type: 0x86dd }, ipv6({ next: 17, src, dst }, udp({ sport, dport }, content)));
    expect(pairs([six(message({ id: 1 }, question(name('pc'))), fd77(1), everybody, 5000, 5355), six(message({ id: 1, flags: 0x8000 }, question(name('pc'))), fd77(2), fd77(1), 5355, 5000)])).toEqual([undefined, '1']);
  });

  test('multicast DNS has no numbers to pair by (RFC 6762 §18.1)', () => {
    const way = { sport: 5353, dport: 5353 };
    expect(pairs([ask(0, way), answer(0, way), ask(1), answer(1, way)])).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('what an error quotes is neither', () => {
    expect(pairs([icmpPacket(3, 3, concat(new Uint8Array(4), ask(1).subarray(14))), answer(1)])).toEqual([undefined, undefined]);
  });

  test('a question knows its answer in a second pass', () => {
    const packets = [ask(1), ask(2), answer(1)];
    const links = new Links();
    decodeAll(packets, 1, { learn: links });
    expect(decodeAll(packets, 1, { known: links }).map((d) => text(d, 'dns.response_in'))).toEqual(['3', undefined, undefined]);
  });

  test('the oldest question is forgotten for a new one', () => {
    const found: number[] = [];
    const a: Analyzer = new Analyzer(() => found.push(a.dnsQuestions.asked[3]!));
    const feed = (packet: Uint8Array): void => a.packet(packet, 0, packet.length, packet.length, 0, 0, 1, undefined);
    for (let i = 0; i <= MAX_DNS_QUESTIONS; i++) feed(ask(i & 0xffff, { sport: 5000 + (i >> 16) }));
    feed(answer(0));
    feed(answer(1));
    expect(found.slice(-2)).toEqual([0, 2]);
  });
});
