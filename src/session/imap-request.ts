import { decode } from '../base/value.ts';
import { decodeModifiedUtf7 } from '../message/modified-utf7.ts';
import type { Reading } from '../stream/reading.ts';
import type { Content } from './content.ts';
import { mechanism } from './imap-authentication.ts';
import { imapFields as f } from './imap-fields.ts';
import { itemName } from './imap-item.ts';
import { searchKeys, sequence } from './imap-search.ts';
import { begin, canonicalFolder, type Command, type Imap, newVisit } from './imap-state.ts';
import { Statement } from './imap-statement.ts';
import { markFlags } from './imap-status.ts';
import { LEFT, QUOTE, RIGHT } from './imap-text.ts';

/** A tag (RFC 3501 §9): what else a line begins with (bytes of another protocol, nothing) is none. */
export const tagWord = /^[^\s(){%*"\\+\x7f-\xff]{1,64}$/;
/** A word that may be a command. */
const commandWord = /^[A-Za-z][A-Za-z0-9.-]{0,31}$/;

/** The next command of the client, which now waits for its completion. Undefined: the line is no command. */
export function* readCommand(s: Imap): Reading<Command | undefined> {
  const t = yield* Statement.read(s, s.client);
  const start = t.at;
  const tag = t.word();
  t.at = start;
  const isDone = tag.toUpperCase() === 'DONE' && t.text.length === tag.length;
  if (isDone) markDone(t);
  const command = !isDone && tagWord.test(tag) ? yield* tagged(t, tag) : undefined;
  t.end();
  return command;
}

/** The client has waited for news long enough (RFC 2177 §3). */
function markDone(t: Statement): void {
  const from = t.at;
  t.word();
  t.mark(f['idle.done'], from);
}

function* tagged(t: Statement, tag: string): Reading<Command> {
  t.open(f.request);
  const from = t.at;
  t.word();
  t.mark(f.request_tag, from);
  const command = begin(t.s, tag, verb(t));
  t.command = command;
  const answer = t.s.answerTo(f.response_in, command.at);
  if (answer !== undefined) t.v.mark(f.response_in, t.at, t.at, answer);
  const reading = argumentsOf[command.verb]?.(t, command);
  if (reading !== undefined) yield* reading;
  yield* t.rest();
  t.close();
  return command;
}

/** The word that says what is wanted; UID before it changes what its numbers mean (RFC 3501 §6.4.8). */
function verb(t: Statement): string {
  t.space();
  const start = t.at;
  const isUid = t.word().toUpperCase() === 'UID';
  if (isUid) {
    t.mark(f['request.command.uid'], start, true);
    t.space();
  } else t.at = start;
  const from = t.at;
  const word = t.word();
  if (!commandWord.test(word)) {
    t.at = from;
    return '';
  }
  t.mark(f['request.command'], from);
  return word.toUpperCase();
}

// ---- arguments (RFC 3501 §6) ----

/** The name of a folder as people read it (RFC 3501 §5.1.3). */
export const folderName = (bytes: Uint8Array): string => decodeModifiedUtf7(decode(bytes, 'utf-8'));

/** The name of a folder, as it is written and as people read it. */
function* folder(t: Statement): Reading<string> {
  t.space();
  return canonicalFolder((yield* t.string(f.mailbox, { read: folderName, around: f['request.folder'] })) ?? '?');
}

function* oneFolder(t: Statement, command: Command): Reading<void> {
  command.folder = yield* folder(t);
}

/** User and password may stand in any form of a string; of literals each is a line of its own. */
function* login(t: Statement, command: Command): Reading<void> {
  t.space();
  const user = yield* t.string(f.user, { around: f['request.username'] });
  t.space();
  const secret = yield* t.string(f['request.password'], { isSecret: true });
  if (t.s.state.capabilities.has('LOGINDISABLED')) t.s.note(t.v, 'login-disabled');
  if (user !== undefined && secret !== undefined) command.credential = t.s.credential({ scheme: 'user-pass', user, secret });
}

function* select(t: Statement, command: Command): Reading<void> {
  command.folder = yield* folder(t);
  command.visit = newVisit(command.folder);
  yield* options(t);
}

/** Extensions have a list of options after what they extend (RFC 4466 §2.1). */
function* options(t: Statement): Reading<void> {
  t.space();
  if (t.isList) yield* t.any(f.option);
}

function* rename(t: Statement, command: Command): Reading<void> {
  command.folder = yield* folder(t);
  t.space();
  yield* t.string(f.mailbox, { read: folderName });
}

/** LIST: options of RFC 5258 around the reference and one pattern or several. */
function* list(t: Statement): Reading<void> {
  yield* options(t);
  t.space();
  yield* t.string(f['list.reference'], { read: folderName });
  t.space();
  const pattern = (): Reading<unknown> => t.string(f['list.pattern'], { read: folderName });
  if (t.isList) yield* t.list(pattern);
  else yield* pattern();
  yield* t.rest(f.option);
}

function* status(t: Statement, command: Command): Reading<void> {
  command.folder = yield* folder(t);
  t.space();
  yield* t.list(() => t.string(f['status.item']));
}

/** APPEND: flags and date, then the message; several of them with RFC 3502. */
function* append(t: Statement, command: Command): Reading<void> {
  command.folder = yield* folder(t);
  let isPart = false;
  for (t.space(); !t.isOver; t.space()) {
    const literal = t.literal();
    if (literal !== undefined) yield* t.message(literal, () => upload(t.s, command.folder, isPart));
    else if (t.skip(LEFT)) markFlags(t);
    else if (t.next === QUOTE) yield* t.string(f['append.date']);
    else if (!t.skip(RIGHT)) isPart = (yield* extended(t)) || isPart;
  }
}

function upload(s: Imap, to: string, isPart: boolean): Content {
  s.state.uploads++;
  return s.content('client', 'mail', { name: `${to}/APPEND ${s.state.uploads}`, isPart });
}

/** A word before the message (RFC 4466 §2.5) and the list that it opens: CATENATE puts the message together from literals and places (RFC 4469 §3), UTF8 says that it is in UTF-8 (RFC 6855 §4). */
function* extended(t: Statement): Reading<boolean> {
  const word = (yield* t.string(f.option))?.toUpperCase();
  t.space();
  if (word === 'URL') yield* t.string(f.argument);
  else t.skip(LEFT);
  return word === 'CATENATE';
}

function* search(t: Statement): Reading<void> {
  yield* returned(t);
  t.space();
  if (t.text.toUpperCase().startsWith('CHARSET ')) {
    const from = t.at;
    t.word();
    t.mark(f['search.key'], from);
    t.space();
    yield* t.string(f['search.charset']);
  }
  yield* searchKeys(t);
}

/** `RETURN (MIN COUNT)`: what is wanted of the messages found (RFC 4731 §3.1). */
function* returned(t: Statement): Reading<void> {
  t.space();
  if (!t.text.toUpperCase().startsWith('RETURN ')) return;
  const from = t.at;
  t.word();
  t.mark(f.option, from);
  t.space();
  yield* t.list(() => t.string(f.option));
}

/** The order, or the way of making trees, and the character set, which must be said here (RFC 5256 §3). */
function* sorted(t: Statement): Reading<void> {
  yield* returned(t);
  t.space();
  yield* t.any(f.option);
  t.space();
  yield* t.string(f['search.charset']);
  yield* searchKeys(t);
}

function* fetch(t: Statement, command: Command): Reading<void> {
  const set = sequence(t);
  t.space();
  if (t.isList) yield* t.list(() => void itemName(t));
  else itemName(t);
  t.space();
  // Options (CHANGEDSINCE) narrow the set down.
  const isAll = isEverything(set) && !t.isList;
  yield* options(t);
  if (isAll && !t.s.state.pending.some((other) => other.roll !== undefined)) command.roll = { numbers: new Set(), isDisturbed: false };
}

/** All messages of the folder: `1:*`, or the other way round (RFC 3501 §9). */
const isEverything = (set: string): boolean => set === '1:*' || set === '*:1';

function* store(t: Statement): Reading<void> {
  sequence(t);
  yield* options(t);
  t.space();
  yield* t.string(f['store.action']);
  t.space();
  t.skip(LEFT);
  markFlags(t);
  t.skip(RIGHT);
}

function* toFolder(t: Statement, command: Command): Reading<void> {
  sequence(t);
  command.folder = yield* folder(t);
}

/** With UID, the numbers of those that may be removed (RFC 4315 §2.1). */
function expunge(t: Statement): undefined {
  t.space();
  if (!t.isOver) sequence(t);
}

function* identify(t: Statement): Reading<void> {
  t.space();
  yield* properties(t);
}

/** Names and values in turn (RFC 2971 §3.3). */
export function* properties(t: Statement): Reading<void> {
  yield* t.list(function* () {
    yield* t.string(f['id.name']);
    t.space();
    yield* t.nstring(f['id.value']);
  });
}

/** Reads the arguments of a command; returns nothing where that takes no literal. */
type Arguments = (t: Statement, command: Command) => Reading<void> | undefined;

const argumentsOf: Readonly<Record<string, Arguments>> = {
  LOGIN: login, AUTHENTICATE: mechanism, SELECT: select, EXAMINE: select, CREATE: oneFolder, DELETE: oneFolder, RENAME: rename, SUBSCRIBE: oneFolder, UNSUBSCRIBE: oneFolder, LIST: list, LSUB: list,
  XLIST: list, STATUS: status, APPEND: append, GETQUOTAROOT: oneFolder, GETACL: oneFolder, MYRIGHTS: oneFolder, SETACL: oneFolder, DELETEACL: oneFolder, LISTRIGHTS: oneFolder, SEARCH: search, SORT: sorted,
  THREAD: sorted, FETCH: fetch, PARTIAL: fetch, STORE: store, COPY: toFolder, MOVE: toFolder, EXPUNGE: expunge, ID: identify,
  ENABLE: (t) => t.rest(f.capability), GETQUOTA: (t) => t.rest(f['quota.root']),
};
