import { describe, expect, test } from 'vitest';
import { conversation, type Turn } from '../build/dialogue.ts';
import { hearImap, type HeardImap, selected } from '../build/imap.ts';
import { essenceOf } from '../build/laws.ts';

const respond = (...responses: readonly string[]): HeardImap => hearImap([...selected, ...responses.map((S): Turn => ({ S }))]);
const fetched = (text: string, ...paths: readonly string[]): string[] => respond(`* 1 FETCH (${text})\r\n`).marks('server', ...paths);

describe('facts of a message (RFC 3501 §7.4.2)', () => {
  test('flags, unique number, date, size, change', () => {
    expect(fetched('FLAGS (\\Seen $Forwarded) UID 4711 INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE 4294967296 MODSEQ (12345678901234567)', 'fetch', 'flag', 'modseq')).toEqual([
      'fetch.number=1', 'fetch.item=FLAGS', 'fetch.flags=\\Seen $Forwarded', 'flag=\\Seen', 'flag=$Forwarded', 'fetch.item=UID', 'fetch.uid=4711', 'fetch.item=INTERNALDATE', 'fetch.internaldate=17-Jul-1996 02:44:25 -0700',
      'fetch.item=RFC822.SIZE', 'fetch.size=4294967296', 'fetch.item=MODSEQ', 'modseq=12345678901234567',
    ]);
    expect(fetched('FLAGS () UID 1', 'fetch.flags', 'flag', 'fetch.uid')).toEqual(['fetch.flags=', 'fetch.uid=1']);
  });

  test('items that nobody knows are values, and what follows them is understood', () => {
    expect(fetched('X-GM-LABELS (a "b c" (d)) EMAILID (M1) UID 2', 'argument', 'fetch.uid')).toEqual(['argument=a', 'argument=b c', 'argument=d', 'argument=M1', 'fetch.uid=2']);
  });
});

describe('ENVELOPE (RFC 3501 §7.4.2)', () => {
  test('its ten parts, with the example of §8', () => {
    const envelope = '"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)" "IMAP4rev1 WG mtg summary and minutes" (("Terry Gray" NIL "gray" "cac.washington.edu")) (("Terry Gray" NIL "gray" "cac.washington.edu")) (("Terry Gray" NIL "gray" "cac.washington.edu")) '
      + '((NIL NIL "imap" "cac.washington.edu")) ((NIL NIL "minutes" "CNRI.Reston.VA.US")("John Klensin" NIL "KLENSIN" "MIT.EDU")) NIL NIL "<B27397-0100000@cac.washington.edu>"';
    expect(fetched(`ENVELOPE (${envelope})`, 'fetch.envelope.')).toEqual([
      'fetch.envelope.date=Wed, 17 Jul 1996 02:23:25 -0700 (PDT)', 'fetch.envelope.subject=IMAP4rev1 WG mtg summary and minutes', 'fetch.envelope.from=Terry Gray <gray@cac.washington.edu>',
      'fetch.envelope.sender=Terry Gray <gray@cac.washington.edu>', 'fetch.envelope.reply_to=Terry Gray <gray@cac.washington.edu>', 'fetch.envelope.to=imap@cac.washington.edu',
      'fetch.envelope.cc=minutes@CNRI.Reston.VA.US', 'fetch.envelope.cc=John Klensin <KLENSIN@MIT.EDU>', 'fetch.envelope.message_id=<B27397-0100000@cac.washington.edu>',
    ]);
  });

  test('encoded words are decoded, groups begin with a name and end with nothing', () => {
    expect(fetched('ENVELOPE (NIL "=?utf-8?B?0J/RgNC40LLQtdGC?=" (("=?koi8-r?Q?=E1=CE=CE=C1?=" NIL "anna" "lab.test")) NIL NIL ((NIL NIL "team" NIL)(NIL "@a,@b" "c" "d")(NIL NIL NIL NIL)) NIL NIL "<0@x>" NIL)', 'fetch.envelope.', 'fetch.address')).toEqual([
      'fetch.envelope.subject=Привет', 'fetch.envelope.from=Анна <anna@lab.test>', 'fetch.address.name=Анна', 'fetch.address.mailbox=anna', 'fetch.address.host=lab.test',
      'fetch.envelope.to=team:', 'fetch.address.mailbox=team', 'fetch.envelope.to=c@d', 'fetch.address.route=@a,@b', 'fetch.address.mailbox=c', 'fetch.address.host=d', 'fetch.envelope.to=;', 'fetch.envelope.in_reply_to=<0@x>',
    ]);
  });

  test('a subject in a literal: the envelope goes on in the next line', () => {
    const { marks, units } = respond('* 1 FETCH (ENVELOPE (NIL {5}\r\n"a" (', ' (("x" NIL "y" "z")) NIL NIL NIL NIL NIL NIL "<1@x>") UID 7)\r\n');
    expect(marks('server', 'fetch', 'literal')).toEqual([
      'fetch.number=1', 'fetch.item=ENVELOPE', 'fetch.envelope=true', 'literal.size=5', 'fetch.envelope=true', 'fetch.envelope.subject="a" (', 'fetch.envelope.from=x <y@z>', 'fetch.address.name=x', 'fetch.address.mailbox=y',
      'fetch.address.host=z', 'fetch.envelope.message_id=<1@x>', 'fetch.item=UID', 'fetch.uid=7',
    ]);
    expect(units.slice(-2).map((u) => u.text)).toEqual(['* 1 FETCH (ENVELOPE (NIL {5}\r\n', '"a" ( (("x" NIL "y" "z")) NIL NIL NIL NIL NIL NIL "<1@x>") UID 7)\r\n']);
  });
});

