import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversation, type Turn } from '../build/dialogue.ts';
import { hearImap, selected } from '../build/imap.ts';
import { cutUp, misplacedMarks } from '../build/laws.ts';

const asked = (command: string, ...paths: readonly string[]): string[] => hearImap([...selected, { C: `a ${command}\r\n` }]).marks('client', ...paths).filter((m) => !/=(?:INBOX|anna|Parol-1)$/.test(m));

describe('arguments of commands (RFC 3501 §6)', () => {
  test('folders, as written and as read', () => {
    expect(asked('CREATE &BB8EPgRHBEIEMA-', 'request.folder', 'mailbox')).toEqual(['request.folder=&BB8EPgRHBEIEMA-', 'mailbox=Почта']);
    expect(asked('RENAME "a b" c', 'request.folder', 'mailbox')).toEqual(['request.folder="a b"', 'mailbox=a b', 'mailbox=c']);
    expect(asked('UID MOVE 1:3,5 Trash', 'sequence', 'request.folder')).toEqual(['sequence_set=1:3,5', 'request.folder=Trash']);
    expect(asked('SELECT x (QRESYNC (67890007 20050715194045000 41,43:211))', 'option')).toEqual(['option=QRESYNC', 'option=67890007', 'option=20050715194045000', 'option=41,43:211']);
  });

  test('LIST with options and several patterns (RFC 5258 §3)', () => {
    expect(asked('LIST (SUBSCRIBED) "" ("a%" b) RETURN (CHILDREN)', 'list', 'option')).toEqual(['option=SUBSCRIBED', 'list.reference=', 'list.pattern=a%', 'list.pattern=b', 'option=RETURN', 'option=CHILDREN']);
    expect(asked('LSUB "#news." "comp.mail.*"', 'list')).toEqual(['list.reference=#news.', 'list.pattern=comp.mail.*']);
  });

  test('STORE (§6.4.6), with and without parentheses', () => {
    expect(asked('STORE 2:4 (UNCHANGEDSINCE 12) +FLAGS.SILENT (\\Deleted $x)', 'sequence', 'option', 'store', 'flag')).toEqual(['sequence_set=2:4', 'option=UNCHANGEDSINCE', 'option=12', 'store.action=+FLAGS.SILENT', 'flag=\\Deleted', 'flag=$x']);
    expect(asked('STORE 1 FLAGS \\Seen \\Draft', 'store', 'flag')).toEqual(['store.action=FLAGS', 'flag=\\Seen', 'flag=\\Draft']);
  });

  test('FETCH (§6.4.5): items with sections and stretches', () => {
    expect(asked('FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (DATE FROM)] BODY[1.2]<0.100>) (CHANGEDSINCE 5)', 'fetch', 'option')).toEqual([
      'fetch.item=FLAGS', 'fetch.item=BODY.PEEK', 'fetch.section=HEADER.FIELDS (DATE FROM)', 'fetch.item=BODY', 'fetch.section=1.2', 'fetch.range=0.100', 'option=CHANGEDSINCE', 'option=5',
    ]);
    expect(asked('FETCH 1 FULL', 'fetch')).toEqual(['fetch.item=FULL']);
    expect(asked('FETCH 1 BODY[', 'fetch')).toEqual(['fetch.item=BODY', 'fetch.section=']);
  });

  test('ID, ENABLE, GETQUOTA', () => {
    expect(asked('ID ("name" "mutt" "os" NIL)', 'id')).toEqual(['id.name=name', 'id.value=mutt', 'id.name=os']);
    expect(asked('ENABLE CONDSTORE', 'capability')).toEqual(['capability=CONDSTORE']);
    expect(asked('GETQUOTA ""', 'quota')).toEqual(['quota.root=']);
  });

  test('commands that nobody knows keep their values', () => {
    expect(asked('XFOO (a "b") c', 'request.command', 'argument')).toEqual(['request.command=LOGIN', 'request.command=SELECT', 'request.command=XFOO', 'argument=a', 'argument=b', 'argument=c']);
  });
});

