import type { Reading } from '../stream/reading.ts';
import { envelope } from './imap-envelope.ts';
import { imapFetchFields as g } from './imap-fetch-fields.ts';
import { MAX_DEPTH } from './imap-state.ts';
import type { Statement } from './imap-statement.ts';
import { LEFT, RIGHT } from './imap-text.ts';

/** How a message is made up of parts (RFC 3501 §7.4.2, `body`): of BODYSTRUCTURE, or of BODY, which leaves out the last details. */
export function* bodyStructure(t: Statement): Reading<void> {
  t.open(g['fetch.body']);
  yield* message(t, '', 0);
  t.close();
}

/** The parts of a message are numbered from 1 under the number of the message; what is not made up of others is part 1 (§6.4.5). */
function* message(t: Statement, number: string, depth: number): Reading<void> {
  yield* part(t, { own: '', single: under(number, 1), prefix: number }, depth);
}

/** By which numbers FETCH reaches a part: if it is made up of others, if it is not, and what those of its parts begin with. */
interface Numbers {
  readonly own: string;
  readonly single: string;
  readonly prefix: string;
}

function* part(t: Statement, numbers: Numbers, depth: number): Reading<void> {
  if (depth === MAX_DEPTH || !t.isList) {
    yield* t.any();
    return;
  }
  const from = t.at;
  t.open(g['fetch.part']);
  t.skip(LEFT);
  t.space();
  const number = t.isList ? numbers.own : numbers.single;
  if (number !== '') t.v.mark(g['fetch.part.section'], from, from, number);
  if (t.isList) yield* several(t, numbers.prefix, depth);
  else yield* single(t, number, depth);
  for (t.space(); !t.isOver && !t.skip(RIGHT); t.space()) yield* t.any();
  t.close();
}

/** Parts in a part, and how they belong together (`body-type-mpart`). */
function* several(t: Statement, prefix: string, depth: number): Reading<void> {
  for (let count = 1; t.isList; count++) {
    const number = under(prefix, count);
    yield* part(t, { own: number, single: number, prefix: number }, depth + 1);
    t.space();
  }
  yield* t.string(g['fetch.part.subtype']);
  yield* parameters(t);
  yield* lastDetails(t);
}

const under = (prefix: string, count: number): string => (prefix === '' ? String(count) : `${prefix}.${count}`);

/** One part with its content (`body-type-1part`). */
function* single(t: Statement, number: string, depth: number): Reading<void> {
  const type = (yield* t.string(g['fetch.part.type']))?.toUpperCase();
  t.space();
  const subtype = (yield* t.string(g['fetch.part.subtype']))?.toUpperCase();
  yield* parameters(t);
  t.space();
  yield* t.nstring(g['fetch.part.id']);
  t.space();
  yield* t.nstring(g['fetch.part.description']);
  t.space();
  yield* t.nstring(g['fetch.part.encoding']);
  t.space();
  t.number(g['fetch.part.size']);
  t.space();
  if (type === 'MESSAGE' && (subtype === 'RFC822' || subtype === 'GLOBAL') && t.isList) yield* nested(t, number, depth);
  t.number(g['fetch.part.lines']);
  t.space();
  yield* t.nstring(g['fetch.part.md5']);
  yield* lastDetails(t);
}

/** A message in a message: its envelope and its structure (`body-type-msg`). */
function* nested(t: Statement, number: string, depth: number): Reading<void> {
  yield* envelope(t);
  t.space();
  yield* message(t, number, depth + 1);
  t.space();
}

/** Names and values in turn, or NIL (`body-fld-param`). */
function* parameters(t: Statement): Reading<void> {
  t.space();
  yield* t.list(function* () {
    yield* t.string(g['fetch.part.parameter']);
    t.space();
    yield* t.nstring(g['fetch.part.parameter.value']);
  });
}

/** Disposition, language, location (`body-ext-1part`). */
function* lastDetails(t: Statement): Reading<void> {
  t.space();
  if (t.skip(LEFT)) {
    yield* t.string(g['fetch.part.disposition']);
    yield* parameters(t);
    t.space();
    t.skip(RIGHT);
  } else t.nil();
  t.space();
  if (t.isList) yield* t.list(() => t.string(g['fetch.part.language']));
  else yield* t.nstring(g['fetch.part.language']);
  t.space();
  yield* t.nstring(g['fetch.part.location']);
}
