import { describe, expect, test } from 'vitest';
import { PATIENCE } from '../../src/stream/reassembler.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { conversation, hear, type Heard, type Said, type Turn } from '../build/dialogue.ts';
import { essenceOf } from '../build/laws.ts';

const greeting: Turn[] = [{ S: '220 mail.lab.test ESMTP\r\n' }, { C: 'HELO student\r\n' }, { S: '250 mail.lab.test\r\n' }];

const commands = (units: readonly Said[]): string[] => units.flatMap((u) => u.marks.filter(([path]) => path === 'smtp.req.command').map(([, text]) => text));
const marksOf = (unit: Said | undefined): Record<string, string> => Object.fromEntries(unit?.marks ?? []);

describe('SMTP commands and replies (RFC 5321 §4.1.1, §4.2)', () => {
  const { units, sessions } = hear(conversation([
    ...greeting,
    { C: 'MAIL FROM:<minh@lab.test> SIZE=120\r\n' }, { S: '250 2.1.0 Ok\r\n' },
    { C: 'RCPT TO:<anna@lab.test>\r\n' }, { S: '250 2.1.5 Ok\r\n' },
    { C: 'RCPT TO:<nobody@lab.test>\r\n' }, { S: '550-5.1.1 No such user\r\n550 5.1.1 here\r\n' },
    { C: 'DATA\r\n' }, { S: '354 go on\r\n' },
    { C: 'Subject: =?utf-8?B?0J/RgNC40LLQtdGC?=\r\n\r\nQUIT\r\n..\r\n.\r\n' }, { S: '250 2.0.0 Ok: queued as 1234\r\n' },
    { C: 'QUIT\r\n' }, { S: '221 2.0.0 Bye\r\n' },
  ]));

  test('a unit for each command and reply, in the packet that completed it', () => {
    expect(commands(units)).toEqual(['HELO', 'MAIL', 'RCPT', 'RCPT', 'DATA', 'QUIT']);
    expect(marksOf(units[3])).toMatchObject({ 'smtp.req.command': 'MAIL', 'smtp.req.parameter': 'FROM:<minh@lab.test> SIZE=120' });
    expect(units[3]!.packet).toBe(7);
  });

  test('a reply of several lines is one unit, with each line kept', () => {
    const refusal = units.find((u) => u.text.startsWith('550'))!;
    expect(refusal.marks.map(([path]) => path)).toEqual([
      'smtp.rsp', 'smtp.response', 'smtp.response.code', 'smtp.rsp.parameter', 'smtp.rsp.enhanced', 'smtp.response', 'smtp.rsp.parameter', 'smtp.rsp.enhanced', 'smtp.response_to', 'smtp.time', 'smtp.state',
    ]);
    expect(marksOf(refusal)['smtp.response_to']).toBe('11');
  });

  test('the text of a line may be empty, and keeps its place; a code alone has none', () => {
    const { units } = hear(conversation([{ S: '220-mail.lab.test\r\n220-\r\n220 \r\n' }, { C: 'NOOP\r\n' }, { S: '250-\r\n250 done\r\n' }, { C: 'NOOP\r\n' }, { S: '250\r\n' }]));
    const texts = (unit: Said): string[] => unit.marks.filter(([path]) => path === 'smtp.rsp.parameter').map(([, text]) => text);
    expect(units.filter((u) => u.side === 'server').map(texts)).toEqual([['mail.lab.test', '', ''], ['', 'done'], []]);
  });

  test('the text of the mail is not read as commands', () => {
    expect(units.filter((u) => u.marks.some(([path]) => path === 'smtp.data.fragment')).map((u) => u.bulk)).toEqual([true]);
    expect(units.some((u) => u.marks.some(([path]) => path === 'smtp.eom'))).toBe(true);
  });

  test('states, and the packets that moved the session there', () => {
    expect(sessions[0]!.moves.map((m) => `${m.to} ${m.packet}`)).toEqual(['ready 4', 'mail 8', 'rcpt 10', 'data 14', 'ready 16', 'quit 18']);
  });

  test('what became of it', () => {
    expect(sessions[0]!.dialogue.outcome(sessions[0]!.state)).toEqual([
      { key: 'accepted', args: { from: 'minh@lab.test', to: 'anna@lab.test', subject: 'Привет', size: 50, code: 0 } },
    ]);
  });
});

