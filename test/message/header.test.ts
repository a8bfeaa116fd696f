import { describe, expect, test } from 'vitest';
import { Header } from '../../src/message/header.ts';
import { MAX_VALUE } from '../../src/message/header-text.ts';
import { ascii } from '../build/bytes.ts';
import { lines } from '../build/mail.ts';

describe('a header (RFC 5322 §3.6)', () => {
  const header = Header.of(lines('To: a@b', 'TO: g: c@d;', 'Subject: x', 'References: <1@a>', ' <2@a>', 'Content-Disposition: inline', '', 'Cc: no header'));

  test('fields by name, in any case: the first, or all', () => {
    expect([header.text('to'), header.all('to').length, header.text('cc'), header.find('cc')]).toEqual(['a@b', 2, undefined, undefined]);
  });

  test('addresses of all fields of a name', () => {
    expect([header.addresses('to').map((a) => a.kind), header.mailboxes('to').map((m) => m.address)]).toEqual([['mailbox', 'group'], ['a@b', 'c@d']]);
  });

  test('names of mails, dates, parameters; of what is missing, nothing', () => {
    expect([header.messageIds('references').map((m) => m.id), header.messageIds('message-id'), header.date(), header.received()]).toEqual([['1@a', '2@a'], [], undefined, []]);
    expect([header.parameterized('content-disposition').value, header.contentType.value, header.charset]).toEqual(['inline', '', '']);
  });

  test(`of a value, ${MAX_VALUE} bytes are looked at`, () => {
    const long = Header.of(ascii(`Subject: ${'x'.repeat(MAX_VALUE + 10)}\r\nTo: a@b${' '.repeat(MAX_VALUE)}, c@d\r\n`));
    expect([long.text('subject')?.length, long.mailboxes('to').length, long.fields.length]).toEqual([MAX_VALUE, 1, 2]);
  });
});
