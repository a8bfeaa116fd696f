import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginsHead, endOfHead, fieldText, httpFields, httpHead, MAX_HTTP_FIELDS, MAX_HTTP_HEAD, type Range } from '../../src/message/http-head.ts';
import { ascii, concat, utf8 } from '../build/bytes.ts';

const head = (text: string) => {
  const b = utf8(text);
  return httpHead(b, 0, b.length);
};
/** The head in texts. */
const read = (text: string) => {
  const b = utf8(text);
  const found = httpHead(b, 0, b.length)!;
  const cut = (range: Range | undefined): string | undefined => range && Buffer.from(b.subarray(range.from, range.to)).toString();
  const { start } = found;
  return {
    start: start.kind === 'request' ? [cut(start.method), cut(start.target), cut(start.version)] : [cut(start.version), start.status, cut(start.phrase)],
    fields: found.fields.map((field) => [field.key, field.text]),
    values: found.fields.map((field) => cut(field.value)),
    rest: Buffer.from(b.subarray(found.end)).toString(),
    isWhole: found.isWhole,
    oddities: [...found.oddities],
  };
};

describe('start line of a request (RFC 9112 §3)', () => {
  test.each([
    ['GET /a?b=c HTTP/1.1', ['GET', '/a?b=c', 'HTTP/1.1']],
    ['M-SEARCH * HTTP/1.1', ['M-SEARCH', '*', 'HTTP/1.1']],
    ['CONNECT lab.example:443 HTTP/1.0', ['CONNECT', 'lab.example:443', 'HTTP/1.0']],
    ['GET /with blank HTTP/1.1', ['GET', '/with blank', 'HTTP/1.1']],
    ['GET \t /a \t HTTP/1.1 ', ['GET', '/a', 'HTTP/1.1']],
    ['get /a http/1.1', ['get', '/a', 'http/1.1']],
    ['GET HTTP/1.1', ['GET', '', 'HTTP/1.1']],
  ])('%s', (line, parts) => {
    expect(read(`${line}\r\n\r\n`)).toMatchObject({ start: parts, isWhole: true, rest: '' });
  });

  test('HTTP/0.9 has neither version nor fields (RFC 1945 §4.1)', () => {
    expect(read('GET /old\r\nnot: a field')).toMatchObject({ start: ['GET', '/old', undefined], fields: [], isWhole: true, rest: 'not: a field' });
  });

  test.each(['', 'GET', 'GET ', 'POST /a', 'GET /a b', 'some words of a text', ' GET / HTTP/1.1', 'G{T / HTTP/1.1', 'GET / HTTP/1', 'GET / HTTP/1234.1', '\r\nGET / HTTP/1.1'])('%j is none', (line) => {
    expect(head(`${line}\r\n\r\n`)).toBeUndefined();
  });
});

describe('start line of a response (RFC 9112 §4)', () => {
  test.each([
    ['HTTP/1.1 200 OK', ['HTTP/1.1', 200, 'OK']],
    ['HTTP/1.1 404', ['HTTP/1.1', 404, '']],
    ['HTTP/1.1 404 ', ['HTTP/1.1', 404, '']],
    ['HTTP/1.0 301 Moved  for ever ', ['HTTP/1.0', 301, 'Moved  for ever']],
    ['HTTP/1.1 20 OK', ['HTTP/1.1', 0, 'OK']],
    ['HTTP/1.1 200OK all right', ['HTTP/1.1', 0, 'all right']],
    ['HTTP/1.1 2000', ['HTTP/1.1', 0, '']],
    ['ICY 200 OK', ['ICY', 200, 'OK']],
    ['ICY /song HTTP/1.1', ['ICY', '/song', 'HTTP/1.1']],
    ['HTTP/1.1', ['HTTP/1.1', 0, '']],
  ])('%s', (line, parts) => {
    expect(read(`${line}\r\n\r\n`)).toMatchObject({ start: parts, isWhole: true });
  });
});