describe('waiting for the other side', () => {
  test('a refused DATA does not turn the next command into mail text (RFC 5321 §3.3)', () => {
    const { units } = hear(conversation([...greeting, { C: 'DATA\r\n' }, { S: '503 need RCPT\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' }]));
    expect(commands(units)).toEqual(['HELO', 'DATA', 'QUIT']);
  });

  test('pipelined commands are paired with their replies in order (RFC 2920 §3.1)', () => {
    const { units, sessions } = hear(conversation([
      ...greeting, { C: 'MAIL FROM:<>\r\nRCPT TO:<a@b>\r\nDATA\r\n' }, { S: '250 ok\r\n550 no\r\n554 no valid recipients\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' },
    ]));
    expect(commands(units)).toEqual(['HELO', 'MAIL', 'RCPT', 'DATA', 'QUIT']);
    expect(sessions[0]!.at).toBe('quit');
  });
});

describe('the text of a mail (RFC 5321 §4.5.2)', () => {
  const mail = (text: string): Turn[] => [
    ...greeting, { C: 'MAIL FROM:<a@lab.test> SIZE=30\r\n' }, { S: '250 ok\r\n' }, { C: 'RCPT TO:<b@lab.test>\r\n' }, { S: '250 ok\r\n' }, { C: 'DATA\r\n' }, { S: '354 go\r\n' }, { C: text }, { S: '250 ok\r\n' },
  ];
  const contentOf = (turns: readonly Turn[]): string[] => essenceOf(conversation(turns)).contents;

  test('doubled dots are taken away, the last dot is not part of it', () => {
    expect(contentOf(mail('Subject: x\r\n\r\n..\r\n...\r\n.. a\r\nb..\r\n.\r\n'))).toEqual(['Subject: x\r\n\r\n.\r\n..\r\n. a\r\nb..\r\n']);
  });

  test('a mail without header, and an empty one', () => {
    expect(contentOf(mail('hello\r\n.\r\n'))).toEqual(['hello\r\n']);
    expect(contentOf(mail('.\r\n'))).toEqual(['']);
    expect(contentOf(mail('\r\nbody\r\n.\r\n'))).toEqual(['\r\nbody\r\n']);
  });

  test('a dot alone in a line that ends in a bare LF ends it, as servers in the wild take it', () => {
    expect(contentOf(mail('a: b\r\n\r\nc\n.\nQUIT\r\n'))).toEqual(['a: b\r\n\r\nc\n']);
  });

  test('its header is decoded as a message of its own', () => {
    const { units } = hear(conversation(mail('Subject: x\r\n\r\nbody\r\n.\r\n')));
    expect(units.find((u) => u.text.startsWith('Subject'))!.text).toBe('Subject: x\r\n\r\n');
  });

  test('the announced size is compared with what came (RFC 1870 §6.1)', () => {
    const { sessions } = hear(conversation(mail('Subject: x\r\n\r\n0123456789abcd\r\n.\r\n')));
    expect(sessions[0]!.promises).toEqual([{ packet: 13, kind: 'mail-size', subject: 'a@lab.test', promised: 30, seen: 30, isKept: true }]);
    expect(hear(conversation(mail('Subject: x\r\n\r\n.\r\n'))).sessions[0]!.promises).toMatchObject([{ promised: 30, seen: 14, isKept: false }]);
  });

  test('a hole in it is counted, and the dialogue goes on after it', () => {
    const packets = conversation([...mail('Subject: x\r\n\r\n').slice(0, -1), { C: 'lost line\r\n' }, { C: 'kept line\r\n.\r\n' }, { S: '250 ok\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' }]);
    const { units, sessions } = hear(packets.filter((_, i) => i !== 13));
    expect(commands(units)).toEqual(['HELO', 'MAIL', 'RCPT', 'DATA', 'QUIT']);
    expect(sessions[0]!.contents).toMatchObject([{ missing: 11, isWhole: false, size: 25 }]);
    expect(sessions[0]!.promises).toMatchObject([{ isKept: undefined }]);
  });
});

