/**
 * What tshark 4.0 makes of some bytes, and what is right. Each name begins with the RFC. `test/beat/` holds pupil to it, `test/system/` shows what tshark does
 * with the same bytes, and `docs/beyond-tshark.md` tells people.
 */
interface Situation {
  readonly name: string;
  readonly capture: string;
}

/** Fields of a packet: values as `-T fields` prints them, one value of a field from the next by a bar. */
export interface Shown extends Situation {
  readonly packet: number;
  readonly fields: readonly string[];
  readonly pupil: readonly string[];
  readonly tshark: readonly string[];
}

export const shown: readonly Shown[] = [
  {
    name: 'RFC 5321 §3.3: after a DATA that was refused come commands', capture: 'smtp-refused.pcap', packet: 42,
    fields: ['smtp.req.command', 'smtp.command_line'], pupil: ['NOOP', 'NOOP\\r\\n'], tshark: ['', ''],
  },
  {
    name: 'RFC 2920 §3.1: commands stand behind the end of a mail in one segment', capture: 'smtp-pipelining-bdat.pcap', packet: 14,
    fields: ['smtp.req.command', 'smtp.req.parameter'], pupil: ['MAIL|RCPT', 'FROM:<minh@lab.test>|TO:<anna@lab.test>'], tshark: ['', ''],
  },
  {
    name: 'RFC 3030 §2: BDAT counts bytes, and commands stand between them', capture: 'smtp-pipelining-bdat.pcap', packet: 19,
    fields: ['smtp.req.command', 'smtp.req.parameter'], pupil: ['BDAT|BDAT', '100|401'], tshark: ['', ''],
  },
  {
    name: 'RFC 3207 §4: STARTTLS is one word', capture: 'smtp-starttls.pcap', packet: 11,
    fields: ['smtp.req.command', 'smtp.req.parameter'], pupil: ['STARTTLS', ''], tshark: ['STAR', 'TLS'],
  },
  {
    name: 'RFC 5034 §4: the answer to a challenge is no command', capture: 'pop3-apop.pcap', packet: 44,
    fields: ['pop.request.command'], pupil: [''], tshark: ['*'],
  },
  {
    name: 'RFC 2449 §6.6: three commands in one segment are three', capture: 'pop3-dele-rset.pcap', packet: 106,
    fields: ['pop.request.command', 'pop.request.parameter'], pupil: ['STAT|RETR|QUIT', '1'], tshark: ['STAT', ''],
  },
  {
    name: 'RFC 3501 §6.3.11: the mail that APPEND brings is no row of commands', capture: 'imap.pcap', packet: 122,
    fields: ['imap.request.command', 'imap.request.folder'], pupil: ['APPEND', 'INBOX'],
    tshark: ['APPEND|Mon,|anna@lab.test|minh@lab.test|=?koi8-r?b?89TB0sHRIMvPxMnSz9fLwQ==?=|<9.21@lab.test>|1.0|text/plain;|8bit|\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}', 'INBOX'],
  },
  {
    name: 'RFC 3501 §4.3: LOGIN {4} announces a literal, which is the name', capture: 'imap-literals.pcap', packet: 8,
    fields: ['imap.request.command', 'imap.request.username'], pupil: ['LOGIN', ''], tshark: ['LOGIN', '{4}'],
  },
  {
    name: 'RFC 7888 §3: LOGIN {4+} {7+} has name and password in the same segment', capture: 'imap-literals.pcap', packet: 17,
    fields: ['imap.request.username', 'imap.request.password'], pupil: ['anna', 'Parol-1'], tshark: ['{4+}', ''],
  },
  {
    name: 'RFC 3501 §7.1: [READ-WRITE] is a response code, the command is the one with that tag', capture: 'imap.pcap', packet: 61,
    fields: ['imap.response.status', 'imap.response.command'], pupil: ['OK', 'Select'], tshark: ['OK', '[READ-WRITE]'],
  },
  {
    name: 'RFC 9112 §9.3.2: the third of three pipelined requests has the third answer', capture: 'http-chunked-gzip.pcap', packet: 245,
    fields: ['http.request_in', 'http.response_number'], pupil: ['228', '3'], tshark: ['', '5'],
  },
  {
    name: 'RFC 9110 §9.3.6: what passes through the tunnel of a proxy comes from the port of the proxy', capture: 'http-proxy-connect.pcap', packet: 85,
    fields: ['pop.request.command', 'pop.response.indicator'], pupil: ['', '+OK'], tshark: ['+OK', ''],
  },
  {
    name: 'RFC 1001 §14.1: letters of an OEM code page are letters', capture: 'netbios-names.pcap', packet: 32,
    fields: ['nbns.name'], pupil: ['УЧЕНИК<00>|УЧЕНИК<00> (Workstation/Redirector)'], tshark: ['<93><97><85><8d><88><8a><00>|<93><97><85><8d><88><8a><00> (Workstation/Redirector)'],
  },
];

/** Data that stands in fields of its own, where tshark has the line alone. */
export interface Unnamed extends Situation {
  readonly packet: number;
  readonly values: Readonly<Record<string, string>>;
}

export const unnamed: readonly Unnamed[] = [
  { name: 'RFC 3501 §7: untagged data are values', capture: 'imap.pcap', packet: 61, values: { 'imap.exists': '5', 'imap.recent': '5' } },
];

/** A mail that was carried: one of `captures/expected.json`, by what brought it. */
export interface Carried extends Situation {
  readonly what: string;
}

export const carried: readonly Carried[] = [
  { name: 'RFC 5321 §4.5.2: a dot at the beginning of a line is sent twice, and is one in the mail', capture: 'lab5.pcap', what: 'DATA' },
  { name: 'RFC 3030 §2: a mail in counted chunks is a mail', capture: 'smtp-pipelining-bdat.pcap', what: 'BDAT' },
  { name: 'RFC 3030 §2: a chunk may be empty, and the last', capture: 'smtp-pipelining-bdat.pcap', what: 'BDAT LAST 0' },
  { name: 'RFC 1939 §5: RETR hands out a mail', capture: 'pop3-dele-rset.pcap', what: 'RETR 2' },
  { name: 'RFC 3501 §6.3.11: APPEND takes a mail in', capture: 'imap.pcap', what: 'c2 APPEND' },
];

/** Who proved in which way who he was. */
export interface Proved extends Situation {
  readonly packet: number;
  readonly by: string;
  readonly user: string;
}

export const proved: readonly Proved[] = [
  { name: 'RFC 4954 §4: AUTH PLAIN with an initial response', capture: 'smtp-auth.pcap', packet: 11, by: 'smtp PLAIN', user: 'anna' },
  { name: 'RFC 4954 §4: AUTH LOGIN sends the name in base64', capture: 'smtp-auth.pcap', packet: 73, by: 'smtp LOGIN', user: 'minh' },
  { name: 'RFC 1939 §7: APOP', capture: 'pop3-apop.pcap', packet: 22, by: 'pop APOP', user: 'anna' },
];

/** A mail after AUTH CRAM-MD5; the bytes are in `cram-md5-mail.ts`. */
export const glued = 'RFC 2195 §2: the answer to a challenge is no part of the mail that follows';
