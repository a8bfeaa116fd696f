import { describe, expect, test } from 'vitest';
import { hearImap, loggedIn } from '../build/imap.ts';

/** Fields of a response, and of nothing before it. */
const told = (response: string, ...paths: readonly string[]): string[] => {
  const before = hearImap(loggedIn).marks('server', ...paths).length;
  return hearImap([...loggedIn, { S: `${response}\r\n` }]).marks('server', ...paths).slice(before);
};

describe('folders', () => {
  test('LIST: attributes, delimiter, name; modified UTF-7 is decoded (RFC 3501 §5.1.3, §7.2.2)', () => {
    expect(told('* LIST (\\Noselect \\HasChildren) "/" &BB8EPgRHBEIEMA-', 'list', 'mailbox')).toEqual(['list.attribute=\\Noselect', 'list.attribute=\\HasChildren', 'list.delimiter=/', 'mailbox=Почта']);
    expect(told('* LSUB () NIL "a \\"b\\" & \\\\"', 'list', 'mailbox')).toEqual(['mailbox=a "b" & \\']);
    expect(told('* LIST () "\\\\" {4}\r\na(b)', 'list', 'mailbox')).toEqual(['list.delimiter=\\', 'mailbox=a(b)']);
  });

  test('STATUS: names and values in turn (§7.2.4)', () => {
    expect(told('* STATUS "x y" (MESSAGES 231 UIDNEXT 44292 SIZE 9007199254740993 MAILBOXID (F22))', 'mailbox', 'status', 'argument')).toEqual([
      'mailbox=x y', 'status.item=MESSAGES', 'status.value=231', 'status.item=UIDNEXT', 'status.value=44292', 'status.item=SIZE', 'status.value=9007199254740993', 'status.item=MAILBOXID', 'argument=F22',
    ]);
  });

  test('NAMESPACE (RFC 2342 §5), QUOTA and QUOTAROOT (RFC 2087 §5)', () => {
    expect(told('* NAMESPACE (("" "/")("#mail/" NIL "X-P" ("a"))) NIL (("Общее." "."))', 'namespace', 'list.delimiter')).toEqual([
      'namespace.personal=true', 'namespace.prefix=', 'list.delimiter=/', 'namespace.prefix=#mail/', 'namespace.other=true', 'namespace.shared=true', 'namespace.prefix=Общее.', 'list.delimiter=.',
    ]);
    expect(told('* QUOTA "" (STORAGE 10 512 MESSAGE 3 100)', 'quota')).toEqual(['quota.root=', 'quota.resource=STORAGE', 'quota.usage=10', 'quota.limit=512', 'quota.resource=MESSAGE', 'quota.usage=3', 'quota.limit=100']);
    expect(told('* QUOTAROOT INBOX "" User', 'mailbox', 'quota')).toEqual(['mailbox=INBOX', 'quota.root=', 'quota.root=User']);
  });
});

describe('messages', () => {
  test('EXISTS, RECENT, EXPUNGE, VANISHED, FLAGS', () => {
    expect(told('* 23 EXISTS', 'exists', 'untagged.name')).toEqual(['exists=23', 'untagged.name=EXISTS']);
    expect(told('* 5 RECENT', 'recent')).toEqual(['recent=5']);
    expect(told('* 44 EXPUNGE', 'expunge')).toEqual(['expunge=44']);
    expect(told('* VANISHED (EARLIER) 41,43:116', 'option', 'vanished')).toEqual(['option=EARLIER', 'vanished=41,43:116']);
    expect(told('* FLAGS (\\Answered NonJunk)', 'flag')).toEqual(['flag=\\Answered', 'flag=NonJunk']);
  });

  test('SEARCH, also with a change number (RFC 7162 §3.1.5), SORT, THREAD (RFC 5256 §4), ESEARCH (RFC 4731 §3.1)', () => {
    expect(told('* SEARCH 2 3 6 (MODSEQ 917162500)', 'search', 'modseq')).toEqual(['search.number=2', 'search.number=3', 'search.number=6', 'search.result=MODSEQ', 'modseq=917162500']);
    expect(told('* SEARCH', 'search', 'argument')).toEqual([]);
    expect(told('* SORT 5 3 4', 'search')).toEqual(['search.number=5', 'search.number=3', 'search.number=4']);
    expect(told('* THREAD (2)(3 6 (4 23)(44 7 96))', 'search')).toEqual(['2', '3', '6', '4', '23', '44', '7', '96'].map((n) => `search.number=${n}`));
    expect(told('* ESEARCH (TAG "A282") UID MIN 2 COUNT 3 ALL 2,10:11 MODSEQ 5', 'search', 'sequence', 'modseq')).toEqual([
      'search.result=UID', 'search.result=MIN', 'search.number=2', 'search.result=COUNT', 'search.number=3', 'search.result=ALL', 'sequence_set=2,10:11', 'search.result=MODSEQ', 'modseq=5',
    ]);
  });
});