describe('BDAT (RFC 3030)', () => {
  const sent: Turn[] = [
    ...greeting, { C: 'MAIL FROM:<a@lab.test> BODY=BINARYMIME\r\nRCPT TO:<b@lab.test>\r\n' }, { S: '250 ok\r\n250 ok\r\n' },
    { C: 'BDAT 16\r\nSubject: pieces\nBDAT 4\r\n\r\n.\rBDAT 3 LAST\r\n\nx\n' }, { S: '250 16\r\n250 4\r\n250 queued as 77\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' },
  ];

  test('pieces are put together byte by byte, commands between them are commands', () => {
    const { client, contents } = essenceOf(conversation(sent));
    expect(contents).toEqual(['Subject: pieces\n\r\n.\r\nx\n']);
    expect(client.filter((m) => m.startsWith('smtp.req.command'))).toEqual(['HELO', 'MAIL', 'RCPT', 'BDAT', 'BDAT', 'BDAT', 'QUIT'].map((c) => `smtp.req.command=${c}`));
  });

  test('a refused piece ends the mail; what DATA sends after it is a mail of its own', () => {
    const { client, contents } = essenceOf(conversation([
      ...greeting, { C: 'MAIL FROM:<a@lab.test>\r\n' }, { S: '250 ok\r\n' }, { C: 'BDAT 6\r\nQUIT\r\n' }, { S: '503 need RCPT\r\n' },
      { C: 'DATA\r\n' }, { S: '354 go\r\n' }, { C: 'Subject: x\r\n\r\n.\r\n' }, { S: '250 ok\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' },
    ]));
    expect(contents).toEqual(['QUIT\r\n', 'Subject: x\r\n\r\n']);
    expect(client.filter((m) => m.startsWith('smtp.req.command'))).toEqual(['HELO', 'MAIL', 'BDAT', 'DATA', 'QUIT'].map((c) => `smtp.req.command=${c}`));
  });

  test.each([
    ['RSET', [{ C: 'RSET\r\n' }, { S: '250 ok\r\n' }]],
    ['the end of the stream', []],
  ] as [string, Turn[]][])('pieces without a last one are over with %s', (_, turns) => {
    expect(essenceOf(conversation([...greeting, { C: 'BDAT 6\r\nabcd\r\n' }, { S: '250 ok\r\n' }, ...turns])).contents).toEqual(['abcd\r\n']);
  });

  test('size and last are fields', () => {
    const { units } = hear(conversation(sent));
    expect(units.map((u) => marksOf(u)).filter((m) => m['smtp.bdat.size'] !== undefined).map((m) => [m['smtp.bdat.size'], m['smtp.bdat.last']])).toEqual([['16', undefined], ['4', undefined], ['3', 'true']]);
  });

  test.each(['BDAT -5', 'BDAT', 'BDAT 5 X', 'BDAT 5 LAST 1'])('%s is not understood by the server, and nothing is taken for a piece', (command) => {
    const { units } = hear(conversation([...greeting, { C: `${command}\r\n` }, { S: '501 no\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' }]));
    expect(commands(units)).toEqual(['HELO', 'BDAT', 'QUIT']);
  });
});

