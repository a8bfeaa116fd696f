import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { MAX_DATAGRAMS, MAX_FRAGMENT_BYTES, MAX_FRAGMENTS, REASSEMBLY_TIMEOUT } from '../../src/stream/fragments.ts';
import { Links } from '../../src/analysis/links.ts';
import { ascii, concat } from '../build/bytes.ts';
import { type Decoded, decodeAll, text, texts } from '../build/decode.ts';
import { icmpPacket } from '../build/icmp.ts';
import { ethernet, ipv4, type Ipv4Options, udp } from '../build/packet.ts';

const MORE = 0x2000;
const datagram = udp({ dport: 9 }, ascii('0123456789abcdefghijklmnopqrstuvwxyzABCD'));

/** The fragment of a datagram that holds bytes `from`..`to` of it. */
function piece(from: number, to: number, o: Ipv4Options & { more?: boolean; of?: Uint8Array } = {}): Uint8Array {
  const whole = o.of ?? datagram;
  return ethernet({}, ipv4({ proto: 17, id: 7, fragment: (from / 8) | ((o.more ?? to < whole.length) ? MORE : 0), ...o }, whole.slice(from, to)));
}

const three = [piece(0, 16), piece(16, 32), piece(32, 48)];
const codes = (d: Decoded): string[] => d.faults.map((f) => f.code);

describe('fragments of IPv4 (RFC 791 §3.2, RFC 815)', () => {
  test('the datagram is decoded in the packet that completes it', () => {
    const d = decodeAll(three);
    expect(d.map((each) => each.layers)).toEqual([['eth', 'ip', 'data'], ['eth', 'ip', 'data'], ['eth', 'ip', 'udp', 'data']]);
    expect([text(d[2]!, 'udp.dstport'), text(d[2]!, 'udp.checksum.status'), text(d[2]!, 'data.len')]).toEqual(['9', '1', '40']);
    expect([texts(d[2]!, 'ip.fragment'), text(d[2]!, 'ip.fragment.count'), text(d[2]!, 'ip.reassembled.length')]).toEqual([['1', '2', '3'], '3', '48']);
    expect(text(d[2]!, 'ip.fragments')).toBe([...datagram].map((b) => b.toString(16).padStart(2, '0')).join(''));
    expect(d.flatMap(codes)).toEqual([]);
  });

  test('where it is decoded, and that it never is, is known to a second pass', () => {
    const packets = [...three, piece(0, 16, { id: 8 })];
    const links = new Links();
    expect(decodeAll(packets, 1, { learn: links }).flatMap((d) => texts(d, 'ip.reassembled_in'))).toEqual([]);
    const d = decodeAll(packets, 1, { known: links });
    expect(d.map((each) => text(each, 'ip.reassembled_in'))).toEqual(['3', '3', undefined, undefined]);
    expect(d.map((each) => texts(each, 'ip.fragment.incomplete').length)).toEqual([0, 0, 0, 1]);
  });

  test('told apart by addresses, protocol and identification', () => {
    const d = decodeAll([piece(0, 16), piece(16, 48, { id: 8 }), piece(16, 48, { src: '10.77.0.11' }), piece(16, 48, { proto: 6 }), piece(16, 48)]);
    expect(d.map((each) => each.layers.length)).toEqual([3, 3, 3, 3, 4]);
    expect(texts(d[4]!, 'ip.fragment')).toEqual(['1', '5']);
  });

  test('any order, and any repetition, gives the same datagram', () => {
    fc.assert(fc.property(fc.shuffledSubarray([0, 1, 2, 0, 1, 2, 0, 1, 2], { minLength: 9 }), (order) => {
      const d = decodeAll(order.map((i) => three[i]!));
      const whole = d.filter((each) => each.layers.includes('udp'));
      expect(whole.length).toBeGreaterThan(0);
      for (const each of whole) expect(text(each, 'udp.checksum.status')).toBe('1');
      expect(d.flatMap(codes)).toEqual([]);
    }), { numRuns: 30 });
  });
});

