import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCharset, isKnownCharset } from '../../src/message/charset.ts';
import { lettersAmongControls, upperHalves } from '../../src/message/code-pages.ts';
import { ascii, concat, hex, utf8 } from '../build/bytes.ts';

const upperHalf = Uint8Array.from({ length: 128 }, (_, i) => 0x80 + i);
const read = (digits: string, name: string): string => decodeCharset(hex(digits), name).text;

describe('one byte for each character', () => {
  test.each([
    ['cp437', '80 82 e1 fd', 'Çéß²'],
    ['cp850', '9e d5 e4', '×ıõ'],
    ['cp852', 'a5 88 fd', 'ąłř'],
    ['cp866', '8e e2 e7 f1 e2', 'Отчёт'],
    ['windows-1251', 'cf f0 e8 e2 e5 f2', 'Привет'],
    ['windows-1252', '80 93 94 e9', '€“”é'],
    ['koi8-r', 'f0 d2 c9 d7 c5 d4', 'Привет'],
    ['koi8-u', 'b7 ad a4 a6', 'Їґєі'],
    ['iso-8859-5', 'bf e0 d8 d2 d5 e2', 'Привет'],
    ['iso-8859-15', 'a4', '€'],
    ['iso-8859-16', 'aa ba de', 'ȘșȚ'],
    ['viscii', '56 69 ae 74 20 4e 61 6d', 'Việt Nam'],
    ['tcvn-5712', '56 69 d6 74', 'Việt'],
  ])('%s: %s', (name, digits, text) => {
    expect(decodeCharset(hex(digits), name)).toEqual({ text, known: true });
  });

  test('each table has 128 characters, and none twice', () => {
    for (const [name, upper] of Object.entries(upperHalves)) {
      const letters = [...upper.split(''), ...Object.values(lettersAmongControls[name] ?? {})].filter((c) => c !== '\ufffd');
      expect([name, upper.length, new Set(letters).size]).toEqual([name, 128, letters.length]);
    }
  });

  test.each(['windows-1251', 'koi8-r', 'ibm866'])('%s is read as the platform reads it', (name) => {
    expect(decodeCharset(upperHalf, name).text.replace('\ufffd', '\u0098')).toBe(new TextDecoder(name).decode(upperHalf));
  });

  test('the Vietnamese accents of windows-1258 and TCVN are put on their letters (Unicode normalization form C)', () => {
    expect(read('56 69 ea f2 74', 'windows-1258')).toBe('Việt');
    expect(read('61 b4', 'tcvn')).toBe('ạ');
  });

  test('ISO 8859-1 is read as windows-1252, which has quotation marks in the places of its controls', () => {
    expect(read('93 e9 94', 'iso-8859-1')).toBe('“é”');
  });

  test('ASCII has no more than 128 characters', () => {
    expect(decodeCharset(hex('41 e9'), 'us-ascii')).toEqual({ text: 'A\ufffd', known: true });
  });
});

describe('several bytes for a character', () => {
  test.each([
    ['utf-8', 'd0 9f e1 bb 87', 'Пệ'],
    ['utf-16le', '1f 04 c7 1e', 'Пệ'],
    ['utf-16be', '04 1f 1e c7', 'Пệ'],
    ['gb2312', 'c4 e3', '你'],
    ['gb18030', 'c4 e3', '你'],
    ['big5', 'a7 41', '你'],
    ['shift_jis', '93 fa', '日'],
    ['euc-jp', 'c6 fc', '日'],
    ['iso-2022-jp', '1b 24 42 46 7c 1b 28 42', '日'],
    ['euc-kr', 'c7 d1', '한'],
  ])('%s: %s', (name, digits, text) => {
    expect(decodeCharset(hex(digits), name)).toEqual({ text, known: true });
  });

  test('UTF-16 goes by its byte order mark, and begins with the big end where there is none (RFC 2781 §4.3)', () => {
    expect([read('fe ff 04 1f', 'utf-16'), read('ff fe 1f 04', 'utf-16'), read('04 1f', 'utf-16')]).toEqual(['П', 'П', 'П']);
  });
});

describe('names', () => {
  test.each([
    ['KOI8-R', ['koi8r', 'csKOI8R', 'x-koi8-r', 'cp20866']],
    ['windows-1251', ['CP1251', 'cp-1251', 'win1251', 'x-cp1251', '1251']],
    ['iso-8859-5', ['ISO_8859-5:1988', 'iso8859-5', 'cyrillic']],
    ['cp866', ['IBM866', '866', 'csIBM866', 'CP-866']],
    ['iso-8859-1', ['ISO_8859-1:1987', 'latin1', 'csISOLatin1', 'l1', 'iso88591']],
    ['iso-8859-2', ['csISOLatin2', 'iso8859-2', 'latin2']],
    ['iso-8859-9', ['latin5', 'windows-1254']],
    ['shift_jis', ['cp932', 'x-sjis', 'MS_Kanji', 'Windows-31J']],
    ['tcvn-5712', ['TCVN-5712:1993', 'tcvn5712-1', 'x-viet-tcvn5712', 'TCVN3']],
    ['us-ascii', ['ANSI_X3.4-1968', 'US-ASCII', 'ascii']],
  ])('%s is known by other names too', (name, others) => {
    for (const other of others) expect([other, decodeCharset(upperHalf, other)]).toEqual([other, decodeCharset(upperHalf, name)]);
  });

  test('every part of ISO 8859 is known, but for the twelfth, which does not exist', () => {
    const parts = Array.from({ length: 17 }, (_, i) => i + 1).filter((part) => isKnownCharset(`iso-8859-${part}`));
    expect(parts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16]);
  });

  test('what nobody knows is read as UTF-8, and said to be unknown', () => {
    for (const name of ['', 'x-unknown', 'iso-8859-12', 'cp99999', 'constructor', '__proto__']) expect(decodeCharset(utf8('Việt'), name)).toEqual({ text: 'Việt', known: false });
  });
});

test('any bytes under any name: nothing throws', () => {
  const names = fc.oneof(fc.string(), fc.constantFrom('utf-8', 'utf-16', 'gb18030', 'iso-2022-jp', 'viscii', 'windows-1258'));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), names, (bytes, name) => {
    expect(typeof decodeCharset(concat(ascii('a'), bytes), name).text).toBe('string');
  }));
});
