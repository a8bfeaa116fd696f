import { describe, expect, test } from 'vitest';
import { utf8 } from '../build/bytes.ts';
import { conversation, hear, type Turn } from '../build/dialogue.ts';
import { get, hearHttp, message, notes, ok, texts } from '../build/http.ts';
import { clientHello, record } from '../build/tls.ts';

const hello = record(22, clientHello([]));

const connect = (target = 'mail.lab.test:25'): Turn => ({ C: message([`CONNECT ${target} HTTP/1.1`, `Host: ${target}`]) });
const established: Turn = { S: message(['HTTP/1.1 200 Connection established', 'Content-Length: 9']) };
const upgrade = (protocol: string): Turn => get('/chat', 'Connection: Upgrade', `Upgrade: ${protocol}`);
const switching = (protocol: string): Turn => ({ S: message(['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', `Upgrade: ${protocol}`]) });
const dialogues = (turns: readonly Turn[], port = 3128): string[] => hear(conversation(turns, { port })).sessions.map((s) => s.dialogue.name);

describe('CONNECT (RFC 9110 §9.3.6)', () => {
  test('what follows is spoken with the target: known by its port', () => {
    const { sessions, units } = hear(conversation([connect(), established, { S: '220 mail.lab.test\r\n' }, { C: 'EHLO pc\r\n' }, { S: '250 ok\r\n' }], { port: 3128 }));
    expect(sessions.map((s) => [s.dialogue.name, s.recognised.how])).toEqual([['http', 'port'], ['smtp', 'handover']]);
    expect(sessions[0]!.moves).toMatchObject([{ to: 'tunnel', packet: 5, why: { key: 'tunnel', args: { target: 'mail.lab.test:25' } } }]);
    expect(texts(units, 'smtp.req.command')).toEqual(['EHLO']);
  });

  test('or by its look', () => {
    expect(dialogues([connect('lab.test:9999'), established, { C: hello }])).toEqual(['http', 'tls']);
    expect(dialogues([connect('lab.test:443'), established, { C: 'GET / HTTP/1.1\r\n\r\n' }, ok('x')])).toEqual(['http', 'http']);
  });

  test('the server may speak first, and few bytes are waited for until more come', () => {
    expect(dialogues([connect('lab.test:9999'), established, { S: '220 mail' }, { S: '.lab.test ESMTP\r\n' }, { C: 'QUIT\r\n' }])).toEqual(['http', 'smtp']);
  });

  test('or it is passed over as it is', () => {
    const { sessions, units } = hear(conversation([connect('lab.test:9999'), established, { C: '\0\x01\x02' }, { S: 'HTTP/1.1 200 OK\r\n\r\n'.replace('HTTP', 'HTCP') }], { port: 3128 }));
    expect(sessions.map((s) => s.dialogue.name)).toEqual(['http', 'tunnel']);
    expect(sessions[1]!.dialogue.outcome(sessions[1]!.state)).toEqual([{ key: 'bytes', args: { client: 3, server: 19 } }]);
    expect(units.at(-1)).toMatchObject({ protocol: 'tunnel', bulk: true });
  });

  test('a tunnel in which nothing is said is no session', () => {
    expect(dialogues([connect(), established])).toEqual(['http']);
  });

  test('a refusal leaves everything as it was', () => {
    const heard = hearHttp([connect(), { S: message(['HTTP/1.1 403 Forbidden', 'Content-Length: 2'], 'no') }, get('/'), ok('x')], { port: 3128 });
    expect(texts(heard.units, 'http.request.method')).toEqual(['CONNECT', 'GET']);
    expect(heard.bodies).toEqual(['no', 'x']);
  });

  test('bytes after the request wait for the answer', () => {
    expect(dialogues([connect('lab.test:9999'), { C: 'EHLO pc.lab.test\r\n' }, established])).toEqual(['http', 'smtp']);
  });

  test('with the answer missing, what comes next tells', () => {
    const without = (turns: readonly Turn[]): string[] => hear(conversation(turns, { port: 3128 }).filter((p) => p[29] === 10)).sessions.map((s) => s.dialogue.name);
    expect(without([connect('lab.test:9999'), established, { C: hello }])).toEqual(['http', 'tls']);
    expect(without([connect(), established, get('/')])).toEqual(['http']);
  });

  test('a hole does not undo it', () => {
    const packets = conversation([connect('lab.test:9999'), established, { C: 'EHLO pc.lab.test\r\n' }, { C: 'NOOP\r\n' }, { C: 'QUIT\r\n' }], { port: 3128 });
    expect(hear(packets.filter((_, i) => i !== 5)).sessions.map((s) => s.dialogue.name)).toEqual(['http', 'tunnel']);
  });
});

describe('Upgrade (RFC 9110 §7.8)', () => {
  test.each([['websocket', 'websocket'], ['WebSocket', 'websocket'], ['h2c', 'http2'], ['tcp', 'tunnel']])('to %s', (protocol, name) => {
    expect(dialogues([upgrade(protocol), switching(protocol), { C: '\x82\x01x' }, { S: '\x82\x01y' }], 80)).toEqual(['http', name]);
  });

  test('to TLS (RFC 2817)', () => {
    expect(dialogues([upgrade('TLS/1.0'), switching('TLS/1.0'), { C: hello }], 80)).toEqual(['http', 'tls']);
  });

  test('an offer that is not taken up', () => {
    const heard = hearHttp([upgrade('h2c'), ok('x'), get('/'), ok('y')]);
    expect(heard.sessions).toHaveLength(1);
    expect(texts(heard.units, 'http.request_in')).toEqual(['4', '6']);
  });

  test('without its server', () => {
    const { sessions } = hear(conversation([upgrade('websocket'), switching('websocket'), { C: '\x82\x01x' }], { port: 80 }).filter((p) => p[29] === 10));
    expect(sessions.map((s) => s.dialogue.name)).toEqual(['http', 'websocket']);
    expect(sessions[0]!.notes.map((n) => n.key)).toEqual(['handover-assumed']);
  });
});

describe('HTTP/2 without a request for it (RFC 9113 §3.4)', () => {
  const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

  test('is known by its preface', () => {
    expect(dialogues([{ C: preface }, { S: '\0\0\0\x04' }], 80)).toEqual(['http2']);
  });

  test('where nothing is probed, HTTP hands over to it', () => {
    const { sessions, units } = hear(conversation([{ C: preface }, { S: '\0\0\0\x04' }], { port: 80 }), { probe: false });
    expect(sessions.map((s) => s.dialogue.name)).toEqual(['http2']);
    expect(units.map((u) => [u.protocol, u.side])).toEqual([['http2', 'client'], ['http2', 'server']]);
  });
});

test('a tunnel over a tunnel', () => {
  const heard = hearHttp([connect('proxy.lab.test:8080'), established, connect('lab.test:25'), established, { S: '220 hello\r\n' }], { port: 3128 });
  expect(heard.sessions.map((s) => s.dialogue.name)).toEqual(['http', 'http', 'smtp']);
  expect(notes(heard)).toEqual([]);
});

test('bytes are not text: nothing in them is looked for', () => {
  const { units } = hear(conversation([upgrade('websocket'), switching('websocket'), { C: utf8('GET / HTTP/1.1\r\n\r\n') }], { port: 80 }));
  expect(texts(units, 'http.request.uri')).toEqual(['/chat']);
});
