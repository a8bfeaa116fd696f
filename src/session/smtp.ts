import { bytes, fieldsOf, group, packetNumber, text, truth, u32, VARIES } from '../base/field.ts';
import { decodeBase64, isBase64 } from '../message/base64.ts';
import { MailHead } from '../message/mail-head.ts';
import { decode } from '../base/value.ts';
import type { Line, Reading } from '../stream/reader.ts';
import { dialogue, type Likeness, NO, PERHAPS, type Phrase, SURELY } from './dialogue.ts';
import type { Side } from './marks.ts';
import { replyCodeNames } from './smtp-replies.ts';
import type { Session } from './session.ts';
import { tls } from './tls.ts';

/** Commands that wait for their reply; a client that pipelines more is not believed. */
const MAX_PENDING = 1000;
/** Transactions kept of one session. */
const MAX_TRANSACTIONS = 10_000;

const utf8 = { charset: 'utf-8' } as const;
const f = fieldsOf('smtp', 'RFC 5321', {
  req: truth({ label: 'Request', doc: 'The client speaks.' }),
  rsp: truth({ label: 'Response', doc: 'The server speaks.' }),
  command_line: text(VARIES, 0, { ...utf8, label: 'Command line', doc: 'A command of the client with its argument.', spec: 'RFC 5321 §2.3.7' }),
  'req.command': text(VARIES, 0, { ...utf8, label: 'Command', doc: 'What the client wants of the server.', spec: 'RFC 5321 §4.1.1' }),
  'req.parameter': text(VARIES, 0, { ...utf8, label: 'Parameter', doc: 'What the command is about: a path, a name, a mechanism.', spec: 'RFC 5321 §4.1.2' }),
  response: text(VARIES, 0, { ...utf8, label: 'Reply', doc: 'An answer of the server, which may be several lines long.', spec: 'RFC 5321 §4.2' }),
  'response.code': u32(VARIES, { names: replyCodeNames, label: 'Reply code', doc: 'Three digits: 2 done, 3 go on, 4 not now, 5 no.', spec: 'RFC 5321 §4.2.1' }),
  'rsp.enhanced': text(VARIES, 0, { ...utf8, label: 'Enhanced status code', doc: 'Class, subject and detail of the outcome: 5.1.1 is a mailbox that does not exist.', spec: 'RFC 3463 §2' }),
  'rsp.parameter': text(VARIES, 0, { ...utf8, label: 'Reply text', doc: 'The text of the reply, for people; after EHLO, an extension the server offers.', spec: 'RFC 5321 §4.2' }),
  'auth.username': text(VARIES, 0, { ...utf8, label: 'User name', doc: 'Who the client says it is, decoded from base64.', spec: 'RFC 4954 §4' }),
  'auth.password': text(VARIES, 0, { ...utf8, label: 'Password', doc: 'The secret that the client proves itself with, decoded from base64.', spec: 'RFC 4954 §4' }),
  'auth.line': text(VARIES, 0, { ...utf8, label: 'Authentication', doc: 'A step of the authentication, in base64.', spec: 'RFC 4954 §4' }),
  'data.fragment': bytes(VARIES, 0, { label: 'Mail text', doc: 'A stretch of the mail that is being sent.', spec: 'RFC 5321 §4.1.1.4' }),
  eom: group({ label: 'End of mail', doc: 'A line with a single dot ends the mail.', spec: 'RFC 5321 §4.1.1.4' }),
  response_to: packetNumber({ label: 'Answers the command in', doc: 'The packet with the command that this is the reply to.' }),
});
export const smtpFields = f;

/** A command, and the reply once it has come. */
interface Command {
  readonly verb: string;
  readonly parameter: string;
  readonly packet: number;
  code: number;
}

/** One mail on its way: MAIL, RCPT…, DATA (RFC 5321 §3.3). */
export interface Transaction {
  readonly sender: string;
  readonly recipients: { readonly address: string; code: number }[];
  readonly packet: number;
  readonly head: MailHead;
  /** The server took charge of the mail: 250 after its text. 0: not answered. */
  code: number;
  /** The server's words about it: often a queue number. */
  words: string;
}

