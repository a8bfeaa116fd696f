import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import type { Secret } from '../../src/session/index.ts';
import { MAX_UNANSWERED } from '../../src/session/pending.ts';
import { MAX_MESSAGES, Maildrop } from '../../src/session/pop-maildrop.ts';
import { PATIENCE } from '../../src/stream/reassembler.ts';
import { conversation, hear, type Heard, type Said, type Turn } from '../build/dialogue.ts';
import { essenceOf } from '../build/laws.ts';

const talk = (turns: readonly Turn[], secrets: readonly Secret[] = []): Heard => hear(conversation(turns, { port: 110 }), { secrets });

const greeting: Turn = { S: '+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n' };
const login: Turn[] = [greeting, { C: 'USER anna\r\n' }, { S: '+OK send the password\r\n' }, { C: 'PASS Parol-1\r\n' }, { S: '+OK welcome\r\n' }];

const values = (units: readonly Said[], path: string): string[] => units.flatMap((u) => u.marks.filter(([name]) => name === path).map(([, text]) => text));
const commands = (units: readonly Said[]): string[] => values(units, 'pop.request.command');
const marksOf = (unit: Said | undefined): Record<string, string> => Object.fromEntries(unit?.marks ?? []);
const outcomes = ({ sessions }: Heard): object[] => sessions.map((s) => s.dialogue.outcome(s.state)[0]!);
const notes = ({ sessions }: Heard): string[] => sessions.flatMap((s) => s.notes.map((n) => n.key));
const moves = ({ sessions }: Heard): string[] => sessions[0]!.moves.map((m) => `${m.packet} ${m.to} ${m.why?.key}`);

describe('a session of RFC 1939 §10', () => {
  const heard = talk([
    ...login, { C: 'STAT\r\n' }, { S: '+OK 2 50\r\n' }, { C: 'LIST\r\n' }, { S: '+OK 2 messages (50 octets)\r\n1 20\r\n2 30\r\n.\r\n' },
    { C: 'RETR 1\r\n' }, { S: '+OK 20 octets\r\nSubject: a\r\n\r\n..\r\nx\r\n.\r\n' }, { C: 'DELE 1\r\n' }, { S: '+OK message 1 deleted\r\n' },
    { C: 'QUIT\r\n' }, { S: '+OK good-bye\r\n' },
  ]);
  const { units, sessions } = heard;

  test('a unit for each command, and its fields', () => {
    expect(commands(units)).toEqual(['USER', 'PASS', 'STAT', 'LIST', 'RETR', 'DELE', 'QUIT']);
    expect(marksOf(units.find((u) => u.text === 'RETR 1\r\n'))).toEqual({ 'pop.request': 'RETR 1\r\n', 'pop.request.command': 'RETR', 'pop.request.parameter': '1', 'pop.request.message': '1', 'pop.state': 'transaction' });
  });

  test('a unit for each response, with the packet of its command', () => {
    expect(marksOf(units.find((u) => u.text.startsWith('+OK 2 50')))).toEqual({
      'pop.response': '+OK 2 50\r\n', 'pop.response.indicator': '+OK', 'pop.response.description': '2 50', 'pop.maildrop.messages': '2', 'pop.maildrop.octets': '50',
      'pop.response_to': '9', 'pop.time': '1', 'pop.state': 'transaction',
    });
  });

  test('the text of the mail is that which was sent, and its length what was promised (§11)', () => {
    expect(sessions[0]!.contents).toMatchObject([{ kind: 'mail', side: 'server', about: { name: '1', isPart: false }, size: 20, isWhole: true }]);
    expect(sessions[0]!.promises.map(({ packet, ...p }) => [packet, ...Object.values(p)])).toEqual([[12, 'rows', 'LIST', 2, 2, true], [12, 'octets', 'LIST', 50, 50, true], [14, 'octets', '1', 20, 20, true]]);
  });

  test('states, and what moved the session there (§3)', () => {
    expect(moves(heard)).toEqual(['4 authorization greeting', '8 transaction logged-in', '18 update removal']);
    expect(notes(heard)).toEqual([]);
  });

  test('what became of it', () => {
    expect(outcomes(heard)).toEqual([{ key: 'visited', args: { user: 'anna', messages: 2, retrieved: 1, deleted: 1 } }]);
  });
});

