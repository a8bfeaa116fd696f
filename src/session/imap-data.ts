import type { Field } from '../base/field.ts';
import type { Reading } from '../stream/reading.ts';
import { fetched } from './imap-fetch.ts';
import { imapFetchFields as g } from './imap-fetch-fields.ts';
import { imapFields as f } from './imap-fields.ts';
import { folderName, properties } from './imap-request.ts';
import { sequence } from './imap-search.ts';
import { exists, expunged, vanished } from './imap-settle.ts';
import type { Statement } from './imap-statement.ts';
import { learnCapabilities, markCapabilities, markFlags } from './imap-status.ts';
import { LEFT, RIGHT } from './imap-text.ts';

/** Reads what a response tells; returns nothing where that takes no literal. */
type Data = (t: Statement, number: number) => Reading<void> | undefined;

/** What an untagged response tells after its name (RFC 3501 §7.2 to §7.4, and extensions). `number`: the one before the name. */
export function* data(t: Statement, name: string, number: number): Reading<void> {
  const reading = dataOf[name]?.(t, number);
  if (reading !== undefined) yield* reading;
  yield* t.rest();
}

/** Fields of the number that stands before the name. */
export const numberFields: Readonly<Record<string, Field>> = {
  EXISTS: f.exists, RECENT: f.recent, EXPUNGE: f.expunge, FETCH: g['fetch.number'],
};

/** A folder: attributes, delimiter, name (RFC 3501 §7.2.2). */
function* list(t: Statement): Reading<void> {
  t.space();
  yield* t.list(() => t.string(f['list.attribute']));
  t.space();
  yield* t.nstring(f['list.delimiter']);
  yield* folder(t);
}

function* folder(t: Statement): Reading<void> {
  t.space();
  yield* t.string(f.mailbox, { read: folderName });
}

/** Numbers of a folder: names and values in turn (RFC 3501 §7.2.4). */
function* status(t: Statement): Reading<void> {
  yield* folder(t);
  t.space();
  yield* t.list(function* () {
    yield* t.string(f['status.item']);
    t.space();
    if (t.number(f['status.value']) === undefined) yield* t.any();
  });
}

/** Numbers of messages, in any grouping; at the end perhaps that of the last change (RFC 7162 §3.1.5). */
function* found(t: Statement): Reading<void> {
  for (t.space(); !t.isOver; t.space()) {
    if (t.number(f['search.number']) !== undefined || t.skip(LEFT) || t.skip(RIGHT)) continue;
    const from = t.at;
    if (t.word().toUpperCase() === 'MODSEQ') changeNumber(t, from);
    else {
      t.at = from;
      yield* t.string(f.argument);
    }
  }
}

function changeNumber(t: Statement, from: number): void {
  t.mark(f['search.result'], from);
  t.space();
  t.number(f.modseq);
}

/** `(TAG "A282") UID MIN 2 COUNT 3 ALL 1:3` (RFC 4731 §3.1). */
function* foundInForm(t: Statement): Reading<void> {
  t.space();
  if (t.isList) yield* t.any();
  for (t.space(); !t.isOver; t.space()) {
    const from = t.at;
    const name = t.word().toUpperCase();
    if (name === '') {
      yield* t.any();
      continue;
    }
    if (name === 'MODSEQ') changeNumber(t, from);
    else t.mark(f['search.result'], from);
    if (name === 'ALL') sequence(t);
    else if (name !== 'UID' && name !== 'MODSEQ') {
      t.space();
      t.number(f['search.number']);
    }
  }
}

function flags(t: Statement): undefined {
  t.space();
  if (t.skip(LEFT)) markFlags(t);
  t.skip(RIGHT);
}

/** `(EARLIER) 41,43:116`: with the word, of messages that were gone before the folder was opened (RFC 7162 §3.2.10). */
function* gone(t: Statement): Reading<void> {
  t.space();
  const isEarlier = t.isList;
  if (isEarlier) yield* t.any(f.option);
  t.space();
  const from = t.at;
  const set = t.word();
  t.mark(f.vanished, from);
  if (!isEarlier) vanished(t.s, set);
}

/** Three lists of prefixes with delimiters: of the user, of others, of everybody (RFC 2342 §5). */
function* namespace(t: Statement): Reading<void> {
  for (const kind of [f['namespace.personal'], f['namespace.other'], f['namespace.shared']]) {
    t.space();
    t.open(kind);
    yield* t.list(() => t.list(namespacePart(t)));
    t.close();
  }
}

/** Prefix, delimiter, and what extensions add. */
function namespacePart(t: Statement): () => Reading<unknown> {
  let count = 0;
  return () => {
    count++;
    if (count === 1) return t.nstring(f['namespace.prefix'], { read: folderName });
    return count === 2 ? t.nstring(f['list.delimiter']) : t.any();
  };
}

/** A limit by its name, then for each resource how much is taken and how much there is (RFC 2087 §5.1). */
function* quota(t: Statement): Reading<void> {
  t.space();
  yield* t.string(f['quota.root']);
  t.space();
  yield* t.list(function* () {
    yield* t.string(f['quota.resource']);
    t.space();
    t.number(f['quota.usage']);
    t.space();
    t.number(f['quota.limit']);
  });
}

function* quotaRoot(t: Statement): Reading<void> {
  yield* folder(t);
  yield* t.rest(f['quota.root']);
}

function* identified(t: Statement): Reading<void> {
  t.space();
  yield* properties(t);
}

const dataOf: Readonly<Record<string, Data>> = {
  LIST: list, LSUB: list, XLIST: list, STATUS: status, SEARCH: found, SORT: found, THREAD: found, ESEARCH: foundInForm, FLAGS: flags, VANISHED: gone, FETCH: fetched, NAMESPACE: namespace,
  QUOTA: quota, QUOTAROOT: quotaRoot, ID: identified, ACL: folderAndMore, MYRIGHTS: folderAndMore, LISTRIGHTS: folderAndMore, METADATA: folderAndMore,
  EXISTS: (t, number) => exists(t.s, number),
  EXPUNGE: (t, number) => expunged(t.s, number),
  CAPABILITY: learnCapabilities,
  ENABLED: (t) => void markCapabilities(t),
};

function* folderAndMore(t: Statement): Reading<void> {
  yield* folder(t);
  yield* t.rest();
}
