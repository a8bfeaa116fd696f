import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/base/fault.ts';
import { MAX_WINDOW, ZstdUnpacker } from '../../src/capture/zstd.ts';
import { ascii, concat, hex } from '../build/bytes.ts';
import { squares, squaresInZstd, zstdBlock, zstdFrame, zstdSkipped } from '../build/packed.ts';

const text = (b: Uint8Array): string => Buffer.from(b).toString('latin1');

/** Unpack in chunks of a size. */
function unpack(packed: Uint8Array, size = packed.length || 1): { content: string; fault: Fault | undefined } {
  const pieces: Uint8Array[] = [];
  const unpacker = new ZstdUnpacker((bytes) => pieces.push(Uint8Array.from(bytes)) > 0);
  for (let at = 0; at < packed.length; at += size) {
    const fault = unpacker.push(packed.slice(at, at + size));
    if (fault !== undefined) return { content: text(concat(...pieces)), fault };
  }
  return { content: text(concat(...pieces)), fault: unpacker.end() };
}

const content = ascii(Array.from({ length: 900 }, (_, i) => `line ${i}\n`).join(''));

describe('zstd (RFC 8878)', () => {
  test.each([1, 2, 3, 5, 17, 18, 100_000])('§3.1.1: a frame of compressed blocks, in chunks of %i bytes', (size) => {
    expect(unpack(squaresInZstd, size)).toEqual({ content: text(squares), fault: undefined });
  });

  test.each([1, 7, 1003, 100_000])('§3.1: frames one after the other, some of them to be passed over, in chunks of %i bytes', (size) => {
    const packed = concat(zstdSkipped(ascii('index')), zstdFrame(content), squaresInZstd, zstdSkipped(new Uint8Array(0)), zstdFrame(ascii('x')));
    expect(unpack(packed, size)).toEqual({ content: `${text(content)}${text(squares)}x`, fault: undefined });
  });

  test('§3.1.1.2.2: a repeated byte, and an empty frame', () => {
    const head = hex('28b52ffd 00 38');
    expect(unpack(concat(head, zstdBlock(false, 1, 5, ascii('a')), zstdBlock(true, 1, 3, ascii('b')), zstdFrame(new Uint8Array(0))))).toEqual({ content: 'aaaaabbb', fault: undefined });
  });

  test('§3.1.1.1: a single segment, whose content size is the window', () => {
    expect(unpack(concat(hex('28b52ffd 20 05'), zstdBlock(true, 0, 5, ascii('hello'))))).toEqual({ content: 'hello', fault: undefined });
  });

  test('§3.1.1.1.2: a window beyond the limit is refused before memory is taken for it', () => {
    const { content: before, fault } = unpack(concat(zstdFrame(ascii('before')), zstdFrame(content, 1000, 17 << 3)));
    expect(before).toBe('before');
    expect(fault).toEqual({ code: 'packed-window', at: zstdFrame(ascii('before')).length, need: 128 << 20, had: MAX_WINDOW });
  });

  test('§3.1.1.1.4: a single segment that claims 2^40 bytes', () => {
    expect(unpack(hex('28b52ffd e0 0000000000010000')).fault).toMatchObject({ code: 'packed-window', at: 0, need: 2 ** 40 });
  });

  test.each([
    ['no frame follows', concat(zstdFrame(ascii('kept')), ascii('rubbish')), 'kept', zstdFrame(ascii('kept')).length],
    ['§3.1.1.2.2: a block of the reserved type', concat(hex('28b52ffd 00 38'), zstdBlock(false, 0, 20, ascii('these twenty we keep')), zstdBlock(false, 3, 4, ascii('lost'))), 'these twenty we keep', 29],
    ['§3.1.1.2.4: a block longer than blocks are', concat(hex('28b52ffd 00 38'), zstdBlock(false, 0, 20, ascii('these twenty we keep')), zstdBlock(false, 1, 9, ascii('k')), zstdBlock(false, 1, 2_000_000, ascii('k'))), 'these twenty we keepkkkkkkkkk', 33],
  ])('broken: %s', (_, packed, kept, near) => {
    const { content: before, fault } = unpack(packed);
    expect(before).toBe(kept);
    expect(fault!.code).toBe('packed-broken');
    expect(Math.abs(fault!.at - near)).toBeLessThanOrEqual(3);
  });

  test('broken bits of a compressed block', () => {
    const damaged = Uint8Array.from(squaresInZstd);
    damaged.fill(0xff, 12, 40);
    expect(unpack(concat(zstdFrame(ascii('kept')), damaged))).toMatchObject({ content: 'kept', fault: { code: 'packed-broken' } });
  });

  test('every cut is seen, and whole blocks before it are kept', () => {
    const packed = zstdFrame(content);
    for (let length = 1; length < packed.length; length += 13) {
      const { content: before, fault } = unpack(packed.subarray(0, length), 50);
      expect(fault).toMatchObject({ code: 'packed-cut', at: length });
      expect(before).toBe(text(content).slice(0, Math.max(0, Math.floor((length - 6) / 1003)) * 1000));
    }
  });

  test('no more is unpacked than is wanted', () => {
    let taken = 0;
    const unpacker = new ZstdUnpacker(() => ++taken < 2);
    expect(unpacker.push(zstdFrame(content))).toBeUndefined();
    expect(taken).toBe(2);
  });

  test('what the taker throws is not a fault of the file', () => {
    const unpacker = new ZstdUnpacker(() => {
      throw new TypeError('mine');
    });
    expect(() => unpacker.push(zstdFrame(content))).toThrow('mine');
  });
});
