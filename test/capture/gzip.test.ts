import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/base/fault.ts';
import { GzipUnpacker } from '../../src/capture/gzip.ts';
import { Random } from '../bench/random.ts';
import { ascii, concat, hex } from '../build/bytes.ts';

/** Unpack in chunks of a size. */
function unpack(packed: Uint8Array, size = packed.length || 1): { content: string; fault: Fault | undefined } {
  const pieces: Uint8Array[] = [];
  const done = (fault: Fault | undefined): { content: string; fault: Fault | undefined } => ({ content: Buffer.concat(pieces).toString('latin1'), fault });
  const unpacker = new GzipUnpacker((bytes) => pieces.push(Uint8Array.from(bytes)) > 0);
  for (let at = 0; at < packed.length; at += size) {
    const fault = unpacker.push(packed.slice(at, at + size));
    if (fault !== undefined) return done(fault);
  }
  return done(unpacker.end());
}

const random = new Random(7);
/** Text that packs badly, so that the packed file has many slices. */
const long = Array.from({ length: 60_000 }, () => random.below(1e9).toString(36)).join(' ');
const packed = gzipSync(long);

describe('gzip (RFC 1952)', () => {
  test.each([1, 7, 1000, 65_536, 10_000_000])('§2.2: a member, in chunks of %i bytes', (size) => {
    const text = long.slice(0, size * 1000);
    expect(unpack(gzipSync(text), size)).toEqual({ content: text, fault: undefined });
  });

  test.each([1, 20, 100_000])('§2.2: members one after the other, in chunks of %i bytes', (size) => {
    const texts = Array.from({ length: 20 }, (_, i) => `member ${i} ${long.slice(0, i * 20)}`);
    expect(unpack(concat(...texts.map((text, i) => gzipSync(text, { level: i % 10 }))), size)).toEqual({ content: texts.join(''), fault: undefined });
  });

  test('§2.3: a header with extra field, name and comment', () => {
    const body = gzipSync('hello').subarray(10);
    const head = concat(hex('1f8b08 1c 00000000 0003'), hex('0400 61626364'), ascii('lab4.pcap\0'), ascii('a comment\0'));
    expect(unpack(concat(head, body), 3)).toEqual({ content: 'hello', fault: undefined });
  });

  test('an empty member', () => {
    expect(unpack(gzipSync(''))).toEqual({ content: '', fault: undefined });
  });

  test('every cut of a short file is seen, and what stood before it is kept', () => {
    const text = long.slice(0, 2000);
    const short = gzipSync(text);
    for (let length = 1; length < short.length; length += length < 30 || length > short.length - 30 ? 1 : 9) {
      const { content, fault } = unpack(short.subarray(0, length), 100);
      expect(fault).toMatchObject({ code: 'packed-cut', at: length });
      expect(text.startsWith(content)).toBe(true);
      // All but the codes of the last bytes: literals take less than two bytes each, a block's codes stand at its beginning.
      if (length > 300) expect(content.length).toBeGreaterThan((length - 300) * 0.9);
    }
  });

  test('§2.3.1: a wrong checksum', () => {
    const damaged = Uint8Array.from(packed);
    damaged[damaged.length - 8]! ^= 1;
    expect(unpack(damaged)).toEqual({ content: long, fault: { code: 'packed-sum', at: packed.length, need: 0, had: 0 } });
  });

  test('§2.3.1: a wrong checksum of a member that is not the last', () => {
    const damaged = gzipSync('first');
    damaged[damaged.length - 8]! ^= 1;
    expect(unpack(concat(damaged, gzipSync('second')))).toMatchObject({ fault: { code: 'packed-sum' } });
  });

  test('§2.3.1: broken bits that mean something else: the checksum tells', () => {
    const damaged = Uint8Array.from(packed);
    damaged.fill(0xff, 150_000, 152_000);
    const { content, fault } = unpack(damaged);
    expect(fault!.code).toBe('packed-sum');
    const sure = Math.floor(((long.length * 150_000) / packed.length) * 0.9);
    expect(content.slice(0, sure)).toBe(long.slice(0, sure));
  });

  test.each([10, 100, 2000])('broken bits that mean nothing, after %i blocks: no more than a 64th of what stood before is lost', (blocks) => {
    const block = concat(hex('00 e803 17fc'), ascii(long.slice(0, 1000)));
    const file = concat(hex('1f8b0800000000000003'), ...Array.from({ length: blocks }, () => block), new Uint8Array(3000).fill(0x07));
    const { content, fault } = unpack(file);
    const at = 10 + blocks * block.length;
    const slice = Math.min(32_768, Math.max(128, at / 64));
    expect(fault!.code).toBe('packed-broken');
    expect(fault!.at).toBeLessThanOrEqual(at);
    expect(fault!.at).toBeGreaterThan(at - slice);
    expect(content.length).toBeGreaterThanOrEqual(blocks * 1000 - slice - 1000);
    expect(content).toBe(long.slice(0, 1000).repeat(blocks).slice(0, content.length));
  });

  test('what follows the last member is no gzip', () => {
    expect(unpack(concat(gzipSync('kept'), ascii('rubbish')))).toMatchObject({ content: 'kept', fault: { code: 'packed-broken' } });
  });

  test('a header without an end is given up', () => {
    const start = performance.now();
    expect(unpack(concat(hex('1f8b08 08 00000000 0003'), new Uint8Array(20_000_000).fill(0x61)), 1 << 16).fault).toMatchObject({ code: 'packed-broken' });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('a bomb is taken piece by piece, and no more of it than is wanted', () => {
    const bomb = gzipSync(Buffer.alloc(96 << 20));
    let largest = 0;
    let taken = 0;
    const unpacker = new GzipUnpacker((bytes) => {
      largest = Math.max(largest, bytes.length);
      taken += bytes.length;
      return taken < 30 << 20;
    });
    unpacker.push(bomb);
    expect(largest).toBeLessThan(35 << 20);
    expect(taken).toBeLessThan(65 << 20);
  });

  test('what the taker throws is not a fault of the file', () => {
    const unpacker = new GzipUnpacker(() => {
      throw new TypeError('mine');
    });
    expect(() => unpacker.push(gzipSync('hello'))).toThrow('mine');
  });

  test('stored blocks (RFC 1951 §3.2.4)', () => {
    const stored = deflateRawSync(long.slice(0, 200_000), { level: 0 });
    const whole = gzipSync(long.slice(0, 200_000), { level: 9 });
    expect(unpack(concat(hex('1f8b0800000000000003'), stored, whole.subarray(-8)), 5000)).toEqual({ content: long.slice(0, 200_000), fault: undefined });
  });
});