describe('responses of several lines (RFC 1939 §3)', () => {
  test('rows of LIST and UIDL, in one unit with the line before them (§5, §7)', () => {
    const { units } = talk([...login, { C: 'LIST\r\n' }, { S: '+OK\r\n1 120 more\r\n2 200\r\n.\r\n' }, { C: 'UIDL\r\n' }, { S: '+OK\r\n1 whq:t/w\r\n.\r\n' }]);
    const lists = units.filter((u) => u.text.startsWith('+OK\r\n'));
    expect(lists.map((u) => u.marks.filter(([path]) => path.startsWith('pop.listing') || path === 'pop.eom'))).toEqual([
      [['pop.listing.number', '1'], ['pop.listing.octets', '120'], ['pop.listing.number', '2'], ['pop.listing.octets', '200'], ['pop.eom', 'true']],
      [['pop.listing.number', '1'], ['pop.listing.uid', 'whq:t/w'], ['pop.eom', 'true']],
    ]);
  });

  test('LIST and UIDL of one message have one line (§5, §7)', () => {
    const { units } = talk([...login, { C: 'LIST 2\r\n' }, { S: '+OK 2 200\r\n' }, { C: 'UIDL 2\r\n' }, { S: '+OK 2 whq\r\n' }, { C: 'NOOP\r\n' }, { S: '+OK\r\n' }]);
    expect([values(units, 'pop.listing.number'), values(units, 'pop.listing.octets'), values(units, 'pop.listing.uid')]).toEqual([['2', '2'], ['200'], ['whq']]);
    expect(values(units, 'pop.response_to').length).toBe(5);
  });

  test('rows that come in several packets are in the packets that hold them', () => {
    const { units } = talk([...login, { C: 'LIST\r\n' }, { S: '+OK\r\n1 120\r\n2 2' }, { S: '00\r\n3 7\r\n' }, { S: '.\r\n' }]);
    expect(units.slice(-3).map((u) => [u.packet, u.text])).toEqual([[10, '+OK\r\n1 120\r\n'], [11, '2 200\r\n3 7\r\n'], [12, '.\r\n']]);
  });

  test('capabilities and their details (RFC 2449 §5)', () => {
    const { units } = talk([greeting, { C: 'CAPA\r\n' }, { S: '+OK\r\nTOP\r\nSASL PLAIN LOGIN\r\nIMPLEMENTATION Lab POP: 1.0\r\n.\r\n' }]);
    expect(values(units, 'pop.capability')).toEqual(['TOP', 'SASL', 'IMPLEMENTATION']);
    expect(values(units, 'pop.capability.value')).toEqual(['PLAIN LOGIN', 'Lab POP: 1.0']);
  });

  test('languages, and one that is chosen (RFC 6856 §3.1)', () => {
    const { units } = talk([greeting, { C: 'LANG\r\n' }, { S: '+OK\r\nen English\r\nvi Tiếng Việt\r\n.\r\n' }, { C: 'LANG vi\r\n' }, { S: '+OK vi\r\n' }, { C: 'NOOP\r\n' }, { S: '-ERR\r\n' }]);
    expect(values(units, 'pop.language')).toEqual(['en', 'vi', 'vi']);
    expect(values(units, 'pop.response.indicator')).toEqual(['+OK', '+OK', '+OK', '-ERR']);
  });

  test('AUTH without a mechanism lists them', () => {
    const heard = talk([greeting, { C: 'AUTH\r\n' }, { S: '+OK\r\nPLAIN\r\nCRAM-MD5\r\n.\r\n' }, { C: 'NOOP\r\n' }, { S: '+OK\r\n' }]);
    expect(values(heard.units, 'pop.auth.mechanism')).toEqual(['PLAIN', 'CRAM-MD5']);
    expect(values(heard.units, 'pop.response_to')).toEqual(['5', '7']);
  });

  test.each(['LIST', 'UIDL', 'CAPA', 'LANG', 'AUTH', 'RETR 1', 'TOP 1 0'])('-ERR to %s is one line', (command) => {
    const { units } = talk([...login, { C: `${command}\r\n` }, { S: '-ERR no\r\n' }, { C: 'STAT\r\n' }, { S: '+OK 0 0\r\n' }]);
    expect(values(units, 'pop.response_to').slice(-2)).toEqual(['9', '11']);
    expect(values(units, 'pop.maildrop.messages')).toEqual(['0']);
  });

  test('a new response ends rows that have no lone dot', () => {
    const heard = talk([...login, { C: 'LIST\r\n' }, { S: '+OK\r\n1 120\r\n' }, { C: 'NOOP\r\n' }, { S: '+OK\r\n' }]);
    expect(notes(heard)).toEqual(['unended']);
    expect(values(heard.units, 'pop.response_to').at(-1)).toBe('11');
  });

  test('the answer to a command that nobody knows has as many lines as it has', () => {
    const { units } = talk([...login, { C: 'XTND BBOARDS\r\n' }, { S: '+OK\r\nsystem 2\r\n.\r\n' }, { C: 'BOGUS\r\n' }, { S: '+OK fine\r\n' }, { C: 'NOOP\r\n' }, { S: '+OK\r\n' }]);
    expect(commands(units).slice(2)).toEqual(['XTND', 'BOGUS', 'NOOP']);
    expect(values(units, 'pop.response.data')).toEqual(['system 2']);
    expect(values(units, 'pop.response_to').slice(2)).toEqual(['9', '11', '13']);
  });
});

