import { decode } from '../base/value.ts';
import type { Line, Reading } from '../stream/reading.ts';
import { isResponse } from './credentials.ts';
import { dialogue, type Likeness, NO, PERHAPS, type Phrase, SURELY } from './dialogue.ts';
import { watchFor } from './handover-words.ts';
import type { Side } from './marks.ts';
import { announcedOctets, type Answer, answerIn, markAnswer, timestamp } from './pop-answers.ts';
import { beginBody, guessBody, lostOfBody, mail, rows } from './pop-body.ts';
import { takeCommand, takeStep } from './pop-commands.ts';
import { popFields as f } from './pop-fields.ts';
import { greet, settle } from './pop-settle.ts';
import { type Command, newState, type Pop, RESPONSE, type State } from './pop-state.ts';
import { commandWords } from './pop-words.ts';

// ---- the client ----

function* client(s: Pop): Reading<void> {
  for (;;) {
    const line = yield* s.client.line();
    const isStep = s.state.expects === 'response' && isResponse(s.client.latin(line.from, line.to), commandWords);
    const command = isStep ? takeStep(s, line) : takeCommand(s, line);
    s.state.expects = 'command';
    send(s, command);
    if (command.verb === 'AUTH' || command.verb === RESPONSE) yield* goOn(s, command);
    else if (command.verb === 'STLS' && (yield* isHandedOver(s, command))) return;
  }
}

/**
 * The command is whole: it waits for its answer. Where no server is heard, it is taken as carried out: at once, or, where the capture begins
 * in the middle and the answer may be the first that is heard of the server, when the client goes on.
 */
function send(s: Pop, command: Command): void {
  const c = s.client;
  const { pos } = c.reader;
  const isAlone = s.isSilent('server');
  if (isAlone) assumeWaiting(s);
  const isWaiting = s.state.pending.add(command, c.reader.packetOf(pos - 1));
  // How the client goes on after STLS tells what the answer was.
  if (isAlone && s.fromStart && command.verb !== 'STLS') assumeWaiting(s);
  else if (!isWaiting) assumeLost(s, command);
  c.mark(f.state, pos, pos, s.at);
  c.commit();
}

/** No server is heard. */
function assumeWaiting(s: Pop): void {
  for (const command of s.state.pending.giveUp()) {
    if (!s.notes.some((n) => n.key === 'assumed')) s.note(s.client, 'assumed');
    assume(s, command);
  }
}

function assumeLost(s: Pop, command: Command): void {
  s.note(s.client, 'answer-lost', { command: command.verb === RESPONSE ? 'AUTH' : command.verb });
  // Where TLS begins is not known then.
  if (command.verb !== 'STLS') assume(s, command);
}

/** The answer without which the client would not go on. */
function assume(s: Pop, command: Command): void {
  command.isAssumed = true;
  const isStep = command.verb === 'AUTH' || command.verb === RESPONSE;
  if (command.verb === 'STLS') settle(s, command, s.client.goesOnInText ? 'error' : 'ok', '');
  else settle(s, command, isStep && s.state.authentication?.sasl.isComplete === false ? 'challenge' : 'ok', '');
}

/** Wait for the answer to a command that decides what the client's next bytes are. */
function* answeredOrAssumed(s: Pop, command: Command): Reading<void> {
  const c = s.client;
  if (command.status === undefined) yield* c.until(() => command.status !== undefined || c.goesOnAlone(command.at));
  if (command.status !== undefined) return;
  if (s.isSilent('server')) assumeWaiting(s);
  else assumeLost(s, command);
}

/** AUTH goes on in lines of base64 for as long as the server answers with a challenge (RFC 5034 §4). */
function* goOn(s: Pop, command: Command): Reading<void> {
  yield* answeredOrAssumed(s, command);
  if (command.status === 'challenge') s.state.expects = 'response';
}

