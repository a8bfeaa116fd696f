import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_FORM_FIELDS, multipartForm, urlEncodedFields } from '../../src/message/form.ts';
import { ascii, concat, utf8 } from '../build/bytes.ts';
import { inCharset, lines } from '../build/mail.ts';

describe('application/x-www-form-urlencoded (WHATWG URL §5.1)', () => {
  const fields = (text: string, charset?: string): string[] => {
    const b = ascii(text);
    return urlEncodedFields(b, 0, b.length, charset).map((f) => `${f.name}|${f.value}`);
  };

  test('pairs, a plus for a blank, bytes in hexadecimal', () => {
    expect(fields('name=Nguy%E1%BB%85n+V%C4%83n+An&city=Hu%e1%ba%bf&x=1%2B1')).toEqual(['name|Nguyễn Văn An', 'city|Huế', 'x|1+1']);
  });

  test('without value, without name, with more equals signs, with nothing', () => {
    expect(fields('a&=b&c=&d=e=f&&')).toEqual(['a|', '|b', 'c|', 'd|e=f']);
    expect(fields('')).toEqual([]);
  });

  test('what is no hexadecimal number stays as it is', () => {
    expect(fields('a=100%&b=%4&c=%zz')).toEqual(['a|100%', 'b|%4', 'c|%zz']);
  });

  test('in another character set', () => {
    expect(fields('a=%E4%C1', 'koi8-r')).toEqual(['a|Да']);
  });

  test('where names and values stand', () => {
    const b = ascii('??a=bc&d');
    expect(urlEncodedFields(b, 2, b.length)).toMatchObject([
      { from: 2, to: 6, nameAt: { from: 2, to: 3 }, valueAt: { from: 4, to: 6 } }, { from: 7, to: 8, nameAt: { from: 7, to: 8 }, valueAt: { from: 8, to: 8 } },
    ]);
  });

  test(`no more than ${MAX_FORM_FIELDS} fields`, () => {
    expect(fields('a=b&'.repeat(MAX_FORM_FIELDS + 10))).toHaveLength(MAX_FORM_FIELDS);
  });

  test('what URLSearchParams writes is read', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '+', '&', '=', '%', '4', 'я', 'ễ', '😀', '\n', ';'), maxLength: 12 });
    fc.assert(fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (pairs) => {
      const b = utf8(new URLSearchParams(pairs).toString());
      expect(urlEncodedFields(b, 0, b.length).map((f) => [f.name, f.value])).toEqual(pairs);
    }));
  });
});

describe('multipart/form-data (RFC 7578)', () => {
  const form = (b: Uint8Array, boundary = 'AaB03x'): string[] | undefined =>
    multipartForm(b, 0, b.length, boundary)?.fields.map((f) => `${f.name}|${f.file === undefined ? f.value : `${f.file.fileName} ${f.file.type} ${f.file.size}`}`);

  test('a text and a file', () => {
    const b = lines(
      '--AaB03x', 'content-disposition: form-data; name="field1"', '', 'Joe Blow',
      '--AaB03x', 'Content-Disposition: form-data; name="pics"; filename="file1.png"', 'Content-Type: image/png', '', '12345', '--AaB03x--',
    );
    expect(form(b)).toEqual(['field1|Joe Blow', 'pics|file1.png image/png 5']);
    const [first] = multipartForm(b, 0, b.length, 'AaB03x')!.fields;
    expect(Buffer.from(b.subarray(first!.valueAt.from, first!.valueAt.to)).toString()).toBe('Joe Blow');
    expect(Buffer.from(b.subarray(first!.nameAt.from, first!.nameAt.to)).toString()).toBe('name="field1"');
  });

  test('names and values in UTF-8 (§5.1); three characters are escaped in names', () => {
    expect(form(lines('--AaB03x', 'Content-Disposition: form-data; name="tên %22x%22 100%25"', '', 'Huế', '--AaB03x--'))).toEqual(['tên "x" 100%25|Huế']);
  });

  test('a character set of its own (§4.4), or of the whole form (§4.6)', () => {
    const own = concat(lines('--AaB03x', 'Content-Disposition: form-data; name=a', 'Content-Type: text/plain; charset=windows-1251', ''), inCharset('Да', 'windows-1251'), lines('', '--AaB03x--'));
    expect(form(own)).toEqual(['a|Да']);
    const whole = concat(
      lines('--AaB03x', 'Content-Disposition: form-data; name=a', ''), inCharset('Да', 'koi8-r'), lines('', '--AaB03x', 'Content-Disposition: form-data; name="_charset_"', '', 'koi8-r', '--AaB03x--'),
    );
    expect(form(whole)).toEqual(['a|Да', '_charset_|koi8-r']);
  });

  test('no file was chosen: it is a file all the same', () => {
    expect(form(lines('--AaB03x', 'Content-Disposition: form-data; name=f; filename=""', 'Content-Type: application/octet-stream', '', '', '--AaB03x--'))).toEqual(['f| application/octet-stream 0']);
  });

  test('without its end, without any delimiter, with a boundary that is none', () => {
    const open = lines('--AaB03x', 'Content-Disposition: form-data; name=a', '', 'x');
    expect([form(open), multipartForm(open, 0, open.length, 'AaB03x')?.faults.map((f) => f.code), form(ascii('x')), form(ascii('x'), '')]).toEqual([['a|x\r\n'], ['mail-unended'], [], undefined]);
  });

  test('a field that names nothing', () => {
    expect(form(lines('--AaB03x', '', 'x', '--AaB03x--'))).toEqual(['|x']);
  });
});