describe('retrieved mails (RFC 1939 §5, §7)', () => {
  const contentOf = (command: string, body: string): string[] => essenceOf(conversation([...login, { C: `${command}\r\n` }, { S: `+OK\r\n${body}` }, { C: 'QUIT\r\n' }, { S: '+OK\r\n' }], { port: 110 })).contents;

  test('doubled dots are taken away, the last dot is not part of it', () => {
    expect(contentOf('RETR 1', 'Subject: x\r\n\r\n..\r\n...\r\n+OK\r\n.\r\n')).toEqual(['Subject: x\r\n\r\n.\r\n..\r\n+OK\r\n']);
  });

  test('an empty one', () => {
    expect(contentOf('RETR 1', '.\r\n')).toEqual(['']);
  });

  test('TOP retrieves a part, and promises nothing', () => {
    const { sessions } = talk([...login, { C: 'LIST 1\r\n' }, { S: '+OK 1 500\r\n' }, { C: 'TOP 1 0\r\n' }, { S: '+OK\r\nSubject: x\r\n\r\n.\r\n' }]);
    expect(sessions[0]!.contents).toMatchObject([{ about: { name: '1', isPart: true }, size: 14, isWhole: true }]);
    expect(sessions[0]!.promises).toEqual([]);
  });

  test('what LIST said is a promise where RETR itself makes none; fewer octets break it', () => {
    const { sessions } = talk([...login, { C: 'LIST 1\r\n' }, { S: '+OK 1 500\r\n' }, { C: 'RETR 1\r\n' }, { S: '+OK\r\nSubject: x\r\n\r\n.\r\n' }]);
    expect(sessions[0]!.promises).toMatchObject([{ kind: 'octets', subject: '1', promised: 500, seen: 14, isKept: false }]);
  });

  test.each([
    ['the connection is closed in the middle of it', true, false],
    ['the capture ends in the middle of it', false, undefined],
  ])('%s', (_, close, isKept) => {
    const { sessions } = hear(conversation([...login, { C: 'RETR 1\r\n' }, { S: '+OK 120 octets\r\nSubject: x\r\n' }], { port: 110, close }));
    expect(sessions[0]!.contents).toMatchObject([{ isClosed: true, isWhole: false, size: 12 }]);
    expect(sessions[0]!.promises).toMatchObject([{ promised: 120, seen: 12, isKept }]);
  });
});

describe('the mailbox (RFC 1939 §5, §6)', () => {
  const stat: Turn[] = [...login, { C: 'STAT\r\n' }, { S: '+OK 3 90\r\n' }];
  const dele = (n: number, ok = true): Turn[] => [{ C: `DELE ${n}\r\n` }, { S: ok ? '+OK\r\n' : '-ERR no such message\r\n' }];
  const quit: Turn[] = [{ C: 'QUIT\r\n' }, { S: '+OK\r\n' }];

  test('RSET takes the marks off', () => {
    expect(outcomes(talk([...stat, ...dele(1), ...dele(2), { C: 'RSET\r\n' }, { S: '+OK\r\n' }, ...dele(3), ...quit]))).toMatchObject([{ key: 'visited', args: { messages: 3, deleted: 1 } }]);
  });

  test('what the server refuses is not marked, and what is marked twice counts once', () => {
    expect(outcomes(talk([...stat, ...dele(1), ...dele(1), ...dele(4, false), ...quit]))).toMatchObject([{ args: { messages: 3, deleted: 1 } }]);
  });

  test('without QUIT nothing is removed', () => {
    expect(outcomes(talk([...stat, ...dele(1)]))).toMatchObject([{ key: 'left-open', args: { deleted: 1 } }]);
  });

  test('QUIT that could not remove all', () => {
    expect(moves(talk([...stat, ...dele(1), { C: 'QUIT\r\n' }, { S: '-ERR some deleted messages not removed\r\n' }])).at(-1)).toBe('14 update not-removed');
  });

  test('STAT and LIST leave out what is marked, and STAT is no promise any more after a mark', () => {
    const listed = (turns: readonly Turn[]): Heard => talk([...turns, { C: 'LIST\r\n' }, { S: '+OK\r\n2 30\r\n3 30\r\n.\r\n' }, ...quit]);
    expect(listed([...stat, ...dele(1)]).sessions[0]!.promises).toEqual([]);
    expect(outcomes(listed([...stat, ...dele(1)]))).toMatchObject([{ args: { messages: 3, deleted: 1 } }]);
    expect(listed(stat).sessions[0]!.promises).toMatchObject([{ kind: 'rows', promised: 3, seen: 2, isKept: false }, { kind: 'octets', promised: 90, seen: 60, isKept: false }]);
  });

  test('QUIT before anybody has logged in leads to no update (§6)', () => {
    const heard = talk([greeting, ...quit]);
    expect(moves(heard)).toEqual(['4 authorization greeting', '6 closed bye']);
    expect(outcomes(heard)).toEqual([{ key: 'nobody', args: { user: '' } }]);
  });
});