describe('authentication (RFC 4954)', () => {
  const credentials = (turns: readonly Turn[], secrets: { user?: string; secret: string }[] = []): object[] => hear(conversation([...greeting, ...turns]), { secrets }).sessions[0]!.credentials.map((c) => ({ ...c, packet: 0 }));

  test('PLAIN with initial response', () => {
    expect(credentials([{ C: 'AUTH PLAIN AGFubmEAUGFyb2wtMQ==\r\n' }, { S: '235 ok\r\n' }])).toEqual([{ packet: 0, scheme: 'plain', user: 'anna', secret: 'Parol-1', proof: undefined, isAccepted: true }]);
  });

  test('PLAIN without initial response, refused', () => {
    expect(credentials([{ C: 'AUTH PLAIN\r\n' }, { S: '334 \r\n' }, { C: 'AGFubmEAUGFyb2wtMQ==\r\n' }, { S: '535 no\r\n' }, { C: 'QUIT\r\n' }])).toMatchObject([{ user: 'anna', secret: 'Parol-1', isAccepted: false }]);
  });

  test('LOGIN in two steps, and the password is a secret', () => {
    const { units, sessions } = hear(conversation([...greeting, { C: 'AUTH LOGIN\r\n' }, { S: '334 VXNlcm5hbWU6\r\n' }, { C: 'YW5uYQ==\r\n' }, { S: '334 UGFzc3dvcmQ6\r\n' }, { C: 'UGFyb2wtMQ==\r\n' }, { S: '235 ok\r\n' }]));
    expect(sessions[0]!.credentials).toMatchObject([{ scheme: 'login', user: 'anna', secret: 'Parol-1', isAccepted: true }]);
    expect(units.map(marksOf).flatMap((m) => [m['smtp.auth.challenge'], m['smtp.auth.username'], m['smtp.auth.password']].filter((x) => x !== undefined))).toEqual(['Username:', 'anna', 'Password:', 'Parol-1']);
    expect(sessions[0]!.moves.map((m) => m.to)).toEqual(['ready', 'auth', 'ready']);
  });

  const challenge = 'PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+';
  const cram: Turn[] = [{ C: 'AUTH CRAM-MD5\r\n' }, { S: `334 ${challenge}\r\n` }, { C: 'dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n' }, { S: '235 ok\r\n' }];

  test('CRAM-MD5: the example of RFC 2195 §2 is verified, and its working shown', () => {
    expect(credentials(cram, [{ secret: 'tanstaaftanstaaf' }])).toMatchObject([{
      scheme: 'cram-md5', user: 'tim', secret: '', isAccepted: true,
      proof: { isVerified: true, answer: 'b913a602c7eda7a495b4e6e7334d3890', working: 'HMAC-MD5(tanstaaftanstaaf, <1896.697170952@postoffice.reston.mci.net>) = b913a602c7eda7a495b4e6e7334d3890' },
    }]);
  });

  test('CRAM-MD5 with another secret, with that of another user, and with none', () => {
    expect(credentials(cram, [{ secret: 'other' }])).toMatchObject([{ proof: { isVerified: false } }]);
    expect(credentials(cram, [{ user: 'anna', secret: 'tanstaaftanstaaf' }])).toMatchObject([{ proof: { isVerified: undefined, working: '' } }]);
    expect(credentials(cram)).toMatchObject([{ proof: { isVerified: undefined, working: '' } }]);
  });

  test('the answer to a challenge is no part of a mail that follows', () => {
    const { contents } = essenceOf(conversation([
      ...greeting, ...cram, { C: 'MAIL FROM:<a@b>\r\n' }, { S: '250 ok\r\n' }, { C: 'RCPT TO:<c@d>\r\n' }, { S: '250 ok\r\n' }, { C: 'DATA\r\n' }, { S: '354 go\r\n' }, { C: 'Subject: x\r\n\r\n.\r\n' }, { S: '250 ok\r\n' },
    ]));
    expect(contents).toEqual(['Subject: x\r\n\r\n']);
  });

  test('a password whose reply is not in the capture', () => {
    expect(credentials([{ C: 'AUTH PLAIN AGFubmEAUGFyb2wtMQ==\r\n' }])).toMatchObject([{ secret: 'Parol-1', isAccepted: undefined }]);
    const alone = hear(conversation([...greeting, { C: 'AUTH PLAIN AGFubmEAUGFyb2wtMQ==\r\n' }]).filter((p) => p[29] === 10));
    expect(alone.sessions[0]!.credentials).toMatchObject([{ secret: 'Parol-1', isAccepted: undefined }]);
  });

  test('the password is a secret, with and without an initial response', () => {
    const { units } = hear(conversation([...greeting, { C: 'AUTH PLAIN AGFubmEAUGFyb2wtMQ==\r\n' }, { S: '535 no\r\n' }, { C: 'AUTH LOGIN\r\n' }, { S: '334 VXNlcm5hbWU6\r\n' }, { C: 'YW5uYQ==\r\n' }, { S: '334 UGFzc3dvcmQ6\r\n' }, { C: 'UGFyb2wtMQ==\r\n' }]));
    expect(units.flatMap((u) => u.concealed)).toEqual(['AGFubmEAUGFyb2wtMQ==', 'UGFyb2wtMQ==']);
  });

  test('a client that does not wait for the refusal', () => {
    const { units } = hear(conversation([...greeting, { C: 'AUTH GSSAPI\r\nNOOP\r\n' }, { S: '504 no\r\n250 ok\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' }]));
    expect(units.flatMap((u) => u.marks.filter(([path]) => path === 'smtp.response_to').map(([, text]) => text))).toEqual(['5', '7', '7', '9']);
  });

  test('a refused mechanism leaves the dialogue in step', () => {
    const { units } = hear(conversation([...greeting, { C: 'AUTH GSSAPI\r\n' }, { S: '504 no\r\n' }, { C: 'NOOP\r\n' }, { S: '250 ok\r\n' }]));
    expect(commands(units)).toEqual(['HELO', 'AUTH', 'NOOP']);
  });

  test('a client that gives up with a star', () => {
    const { units, sessions } = hear(conversation([...greeting, { C: 'AUTH LOGIN\r\n' }, { S: '334 VXNlcm5hbWU6\r\n' }, { C: '*\r\n' }, { S: '501 given up\r\n' }, { C: 'NOOP\r\n' }, { S: '250 ok\r\n' }]));
    expect(commands(units)).toEqual(['HELO', 'AUTH', 'NOOP']);
    expect(sessions[0]!.at).toBe('ready');
  });
});

