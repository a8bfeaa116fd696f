import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DecodedContent, decodeContent, MAX_DECODED } from '../../src/message/content-coding.ts';
import { contentDecoders } from '../../src/node/content-decoders.ts';
import { Random } from '../bench/random.ts';
import { concat, hex, utf8 } from '../build/bytes.ts';

const random = new Random(11);
/** Text that packs badly. */
const long = Array.from({ length: 20_000 }, () => random.below(1e9).toString(36)).join(' ');
const textOf = ({ bytes }: DecodedContent): string => Buffer.from(bytes).toString('utf8');
/** `Лаба` as zstd packs it: magic number, one segment, a raw block (RFC 8878 §3.1.1). */
const zstd = concat(hex('28b52ffd 20 08 41 00 00'), utf8('Лаба'));

describe('content codings (RFC 9110 §8.4.1)', () => {
  test.each([
    ['gzip', gzipSync(long)], ['x-gzip', gzipSync(long)], ['deflate', deflateSync(long)], ['deflate', deflateRawSync(long)], ['br', brotliCompressSync(long)], ['identity', Buffer.from(long)],
  ])('%s', (coding, coded) => {
    const content = decodeContent(coded, [coding], contentDecoders);
    expect(content.fault).toBeUndefined();
    expect(textOf(content)).toBe(long);
  });

  test('zstd (RFC 8878)', () => {
    expect(textOf(decodeContent(zstd, ['zstd'], contentDecoders))).toBe('Лаба');
  });

  test('several are taken away from the last to the first', () => {
    expect(textOf(decodeContent(brotliCompressSync(gzipSync('twice')), ['gzip', 'br'], contentDecoders))).toBe('twice');
  });

  test('gzip of several members', () => {
    expect(textOf(decodeContent(concat(gzipSync('one '), gzipSync('two')), ['gzip']))).toBe('one two');
  });

  test.each(['', 'compress', 'constructor', 'br'])('%j is not decoded without help', (coding) => {
    expect(decodeContent(utf8('x'), [coding])).toEqual({ bytes: utf8('x'), fault: { code: 'coding-unknown', at: 0, need: 0, had: 0, found: coding } });
  });
});

describe('contents that are not whole', () => {
  test.each([['gzip', gzipSync(long)], ['deflate', deflateSync(long)], ['deflate', deflateRawSync(long)], ['br', brotliCompressSync(long)]])('%s that ends early is decoded as far as it goes', (coding, coded) => {
    const content = decodeContent(coded.subarray(0, coded.length / 2), [coding], contentDecoders);
    expect(content.fault).toMatchObject({ code: 'coding-broken', found: coding });
    expect(content.bytes.length).toBeGreaterThan(long.length / 4);
    expect(long.startsWith(textOf(content))).toBe(true);
  });

  test('what stands well before a broken place is given', () => {
    const broken = Uint8Array.from(gzipSync(long));
    broken.fill(0xff, broken.length / 2, broken.length / 2 + 200);
    const content = decodeContent(broken, ['gzip']);
    expect(content.fault).toMatchObject({ code: 'coding-broken' });
    expect(long.startsWith(textOf(content).slice(0, long.length / 4))).toBe(true);
  });

  test.each(['gzip', 'deflate', 'br', 'zstd'])('nothing at all is no %s', (coding) => {
    const { bytes, fault } = decodeContent(new Uint8Array(0), [coding], contentDecoders);
    expect([bytes.length, fault?.code]).toEqual([0, 'coding-broken']);
  });

  test('a gzip header without an end is given up', () => {
    const endless = new Uint8Array(4 << 20).fill(0x61);
    endless.set(hex('1f8b0808000000000003'));
    expect(decodeContent(endless, ['gzip'])).toMatchObject({ bytes: new Uint8Array(0), fault: { code: 'coding-broken' } });
  });
});

describe('bombs', () => {
  const zeros = new Uint8Array(40 << 20);

  test.each([['gzip', gzipSync(zeros)], ['deflate', deflateSync(zeros)], ['br', brotliCompressSync(zeros, { params: { 1: 1 } })]])('%s is stopped where the ratio is none of this world', (coding, coded) => {
    const content = decodeContent(coded, [coding], contentDecoders);
    expect(content.fault).toMatchObject({ code: coding === 'br' ? 'coding-broken' : 'coding-limit', found: coding });
    expect(content.bytes.length).toBeLessThanOrEqual(16 << 20);
  });

  test('bombs in bombs are bounded by the size of the outermost', () => {
    const content = decodeContent(gzipSync(gzipSync(zeros)), ['gzip', 'gzip']);
    expect(content.fault).toMatchObject({ code: 'coding-limit' });
    expect(content.bytes.length).toBeLessThan(MAX_DECODED);
  });
});

test('any bytes: nothing throws, and a fault says what is wrong', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.constantFrom('gzip', 'deflate', 'br', 'zstd', 'x'), { minLength: 1, maxLength: 3 }), (bytes, codings) => {
    const { fault } = decodeContent(bytes, codings, contentDecoders);
    expect(fault === undefined || fault.code.startsWith('coding-')).toBe(true);
  }));
});
