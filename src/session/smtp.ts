import { decode } from '../base/value.ts';
import type { Reading } from '../stream/reading.ts';
import { isResponse } from './credentials.ts';
import { dialogue, type Likeness, NO, PERHAPS, type Phrase, SURELY } from './dialogue.ts';
import { watchFor } from './handover-words.ts';
import { lostOfMail } from './mail-text.ts';
import type { Side } from './marks.ts';
import { readReply, type Reply, settle } from './smtp-answers.ts';
import { takeAuthenticationLine, takeCommand } from './smtp-commands.ts';
import { smtpFields as f } from './smtp-fields.ts';
import { beginChunk, beginMail, chunk, mail } from './smtp-mail.ts';
import { type Command, newCommand, newState, type Smtp, type State, type Transaction } from './smtp-state.ts';
import { commandWords } from './smtp-words.ts';

// ---- the client ----

function* client(s: Smtp): Reading<void> {
  try {
    yield* speak(s);
  } finally {
    // The generator also ends at a hole, after which more pieces of a mail may come.
    if (s.client.reader.ended) s.state.mail?.text.content.end(false);
  }
}

function* speak(s: Smtp): Reading<void> {
  for (;;) {
    switch (s.state.expects) {
      case 'mail':
        yield* mailText(s);
        break;
      case 'chunk':
        yield* chunk(s);
        break;
      case 'authentication':
        yield* authenticationLine(s);
        break;
      case 'commands': {
        const command = yield* commandLine(s);
        if (command.verb === 'STARTTLS' && (yield* isAccepted(s, command, 2)) && s.successor !== undefined) return;
      }
    }
  }
}

/** One command (RFC 5321 §4.1.1), and the wait for its reply where that decides what the next bytes are. */
function* commandLine(s: Smtp): Reading<Command> {
  const command = takeCommand(s, yield* s.client.line());
  send(s, command);
  switch (command.verb) {
    case 'DATA':
      if (yield* isAccepted(s, command, 3)) beginMail(s);
      break;
    case 'BDAT':
      beginChunk(s, command);
      break;
    case 'AUTH':
      yield* answer(s, command);
      break;
    case 'STARTTLS':
      // Commands that come before the reply would be taken as if they had been encrypted (CVE-2011-0411).
      if (s.client.reader.pos < s.client.reader.limit) s.note(s.client, 'injection');
      break;
  }
  return command;
}

/**
 * The command is whole: it waits for its reply. Where no server is heard, it is taken as accepted: at once, or, where the capture begins
 * in the middle and the reply may be the first that is heard of the server, when the client goes on.
 */
function send(s: Smtp, command: Command): void {
  const c = s.client;
  const { pos } = c.reader;
  const isAlone = s.isSilent('server');
  if (isAlone) assumeWaiting(s);
  const isWaiting = s.state.pending.add(command, c.reader.packetOf(pos - 1));
  // How the client goes on after STARTTLS tells what the reply was.
  if (isAlone && s.fromStart && command.verb !== 'STARTTLS') assumeWaiting(s);
  else if (!isWaiting) assumeLost(s, command);
  c.mark(f.state, pos, pos, s.at);
  c.commit();
}

/** No server is heard. */
function assumeWaiting(s: Smtp): void {
  for (const command of s.state.pending.giveUp()) {
    if (!s.notes.some((n) => n.key === 'assumed')) s.note(s.client, 'assumed');
    assume(s, command);
  }
}

function assumeLost(s: Smtp, command: Command): void {
  s.note(s.client, 'reply-lost', { command: command.verb });
  // Where TLS begins is not known then.
  if (command.verb !== 'STARTTLS') assume(s, command);
}

function assume(s: Smtp, command: Command): void {
  command.isAssumed = true;
  settle(s, command, { code: assumedCode(s, command), words: '' });
}

/** The reply without which the client would not go on. */
function assumedCode(s: Smtp, { verb }: Command): number {
  if (verb === 'DATA') return 354;
  if (verb === 'AUTH') return s.state.authentication?.sasl.isComplete === false ? 334 : 235;
  if (verb === 'STARTTLS') return s.client.goesOnInText ? 454 : 220;
  return verb === 'QUIT' ? 221 : 250;
}

/** Wait for the reply to a command. Where it is lost, or no server is heard, the client is taken at its word: it would not go on otherwise. */
function* replied(s: Smtp, command: Command): Reading<void> {
  const c = s.client;
  if (command.code === 0) yield* c.until(() => command.code !== 0 || c.goesOnAlone(command.at));
  if (command.code !== 0) return;
  if (s.isSilent('server')) assumeWaiting(s);
  else assumeLost(s, command);
}

/** Is the first digit of its reply `digit`? */
function* isAccepted(s: Smtp, command: Command, digit: number): Reading<boolean> {
  yield* replied(s, command);
  return Math.floor(command.code / 100) === digit;
}

