import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { put } from '../../src/base/bytes.ts';
import { isAscii, latinText, latinWord } from '../../src/base/latin.ts';

const bytes = (min: number, max: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: min, maxLength: max });
/** One character for each byte, as plainly as it can be said. */
const plain = (b: Uint8Array): string => Array.from(b, (byte) => String.fromCodePoint(byte)).join('');

describe('texts of one byte a character', () => {
  test('any bytes, short and long', () => {
    fc.assert(fc.property(bytes(0, 40), (b) => {
      expect(latinText(b, 0, b.length)).toBe(plain(b));
    }));
    fc.assert(fc.property(bytes(4000, 9000), (b) => {
      expect(latinText(b, 3, b.length - 3)).toBe(plain(b.subarray(3, -3)));
    }), { numRuns: 20 });
  });

  test('a long text that is ASCII, and one that is not by its last byte alone', () => {
    const b = new Uint8Array(100).fill(0x61);
    expect(latinText(b, 0, 100)).toBe('a'.repeat(100));
    b[99] = 0xe9;
    expect([latinText(b, 0, 100), isAscii(b, 0, 100), isAscii(b, 0, 99)]).toEqual([`${'a'.repeat(99)}é`, false, true]);
  });
});

describe('words that are remembered', () => {
  test('every byte, as it is and as a small letter', () => {
    for (let byte = 0; byte < 256; byte++) {
      const b = Uint8Array.of(0x41, byte, 0x5a);
      for (const round of [1, 2]) expect([latinWord(b, 0, 3), latinWord(b, 0, 3, true)], `${byte}, ${round}`).toEqual([plain(b), plain(b).toLowerCase()]);
    }
  });

  test('more words than are remembered take no wrong place', () => {
    const encoder = new TextEncoder();
    for (const round of [1, 2]) {
      for (let i = 0; i < 20_000; i++) {
        const word = `Word-${i}`;
        const b = encoder.encode(word);
        if (latinWord(b, 0, b.length) !== word || latinWord(b, 0, b.length, true) !== word.toLowerCase()) expect.fail(`${word} in round ${round}`);
      }
    }
  });

  test('any bytes, longer ones too', () => {
    fc.assert(fc.property(bytes(0, 60), (b) => {
      expect([latinWord(b, 0, b.length), latinWord(b, 0, b.length, true)]).toEqual([plain(b), plain(b).toLowerCase()]);
    }));
  });
});

test('stretches are copied to their place and nowhere else, be they short or long', () => {
  fc.assert(fc.property(bytes(0, 200), fc.nat(20), (b, at) => {
    const target = new Uint8Array(b.length + 40).fill(7);
    put(target, at, b, 0, b.length);
    expect([...target]).toEqual([...new Uint8Array(at).fill(7), ...b, ...new Uint8Array(40 - at).fill(7)]);
  }));
});
