import { describe, expect, test } from 'vitest';
import { hexLines, writeHex } from '../../src/report/hex.ts';
import { NO_COLOUR } from '../../src/report/palette.ts';
import { printed } from '../build/printed.ts';

const bytes = Uint8Array.from({ length: 0x1_0025 }, (_, i) => i & 0xff);

describe('hex', () => {
  test('has offset, bytes and characters in fixed columns', () => {
    expect(hexLines(bytes, 0x20, 0x33)).toEqual([
      '0020  20 21 22 23 24 25 26 27 28 29 2a 2b 2c 2d 2e 2f    !"#$%&\'()*+,-./',
      '0030  30 31 32                                          012',
    ]);
    expect(hexLines(bytes, 0, 0)).toEqual([]);
  });

  test('shows what is not printable ASCII as a dot', () => {
    expect(hexLines(Uint8Array.of(0x1f, 0x20, 0x7e, 0x7f, 0x80, 0xff), 0, 6)).toEqual(['0000  1f 20 7e 7f 80 ff                                 . ~...']);
  });

  test('gives all offsets as many digits as the last needs', () => {
    expect(hexLines(bytes, 0, 0x1_0000)[0]).toMatch(/^0000 {2}00/);
    const lines = hexLines(bytes, 0, bytes.length);
    expect(lines[0]).toMatch(/^00000 {2}00 01/);
    expect(lines.at(-1)).toBe('10020  20 21 22 23 24                                     !"#$');
    expect(hexLines(bytes, 0, 3, 2 ** 40)).toEqual(['10000000000  00 01 02                                          ...']);
  });

  test('is written as it is listed', () => {
    for (const [from, to] of [[0, 0], [0, 1], [3, 19], [0, 16], [0, bytes.length]] as const) {
      expect(printed((ink) => writeHex(ink, bytes, from, to, 2, NO_COLOUR))).toBe(hexLines(bytes, from, to).map((line) => `  ${line}\n`).join(''));
    }
    expect(printed((ink) => writeHex(ink, bytes, 0, 1, 1, { open: '<', close: '>' }))).toBe(` <${hexLines(bytes, 0, 1)[0]}>\n`);
  });
});