interface State {
  /** What the client's next bytes are. */
  expects: 'commands' | 'mail' | 'chunk' | 'authentication';
  /** Bytes left of a BDAT chunk. */
  chunk: number;
  lastChunk: boolean;
  readonly pending: Command[];
  greeted: boolean;
  host: string;
  user: string;
  quit: boolean;
  transaction: Transaction | undefined;
  readonly transactions: Transaction[];
}

type Smtp = Session<State>;

function* client(s: Smtp): Reading<void> {
  for (;;) {
    const { expects } = s.state;
    if (expects === 'mail') yield* mail(s);
    else if (expects === 'chunk') yield* chunk(s);
    else if (expects === 'authentication') yield* authenticationLine(s);
    else {
      const command = yield* commandLine(s);
      if (command.verb === 'STARTTLS' && (yield* isAccepted(s, command, 2))) return;
    }
  }
}

/** One command (RFC 5321 §4.1.1). What it does to the dialogue is decided by its reply. */
function* commandLine(s: Smtp): Reading<Command> {
  const c = s.client;
  const line = yield* c.line();
  const command = markCommand(s, line);
  c.commit();
  if (s.state.pending.length < MAX_PENDING) s.state.pending.push(command);
  switch (command.verb) {
    case 'DATA':
      if (yield* isAccepted(s, command, 3)) beginMail(s);
      break;
    case 'BDAT':
      beginChunk(s, command);
      break;
    case 'AUTH':
      yield* authenticate(s, command);
      break;
  }
  return command;
}

function markCommand(s: Smtp, line: Line): Command {
  const c = s.client;
  let verbEnd = line.from;
  while (verbEnd < line.to && c.bytes[verbEnd] !== 0x20) verbEnd++;
  const verb = c.latin(line.from, Math.min(verbEnd, line.from + 64));
  const from = verbEnd + 1;
  c.open(f.command_line, line.from, line.end);
  c.mark(f['req.command'], line.from, verbEnd);
  if (from < line.to) c.mark(f['req.parameter'], from, line.to);
  c.close();
  const parameter = from < line.to ? decode(c.bytes.subarray(from, line.to), 'utf-8') : '';
  return { verb: verb.toUpperCase(), parameter, packet: s.packet, code: 0 };
}

/**
 * Wait for the reply to a command: is its first digit `digit`? Where the server's side is missing from the capture, the client
 * is taken at its word: it would not go on otherwise.
 */
function* isAccepted(s: Smtp, command: Command, digit: number): Reading<boolean> {
  if (s.isSilent('server') || !(yield* s.client.until(() => command.code !== 0))) {
    s.note(s.client, 'assumed', { command: command.verb });
    return true;
  }
  return Math.floor(command.code / 100) === digit;
}

function beginMail(s: Smtp): void {
  s.state.expects = 'mail';
  s.moved('data');
}

/** The text of a mail, up to the line with a single dot (RFC 5321 §4.1.1.4). */
function* mail(s: Smtp): Reading<void> {
  const c = s.client;
  const transaction = (s.state.transaction ??= openTransaction(s, ''));
  c.bulk(f['data.fragment'], (b, from, to) => transaction.head.add(b, from, to));
  const whole = yield* c.reader.untilDot();
  c.endBulk();
  s.state.expects = 'commands';
  if (!whole) return;
  const dot = yield* c.line();
  c.mark(f.eom, dot.from, dot.end);
  c.commit();
  s.state.pending.push({ verb: '.', parameter: '', packet: s.packet, code: 0 });
}

/** A chunk of a mail, of the length that BDAT said (RFC 3030 §2). */
function* chunk(s: Smtp): Reading<void> {
  const c = s.client;
  const transaction = (s.state.transaction ??= openTransaction(s, ''));
  c.bulk(f['data.fragment'], (b, from, to) => transaction.head.add(b, from, to));
  yield* c.reader.skip(s.state.chunk);
  c.endBulk();
  s.state.expects = 'commands';
}

function beginChunk(s: Smtp, command: Command): void {
  const [size = '', last = ''] = command.parameter.split(' ');
  s.state.chunk = Math.min(Number.parseInt(size, 10) || 0, Number.MAX_SAFE_INTEGER);
  s.state.lastChunk = last.toUpperCase() === 'LAST';
  if (s.state.chunk > 0) s.state.expects = 'chunk';
  s.moved('data');
}

