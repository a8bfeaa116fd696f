import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { ContentLog, contentSinks } from '../../src/analysis/content-log.ts';
import { headerChanges, mailTrails } from '../../src/analysis/mail-trail.ts';
import { Header } from '../../src/message/header.ts';
import { utf8 } from '../build/bytes.ts';
import { conversation, type Turn } from '../build/dialogue.ts';

const header = (text: string): Header => Header.of(utf8(text));

const sending = (mail: string, clientPort: number): Uint8Array[] => {
  const turns: Turn[] = [
    { S: '220 x\r\n' }, { C: 'HELO pc\r\n' }, { S: '250 x\r\n' }, { C: 'MAIL FROM:<a@lab.test>\r\n' }, { S: '250 ok\r\n' }, { C: 'RCPT TO:<b@lab.test>\r\n' }, { S: '250 ok\r\n' }, { C: 'DATA\r\n' }, { S: '354 go\r\n' },
    { C: `${mail}.\r\n` }, { S: '250 ok\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' },
  ];
  return conversation(turns, { clientPort });
};

function logOf(packets: readonly Uint8Array[]): ContentLog {
  const log = new ContentLog();
  const other = new ContentLog();
  const a = new Analyzer(() => undefined, { contents: contentSinks(log, other) });
  for (const p of packets) a.packet(p, 0, p.length, p.length, 0, 0, 1, undefined);
  a.end();
  expect(other.records).toEqual(log.records);
  return log;
}

describe('following a mail by its Message-ID (RFC 5322 §3.6.4)', () => {
  const log = logOf([
    ...sending('Message-ID: <1@lab>\r\nSubject: one\r\n\r\nx\r\n', 4001),
    ...sending('Subject: nameless\r\n\r\ny\r\n', 4002),
    ...sending('Received: from pc by mail.lab.test; Wed, 25 Nov 2026 12:00:00 +0000\r\nMessage-ID: <1@lab>\r\nSubject: one\r\n\r\nx\r\n', 4003),
    ...sending('Subject: nameless\r\n\r\ny\r\n', 4004),
  ]);

  test('what is remembered of each', () => {
    expect(log.counts).toEqual({ mail: 4, object: 0 });
    expect(log.records[0]).toMatchObject({ id: 0, kind: 'mail', protocol: 'smtp', session: 0, side: 'client', size: 40, missing: 0, isWhole: true, firstPacket: 13, lastPacket: 13 });
  });

  test('stops of the same mail make one trail; mails without a name are not taken for each other', () => {
    expect(mailTrails(log.records).map((t) => [t.messageId, t.stops.map((s) => s.session)])).toEqual([['<1@lab>', [0, 2]], ['', [1]], ['', [3]]]);
  });
});

describe('how a header changed', () => {
  test('what a server put on top (RFC 5321 §4.4)', () => {
    const before = header('Subject: x\r\nTo: a\r\n\r\n');
    const after = header('Received: from pc\r\n by mail\r\nSubject: x\r\nTo: a\r\n\r\n');
    expect(headerChanges(before, after)).toEqual([{ kind: 'added', name: 'Received', value: 'from pc by mail' }]);
    expect(headerChanges(after, before)).toEqual([{ kind: 'removed', name: 'Received', value: 'from pc by mail' }]);
  });

  test('a changed value, and a field that stands twice', () => {
    expect(headerChanges(header('A: 1\r\nB: 2\r\nB: 2\r\n\r\n'), header('a: 1\r\nB: 2\r\nC: 3\r\n\r\n'))).toEqual([{ kind: 'added', name: 'C', value: '3' }, { kind: 'removed', name: 'B', value: '2' }]);
  });
});
