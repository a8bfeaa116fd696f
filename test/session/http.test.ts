import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Links } from '../../src/analysis/links.ts';
import { conversation, hear, type Turn } from '../build/dialogue.ts';
import { get, hearHttp, message, notes, ok, texts } from '../build/http.ts';

const paths = (marks: readonly [string, string][] = []): string[] => marks.map(([path]) => path);
const outcome = (turns: readonly Turn[]): unknown => {
  const { session } = hearHttp(turns);
  return session.dialogue.outcome(session.state);
};

describe('messages (RFC 9112 §2.1)', () => {
  const { units, session } = hearHttp([get('/lab4/a.txt?group=7', 'User-Agent: pupil'), ok('one\ntwo\n', 'Content-Type: text/plain')]);

  test('a request is a unit, with a mark for each part', () => {
    expect(units[0]).toMatchObject({ packet: 4, side: 'client', protocol: 'http' });
    expect(paths(units[0]!.marks)).toEqual([
      'http.request', 'http.start_line', 'http.request.method', 'http.request.uri', 'http.request.uri.path', 'http.request.uri.query', 'http.request.uri.query.parameter', 'http.request.version',
      'http.request.line', 'http.host', 'http.request.line', 'http.user_agent', 'http.head_end', 'http.request.full_uri', 'http.request_number',
    ]);
    expect(texts(units, 'http.request.full_uri')).toEqual(['http://lab.test/lab4/a.txt?group=7']);
  });

  test('a response is a unit, and its short body a part of it', () => {
    expect(units[1]).toMatchObject({ packet: 5, side: 'server' });
    expect(paths(units[1]!.marks)).toEqual([
      'http.response', 'http.start_line', 'http.response.version', 'http.response.code', 'http.response.code.desc', 'http.response.phrase', 'http.response.line', 'http.content_length_header', 'http.content_length',
      'http.response.line', 'http.content_type', 'http.head_end', 'http.file_data', 'http.response_number', 'http.request_in', 'http.time',
    ]);
    expect(texts(units, 'http.file_data')).toEqual(['one\ntwo\n']);
  });

  test('the response names its request, and how long it took', () => {
    expect(texts(units, 'http.request_in')).toEqual(['4']);
    expect(texts(units, 'http.time')).toEqual(['1']);
  });

  test('what became of it', () => {
    expect(session.dialogue.outcome(session.state)).toEqual([{ key: 'object', args: { method: 'GET', target: '/lab4/a.txt', status: 200, requests: 1, objects: 1, size: 8 } }]);
  });

  test('a message whose bytes come in several packets belongs to the last of them', () => {
    const heard = hearHttp([{ C: 'GET / HT' }, { C: 'TP/1.1\r\n' }, { C: '\r\n' }, { S: 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab' }, { S: 'cd' }]);
    expect(heard.units.map((u) => u.packet)).toEqual([6, 8]);
    expect(texts(heard.units, 'http.request_in')).toEqual(['6']);
  });
});

describe('requests and responses are paired in their order (RFC 9112 §9.3.2)', () => {
  test('pipelined', () => {
    const { units } = hearHttp([get('/1'), get('/2'), { C: message(['GET /3 HTTP/1.1']) }, ok('one'), ok('two'), ok('three')]);
    expect(texts(units, 'http.request_in')).toEqual(['4', '5', '6']);
    expect(texts(units, 'http.request_number')).toEqual(['1', '2', '3']);
    expect(texts(units, 'http.response_number')).toEqual(['1', '2', '3']);
  });

  test('interim responses belong to the request of the one that follows (RFC 9110 §15.2)', () => {
    const { units } = hearHttp([get('/'), { S: message(['HTTP/1.1 103 Early Hints', 'Link: </a.css>']) }, ok('x'), get('/2'), ok('y')]);
    expect(texts(units, 'http.request_in')).toEqual(['4', '4', '7']);
  });

  test('a response before the request is complete', () => {
    const { units } = hearHttp([{ C: message(['POST / HTTP/1.1', 'Content-Length: 6'], 'abc') }, { S: message(['HTTP/1.1 413 Content Too Large', 'Content-Length: 0']) }, { C: 'def' }]);
    expect(units.map((u) => u.packet)).toEqual([5, 6]);
    expect(texts(units, 'http.request_in')).toEqual([]);
  });

  test('a second pass knows the packets with the answers', () => {
    const packets = conversation([{ C: `${'GET / HTTP/1.1\r\n\r\n'.repeat(3)}` }, ok('1'), ok('2'), get('/'), ok('3'), ok('4')], { port: 80 });
    const learn = new Links();
    hear(packets, { learn, marks: false });
    const { units } = hear(packets, { known: learn });
    expect(texts(units, 'http.response_in', 4)).toEqual(['5', '6', '8']);
    expect(texts(units, 'http.response_in', 7)).toEqual(['9']);
  });

  test('a response that answers nothing is noted; 408 needs no request (RFC 9110 §15.5.9)', () => {
    expect(notes(hearHttp([get('/'), ok('x'), ok('y')]))).toEqual(['unasked']);
    expect(notes(hearHttp([get('/'), ok('x'), { S: message(['HTTP/1.1 408 Request Timeout', 'Connection: close']) }]))).toEqual([]);
  });
});

describe('HTTP/0.9 (RFC 1945 §4.1, §6)', () => {
  test('a request without version is answered with a body alone', () => {
    const { units, bodies } = hearHttp([{ C: 'GET /old\r\n' }, { S: '<p>old' }, { S: '</p>' }]);
    expect(texts(units, 'http.request.uri')).toEqual(['/old']);
    expect(bodies).toEqual(['<p>old</p>']);
    expect(texts(units, 'http.request_in')).toEqual(['4']);
  });

  test('a server that answers with a head all the same is understood', () => {
    const { units } = hearHttp([{ C: 'GET /old\r\n' }, ok('new')]);
    expect(texts(units, 'http.response.code')).toEqual(['200']);
  });
});

describe('the connection (RFC 9112 §9.3)', () => {
  test.each([
    ['Connection: close', 'HTTP/1.1', true], ['Connection: keep-alive', 'HTTP/1.1', false], ['X: y', 'HTTP/1.0', true], ['Connection: Keep-Alive', 'HTTP/1.0', false], ['Connection: te, Close', 'HTTP/1.1', true],
  ])('after %s in %s', (field, version, isOver) => {
    const { session } = hearHttp([get('/'), { S: message([`${version} 200 OK`, 'Content-Length: 1', field], 'x') }]);
    expect(session.moves.map((m) => `${m.to} ${m.packet}`)).toEqual(isOver ? ['closing 5'] : []);
  });

  test('empty lines before a request are passed over (RFC 9112 §2.2)', () => {
    const { units } = hearHttp([{ C: message(['POST / HTTP/1.1', 'Content-Length: 1'], 'x\r\n') }, ok('y'), { C: '\r\n' }, get('/2'), ok('z')]);
    expect(texts(units, 'http.request.method')).toEqual(['POST', 'GET']);
    expect(units.filter((u) => u.marks[0]?.[0] === 'http.leading_crlf').map((u) => [u.packet, u.summary])).toEqual([[4, 'an empty line between two messages'], [6, 'an empty line between two messages']]);
  });
});

describe('what became of it', () => {
  test.each<[string, readonly Turn[], unknown]>([
    ['nothing but a head', [get('/?q=1'), { S: message(['HTTP/1.1 304 Not Modified']) }], [{ key: 'empty', args: { method: 'GET', target: '/', status: 304, requests: 1, objects: 0, size: 0 } }]],
    ['several objects', [get('/'), ok('ab'), get('/b'), ok('cd')], [{ key: 'objects', args: { method: 'GET', target: '/', status: 200, requests: 2, objects: 2, size: 4 } }]],
    ['no answer', [get('/')], [{ key: 'unanswered', args: { method: 'GET', target: '/', status: 0, requests: 1, objects: 0, size: 0 } }]],
    ['no HTTP', [{ C: 'hello\r\n' }], [{ key: 'nothing', args: {} }]],
  ])('%s', (_, turns, expected) => {
    expect(outcome(turns)).toEqual(expected);
  });

  test('requests that failed are told', () => {
    expect(outcome([get('/'), ok('x'), get('/no'), { S: message(['HTTP/1.1 404 Not Found', 'Content-Length: 0']) }, get('/bad'), { S: message(['HTTP/1.1 500 Oh', 'Content-Length: 0']) }]))
      .toMatchObject([{ key: 'exchanges' }, { key: 'failures', args: { failures: 2, method: 'GET', target: '/no', status: 404 } }]);
  });
});

describe('one side alone', () => {
  const dialogue = [get('/1'), ok('one'), { C: message(['HEAD /2 HTTP/1.1']) }, { S: message(['HTTP/1.1 200 OK', 'Content-Length: 99']) }, get('/3'), ok('three')];
  const without = (side: 'C' | 'S'): number[] => conversation(dialogue, { port: 80 }).flatMap((p, i) => ((p[29] === 10 ? 'C' : 'S') === side ? [i + 1] : []));

  test('a server: a body in whose place another response begins is taken for one that was not asked for', () => {
    const heard = hearHttp(dialogue, { lost: without('C') });
    expect(texts(heard.units, 'http.response.code')).toEqual(['200', '200', '200']);
    expect(heard.bodies).toEqual(['one', 'three']);
    expect(notes(heard)).toEqual(['client-missing', 'head-assumed']);
    expect(heard.session.dialogue.outcome(heard.session.state)).toEqual([{ key: 'responses', args: { status: 200, responses: 3, objects: 2, size: 8 } }]);
  });

  test('a client', () => {
    const heard = hearHttp(dialogue, { lost: without('S') });
    expect(texts(heard.units, 'http.request.uri')).toEqual(['/1', '/2', '/3']);
    expect(heard.session.dialogue.outcome(heard.session.state)).toMatchObject([{ key: 'all-unanswered', args: { requests: 3 } }]);
  });
});

describe('bytes that are missing', () => {
  test('of a body with a length: the next message begins where it would have', () => {
    const heard = hearHttp([get('/1'), { S: 'HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nabc' }, { S: 'defghi' }, { S: 'jkl' }, get('/2'), ok('two')], { lost: [6] });
    expect(texts(heard.units, 'http.request_in')).toEqual(['4', '7']);
    expect(heard.session.contents).toMatchObject([{ size: 6, missing: 6, isWhole: false }, { size: 3, isWhole: true }]);
    expect(heard.session.promises).toMatchObject([{ kind: 'content-length', promised: 12, seen: 6, isKept: undefined }, { isKept: true }]);
    expect(notes(heard)).toEqual(['hole']);
  });

  test('inside a chunk: the chunks after it are understood', () => {
    const heard = hearHttp([get('/1'), { S: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc' }, { S: 'def' }, { S: 'ghi\r\n2\r\njk\r\n0\r\n\r\n' }, get('/2'), ok('two')], { lost: [6] });
    expect(texts(heard.units, 'http.request_in')).toEqual(['4', '7']);
    expect(heard.session.contents).toMatchObject([{ size: 8, missing: 3 }, { size: 3 }]);
  });

  test('with the size of a chunk: the next response is found where a segment begins with it', () => {
    const heard = hearHttp([get('/1'), { S: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n' }, { S: '3\r\n' }, { S: 'def\r\n0\r\n\r\n' }, get('/2'), ok('two')], { lost: [6] });
    expect(texts(heard.units, 'http.response.code')).toEqual(['200', '200']);
    expect(texts(heard.units, 'http.request_in')).toEqual(['4', '7']);
  });

  test('with whole responses: what comes next answers the request that was made last', () => {
    const heard = hearHttp([get('/1'), ok('one'), get('/2'), ok('two'), get('/3'), ok('three')], { lost: [5, 7] });
    expect(texts(heard.units, 'http.request_in')).toEqual(['6']);
  });

  test('in a head: what there is of it is shown, and it is known which response was to it', () => {
    const exchanges = Array.from({ length: 20 }, (_, i) => [get(`/${i + 2}`), ok(String(i + 2))]).flat();
    const heard = hearHttp([{ C: 'GET /1 HTTP/1.1\r\nHost: lab.test\r\nAcc' }, { C: 'ept: */*\r\n' }, { C: 'Cookie: a=b\r\n\r\n' }, ok('one'), ...exchanges], { lost: [5] });
    expect(texts(heard.units, 'http.request.uri')).toEqual(['/1', ...exchanges.filter((_, i) => i % 2 === 0).map((_, i) => `/${i + 2}`)]);
    expect(texts(heard.units, 'http.host')[0]).toBe('lab.test');
    // Read when the gap was given up: their responses had come.
    expect(texts(heard.units, 'http.response_in').slice(0, 3)).toEqual(['6', '8', '10']);
    // Requests and responses are in step again.
    expect(texts(heard.units, 'http.request_in').at(-1)).toBe('45');
    expect(notes(heard)).toEqual(['unasked', 'hole']);
  });

  test('at the beginning: a capture that begins in the middle of a body', () => {
    const packets = conversation([{ S: 'the rest of a page' }, get('/2'), ok('two')], { port: 80, handshake: false });
    const { units, sessions } = hear(packets);
    expect(texts(units, 'http.request_in')).toEqual(['2']);
    expect(sessions[0]!.notes).toEqual([]);
  });
});

describe('what is taken for HTTP', () => {
  test.each(['GET / HTTP/1.1\r\n\r\n', 'PROPFIND /a HTTP/1.1\r\nDepth: 0\r\n\r\n', 'GET /a/very/long/path'])('%j on any port', (text) => {
    const { sessions } = hear(conversation([{ C: text }, ok('x')], { port: 31_337 }));
    expect(sessions[0]?.dialogue.name).toBe('http');
  });

  test.each(['EHLO pc\r\n', 'SSH-2.0-OpenSSH_9 Debian\r\n', 'hello world\r\n'])('%j is not', (text) => {
    const { sessions } = hear(conversation([{ C: text }], { port: 31_337 }));
    expect(sessions.map((s) => s.dialogue.name)).not.toContain('http');
  });

  test('another dialogue on port 80 is known by its look', () => {
    const { sessions } = hear(conversation([{ C: 'EHLO pc\r\n' }], { port: 80 }));
    expect(sessions.map((s) => s.dialogue.name)).toEqual(['smtp']);
  });

  test('a response that is not understood was one for a client that waited for it; a radio station may answer in its own way', () => {
    const heard = hearHttp([get('/a'), { S: 'http/1.1 200 OK\r\n\r\n' }, get('/b'), ok('x'), get('/song'), { S: 'ICY 200 OK\r\nContent-Length: 1\r\n\r\nx' }]);
    expect(texts(heard.units, 'http.response.version')).toEqual(['HTTP/1.1', 'ICY']);
    expect(texts(heard.units, 'http.request_in')).toEqual(['6', '8']);
  });

  test('bytes that are none are passed over, to the next segment that begins a message', () => {
    const heard = hearHttp([{ C: 'garbage\0\r\nGET /no HTTP/1.1\r\n\r\n' }, get('/yes'), { S: '\x01\x02' }, ok('x')]);
    expect(texts(heard.units, 'http.request.uri')).toEqual(['/yes']);
    expect(texts(heard.units, 'http.response.code')).toEqual(['200']);
    expect(notes(heard)).toEqual(['strange', 'strange']);
  });
});

test('without marks the same messages are seen', () => {
  const turns = [get('/'), ok('one'), { C: message(['POST /login HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 17'], 'user=anna&pass=pw') }, ok('two')];
  const heard = (marks: boolean): unknown => {
    const a = new Analyzer(() => undefined, { marks });
    let session: { promises: unknown; credentials: unknown; notes: unknown } | undefined;
    a.dialogues.onClose = (c) => void ([session] = c.sessions);
    conversation(turns, { port: 80 }).forEach((p, i) => a.packet(p, 0, p.length, p.length, i, 0, 1, undefined));
    a.end();
    return [session!.promises, session!.credentials, session!.notes];
  };
  expect(heard(false)).toEqual(heard(true));
});
