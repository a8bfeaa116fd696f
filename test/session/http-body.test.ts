import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, utf8 } from '../build/bytes.ts';
import { conversation, hear, type Turn } from '../build/dialogue.ts';
import { get, hearHttp, message, notes, ok, texts } from '../build/http.ts';
import { anyCuts, cutUp } from '../build/laws.ts';

/** A response to a GET, and what was seen of it: codes of all responses, bodies, notes. */
const answered = (lines: readonly string[], body: string | Uint8Array = '', more: readonly Turn[] = []): { codes: string[]; bodies: readonly string[]; notes: string[] } => {
  const heard = hearHttp([get('/'), { S: message(lines, body) }, ...more]);
  return { codes: texts(heard.units, 'http.response.code'), bodies: heard.bodies, notes: notes(heard) };
};
const next = [get('/next'), ok('next')];

describe('where a body ends (RFC 9112 §6.3)', () => {
  test('rule 1: none follows HEAD, 1xx, 204 and 304, whatever the head says', () => {
    const heard = hearHttp([{ C: message(['HEAD / HTTP/1.1']) }, { S: message(['HTTP/1.1 200 OK', 'Content-Length: 5']) }, get('/'), { S: concat(message(['HTTP/1.1 100 Continue', 'Content-Length: 5']), message(['HTTP/1.1 204 No Content', 'Transfer-Encoding: chunked'])) }, get('/'), { S: message(['HTTP/1.1 304 Not Modified', 'Content-Length: 5']) }, ...next]);
    expect(texts(heard.units, 'http.response.code')).toEqual(['200', '100', '204', '304', '200']);
    expect(heard.bodies).toEqual(['next']);
  });

  test('rule 3: Transfer-Encoding goes before Content-Length', () => {
    expect(answered(['HTTP/1.1 200 OK', 'Content-Length: 3', 'Transfer-Encoding: chunked'], '4\r\nabcd\r\n0\r\n\r\n', next)).toEqual({ codes: ['200', '200'], bodies: ['abcd', 'next'], notes: ['two-framings'] });
  });

  test('rule 4: without chunks at last the end of the connection is that of the body', () => {
    expect(answered(['HTTP/1.1 200 OK', 'Transfer-Encoding: gzip'], 'HTTP/1.1 200 OK\r\n\r\n')).toMatchObject({ codes: ['200'], bodies: ['HTTP/1.1 200 OK\r\n\r\n'], notes: ['not-chunked'] });
  });

  test('rule 4: a request like that has a body that nobody can wait for', () => {
    const heard = hearHttp([{ C: message(['POST / HTTP/1.1', 'Transfer-Encoding: chunked, gzip'], 'abc') }, { S: message(['HTTP/1.1 400 No', 'Content-Length: 0']) }]);
    expect(texts(heard.units, 'http.request_in')).toEqual(['4']);
    expect(heard.bodies).toEqual(['abc']);
  });

  test.each(['-1', '+3', '3 3', '0x3', '3.0', '', '99999999999999999999', '3, x'])('rule 5: Content-Length %j is none', (length) => {
    expect(answered(['HTTP/1.1 200 OK', `Content-Length: ${length}`], 'abc')).toMatchObject({ bodies: ['abc'], notes: ['bad-length'] });
  });

  test('rule 5: the same length said several times is one', () => {
    expect(answered(['HTTP/1.1 200 OK', 'Content-Length: 3, 3', 'Content-Length: 3'], 'abc', next)).toEqual({ codes: ['200', '200'], bodies: ['abc', 'next'], notes: ['length-repeated'] });
  });

  test('rule 5: different lengths', () => {
    expect(answered(['HTTP/1.1 200 OK', 'Content-Length: 3', 'Content-Length: 4'], 'abcd')).toMatchObject({ bodies: ['abcd'], notes: ['lengths-differ'] });
  });

  test('rule 7: a request that says nothing has no body', () => {
    const heard = hearHttp([{ C: concat(message(['POST / HTTP/1.1']), message(['GET / HTTP/1.1'])) }, ok('1'), ok('2')]);
    expect(texts(heard.units, 'http.request.method')).toEqual(['POST', 'GET']);
  });

  test('rule 8: a response that says nothing ends with the connection, in the packet that closes it', () => {
    const heard = hearHttp([get('/'), { S: message(['HTTP/1.1 200 OK'], 'abc') }, { S: 'def' }]);
    expect(heard.units.map((u) => u.packet)).toEqual([4, 8]);
    expect(heard.bodies).toEqual(['abcdef']);
    expect(heard.session.contents).toMatchObject([{ isWhole: true }]);
  });

  test('identity is no coding (RFC 2616 §3.6)', () => {
    expect(answered(['HTTP/1.1 200 OK', 'Transfer-Encoding: identity', 'Content-Length: 3'], 'abc', next)).toMatchObject({ codes: ['200', '200'], notes: [] });
  });
});

