import { names } from '../base/names.ts';
import { vocabulary } from '../base/vocabulary.ts';

/** RFC 5321 §4.2.3, RFC 4954 §6, RFC 7504, RFC 3030, and codes that servers use without a standard. */
export const replyCodeNames = names('smtp.response.code', {
  211: 'system status', 214: 'help', 220: 'service ready', 221: 'closing the connection', 235: 'authentication succeeded', 250: 'done', 251: 'not local, will forward',
  252: 'cannot verify, will try', 253: 'pending mail follows', 334: 'go on with the authentication', 354: 'send the mail, end with a dot', 421: 'service not available', 432: 'password must be changed',
  450: 'mailbox busy', 451: 'local error', 452: 'not enough room', 453: 'no mail for you', 454: 'temporary authentication failure', 455: 'parameters cannot be met now',
  458: 'cannot queue for this node', 459: 'node not allowed', 500: 'command not recognized', 501: 'wrong argument', 502: 'command not implemented', 503: 'wrong order of commands',
  504: 'parameter not implemented', 521: 'host takes no mail', 523: 'encryption needed', 530: 'authentication needed', 534: 'mechanism too weak', 535: 'wrong credentials',
  538: 'encryption needed for this mechanism', 541: 'rejected as spam', 550: 'mailbox not available', 551: 'not local, try another path', 552: 'mailbox or mail too big', 553: 'mailbox name not allowed',
  554: 'failed', 555: 'parameters not recognized', 556: 'domain takes no mail',
});

export const commandWords = vocabulary('smtp.req.command', 'RFC 5321 §4.1.1', {
  HELO: 'greets the server and gives the name of the client',
  EHLO: 'greets the server and asks which extensions it has',
  HELLO: 'HELO as it is often mistyped; no server knows it',
  MAIL: 'begins a mail and says who sends it',
  RCPT: 'names one recipient of the mail',
  DATA: 'asks to send the text of the mail',
  BDAT: ['sends a piece of the mail, of a length said beforehand', 'RFC 3030 §2'],
  RSET: 'drops the mail that was begun',
  SEND: ['begins a message for the terminal of a user', 'RFC 821 §3.4'],
  SOML: ['begins a message for the terminal, or else for the mailbox', 'RFC 821 §3.4'],
  SAML: ['begins a message for both the terminal and the mailbox', 'RFC 821 §3.4'],
  VRFY: 'asks whether a mailbox exists',
  EXPN: 'asks who is on a mailing list',
  HELP: 'asks for help',
  NOOP: 'does nothing; the server answers that it is there',
  QUIT: 'ends the session',
  TURN: ['asks to change roles: the server is to send its mail', 'RFC 821 §3.8'],
  ETRN: ['asks the server to deliver the mail that waits for a domain', 'RFC 1985 §5'],
  ATRN: ['asks to change roles, after authentication', 'RFC 2645 §5'],
  AUTH: ['proves who the client is', 'RFC 4954 §4'],
  STARTTLS: ['asks to encrypt what follows', 'RFC 3207 §4'],
  XCLIENT: ['tells the server for which client a proxy speaks', 'Postfix'],
  XFORWARD: ['tells the server where a proxy got the mail from', 'Postfix'],
  'X-EXPS': ['proves who the client is, as Exchange servers do among themselves', 'Microsoft Exchange'],
});

