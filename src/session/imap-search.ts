import type { Reading } from '../stream/reading.ts';
import { imapFields as f } from './imap-fields.ts';
import { MAX_DEPTH } from './imap-state.ts';
import type { Statement } from './imap-statement.ts';

/** What follows a search key (RFC 3501 §6.4.4, and its extensions). */
const operands: Readonly<Record<string, readonly ('text' | 'flag' | 'set' | 'key')[]>> = {
  BCC: ['text'], BEFORE: ['text'], BODY: ['text'], CC: ['text'], FROM: ['text'], HEADER: ['text', 'text'], KEYWORD: ['flag'], LARGER: ['text'], NOT: ['key'], ON: ['text'], OR: ['key', 'key'],
  SENTBEFORE: ['text'], SENTON: ['text'], SENTSINCE: ['text'], SINCE: ['text'], SMALLER: ['text'], SUBJECT: ['text'], TEXT: ['text'], TO: ['text'], UID: ['set'], UNKEYWORD: ['flag'],
  OLDER: ['text'], YOUNGER: ['text'], FUZZY: ['key'], SAVEDBEFORE: ['text'], SAVEDON: ['text'], SAVEDSINCE: ['text'], EMAILID: ['text'], THREADID: ['text'], 'X-GM-RAW': ['text'], 'X-GM-MSGID': ['text'],
  'X-GM-THRID': ['text'], 'X-GM-LABELS': ['text'],
};

const sequenceSet = /^[\d*$][\d:,*$]*$/;

/** The conditions of SEARCH, SORT and THREAD, all of which are to be fulfilled. */
export function* searchKeys(t: Statement): Reading<void> {
  for (t.space(); !t.isOver; t.space()) yield* searchKey(t, 0);
}

function* searchKey(t: Statement, depth: number): Reading<void> {
  if (depth === MAX_DEPTH) yield* t.rest();
  else if (t.isList || startsKey(t)) yield* term(t, depth);
  else yield* t.any();
}

function* term(t: Statement, depth: number): Reading<void> {
  t.open(f['search.term']);
  if (t.isList) yield* t.list(() => searchKey(t, depth + 1));
  else yield* namedKey(t, depth);
  t.close();
}

/** A key is an atom; anything else is out of place. */
function startsKey(t: Statement): boolean {
  const { at } = t;
  const isKey = t.word() !== '';
  t.at = at;
  return isKey;
}

function* namedKey(t: Statement, depth: number): Reading<void> {
  const from = t.at;
  const key = t.word().toUpperCase();
  if (sequenceSet.test(key)) {
    t.mark(f.sequence_set, from);
    return;
  }
  t.mark(f['search.key'], from);
  if (key === 'MODSEQ') yield* changedSince(t);
  for (const operand of operands[key] ?? []) {
    t.space();
    if (operand === 'key') yield* searchKey(t, depth + 1);
    else if (operand === 'set') sequence(t);
    else yield* t.string(operand === 'flag' ? f.flag : f['search.value']);
  }
}

/** MODSEQ may name a flag, and whose, before its number (RFC 7162 §3.1.5). */
function* changedSince(t: Statement): Reading<void> {
  t.space();
  while (!t.isOver && t.number(f.modseq) === undefined) {
    yield* t.string(f['search.value']);
    t.space();
  }
}

/** Numbers of messages (RFC 3501 §9, `sequence-set`). */
export function sequence(t: Statement): string {
  t.space();
  const from = t.at;
  const set = t.word();
  if (t.at > from) t.mark(f.sequence_set, from);
  return set;
}