describe('who the client is', () => {
  const credentials = (turns: readonly Turn[], secrets: readonly Secret[] = []): object[] => talk([greeting, ...turns], secrets).sessions[0]!.credentials.map((c) => ({ ...c, packet: 0 }));

  test('USER and PASS (RFC 1939 §7); blanks belong to the password', () => {
    expect(credentials([{ C: 'USER anna\r\n' }, { S: '+OK\r\n' }, { C: 'PASS two words\r\n' }, { S: '+OK\r\n' }])).toEqual([{ packet: 0, scheme: 'user-pass', user: 'anna', secret: 'two words', proof: undefined, isAccepted: true }]);
    const refused: Turn[] = [{ C: 'USER anna\r\nPASS no\r\n' }, { S: '+OK\r\n-ERR [AUTH] no\r\n' }];
    expect(credentials(refused)).toMatchObject([{ secret: 'no', isAccepted: false }]);
    expect(outcomes(talk([greeting, ...refused]))).toEqual([{ key: 'refused', args: { user: 'anna' } }]);
  });

  test('a password whose answer is not in the capture', () => {
    expect(credentials([{ C: 'USER anna\r\n' }, { S: '+OK\r\n' }, { C: 'PASS Parol-1\r\n' }])).toMatchObject([{ secret: 'Parol-1', isAccepted: undefined }]);
  });

  const apop: Turn[] = [{ C: 'APOP mrose c4c9334bac560ecc979e58001b3e22fb\r\n' }, { S: '+OK maildrop has 1 message (369 octets)\r\n' }];

  test('APOP: the example of RFC 1939 §7 is verified, and its working shown', () => {
    expect(credentials(apop, [{ secret: 'tanstaaf' }])).toEqual([{
      packet: 0, scheme: 'apop', user: 'mrose', secret: '', isAccepted: true,
      proof: {
        challenge: '<1896.697170952@dbc.mtview.ca.us>', answer: 'c4c9334bac560ecc979e58001b3e22fb', isVerified: true,
        working: 'MD5(<1896.697170952@dbc.mtview.ca.us>tanstaaf) = c4c9334bac560ecc979e58001b3e22fb',
      },
    }]);
  });

  test('APOP with another secret, with that of another user, and with none', () => {
    expect(credentials(apop, [{ secret: 'other' }])).toMatchObject([{ proof: { isVerified: false } }]);
    expect(credentials(apop, [{ user: 'anna', secret: 'tanstaaf' }])).toMatchObject([{ proof: { isVerified: undefined, working: '' } }]);
    expect(credentials(apop)).toMatchObject([{ proof: { isVerified: undefined, working: '' } }]);
  });

  test('APOP: name, digest and timestamp are fields', () => {
    const { units } = talk([greeting, ...apop]);
    expect([values(units, 'pop.timestamp'), values(units, 'pop.auth.username'), values(units, 'pop.auth.digest')]).toEqual([['<1896.697170952@dbc.mtview.ca.us>'], ['mrose'], ['c4c9334bac560ecc979e58001b3e22fb']]);
  });

  test('AUTH PLAIN with and without an initial response (RFC 5034 §4)', () => {
    const anna = { scheme: 'plain', user: 'anna', secret: 'Parol-1', isAccepted: true };
    expect(credentials([{ C: 'AUTH PLAIN AGFubmEAUGFyb2wtMQ==\r\n' }, { S: '+OK\r\n' }])).toMatchObject([anna]);
    expect(credentials([{ C: 'AUTH PLAIN\r\n' }, { S: '+ \r\n' }, { C: 'AGFubmEAUGFyb2wtMQ==\r\n' }, { S: '+OK\r\n' }])).toMatchObject([anna]);
  });

  test('AUTH LOGIN in two steps', () => {
    const turns: Turn[] = [{ C: 'AUTH LOGIN\r\n' }, { S: '+ VXNlcm5hbWU6\r\n' }, { C: 'YW5uYQ==\r\n' }, { S: '+ UGFzc3dvcmQ6\r\n' }, { C: 'UGFyb2wtMQ==\r\n' }, { S: '+OK\r\n' }];
    const { units, sessions } = talk([greeting, ...turns]);
    expect(sessions[0]!.credentials).toMatchObject([{ scheme: 'login', user: 'anna', secret: 'Parol-1', isAccepted: true }]);
    expect([commands(units), values(units, 'pop.auth.challenge'), values(units, 'pop.request.data')]).toEqual([['AUTH'], ['Username:', 'Password:'], ['YW5uYQ==', 'UGFyb2wtMQ==']]);
    expect(values(units, 'pop.response_to')).toEqual(['5', '7', '9']);
  });

  test('AUTH XOAUTH2', () => {
    expect(credentials([{ C: 'AUTH XOAUTH2 dXNlcj1hbm5hQGxhYi50ZXN0AWF1dGg9QmVhcmVyIHRva2VuAQE=\r\n' }, { S: '+OK\r\n' }])).toMatchObject([{ scheme: 'xoauth2', user: 'anna@lab.test', secret: 'token' }]);
  });

  test('AUTH CRAM-MD5: the example of RFC 2195 §2', () => {
    expect(credentials([
      { C: 'AUTH CRAM-MD5\r\n' }, { S: '+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n' }, { C: 'dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n' }, { S: '+OK\r\n' },
    ], [{ secret: 'tanstaaftanstaaf' }])).toMatchObject([{ scheme: 'cram-md5', user: 'tim', proof: { isVerified: true } }]);
  });

  test('AUTH NTLM in two steps', () => {
    const { units, sessions } = talk([greeting, { C: 'AUTH NTLM\r\n' }, { S: '+\r\n' }, { C: 'TlRMTVNTUAABAAAABzIAAA==\r\n' }, { S: '+ TlRMTVNTUAACAAAA\r\n' }, { C: 'TlRMTVNTUAADAAAA\r\n' }, { S: '-ERR no\r\n' }, { C: 'QUIT\r\n' }]);
    expect(commands(units)).toEqual(['AUTH', 'QUIT']);
    expect(sessions[0]!.at).toBe('authorization');
  });

  test.each([
    ['refused at once', [{ C: 'AUTH GSSAPI\r\n' }, { S: '-ERR no\r\n' }]],
    ['refused after a step', [{ C: 'AUTH PLAIN\r\n' }, { S: '+ \r\n' }, { C: 'AGFubmEAbm8=\r\n' }, { S: '-ERR no\r\n' }]],
    ['given up with a star', [{ C: 'AUTH LOGIN\r\n' }, { S: '+ VXNlcm5hbWU6\r\n' }, { C: '*\r\n' }, { S: '-ERR given up\r\n' }]],
    ['followed by commands without waiting', [{ C: 'AUTH GSSAPI\r\nCAPA\r\n' }, { S: '-ERR no\r\n+OK\r\nTOP\r\n.\r\n' }]],
  ] as [string, Turn[]][])('an authentication that is %s leaves the dialogue in step', (_, turns) => {
    const { units } = talk([greeting, ...turns, { C: 'STAT\r\n' }, { S: '-ERR log in\r\n' }]);
    expect(marksOf(units.at(-1))).toMatchObject({ 'pop.response.description': 'log in', 'pop.response_to': String(units.at(-2)!.packet) });
    expect(commands(units).at(-1)).toBe('STAT');
  });

  test('passwords are secrets, and nothing else is', () => {
    const { units } = talk([greeting, { C: 'USER anna\r\n' }, { S: '+OK\r\n' }, { C: 'PASS Parol-1\r\n' }, { S: '-ERR\r\n' }, { C: 'AUTH PLAIN AGFubmEAUGFyb2wtMQ==\r\n' }, { S: '+OK\r\n' }]);
    expect(units.flatMap((u) => u.concealed)).toEqual(['Parol-1', 'AGFubmEAUGFyb2wtMQ==']);
  });
});

