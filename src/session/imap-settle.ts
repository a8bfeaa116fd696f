import { recognise } from './imap-authentication.ts';
import { type Command, type Imap, MAX_VISITS, presentFolder, type Roll, type Status, type Visit } from './imap-state.ts';
import type { Said } from './imap-status.ts';
import { commandWords } from './imap-words.ts';
import { tls } from './tls.ts';

// ---- the transitions of RFC 3501 §3 ----

/** (1) connection without, (2) with pre-authentication, (3) rejected connection. */
export function greet(s: Imap, name: string): void {
  if (name === 'OK') s.moved('not authenticated', 'greeting');
  else if (name === 'PREAUTH') s.moved('authenticated', 'preauth');
  else if (name === 'BYE') s.moved('logout', 'turned-away');
}

/** (7) LOGOUT, or a server that shuts down. */
export function bye(s: Imap): void {
  const isAsked = s.state.pending.some((command) => command.verb === 'LOGOUT');
  s.state.loggedOut ||= isAsked;
  s.moved('logout', isAsked ? 'bye' : 'shutdown');
}

/** (7) connection closed. */
export function hangUp(s: Imap): void {
  if (s.at !== 'tls') s.moved('logout', 'closed');
}

/** A command is complete: what that means for the session. */
export function complete(s: Imap, command: Command, status: Status, code: string): void {
  recognise(s, command);
  const { verb, credential, roll } = command;
  if (s.at === 'connected' && status === 'OK') infer(s, verb);
  checkOrder(s, command);
  command.status = status;
  if (credential !== undefined && !command.isAssumed) credential.isAccepted = status === 'OK';
  if (roll !== undefined && status === 'OK') callRoll(s, roll);
  effects[verb]?.(s, command, status, code);
}

/** The client gets no answer that the capture holds: it is taken at its word. `isGranted`: what it asked last. */
export function assume(s: Imap, isGranted = true): void {
  if (!s.notes.some((note) => note.key === 'assumed')) s.note(s.client, 'assumed');
  const waiting = s.state.pending.splice(0);
  for (const command of waiting) {
    command.isAssumed = true;
    complete(s, command, isGranted || command !== waiting.at(-1) ? 'OK' : 'NO', '');
  }
}

/** A completion of a command that was not seen. Where none at all was, what the server says tells how the session goes. */
export function guess(s: Imap, status: Status, { code, words }: Said): void {
  if (!s.isSilent('client')) {
    s.note(s.server, 'unasked');
    return;
  }
  if (!s.notes.some((note) => note.key === 'client-missing')) s.note(s.server, 'client-missing');
  if (status !== 'OK') return;
  if (code === 'READ-WRITE' || code === 'READ-ONLY') enter(s, presentFolder(s), code);
  else if (/\b(?:log(?:ged)? ?in|authenticat)/i.test(words)) s.moved('authenticated', 'logged-in', { user: '?' });
  else if (/^(?:close|unselect)\b/i.test(words)) close(s);
}

/** The capture begins in the middle: what a command could do tells where. */
function infer(s: Imap, verb: string): void {
  if (inside.includes(verb)) s.moved('selected', 'at-work');
  else if (commandWords.of(verb) !== undefined && !anytime.includes(verb) && !before.includes(verb)) s.moved('authenticated', 'at-work');
}

type Effect = (s: Imap, command: Command, status: Status, code: string) => void;
const ifOk = (effect: (s: Imap, command: Command) => void): Effect => (s, command, status) => {
  if (status === 'OK') effect(s, command);
};

const effects: Readonly<Record<string, Effect>> = {
  LOGIN: login, AUTHENTICATE: login, SELECT: select, EXAMINE: select,
  CLOSE: ifOk(close), UNSELECT: ifOk(close),
  UNAUTHENTICATE: ifOk((s) => s.moved('not authenticated', 'forgotten')),
  LOGOUT: ifOk((s) => {
    s.state.loggedOut = true;
    s.moved('logout', 'bye');
  }),
  STARTTLS: ifOk((s) => {
    s.state.isEncrypted = true;
    s.moved('tls', 'handover');
    s.become(tls);
  }),
  COMPRESS: ifOk((s) => {
    s.state.isCompressed = true;
    s.note(s.server, 'compressed');
  }),
  STORE: ifOk((s) => {
    presentFolder(s).stored++;
  }),
  APPEND: ifOk((s, { folder }) => {
    const { appended } = s.state;
    if (appended.has(folder) || appended.size < MAX_VISITS) appended.set(folder, (appended.get(folder) ?? 0) + 1);
  }),
};

