import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compressedName, domainLabels, MAX_POINTERS, NOWHERE } from '../../src/message/domain-name.ts';
import { concat, u16, utf8 } from '../build/bytes.ts';
import { name, pointer } from '../build/dns.ts';

/** A name after twelve bytes of header, with `before` between. */
const read = (bytes: Uint8Array, before: Uint8Array = new Uint8Array(0)) => {
  const b = concat(new Uint8Array(12), before, bytes);
  return compressedName(b, 0, 12 + before.length, b.length);
};
const label = (n: number): string => 'x'.repeat(n);

describe('domain names in messages (RFC 1035 §4.1.4)', () => {
  test('labels up to the empty one', () => {
    expect(read(name('www', 'lab', 'test'))).toEqual({ text: 'www.lab.test', to: 26, labels: 3, octets: 12, fault: undefined });
    expect(read(name())).toEqual({ text: '', to: 13, labels: 0, octets: 0, fault: undefined });
  });

  test('a pointer goes on with an earlier name, and is the end of its own', () => {
    expect(read(concat(Uint8Array.of(1), utf8('a'), pointer(12), utf8('rest')), name('lab', 'test'))).toMatchObject({ text: 'a.lab.test', to: 26, labels: 3, octets: 10 });
    expect(read(pointer(14), concat(name('b'), Uint8Array.of(1), utf8('a'), pointer(12)))).toMatchObject({ text: '', labels: 0 });
    expect(read(pointer(15), concat(name('b'), Uint8Array.of(1), utf8('a'), pointer(12)))).toMatchObject({ text: 'a.b', labels: 2 });
  });

  test('what cannot be printed is written in decimal (§5.1), the rest is UTF-8 (RFC 6762 §16)', () => {
    expect(read(name(utf8('принтер'), Uint8Array.of(0x61, 0, 0x0a, 0x7f), Uint8Array.of(0xff))).text).toBe('принтер.a\\000\\010\\127.\ufffd');
  });

  test.each([
    ['a label runs beyond the end', Uint8Array.of(3, 0x61, 0x62), undefined],
    ['there is no empty label', Uint8Array.of(1, 0x61), undefined],
    ['a pointer is cut in two', Uint8Array.of(1, 0x61, 0xc0), undefined],
    ['there is nothing', new Uint8Array(0), undefined],
    ['a label of another kind', Uint8Array.of(1, 0x61, 0x41, 0), { code: 'value', at: 14, need: 0, had: 0x41 }],
    ['a pointer leads forward', concat(pointer(13), name('a')), { code: 'pointer', at: 12, need: 13, had: 12 }],
  ])('cannot be read: %s', (_, bytes, fault) => {
    expect(read(bytes)).toMatchObject({ to: NOWHERE, fault });
  });

  test.each([
    ['to itself', pointer(12), 0],
    ['to its own first label', concat(Uint8Array.of(1), utf8('a'), pointer(12)), 1],
  ])('pointers that go round: %s', (_, bytes, labels) => {
    expect(read(bytes)).toMatchObject({ to: 12 + bytes.length, labels, fault: { code: 'pointer', need: 12 } });
  });

  test('pointers that go round by way of another name', () => {
    const loop = concat(Uint8Array.of(1), utf8('a'), pointer(16));
    expect(read(concat(Uint8Array.of(1), utf8('b'), pointer(12)), loop)).toMatchObject({ to: 20, fault: { code: 'pointer', at: 14, need: 16 } });
  });

  test('only so many pointers are followed', () => {
    const chain = concat(name('a'), ...Array.from({ length: MAX_POINTERS + 1 }, (_, i) => pointer(i === 0 ? 12 : 13 + 2 * i)));
    const at = (n: number) => compressedName(concat(new Uint8Array(12), chain), 0, 13 + 2 * n, 12 + chain.length);
    expect(at(MAX_POINTERS)).toMatchObject({ text: 'a', fault: undefined });
    expect(at(MAX_POINTERS + 1).fault?.code).toBe('pointer');
  });

  test('255 bytes are allowed, not more (§2.3.4)', () => {
    const most = [label(63), label(63), label(63), label(61)];
    expect(read(name(...most))).toMatchObject({ labels: 4, octets: 253, fault: undefined });
    const long = name(label(63), label(63), label(63), label(62), 'more');
    expect(read(long)).toMatchObject({ labels: 3, to: 12 + long.length, fault: { code: 'name', need: 255, had: 256 } });
    const before = name(label(63), label(63));
    expect(read(concat(name(label(63), label(63)).subarray(0, 128), pointer(12)), before)).toMatchObject({ to: 12 + before.length + 130, fault: { code: 'name' } });
  });

  test('offsets count from the beginning of the message', () => {
    const b = concat(utf8('..'), u16(0), name('lab'), pointer(2));
    expect(compressedName(b, 2, 9, b.length)).toMatchObject({ text: 'lab', to: 11 });
  });
});

test('without compression pointers are no labels (RFC 8106 §5.2)', () => {
  expect(domainLabels(concat(name('a', 'b'), utf8('x')), 0, 6)).toEqual({ text: 'a.b', to: 5 });
  expect(domainLabels(pointer(0), 0, 2)).toBeUndefined();
});

test('any bytes: it comes to an end, inside', () => {
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 2, 0xc0, 0xc0, 0xc1, 12, 13, 14, 15, 16, 63));
  fc.assert(fc.property(fc.array(byte, { maxLength: 300 }), fc.nat(300), (list, at) => {
    const b = Uint8Array.from(list);
    const { to, octets, text } = compressedName(b, 0, at, b.length);
    expect(to === NOWHERE || (to > at && to <= b.length)).toBe(true);
    expect(octets <= 253 && text.length <= 4 * octets).toBe(true);
  }));
});