describe('chunks (RFC 9112 §7.1)', () => {
  const chunked = (body: string, more: readonly Turn[] = next): ReturnType<typeof answered> => answered(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], body, more);

  test('sizes are hexadecimal, extensions and trailers do not belong to the body', () => {
    const heard = hearHttp([get('/'), { S: message(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], 'A;name="v"\r\n0123456789\r\n01\r\nx\r\n000\r\nETag: "1"\r\n\r\n') }, ...next]);
    expect(heard.bodies).toEqual(['0123456789x', 'next']);
    expect(texts(heard.units, 'http.chunk_size')).toEqual(['10', '1', '0']);
    expect(texts(heard.units, 'http.chunk_extension')).toEqual(['name="v"']);
    expect(texts(heard.units, 'http.chunked_trailer_part')).toEqual(['ETag: "1"\r\n']);
    expect(texts(heard.units, 'http.file_data')).toEqual(['0123456789x', 'next']);
  });

  test('they are kept promises, or not', () => {
    const promises = (body: string): unknown => hearHttp([get('/p'), { S: message(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], body) }]).session.promises;
    expect(promises('3\r\nabc\r\n0\r\n\r\n')).toMatchObject([{ kind: 'chunk', subject: '/p', promised: 3, seen: 3, isKept: true }]);
    expect(promises('9\r\nabc')).toMatchObject([{ promised: 9, seen: 3, isKept: false }]);
  });

  test.each([
    ['a size that is none', '3\r\nabc\r\nx\r\n'], ['a negative one', '-3\r\nabc\r\n'], ['one with a prefix', '0x3\r\nabc\r\n'], ['one beyond all numbers', 'fffffffffffffffff\r\nabc\r\n'], ['data longer than the size', '2\r\nabc\r\n0\r\n\r\n'], ['no size at all', ';x\r\nabc'],
  ])('%s: where the next chunk begins is not known, and the next response is looked for', (_, body) => {
    const { codes, notes: said } = chunked(body);
    expect(codes).toEqual(['200', '200']);
    expect(said).toContain('bad-chunk');
  });

  test('line ends with LF alone are understood and noted', () => {
    expect(chunked('3\nabc\r\n0\r\n\r\n')).toEqual({ codes: ['200', '200'], bodies: ['abc', 'next'], notes: ['bare-lf'] });
  });

  test('chunks in chunks are noted, and one layer is taken away', () => {
    expect(answered(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked, chunked'], '3\r\nabc\r\n0\r\n\r\n')).toMatchObject({ bodies: ['abc'], notes: ['chunked-twice'] });
  });

  test.each(['\tchunked \t', ' ,chunked', 'chunked\0'])('white space, empty members and a zero are no part of a coding (RFC 9110 §5.5, §5.6.1, §5.6.3): %j', (coding) => {
    expect(answered(['HTTP/1.1 200 OK', `Transfer-Encoding:${coding}`], '3\r\nabc\r\n0\r\n\r\n', next)).toMatchObject({ codes: ['200', '200'], bodies: ['abc', 'next'] });
  });

  test.each(['\v', '\f', '\u00a0'])('other characters are: %j', (character) => {
    expect(answered(['HTTP/1.1 200 OK', `Transfer-Encoding:${character}chunked`], '3\r\nabc\r\n0\r\n\r\n').notes).toContain('unknown-coding');
  });

  test('codings inside the chunks are those of the content', () => {
    const { session } = hearHttp([get('/'), { S: message(['HTTP/1.1 200 OK', 'Content-Encoding: br', 'Transfer-Encoding: GZip, chunked'], '3\r\nabc\r\n0\r\n\r\n') }]);
    expect(session.contents[0]!.about.codings).toEqual(['br', 'gzip']);
  });

  test('a size line without an end is given up', () => {
    const { session } = hearHttp([get('/'), { S: message(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], `3;${'x'.repeat(20_000)}`) }, { S: 'y' }]);
    expect(session.notes.map((n) => n.key)).toEqual(['bad-chunk']);
  });
});