describe('what breaks the rules is noted', () => {
  test('a command out of place (RFC 1939 §3), if the server refuses it', () => {
    expect(notes(talk([greeting, { C: 'STAT\r\n' }, { S: '-ERR log in\r\n' }]))).toEqual(['order']);
    expect(notes(talk([...login, { C: 'USER oleg\r\n' }, { S: '-ERR you are in\r\n' }]))).toEqual(['order']);
  });

  test.each(['CAPA', 'LANG', 'QUIT'])('%s has its place in both states', (command) => {
    expect(notes(talk([greeting, { C: `${command}\r\n` }, { S: '-ERR no\r\n' }]))).toEqual([]);
    expect(notes(talk([...login, { C: `${command}\r\n` }, { S: '-ERR no\r\n' }]))).toEqual([]);
  });

  test('a response that nobody asked for', () => {
    const { sessions } = talk([...login, { S: '-ERR too slow\r\n' }]);
    expect(sessions[0]!.notes).toEqual([{ packet: 9, side: 'server', key: 'unasked', args: { words: 'too slow' } }]);
  });

  test('lines that are none of a response answer nothing', () => {
    const heard = talk([...login, { C: 'STAT\r\n' }, { S: 'what\r\n+ is this\r\n' }, { S: '+OK 1 236\r\n' }]);
    expect(notes(heard)).toEqual(['astray']);
    expect(marksOf(heard.units.at(-1))).toMatchObject({ 'pop.maildrop.messages': '1', 'pop.response_to': '9' });
    expect(values(heard.units, 'pop.response.data')).toEqual(['what', '+ is this']);
  });

  test.each([
    ['-ERR: no such message\r\n', '-ERR:', 'no such message'],
    ['-ERROR\r\n', '-ERROR', undefined],
    ['+OK\tdone\r\n', '+OK\tdone', undefined],
  ])('%j: what follows the indicator without a blank is a part of it, and the command has its answer', (said, indicator, description) => {
    const heard = talk([...login, { C: 'DELE 9\r\n' }, { S: said }, { C: 'STAT\r\n' }, { S: '+OK 1 236\r\n' }]);
    const [answer, last] = heard.units.filter((u) => u.side === 'server').slice(-2).map(marksOf);
    expect(answer).toMatchObject({ 'pop.response.indicator': indicator, 'pop.response_to': '9' });
    expect(answer!['pop.response.description']).toBe(description);
    expect(last).toMatchObject({ 'pop.maildrop.messages': '1' });
    expect(notes(heard)).toEqual([]);
  });

  test('commands after STLS before its response', () => {
    expect(notes(talk([greeting, { C: 'STLS\r\nCAPA\r\n' }, { S: '+OK\r\n' }]))).toEqual(['injection']);
  });
});