describe('SEARCH (RFC 3501 §6.4.4)', () => {
  test('conditions in conditions', () => {
    expect(asked('SEARCH CHARSET UTF-8 FLAGGED SINCE 1-Feb-1994 NOT FROM "Smith" OR (TO x HEADER List-Id y) UID 3:5 2,4 KEYWORD $a', 'search', 'sequence', 'flag')).toEqual([
      'search.key=CHARSET', 'search.charset=UTF-8', 'search.term=true', 'search.key=FLAGGED', 'search.term=true', 'search.key=SINCE', 'search.value=1-Feb-1994', 'search.term=true', 'search.key=NOT', 'search.term=true', 'search.key=FROM',
      'search.value=Smith', 'search.term=true', 'search.key=OR', 'search.term=true', 'search.term=true', 'search.key=TO', 'search.value=x', 'search.term=true', 'search.key=HEADER', 'search.value=List-Id', 'search.value=y',
      'search.term=true', 'search.key=UID', 'sequence_set=3:5', 'search.term=true', 'sequence_set=2,4', 'search.term=true', 'search.key=KEYWORD', 'flag=$a',
    ]);
  });

  test('RETURN (RFC 4731), SORT and THREAD (RFC 5256 §3), MODSEQ (RFC 7162 §3.1.5)', () => {
    expect(asked('UID SEARCH RETURN (MIN ALL) UNSEEN', 'option', 'search.key')).toEqual(['option=RETURN', 'option=MIN', 'option=ALL', 'search.key=UNSEEN']);
    expect(asked('SORT (SUBJECT REVERSE DATE) UTF-8 ALL', 'option', 'search.charset', 'search.key')).toEqual(['option=SUBJECT', 'option=REVERSE', 'option=DATE', 'search.charset=UTF-8', 'search.key=ALL']);
    expect(asked('SEARCH MODSEQ "/flags/\\\\draft" all 620162338', 'search.value', 'modseq')).toEqual(['search.value=/flags/\\draft', 'search.value=all', 'modseq=620162338']);
  });

  test('nesting has a limit, beyond which values are flat', () => {
    expect(asked(`SEARCH ${'NOT '.repeat(5000)}SEEN`, 'search.term')).toHaveLength(32);
    expect(asked(`SEARCH ${'('.repeat(9000)}`, 'search.term')).toHaveLength(32);
  });
});

describe('strings (RFC 3501 §4.3)', () => {
  test.each([
    ['"a\\"b\\\\c"', 'a"b\\c'], ['""', ''], ['"not closed', 'not closed'], ['"ends in \\', 'ends in \\'], ['atom', 'atom'], ['{abc}', '{abc}'], ['{5', '{5'], ['{-1}', '{-1}'], ['~x', '~x'], ['NIL', 'NIL'], ['a]b', 'a]b'], ['"тест"', 'тест'],
  ])('%s', (written, text) => {
    expect(asked(`CREATE ${written}`, 'mailbox')).toEqual([`mailbox=${text}`]);
  });

  test('a literal where none belongs leaves the dialogue in step', () => {
    for (const place of ['', 'FETCH ', 'FETCH 1 ', 'SEARCH NOT ', 'STORE 1 ', 'UID ', 'NOOP']) expect(asked(`${place}{8+}\r\nb NOOP\r\n\r\nc NOOP`, 'request_tag').slice(2)).toEqual(['request_tag=a', 'request_tag=c']);
  });

  test('a literal of no bytes, and one that holds a line end', () => {
    expect(asked('CREATE {0+}\r\n', 'mailbox')).toEqual(['mailbox=']);
    expect(asked('CREATE {4+}\r\na\r\nb', 'mailbox')).toEqual(['mailbox=a\r\nb']);
  });

  test('a line longer than is read at once: the beginning is understood, the rest passes by, with a literal at its end', () => {
    const long: Turn = { C: `a UID FETCH ${'1,'.repeat(70_000)}2 {3+}\r\nxyz\r\nb NOOP\r\n` };
    const { marks } = hearImap([...selected, ...cutUp([long], () => [50_000, 100_000])]);
    expect(marks('client', 'request_tag').slice(2)).toEqual(['request_tag=a', 'request_tag=b']);
    expect(marks('client', 'argument')).toEqual(['argument=xyz']);
  });
});

describe('any bytes', () => {
  const piece = fc.oneof(
    fc.constantFrom('a1 ', '* ', '+ ', '{3}\r\n', '{3+}\r\n', '~{2}\r\n', '{99999}\r\n', '\r\n', '(', ')', '"', '\\', 'NIL', ' ', 'a LOGIN ', 'a APPEND x ', 'a SEARCH OR ', 'a FETCH 1 BODY[', 'a AUTHENTICATE PLAIN\r\n', 'a IDLE\r\n', 'DONE\r\n',
      '* 1 FETCH (', 'ENVELOPE (', 'BODYSTRUCTURE ((', 'BODY[] ', 'BODY[]<0> ', 'FLAGS (', '* LIST () ', '* OK [', 'a OK ', 'a NO ', '* 3 EXISTS\r\n', '* 1 EXPUNGE\r\n', '* VANISHED 1:3\r\n', 'a SELECT x\r\n', 'a COMPRESS DEFLATE\r\n'),
    fc.string({ maxLength: 6 }),
    fc.uint8Array({ maxLength: 6 }).map((b) => String.fromCharCode(...b)),
  );
  const said = fc.array(piece, { maxLength: 30 }).map((pieces) => Uint8Array.from(pieces.join(''), (c) => c.charCodeAt(0)));
  const turns = fc.array(fc.tuple(fc.boolean(), said).map(([isClient, bytes]): Turn => (isClient ? { C: bytes } : { S: bytes })), { maxLength: 6 });

  test('nothing throws, whatever is lost; fields lie in their unit, and parts in what they are parts of', () => {
    fc.assert(fc.property(turns, fc.nat(12), (all, lost) => {
      expect(misplacedMarks(conversation(all, { port: 143 }).filter((_, i) => i !== lost))).toEqual([]);
    }), { numRuns: 400 });
  });
});