function* mailText(s: Smtp): Reading<void> {
  const transaction = yield* mail(s);
  if (transaction !== undefined) send(s, newCommand(s, '.', '', { transaction, last: true }));
}

/** AUTH goes on in lines of base64 while the server answers 334 (RFC 4954 §4). */
function* answer(s: Smtp, command: Command): Reading<void> {
  yield* replied(s, command);
  s.state.expects = command.code === 334 ? 'authentication' : 'commands';
}

function* authenticationLine(s: Smtp): Reading<void> {
  const c = s.client;
  const line = yield* c.line();
  s.state.expects = 'commands';
  if (isResponse(c.latin(line.from, line.to), commandWords)) {
    const step = takeAuthenticationLine(s, line);
    send(s, step);
    yield* answer(s, step);
  } else {
    c.reader.pos = line.from;
    c.drop();
  }
}

// ---- the server ----

function* server(s: Smtp): Reading<void> {
  const v = s.server;
  for (;;) {
    const reply = yield* readReply(s);
    const command = reply.code < 0 ? undefined : answered(s, reply);
    if (command !== undefined) {
      v.mark(f.response_to, reply.from, reply.from, command.at.packet);
      v.mark(f.time, reply.from, reply.from, s.elapsed(command.at));
      command.isAssumed = false;
      settle(s, command, reply);
    }
    v.mark(f.state, reply.from, reply.from, s.at);
    v.commit();
    if (s.successor !== undefined) return;
    yield* v.giveWay();
  }
}

/** The command that a reply answers; undefined: the greeting, or nobody has asked. */
function answered(s: Smtp, reply: Reply): Command | undefined {
  const { state } = s;
  if (!state.greeted && greets(s, reply.code)) {
    state.greeted = true;
    if (reply.code === 220) s.moved('ready', 'greeting');
    else s.moved('quit', 'turned-away', { code: reply.code });
    return undefined;
  }
  state.greeted = true;
  const command = state.pending.shift();
  if (command === undefined) unasked(s, reply.code);
  return command;
}

/**
 * Does the first reply greet (RFC 5321 §3.1)? Where a capture begins in the middle, and where a command came before it, its code tells: made-up
 * captures often lack the greeting. STARTTLS is answered with the code of a greeting (RFC 3207 §4).
 */
function greets({ state, fromStart }: Smtp, code: number): boolean {
  if (code === 220) return fromStart || state.pending.first?.verb !== 'STARTTLS';
  return fromStart && (state.pending.first === undefined || code === 421 || code === 554);
}

/** A reply without a command: the server closes of its own accord, the client is missing from the capture, or its command was lost. */
function unasked(s: Smtp, code: number): void {
  if (code === 421) s.moved('quit', 'shutdown');
  else if (s.isSilent('client')) guess(s, code);
  else s.note(s.server, 'unasked', { code });
}

/** What the server's replies alone tell of the dialogue. */
function guess(s: Smtp, code: number): void {
  if (!s.notes.some((n) => n.key === 'client-missing')) s.note(s.server, 'client-missing');
  if (code === 354) s.moved('data', 'go-ahead');
  else if (code === 334) s.moved('auth', 'challenge-unseen');
  else if (code === 221) s.moved('quit', 'bye');
  else if (s.at === 'data' || s.at === 'auth') s.moved('ready');
}

/** Bytes are lost. Of the client's, they may have been mail; of the server's, nobody knows which commands had their answer among them. */
function lost(s: Smtp, side: Side, length: number): void {
  const { state } = s;
  s.note(s.voice(side), 'hole', { length });
  if (side === 'server') {
    state.greeted = true;
    state.pending.lose();
    return;
  }
  if (state.expects === 'authentication') state.expects = 'commands';
  if (state.mail !== undefined && state.expects !== 'commands') lostOfMail(state.mail.text, length);
}

// ---- recognition and outcome ----

const commandVerb = /^(helo|ehlo|hello|mail|rcpt|data|bdat|rset|send|soml|saml|vrfy|expn|help|noop|quit|turn|etrn|atrn|auth|starttls|xclient|xforward|x-exps)( |\r|\n|$)/i;

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  const start = decode(b.subarray(from, Math.min(to, from + 200)), 'ascii');
  if (side === 'server') return /^220[ -].*smtp/i.test(start) ? SURELY : /^220[ -]/.test(start) ? PERHAPS : NO;
  return /^(ehlo|helo) \S/i.test(start) ? SURELY : commandVerb.test(start) && /^(mail from|rcpt to):/i.test(start) ? SURELY : NO;
}

function outcome(state: State): readonly Phrase[] {
  const lines: Phrase[] = state.transactions.map((t) => ({
    key: `${keyOf(t)}${t.recipients.length === 0 ? '-unaddressed' : ''}`,
    args: { from: senderOf(t), to: recipientsOf(t), subject: t.content?.head?.text('subject') ?? '', size: t.content?.size ?? 0, code: refusal(t) },
  }));
  if (lines.length > 0) return lines;
  const { host, user, quit } = state;
  return [{ key: `${host === '' ? 'nameless-' : ''}${user === '' ? '' : 'known-'}${quit ? 'quit' : 'no-mail'}`, args: { host, user } }];
}

