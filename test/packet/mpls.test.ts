import { describe, expect, test } from 'vitest';
import { MAX_LABELS } from '../../src/packet/mpls.ts';
import { ascii, concat, hex, u32 } from '../build/bytes.ts';
import { decode, place, text, texts } from '../build/decode.ts';
import { udp6 } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, ipv6, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 14;
const datagram = ipv4({ proto: 17 }, udp({}, ascii('abc')));
const frame = ethernet({}, datagram);

/** A label stack entry. */
const entry = (label: number, o: { bottom?: boolean; exp?: number; ttl?: number } = {}): Uint8Array => u32(((label << 12) | ((o.exp ?? 0) << 9) | (o.bottom === false ? 0 : 0x100) | (o.ttl ?? 64)) >>> 0);
const packet = (...parts: Uint8Array[]): Uint8Array => ethernet({ type: 0x8847 }, concat(...parts));

describe('MPLS label stack (RFC 3032 §2.1)', () => {
  const d = decode(packet(entry(18, { bottom: false, exp: 5, ttl: 254 }), entry(1048575, { ttl: 255 }), datagram));

  test('fields and where they stand', () => {
    expect(d.layers).toEqual(['eth', 'mpls', 'ip', 'udp', 'data']);
    expect([texts(d, 'mpls.label'), texts(d, 'mpls.exp'), texts(d, 'mpls.bottom'), texts(d, 'mpls.ttl')]).toEqual([['18', '1048575'], ['5', '0'], ['false', 'true'], ['254', '255']]);
    expect([place(d, 'mpls'), place(d, 'mpls.entry')]).toEqual([`${AT}-${AT + 8}`, `${AT}-${AT + 4}`]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('multicast, and inside IP and UDP (RFC 4023, RFC 7510)', () => {
    expect(decode(ethernet({ type: 0x8848 }, concat(entry(16), datagram))).layers[1]).toBe('mpls');
    expect(decode(ethernet({}, ipv4({ proto: 137 }, concat(entry(16), datagram)))).layers.slice(2, 4)).toEqual(['mpls', 'ip']);
    expect(decode(ethernet({}, ipv4({ proto: 17 }, udp({ dport: 6635 }, concat(entry(16), datagram))))).layers.slice(3, 5)).toEqual(['mpls', 'ip']);
  });
});

describe('what is carried', () => {
  test('under an explicit null the version counts, too (RFC 3032 §2.1, RFC 4182)', () => {
    const datagram6 = ipv6({ next: 17 }, udp6(ascii('abc')));
    for (const label of [0, 2]) expect([datagram, datagram6].map((each) => decode(packet(entry(label), each)).layers[2])).toEqual(['ip', 'ipv6']);
  });

  test('the first four bits say which version of IP it is (RFC 4928 §3)', () => {
    expect(decode(packet(entry(16), ipv6({ next: 17 }, udp6(ascii('abc'))))).layers.slice(2, 4)).toEqual(['ipv6', 'udp']);
  });

  test('a pseudowire with a control word (RFC 4448 §4.6)', () => {
    const d = decode(packet(entry(16), hex('0000 0007'), frame));
    expect([d.layers.slice(1, 5), text(d, 'pweth.cw.sequence_number')]).toEqual([['mpls', 'pwethcw', 'eth', 'ip'], '7']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('and without one', () => {
    expect(decode(packet(entry(16), frame)).layers.slice(1, 4)).toEqual(['mpls', 'eth', 'ip']);
    expect(decode(packet(entry(16), ethernet({ dst: 'a2:0c:29:77:00:02' }, datagram))).layers.slice(1, 4)).toEqual(['mpls', 'eth', 'ip']);
  });

  test('what does not look like a frame is none', () => {
    expect(decode(packet(entry(16), hex('a20c29770002 001b2177000a 1234 5678'))).layers).toEqual(['eth', 'mpls', 'data']);
  });

  test('messages about the pseudowire are none of its frames (RFC 5085 §5.1, RFC 5586 §2.1)', () => {
    const d = decode(packet(entry(16), hex('1000 0021'), datagram));
    expect([d.layers.slice(1), text(d, 'pwach.channel_type'), text(d, 'pwach.indicator')]).toEqual([['mpls', 'pwach', 'ip', 'udp', 'data'], '0x0021', '1']);
    expect(tilingProblems(d)).toEqual([]);
    expect(decode(packet(entry(13), hex('1000 0007 2040'))).layers).toEqual(['eth', 'mpls', 'pwach', 'data']);
    expectCover('pwach', (content) => packet(entry(13), content), [concat(hex('1000 0021'), datagram)]);
  });
});

describe('hostile MPLS', () => {
  test('a stack without a bottom', () => {
    const d = decode(packet(entry(16, { bottom: false }), entry(17, { bottom: false })));
    expect([texts(d, 'mpls.label'), d.faults]).toMatchObject([['16', '17'], [{ code: 'short', need: 12, had: 8 }]]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test(`no more than ${MAX_LABELS} labels are read`, () => {
    const d = decode(packet(...Array.from({ length: MAX_LABELS + 5 }, () => entry(16, { bottom: false })), datagram));
    expect([d.layers, texts(d, 'mpls.label').length]).toEqual([['eth', 'mpls'], MAX_LABELS]);
  });

  test('any bytes: nothing throws, and the parts cover the stack', () => {
    expectCover('mpls', (content) => packet(content), [concat(entry(16, { bottom: false }), entry(17), datagram), concat(entry(16), hex('0000 0007'), frame)]);
  });
});