describe('extensions and parameters', () => {
  test('each offer of the server is a word with its details (RFC 5321 §4.1.1.1)', () => {
    const { units } = hear(conversation([{ S: '220 x\r\n' }, { C: 'EHLO pc\r\n' }, { S: '250-x\r\n250-SIZE 1000\r\n250-AUTH=LOGIN\r\n250 8BITMIME\r\n' }]));
    const marks = units.at(-1)!.marks.filter(([path]) => path.startsWith('smtp.rsp.keyword'));
    expect(marks).toEqual([['smtp.rsp.keyword', 'SIZE'], ['smtp.rsp.keyword.value', '1000'], ['smtp.rsp.keyword', 'AUTH'], ['smtp.rsp.keyword.value', 'LOGIN'], ['smtp.rsp.keyword', '8BITMIME']]);
  });

  test.each([
    ['FROM:<a@b> SIZE=10 BODY=8BITMIME SMTPUTF8', 'a@b', ['SIZE', '10', 'BODY', '8BITMIME', 'SMTPUTF8']],
    ['FROM: <a@b>', 'a@b', []],
    ['from:a@b', 'a@b', []],
    ['FROM:<>', '', []],
    ['FROM: a@b RET=HDRS', 'a@b', ['RET', 'HDRS']],
  ])('MAIL %s', (parameter, path, words) => {
    const { units } = hear(conversation([...greeting, { C: `MAIL ${parameter}\r\n` }]));
    const { marks } = units.at(-1)!;
    expect(marks.find(([name]) => name === 'smtp.req.path')?.[1]).toBe(path);
    expect(marks.filter(([name]) => name === 'smtp.req.keyword' || name === 'smtp.req.value').map(([, value]) => value)).toEqual(words);
  });
});

describe('what became of the mails', () => {
  const outcomes = (turns: readonly Turn[]): string[] => {
    const session = hear(conversation([...greeting, ...turns])).sessions[0]!;
    return session.dialogue.outcome(session.state).map(({ key, args }) => `${key}: ${String(args['from'])} → ${String(args['to'])} (${String(args['code'])})`);
  };
  const ok: Turn = { S: '250 ok\r\n' };

  test('a second MAIL that is refused leaves the first as it was (RFC 5321 §4.1.4)', () => {
    expect(outcomes([
      { C: 'MAIL FROM:<a@lab.test>\r\n' }, ok, { C: 'MAIL FROM:<b@lab.test>\r\n' }, { S: '503 nested\r\n' }, { C: 'RCPT TO:<c@lab.test>\r\n' }, ok,
      { C: 'DATA\r\n' }, { S: '354 go\r\n' }, { C: 'Subject: x\r\n\r\n.\r\n' }, ok,
    ])).toEqual(['accepted: a@lab.test → c@lab.test (0)', 'turned-down-unaddressed: b@lab.test →  (503)']);
  });

  test('a refused DATA; recipients that were refused are not named among those that were not', () => {
    expect(outcomes([
      { C: 'MAIL FROM a@lab.test\r\n' }, ok, { C: 'RCPT TO:<b@lab.test>\r\n' }, { S: '550 no\r\n' }, { C: 'RCPT TO:<c@lab.test>\r\n' }, ok, { C: 'DATA\r\n' }, { S: '554 no\r\n' },
    ])).toEqual(['turned-down: a@lab.test → c@lab.test (554)']);
  });

  test('all recipients refused, and a mail that was dropped', () => {
    expect(outcomes([{ C: 'MAIL FROM:<a@lab.test>\r\n' }, ok, { C: 'RCPT TO:<b@lab.test>\r\n' }, { S: '550 no\r\n' }, { C: 'RSET\r\n' }, ok, { C: 'MAIL FROM:<>\r\n' }, ok, { C: 'RSET\r\n' }, ok]))
      .toEqual(['turned-down: a@lab.test → b@lab.test (550)', 'dropped-unaddressed: <> →  (0)']);
  });
});