describe('fragments that do not fit together', () => {
  test('where two overlap, the bytes that came first count, and a disagreement is a fault', () => {
    const forged = datagram.slice();
    forged[17] = 0x58;
    const d = decodeAll([piece(0, 16), piece(32, 48), piece(16, 40), piece(16, 24, { of: forged })]);
    expect(text(d[2]!, 'udp.checksum.status')).toBe('1');
    expect(texts(d[2]!, 'ip.fragment.overlap')).toEqual(['true']);
    const conflict = decodeAll([piece(0, 16), piece(16, 24), piece(8, 24, { of: forged }), piece(24, 48)]);
    expect(codes(conflict[2]!)).toEqual(['fragment-overlap']);
    expect(text(conflict[3]!, 'udp.checksum.status')).toBe('1');
    expect([texts(conflict[3]!, 'ip.fragment.overlap').length, texts(conflict[3]!, 'ip.fragment.overlap.conflict').length]).toEqual([2, 1]);
  });

  test('two that say they are the last, and one that goes on beyond the end', () => {
    const d = decodeAll([piece(32, 48), piece(24, 40, { more: false }), piece(0, 32)]);
    expect([texts(d[2]!, 'ip.fragment.multipletails').length, text(d[2]!, 'ip.reassembled.length')]).toEqual([1, '48']);
    const long = decodeAll([piece(16, 24, { more: false }), piece(0, 32)]);
    expect([texts(long[1]!, 'ip.fragment.toolongfragment').length, text(long[1]!, 'ip.reassembled.length')]).toEqual([1, '24']);
  });

  test('a datagram cannot be longer than its length field (the ping of death)', () => {
    const d = decodeAll([ethernet({}, ipv4({ proto: 1, fragment: 0x1fff }, new Uint8Array(100)))]);
    expect(d[0]!.faults).toMatchObject([{ code: 'fragment-long', need: 65_528 + 100, had: 65_535 }]);
  });

  test('what is shorter than it says, or was cut, is not collected; its beginning is decoded', () => {
    const d = decodeAll([piece(16, 48), piece(0, 16, { length: 100 })]);
    expect(d.map((each) => each.layers)).toEqual([['eth', 'ip', 'data'], ['eth', 'ip', 'udp', 'data']]);
    expect(text(d[1]!, 'udp.checksum.status')).toBe('2');
    expect(d.map(codes)).toEqual([[], ['length-big']]);
  });

  test('a header checksum that the card was still to work out, or that is wrong, keeps nobody from collecting', () => {
    for (const checksum of [0, 1]) {
      const d = decodeAll([piece(0, 16, { checksum }), piece(16, 48)]);
      expect([text(d[0]!, 'ip.checksum.status'), d[1]!.layers]).toEqual(['0', ['eth', 'ip', 'udp', 'data']]);
    }
  });

  test('a quoted fragment is not collected (RFC 1122 §3.2.2)', () => {
    const d = decodeAll([icmpPacket(11, 1, concat(new Uint8Array(4), piece(0, 16).slice(14))), piece(16, 48)]);
    expect(d[1]!.layers).toEqual(['eth', 'ip', 'data']);
  });
});

describe('limits', () => {
  const feed = (a: Analyzer, packet: Uint8Array, seconds = 0): void => a.packet(packet, 0, packet.length, packet.length, seconds, 0, 1, undefined);
  const last: number[] = [];
  const analyzer = (): Analyzer => {
    const a: Analyzer = new Analyzer(() => last.push(a.walk.depth), { depth: 'layers' });
    return a;
  };

  test('the receiver waits a minute for the rest, no longer (RFC 1122 §3.3.2)', () => {
    const faults: unknown[] = [];
    const a: Analyzer = new Analyzer(() => faults.push(...Array.from({ length: a.walk.faultCount }, (_, i) => a.walk.fault(i))));
    feed(a, three[0]!, 100);
    feed(a, three[1]!, 100 + REASSEMBLY_TIMEOUT);
    feed(a, three[2]!, 101 + REASSEMBLY_TIMEOUT);
    expect(faults).toMatchObject([{ code: 'fragment-late', need: REASSEMBLY_TIMEOUT + 1, had: REASSEMBLY_TIMEOUT }]);
    expect([a.fragments.expired, a.fragments.incomplete]).toEqual([1, 2]);
  });

  test('datagrams that nobody completes are forgotten in time', () => {
    const a = analyzer();
    feed(a, piece(0, 16, { id: 1 }), 0);
    feed(a, piece(0, 16, { id: 2 }), 30);
    feed(a, piece(0, 16, { id: 3 }), 70);
    expect([a.fragments.expired, a.fragments.incomplete]).toEqual([1, 3]);
  });

  test(`the oldest of ${MAX_DATAGRAMS} datagrams is forgotten for a new one`, () => {
    const a = analyzer();
    for (let id = 0; id <= MAX_DATAGRAMS; id++) feed(a, piece(0, 16, { id }));
    expect(a.fragments.evicted).toBe(1);
    last.length = 0;
    feed(a, piece(16, 48, { id: 0 }));
    feed(a, piece(16, 48, { id: 2 }));
    expect(last).toEqual([3, 4]);
  });

  test('a flood of fragments of one datagram is cut off', () => {
    const a = analyzer();
    for (let i = 0; i < MAX_FRAGMENTS; i++) feed(a, piece(16, 24));
    expect(a.fragments.evicted).toBe(1);
  });

  test('the bytes that wait are bounded', () => {
    const a = analyzer();
    const big = new Uint8Array(60_000);
    for (let id = 0; id < MAX_FRAGMENT_BYTES / big.length; id++) feed(a, ethernet({}, concat(ipv4({ proto: 17, id, fragment: MORE, length: 20 + big.length }, new Uint8Array(0)), big)));
    expect(a.fragments.evicted).toBe(1);
  });
});
