import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeModifiedUtf7 } from '../../src/message/modified-utf7.ts';
import { modifiedUtf7 } from '../build/mail.ts';

describe('names of mailboxes (RFC 3501 §5.1.3)', () => {
  test('the example of the RFC', () => {
    expect(decodeModifiedUtf7('~peter/mail/&U,BTFw-/&ZeVnLIqe-')).toBe('~peter/mail/台北/日本語');
  });

  test.each([
    ['INBOX', 'INBOX'], ['&BB8EPgRHBEIEMA-', 'Почта'], 
    ['&BBIERQQ+BDQETwRJBDgENQ-/2020', 'Входящие/2020'], ['Th&AbA- &AREA4w- g&Hu0-i', 'Thư đã gửi'], ['A&-B', 'A&B'], ['&2D3eAA-', '😀'],
  ])('%s', (written, name) => {
    expect(decodeModifiedUtf7(written)).toBe(name);
  });

  test.each(['&', 'a&b', '&U,BTFw', '&U-', 'a & b', '&*-', 'Почта'])('%s is not well-formed, and stays as it is', (text) => {
    expect(decodeModifiedUtf7(text)).toBe(text);
  });

  test('decode(encode(x)) is x', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (x) => {
      expect(decodeModifiedUtf7(modifiedUtf7(x))).toBe(x);
    }));
  });

  test('any text: nothing throws, and without & nothing changes', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('&', '-', 'A', 'B', ',', '+', ' ', 'я'), maxLength: 30 }), (x) => {
      const name = decodeModifiedUtf7(x);
      if (!x.includes('&')) expect(name).toBe(x);
    }));
  });
});
