import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Links } from '../../src/analysis/links.ts';
import { conversation, hear, type Turn } from '../build/dialogue.ts';
import { greeted, hearImap, heardOf, loggedIn, selected } from '../build/imap.ts';
import { essenceOf } from '../build/laws.ts';

const notes = (turns: readonly Turn[]): string[] => hearImap(turns).session.notes.map((n) => n.key);
const moves = (turns: readonly Turn[]): string[] => hearImap(turns).session.moves.map((m) => `${m.from} → ${m.to}: ${m.why?.key}`);

describe('commands and responses (RFC 3501 §2.2)', () => {
  const heard = hearImap([
    ...greeted, { C: 'a1 LOGIN anna "Par\\"ol-1"\r\n' }, { S: 'a1 OK [CAPABILITY IMAP4rev1] Logged in\r\n' }, { C: 'a2 SELECT "Sent Items"\r\na3 UID fetch 1 FLAGS\r\n' },
    { S: '* 3 EXISTS\r\na2 OK [READ-WRITE] SELECT completed\r\na3 NO nothing\r\n' },
  ]);

  test('a command has tag, word and arguments, each in its place', () => {
    expect(heard.marks('client', 'request')).toEqual([
      'request=a1 LOGIN anna "Par\\"ol-1"', 'request_tag=a1', 'request.command=LOGIN', 'request.username=anna', 'request.password=Par"ol-1',
      'request=a2 SELECT "Sent Items"', 'request_tag=a2', 'request.command=SELECT', 'request.folder="Sent Items"',
      'request=a3 UID fetch 1 FLAGS', 'request_tag=a3', 'request.command.uid=true', 'request.command=fetch',
    ]);
    expect(heard.marks('client', 'mailbox', 'user', 'sequence', 'fetch')).toEqual(['user=anna', 'mailbox=Sent Items', 'sequence_set=1', 'fetch.item=FLAGS']);
  });

  test('a completion has tag, status, code and text; the command is found behind the code, or by the tag (§7.1)', () => {
    expect(heard.marks('server', 'response')).toEqual(expect.arrayContaining(['response_tag=a2', 'response.status=OK', 'response.code=READ-WRITE', 'response.text=SELECT completed', 'response.command=SELECT']));
    expect(heard.marks('server', 'response.command')).toEqual(['response.command=LOGIN', 'response.command=SELECT', 'response.command=FETCH']);
    expect(heard.marks('server', 'response.status')).toEqual(['response.status=OK', 'response.status=OK', 'response.status=NO']);
  });

  test('what is untagged is no completion (§2.2.2)', () => {
    expect(heard.marks('server', 'untagged')).toEqual(['untagged=* OK ready', 'untagged.name=OK', 'untagged=* 3 EXISTS', 'untagged.name=EXISTS']);
    expect(heard.marks('server', 'response_tag')).toEqual(['response_tag=a1', 'response_tag=a2', 'response_tag=a3']);
    expect(heard.marks('server', 'exists')).toEqual(['exists=3']);
  });

  test('each completion knows the packet of its command, and the time that passed', () => {
    expect(heard.marks('server', 'response_to', 'time')).toEqual(['response_to=5', 'time=1', 'response_to=7', 'time=1', 'response_to=7', 'time=1']);
  });

  test('passwords are secrets', () => {
    const { session } = heard;
    expect(session.credentials).toMatchObject([{ scheme: 'user-pass', user: 'anna', secret: 'Par"ol-1', isAccepted: true }]);
  });

  test('a line that is no command, and an empty one, stay lines', () => {
    const { marks, session } = hearImap([...greeted, { C: '\r\n)\r\n\x16\x03\x01\r\na1 NOOP\r\n' }, { S: 'a1 OK done\r\n' }]);
    expect(marks('client', 'line', 'request_tag')).toEqual(['line=\r\n', 'line=)\r\n', 'line=\x16\x03\x01\r\n', 'line=a1 NOOP\r\n', 'request_tag=a1']);
    expect(session.state).toMatchObject({ pending: [] });
  });
});