describe('BODYSTRUCTURE (RFC 3501 §7.4.2)', () => {
  test('a simple part: type, parameters, encoding, size, lines, and the last details', () => {
    expect(fetched('BODYSTRUCTURE ("TEXT" "PLAIN" ("CHARSET" "US-ASCII" "NAME" "c \\"d\\"") "<960723163407@cac>" "Compiler diff" "BASE64" 4554 73 "Q2hlY2s=" ("attachment" ("filename" "x.c")) ("en" "ru") "http://x" NIL)', 'fetch.part')).toEqual([
      'fetch.part=true', 'fetch.part.section=1', 'fetch.part.type=TEXT', 'fetch.part.subtype=PLAIN', 'fetch.part.parameter=CHARSET', 'fetch.part.parameter.value=US-ASCII', 'fetch.part.parameter=NAME', 'fetch.part.parameter.value=c "d"',
      'fetch.part.id=<960723163407@cac>', 'fetch.part.description=Compiler diff', 'fetch.part.encoding=BASE64', 'fetch.part.size=4554', 'fetch.part.lines=73', 'fetch.part.md5=Q2hlY2s=', 'fetch.part.disposition=attachment',
      'fetch.part.parameter=filename', 'fetch.part.parameter.value=x.c', 'fetch.part.language=en', 'fetch.part.language=ru', 'fetch.part.location=http://x',
    ]);
  });

  test('BODY has no last details; a part that is no text has no lines', () => {
    expect(fetched('BODY ("IMAGE" "PNG" NIL NIL NIL "BASE64" 8) UID 3', 'fetch.part.', 'fetch.uid')).toEqual(['fetch.part.section=1', 'fetch.part.type=IMAGE', 'fetch.part.subtype=PNG', 'fetch.part.encoding=BASE64', 'fetch.part.size=8', 'fetch.uid=3']);
  });

  test('parts in parts have the numbers by which FETCH reaches them (§6.4.5)', () => {
    const text = '("TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1)';
    const mail = (body: string): string => `("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 9 (NIL "s" NIL NIL NIL NIL NIL NIL NIL NIL) ${body} 3)`;
    expect(fetched(`BODYSTRUCTURE (${text}(${text}${text} "ALTERNATIVE")${mail(text)}${mail(`(${text}${text} "MIXED")`)} "MIXED")`, 'fetch.part.section')).toEqual(['1', '2', '2.1', '2.2', '3', '3.1', '4', '4.1', '4.2'].map((s) => `fetch.part.section=${s}`));
  });

  test('nesting has a limit, beyond which values are flat, and what follows is understood', () => {
    const nested = `${'('.repeat(5000)}"TEXT"${')'.repeat(5000)}`;
    expect(fetched(`BODYSTRUCTURE ${nested} UID 9`, 'fetch.uid')).toEqual(['fetch.uid=9']);
    expect(fetched(`BODYSTRUCTURE ${nested} UID 9`, 'fetch.part=')).toHaveLength(32);
  });
});

