import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeWords } from '../../src/message/encoded-word.ts';
import { ascii, utf8 } from '../build/bytes.ts';
import { encodedWord, inCharset } from '../build/mail.ts';

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('encoded words (RFC 2047)', () => {
  test.each([
    ['=?ISO-8859-1?Q?a?=', 'a'],
    ['=?ISO-8859-1?Q?a?= b', 'a b'],
    ['=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=', 'ab'],
    ['=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=', 'ab'],
    ['=?ISO-8859-1?Q?a_b?=', 'a b'],
    ['=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=', 'a b'],
    ['=?US-ASCII?Q?Keith_Moore?=', 'Keith Moore'],
    ['=?ISO-8859-1?Q?Andr=E9?= Pirard', 'André Pirard'],
    ['=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=', 'If you can read this you understand the example.'],
  ])('%s (§8)', (written, text) => {
    expect(decodeWords(written)).toBe(text);
  });

  test.each(['windows-1251', 'koi8-r', 'utf-8'])('Russian in %s', (charset) => {
    const text = 'Отчёт по лабораторной работе';
    const bytes = charset === 'utf-8' ? utf8(text) : inCharset(text, charset);
    expect(decodeWords(encodedWord(bytes, charset, 'b'))).toBe(text);
    expect(decodeWords(encodedWord(bytes, charset, 'q'))).toBe(text);
  });

  test.each(['windows-1258', 'viscii', 'utf-8'])('Vietnamese in %s, letters and accents put together', (charset) => {
    const text = 'Báo cáo thực hành mạng';
    const bytes = charset === 'utf-8' ? utf8(text) : inCharset(text, charset);
    expect(decodeWords(encodedWord(bytes, charset, 'q'))).toBe(text);
  });

  test('by hand: KOI8-R and windows-1258', () => {
    expect(decodeWords('=?koi8-r?B?8NLJ18XU?=')).toBe('Привет');
    expect(decodeWords('=?windows-1258?Q?Vi=EA=F2t?=')).toBe('Việt');
  });

  test('a character that is cut in two by neighbouring words', () => {
    expect(decodeWords('=?utf-8?B?0J/R?= =?utf-8?B?gNC40LI=?=')).toBe('Прив');
    expect(decodeWords('=?utf-8?Q?=D0?= =?UTF-8?Q?=9F?=')).toBe('П');
    expect(decodeWords('=?utf-8?Q?=D0?= =?utf-8?B?nw==?=')).toBe('П');
  });

  test('neighbours in other character sets, and words with text between them, are decoded by themselves', () => {
    expect(decodeWords('=?koi8-r?Q?=F0?= =?windows-1251?Q?=CF?=')).toBe('ПП');
    expect(decodeWords('=?utf-8?Q?a?= and =?utf-8?Q?b?=')).toBe('a and b');
    expect(decodeWords('=?utf-8?Q?a?=(=?utf-8?Q?b?=)')).toBe('a(b)');
  });

  test('a language after the character set (RFC 2231 §5)', () => {
    expect(decodeWords('=?US-ASCII*EN?Q?Keith_Moore?=')).toBe('Keith Moore');
  });

  test('what only looks like an encoded word stays as it is', () => {
    for (const text of ['=?utf-8?x?a?=', '=?utf-8?q?a', '=?utf-8?q', '=??q?a?=', '=?=', '= ?utf-8?q?a?=']) expect(decodeWords(text)).toBe(text);
    expect(decodeWords('=?utf-8?q?=4G=?=')).toBe('=4G=');
    expect(decodeWords('=?utf-8?b?*?=')).toBe('');
  });

  test('an unknown character set is read as UTF-8', () => {
    expect(decodeWords('=?no-such-set?Q?=D0=9F?=')).toBe('П');
  });

  test('undeclared 8-bit text: UTF-8 (RFC 6532 §3.1), else the character set of the body, else windows-1252', () => {
    expect(decodeWords(latin(utf8('Тема'))) + decodeWords(latin(utf8('Tiếng Việt')), 'koi8-r')).toBe('ТемаTiếng Việt');
    expect(decodeWords(latin(inCharset('Тема', 'koi8-r')), 'koi8-r')).toBe('Тема');
    expect(decodeWords(latin(inCharset('Тема', 'windows-1251')), 'windows-1251')).toBe('Тема');
    expect(decodeWords('caf\xe9') + decodeWords('caf\xe9', 'us-ascii')).toBe('cafécafé');
    expect(decodeWords('\xd0\x9f =?utf-8?q?=D0=9F?= \xd0\x9f')).toBe('П П П');
  });

  test('decode(encode(x)) is x, however the bytes are divided among words', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', 'я', 'ễ', '€', '😀', '=', '?', '_'), minLength: 1, maxLength: 30 });
    fc.assert(fc.property(text, fc.array(fc.nat(60), { maxLength: 4 }), fc.constantFrom<'b' | 'q'>('b', 'q'), (x, cuts, encoding) => {
      const bytes = utf8(x);
      const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((m, n) => m - n), bytes.length];
      const words = at.slice(1).map((to, i) => encodedWord(bytes.subarray(at[i], to), 'utf-8', encoding));
      expect(decodeWords(words.join('\t'))).toBe(x);
    }));
  });

  test('any bytes: nothing throws', () => {
    const piece = fc.constantFrom('=?', '?=', '?q?', '?b?', 'utf-8', '=', '?', ' ', 'x', '\xff', '=FF');
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      expect(typeof decodeWords(latin(ascii(pieces.join(''))))).toBe('string');
    }));
  });
});