describe('pairing by tag (RFC 3501 §2.2.1, §5.5)', () => {
  const tags = ['a', 'b', 'c', 'd', 'e', 'f'];

  test('commands under way at once are completed in any order, with any status', () => {
    fc.assert(fc.property(fc.shuffledSubarray(tags, { minLength: tags.length }), fc.array(fc.constantFrom('OK', 'NO', 'BAD'), { minLength: 6, maxLength: 6 }), (order, statuses) => {
      const commands: Turn[] = tags.map((tag) => ({ C: `${tag} NOOP\r\n` }));
      const { units } = hearImap([...greeted, ...commands, ...order.map((tag, i): Turn => ({ S: `${tag} ${statuses[i]} done\r\n` }))]);
      const pairs = units.flatMap((u) => u.marks.filter(([path]) => path === 'imap.response_to').map(([, packet]) => `${u.text[0]} ${packet}`));
      expect(pairs).toEqual(order.map((tag) => `${tag} ${5 + tags.indexOf(tag)}`));
    }), { numRuns: 50 });
  });

  test('in a second pass a command knows where it is completed', () => {
    const packets = conversation([
      { S: '* OK ready\r\n' }, { C: 'a1 LOGIN {4}\r\n' }, { S: '+ go\r\n' }, { C: 'anna x\r\n' }, { S: 'a1 OK in\r\n' },
      { C: 'a2 NOOP\r\na3 STATUS x (MESSAGES)\r\na4 NOOP\r\n' }, { S: 'a4 OK done\r\n' }, { S: 'a2 OK done\r\na3 NO none\r\n' }, { C: 'a5 NOOP\r\n' },
    ], { port: 143 });
    const learn = new Links();
    hear(packets, { learn, marks: false });
    const { units } = hear(packets, { known: learn });
    expect(units.flatMap((u) => u.marks.filter(([path]) => path === 'imap.response_in').map(([, text]) => `${u.packet}: ${text}`))).toEqual(['5: 8', '9: 11', '9: 11', '9: 10']);
  });

  test('who types uses one tag for all: the last command with it is meant', () => {
    const packets = conversation([...greeted, { C: '. NOOP\r\n' }, { S: '. OK one\r\n' }, { C: '. CHECK\r\n' }, { S: '. BAD no\r\n' }], { port: 143 });
    const { marks } = heardOf(packets.filter((_, i) => i !== 5));
    expect(marks('server', 'response.command', 'response_to')).toEqual(['response.command=CHECK', 'response_to=6']);
  });
});