describe('nothing is left open in what is said', () => {
  const said = (turns: readonly Turn[]): string[] => {
    const session = hear(conversation(turns)).sessions[0]!;
    return session.dialogue.outcome(session.state).map((phrase) => new Catalogue().phrase(session.dialogue, phrase.key, phrase.args));
  };
  const hello: Turn[] = [{ S: '220 mail\r\n' }];
  const quit: Turn[] = [{ C: 'QUIT\r\n' }, { S: '221 bye\r\n' }];

  test('a client that never says its name (RFC 5321 §4.1.1.1)', () => {
    expect(said([...hello, ...quit])).toEqual(['no mail, QUIT']);
    expect(said([...hello, { C: 'NOOP\r\n' }, { S: '250 ok\r\n' }])).toEqual(['no mail']);
    expect(said([...greeting, ...quit])).toEqual(['student: no mail, QUIT']);
  });

  test('a mail without a sender, and one without a recipient (RFC 5321 §4.5.5)', () => {
    expect(said([...greeting, { C: 'MAIL FROM:<>\r\n' }, { S: '250 ok\r\n' }, { C: 'RSET\r\n' }, { S: '250 ok\r\n' }])).toEqual(['<>: begun and dropped before a recipient was named']);
    expect(said([...greeting, { C: 'MAIL FROM:<a@b>\r\n' }, { S: '501 no\r\n' }])).toEqual(['a@b: refused before a recipient was named (501)']);
  });
});

describe('what breaks the rules is noted', () => {
  const notes = (turns: readonly Turn[]): string[] => hear(conversation([...greeting, ...turns])).sessions[0]!.notes.map((n) => n.key);

  test('commands out of order (RFC 5321 §4.1.4)', () => {
    expect(notes([{ C: 'RCPT TO:<a@b>\r\n' }, { S: '503 no\r\n' }])).toEqual(['order']);
  });

  test('codes that nobody knows, and codes of other commands (RFC 5321 §4.3.2)', () => {
    expect(notes([{ C: 'NOOP\r\n' }, { S: '299 what\r\n' }])).toEqual(['unknown-code']);
    expect(notes([{ C: 'NOOP\r\n' }, { S: '354 what\r\n' }])).toEqual(['unexpected']);
  });

  test('a reply that nobody asked for; a server that closes of its own accord (RFC 5321 §3.8)', () => {
    expect(notes([{ S: '250 ok\r\n' }])).toEqual(['unasked']);
    const { sessions } = hear(conversation([...greeting, { S: '421 too slow\r\n' }]));
    expect([sessions[0]!.at, sessions[0]!.notes]).toEqual(['quit', []]);
  });

  test('commands after STARTTLS before its reply', () => {
    expect(notes([{ C: 'STARTTLS\r\nRSET\r\n' }, { S: '220 go\r\n' }])).toEqual(['injection']);
  });
});