describe('the server', () => {
  test('CAPABILITY and ENABLED: each word, with its details (RFC 3501 §7.2.1)', () => {
    expect(told('* CAPABILITY IMAP4rev1 AUTH=CRAM-MD5 LITERAL+ I18NLEVEL=1', 'capability')).toEqual(['capability=IMAP4rev1', 'capability=AUTH', 'capability.value=CRAM-MD5', 'capability=LITERAL+', 'capability=I18NLEVEL', 'capability.value=1']);
    expect(told('* ENABLED QRESYNC', 'capability')).toEqual(['capability=QRESYNC']);
  });

  test('ID (RFC 2971 §3.2)', () => {
    expect(told('* ID ("name" "Cyrus" "os" NIL)', 'id')).toEqual(['id.name=name', 'id.value=Cyrus', 'id.name=os']);
    expect(told('* ID NIL', 'id')).toEqual([]);
  });

  test.each([
    ['[UIDVALIDITY 3857529045] UIDs valid', 'UIDVALIDITY', '3857529045', 'UIDs valid'],
    ['[ALERT] System shutdown in 10 minutes', 'ALERT', undefined, 'System shutdown in 10 minutes'],
    ['[PERMANENTFLAGS (\\Deleted \\*)] Limited', 'PERMANENTFLAGS', '(\\Deleted \\*)', 'Limited'],
    ['[BADCHARSET ("UTF-8" KOI8-R)] no', 'BADCHARSET', '("UTF-8" KOI8-R)', 'no'],
    ['[COPYUID 38505 304,319:320 3956:3958] done', 'COPYUID', '38505 304,319:320 3956:3958', 'done'],
    ['[REFERRAL imap://x/a%5Db] moved', 'REFERRAL', 'imap://x/a%5Db', 'moved'],
    ['[X "a]b" c] text', 'X', '"a]b" c', 'text'],
    ['[UNSEEN 12', 'UNSEEN', '12', undefined],
  ])('* OK %s (RFC 3501 §7.1)', (rest, code, value, text) => {
    expect(told(`* OK ${rest}`, 'response')).toEqual([`response.code=${code}`, ...(value === undefined ? [] : [`response.code.value=${value}`]), ...(text === undefined ? [] : [`response.text=${text}`])]);
  });

  test('codes hold flags and capabilities', () => {
    expect(told('* OK [PERMANENTFLAGS (\\Deleted \\*)] x', 'flag')).toEqual(['flag=\\Deleted', 'flag=\\*']);
    expect(told('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] x', 'capability')).toEqual(['capability=IMAP4rev1', 'capability=AUTH', 'capability.value=PLAIN']);
  });

  test('responses that nobody knows are values', () => {
    expect(told('* XFOO (a "b c") 3', 'untagged.name', 'argument')).toEqual(['untagged.name=XFOO', 'argument=a', 'argument=b c', 'argument=3']);
    expect(told('* 12 XBAR', 'untagged.name', 'argument')).toEqual(['argument=12', 'untagged.name=XBAR']);
  });
});