describe('response codes (RFC 2449 §8)', () => {
  test.each([
    ['-ERR [IN-USE] taken', 'IN-USE'],
    ['-ERR [SYS/TEMP] later', 'SYS/TEMP'],
    ['+OK [UTF8] fine', 'UTF8'],
    ['-ERR [', undefined],
    ['-ERR [no code] x', undefined],
    ['-ERR no [AUTH]', undefined],
  ])('%s', (line, code) => {
    const { units } = talk([...login, { C: 'NOOP\r\n' }, { S: `${line}\r\n` }]);
    expect(marksOf(units.at(-1))['pop.response.code']).toBe(code);
  });

  test('those of the standards are explained', () => {
    const { fields } = talk([greeting]).sessions[0]!.dialogue;
    const explained = (path: string, words: readonly string[]): boolean => words.every((word) => fields.find((f) => f.path === path)!.vocabulary!.of(word) !== undefined);
    expect(explained('pop.response.code', ['IN-USE', 'LOGIN-DELAY', 'AUTH', 'SYS/TEMP', 'SYS/PERM', 'UTF8'])).toBe(true);
    expect(explained('pop.capability', ['TOP', 'USER', 'SASL', 'RESP-CODES', 'LOGIN-DELAY', 'PIPELINING', 'EXPIRE', 'UIDL', 'IMPLEMENTATION', 'STLS', 'AUTH-RESP-CODE', 'UTF8', 'LANG'])).toBe(true);
    expect(explained('pop.request.command', 'USER PASS APOP AUTH CAPA STLS STAT LIST RETR DELE NOOP RSET TOP UIDL LAST QUIT UTF8 LANG XSENDER'.split(' '))).toBe(true);
  });
});

describe('pipelining (RFC 2449 §6.6)', () => {
  test('many commands in one packet, many responses in another', () => {
    const { units } = talk([...login, { C: 'STAT\r\nRETR 1\r\nRETR 9\r\nDELE 1\r\nUIDL\r\n' }, { S: '+OK 1 14\r\n+OK\r\nSubject: x\r\n\r\n.\r\n-ERR none\r\n+OK\r\n+OK\r\n.\r\n' }, { C: 'QUIT\r\n' }, { S: '+OK bye\r\n' }]);
    expect(values(units, 'pop.response_to')).toEqual(['5', '7', '9', '9', '9', '9', '9', '11']);
  });

  test('what was sent together with STLS or AUTH is in the packet in which it was sent', () => {
    const { units } = talk([greeting, { C: 'AUTH GSSAPI\r\nNOOP\r\n' }, { S: '-ERR no\r\n' }, { S: '-ERR no\r\n' }]);
    expect([values(units, 'pop.response_to'), values(units, 'pop.time')]).toEqual([['5', '5'], ['1', '2']]);
  });
});

test('where the server is missing, the client shows by its next bytes whether STLS was granted', () => {
  const asked: Turn[] = [{ C: 'CAPA\r\n' }, { C: 'STLS\r\n' }];
  const alone = (next: Turn): Heard => hear(conversation([...asked, next], { port: 110 }).filter((p) => p[29] === 10));
  expect(commands(alone({ C: 'STAT\r\n' }).units)).toEqual(['CAPA', 'STLS', 'STAT']);
  expect(alone({ C: Uint8Array.of(0x16, 3, 1, 0, 1, 1) }).sessions.map((s) => s.dialogue.name)).toEqual(['pop', 'tls']);
});

test('STLS hands the stream to TLS, and a refused one does not (RFC 2595 §4)', () => {
  const heard = talk([greeting, { C: 'STLS\r\n' }, { S: '+OK go\r\n' }, { C: Uint8Array.of(0x16, 3, 1, 0, 1, 1) }]);
  expect(heard.sessions.map((s) => s.dialogue.name)).toEqual(['pop', 'tls']);
  expect(outcomes(heard)[0]).toEqual({ key: 'encrypted', args: {} });
  expect(commands(talk([greeting, { C: 'STLS\r\n' }, { S: '-ERR no\r\n' }, { C: 'NOOP\r\n' }, { S: '-ERR\r\n' }]).units)).toEqual(['STLS', 'NOOP']);
});