describe('commands and replies find each other again', () => {
  const pairs = ({ units }: { units: readonly Said[] }): number[] => units.flatMap((u) => u.marks.filter(([path]) => path === 'smtp.response_to').map(([, text]) => u.packet - Number(text)));
  const noops: Turn[] = Array.from({ length: PATIENCE }, () => [{ C: 'NOOP\r\n' }, { S: '250 ok\r\n' }]).flat();
  const turns: Turn[] = [...greeting, { C: 'MAIL FROM:<a@lab.test>\r\n' }, { S: '250 ok\r\n' }, { C: 'RSET\r\n' }, { S: '250 ok\r\n' }, ...noops];

  test.each(turns.slice(0, -noops.length).map((turn, i) => [i, 'C' in turn ? turn.C : turn.S] as const))('after turn %i (%j) was lost', (i) => {
    expect(pairs(hear(conversation(turns).filter((_, n) => n !== 3 + i))).slice(-5)).toEqual([1, 1, 1, 1, 1]);
  });

  test('a line without a code answers nothing (RFC 5321 §4.2)', () => {
    expect(pairs(hear(conversation([...greeting, { C: 'NOOP\r\n' }, { S: 'what\r\n' }, { S: '250 ok\r\n' }])))).toEqual([1, 2]);
  });

  test('where the greeting is missing the first reply is an answer; but a client may also speak before it', () => {
    expect(pairs(hear(conversation([{ C: 'EHLO pc\r\n' }, { S: '250 mail\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' }])))).toEqual([1, 1]);
    expect(pairs(hear(conversation([{ C: 'EHLO pc\r\n' }, { S: '220 mail\r\n' }, { S: '250 mail\r\n' }])))).toEqual([2]);
  });
});

describe('one side alone', () => {
  const turns: Turn[] = [...greeting, { C: 'MAIL FROM:<a@b>\r\n' }, { S: '250 ok\r\n' }, { C: 'RCPT TO:<c@d>\r\n' }, { S: '250 ok\r\n' }, { C: 'DATA\r\n' }, { S: '354 go\r\n' }, { C: 'Subject: x\r\n\r\nQUIT\r\n.\r\n' }, { S: '250 ok\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' }];
  const only = (side: number, said = turns): Uint8Array[] => conversation(said).filter((p) => p[29] === side);

  test('the client: every command counts as accepted, the mail is there', () => {
    const { sessions, units } = hear(only(10));
    expect(commands(units)).toEqual(['HELO', 'MAIL', 'RCPT', 'DATA', 'QUIT']);
    expect(sessions[0]!.notes.map((n) => n.key)).toEqual(['assumed']);
    expect(sessions[0]!.contents).toMatchObject([{ isWhole: true, size: 20 }]);
    expect(sessions[0]!.moves.map((m) => m.to)).toEqual(['ready', 'mail', 'rcpt', 'data', 'ready', 'quit']);
  });

  test('the server: states are guessed from the replies', () => {
    const { sessions } = hear(only(2));
    expect(sessions[0]!.notes.map((n) => n.key)).toEqual(['client-missing']);
    expect(sessions[0]!.moves.map((m) => m.to)).toEqual(['ready', 'data', 'ready', 'quit']);
  });

  test('the server: a challenge says nothing of its mechanism (RFC 4954 §4)', () => {
    const { sessions } = hear(only(2, [...greeting, { C: 'AUTH LOGIN\r\n' }, { S: '334 VXNlcm5hbWU6\r\n' }]));
    expect(sessions[0]!.moves.at(-1)).toMatchObject({ to: 'auth', why: { key: 'challenge-unseen' } });
  });
});

test('where the server is missing, the client shows by its next bytes whether STARTTLS was granted', () => {
  const asked: Turn[] = [{ C: 'EHLO pc\r\n' }, { C: 'STARTTLS\r\n' }];
  const alone = (next: Turn): Heard => hear(conversation([...asked, next]).filter((p) => p[29] === 10));
  expect(commands(alone({ C: 'MAIL FROM:<a@b>\r\n' }).units)).toEqual(['EHLO', 'STARTTLS', 'MAIL']);
  expect(alone({ C: Uint8Array.of(0x16, 3, 1, 0, 1, 1) }).sessions.map((s) => s.dialogue.name)).toEqual(['smtp', 'tls']);
});

test('STARTTLS hands the stream to TLS, and a refused one does not (RFC 3207 §4)', () => {
  const { sessions } = hear(conversation([...greeting, { C: 'STARTTLS\r\n' }, { S: '220 go\r\n' }, { C: Uint8Array.of(0x16, 3, 1, 0, 1, 1) }]));
  expect(sessions.map((s) => s.dialogue.name)).toEqual(['smtp', 'tls']);
  const refused = hear(conversation([...greeting, { C: 'STARTTLS\r\n' }, { S: '454 no\r\n' }, { C: 'NOOP\r\n' }, { S: '250 ok\r\n' }]));
  expect(commands(refused.units)).toEqual(['HELO', 'STARTTLS', 'NOOP']);
});
