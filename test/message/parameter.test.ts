import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ParameterizedValue, MAX_PARAMETERS, parameterizedValue } from '../../src/message/parameter.ts';
import { ascii, utf8 } from '../build/bytes.ts';
import { inCharset } from '../build/mail.ts';

const read = (b: Uint8Array, charset = ''): ParameterizedValue => parameterizedValue(b, 0, b.length, charset);
/** Parameters as `name=value`. */
const parameters = (text: string): string[] => read(utf8(text)).parameters.map((p) => `${p.name}=${p.value}`);

describe('values with parameters (RFC 2045 §5.1)', () => {
  test('the examples of the RFC mean the same', () => {
    expect(read(ascii('text/plain; charset=us-ascii (Plain text)'))).toMatchObject({ value: 'text/plain', parameters: [{ name: 'charset', value: 'us-ascii' }] });
    expect(read(ascii('text/plain; charset="us-ascii"'))).toMatchObject({ value: 'text/plain', parameters: [{ name: 'charset', value: 'us-ascii' }] });
  });

  test('where value and parameters stand', () => {
    const { valueAt, parameters: [first] } = read(ascii(' text/html ; charset=utf-8;x=y'));
    expect([valueAt, { from: first!.from, to: first!.to }]).toEqual([{ from: 1, to: 10 }, { from: 13, to: 26 }]);
  });

  test('names in any case, comments, white space and folds anywhere', () => {
    expect(read(ascii('(a)text (b) / plain(c) ;\r\n\tCHARSET (d) = "a;b\\"c" ; ; x=')).value).toBe('text/plain');
    expect(parameters('text/plain;\r\n\tCHARSET (d) = "a;b\\"c" ; ; x=')).toEqual(['charset=a;b"c', 'x=']);
  });

  test('values that ought to be quoted and are not', () => {
    expect(parameters('multipart/mixed; boundary=----=_Part_1?x')).toEqual(['boundary=----=_Part_1?x']);
    expect(parameters('a/b; filename=my report.doc; x=y')).toEqual(['filename=my report.doc', 'x=y']);
  });

  test('what is no parameter is passed over', () => {
    expect(parameters('a/b; alone; =x; "q"=x; c=d')).toEqual(['c=d']);
  });

  test('the first of two parameters of one name counts', () => {
    expect(parameters('a/b; x=1; X=2')).toEqual(['x=1']);
  });

  test('a quotation mark that never ends does not swallow what follows', () => {
    expect(parameters('a/b; x="1; y=2')).toEqual(['x="1', 'y=2']);
  });

  test('an empty value', () => {
    expect(read(new Uint8Array(0))).toEqual({ value: '', valueAt: { from: 0, to: 0 }, parameters: [] });
    expect(parameters(';a=b')).toEqual(['a=b']);
  });

  test(`no more than ${MAX_PARAMETERS} are looked at`, () => {
    expect(parameters(`a/b${Array.from({ length: MAX_PARAMETERS + 5 }, (_, i) => `;p${i}=x`).join('')}`)).toHaveLength(MAX_PARAMETERS);
  });
});

describe('RFC 2231', () => {
  test('continuations (§3)', () => {
    expect(parameters('message/external-body; access-type=URL; URL*0="ftp://"; URL*1="cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar"'))
      .toEqual(['access-type=URL', 'url=ftp://cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar']);
  });

  test('continuations in another order, and with a gap', () => {
    expect(parameters('a/b; x*1=b; x*2=c; x*0=a')).toEqual(['x=abc']);
    expect(parameters('a/b; x*0=a; x*2=c')).toEqual(['x=a']);
  });

  test('character set and language (§4)', () => {
    expect(read(ascii("application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A")).parameters[0])
      .toMatchObject({ name: 'title', value: 'This is ***fun***', language: 'en-us' });
  });

  test('both together (§4.1)', () => {
    expect(parameters("application/x-stuff; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*2=\"isn't it!\""))
      .toEqual(["title=This is even more ***fun*** isn't it!"]);
  });

  test('file names in Russian and Vietnamese, a character cut in two by pieces', () => {
    expect(parameters("attachment; filename*=koi8-r''%EF%D4%DE%A3%D4.doc")).toEqual(['filename=Отчёт.doc']);
    expect(parameters("attachment; filename*0*=utf-8''b%C3%A1o%20c%C3%A1o%20th%E1%BB; filename*1*=%B1c.pdf")).toEqual(['filename=báo cáo thực.pdf']);
    expect(parameters("attachment; filename*=windows-1258''Vi%EA%F2t.txt")).toEqual(['filename=Việt.txt']);
  });

  test('the encoded form is better than the plain one that stands beside it for old programs', () => {
    expect(parameters("attachment; filename=\"plain.txt\"; filename*=utf-8''%D0%BF.txt")).toEqual(['filename=п.txt']);
  });

  test('without its two apostrophes, all of it is value', () => {
    expect(parameters('a/b; x*=a%20b')).toEqual(['x=a b']);
    expect(parameters("a/b; x*='a%2")).toEqual(["x='a%2"]);
  });

  test('encoded words in the place of RFC 2231, as many programs write them', () => {
    expect(parameters('attachment; filename="=?koi8-r?B?79Te3dQ=?=.doc"')).toEqual(['filename=Отчщт.doc']);
    expect(parameters('attachment; filename="=?utf-8?Q?=D0=BE=D1=82?=\r\n =?utf-8?Q?=D1=87=D1=91=D1=82.doc?="')).toEqual(['filename=отчёт.doc']);
  });

  test('raw 8-bit names: UTF-8 (RFC 6532), else as the body', () => {
    expect(parameters('attachment; filename="отчёт.doc"')).toEqual(['filename=отчёт.doc']);
    expect(read(inCharset('attachment; filename="отчёт.doc"', 'windows-1251'), 'windows-1251').parameters[0]?.value).toBe('отчёт.doc');
  });
});

test('any bytes: nothing throws, ranges lie inside', () => {
  const piece = fc.constantFrom(';', '=', '*', '*0', "'", '%', '%41', '"', '\\', '(', ')', ' ', '\r\n ', 'name', 'a/b', '\xff');
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
    const b = ascii(pieces.join(''));
    const { valueAt, parameters: list } = read(b);
    for (const { from, to } of [valueAt, ...list]) expect(from >= 0 && from <= to && to <= b.length).toBe(true);
  }), { numRuns: 500 });
});