describe('literals of the client (RFC 3501 §4.3)', () => {
  test('LOGIN in literals: each waits for leave, and is a value, not a command', () => {
    const { marks, session } = hearImap([...greeted, { C: 'a1 LOGIN {4}\r\n' }, { S: '+ go\r\n' }, { C: 'anna {12}\r\n' }, { S: '+ go\r\n' }, { C: 'QUIT NOOP  x\r\n' }, { S: 'a1 OK done\r\n' }]);
    expect(marks('client', 'request_tag', 'request.command', 'request.username', 'request.password', 'literal')).toEqual([
      'request_tag=a1', 'request.command=LOGIN', 'literal.size=4', 'request.username=anna', 'literal.size=12', 'request.password=QUIT NOOP  x',
    ]);
    expect(session.credentials).toMatchObject([{ user: 'anna', secret: 'QUIT NOOP  x', isAccepted: true }]);
  });

  test('the text of an appended message is not read as commands', () => {
    const { marks, session } = hearImap([...loggedIn, { C: 'a1 APPEND INBOX (\\Seen) "21-Nov-2026 08:00:00 +0300" {31}\r\n' }, { S: '+ go\r\n' }, { C: 'Subject: x\r\n\r\na2 SELECT INBOX\r\n\r\n' }, { S: 'a1 OK done\r\n' }]);
    expect(marks('client', 'request.command', 'append', 'flag')).toEqual(['request.command=LOGIN', 'request.command=APPEND', 'flag=\\Seen', 'append.date=21-Nov-2026 08:00:00 +0300']);
    expect(session.contents).toMatchObject([{ kind: 'mail', side: 'client', size: 31, isWhole: true, about: { name: 'INBOX/APPEND 1' } }]);
  });

  test('a refused literal is not waited for: the next bytes are a command', () => {
    const { marks, session } = hearImap([...loggedIn, { C: 'a1 APPEND INBOX {310}\r\n' }, { S: 'a1 NO [TRYCREATE] no\r\n' }, { C: 'a2 NOOP\r\n' }, { S: 'a2 OK done\r\n' }]);
    expect(marks('client', 'request_tag')).toEqual(['request_tag=x1', 'request_tag=a1', 'request_tag=a2']);
    expect(session.contents).toEqual([]);
  });

  test('a literal with a plus sign comes at once (RFC 7888 §4)', () => {
    const { marks } = hearImap([...greeted, { C: 'a1 LOGIN {4+}\r\nanna {7+}\r\nParol-1\r\na2 NOOP\r\n' }, { S: 'a1 OK done\r\na2 OK done\r\n' }]);
    expect(marks('client', 'request_tag', 'literal.nonsync', 'request.username', 'request.password')).toEqual(['request_tag=a1', 'literal.nonsync=true', 'request.username=anna', 'literal.nonsync=true', 'request.password=Parol-1', 'request_tag=a2']);
  });

  test('… but only where the server offers it, and under LITERAL- up to 4096 bytes (RFC 7888 §5)', () => {
    const append = (offer: string, size: number): string[] => notes([{ S: `* OK [CAPABILITY IMAP4rev1 ${offer}] hi\r\n` }, ...loggedIn.slice(1), { C: `a1 APPEND INBOX {${size}+}\r\n${'x'.repeat(size)}\r\n` }, { S: 'a1 OK ok\r\n' }]);
    expect(append('LITERAL+', 5000)).toEqual([]);
    expect(append('LITERAL-', 4096)).toEqual([]);
    expect(append('LITERAL-', 4097)).toEqual(['not-waited']);
    expect(append('IDLE', 3)).toEqual(['not-waited']);
  });

  test('several messages at once (RFC 3502), literal8 (RFC 3516 §4.4), parts put together (RFC 4469 §3)', () => {
    const contents = (append: string): string[] => essenceOf(conversation([...loggedIn, { C: `a1 APPEND INBOX ${append}\r\na2 NOOP\r\n` }, { S: 'a1 OK ok\r\na2 OK ok\r\n' }], { port: 143 })).contents;
    expect(contents('(\\Seen) {6+}\r\na: 1\r\n {6+}\r\nb: 2\r\n')).toEqual(['a: 1\r\n', 'b: 2\r\n']);
    expect(contents('~{4+}\r\na\0b\0')).toEqual(['a\0b\0']);
    expect(contents('UTF8 (~{6+}\r\nc: 3\r\n)')).toEqual(['c: 3\r\n']);
    expect(contents('CATENATE (URL "/INBOX/;UID=2" TEXT {6+}\r\nd: 4\r\n)')).toEqual(['d: 4\r\n']);
  });
});