describe('one side alone', () => {
  const turns: Turn[] = [
    ...login, { C: 'LIST\r\n' }, { S: '+OK 2 messages\r\n1 14\r\n2 16\r\n.\r\n' }, { C: 'RETR 1\r\n' }, { S: '+OK 14 octets\r\nSubject: x\r\n\r\n.\r\n' },
    { C: 'RETR 2\r\n' }, { S: '+OK\r\nSubject: two\r\n\r\n.\r\n' }, { C: 'STAT\r\n' }, { S: '+OK 2 30\r\n' }, { C: 'QUIT\r\n' }, { S: '+OK bye\r\n' },
  ];
  const only = (side: number): Heard => hear(conversation(turns, { port: 110 }).filter((p) => p[29] === side));

  test('the client: every command counts as carried out', () => {
    const heard = only(10);
    expect(commands(heard.units)).toEqual(['USER', 'PASS', 'LIST', 'RETR', 'RETR', 'STAT', 'QUIT']);
    expect([notes(heard), heard.sessions[0]!.at]).toEqual([['assumed'], 'update']);
    expect(outcomes(heard)).toEqual([{ key: 'visited', args: { user: 'anna', messages: '?', retrieved: 2, deleted: 0 } }]);
    expect(heard.sessions[0]!.credentials).toMatchObject([{ user: 'anna', isAccepted: undefined }]);
  });

  test('the client: an authentication has as many steps as its mechanism', () => {
    const auth = conversation([greeting, { C: 'AUTH LOGIN\r\n' }, { C: 'YW5uYQ==\r\n' }, { C: 'UGFyb2wtMQ==\r\n' }, { C: 'STAT\r\n' }], { port: 110 });
    expect(commands(hear(auth.filter((p) => p[29] === 10)).units)).toEqual(['AUTH', 'STAT']);
  });

  test('the client, from the middle of a session: a command is taken as carried out when the next one comes', () => {
    const packets = conversation([{ C: 'NOOP\r\nAUTH LOGIN\r\n' }, { C: 'YW5uYQ==\r\n' }, { C: 'UGFyb2wtMQ==\r\n' }, { C: 'DELE 1\r\n' }, { C: 'QUIT\r\n' }], { port: 110, handshake: false });
    const heard = hear(packets.filter((p) => p[29] === 10));
    expect([commands(heard.units), notes(heard)]).toEqual([['NOOP', 'AUTH', 'DELE', 'QUIT'], ['assumed']]);
    expect(heard.sessions[0]!.credentials).toMatchObject([{ user: 'anna', secret: 'Parol-1' }]);
    expect(outcomes(heard)).toMatchObject([{ key: 'left-open', args: { user: 'anna', deleted: 1 } }]);
  });

  test('the server: mails and rows are told by their look', () => {
    const heard = only(2);
    expect([notes(heard), heard.sessions[0]!.at]).toEqual([['client-missing'], 'transaction']);
    expect(heard.sessions[0]!.contents).toMatchObject([{ size: 14, isWhole: true }, { size: 16, isWhole: true }]);
    expect(values(heard.units, 'pop.listing.octets')).toEqual(['14', '16']);
    expect(heard.units.at(-1)!.text).toBe('+OK bye\r\n');
    expect(outcomes(heard)).toEqual([{ key: 'left-open', args: { user: '?', messages: 2, retrieved: 2, deleted: 0 } }]);
  });

  test('the server: a capability list, an empty list, and text', () => {
    const { units } = hear(conversation([greeting, { S: '+OK\r\nTOP\r\nSASL PLAIN\r\n.\r\n' }, { S: '+OK\r\n.\r\n' }, { S: '+OK\r\nsome text, any\r\n.\r\n' }, { S: '-ERR x\r\n' }], { port: 110 }).filter((p) => p[29] === 2));
    expect([values(units, 'pop.capability'), values(units, 'pop.eom').length, values(units, 'pop.response.indicator').at(-1)]).toEqual([['TOP', 'SASL'], 3, '-ERR']);
  });
});

describe('a capture that begins in the middle, or has holes', () => {
  const middle = (turns: readonly Turn[]): Heard => hear(conversation(turns, { port: 110, handshake: false }));

  test('the first line is an answer where a command came before it, and a greeting where it looks like one', () => {
    expect(values(middle([{ C: 'STAT\r\n' }, { S: '+OK 1 2\r\n' }]).units, 'pop.maildrop.messages')).toEqual(['1']);
    expect(middle([{ S: '+OK POP3 ready\r\n' }, { C: 'USER a\r\n' }, { S: '+OK\r\n' }]).sessions[0]!.moves[0]!.to).toBe('authorization');
  });

  test('where the greeting is missing, the first line is an answer; but a client may also speak before it', () => {
    const { units } = talk([{ C: 'CAPA\r\n' }, { S: '+OK list follows\r\nTOP\r\n.\r\n' }, { C: 'STAT\r\n' }, { S: '-ERR\r\n' }]);
    expect([values(units, 'pop.capability'), values(units, 'pop.response_to')]).toEqual([['TOP'], ['4', '6']]);
    const early = talk([{ C: 'CAPA\r\n' }, { S: '+OK POP3 ready\r\n' }, { S: '+OK\r\nTOP\r\n.\r\n' }]);
    expect([values(early.units, 'pop.capability'), values(early.units, 'pop.response_to')]).toEqual([['TOP'], ['4']]);
  });

  test('a command that is carried out shows the state', () => {
    expect(moves(middle([{ S: '-ERR no\r\n' }, { C: 'STAT\r\n' }, { S: '+OK 1 2\r\n' }]))).toEqual(['3 transaction at-work']);
    expect(moves(middle([{ S: '-ERR no\r\n' }, { C: 'STAT\r\n' }, { S: '-ERR\r\n' }]))).toEqual([]);
  });

  /** As many as it takes until a gap counts as lost. */
  const noops: Turn[] = Array.from({ length: PATIENCE }, () => [{ C: 'NOOP\r\n' }, { S: '+OK\r\n' }]).flat();
  const turns: Turn[] = [
    ...login, { C: 'RETR 1\r\n' }, { S: '+OK 40 octets\r\nSubject: x\r\n\r\n' }, { S: '0123456789ab\r\n' }, { S: '0123456789\r\n.\r\n' }, { C: 'DELE 1\r\n' }, { S: '+OK gone\r\n' },
    { C: 'LIST\r\n' }, { S: '+OK\r\n2 30\r\n' }, { S: '3 40\r\n' }, { S: '.\r\n' }, ...noops,
  ];
  /** The packets without those that hold turns `from`..`to`. */
  const without = (from: number, to = from + 1): Heard => hear(conversation(turns, { port: 110 }).filter((_, i) => i < 3 + from || i >= 3 + to));

  /** The packets with the last response and with the command that it is said to answer. */
  const lastPair = ({ units }: Heard): number[] => units.filter((u) => u.side === 'server').slice(-1).map((u) => u.packet - Number(marksOf(u)['pop.response_to']));

  test('a hole in a mail is counted, and the mail goes on to its dot', () => {
    const heard = without(7);
    expect(heard.sessions[0]!.contents).toMatchObject([{ size: 26, missing: 14, isWhole: false }]);
    expect(heard.sessions[0]!.promises).toMatchObject([{ promised: 40, isKept: undefined }]);
    expect(commands(heard.units).slice(0, 5)).toEqual(['USER', 'PASS', 'RETR', 'DELE', 'LIST']);
  });

  test('a hole that is longer than the rest of the mail swallowed its end', () => {
    const heard = without(7, 11);
    expect(heard.sessions[0]!.contents).toMatchObject([{ size: 14, missing: 26, isWhole: false }]);
    expect(values(heard.units, 'pop.listing.number')).toEqual(['2', '3']);
  });

  test.each(turns.map((turn, i) => [i, 'C' in turn ? turn.C : turn.S] as const).slice(0, -noops.length))('without turn %i (%j), the last command and its response are together again', (i) => {
    expect(lastPair(without(i))).toEqual([1]);
  });
});