/** AUTH goes on in lines of base64 while the server answers 334 (RFC 4954 §4). */
function* authenticate(s: Smtp, command: Command): Reading<void> {
  s.moved('auth');
  if (!s.isSilent('server') && (yield* s.client.until(() => command.code !== 0)) && command.code === 334) s.state.expects = 'authentication';
}

function* authenticationLine(s: Smtp): Reading<void> {
  const c = s.client;
  const line = yield* c.line();
  c.open(f.command_line, line.from, line.end);
  c.mark(f['auth.line'], line.from, line.to);
  c.close();
  c.commit();
  s.state.expects = 'commands';
  const step: Command = { verb: 'AUTH', parameter: '', packet: s.packet, code: 0 };
  s.state.pending.push(step);
  if (!s.isSilent('server') && (yield* c.until(() => step.code !== 0)) && step.code === 334) s.state.expects = 'authentication';
}

function* server(s: Smtp): Reading<void> {
  const v = s.server;
  for (;;) {
    const reply = yield* replyLines(s);
    const command = s.state.greeted ? s.state.pending[0] : undefined;
    if (command !== undefined) v.mark(f.response_to, reply.from, reply.from, command.packet);
    v.commit();
    if (settle(s, reply) === 'tls') return;
  }
}

interface Reply {
  code: number;
  words: string;
  from: number;
}

/** One reply: lines `250-…` up to a line `250 …` (RFC 5321 §4.2.1). A line without a code is text. */
function* replyLines(s: Smtp): Reading<Reply> {
  const v = s.server;
  const reply: Reply = { code: 0, words: '', from: 0 };
  for (let count = 0; ; count++) {
    const line = yield* v.line();
    const code = codeOf(v.bytes, line);
    if (count === 0) {
      reply.code = code;
      reply.from = line.from;
    }
    markReplyLine(s, line, code, count === 0);
    if (count === 0) reply.words = decode(v.bytes.subarray(Math.min(line.to, line.from + 4), line.to), 'utf-8');
    const more = code >= 0 && line.to > line.from + 3 && v.bytes[line.from + 3] === 0x2d;
    if (!more) return reply;
  }
}

/** The three digits at the start of a line, or -1. */
function codeOf(b: Uint8Array, line: Line): number {
  if (line.to - line.from < 3) return -1;
  let code = 0;
  for (let i = line.from; i < line.from + 3; i++) {
    const digit = b[i]! - 0x30;
    if (digit < 0 || digit > 9) return -1;
    code = code * 10 + digit;
  }
  return code;
}

const enhancedCode = /^[245]\.\d{1,3}\.\d{1,3}(?= |$)/;

function markReplyLine(s: Smtp, line: Line, code: number, first: boolean): void {
  const v = s.server;
  if (s.sink === undefined) return;
  v.open(f.response, line.from, line.end);
  if (code >= 0) {
    if (first) v.mark(f['response.code'], line.from, line.from + 3, code);
    const from = line.from + 4;
    if (from < line.to) {
      const words = v.latin(from, line.to);
      v.mark(f['rsp.parameter'], from, line.to, code === 334 && isBase64(words) ? decode(decodeBase64(words), 'utf-8') : undefined);
      const enhanced = enhancedCode.exec(words);
      if (enhanced !== null) v.mark(f['rsp.enhanced'], from, from + enhanced[0].length);
    }
  }
  v.close();
}

