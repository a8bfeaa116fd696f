import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeTransfer, measureTransfer, type TransferEncoding, transferEncoding } from '../../src/message/transfer-encoding.ts';
import { ascii } from '../build/bytes.ts';
import { base64Lines, quotedPrintable } from '../build/mail.ts';

const decoded = (text: string, encoding: TransferEncoding): string => {
  const b = ascii(text);
  const bytes = decodeTransfer(b, { from: 0, to: b.length }, encoding);
  expect(measureTransfer(b, { from: 0, to: b.length }, encoding).length).toBe(bytes.length);
  return Buffer.from(bytes).toString('latin1');
};
const strange = (text: string, encoding: TransferEncoding): [number, number] => {
  const m = measureTransfer(ascii(text), { from: 0, to: text.length }, encoding);
  return [m.strange, m.strangeAt];
};

test('names of encodings (RFC 2045 §6.1)', () => {
  expect(['', '7bit', '8BIT', 'Binary', 'BASE64', 'Quoted-Printable', 'x-uuencode', 'x-uue', 'rot13', 'toString'].map(transferEncoding))
    .toEqual(['7bit', '7bit', '8bit', 'binary', 'base64', 'quoted-printable', 'uuencode', 'uuencode', 'unknown', 'unknown']);
});

describe('quoted-printable (RFC 2045 §6.7)', () => {
  test('the example of the RFC', () => {
    expect(decoded('Now\'s the time =\r\nfor all folk to come=\r\n to the aid of their country.', 'quoted-printable')).toBe("Now's the time for all folk to come to the aid of their country.");
  });

  test('bytes, in capitals as the RFC demands and in small letters', () => {
    expect(decoded('=41=3D=e9=E9', 'quoted-printable')).toBe('A=\xe9\xe9');
  });

  test('white space at the end of a line was added on the way (rule 3), elsewhere it stays', () => {
    expect(decoded('a \t\r\nb c\t\nd=20\r\n e ', 'quoted-printable')).toBe('a\r\nb c\nd \r\n e');
    expect(decoded('a= \t\r\nb=\nc=', 'quoted-printable')).toBe('abc');
    expect(decoded('a=  b', 'quoted-printable')).toBe('a=  b');
  });

  test('what is no encoding stays as it is, and is counted', () => {
    expect(decoded('a=4 =G1 =', 'quoted-printable')).toBe('a=4 =G1 ');
    expect(decoded('=4', 'quoted-printable')).toBe('=4');
    expect([strange('ab=4 =G1', 'quoted-printable'), strange('a\xe9', 'quoted-printable'), strange('a\tb=\r\nc=20', 'quoted-printable')]).toEqual([[2, 2], [1, 1], [0, -1]]);
  });

  test('decode(encode(x)) is x', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (x) => {
      const written = quotedPrintable(x);
      expect(decodeTransfer(ascii(written), { from: 0, to: written.length }, 'quoted-printable')).toEqual(x);
      expect(strange(written, 'quoted-printable')[0]).toBe(0);
    }));
  });

  test('a range in the middle of other bytes', () => {
    expect(Buffer.from(decodeTransfer(ascii('=41=42=43=44'), { from: 3, to: 9 }, 'quoted-printable')).toString()).toBe('BC');
    expect(Buffer.from(decodeTransfer(ascii('=41=42'), { from: 0, to: 5 }, 'quoted-printable')).toString()).toBe('A=4');
  });
});

describe('base64 (RFC 2045 §6.8, RFC 4648 §10)', () => {
  test.each([['', ''], ['Zg==', 'f'], ['Zm8=', 'fo'], ['Zm9v', 'foo'], ['Zm9vYg==', 'foob'], ['Zm9vYmE=', 'fooba'], ['Zm9vYmFy', 'foobar']])('%j', (text, bytes) => {
    expect(decoded(text, 'base64')).toBe(bytes);
  });

  test('what does not belong there is passed over and counted; line ends and blanks do not count', () => {
    expect(decoded('Zm\r\n9v \t!?YmFy', 'base64')).toBe('foobar');
    expect([strange('Zm\r\n9v YmE=\r\n', 'base64'), strange('Zm9v!*\x80', 'base64')]).toEqual([[0, -1], [3, 4]]);
  });

  test('padding ends it: what a list adds to the mail is not decoded', () => {
    expect(decoded('Zm8=\r\n_____\r\nlist at lab', 'base64')).toBe('fo');
    expect(strange('Zm8=\r\n____', 'base64')).toEqual([4, 6]);
  });

  test('bits that are left over at the end are none', () => {
    expect(decoded('Zm9vY', 'base64')).toBe('foo');
  });

  test('decode(encode(x)) is x', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (x) => {
      const written = ascii(base64Lines(x));
      expect(decodeTransfer(written, { from: 0, to: written.length }, 'base64')).toEqual(x);
    }));
  });
});

test('bytes that are not encoded are a view', () => {
  const b = ascii('abcdef');
  expect(decodeTransfer(b, { from: 1, to: 3 }, '8bit').buffer).toBe(b.buffer);
});

test('any bytes in any encoding: the length that is measured is that of the bytes, and strange ones lie inside', () => {
  const encodings = fc.constantFrom<TransferEncoding>('7bit', 'base64', 'quoted-printable', 'uuencode', 'unknown');
  const piece = fc.constantFrom('=', '=\r\n', '\n', ' ', '\t', 'begin 644 x\n', '#0V%T\n', 'M', '`\n', 'end\n', 'QUJD', '\x80', '4', '=4');
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), encodings, (pieces, encoding) => {
    const b = ascii(pieces.join(''));
    const m = measureTransfer(b, { from: 0, to: b.length }, encoding);
    expect(decodeTransfer(b, { from: 0, to: b.length }, encoding)).toHaveLength(m.length);
    expect(m.strange === 0 ? m.strangeAt === -1 : m.strangeAt >= 0 && m.strangeAt < b.length).toBe(true);
  }), { numRuns: 1000 });
});