/** As it stands in the command: a mail that reports a failure has an empty sender (RFC 5321 §4.5.5). */
const senderOf = ({ sender }: Transaction): string => (sender === '' ? '<>' : sender);

/** Those that the server took, or all if it took none. */
function recipientsOf({ recipients }: Transaction): string {
  const taken = recipients.filter((r) => r.code < 400);
  return (taken.length > 0 ? taken : recipients).map((r) => r.address).join(', ');
}

function keyOf(t: Transaction): string {
  if (t.content === undefined) return refusal(t) > 0 ? 'turned-down' : 'dropped';
  return t.code === 0 ? 'unanswered' : t.code < 400 ? 'accepted' : 'refused';
}

/** The code by which a mail was refused: its own, or that of its last recipient. */
function refusal(t: Transaction): number {
  if (t.code >= 400) return t.code;
  const last = t.recipients.at(-1)?.code ?? 0;
  return t.content === undefined && last >= 400 ? last : 0;
}

export const smtp = dialogue('smtp', {
  short: 'SMTP', title: 'Simple Mail Transfer Protocol', spec: 'RFC 5321',
  doc: 'Hands a mail over to a server that is to deliver it or pass it on.',
  fields: f,
  ports: [25, 587, 2525],
  carries: ['imf'],
  states: {
    greeting: 'the connection is open; the server has not greeted yet',
    ready: 'no mail is begun; the client may begin one',
    mail: 'a mail is begun and its sender known; the recipients are still to come',
    rcpt: 'the mail has a recipient; more may be named, or its text sent',
    data: 'the text of the mail is being sent',
    auth: 'the client is proving who it is',
    tls: 'what follows is encrypted',
    quit: 'the session is over',
  },
  phrases: {
    accepted: '{from} → {to} “{subject}”, {size:bytes}, accepted',
    refused: '{from} → {to} “{subject}”, {size:bytes}, refused ({code})',
    unanswered: '{from} → {to} “{subject}”, {size:bytes}, no answer seen',
    'turned-down': '{from} → {to}: refused before its text ({code})',
    dropped: '{from} → {to}: begun and dropped',
    'accepted-unaddressed': '{from}, recipients not seen: “{subject}”, {size:bytes}, accepted',
    'refused-unaddressed': '{from}, no recipients: “{subject}”, {size:bytes}, refused ({code})',
    'unanswered-unaddressed': '{from}, recipients not seen: “{subject}”, {size:bytes}, no answer seen',
    'turned-down-unaddressed': '{from}: refused before a recipient was named ({code})',
    'dropped-unaddressed': '{from}: begun and dropped before a recipient was named',
    quit: '{host}: no mail, QUIT',
    'no-mail': '{host}: no mail',
    'known-quit': '{host}: {user} logged in, no mail, QUIT',
    'known-no-mail': '{host}: {user} logged in, no mail',
    'nameless-quit': 'no mail, QUIT',
    'nameless-no-mail': 'no mail',
    'nameless-known-quit': '{user} logged in, no mail, QUIT',
    'nameless-known-no-mail': '{user} logged in, no mail',
    greeting: 'the server greets',
    'turned-away': 'the server does not want to talk ({code})',
    hello: '{host} has introduced itself',
    sender: 'a mail from {address} is begun',
    recipient: '{address} is a recipient',
    'go-ahead': 'the server waits for the text of the mail',
    chunk: 'the server has a piece of the mail, and waits for more',
    taken: 'the server has taken the mail',
    queued: 'the server has taken the mail, under the number {queue}',
    'not-taken': 'the server has refused the mail ({code})',
    reset: 'the client has dropped the mail',
    challenge: 'the client is to prove who it is, by {mechanism}',
    'challenge-unseen': 'the client is to prove who it is; by which mechanism was not seen',
    'logged-in': '{user} has proved who he is',
    'login-refused': '{user} could not prove who he is ({code})',
    handover: 'what follows is encrypted',
    bye: 'the client says good-bye',
    shutdown: 'the server closes the session of its own accord',
    assumed: 'The server is missing from the capture: every command is taken as accepted',
    'client-missing': 'The client is missing from the capture: what it asked is guessed from the replies',
    'reply-lost': 'The reply to {command} is lost: it is taken as accepted',
    injection: 'Commands follow STARTTLS before its reply: a server that keeps them would take them as encrypted',
    order: '{command} is out of order in the state {state:state}',
    'unknown-code': 'The reply code {code:plain}, to {command}, is in no standard',
    unexpected: 'The reply code {code:plain} does not belong to {command}',
    unasked: 'The reply {code:plain} answers no command that was seen',
    hole: '{length:bytes} are missing from the capture',
  },
  probe,
  mayHandOver: watchFor('starttls'),
  open: newState,
  client, server, lost, outcome,
});
