import { describe, expect, test } from 'vitest';
import { conversation, hear, type Turn } from '../build/dialogue.ts';

test('a client that sends all and hangs up before the first answer is read in step with the answers that come', () => {
  const turns: Turn[] = [{ S: '220 x\r\n' }, { C: 'HELO a\r\nMAIL FROM:<a@b>\r\nDATA\r\nRCPT TO:<c@d>\r\nDATA\r\nSubject: x\r\n\r\nQUIT\r\n.\r\nQUIT\r\n' }, { S: '250 ok\r\n250 ok\r\n503 no\r\n' }, { S: '250 ok\r\n354 go\r\n250 ok\r\n221 bye\r\n' }];
  const packets = conversation(turns);
  const [close] = packets.splice(-3, 1);
  const { units, sessions } = hear([...packets.slice(0, 5), close!, ...packets.slice(5)]);
  expect(units.flatMap((u) => u.marks.filter(([path]) => path === 'smtp.req.command').map(([, text]) => text))).toEqual(['HELO', 'MAIL', 'DATA', 'RCPT', 'DATA', 'QUIT']);
  expect(sessions[0]!.contents).toMatchObject([{ isWhole: true, size: 20 }]);
});

describe('a line that the snap length cuts is read as far as it was captured, and what answers it is paired', () => {
  const said = (turns: readonly Turn[], port: number, snapLength: number, path: string): (string | undefined)[] => {
    const { units } = hear(conversation(turns, { port }), {}, snapLength);
    return units.map((unit) => unit.marks.find(([name]) => name === path)?.[1]).filter((value) => value !== undefined);
  };
  /** Ethernet, IPv4 and TCP without options. */
  const HEADERS = 54;

  test('SMTP', () => {
    const turns: Turn[] = [{ S: '220 ready\r\n' }, { C: 'EHLO a-client-with-a-long-name.example\r\n' }, { S: '250 a-server-with-a-long-name.example\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' }];
    expect(said(turns, 25, HEADERS + 20, 'smtp.req.parameter')).toEqual(['a-client-with-a']);
    expect(said(turns, 25, HEADERS + 20, 'smtp.response.code')).toEqual(['220', '250', '221']);
    const several: Turn[] = [...turns.slice(0, 2), { S: '250-a-server\r\n250-SIZE 10000000\r\n250 HELP\r\n' }, ...turns.slice(3)];
    expect(said(several, 25, HEADERS + 20, 'smtp.response.code')).toEqual(['220', '250', '221']);
    expect(said(turns, 25, HEADERS + 20, 'smtp.response_to')).toEqual(said(turns, 25, 9999, 'smtp.response_to'));
  });

  test('POP3', () => {
    const turns: Turn[] = [{ S: '+OK ready\r\n' }, { C: 'USER somebody-with-a-very-long-name\r\n' }, { S: '+OK go on, and tell me your password\r\n' }, { C: 'QUIT\r\n' }, { S: '+OK\r\n' }];
    expect(said(turns, 110, HEADERS + 12, 'pop.request.parameter')).toEqual(['somebod']);
    expect(said(turns, 110, HEADERS + 12, 'pop.response.indicator')).toEqual(['+OK', '+OK', '+OK']);
  });

  test('IMAP', () => {
    const turns: Turn[] = [{ S: '* OK ready\r\n' }, { C: 'a1 LOGIN somebody-with-a-very-long-name secret\r\n' }, { S: 'a1 NO the name is not known here, and never was\r\n' }, { C: 'a2 LOGOUT\r\n' }, { S: '* BYE\r\na2 OK\r\n' }];
    expect(said(turns, 143, HEADERS + 20, 'imap.request.command')).toEqual(['LOGIN', 'LOGOUT']);
    expect(said(turns, 143, HEADERS + 20, 'imap.response.status')).toContain('NO');
  });

  test('what a cut line says of somebody who logs in does not count', () => {
    const pop: Turn[] = [{ S: '+OK\r\n' }, { C: 'USER anna\r\n' }, { S: '+OK\r\n' }, { C: 'PASS a-long-password\r\n' }, { S: '+OK\r\n' }];
    const imap: Turn[] = [{ S: '* OK\r\n' }, { C: 'a LOGIN anna a-long-password\r\n' }, { S: 'a OK\r\n' }];
    const users = (turns: readonly Turn[], port: number, snapLength: number): string[] => hear(conversation(turns, { port }), {}, snapLength).sessions.flatMap((s) => s.credentials.map((c) => c.user));
    for (const [turns, port] of [[pop, 110], [imap, 143]] as const) {
      expect(users(turns, port, 9999)).toEqual(['anna']);
      expect(users(turns, port, HEADERS + 20)).toEqual([]);
    }
    // What is missing of the user's line is half of its end.
    expect(users(pop, 110, HEADERS + 10)).toEqual([]);
    expect(said(pop, 110, HEADERS + 10, 'pop.request.parameter')).toEqual(['anna', 'a-lon']);
  });

  test('HTTP, request after request', () => {
    const turns: Turn[] = [1, 2].flatMap((n) => [{ C: `GET /a/very/long/path/${n} HTTP/1.1\r\nHost: here\r\n\r\n` }, { S: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok' }]);
    expect(said(turns, 80, HEADERS + 16, 'http.request.method')).toEqual(['GET', 'GET']);
    expect(said(turns, 80, HEADERS + 16, 'http.request.uri')).toEqual(['/a/very/long', '/a/very/long']);
    expect(said(turns, 80, HEADERS + 16, 'http.response.code')).toEqual(['200', '200']);
    // Nobody waits for the answer to a request that the cut has made look like one of HTTP/0.9.
    expect(said(turns, 80, HEADERS + 16, 'http.response.line')).toEqual(said(turns, 80, HEADERS + 17, 'http.response.line'));
    expect(said([{ C: 'POST /form HTTP/1.1\r\n\r\n' }], 80, HEADERS + 14, 'http.request.uri')).toEqual(['/form']);
    // What is no beginning of a request is not taken for one.
    expect(said([{ C: 'GET me out of here, said the princess\r\n' }], 80, HEADERS + 16, 'http.request.method')).toEqual([]);
  });
});
