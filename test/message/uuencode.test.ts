import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeTransfer } from '../../src/message/transfer-encoding.ts';
import { MAX_UUENCODED, uuencodedFiles } from '../../src/message/uuencode.ts';
import { ascii, concat, utf8 } from '../build/bytes.ts';
import { uuencode } from '../build/mail.ts';

const decoded = (b: Uint8Array): string => Buffer.from(decodeTransfer(b, { from: 0, to: b.length }, 'uuencode')).toString('latin1');

describe('uuencode', () => {
  const written = `Hello\r\n${uuencode('отчёт.txt', ascii('Cat'))}\r\nBye\r\n`;

  test('a file in a text: name, mode, place', () => {
    const b = utf8(written);
    const files = uuencodedFiles(b, 0, b.length);
    expect(files).toMatchObject([{ name: 'отчёт.txt', mode: '644', from: 7 }]);
    expect(Buffer.from(b.subarray(files[0]!.lines.from, files[0]!.lines.to)).toString()).toBe('#0V%T\r\n`\r\n');
    expect(Buffer.from(b.subarray(files[0]!.to)).toString()).toBe('Bye\r\n');
    expect(Buffer.from(decodeTransfer(b, files[0]!.lines, 'uuencode')).toString()).toBe('Cat');
  });

  test('as the encoding of a part, whatever stands around it', () => {
    expect(decoded(utf8(written))).toBe('Cat');
  });

  test('without a line `end`, and with lines that lost the blanks at their ends', () => {
    const b = ascii('begin 644 x\n#0V%T\nno more');
    expect(uuencodedFiles(b, 0, b.length)).toMatchObject([{ name: 'x', to: 18 }]);
    expect(decoded(ascii('begin 600 zeros\n#\x20\x20\n`\nend\n'))).toBe('\0\0\0');
  });

  test.each(['begin 644\n#0V%T\n', 'begin 99 x\n#0V%T\n', 'begin 644 x\nan ordinary text\n', ' begin 644 x\n#0V%T\n', 'begin 644 x', 'beginning'])('%j is none', (text) => {
    expect(uuencodedFiles(ascii(text), 0, text.length)).toEqual([]);
  });

  test(`no more than ${MAX_UUENCODED} files are found`, () => {
    const many = ascii(`begin 644 x\n#0V%T\n\`\nend\n`.repeat(MAX_UUENCODED + 1));
    expect(uuencodedFiles(many, 0, many.length)).toHaveLength(MAX_UUENCODED);
  });

  test('decode(encode(x)) is x', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (x) => {
      const b = concat(ascii(uuencode('x', x)), ascii('\r\n'));
      expect(decodeTransfer(b, { from: 0, to: b.length }, 'uuencode')).toEqual(x);
    }));
  });
});
