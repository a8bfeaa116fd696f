import { concat, hex, u16 } from './bytes.ts';
import type { Turn } from './dialogue.ts';
import { message, name, pointer, question, record } from './dns.ts';

/** A dialogue to be cut up, shaken and robbed of parts: see `test/property/dialogues.test.ts`. */
export interface Script {
  readonly name: string;
  readonly port: number;
  readonly turns: readonly Turn[];
}

const smtp: readonly Turn[] = [
  { S: '220-mail.lab.test ESMTP\r\n220 ready\r\n' },
  { C: 'EHLO pc.lab.test\r\n' }, { S: '250-mail.lab.test\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-AUTH PLAIN LOGIN CRAM-MD5\r\n250 CHUNKING\r\n' },
  { C: 'AUTH LOGIN\r\n' }, { S: '334 VXNlcm5hbWU6\r\n' }, { C: 'YW5uYQ==\r\n' }, { S: '334 UGFzc3dvcmQ6\r\n' }, { C: 'UGFyb2wtMQ==\r\n' }, { S: '235 2.7.0 welcome\r\n' },
  { C: 'MAIL FROM:<minh@lab.test> SIZE=77 BODY=8BITMIME\r\nRCPT TO:<anna@lab.test>\r\nRCPT TO:<nobody@lab.test> NOTIFY=NEVER\r\nDATA\r\n' },
  { S: '250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n550 5.1.1 unknown\r\n354 go on\r\n' },
  { C: 'Subject: one\r\nFrom: minh@lab.test\r\n\r\nQUIT\r\n..\r\n.. two dots\r\n250 no reply\r\n.\r\n' }, { S: '250 2.0.0 Ok: queued as 4F1\r\n' },
  { C: 'DATA\r\n' }, { S: '503 5.5.1 need RCPT\r\n' },
  { C: 'MAIL FROM:<>\r\n' }, { S: '250 Ok\r\n' }, { C: 'RCPT TO:<anna@lab.test>\r\n' }, { S: '250 Ok\r\n' },
  { C: 'BDAT 20\r\nSubject: piece\r\n\r\nabBDAT 6 LAST\r\n.\r\nc\r\n' }, { S: '250 20 bytes\r\n250 queued as 4F2\r\n' },
  { C: 'VRFY anna\r\n' }, { S: '252 perhaps\r\n' }, { C: 'RSET\r\n' }, { S: '250 Ok\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' },
];

const framed = (bytes: Uint8Array): Uint8Array => concat(u16(bytes.length), bytes);
const asks = (id: number, type: number): Uint8Array => framed(message({ id, flags: 0x0000 }, question(name('lab', 'test'), type)));
const answers = (id: number, ...data: readonly string[]): Uint8Array => framed(message({ id, flags: 0x8400, counts: [1, data.length, 0, 0] }, question(name('lab', 'test')), ...data.map((d) => record(pointer(12), 1, hex(d)))));

/** Questions in a row, an answer in two messages, answers out of order, one that nobody asked for, and an empty one. */
const dns: readonly Turn[] = [
  { C: asks(1, 6) }, { S: answers(1, '0a4d0001') },
  { C: concat(asks(2, 252), asks(3, 1), asks(4, 28)) }, { S: concat(answers(2, '0a4d0001', '0a4d0002'), answers(2, '0a4d0003')) },
  { S: concat(answers(4), answers(3, '0a4d0004')) }, { C: concat(asks(5, 15), asks(6, 2), asks(7, 16)) }, { S: concat(answers(99), answers(7), answers(6, '0a4d0005'), answers(5)) },
];

export const scripts: readonly Script[] = [
  { name: 'DNS', port: 53, turns: dns },
  { name: 'SMTP', port: 25, turns: smtp },
];