describe('the seven transitions (RFC 3501 §3)', () => {
  test('(1) a greeting, (4) LOGIN, (5) SELECT, (6) CLOSE, (7) LOGOUT', () => {
    expect(moves([...selected, { C: 'x3 CLOSE\r\n' }, { S: 'x3 OK done\r\n' }, { C: 'x4 LOGOUT\r\n' }, { S: '* BYE bye\r\nx4 OK done\r\n' }])).toEqual([
      'connected → not authenticated: greeting', 'not authenticated → authenticated: logged-in', 'authenticated → selected: opened', 'selected → authenticated: left', 'authenticated → logout: bye',
    ]);
  });

  test('(2) a server that knows the client', () => {
    expect(moves([{ S: '* PREAUTH hello\r\n' }])).toEqual(['connected → authenticated: preauth', 'authenticated → logout: closed']);
  });

  test('(3) a server that does not want to talk', () => {
    expect(moves([{ S: '* BYE go away\r\n' }])).toEqual(['connected → logout: turned-away']);
  });

  test('(6) a failed SELECT closes the folder that was open (§6.3.1), one that was not understood does not', () => {
    expect(moves([...selected, { C: 'x3 SELECT Nothing\r\n' }, { S: 'x3 NO no such folder\r\n' }])).toContain('selected → authenticated: not-opened');
    expect(moves([...selected, { C: 'x3 SELECT\r\n' }, { S: 'x3 BAD what\r\n' }])).not.toContain('selected → authenticated: not-opened');
  });

  test('(7) a server that shuts down, a connection that is closed', () => {
    expect(moves([...loggedIn, { S: '* BYE too idle\r\n' }]).at(-1)).toBe('authenticated → logout: shutdown');
    expect(moves(selected).at(-1)).toBe('selected → logout: closed');
  });

  test('EXAMINE opens to read only; UNSELECT closes (RFC 3691 §2)', () => {
    expect(moves([...loggedIn, { C: 'x2 EXAMINE inbox\r\n' }, { S: 'x2 OK [READ-ONLY] ok\r\n' }, { C: 'x3 UNSELECT\r\n' }, { S: 'x3 OK ok\r\n' }]).slice(2, 4)).toEqual(['authenticated → selected: opened-to-read', 'selected → authenticated: left']);
  });

  test('commands in a wrong state are noted, however they went (RFC 3501 §6)', () => {
    expect(notes([...greeted, { C: 'a1 SELECT INBOX\r\n' }, { S: 'a1 NO log in first\r\n' }])).toEqual(['order']);
    expect(notes([...loggedIn, { C: 'a1 FETCH 1 FLAGS\r\n' }, { S: 'a1 BAD no\r\n' }])).toEqual(['order']);
    expect(notes([...loggedIn, { C: 'a1 LOGIN a b\r\n' }, { S: 'a1 BAD no\r\n' }])).toEqual(['order']);
    expect(notes([...selected, { C: 'a1 NOOP\r\na2 LIST "" *\r\na3 FETCH 1 FLAGS\r\na4 XFOO\r\n' }, { S: 'a1 OK \r\na2 OK \r\na3 OK \r\na4 BAD no\r\n' }])).toEqual([]);
  });
});

describe('authentication (RFC 3501 §6.2.2)', () => {
  const credentials = (turns: readonly Turn[], secrets: { secret: string }[] = []): object[] => hearImap([...greeted, ...turns], { secrets }).session.credentials.map((c) => ({ ...c, packet: 0 }));

  test('PLAIN, with the first response in the command (RFC 4959) and without', () => {
    const anna = { packet: 0, scheme: 'plain', user: 'anna', secret: 'Parol-1', proof: undefined, isAccepted: true };
    expect(credentials([{ C: 'a1 AUTHENTICATE PLAIN AGFubmEAUGFyb2wtMQ==\r\n' }, { S: 'a1 OK ok\r\n' }])).toEqual([anna]);
    expect(credentials([{ C: 'a1 authenticate plain\r\n' }, { S: '+ \r\n' }, { C: 'AGFubmEAUGFyb2wtMQ==\r\n' }, { S: 'a1 NO no\r\n' }])).toEqual([{ ...anna, isAccepted: false }]);
  });

  test('LOGIN in two steps; the steps have no tag', () => {
    const { marks, session } = hearImap([...greeted, { C: 'a1 AUTHENTICATE LOGIN\r\n' }, { S: '+ VXNlcm5hbWU6\r\n' }, { C: 'YW5uYQ==\r\n' }, { S: '+ UGFzc3dvcmQ6\r\n' }, { C: 'UGFyb2wtMQ==\r\n' }, { S: 'a1 OK ok\r\n' }, { C: 'a2 NOOP\r\n' }]);
    expect(marks('client', 'request_tag', 'auth')).toEqual(['request_tag=a1', 'auth.mechanism=LOGIN', 'auth.line=YW5uYQ==', 'auth.username=anna', 'auth.line=UGFyb2wtMQ==', 'auth.password=Parol-1', 'request_tag=a2']);
    expect(marks('server', 'auth', 'response_tag')).toEqual(['response_tag=+', 'auth.challenge=Username:', 'response_tag=+', 'auth.challenge=Password:', 'response_tag=a1']);
    expect(session.state).toMatchObject({ user: 'anna' });
  });

  test('CRAM-MD5: the example of RFC 2195 §2 is verified', () => {
    expect(credentials([
      { C: 'A0001 AUTHENTICATE CRAM-MD5\r\n' }, { S: '+ PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n' }, { C: 'dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n' }, { S: 'A0001 OK ok\r\n' },
    ], [{ secret: 'tanstaaftanstaaf' }])).toMatchObject([{ scheme: 'cram-md5', user: 'tim', isAccepted: true, proof: { isVerified: true } }]);
  });

  test('a refused mechanism, and a client that gives up, leave the dialogue in step', () => {
    const tags = (turns: readonly Turn[]): string[] => hearImap([...greeted, ...turns, { C: 'a2 NOOP\r\n' }, { S: 'a2 OK ok\r\n' }]).marks('client', 'request_tag');
    expect(tags([{ C: 'a1 AUTHENTICATE GSSAPI\r\n' }, { S: 'a1 NO unsupported\r\n' }])).toEqual(['request_tag=a1', 'request_tag=a2']);
    expect(tags([{ C: 'a1 AUTHENTICATE LOGIN\r\n' }, { S: '+ VXNlcm5hbWU6\r\n' }, { C: '*\r\n' }, { S: 'a1 BAD given up\r\n' }])).toEqual(['request_tag=a1', 'request_tag=a2']);
  });

  test('a password where the server takes none in the clear (§6.2.3)', () => {
    expect(notes([{ S: '* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\r\n' }, { C: 'a1 LOGIN anna x\r\n' }, { S: 'a1 NO [PRIVACYREQUIRED] no\r\n' }])).toEqual(['login-disabled']);
  });
});

