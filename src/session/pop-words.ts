import { vocabulary } from '../base/vocabulary.ts';

export const commandWords = vocabulary('pop.request.command', 'RFC 1939 §5', {
  USER: ['names the mailbox', 'RFC 1939 §7'],
  PASS: ['gives the password of the mailbox', 'RFC 1939 §7'],
  APOP: ['names the mailbox and proves to know its password, without sending it', 'RFC 1939 §7'],
  AUTH: ['proves who the client is; alone: asks in which ways that can be done', 'RFC 5034 §4'],
  CAPA: ['asks what the server can do', 'RFC 2449 §5'],
  STLS: ['asks to encrypt what follows', 'RFC 2595 §4'],
  UTF8: ['asks for mails as they are, with UTF-8 in their headers', 'RFC 6856 §2.1'],
  LANG: ['asks for replies in another language; alone: asks which there are', 'RFC 6856 §3.1'],
  STAT: 'asks how many mails there are, and how big they are together',
  LIST: 'asks how big each mail is, or a single one',
  RETR: 'asks for a mail',
  DELE: 'marks a mail as deleted; it is removed at QUIT',
  NOOP: 'does nothing; the server answers that it is there',
  RSET: 'takes the marks off all mails that were to be deleted',
  TOP: ['asks for the header of a mail and some lines of its text', 'RFC 1939 §7'],
  UIDL: ['asks for the lasting name of each mail, or of a single one', 'RFC 1939 §7'],
  LAST: ['asks for the highest number that was retrieved', 'RFC 1081'],
  RPOP: ['names the mailbox where the host itself is trusted', 'RFC 1081'],
  XTND: ['asks for a service beyond the standard, such as bulletin boards', 'RFC 1082'],
  XSENDER: ['asks who handed a mail in', 'Netscape Messaging Server'],
  QUIT: ['removes the mails that were marked, and ends the session', 'RFC 1939 §6'],
});

export const indicatorWords = vocabulary('pop.response.indicator', 'RFC 1939 §3', {
  '+OK': 'done',
  '-ERR': 'not done',
});

/** What the server says between brackets, for programs. */
export const responseCodeWords = vocabulary('pop.response.code', 'RFC 2449 §8', {
  'IN-USE': ['the mailbox is open in another session', 'RFC 2449 §8.1.2'],
  'LOGIN-DELAY': ['the last login was too short a time ago', 'RFC 2449 §8.1.1'],
  AUTH: ['the name or the password is wrong', 'RFC 3206 §5'],
  'SYS/TEMP': ['the server has a passing trouble: try again later', 'RFC 3206 §4'],
  'SYS/PERM': ['the server has a lasting trouble: somebody must repair it', 'RFC 3206 §4'],
  UTF8: ['the mail needs a client that has asked for UTF-8', 'RFC 6856 §5'],
});

export const capabilityWords = vocabulary('pop.capability', 'RFC 2449 §6', {
  TOP: ['the beginning of a mail can be asked for', 'RFC 2449 §6.1'],
  USER: ['USER and PASS can be used', 'RFC 2449 §6.2'],
  SASL: ['the client can prove who it is, by one of these mechanisms', 'RFC 2449 §6.3'],
  'RESP-CODES': ['replies may carry a code between brackets', 'RFC 2449 §6.4'],
  'LOGIN-DELAY': ['so many seconds must pass between two logins', 'RFC 2449 §6.5'],
  PIPELINING: ['commands may be sent without waiting for each reply', 'RFC 2449 §6.6'],
  EXPIRE: ['so many days mails are kept', 'RFC 2449 §6.7'],
  UIDL: ['lasting names of mails can be asked for', 'RFC 2449 §6.8'],
  IMPLEMENTATION: ['name and version of the server', 'RFC 2449 §6.9'],
  STLS: ['the session can be encrypted', 'RFC 2595 §4'],
  'AUTH-RESP-CODE': ['replies tell a wrong password from a trouble of the server', 'RFC 3206 §6'],
  UTF8: ['mails can be had with UTF-8 in their headers; USER: names and passwords may be in UTF-8 too', 'RFC 6856 §2'],
  LANG: ['replies can be had in other languages', 'RFC 6856 §3'],
  APOP: ['APOP can be used', 'RFC 1939 §7'],
  XSENDER: ['who handed a mail in can be asked for', 'Netscape Messaging Server'],
  'X-GOOGLE-RICO': ['recent mails can be had once more', 'Gmail'],
});