describe('sections (RFC 3501 §6.4.5)', () => {
  const contents = (...responses: readonly string[]): string[] => essenceOf(conversation([...selected, ...responses.map((S): Turn => ({ S }))], { port: 143 })).contents;

  test('a whole message passes by as a mail, by its old name too; its header is a message of its own', () => {
    expect(contents('* 1 FETCH (BODY[] {9}\r\na: b\r\n\r\n) FLAGS ())\r\n* 2 FETCH (RFC822 {6}\r\nc: d\r\n)\r\n')).toEqual(['a: b\r\n\r\n)', 'c: d\r\n']);
    const { units, session } = respond('* 1 FETCH (BODY[] {14}\r\na: b\r\n\r\nbody\r\n UID 3)\r\n');
    expect(units.slice(-4).map((u) => u.text)).toEqual(['* 1 FETCH (BODY[] {14}\r\n', 'a: b\r\n\r\n', 'body\r\n', ' UID 3)\r\n']);
    expect(session.contents).toMatchObject([{ about: { name: 'INBOX/1', isPart: false }, isWhole: true }]);
  });

  test('headers are parts of a mail, other parts are values, and long ones pass by', () => {
    const { units, marks, session } = respond(`* 1 FETCH (BODY[HEADER.FIELDS (SUBJECT "X-[y]")] {10}\r\nSubject: x BODY[1] {4}\r\n)\r\n* BODY[TEXT] "t" BODY[2] NIL BODY[3]<5> {5000}\r\n${'x'.repeat(5000)} UID 3)\r\n`);
    expect(session.contents).toMatchObject([{ about: { isPart: true }, size: 10 }]);
    expect(marks('server', 'fetch.section', 'fetch.range', 'fetch.text', 'fetch.uid')).toEqual(['fetch.section=HEADER.FIELDS (SUBJECT "X-[y]")', 'fetch.section=1', 'fetch.text=)\r\n*', 'fetch.section=TEXT', 'fetch.text=t', 'fetch.section=2', 'fetch.section=3', 'fetch.range=5', 'fetch.uid=3']);
    expect(units.filter((u) => u.bulk).map((u) => [u.marks[0]![0], u.text.length])).toEqual([['imap.literal.data', 5000]]);
  });

  test('stretches that follow on one another make up one mail', () => {
    const stretches = (...origins: readonly number[]): string => origins.map((origin) => `* 1 FETCH (RFC822.SIZE 14 BODY[]<${origin}> {${Math.min(6, 14 - origin)}}\r\n${'a: b\r\n\r\nbody\r\n'.slice(origin, origin + 6)})\r\n`).join('');
    expect(contents(stretches(0, 6, 12))).toEqual(['a: b\r\n\r\nbody\r\n']);
    expect(respond(stretches(0, 6, 12)).session.promises).toMatchObject([{ kind: 'mail-size', promised: 14, seen: 14, isKept: true }]);
    expect(respond(stretches(0, 12)).session.contents).toMatchObject([{ size: 6, isWhole: false }]);
    expect(respond(stretches(6, 12)).session.contents).toEqual([]);
  });

  test('the size that the server tells is compared with what comes, in either order', () => {
    const promises = (...responses: readonly string[]): object[] => [...respond(...responses).session.promises];
    expect(promises('* 1 FETCH (BODY[] {4}\r\na: b RFC822.SIZE 5)\r\n')).toMatchObject([{ kind: 'mail-size', subject: 'INBOX/1', promised: 5, seen: 4, isKept: false }]);
    expect(promises('* 2 FETCH (RFC822.SIZE 4)\r\n', '* 2 FETCH (BODY[] {4}\r\na: b)\r\n')).toMatchObject([{ subject: 'INBOX/2', isKept: true }]);
    expect(promises('* 2 FETCH (RFC822.SIZE 4)\r\n', '* 1 EXPUNGE\r\n', '* 2 FETCH (BODY[] {4}\r\na: b)\r\n')).toEqual([]);
  });

  test('a stream that ends inside a literal breaks its promise', () => {
    expect(respond('* 1 FETCH (BODY[] {400}\r\na: b').session.promises).toMatchObject([{ kind: 'literal', promised: 400, seen: 4, isKept: false }]);
    expect(respond('* 1 FETCH (BODY[1] {400}\r\na: b').session.promises).toMatchObject([{ kind: 'literal', promised: 400, seen: 4, isKept: false }]);
    expect(respond('* 1 FETCH (BODY[1] {4000000}\r\na: b').session.promises).toMatchObject([{ kind: 'literal', promised: 4_000_000, seen: 4, isKept: false }]);
  });

  test('a length that lies shows in what follows', () => {
    const { session } = respond('* 1 FETCH (BODY[] {4}\r\na: b and more)\r\n');
    expect(session.notes.map((n) => n.key)).toEqual([]);
    expect(respond('* 1 FETCH (BODY[] {4}\r\na: bcd)\r\n').session.notes.map((n) => n.key)).toEqual(['misfit']);
  });
});