describe('IDLE, STARTTLS, COMPRESS', () => {
  test('DONE ends IDLE, and is no tag (RFC 2177 §3)', () => {
    const { marks } = hearImap([...selected, { C: 'a1 IDLE\r\n' }, { S: '+ idling\r\n' }, { S: '* 4 EXISTS\r\n' }, { C: 'DONE\r\n' }, { S: 'a1 OK Idle completed\r\n' }]);
    expect(marks('client', 'request_tag', 'idle')).toEqual(['request_tag=x1', 'request_tag=x2', 'request_tag=a1', 'idle.done=true']);
    expect(marks('server', 'continuation', 'response.command').slice(-2)).toEqual(['continuation=idling', 'response.command=Idle']);
  });

  test('STARTTLS hands the stream to TLS; refused, it does not (RFC 3501 §6.2.1)', () => {
    const hello = { C: Uint8Array.of(0x16, 3, 1, 0, 1, 1) };
    expect(hear(conversation([...greeted, { C: 'a STARTTLS\r\n' }, { S: 'a OK go\r\n' }, hello], { port: 143 })).sessions.map((s) => s.dialogue.name)).toEqual(['imap', 'tls']);
    expect(hearImap([...greeted, { C: 'a STARTTLS\r\n' }, { S: 'a NO no\r\n' }, { C: 'b NOOP\r\n' }]).marks('client', 'request_tag')).toEqual(['request_tag=a', 'request_tag=b']);
    expect(notes([...greeted, { C: 'a STARTTLS\r\nb NOOP\r\n' }, { S: 'a OK go\r\n' }])).toEqual(['injection']);
  });

  test.each(['STARTTLS', 'COMPRESS DEFLATE'])('where the server is missing, the client shows by its next bytes whether %s was granted', (command) => {
    const asked: Turn[] = [{ C: 'a CAPABILITY\r\n' }, { C: `b ${command}\r\n` }];
    const alone = (...next: Turn[]): string[] => hear(conversation([...asked, ...next], { port: 143 }).filter((p) => p[29] === 10)).units.flatMap((u) => u.marks.filter(([path]) => path === 'imap.request_tag').map(([, tag]) => tag));
    expect(alone({ C: 'c NOOP\r\n' }, { C: 'd LOGOUT\r\n' })).toEqual(['a', 'b', 'c', 'd']);
    expect(alone({ C: Uint8Array.of(0x16, 3, 1, 0, 1, 1) }, { C: 'c NOOP\r\n' })).toEqual(['a', 'b']);
  });

  test('after COMPRESS the bytes are left alone (RFC 4978 §3)', () => {
    const { units, session } = hearImap([...loggedIn, { C: 'a COMPRESS DEFLATE\r\n' }, { S: 'a OK go\r\n' }, { C: 'b NOOP\r\n' }, { S: '* 4 EXISTS\r\n' }]);
    expect(units.at(-1)!.text).toBe('a OK go\r\n');
    expect(session.notes.map((n) => n.key)).toEqual(['compressed']);
  });
});

