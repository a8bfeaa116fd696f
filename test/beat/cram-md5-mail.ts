import { concat } from '../build/bytes.ts';
import { little } from '../build/capture.ts';
import { conversation } from '../build/dialogue.ts';

/** The letter that `cramMd5Mail` sends. */
export const letter = 'From: anna@lab.test\r\nTo: minh@lab.test\r\nSubject: after a challenge\r\n\r\nHello.\r\n';

/** A capture in which a client answers a challenge (RFC 2195 §2) and then sends a mail. */
export function cramMd5Mail(): Uint8Array {
  const packets = conversation([
    { S: '220 mail.lab.test ESMTP\r\n' }, { C: 'EHLO pc.lab.test\r\n' }, { S: '250-mail.lab.test\r\n250 AUTH CRAM-MD5\r\n' },
    { C: 'AUTH CRAM-MD5\r\n' }, { S: '334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n' }, { C: 'dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n' }, { S: '235 ok\r\n' },
    { C: 'MAIL FROM:<anna@lab.test>\r\n' }, { S: '250 ok\r\n' }, { C: 'RCPT TO:<minh@lab.test>\r\n' }, { S: '250 ok\r\n' },
    { C: 'DATA\r\n' }, { S: '354 go on\r\n' }, { C: `${letter}.\r\n` }, { S: '250 queued\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' },
  ]);
  return concat(little.pcap(), ...packets.map((p, i) => little.record({ seconds: 1_795_247_952 + i }, p)));
}
