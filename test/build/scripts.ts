import { concat, hex, u16, utf8 } from './bytes.ts';
import type { Turn } from './dialogue.ts';
import { message, name, pointer, question, record } from './dns.ts';
import { encodedName, nbss, smb, smb2, smbCommand } from './smb.ts';

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

/** User name and password, a name for an address, and a web server behind it. */
const socks: readonly Turn[] = [
  { C: hex('05 02 00 02') }, { S: hex('05 02') }, { C: concat(hex('01 04'), utf8('anna'), hex('03'), utf8('geh')) }, { S: hex('01 00') },
  { C: concat(hex('05 01 00 03 08'), utf8('lab.test'), hex('00 50')) }, { S: hex('05 00 00 01 0a4d0001 c001') },
  { C: 'GET / HTTP/1.1\r\nHost: lab.test\r\n\r\n' }, { S: 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc' },
  { C: 'HEAD / HTTP/1.1\r\nHost: lab.test\r\n\r\n' }, { S: 'HTTP/1.1 204 No Content\r\n\r\n' },
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

const imap: readonly Turn[] = [
  { S: '* OK [CAPABILITY IMAP4rev1 LITERAL+ IDLE AUTH=PLAIN] IMAP ready\r\n' },
  { C: 'a1 LOGIN {4}\r\n' }, { S: '+ go on\r\n' }, { C: 'anna {9}\r\n' }, { S: 'a1 NO no\r\n' },
  { C: 'a2 AUTHENTICATE PLAIN\r\n' }, { S: '+ \r\n' }, { C: 'AGFubmEAUGFyb2wtMQ==\r\n' }, { S: 'a2 OK Logged in\r\n' },
  { C: 'a3 LIST "" {1+}\r\n*\r\na4 STATUS "Sent Items" (MESSAGES UIDNEXT)\r\na5 SELECT INBOX\r\n' },
  { S: '* LIST (\\HasNoChildren) "/" INBOX\r\n* LIST (\\Sent) "/" {10}\r\nSent Items\r\na3 OK List completed\r\n* STATUS "Sent Items" (MESSAGES 2 UIDNEXT 7)\r\na4 OK done\r\n' },
  { S: '* FLAGS (\\Seen \\Deleted)\r\n* 2 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 38] ok\r\na5 OK [READ-WRITE] SELECT completed\r\n' },
  { C: 'a6 FETCH 1:* (UID RFC822.SIZE ENVELOPE BODY.PEEK[])\r\n' },
  { S: '* 1 FETCH (UID 4 RFC822.SIZE 43 ENVELOPE ("Sat, 21 Nov 2026" {5}\r\n(one) (("Anna" NIL "anna" "lab.test")) NIL NIL NIL NIL NIL NIL "<1@lab.test>") BODY[] {43}\r\n' },
  { S: 'Subject: one\r\n\r\n* 9 EXISTS\r\na6 BAD no end\r\n)\r\n* 2 FETCH (BODY[] {16}\r\nSubject: two\r\n\r\n UID 6 RFC822.SIZE 16)\r\na6 OK Fetch completed\r\n' },
  { C: 'a7 FETCH 2 (BODYSTRUCTURE BODY[2]<0.4>)\r\na8 UID SEARCH CHARSET UTF-8 OR (SUBJECT {3+}\r\n1 2 UNSEEN) NOT FROM "anna"\r\na9 BOGUS\r\n' },
  { S: '* 2 FETCH (BODYSTRUCTURE (("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 2 1)("IMAGE" "PNG" NIL NIL NIL "BASE64" 8) "MIXED" ("BOUNDARY" "b")) BODY[2]<0> {4}\r\n)*\r\n)\r\na7 OK ok\r\n* SEARCH 4 6\r\na8 OK ok\r\na9 BAD what\r\n' },
  { C: 'b1 APPEND INBOX (\\Seen) {25}\r\n' }, { S: 'b1 NO full\r\n' },
  { C: 'b2 APPEND INBOX {18}\r\n' }, { S: '+ go\r\n' }, { C: 'Subject: three\r\n\r\n\r\n' }, { S: '* 3 EXISTS\r\nb2 OK [APPENDUID 38 7] done\r\n' },
  { C: 'b3 IDLE\r\n' }, { S: '+ idling\r\n' }, { S: '* 4 EXISTS\r\n' }, { C: 'DONE\r\n' }, { S: 'b3 OK done\r\n' },
  { C: 'b4 STORE 1 +FLAGS (\\Deleted)\r\nb5 EXPUNGE\r\n' }, { S: '* 1 FETCH (FLAGS (\\Seen \\Deleted))\r\nb4 OK ok\r\n* 1 EXPUNGE\r\nb5 OK ok\r\n' },
  { C: 'b6 CLOSE\r\n' }, { S: 'b6 OK ok\r\n' }, { C: 'b7 LOGOUT\r\n' }, { S: '* BYE bye\r\nb7 OK ok\r\n' },
];

const http: readonly Turn[] = [
  { C: 'GET /lab4/?group=7&name=%D0%90 HTTP/1.1\r\nHost: www.lab.test\r\nCookie: a=1; b=2\r\n\r\n' },
  { S: 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n<p>one</p>\r\n' },
  { C: 'GET /a.png HTTP/1.1\r\nHost: www.lab.test\r\n\r\nHEAD /b.png HTTP/1.1\r\nHost: www.lab.test\r\n\r\nGET /c.txt HTTP/1.1\r\nHost: www.lab.test\r\nIf-None-Match: "1"\r\n\r\n' },
  { S: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Digest\r\n\r\n5;note="x"\r\nabc\r\n\r\n00A\r\nHTTP/1.1 2\r\n0\r\nDigest: sha-256=x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n' },
  { C: 'POST /login HTTP/1.1\r\nHost: www.lab.test\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 27\r\n\r\nuser=anna&password=Parol%2D1\r\n' },
  { S: 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nSet-Cookie: sid=1\r\n\r\n' },
  { C: 'PUT /big HTTP/1.1\r\nHost: www.lab.test\r\nExpect: 100-continue\r\nContent-Length: 8\r\nAuthorization: Basic YW5uYTpQYXJvbC0x\r\n\r\n' }, { S: 'HTTP/1.1 100 Continue\r\n\r\n' },
  { C: 'GET / HTT' }, { S: 'HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok' },
  { C: 'PUT /no HTTP/1.1\r\nHost: www.lab.test\r\nExpect: 100-continue\r\nContent-Length: 8\r\n\r\n' }, { S: 'HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n' },
  { C: 'GET /big HTTP/1.1\r\nHost: www.lab.test\r\nRange: bytes=2-5\r\n\r\n' }, { S: 'HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-5/8\r\nContent-Length: 4\r\n\r\n234\n' },
  { C: 'GET /old HTTP/1.0\r\nHost: www.lab.test\r\n\r\n' }, { S: 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nHTTP/1.1 200 OK\r\n\r\nuntil the end' },
];

const proxy: readonly Turn[] = [
  { C: 'CONNECT www.lab.test:8443 HTTP/1.1\r\nHost: www.lab.test:8443\r\nProxy-Authorization: Basic YW5uYTp4\r\n\r\n' }, { S: 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n\r\nno' },
  { C: 'CONNECT www.lab.test:8443 HTTP/1.1\r\nHost: www.lab.test:8443\r\nProxy-Authorization: Basic YW5uYTpQYXJvbC0x\r\n\r\n' }, { S: 'HTTP/1.1 200 Connection established\r\nContent-Length: 5\r\n\r\n' },
  { C: 'GET /inner HTTP/1.1\r\nHost: www.lab.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n' },
  { S: 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n' },
  { C: Uint8Array.of(0x82, 0x81, 1, 2, 3, 4, 5) }, { S: Uint8Array.of(0x82, 1, 5, 0x47, 0x45, 0x54, 0x20, 0x2f, 0x0d, 0x0a) },
];

const smbEcho = (id: bigint, isResponse = false): Uint8Array => nbss(0, smb2({ command: 13, response: isResponse, message: id }, Uint8Array.of(4, 0, 0, 0)));

/** A session of NetBIOS: asked for by names and granted; messages of SMB in a row, of something else, keep-alives. */
const netbios: readonly Turn[] = [
  { C: nbss(0x81, concat(encodedName('LABSRV', 0x20), encodedName('PC1', 0))) }, { S: nbss(0x82) },
  { C: nbss(0, smb({ command: 0x72 }, smbCommand(new Uint8Array(0), hex('024e54204c4d20302e313200')))) }, { S: nbss(0, smb({ command: 0x72, response: true }, smbCommand(hex('0000')))) },
  { C: concat(smbEcho(1n), smbEcho(2n), smbEcho(3n)) }, { S: concat(smbEcho(1n, true), nbss(0x85), smbEcho(2n, true)) }, { S: smbEcho(3n, true) },
  { C: nbss(0x85) }, { C: nbss(0, hex('68656c6c6f')) }, { S: nbss(0, hex('81820000')) }, { C: smbEcho(4n) }, { S: smbEcho(4n, true) },
];

export const scripts: readonly Script[] = [
  { name: 'DNS', port: 53, turns: dns },
  { name: 'SMTP', port: 25, turns: smtp },
  { name: 'POP3', port: 110, turns: pop },
  { name: 'IMAP', port: 143, turns: imap },
  { name: 'HTTP', port: 80, turns: http },
  { name: 'NetBIOS session', port: 139, turns: netbios },
  { name: 'HTTP through a proxy', port: 3128, turns: proxy },
  { name: 'SOCKS', port: 1080, turns: socks },
];