export const extensionWords = vocabulary('smtp.rsp.keyword', 'RFC 5321 §4.1.1.1', {
  PIPELINING: ['commands may be sent without waiting for each reply', 'RFC 2920'],
  SIZE: ['the client may say how big a mail is; with a number: how big it may be', 'RFC 1870'],
  '8BITMIME': ['mails may hold bytes beyond ASCII', 'RFC 6152'],
  SMTPUTF8: ['addresses and headers may be in UTF-8', 'RFC 6531'],
  DSN: ['the sender may ask for reports about the delivery', 'RFC 3461'],
  ENHANCEDSTATUSCODES: ['replies carry a second, finer code', 'RFC 2034'],
  STARTTLS: ['the session can be encrypted', 'RFC 3207'],
  AUTH: ['the client can prove who it is, by one of these mechanisms', 'RFC 4954'],
  CHUNKING: ['mails may be sent in pieces, by BDAT', 'RFC 3030'],
  BINARYMIME: ['mails may hold any bytes, lines of any length', 'RFC 3030'],
  VRFY: 'mailboxes can be asked for',
  EXPN: 'mailing lists can be asked for',
  HELP: 'help can be asked for',
  ETRN: ['waiting mail can be asked for', 'RFC 1985'],
  TURN: ['roles can be changed', 'RFC 821 §3.8'],
  ATRN: ['roles can be changed, after authentication', 'RFC 2645'],
  SEND: ['messages to terminals are taken', 'RFC 821 §3.4'],
  SOML: ['messages to terminals or mailboxes are taken', 'RFC 821 §3.4'],
  SAML: ['messages to terminals and mailboxes are taken', 'RFC 821 §3.4'],
  DELIVERBY: ['the sender may say until when a mail is to be delivered', 'RFC 2852'],
  'MT-PRIORITY': ['mails may have a priority', 'RFC 6710'],
  REQUIRETLS: ['the sender may demand encryption on the whole way', 'RFC 8689'],
  LIMITS: ['how many mails and recipients a session may have', 'RFC 9422'],
  CHECKPOINT: ['a transfer that broke off can be resumed', 'RFC 1845'],
  'NO-SOLICITING': ['advertising is not wanted', 'RFC 3865'],
  BURL: ['a mail may be taken from an IMAP server', 'RFC 4468'],
  FUTURERELEASE: ['a mail may be held until a time', 'RFC 4865'],
  XCLIENT: ['a proxy may say for which client it speaks', 'Postfix'],
  XFORWARD: ['a proxy may say where it got the mail from', 'Postfix'],
  PIPE_CONNECT: ['commands may be sent before the greeting', 'Exim'],
  PRDR: ['the mail may be refused for some of its recipients', 'Exim'],
  'X-EXPS': ['Exchange servers can prove who they are', 'Microsoft Exchange'],
  'X-ANONYMOUSTLS': ['Exchange servers can encrypt among themselves', 'Microsoft Exchange'],
  'X-LINK2STATE': ['Exchange servers can exchange the state of their links', 'Microsoft Exchange'],
  XEXCH50: ['Exchange servers can exchange properties of mails', 'Microsoft Exchange'],
});

/** Parameters of MAIL and RCPT. */
export const parameterWords = vocabulary('smtp.req.keyword', 'RFC 5321 §4.1.2', {
  SIZE: ['how many bytes the mail has, by the word of the client', 'RFC 1870 §5'],
  BODY: ['which bytes the mail holds: 7BIT, 8BITMIME or BINARYMIME', 'RFC 6152 §2'],
  RET: ['how much of the mail a report about it is to return', 'RFC 3461 §4.3'],
  ENVID: ['a name of the mail, which reports about it repeat', 'RFC 3461 §4.4'],
  NOTIFY: ['when a report is wanted: of success, failure, delay, or never', 'RFC 3461 §4.1'],
  ORCPT: ['the recipient as the sender first named it', 'RFC 3461 §4.2'],
  AUTH: ['who handed the mail in first', 'RFC 4954 §5'],
  SMTPUTF8: ['addresses or header are in UTF-8', 'RFC 6531 §3.4'],
  BY: ['until when the mail is to be delivered', 'RFC 2852 §4'],
  'MT-PRIORITY': ['how urgent the mail is', 'RFC 6710 §4'],
  REQUIRETLS: ['the mail must be encrypted on its whole way', 'RFC 8689 §4'],
  HOLDFOR: ['the mail is to be held for so many seconds', 'RFC 4865 §5'],
  HOLDUNTIL: ['the mail is to be held until then', 'RFC 4865 §5'],
});

/** Which replies of success a command may have (RFC 5321 §4.3.2); any command may be refused. */
export const successCodes: ReadonlyMap<string, readonly number[]> = new Map(Object.entries({
  EHLO: [250], HELO: [250], MAIL: [250], SEND: [250], SOML: [250], SAML: [250], RCPT: [250, 251, 252], DATA: [354], '.': [250], BDAT: [250], RSET: [250], VRFY: [250, 251, 252], EXPN: [250, 252],
  HELP: [211, 214, 250], NOOP: [250], QUIT: [221], TURN: [250], ETRN: [250, 251, 252, 253], ATRN: [250, 220], AUTH: [235, 334], STARTTLS: [220],
}));