describe('the open folder', () => {
  const outcome = (turns: readonly Turn[]): object[] => {
    const { session } = hearImap(turns);
    return session.dialogue.outcome(session.state).map((phrase) => ({ key: phrase.key, ...phrase.args }));
  };

  test('the number of messages follows EXPUNGE (RFC 3501 §7.4.1) and VANISHED (RFC 7162 §3.2.10)', () => {
    expect(outcome([...selected, { S: '* 2 EXPUNGE\r\n* 5 EXISTS\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n' }])).toMatchObject([{ key: 'removed', messages: 3, expunged: 3 }]);
    expect(outcome([...selected, { S: '* VANISHED 7,9\r\n* VANISHED (EARLIER) 1:6\r\n' }])).toMatchObject([{ messages: 1, expunged: 2 }]);
  });

  test('a number that goes down by itself (RFC 3501 §5.2), and messages that cannot be there, are noted', () => {
    expect(notes([...selected, { S: '* 2 EXISTS\r\n' }])).toEqual(['shrunk']);
    expect(notes([...selected, { S: '* 4 EXPUNGE\r\n* 3 FETCH (FLAGS ())\r\n' }])).toEqual(['no-such-message', 'no-such-message']);
  });

  test('were all messages told of that were asked for?', () => {
    const promised = (responses: string): object[] => hearImap([...selected, { C: 'a UID FETCH 1:* FLAGS\r\n' }, { S: `${responses}a OK ok\r\n` }]).session.promises.map((p) => ({ ...p, packet: 0 }));
    const three = { packet: 0, kind: 'exists', subject: 'INBOX', promised: 3, seen: 3, isKept: true };
    expect(promised('* 1 FETCH (UID 4)\r\n* 2 FETCH (UID 5)\r\n* 2 FETCH (FLAGS ())\r\n* 3 FETCH (UID 6)\r\n')).toEqual([three]);
    expect(promised('* 1 FETCH (UID 4)\r\n')).toEqual([{ ...three, seen: 1, isKept: false }]);
    const narrowed = hearImap([...selected, { C: 'a UID FETCH 1:* FLAGS (CHANGEDSINCE 5)\r\n' }, { S: '* 1 FETCH (UID 4)\r\na OK ok\r\n' }]);
    expect(narrowed.session.promises).toEqual([]);
    expect(promised('* 1 FETCH (UID 4)\r\n* 4 EXISTS\r\n')).toEqual([{ ...three, promised: 4, seen: 1, isKept: undefined }]);
  });

  test('what became of it, a line for each folder', () => {
    expect(outcome([
      ...selected, { C: 'a1 FETCH 1:2 BODY[]\r\na2 STORE 1 +FLAGS (\\Seen)\r\na3 APPEND Sent {4+}\r\na: b\r\na4 EXAMINE Sent\r\na5 LOGOUT\r\n' },
      { S: '* 1 FETCH (BODY[] {4}\r\na: b)\r\n* 2 FETCH (BODY[] {4}\r\nc: d)\r\na1 OK ok\r\na2 OK ok\r\na3 OK ok\r\na4 OK [READ-ONLY] ok\r\n* BYE bye\r\na5 OK ok\r\n' },
    ])).toEqual([
      { key: 'changed', user: 'anna', folder: 'INBOX', messages: 3, fetched: 2, stored: 1, expunged: 0, end: '' },
      { key: 'read', user: 'anna', folder: 'Sent', messages: '?', fetched: 0, stored: 0, expunged: 0, end: '' },
      { key: 'put', user: 'anna', folder: 'Sent', count: 1, end: ', LOGOUT' },
    ]);
    expect(outcome([...selected, { C: 'a STORE 1 FLAGS ()\r\nb CLOSE\r\nc SELECT inbox\r\nd STORE 1 FLAGS ()\r\n' }, { S: 'a OK ok\r\nb OK ok\r\n* 2 EXISTS\r\nc OK ok\r\nd OK ok\r\n' }])).toMatchObject([{ folder: 'INBOX', messages: 2, stored: 2 }]);
    expect(outcome(loggedIn)).toEqual([{ key: 'nothing', user: 'anna', end: '' }]);
    expect(outcome([...greeted, { C: 'a STARTTLS\r\n' }, { S: 'a OK go\r\n' }])).toMatchObject([{ key: 'encrypted' }]);
    expect(outcome(greeted)).toMatchObject([{ key: 'nobody' }]);
    expect(outcome([...greeted, { C: 'a LOGIN a b\r\n' }, { S: 'a NO no\r\n' }])).toMatchObject([{ key: 'nobody-refused' }]);
  });
});

