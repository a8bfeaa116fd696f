import { decode } from '../base/value.ts';
import type { Reading } from '../stream/reading.ts';
import { dialogue, type Likeness, NO, PERHAPS, type Phrase, SURELY } from './dialogue.ts';
import { finished, isInside, lost as lostInFrame, resume } from './framing.ts';
import { watchFor } from './handover-words.ts';
import { authenticate } from './imap-authentication.ts';
import { imapFetchFields } from './imap-fetch-fields.ts';
import { imapFields as f } from './imap-fields.ts';
import { isAlone } from './imap-leave.ts';
import { readCommand } from './imap-request.ts';
import { beginsResponse, readResponse } from './imap-response.ts';
import { assume, doubt, hangUp } from './imap-settle.ts';
import { type Command, type Imap, type ImapVoice, newState, type Reach, type State, type Visit } from './imap-state.ts';
import { Statement } from './imap-statement.ts';
import { commandWords } from './imap-words.ts';
import { lostOfMail, type MailText, passMail } from './mail-text.ts';
import type { Side } from './marks.ts';

// ---- the client ----

function* client(s: Imap): Reading<void> {
  yield* recover(s, s.client, beginsCommand);
  for (;;) {
    const command = yield* readCommand(s);
    if (command === undefined) s.client.commit();
    else if (yield* isHandedOver(s, command)) return;
  }
}

/** The command is whole. Is what follows in another protocol? */
function* isHandedOver(s: Imap, command: Command): Reading<boolean> {
  const c = s.client;
  const { verb } = command;
  const handsOver = verb === 'STARTTLS' || verb === 'COMPRESS';
  if (verb !== 'AUTHENTICATE' && !handsOver && isAlone(s, command)) assume(s);
  c.mark(f.state, c.reader.pos, c.reader.pos, s.at);
  c.commit();
  if (verb === 'AUTHENTICATE') {
    yield* authenticate(s, command);
    if (isAlone(s, command)) assume(s);
  }
  if (!handsOver) return false;
  // Commands that come before the response would be taken as if they had been encrypted (CVE-2011-0411).
  if (verb === 'STARTTLS' && c.reader.pos < c.reader.limit) s.note(c, 'injection');
  if (isAlone(s, command)) {
    // How the client goes on tells what the response was.
    yield* c.reader.peek(1);
    const [next = ''] = c.latin(c.reader.pos, Math.min(c.reader.limit, c.reader.pos + LOOKED_AT)).split(/\r?\n/, 1);
    if (isAlone(s, command)) assume(s, !beginsCommand(next));
  }
  if (command.status === '' && !(yield* c.until(() => command.status !== ''))) return false;
  return s.successor !== undefined || s.state.isCompressed;
}