/** STLS: does TLS begin? */
function* isHandedOver(s: Pop, command: Command): Reading<boolean> {
  // Commands that come before the answer would be taken as if they had been encrypted (CVE-2011-0411).
  if (s.client.reader.pos < s.client.reader.limit) s.note(s.client, 'injection');
  yield* answeredOrAssumed(s, command);
  return s.successor !== undefined;
}

// ---- the server ----

function* server(s: Pop): Reading<void> {
  for (;;) {
    if (s.state.body === 'rows') yield* rows(s);
    else if (s.state.body === 'mail') yield* mail(s);
    else yield* firstLine(s);
    if (s.successor !== undefined) return;
    yield* s.server.giveWay();
  }
}

/** The first line of a response, which tells whether more lines follow; or a line that is none. */
function* firstLine(s: Pop): Reading<void> {
  const v = s.server;
  const { state } = s;
  const line = yield* v.line();
  const answer = answerIn(v, line);
  if (answer !== undefined) state.pending.heard(v.reader.packetOf(line.end - 1));
  if (answer === undefined || (answer.status === 'challenge' && !awaitsChallenge(state.pending.first))) {
    takeText(s, line);
    return;
  }
  state.isAstray = false;
  state.octets = announcedOctets(answer.words);
  const isGreeting = greets(s, answer);
  const command = isGreeting ? undefined : state.pending.shift();
  markAnswer(s, line, answer, command);
  if (isGreeting) greet(s, answer.status, answer.words);
  else if (command !== undefined) answered(s, command, answer, line);
  else unasked(s, answer);
  v.mark(f.state, line.from, line.from, s.at);
  if (state.body !== 'rows' || !v.reader.hasLine) v.commit();
}

/** A challenge answers AUTH; or a command that is not known. */
function awaitsChallenge(command: Command | undefined): boolean {
  return command === undefined || command.verb === 'AUTH' || command.verb === RESPONSE;
}

const greetingWords = /\b(?:pop3?|server|service|ready|hello|welcome)\b/i;

/**
 * The first line of all greets (RFC 1939 §4), be it that the client did not wait for it. Its look decides where a capture begins in the middle, and where
 * a command came before it: made-up captures often lack the greeting.
 */
function greets({ state, fromStart }: Pop, { status, words }: Answer): boolean {
  if (state.greeted) return false;
  state.greeted = true;
  const isAsked = state.pending.first !== undefined;
  if (isAsked !== fromStart) return fromStart;
  return status === 'ok' && (timestamp.test(words) || greetingWords.test(words));
}

function answered(s: Pop, command: Command, { status, words }: Answer, line: Line): void {
  const v = s.server;
  v.mark(f.response_to, line.from, line.from, command.at.packet);
  v.mark(f.time, line.from, line.from, s.elapsed(command.at));
  command.isAssumed = false;
  settle(s, command, status, words);
  if (status === 'ok') beginBody(s, command, words);
  else s.state.body = 'none';
}

/** An answer without a command: the client is missing from the capture, or its command was lost. */
function unasked(s: Pop, { status, words }: Answer): void {
  if (!s.isSilent('client')) s.note(s.server, 'unasked', { words });
  else if (!s.notes.some((n) => n.key === 'client-missing')) s.note(s.server, 'client-missing');
  s.state.body = status === 'ok' ? 'perhaps' : 'none';
}

/** A line without a status indicator: the first of a mail or of rows, where that may be; else text, which answers nothing. */
function takeText(s: Pop, line: Line): void {
  const v = s.server;
  const { state } = s;
  if (state.body === 'perhaps') {
    guessBody(s, v.latin(line.from, line.to));
    v.reader.pos = line.from;
    v.drop();
    return;
  }
  if (!state.isAstray) s.note(v, 'astray');
  state.isAstray = true;
  state.pending.heardStrange(v.reader.packetOf(line.end - 1));
  v.open(f.response, line.from, line.end);
  if (line.from < line.to) v.mark(f['response.data'], line.from, line.to);
  v.close();
  v.commit();
}