/** (4) successful LOGIN or AUTHENTICATE. */
function login(s: Imap, command: Command, status: Status): void {
  const user = command.credential?.user ?? '';
  if (status === 'OK') {
    s.state.user = user;
    s.moved('authenticated', 'logged-in', { user });
  } else s.state.isRefused = true;
}

/** (5) successful SELECT or EXAMINE; (6) a failed one closes the folder that was open before. */
function select(s: Imap, { visit, folder }: Command, status: Status, code: string): void {
  if (status === 'OK' && visit !== undefined) enter(s, visit, code);
  else if (status === 'NO') {
    leave(s);
    s.moved('authenticated', 'not-opened', { folder });
  }
}

function enter(s: Imap, visit: Visit, code: string): void {
  const { state } = s;
  if (state.visit !== visit) leave(s);
  state.visit = visit;
  if (!state.visits.includes(visit) && state.visits.length < MAX_VISITS) state.visits.push(visit);
  s.moved('selected', code === 'READ-ONLY' ? 'opened-to-read' : 'opened', { folder: visit.folder });
}

/** (6) CLOSE. */
function close(s: Imap): void {
  leave(s);
  s.moved('authenticated', 'left');
}

/** What is known of single messages goes with the folder. */
function leave({ state }: Imap): void {
  state.visit?.seen.clear();
  state.visit?.sizes.clear();
  state.visit = undefined;
}

// ---- the open folder ----

/** So many messages are there now. There can be fewer only after each of them was told to be gone (RFC 3501 §5.2). */
export function exists(s: Imap, count: number): undefined {
  const visit = presentFolder(s);
  if (count < visit.exists) s.note(s.server, 'shrunk', { before: visit.exists, count });
  if (count !== visit.exists) disturb(s);
  visit.exists = count;
}

/** A message is gone, and those after it have other numbers (RFC 3501 §7.4.1). */
export function expunged(s: Imap, number: number): undefined {
  const visit = presentFolder(s);
  if (visit.exists >= 0 && number > visit.exists) s.note(s.server, 'no-such-message', { number, exists: visit.exists });
  remove(s, visit, 1);
}

/** Messages are gone, told by their unique numbers (RFC 7162 §3.2.10): in a range not every number need be one of a message, so that nobody can count them. */
export function vanished(s: Imap, set: string): void {
  const visit = presentFolder(s);
  if (set.includes(':')) visit.exists = -1;
  remove(s, visit, set.split(',').length);
}

function remove(s: Imap, visit: Visit, count: number): void {
  visit.expunged += count;
  visit.seen.clear();
  visit.sizes.clear();
  disturb(s);
  if (visit.exists >= 0) visit.exists = Math.max(0, visit.exists - count);
}

/** Bytes of the server are lost. */
export function doubt(s: Imap): void {
  for (const command of s.state.pending) command.isDoubtful = true;
  disturb(s);
}

/** How many messages a command should bring cannot be told any more. */
function disturb(s: Imap): void {
  for (const { roll } of s.state.pending) if (roll !== undefined) roll.isDisturbed = true;
}

/** All messages were asked for: did all come? */
function callRoll(s: Imap, roll: Roll): void {
  const { folder, exists: promised } = presentFolder(s);
  if (promised >= 0) s.promised('exists', folder, promised, roll.numbers.size, !roll.isDisturbed);
}

// ---- order of commands (RFC 3501 §6) ----

const anytime = ['CAPABILITY', 'NOOP', 'LOGOUT', 'ID', ''];
const before = ['STARTTLS', 'AUTHENTICATE', 'LOGIN'];
const inside = ['CHECK', 'CLOSE', 'UNSELECT', 'EXPUNGE', 'SEARCH', 'SORT', 'THREAD', 'FETCH', 'PARTIAL', 'STORE', 'COPY', 'MOVE'];

/** Is a command in order in a state? Unknown ones are given the benefit of the doubt. */
function isInOrder(verb: string, state: string): boolean {
  if (anytime.includes(verb) || state === 'connected') return true;
  if (before.includes(verb)) return state === 'not authenticated';
  if (inside.includes(verb)) return state === 'selected';
  return state !== 'not authenticated' || commandWords.of(verb) === undefined || verb === 'COMPRESS';
}

function checkOrder(s: Imap, { verb, isAssumed }: Command): void {
  if (!isAssumed && !isInOrder(verb, s.at)) s.note(s.client, 'order', { command: verb, state: s.at });
}