describe('recognition on other ports', () => {
  const named = (turns: readonly Turn[]): string[] => hear(conversation(turns, { port: 8110 })).sessions.map((s) => s.dialogue.name);

  test.each([
    [[{ S: '+OK POP3 ready\r\n' }], ['pop']],
    [[{ S: '+OK <1.2@lab>\r\n' }], ['pop']],
    [[{ C: 'UIDL\r\n' }], ['pop']],
    [[{ C: 'RETR 4\r\n' }], ['pop']],
    [[{ S: '+OK\r\n' }], []],
    [[{ C: 'USER anna\r\n' }], []],
    [[{ S: '-ERR unknown command\r\n' }], []],
  ] as [Turn[], string[]][])('%j', (turns, names) => {
    expect(named(turns)).toEqual(names);
  });
});

describe('hostile values', () => {
  test('numbers that are none, or too big, are not marked as numbers', () => {
    const { units, sessions } = talk([...login, { C: 'RETR -1\r\n' }, { S: '-ERR\r\n' }, { C: 'STAT\r\n' }, { S: '+OK 99999999999999999999 1\r\n' }, { C: 'LIST\r\n' }, { S: '+OK\r\nx y\r\n-1 -2\r\n1e9 1\r\n.\r\n' }]);
    expect(values(units, 'pop.request.message').concat(values(units, 'pop.maildrop.messages'), values(units, 'pop.listing.number'))).toEqual([]);
    expect(sessions[0]!.promises).toEqual([]);
  });

  test('a row of a great many blanks is read as fast as any other', () => {
    const start = performance.now();
    const { units } = talk([greeting, { C: 'CAPA\r\n' }, { S: `+OK\r\nX${' '.repeat(60_000)}\r \r\n.\r\n` }]);
    expect(values(units, 'pop.eom').length).toBe(1);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('no more commands wait for an answer than are believed', () => {
    const heard = talk([...login, { C: 'NOOP\r\n'.repeat(MAX_UNANSWERED + 5) }]);
    expect(heard.sessions[0]!.notes.filter((n) => n.key === 'answer-lost').length).toBe(5);
  });

  test('no more messages are kept account of than there is room for', () => {
    const drop = new Maildrop();
    for (let n = 1; n <= MAX_MESSAGES + 10; n++) drop.delete(n);
    expect(drop.deleted).toBe(MAX_MESSAGES);
  });

  test('whatever is said, nothing throws, and every mark lies in its unit', () => {
    const words = fc.constantFrom('+OK', '-ERR', '+', ' ', '.', '\r\n', '\n', 'AUTH', 'PLAIN', 'RETR', 'TOP', 'LIST', 'UIDL', 'CAPA', 'APOP', 'STAT', '1', '2', 'x: y', '<a@b>', '[AUTH]', 'QUIT', '\u0000', 'я', '*', '=', 'YQ==');
    const text = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(''));
    const turn = fc.oneof(text.map((C): Turn => ({ C })), text.map((S): Turn => ({ S })), fc.uint8Array({ maxLength: 40 }).map((S): Turn => ({ S })));
    fc.assert(fc.property(fc.array(turn, { maxLength: 30 }), (turns) => {
      let units = 0;
      const packets = conversation([greeting, ...turns], { port: 110 });
      const a: Analyzer = new Analyzer(() => {
        for (const unit of a.units) {
          units++;
          for (const mark of unit.marks) expect(unit.from <= mark.from && mark.from <= mark.to && mark.to <= unit.to).toBe(true);
        }
      }, { marks: true });
      packets.forEach((p, i) => a.packet(p, 0, p.length, p.length, i, 0, 1, undefined));
      a.end();
      expect(units).toBeGreaterThan(0);
    }), { numRuns: 300 });
  });
});
