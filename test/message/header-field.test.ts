import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HeaderBlock, MAX_FIELDS, readHeader } from '../../src/message/header-field.ts';
import { ascii } from '../build/bytes.ts';
import { lines } from '../build/mail.ts';

const read = (b: Uint8Array): HeaderBlock => readHeader(b, 0, b.length);
const latin = (b: Uint8Array, from: number, to: number): string => Buffer.from(b.subarray(from, to)).toString('latin1');

/** Names and values as they stand. */
const pairs = (b: Uint8Array): string[][] => read(b).fields.map((f) => [f.name, latin(b, f.valueFrom, f.valueTo)]);

describe('header fields (RFC 5322 §2.2)', () => {
  const b = lines('From: a@lab.test', 'Subject:  two  words ', 'To:b@lab.test', '', 'text: no header');

  test('name and value, without white space around the value', () => {
    expect(pairs(b)).toEqual([['From', 'a@lab.test'], ['Subject', 'two  words'], ['To', 'b@lab.test']]);
  });

  test('where a field stands: name, value, and the next one', () => {
    expect(read(b).fields[0]).toMatchObject({ from: 0, nameTo: 4, valueFrom: 6, valueTo: 16, to: 18 });
  });

  test('the empty line ends the header (§2.1)', () => {
    const { end, body } = read(b);
    expect([latin(b, end, body), latin(b, body, body + 5)]).toEqual(['\r\n', 'text:']);
  });

  test('without an empty line, everything is header', () => {
    const headerOnly = lines('A: b');
    expect(read(headerOnly)).toMatchObject({ end: 6, body: 6 });
  });

  test('a mail that begins with the empty line has no header', () => {
    expect(read(lines('', 'text'))).toMatchObject({ fields: [], end: 0, body: 2 });
  });

  test('folded lines belong to the value (§2.2.3)', () => {
    const folded = lines('Subject: one', '\ttwo', '  three', 'To: x', '');
    expect(pairs(folded)).toEqual([['Subject', 'one\r\n\ttwo\r\n  three'], ['To', 'x']]);
    expect(read(folded).fields[0]).toMatchObject({ from: 0, to: 29 });
  });

  test('a value may begin in the second line', () => {
    expect(pairs(lines('Subject:', ' two'))).toEqual([['Subject', 'two']]);
  });

  test('a line of white space goes on with the header (§4.2)', () => {
    expect(pairs(lines('Subject: one', '  ', ' two', 'To: x'))).toEqual([['Subject', 'one\r\n  \r\n two'], ['To', 'x']]);
    expect(pairs(lines('Subject: one', '  ', 'To: x'))).toEqual([['Subject', 'one'], ['To', 'x']]);
    expect(pairs(lines('Subject:', '  ', 'To: x'))).toEqual([['Subject', ''], ['To', 'x']]);
  });

  test('bare LF ends lines as well; a bare CR does not', () => {
    expect(pairs(ascii('A: 1\nB: 2\r3\n\nC: 4\n'))).toEqual([['A', '1'], ['B', '2\r3']]);
  });

  test('white space before the colon (§4.5)', () => {
    expect(pairs(lines('Subject \t: x'))).toEqual([['Subject', 'x']]);
    expect(read(lines('Subject \t: x')).fields[0]).toMatchObject({ nameTo: 7, valueFrom: 11 });
  });

  test('lines that are no fields are kept as such', () => {
    expect(pairs(lines('From a@b Mon Jan  1', 'A: b', ': c', 'no colon', 'имя: d')))
      .toEqual([['', 'From a@b Mon Jan  1'], ['A', 'b'], ['', ': c'], ['', 'no colon'], ['', Buffer.from('имя: d').toString('latin1')]]);
  });

  test('a folded line without anything before it is no field', () => {
    expect(pairs(lines(' x: y', 'A: b'))).toEqual([['', 'x: y'], ['A', 'b']]);
  });

  test('NUL is a character like others', () => {
    expect(pairs(lines('A: x\0y', '\0: z'))).toEqual([['A', 'x\0y'], ['', '\0: z']]);
  });

  test(`only ${MAX_FIELDS} fields are kept, and the rest is counted`, () => {
    const many = ascii('A: b\r\n c\r\n'.repeat(MAX_FIELDS + 2));
    const block = read(many);
    expect([block.fields.length, block.dropped, block.body]).toEqual([MAX_FIELDS, 2, many.length]);
  });

  test('any bytes: fields follow one another up to the empty line', () => {
    const piece = fc.constantFrom('A', ': ', ':', ' ', '\t', '\r\n', '\n', '\r', 'Subject: x', '\0', '\x80');
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const bytes = ascii(pieces.join(''));
      const { fields, end, body } = read(bytes);
      let at = 0;
      for (const f of fields) {
        expect(f.from).toBe(at);
        expect(f.from <= f.nameTo && f.nameTo <= f.valueFrom && f.valueFrom <= f.valueTo && f.valueTo <= f.to).toBe(true);
        at = f.to;
      }
      expect([at, ['', '\n', '\r\n'].includes(latin(bytes, end, body))]).toEqual([end, true]);
    }), { numRuns: 500 });
  });
});