describe('fields (RFC 9112 §5)', () => {
  test('names, values without the blanks around them, and what follows the head', () => {
    const r = read('GET / HTTP/1.1\r\nHost: lab.example\r\nX-Empty:\r\nAccept:\t */*; q="a:b" \t\r\n\r\nbody\r\n');
    expect(r.fields).toEqual([['host', 'lab.example'], ['x-empty', ''], ['accept', '*/*; q="a:b"']]);
    expect(r).toMatchObject({ rest: 'body\r\n', isWhole: true, oddities: [] });
  });

  test('values are read as UTF-8 (RFC 9110 §5.5 leaves it open)', () => {
    expect(read('GET / HTTP/1.1\r\nX: Лаба \r\n\r\n').fields).toEqual([['x', 'Лаба']]);
  });

  test('folded lines are one field, with a space for each fold (§5.2)', () => {
    const r = read('GET / HTTP/1.1\r\nA: one\r\n two \r\n\t  three\r\nB:\r\n x\r\n\r\n');
    expect(r.fields).toEqual([['a', 'one two three'], ['b', 'x']]);
    expect(r.values).toEqual(['one\r\n two \r\n\t  three', 'x']);
    expect(r.oddities).toEqual(['obs-fold']);
  });

  test.each([
    ['bare-lf', 'GET / HTTP/1.1\nA: b\r\n\r\n', [['a', 'b']]],
    ['bare-lf', 'GET / HTTP/1.1\r\nA: b\n\n', [['a', 'b']]],
    ['bare-cr', 'GET / HTTP/1.1\r\nA: b\rC: d\r\n\r\n', [['a', 'b\rC: d']]],
    ['space-first', 'GET / HTTP/1.1\r\n Host: x\r\n\r\n', [['', 'Host: x']]],
    ['space-before-colon', 'GET / HTTP/1.1\r\nContent-Length : 5\r\n\r\n', [['content-length', '5']]],
    ['no-colon', 'GET / HTTP/1.1\r\nnothing here\r\n\r\n', [['', 'nothing here']]],
    ['bad-name', 'GET / HTTP/1.1\r\nA b: c\r\n\r\n', [['a b', 'c']]],
    ['bad-name', 'GET / HTTP/1.1\r\n: c\r\n\r\n', [['', 'c']]],
  ])('%s is noted: %j', (oddity, text, fields) => {
    expect(read(text)).toMatchObject({ fields, oddities: [oddity], isWhole: true });
  });

  test.each(['GET / HTTP/1.1\r\nA: b', 'GET / HTTP/1.1\r\nA: b\r\n', 'GET / HTTP/1.1\r\n', 'GET / HTTP/1.1', 'GET / HTTP/1.1\r\nA: b\r\n\r'])('a head that ends early is not whole: %j', (text) => {
    expect(read(text)).toMatchObject({ isWhole: false, rest: '' });
  });

  test('several fields of a name are one list (RFC 9110 §5.3)', () => {
    const found = head('GET / HTTP/1.1\r\nA: 1\r\nB: x\r\na: 2\r\n\r\n')!;
    expect([fieldText(found, 'a'), fieldText(found, 'c')]).toEqual(['1, 2', undefined]);
  });

  test('a trailer has no start line (RFC 9112 §7.1.2)', () => {
    const b = ascii('Digest: x\r\n\r\nHTTP/1.1');
    expect(httpFields(b, 0, b.length)).toMatchObject({ fields: [{ key: 'digest', text: 'x' }], blank: 11, end: 13, isWhole: true });
    expect(httpFields(ascii('\r\n'), 0, 2)).toMatchObject({ fields: [], blank: 0, end: 2, isWhole: true });
    expect(httpFields(b, 3, 3)).toMatchObject({ fields: [], end: 3, isWhole: false });
  });

  test('only so many fields, and so many bytes, are read', () => {
    const many = head(`GET / HTTP/1.1\r\n${'a:b\r\n'.repeat(MAX_HTTP_FIELDS + 5)}\r\n`)!;
    expect([many.fields.length, many.isWhole]).toEqual([MAX_HTTP_FIELDS, false]);
    const long = concat(ascii('GET / HTTP/1.1\r\nA: '), new Uint8Array(2 * MAX_HTTP_HEAD).fill(0x61));
    expect(httpHead(long, 0, long.length)!.end).toBe(MAX_HTTP_HEAD);
  });

  test('offsets are those of the bytes that it stands in', () => {
    const b = ascii('....HTTP/1.1 200 OK\r\nA: b\r\n\r\n');
    expect(httpHead(b, 4, b.length)).toMatchObject({ start: { from: 4, end: 21 }, fields: [{ from: 21, end: 27, value: { from: 24, to: 25 } }], blank: 27, end: 29 });
  });
});

describe('where a head begins and ends, for framing', () => {
  test.each([['a\r\n\r\nb', 5], ['a\n\nb', 3], ['a\n\r\nb', 4], ['a\r\n', -1], ['a\r\n\r', -1], ['', -1]])('%j ends at %i', (text, end) => {
    expect(endOfHead(ascii(text), 0, text.length)).toBe(end);
  });
  test.each([['GET /', true], ['HTTP/1.1 200', true], ['M-SEARCH *', true], ['\0\0\0', false], ['GET', false], ['GET ', false], ['{"a": 1}', false], ['path/x y', false], ['', false]])('%j begins one: %s', (text, begins) => {
    expect(beginsHead(ascii(text), 0, text.length)).toBe(begins);
  });
});

describe('any bytes', () => {
  const piece = fc.constantFrom('GET / HTTP/1.1', 'HTTP/1.1 200 OK', 'A: b', ' c', ':', '\r\n', '\n', '\r', '\0', '\t', 'é');
  test('fields follow one another without a gap up to the end', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const b = utf8(`GET / HTTP/1.1\r\n${pieces.join('')}`);
      const found = httpHead(b, 0, b.length)!;
      let at = found.start.end;
      for (const field of found.fields) {
        expect(field.from).toBe(at);
        expect(field.value.from).toBeGreaterThanOrEqual(field.name.to);
        expect(field.value.to).toBeLessThanOrEqual(field.end);
        at = field.end;
      }
      expect(found.blank).toBe(at);
      expect(found.end <= b.length && found.isWhole === found.end > found.blank).toBe(true);
    }));
  });

  test('the end is where framing finds it', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const b = utf8(`GET / HTTP/1.1\r\n${pieces.join('')}`);
      const found = httpHead(b, 0, b.length)!;
      expect(found.isWhole ? found.end : -1).toBe(endOfHead(b, 0, b.length));
    }));
  });
});
