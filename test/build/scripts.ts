import type { Turn } from './dialogue.ts';

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

const pop: readonly Turn[] = [
  { S: '+OK ready <1896.697170952@mail.lab.test>\r\n' },
  { C: 'CAPA\r\n' }, { S: '+OK list follows\r\nTOP\r\nUIDL\r\nSASL PLAIN LOGIN CRAM-MD5\r\nPIPELINING\r\n.\r\n' },
  { C: 'AUTH\r\n' }, { S: '+OK\r\nPLAIN\r\nLOGIN\r\n.\r\n' }, { C: 'STAT\r\n' }, { S: '-ERR log in first\r\n' },
  { C: 'AUTH LOGIN\r\n' }, { S: '+ VXNlcm5hbWU6\r\n' }, { C: '*\r\n' }, { S: '-ERR given up\r\n' },
  { C: 'AUTH CRAM-MD5\r\nCAPA\r\nNOOP\r\n' }, { S: '-ERR [SYS/TEMP] not now\r\n+OK\r\nUSER\r\n.\r\n-ERR not yet\r\n' },
  { C: 'AUTH PLAIN\r\n' }, { S: '+ \r\n' }, { C: 'AGFubmEAUGFyb2wtMQ==\r\n' }, { S: '+OK welcome\r\n' },
  { C: 'STAT\r\nLIST\r\nUIDL\r\nLIST 2\r\nUIDL 9\r\n' },
  { S: '+OK 2 84\r\n+OK 2 messages\r\n1 52\r\n2 32\r\n.\r\n+OK\r\n1 QhdPYR:00WBw1Ph7x7\r\n2 whqtswO00WBw418f9t5JxYwZ\r\n.\r\n+OK 2 32\r\n-ERR no such message\r\n' },
  { C: 'RETR 1\r\n' }, { S: '+OK 52 octets\r\nSubject: one\r\nFrom: minh@lab.test\r\n\r\n..\r\n.. two\r\n+OK\r\n.\r\n' },
  { C: 'TOP 2 0\r\nDELE 1\r\nRETR 2\r\nBOGUS\r\n' }, { S: '+OK\r\nSubject: two\r\n\r\n.\r\n+OK marked\r\n+OK 32 octets\r\nSubject: two\r\n\r\n-ERR no answer\r\n.\r\n-ERR what\r\n' },
  { C: 'RSET\r\n' }, { S: '+OK\r\n' }, { C: 'DELE 2\r\n' }, { S: '+OK marked\r\n' }, { C: 'LANG\r\n' }, { S: '+OK\r\nen English\r\nvi Ti\u1ebfng Vi\u1ec7t\r\n.\r\n' },
  { C: 'RETR 3\r\n' }, { S: '-ERR no such message\r\n' }, { C: 'QUIT\r\n' }, { S: '+OK bye\r\n' },
];

export const scripts: readonly Script[] = [
  { name: 'SMTP', port: 25, turns: smtp },
  { name: 'POP3', port: 110, turns: pop },
];