describe('one side alone', () => {
  const turns: Turn[] = [
    ...greeted, { C: 'a1 LOGIN {4}\r\n' }, { S: '+ go\r\n' }, { C: 'anna x\r\n' }, { S: 'a1 OK LOGIN completed\r\n' }, { C: 'a2 SELECT INBOX\r\n' }, { S: '* 1 EXISTS\r\na2 OK [READ-WRITE] ok\r\n' },
    { C: 'a3 APPEND INBOX {15}\r\n' }, { S: '+ go\r\n' }, { C: 'a: b\r\n\r\na4 X Y\r\n\r\n' }, { S: 'a3 OK ok\r\n' }, { C: 'a5 AUTHENTICATE LOGIN\r\n' }, { S: '+ \r\n' }, { C: 'YW5uYQ==\r\n' }, { S: '+ \r\n' }, { C: 'eA==\r\n' }, { S: 'a5 NO no\r\n' },
    { C: 'a6 LOGOUT\r\n' }, { S: '* BYE bye\r\na6 OK ok\r\n' },
  ];
  const only = (side: number): Uint8Array[] => conversation(turns, { port: 143 }).filter((p) => p[29] === side);

  test('the client: leave counts as given, every command as done', () => {
    const { marks, session } = heardOf(only(10));
    expect(marks('client', 'request_tag', 'request.username', 'auth.password')).toEqual(['request_tag=a1', 'request.username=anna', 'request_tag=a2', 'request_tag=a3', 'request_tag=a5', 'auth.password=x', 'request_tag=a6']);
    expect(session.notes.map((n) => n.key)).toEqual(['assumed']);
    expect(session.moves.map((m) => m.to)).toEqual(['authenticated', 'selected', 'authenticated', 'logout']);
    expect(session.contents).toMatchObject([{ size: 15, isWhole: true }]);
    expect(session.credentials.map((c) => c.isAccepted)).toEqual([undefined, undefined]);
  });

  test('the server: states are guessed from the responses', () => {
    const { session } = heardOf(only(2));
    expect(session.notes.map((n) => n.key)).toEqual(['client-missing']);
    expect(session.moves.map((m) => m.to)).toEqual(['not authenticated', 'authenticated', 'selected', 'logout']);
  });
});