/** What a reply means for the dialogue. */
function settle(s: Smtp, reply: Reply): 'tls' | undefined {
  const { state } = s;
  if (!state.greeted) {
    state.greeted = true;
    s.moved(reply.code === 220 ? 'ready' : 'quit');
    return undefined;
  }
  const command = state.pending.shift();
  if (command === undefined) return undefined;
  command.code = reply.code;
  const good = reply.code >= 200 && reply.code < 300;
  switch (command.verb) {
    case 'EHLO':
    case 'HELO':
    case 'HELLO':
      if (good) state.host = command.parameter;
      s.moved('ready');
      break;
    case 'MAIL':
      if (good) {
        state.transaction = openTransaction(s, pathOf(command.parameter));
        s.moved('mail');
      }
      break;
    case 'RCPT':
      state.transaction?.recipients.push({ address: pathOf(command.parameter), code: reply.code });
      if (good) s.moved('rcpt');
      break;
    case 'RSET':
      state.transaction = undefined;
      s.moved('ready');
      break;
    case '.':
      finish(s, reply);
      break;
    case 'BDAT':
      if (state.lastChunk || !good) finish(s, reply);
      break;
    case 'AUTH':
      if (reply.code !== 334) s.moved('ready');
      break;
    case 'STARTTLS':
      if (!good) break;
      s.moved('tls');
      s.become(tls);
      return 'tls';
    case 'QUIT':
      state.quit = true;
      s.moved('quit');
      break;
  }
  return undefined;
}

function openTransaction(s: Smtp, sender: string): Transaction {
  const transaction: Transaction = { sender, recipients: [], packet: s.packet, head: new MailHead(), code: 0, words: '' };
  if (s.state.transactions.length < MAX_TRANSACTIONS) s.state.transactions.push(transaction);
  return transaction;
}

/** The mail was taken, or refused. */
function finish(s: Smtp, reply: Reply): void {
  const { transaction } = s.state;
  if (transaction !== undefined) {
    transaction.code = reply.code;
    transaction.words = reply.words;
  }
  s.state.transaction = undefined;
  s.moved('ready');
}

/** The path of `FROM:<path> SIZE=…` or `TO:<path>`; labs also type it without brackets (RFC 5321 §4.1.2, §4.1.1.2). */
function pathOf(parameter: string): string {
  const bracketed = /<([^>]*)>/.exec(parameter);
  return bracketed?.[1] ?? parameter.replace(/^(from|to)\s*:\s*/i, '').split(' ')[0]!;
}

const commandVerb = /^(helo|ehlo|hello|mail|rcpt|data|bdat|rset|send|soml|saml|vrfy|expn|help|noop|quit|turn|etrn|atrn|auth|starttls|xclient|xforward|x-exps)( |\r|\n|$)/i;

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  const start = decode(b.subarray(from, Math.min(to, from + 200)), 'ascii');
  if (side === 'server') return /^220[ -].*smtp/i.test(start) ? SURELY : /^220[ -]/.test(start) ? PERHAPS : NO;
  return /^(ehlo|helo) \S/i.test(start) ? SURELY : commandVerb.test(start) && /^(mail from|rcpt to):/i.test(start) ? SURELY : NO;
}

function outcome(state: State): readonly Phrase[] {
  const lines: Phrase[] = state.transactions.map((t) => ({
    key: t.code === 0 ? 'unanswered' : t.code < 400 ? 'accepted' : 'refused',
    args: { from: t.sender, to: t.recipients.map((r) => r.address).join(', '), subject: t.head.text('subject') ?? '', size: t.head.size, code: t.code },
  }));
  return lines.length > 0 ? lines : [{ key: state.quit ? 'quit' : 'no-mail', args: { host: state.host } }];
}

export const smtp = dialogue<State>('smtp', {
  short: 'SMTP', title: 'Simple Mail Transfer Protocol', spec: 'RFC 5321',
  doc: 'Hands a mail over to a server that is to deliver it or pass it on.',
  fields: f,
  ports: [25, 587, 2525],
  states: ['greeting', 'ready', 'mail', 'rcpt', 'data', 'auth', 'tls', 'quit'],
  phrases: {
    accepted: '{from} → {to} “{subject}”, {size:bytes}, accepted',
    refused: '{from} → {to} “{subject}”, {size:bytes}, refused ({code})',
    unanswered: '{from} → {to} “{subject}”, {size:bytes}, no answer seen',
    quit: '{host}: no mail, QUIT',
    'no-mail': '{host}: no mail',
    assumed: 'The server is missing from the capture: {command} is taken as accepted',
  },
  probe,
  open: () => ({
    expects: 'commands', chunk: 0, lastChunk: false, pending: [], greeted: false, host: '', user: '', quit: false, transaction: undefined, transactions: [],
  }),
  client, server, outcome,
});