/** A tag and a command that is known, or the end of IDLE. */
function beginsCommand(text: string): boolean {
  const [, word = ''] = /^[^\s(){%*"\\+]{1,64} (?:uid )?([a-z]+)(?: |$)/i.exec(text) ?? [];
  return commandWords.of(word) !== undefined || /^done$/i.test(text);
}

// ---- the server ----

function* server(s: Imap): Reading<void> {
  try {
    yield* recover(s, s.server, beginsResponse);
    while (s.successor === undefined && !s.state.isCompressed) yield* readResponse(s);
  } finally {
    // The generator also ends at a hole, and where the capture does: then the connection is not closed.
    if (s.server.reader.ended && (s.isClosed('server') || s.isClosed('client'))) hangUp(s);
  }
}

// ---- after a hole, and in the middle of a session ----

/** Bytes of a side are lost; so may be completions of commands, or messages among the responses. */
function lost(s: Imap, side: Side, length: number): void {
  const reach = s.state[side];
  const { mail } = reach;
  lostInFrame(s, side, length);
  if (side === 'server') doubt(s);
  if (mail === undefined) return;
  lostOfMail(mail, length);
  if (isInside(reach) || reach.trusted) return;
  mail.content.end(false);
  reach.mail = undefined;
}

/** The literal at hand passes by to its end, and the rest of its line; where none is, the next line that begins like something is looked for. */
function* recover(s: Imap, v: ImapVoice, isBeginning: (text: string) => boolean): Reading<void> {
  const reach = s.state[v.side];
  const isFirst = !reach.isBegun;
  reach.isBegun = true;
  if (isFirst && s.fromStart) return;
  if (reach.mail !== undefined) yield* restOfMail(reach, reach.mail, v);
  v.bulk(f['literal.data']);
  yield* resume(v, reach);
  v.endBulk();
  if (reach.trusted) {
    reach.trusted = false;
    yield* skim(s, v);
    return;
  }
  for (;;) {
    const line = yield* v.line();
    v.reader.pos = line.from;
    if (isBeginning(v.latin(line.from, Math.min(line.to, line.from + LOOKED_AT)))) return;
    yield* skim(s, v);
  }
}

/** Bytes of a line that show whether a command or response begins with it. */
const LOOKED_AT = 100;

function* restOfMail(reach: Reach, mail: MailText, v: ImapVoice): Reading<void> {
  const reached = yield* passMail(v, mail);
  mail.content.end(reached);
  reach.mail = undefined;
  finished(v, reach);
}

/** A line whose beginning is not known: only its literals matter. */
function* skim(s: Imap, v: ImapVoice): Reading<void> {
  const t = yield* Statement.read(s, v);
  // It may be the answer to a challenge.
  if (v.side === 'client' && s.state.pending.at(-1)?.verb === 'AUTHENTICATE') v.conceal(t.at, t.to);
  yield* t.skim();
  t.end();
  v.commit();
}

// ---- recognition and outcome ----

/** Commands by which no other protocol begins a line after a word. */
const ownCommand = /^[^\s(){%*"\\+]{1,64} (?:capability|authenticate [a-z]|login \S+ \S|starttls|select \S|examine \S|lsub "|uid (?:fetch|search|store|copy) )/i;

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  const start = decode(b.subarray(from, Math.min(to, from + 200)), 'ascii');
  if (side === 'server') return /^\* (?:ok|preauth|bye)\b.*imap/i.test(start) ? SURELY : beginsResponse(start) ? PERHAPS : NO;
  return ownCommand.test(start) ? SURELY : /^[^\s(){%*"\\+]{1,64} [a-z]+/i.test(start) ? PERHAPS : NO;
}

/** A line for each folder that was opened or filled; the last one says whether the client took its leave. */
function outcome(state: State): readonly Phrase[] {
  const user = state.user === '' ? '?' : state.user;
  const lines: Phrase[] = foldersOf(state.visits).map((visit) => ({ key: keyOf(visit), args: { user, ...countsOf(visit) } }));
  for (const [folder, count] of state.appended) lines.push({ key: 'put', args: { user, folder, count } });
  if (lines.length === 0) lines.push({ key: withoutFolder(state), args: { user } });
  return lines.map(({ key, args }, i) => ({ key, args: { ...args, end: state.loggedOut && i === lines.length - 1 ? ', LOGOUT' : '' } }));
}

function withoutFolder({ user, isRefused, isEncrypted }: State): string {
  if (isEncrypted) return 'encrypted';
  if (user !== '') return 'nothing';
  return isRefused ? 'nobody-refused' : 'nobody';
}

type Counts = Pick<Visit, 'folder' | 'exists' | 'fetched' | 'stored' | 'expunged'>;

/** All visits to a folder put together. */
function foldersOf(visits: readonly Visit[]): Counts[] {
  const folders = new Map<string, Counts>();
  for (const { folder, exists, fetched, stored, expunged } of visits) {
    const before = folders.get(folder) ?? { fetched: 0, stored: 0, expunged: 0 };
    folders.set(folder, { folder, exists, fetched: before.fetched + fetched, stored: before.stored + stored, expunged: before.expunged + expunged });
  }
  return [...folders.values()];
}

function keyOf({ stored, expunged }: Counts): string {
  if (expunged > 0) return 'removed';
  return stored > 0 ? 'changed' : 'read';
}

function countsOf({ folder, exists, fetched, stored, expunged }: Counts): Phrase['args'] {
  return { folder, messages: exists < 0 ? '?' : exists, fetched, stored, expunged };
}

export const imap = dialogue('imap', {
  short: 'IMAP', title: 'Internet Message Access Protocol', spec: 'RFC 3501',
  doc: 'Lets a user read and sort his mails where they are: on the server.',
  fields: { ...f, ...imapFetchFields },
  ports: [143],
  carries: ['imf'],
  states: {
    connected: 'the connection is open; the server has not greeted yet',
    'not authenticated': 'the server has greeted; the client must log in before it may do more',
    authenticated: 'the client has logged in, and must open a mailbox before it may look at mails',
    selected: 'a mailbox is open: its mails can be searched, fetched and changed',
    logout: 'the session is over, and the server closes the connection',
    tls: 'what follows is encrypted',
  },
  phrases: {
    read: '{user}: {folder} selected, {messages:messages}, {fetched} fetched{end}',
    changed: '{user}: {folder} selected, {messages:messages}, {fetched} fetched, {stored} stored{end}',
    removed: '{user}: {folder} selected, {messages:messages}, {fetched} fetched, {stored} stored, {expunged} removed{end}',
    put: '{user}: {count} put into {folder}{end}',
    nothing: '{user}: no folder selected{end}',
    encrypted: 'goes on encrypted',
    nobody: 'nobody logged in{end}',
    'nobody-refused': 'login refused{end}',
    greeting: 'the server greets: the client is to say who it is',
    preauth: 'the server knows already who the client is',
    'turned-away': 'the server does not want to talk',
    'logged-in': '{user} has proved who he is',
    forgotten: 'the client is nobody again',
    opened: '{folder} is open',
    'opened-to-read': '{folder} is open, to read only',
    'not-opened': '{folder} could not be opened, and no folder is open now',
    left: 'the folder is closed',
    bye: 'the client says good-bye',
    shutdown: 'the server ends the session of its own accord',
    closed: 'the connection is closed',
    handover: 'what follows is encrypted',
    'at-work': 'the capture begins in the middle: what the client does tells the state',
    compressed: 'What follows is compressed (DEFLATE), and not decoded here',
    assumed: 'The server is missing from the capture: every command is taken as done',
    'client-missing': 'The client is missing from the capture: what it asked is guessed from the responses',
    'leave-lost': 'Whether the server wanted the rest of {command} is lost: it is taken as wanted',
    injection: 'Commands follow STARTTLS before its response: a server that keeps them would take them as encrypted',
    order: '{command} is out of order in the state {state:state}',
    unasked: 'A response completes a command that was not seen',
    'login-disabled': 'The password was sent in the clear although the server does not take it so',
    'not-waited': 'The client sent a literal without waiting, which the server did not offer',
    misfit: 'After a literal the line goes on as it must not: the announced length may be wrong',
    shrunk: 'There are {count} messages now, and were {before}, but none was said to be removed',
    'no-such-message': 'Message {number} is spoken of, but there are only {exists}',
    hole: '{length:bytes} are missing from the capture',
  },
  probe,
  mayHandOver: watchFor('starttls'),
  open: newState,
  client, server, lost, outcome,
});