describe('bytes are missing', () => {
  const mail = `Subject: x\r\n\r\n${'0123456789abcdef\r\n'.repeat(3)}`;
  const turns: Turn[] = [
    ...selected, { C: 'a1 FETCH 1 (BODY[] UID)\r\n' }, { S: `* 1 FETCH (BODY[] {${mail.length}}\r\n${mail.slice(0, 20)}` }, { S: mail.slice(20, 40) }, { S: mail.slice(40) }, { S: ' UID 7)\r\na1 OK FETCH completed\r\n' },
    { C: 'a2 NOOP\r\n' }, { S: 'a2 OK ok\r\n' },
  ];
  const without = (...lost: readonly number[]): ReturnType<typeof heardOf> => heardOf(conversation(turns, { port: 143 }).filter((_, i) => !lost.includes(i)));

  test('a hole inside a literal is counted, and the next response is understood', () => {
    const { marks, session } = without(10);
    expect(session.contents).toMatchObject([{ size: mail.length - 20, missing: 20, isWhole: false }]);
    expect(marks('server', 'response_tag')).toEqual(['response_tag=x1', 'response_tag=x2', 'response_tag=a1', 'response_tag=a2']);
  });

  test('one up to the end of the literal', () => {
    const { marks, session } = without(10, 11);
    expect(session.contents).toMatchObject([{ size: 20, missing: mail.length - 20, isWhole: false }]);
    expect(marks('server', 'response_tag').slice(2)).toEqual(['response_tag=a1', 'response_tag=a2']);
  });

  test('one beyond it: what begins like a response is looked for', () => {
    const { marks, session } = without(10, 11, 12);
    expect(marks('server', 'response_tag').slice(2)).toEqual(['response_tag=a2']);
    expect(session.contents).toMatchObject([{ size: 20, isWhole: false }]);
    expect(session.notes.map((n) => n.key)).toEqual(['hole']);
  });

  test('one that takes the announcement: the text of the mail passes by as lines', () => {
    const { marks, session } = without(9);
    expect(session.contents).toEqual([]);
    expect(marks('server', 'response_tag').slice(2)).toEqual(['response_tag=a1', 'response_tag=a2']);
  });

  test('a lost leave to send a literal: the client is taken at its word', () => {
    const packets = conversation([...greeted, { C: 'a1 LOGIN {4}\r\n' }, { S: '+ go\r\n' }, { C: 'anna x\r\n' }, { S: 'a1 OK ok\r\n' }], { port: 143 });
    const { marks, session } = heardOf(packets.filter((_, i) => i !== 5));
    expect(marks('client', 'request.username', 'request_tag')).toEqual(['request_tag=a1', 'request.username=anna']);
    expect(session.notes.map((n) => n.key)).toEqual(['hole', 'leave-lost']);
  });

  test('a client that says all and hangs up before the server has answered', () => {
    const packets = conversation([...greeted, { C: 'a1 LOGIN {4}\r\n' }, { C: 'anna x\r\na2 LOGOUT\r\n' }, { S: '+ go\r\n' }, { S: 'a1 OK ok\r\na2 OK ok\r\n' }], { port: 143 });
    const [close] = packets.splice(-3, 1);
    const { marks, session } = heardOf([...packets.slice(0, 6), close!, ...packets.slice(6)]);
    expect(marks('client', 'request.username', 'request_tag')).toEqual(['request_tag=a1', 'request.username=anna', 'request_tag=a2']);
    expect(session.moves.map((m) => m.to)).toEqual(['not authenticated', 'authenticated', 'logout']);
  });

  test('a capture that begins in the middle: what the client does tells the state', () => {
    const packets = conversation(turns, { port: 143 }).slice(8);
    const { marks, session } = heardOf(packets);
    expect(marks('client', 'request_tag')).toEqual(['request_tag=a1', 'request_tag=a2']);
    expect(marks('server', 'response_to')).toEqual(['response_to=1', 'response_to=6']);
    expect(session.moves[0]).toMatchObject({ to: 'selected', why: { key: 'at-work' } });
    expect(session.notes).toEqual([]);
  });

  test('… and has the client alone: from its second command on, it is taken at its word', () => {
    const packets = conversation(turns, { port: 143 }).slice(8).filter((p) => p[29] === 10);
    expect(heardOf(packets).session).toMatchObject({ notes: [{ key: 'assumed' }], state: { pending: [] } });
  });
});

describe('recognition', () => {
  const nameOf = (turns: readonly Turn[]): string | undefined => hear(conversation(turns, { port: 4143 })).sessions[0]?.dialogue.name;

  test('on other ports by the greeting or the first command', () => {
    expect(nameOf([{ S: '* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n' }])).toBe('imap');
    expect(nameOf([{ C: 'a001 CAPABILITY\r\n' }])).toBe('imap');
    expect(nameOf([{ C: 'GET / HTTP/1.0\r\n' }, { S: '* item\r\n' }])).not.toBe('imap');
  });

  test('SSH on port 143 is SSH', () => {
    expect(hear(conversation([{ S: 'SSH-2.0-OpenSSH_9.2\r\n' }], { port: 143 })).sessions[0]!.dialogue.name).toBe('ssh');
  });
});
