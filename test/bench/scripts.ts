import type { Random } from './random.ts';

/** What one side says next; long texts are cut into segments later. */
export interface Turn {
  readonly client: boolean;
  readonly bytes: Buffer;
}

export interface Script {
  readonly port: number;
  readonly turns: readonly Turn[];
}

const words = 'packet header field layer stream segment window route switch bridge frame address port socket buffer socket checksum option cable signal mail letter server client студент письмо сервер пакет thư máy chủ gói tin'.split(' ');
const users = ['anna', 'minh', 'oleg', 'lan', 'peter', 'ngoc', 'vera', 'tuan'];

const C = (text: string): Turn => ({ client: true, bytes: Buffer.from(text) });
const S = (text: string | Buffer): Turn => ({ client: false, bytes: Buffer.from(text) });

function sentence(r: Random, count: number): string {
  return Array.from({ length: count }, () => r.pick(words)).join(' ');
}

/** A mail of about `size` bytes, in lines of 76 characters as base64 and quoted-printable have them. */
function mail(r: Random, size: number): string {
  const [from, to] = [r.pick(users), r.pick(users)];
  const head = `From: ${from}@lab.test\r\nTo: ${to}@lab.test\r\nSubject: ${sentence(r, 4)}\r\nMessage-ID: <${r.below(1e9)}@lab.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n`;
  let body = '';
  while (body.length < size) body += `${sentence(r, 12).slice(0, 76)}\r\n`;
  return head + body;
}

const sizeOf = (r: Random): number => Math.floor(400 * 2 ** (r.next() * 8));

/** A page and some of what it shows: one to six requests on one connection. */
function http(r: Random): Script {
  const turns: Turn[] = [];
  for (let i = 1 + r.below(6); i > 0; i--) {
    const body = Buffer.alloc(sizeOf(r) * 2, sentence(r, 40));
    turns.push(C(`GET /${r.pick(words)}/${r.below(1e6)}.html HTTP/1.1\r\nHost: www.lab.test\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: */*\r\nCookie: sid=${r.below(1e9)}\r\n\r\n`));
    const head = `HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n`;
    turns.push(S(Buffer.concat([Buffer.from(head), body])));
  }
  return { port: 80, turns };
}

/** One to three mails handed over. */
function smtp(r: Random): Script {
  const turns: Turn[] = [S('220 mail.lab.test ESMTP lab\r\n'), C('EHLO student-a.lab.test\r\n'), S('250-mail.lab.test\r\n250-PIPELINING\r\n250-SIZE 20480000\r\n250-8BITMIME\r\n250 HELP\r\n')];
  for (let i = 1 + r.below(3); i > 0; i--) {
    turns.push(C(`MAIL FROM:<${r.pick(users)}@lab.test>\r\n`), S('250 2.1.0 Ok\r\n'), C(`RCPT TO:<${r.pick(users)}@lab.test>\r\n`), S('250 2.1.5 Ok\r\n'));
    turns.push(C('DATA\r\n'), S('354 End data with <CR><LF>.<CR><LF>\r\n'), C(`${mail(r, sizeOf(r))}.\r\n`), S(`250 2.0.0 Ok: queued as ${r.below(1e9).toString(16)}\r\n`));
  }
  turns.push(C('QUIT\r\n'), S('221 2.0.0 Bye\r\n'));
  return { port: 25, turns };
}

/** One to four mails fetched. */
function pop(r: Random): Script {
  const mails = Array.from({ length: 1 + r.below(4) }, () => mail(r, sizeOf(r)));
  const turns: Turn[] = [S('+OK Lab mail server ready.\r\n'), C(`USER ${r.pick(users)}\r\n`), S('+OK\r\n'), C('PASS geheim\r\n'), S('+OK Logged in.\r\n')];
  turns.push(C('STAT\r\n'), S(`+OK ${mails.length} ${mails.reduce((n, m) => n + Buffer.byteLength(m), 0)}\r\n`), C('LIST\r\n'));
  turns.push(S(`+OK ${mails.length} messages:\r\n${mails.map((m, i) => `${i + 1} ${Buffer.byteLength(m)}\r\n`).join('')}.\r\n`));
  mails.forEach((m, i) => turns.push(C(`RETR ${i + 1}\r\n`), S(`+OK ${Buffer.byteLength(m)} octets\r\n${m}.\r\n`), C(`DELE ${i + 1}\r\n`), S('+OK Marked to be deleted.\r\n')));
  turns.push(C('QUIT\r\n'), S('+OK Logging out, messages deleted.\r\n'));
  return { port: 110, turns };
}

/** A mailbox selected and some mails fetched. */
function imap(r: Random): Script {
  let tag = 0;
  const turns: Turn[] = [S('* OK [CAPABILITY IMAP4rev1 LITERAL+ IDLE] Lab mail server ready.\r\n')];
  const say = (command: string, untagged: string): void => {
    const name = `a${++tag}`;
    turns.push(C(`${name} ${command}\r\n`), S(`${untagged}${name} OK done (0.001 + 0.000 secs).\r\n`));
  };
  say(`LOGIN ${r.pick(users)} geheim`, '');
  say('SELECT INBOX', '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n* 12 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1700000000] UIDs valid\r\n');
  for (let i = 1 + r.below(4); i > 0; i--) {
    const m = mail(r, sizeOf(r));
    say(`FETCH ${i} BODY[]`, `* ${i} FETCH (FLAGS (\\Seen) BODY[] {${Buffer.byteLength(m)}}\r\n${m})\r\n`);
  }
  say('LOGOUT', '* BYE Logging out\r\n');
  return { port: 143, turns };
}

const kinds = [http, http, http, http, http, smtp, smtp, pop, pop, imap, imap];

/** A pool of dialogues; flows say them with addresses and ports of their own. */
export function scriptPool(r: Random, count: number): Script[] {
  return Array.from({ length: count }, () => r.pick(kinds)(r));
}