/** Bytes are lost: of the server's, nobody knows which commands had their answer among them. */
function lost(s: Pop, side: Side, length: number): void {
  const { state } = s;
  s.note(s.voice(side), 'hole', { length });
  if (side === 'client') {
    state.expects = 'command';
    return;
  }
  state.greeted = true;
  if (state.body === 'mail' || state.body === 'rows') lostOfBody(s, length);
  else {
    state.body = 'none';
    state.pending.lose();
  }
}

// ---- recognition and outcome ----

/** Commands that no other protocol knows, or not in this form. */
const ownCommand = /^(?:capa|stls|uidl|apop \S+ [0-9a-f]{32}|(?:retr|dele|list) \d+|top \d+ \d+)\r?\n/i;

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  const start = decode(b.subarray(from, Math.min(to, from + 200)), 'ascii');
  if (side === 'server') {
    if (!/^(?:\+OK|-ERR)(?: |\r?\n)/i.test(start)) return NO;
    return timestamp.test(start) || /\bpop3?\b/i.test(start) ? SURELY : PERHAPS;
  }
  if (ownCommand.test(start)) return SURELY;
  const word = /^([a-z0-9]{3,7})(?: |\r?\n)/i.exec(start)?.[1];
  return word !== undefined && commandWords.of(word) !== undefined ? PERHAPS : NO;
}

function outcome({ maildrop, user, isLoggedIn, refused, isEncrypted, quit }: State): readonly Phrase[] {
  const { count, retrieved, deleted } = maildrop;
  if (isEncrypted) return [{ key: 'encrypted', args: {} }];
  if (isLoggedIn || count >= 0 || retrieved > 0) {
    return [{ key: quit ? 'visited' : 'left-open', args: { user: user === '' ? '?' : user, messages: count < 0 ? '?' : count, retrieved, deleted } }];
  }
  return [{ key: refused === undefined ? 'nobody' : 'refused', args: { user: refused ?? '' } }];
}

export const pop = dialogue('pop', {
  short: 'POP', title: 'Post Office Protocol', spec: 'RFC 1939',
  doc: 'Fetches the mails that wait in a mailbox, and removes them there.',
  fields: f,
  ports: [110],
  carries: ['imf'],
  states: {
    greeting: 'the connection is open; the server has not greeted yet',
    authorization: 'the server has greeted; the client must say who it is',
    transaction: 'the mailbox is locked for this client, which lists, fetches and marks mails',
    update: 'the client has said QUIT, and the server removes what was marked',
    closed: 'the session is over',
    tls: 'what follows is encrypted',
  },
  phrases: {
    visited: '{user}: {messages:messages}, {retrieved} retrieved, {deleted} deleted, QUIT',
    'left-open': '{user}: {messages:messages}, {retrieved} retrieved, {deleted} marked as deleted, no QUIT',
    refused: '{user} was not let in',
    nobody: 'nobody logged in',
    encrypted: 'goes on encrypted',
    greeting: 'the server greets',
    'turned-away': 'the server does not want to talk',
    'logged-in': '{user} has proved who he is',
    'at-work': 'the server has carried out {command}',
    guessed: 'the server hands out what only a client gets that has proved who it is',
    removal: 'the client says good-bye, and the server removes the messages that were marked: {deleted}',
    'not-removed': 'the client says good-bye, but the server could not remove all messages that were marked: {deleted}',
    handover: 'what follows is encrypted',
    bye: 'the client says good-bye',
    assumed: 'The server is missing from the capture: every command is taken as carried out',
    'client-missing': 'The client is missing from the capture: what it asked is guessed from the responses',
    'answer-lost': 'The response to {command} is lost: it is taken as carried out',
    injection: 'Commands follow STLS before its response: a server that keeps them would take them as encrypted',
    order: '{command} is out of order in the state {state:state}',
    unasked: 'The response “{words}” answers no command that was seen',
    astray: 'A line of the server has no status indicator: it answers nothing',
    unended: 'The response of several lines has no lone dot at its end',
    hole: '{length:bytes} are missing from the capture',
  },
  probe,
  mayHandOver: watchFor('stls'),
  open: newState,
  client, server, lost, outcome,
});