describe('what is odd about a head is noted, once', () => {
  test.each([
    ['bare-lf', 'GET / HTTP/1.1\nHost: a\n\n'], ['obs-fold', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n'], ['space-before-colon', 'GET / HTTP/1.1\r\nContent-Length : 0\r\n\r\n'], ['bare-cr', 'GET / HTTP/1.1\r\nX: a\rTransfer-Encoding: chunked\r\n\r\n'],
    ['space-first', 'GET / HTTP/1.1\r\n X: a\r\n\r\n'], ['no-colon', 'GET / HTTP/1.1\r\nX\r\n\r\n'], ['bad-name', 'GET / HTTP/1.1\r\nX@: a\r\n\r\n'], ['hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['unknown-coding', 'POST / HTTP/1.1\r\nTransfer-Encoding: xchunked, chunked\r\n\r\n0\r\n\r\n'], ['two-framings', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n'],
  ])('%s', (key, text) => {
    const heard = hearHttp([{ C: text }, ok('1'), { C: text }, ok('2')]);
    expect(notes(heard)).toEqual([key]);
    expect(heard.session.dialogue.phrases[key]).toBeDefined();
  });

  test('a request smuggled behind another (CL.TE) is seen as what the standard says it is: a request', () => {
    const heard = hearHttp([{ C: message(['POST / HTTP/1.1', 'Host: a', 'Content-Length: 44', 'Transfer-Encoding: chunked'], '0\r\n\r\nGET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n') }]);
    expect(texts(heard.units, 'http.request.uri')).toEqual(['/', '/admin']);
    expect(notes(heard)).toEqual(['two-framings']);
  });
});

describe('100-continue (RFC 9110 §10.1.1)', () => {
  const put = { C: message(['PUT /a HTTP/1.1', 'Expect: 100-continue', 'Content-Length: 18']) };
  const body = { C: 'GET /b HTTP/1.1\r\n\0' };
  const proceed = { S: message(['HTTP/1.1 100 Continue']) };
  const refuse = { S: message(['HTTP/1.1 417 Expectation Failed', 'Content-Length: 0']) };

  test('after 100 comes the body, whatever it looks like', () => {
    const heard = hearHttp([put, proceed, body, ok('x')]);
    expect(heard.bodies).toEqual(['GET /b HTTP/1.1\r\n\0', 'x']);
    expect(texts(heard.units, 'http.request_in')).toEqual(['6']);
  });

  test('a client that does not wait sends the body', () => {
    expect(hearHttp([put, body, proceed, ok('x')]).bodies).toEqual(['GET /b HTTP/1.1\r\n\0', 'x']);
  });

  test('after a refusal comes the next request; the refused one is shown with the refusal', () => {
    const heard = hearHttp([put, refuse, get('/c'), ok('x')]);
    expect(heard.units.map((u) => [u.packet, u.side])).toEqual([[5, 'server'], [5, 'client'], [6, 'client'], [7, 'server']]);
    expect(texts(heard.units, 'http.request.uri')).toEqual(['/a', '/c']);
    expect(heard.bodies).toEqual(['x']);
  });

  test('or the body all the same', () => {
    const heard = hearHttp([put, refuse, { C: 'eighteen bytes ...' }, get('/c'), ok('x')]);
    expect(heard.bodies).toEqual(['eighteen bytes ...', 'x']);
    expect(texts(heard.units, 'http.request.uri')).toEqual(['/a', '/c']);
  });

  test('nobody answers', () => {
    expect(texts(hearHttp([put]).units, 'http.request.uri')).toEqual(['/a']);
  });
});

describe('contents', () => {
  test('name, type and what is a part', () => {
    const about = (request: string, ...fields: string[]): unknown => hearHttp([{ C: message([request, 'Host: lab.test']) }, { S: message([fields[0]!, 'Content-Length: 1', ...fields.slice(1)], 'x') }]).session.contents[0]!.about;
    expect(about('GET /img/a.png?x=1#y HTTP/1.1', 'HTTP/1.1 200 OK', 'Content-Type: image/png')).toMatchObject({ name: '/img/a.png', mediaType: 'image/png', codings: [], isPart: false });
    expect(about('GET http://lab.test HTTP/1.1', 'HTTP/1.1 206 Partial Content', 'Content-Encoding: gzip, identity')).toMatchObject({ name: '/', codings: ['gzip'], isPart: true });
  });

  test('what a request carries is one too', () => {
    const { session } = hearHttp([{ C: message(['PUT /a.txt HTTP/1.1', 'Content-Length: 3', 'Content-Range: bytes 0-2/9'], 'abc') }, { S: message(['HTTP/1.1 201 Created', 'Content-Length: 0']) }]);
    expect(session.contents).toMatchObject([{ side: 'client', size: 3, isWhole: true, about: { name: '/a.txt', isPart: true } }]);
  });

  test.each([[true, 'fin'], [false, 'capture']])('one that ends with the connection is whole (%s) if it was closed', (isWhole, how) => {
    const { session } = hearHttp([get('/'), { S: message(['HTTP/1.1 200 OK'], 'abc') }], { close: how === 'fin' });
    expect(session.contents).toMatchObject([{ isWhole }]);
  });

  test('one that ends early is shown where the connection does, and noted', () => {
    const heard = hearHttp([get('/a'), { S: message(['HTTP/1.1 200 OK', 'Content-Length: 9'], 'abc') }]);
    expect(texts(heard.units, 'http.response.code', 7)).toEqual(['200']);
    expect(heard.session.contents).toMatchObject([{ isWhole: false }]);
    expect(heard.session.promises).toMatchObject([{ kind: 'content-length', subject: '/a', promised: 9, seen: 3, isKept: false }]);
    expect(notes(heard)).toEqual(['incomplete']);
  });
});

describe('long bodies', () => {
  const segments = (text: string, size = 1400): Turn[] => Array.from({ length: Math.ceil(text.length / size) }, (_, i) => ({ S: text.slice(i * size, (i + 1) * size) }));
  const long = '0123456789'.repeat(10_000);

  test.each([
    ['counted', [`Content-Length: ${long.length}`], long], ['chunked', ['Transfer-Encoding: chunked'], `${long.length.toString(16)}\r\n${long}\r\n0\r\n\r\n`], ['in many chunks', ['Transfer-Encoding: chunked'], `${'a\r\n0123456789\r\n'.repeat(10_000)}0\r\n\r\n`], ['until the end', [], long],
  ])('%s: the first 64 KiB are kept with the head, which waits for the end', (_, fields, body) => {
    const turns = segments(Buffer.from(message(['HTTP/1.1 200 OK', ...fields], body)).toString());
    const { units, bodies } = hearHttp([get('/'), ...turns]);
    expect(bodies).toEqual([long]);
    expect(units).toHaveLength(2);
    expect(units[1]!.packet).toBe(4 + turns.length + (fields.length === 0 ? 2 : 0));
    expect(units[1]!.text.length).toBeGreaterThan(65_000);
    expect(units[1]!.text.length).toBeLessThan(66_000);
  });

  test('a body of unknown length does not keep its head for ever', () => {
    const heard = hearHttp([get('/'), { S: message(['HTTP/1.1 200 OK', 'Content-Type: audio/mpeg']) }, ...segments('x'.repeat(20 << 20), 1 << 15)]);
    const head = heard.units.find((u) => u.marks.some(([path]) => path === 'http.response.code'))!;
    expect(head.packet).toBe(5 + 16 * 32);
    expect(heard.units.filter((u) => u.bulk).reduce((n, u) => n + u.text.length, 0)).toBe(4 << 20);
  });

  test('events are shown as they come', () => {
    const heard = hearHttp([get('/'), { S: message(['HTTP/1.1 200 OK', 'Content-Type: text/event-stream']) }, { S: 'data: 1\n\n' }]);
    expect(heard.units.map((u) => [u.packet, u.bulk])).toEqual([[4, false], [5, false], [6, true]]);
  });
});

describe('heads that are too long', () => {
  test('64 KiB are looked at; what follows is passed over', () => {
    const heard = hearHttp([{ C: `GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(20_000)}\r\n` }, get('/2'), ok('x')]);
    expect(texts(heard.units, 'http.request.uri')).toEqual(['/', '/2']);
  });

  test('a line without an end is no head', () => {
    const heard = hearHttp([{ C: `GET /${'x'.repeat(40_000)}` }, { C: 'x'.repeat(40_000) }, get('/2')]);
    expect(texts(heard.units, 'http.request.uri')).toEqual(['/2']);
  });
});

test('the marks of a unit cover it without a gap, whatever is said', () => {
  const piece = fc.constantFrom('GET / HTTP/1.1\r\n', 'HTTP/1.1 200 OK\r\n', 'Content-Length: 3\r\n', 'Transfer-Encoding: chunked\r\n', 'Content-Type: application/x-www-form-urlencoded\r\n', 'X: a\r\n b\r\n', '\r\n', '3\r\n', '0\r\n', 'abc', 'a=b&c', '\n', 'Connection: close\r\n', '\0\xff');
  const said = fc.array(fc.tuple(fc.boolean(), fc.array(piece, { maxLength: 8 })), { maxLength: 6 });
  fc.assert(fc.property(said, anyCuts, (turns, cuts) => {
    const packets = conversation(cutUp(turns.map(([client, pieces]) => (client ? { C: pieces.join('') } : { S: pieces.join('') })), cuts), { port: 80 });
    for (const unit of hear(packets).units) expect(unit.uncovered, unit.text).toEqual([]);
  }), { numRuns: 300 });
});

test('any bytes: nothing throws', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.string({ maxLength: 60 }))), (turns) => {
    hearHttp(turns.map(([client, text]) => (client ? { C: utf8(text) } : { S: concat(utf8('HTTP/1.1 200 OK\r\n'), utf8(text)) })));
  }));
});
