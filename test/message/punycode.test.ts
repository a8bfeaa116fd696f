import fc from 'fast-check';
import { domainToASCII } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodePunycode, domainText } from '../../src/message/punycode.ts';

describe('international domain names (RFC 3492, RFC 5890)', () => {
  test.each([
    ['egbpdaj6bu4bxfgehfvwxn', 'ليهمابتكلموشعربي؟'], ['ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'], ['Proprostnemluvesky-uyb24dma41a', 'Pročprostěnemluvíčesky'],
    ['TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g', 'TạisaohọkhôngthểchỉnóitiếngViệt'], ['-> $1.00 <--', '-> $1.00 <-'],
  ])('%s (RFC 3492 §7.1)', (written, text) => {
    expect(decodePunycode(written)).toBe(text);
  });

  test('whole domains', () => {
    expect(['xn--e1afmkfd.xn--p1ai', 'mail.XN--80A1ACNY.example', 'lab.test', ''].map(domainText)).toEqual(['пример.рф', 'mail.почта.example', 'lab.test', '']);
  });

  test.each(['xn--', 'xn--!', 'xn--99999999', `xn--${'9'.repeat(59)}`, `xn--${'a'.repeat(100)}`])('%s is not well-formed, and stays as it is', (label) => {
    expect(domainText(label)).toBe(label);
  });

  test('what the platform writes is read', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'б', 'в', 'я', 'ễ', 'ư', '中', 'é', '1'), minLength: 1, maxLength: 12 }), (label) => {
      const written = domainToASCII(`${label}.test`);
      fc.pre(written !== '');
      expect(domainText(written)).toBe(`${label}.test`.normalize('NFC'));
    }));
  });

  test('any letters: nothing throws', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'z', '0', '9', '-', 'Z', 'я', '_'), maxLength: 70 }), (text) => {
      expect(['string', 'undefined']).toContain(typeof decodePunycode(text));
    }), { numRuns: 500 });
  });
});
