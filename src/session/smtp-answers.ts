import { decode } from '../base/value.ts';
import { decodeBase64, isBase64 } from '../message/base64.ts';
import type { Line, Reading } from '../stream/reading.ts';
import { smtpFields as f } from './smtp-fields.ts';
import { type Command, MAX_RECIPIENTS, pathOf, queueNumber, type Smtp, type Transaction } from './smtp-state.ts';
import { replyCodeNames, successCodes } from './smtp-words.ts';
import { tls } from './tls.ts';

/** Lines of one reply that are looked at; what follows is a reply of its own. */
const MAX_LINES = 1000;
const HYPHEN = 0x2d;

export interface Reply {
  /** -1: the line has no code. */
  code: number;
  /** The text of the first line. */
  words: string;
  /** Where it begins. */
  from: number;
}

/** One reply: lines `250-…` up to a line `250 …` (RFC 5321 §4.2.1), or to one that is cut. A line without a code is text, and answers nothing. */
export function* readReply(s: Smtp): Reading<Reply> {
  const v = s.server;
  const reply: Reply = { code: 0, words: '', from: 0 };
  for (let count = 0; ; count++) {
    const line = yield* v.line();
    const code = codeOf(v.bytes, line);
    if (count === 0) {
      const packet = v.reader.packetOf(line.end - 1);
      if (code >= 0) s.state.pending.heard(packet);
      else s.state.pending.heardStrange(packet);
      reply.code = code;
      reply.words = decode(v.bytes.subarray(Math.min(line.to, line.from + 4), line.to), 'utf-8');
    }
    markLine(s, line, code, reply.code, count);
    reply.from = line.from;
    const goesOn = line.whole && code >= 0 && line.to > line.from + 3 && v.bytes[line.from + 3] === HYPHEN;
    if (!goesOn || count === MAX_LINES) return reply;
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
const extension = /^([A-Z0-9][A-Z0-9-]*)(?:[ =](.*))?$/i;

/** The text after a code is shown even where it is empty, so that each line keeps its place among the others. */
function markLine(s: Smtp, line: Line, code: number, firstCode: number, count: number): void {
  const v = s.server;
  if (!s.isMarking) return;
  if (count === 0) v.mark(f.rsp, line.from, line.from, true);
  v.open(f.response, line.from, line.end);
  if (code >= 0) {
    if (count === 0) v.mark(f['response.code'], line.from, line.from + 3, code);
    else if (code !== firstCode) v.mark(f['response.code.unexpected'], line.from, line.from + 3);
    const from = line.from + 4;
    if (from <= line.to) markText(s, from, line.to, code, count);
  }
  v.close();
}

/** The text of a reply line: an extension, a challenge, or words with a finer code before them. */
function markText(s: Smtp, from: number, to: number, code: number, count: number): void {
  const v = s.server;
  const words = v.latin(from, to);
  v.open(f['rsp.parameter'], from, to);
  if (code === 334 && isBase64(words)) v.mark(f['auth.challenge'], from, to, decode(decodeBase64(words), 'utf-8'));
  const enhanced = enhancedCode.exec(words);
  if (enhanced !== null) v.mark(f['rsp.enhanced'], from, from + enhanced[0].length);
  const offer = count > 0 && s.state.pending.first?.verb === 'EHLO' ? extension.exec(words) : null;
  if (offer !== null) {
    const name = offer[1]!;
    v.open(f['rsp.keyword'], from, from + name.length);
    v.close();
    if (offer[2] !== undefined) v.mark(f['rsp.keyword.value'], from + name.length + 1, to);
  }
  v.close();
}

const isGood = (code: number): boolean => code >= 200 && code < 400;

/** The command that a reply answers has its answer: what that means for the dialogue. */
export function settle(s: Smtp, command: Command, reply: Pick<Reply, 'code' | 'words'>): void {
  const { code } = reply;
  command.code = code;
  checkOrder(s, command);
  checkCode(s, command, code);
  switch (command.verb) {
    case 'EHLO':
    case 'HELO':
      if (!isGood(code)) break;
      s.state.host = command.parameter;
      s.moved('ready', 'hello', { host: command.parameter });
      break;
    case 'MAIL':
    case 'SEND':
    case 'SOML':
    case 'SAML':
      settleSender(s, command, code);
      break;
    case 'RCPT':
      settleRecipient(s, command, code);
      break;
    case 'DATA':
      if (code === 354) s.moved('data', 'go-ahead');
      else if (command.transaction !== undefined) command.transaction.code = code;
      break;
    case '.':
      settleMail(s, command, reply);
      break;
    case 'BDAT':
      if (command.last || !isGood(code)) settleMail(s, command, reply);
      else s.moved('data', 'chunk');
      break;
    case 'RSET':
      if (isGood(code)) s.moved('ready', 'reset');
      break;
    case 'AUTH':
      settleAuthentication(s, command, reply);
      break;
    case 'STARTTLS':
      if (code !== 220) break;
      s.moved('tls', 'handover');
      s.become(tls);
      break;
    case 'QUIT':
      s.state.quit = true;
      s.moved('quit', 'bye');
      break;
  }
}

function settleSender(s: Smtp, { transaction, parameter }: Command, code: number): void {
  const previous = transaction?.previous;
  if (transaction !== undefined) transaction.previous = undefined;
  if (isGood(code)) {
    s.moved('mail', 'sender', { address: pathOf(parameter) });
    return;
  }
  if (transaction === undefined) return;
  transaction.code = code;
  if (s.state.transaction === transaction) s.state.transaction = previous;
}

function settleRecipient(s: Smtp, { transaction, parameter }: Command, code: number): void {
  const address = pathOf(parameter);
  if (transaction !== undefined && transaction.recipients.length < MAX_RECIPIENTS) transaction.recipients.push({ address, code });
  if (!isGood(code)) return;
  // A DATA that was refused before, for want of a recipient, does not count any more.
  if (transaction !== undefined) transaction.code = 0;
  s.moved('rcpt', 'recipient', { address });
}

/** The server took charge of the mail, or refused it (RFC 5321 §4.1.1.4). */
function settleMail(s: Smtp, { transaction, last }: Command, { code, words }: Pick<Reply, 'code' | 'words'>): void {
  if (transaction !== undefined) {
    transaction.code = code;
    transaction.words = words;
    if (!last) transaction.content?.end(false);
    if (!last && s.state.transaction === transaction) s.state.transaction = undefined;
  }
  const queue = queueNumber(words);
  if (!isGood(code)) s.moved('ready', 'not-taken', { code });
  else s.moved('ready', queue === undefined ? 'taken' : 'queued', { queue: queue ?? '' });
}

function settleAuthentication(s: Smtp, { isAssumed }: Command, { code, words }: Pick<Reply, 'code' | 'words'>): void {
  const { authentication } = s.state;
  if (authentication === undefined) return;
  const { sasl } = authentication;
  if (code === 334) {
    if (isBase64(words)) sasl.hear(decodeBase64(words));
    s.moved('auth', 'challenge', { mechanism: sasl.mechanism });
    return;
  }
  authentication.settle(s, isAssumed ? undefined : isGood(code));
  if (isGood(code)) s.state.user = sasl.user;
  s.moved('ready', isGood(code) ? 'logged-in' : 'login-refused', { user: sasl.user, code });
  s.state.authentication = undefined;
}

/** The states in which commands are in order (RFC 5321 §4.1.4). */
const order: Readonly<Record<string, readonly string[]>> = {
  MAIL: ['ready'], RCPT: ['mail', 'rcpt'], DATA: ['rcpt'], BDAT: ['rcpt', 'data'], AUTH: ['ready'], STARTTLS: ['ready'],
};

function checkOrder(s: Smtp, { verb, isAssumed }: Command): void {
  const allowed = order[verb];
  if (allowed === undefined || isAssumed || allowed.includes(s.at) || (verb === 'AUTH' && s.at === 'auth') || s.at === 'greeting') return;
  s.note(s.client, 'order', { command: verb, state: s.at });
}

function checkCode(s: Smtp, { verb, isAssumed }: Command, code: number): void {
  if (isAssumed || code < 0) return;
  if (replyCodeNames.of(code) === undefined) s.note(s.server, 'unknown-code', { code, command: verb });
  else if (isGood(code) && successCodes.get(verb)?.includes(code) === false) s.note(s.server, 'unexpected', { code, command: verb });
}

/** How the mail of a transaction compares with what MAIL announced (RFC 1870 §6.1). */
export function checkSize(s: Smtp, { announced, sender, content }: Transaction): void {
  if (announced < 0 || content === undefined) return;
  s.promised('mail-size', sender, announced, content.size, content.missing === 0 && (content.isWhole || s.isClosed('client')));
}
