import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MailHead, MAX_HEAD } from '../../src/message/mail-head.ts';
import { ascii, concat } from '../build/bytes.ts';
import { lines } from '../build/mail.ts';

function collect(...chunks: readonly Uint8Array[]): MailHead {
  const head = new MailHead();
  for (const chunk of chunks) head.add(chunk, 0, chunk.length);
  return head;
}

describe('the head of a mail that passes by', () => {
  const header = lines(
    'Received: from b by c; Mon, 5 Oct 2009 11:36:08 +0700', 'Received: from a by b; Mon, 5 Oct 2009 11:36:07 +0700',
    'From: An <an@lab.test>', 'To: binh@lab.test,', ' chi@lab.test', 'Subject: =?koi8-r?B?8NLJ18XU?=', 'Date: Mon, 5 Oct 2009 11:36:07 +0700', 'Message-ID: <1@lab.test>',
    'Content-Type: text/plain; charset=koi8-r', '',
  );
  const mail = concat(header, lines('Subject: not this', '', 'text'));

  test('who, whom, what about, when, its name, how many servers, what kind', () => {
    const { header: h } = collect(mail);
    expect([h.text('subject'), h.mailboxes('from')[0]?.name, h.mailboxes('to').map((m) => m.address), h.date()?.seconds, h.messageIds('message-id')[0]?.id])
      .toEqual(['Привет', 'An', ['binh@lab.test', 'chi@lab.test'], Date.UTC(2009, 9, 5, 4, 36, 7) / 1000, '1@lab.test']);
    expect([h.received().length, h.contentType.value, h.charset, h.text('cc'), h.date('resent-date')]).toEqual([2, 'text/plain', 'koi8-r', undefined, undefined]);
  });

  test('its bytes are those of the header with its empty line; all are counted', () => {
    const head = collect(mail);
    expect([Buffer.from(head.bytes).equals(header), head.size]).toEqual([true, mail.length]);
  });

  test('however the mail is cut into segments, the head is the same', () => {
    fc.assert(fc.property(fc.array(fc.nat(mail.length), { maxLength: 6 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), mail.length];
      const head = collect(...at.slice(1).map((to, i) => mail.subarray(at[i], to)));
      expect(Buffer.from(head.bytes).equals(header)).toBe(true);
    }));
  });

  test('a part of a buffer', () => {
    const head = new MailHead();
    head.add(mail, 0, 20);
    head.add(mail, 20, mail.length);
    expect(head.text('subject')).toBe('Привет');
  });

  test.each([
    ['bare LF', 'A: b\n\nC: d', 'A: b\n\n'],
    ['an empty header', '\r\nC: d', '\r\n'], ['a bare LF first', '\nC: d', '\n'], ['a CR in a line', 'A: b\r\r\n\r\nC: d', 'A: b\r\r\n\r\n'], ['no end', 'A: b\r\n', 'A: b\r\n'],
    ['a CR at the start of a line is no line end', 'A: b\r\n\rx\r\n\r\nC', 'A: b\r\n\rx\r\n\r\n'],
  ])('%s', (_, text, kept) => {
    expect(Buffer.from(collect(...Array.from(text, (c) => ascii(c))).bytes).toString()).toBe(kept);
    expect(Buffer.from(collect(ascii(text)).bytes).toString()).toBe(kept);
  });

  test('asked early, it says what it has; asked later, more', () => {
    const head = collect(ascii('Subject: a\r\n'));
    expect([head.text('subject'), head.text('to')]).toEqual(['a', undefined]);
    head.add(ascii('To: b\r\n\r\n'), 0, 9);
    expect(head.text('to')).toBe('b');
  });

  test(`no more than ${MAX_HEAD} bytes are kept of a header without end`, () => {
    const segment = ascii('X: y\r\n'.repeat(250));
    const head = collect(...Array.from({ length: 1000 }, () => segment));
    expect([head.bytes.length, head.size]).toEqual([MAX_HEAD, 1_500_000]);
  });
});
