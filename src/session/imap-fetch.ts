import type { Reading } from '../stream/reading.ts';
import type { Content } from './content.ts';
import { bodyStructure } from './imap-body.ts';
import { envelope } from './imap-envelope.ts';
import { imapFetchFields as g } from './imap-fetch-fields.ts';
import { imapFields as f } from './imap-fields.ts';
import { type Item, itemName } from './imap-item.ts';
import { type Imap, MAX_MESSAGES, presentFolder, type Visit } from './imap-state.ts';
import type { Literal, Statement } from './imap-statement.ts';
import { markFlags } from './imap-status.ts';
import { LEFT, RIGHT } from './imap-text.ts';

/** What a response tells of one message. */
interface Told {
  readonly number: number;
  readonly visit: Visit;
  /** Its size by the word of the server; -1: not told here. */
  size: number;
  /** The whole message, if it came. */
  whole: Content | undefined;
  /** Some of its text came. */
  hasText: boolean;
}

/** FETCH (RFC 3501 §7.4.2): items and their values in turn. */
export function* fetched(t: Statement, number: number): Reading<void> {
  const told: Told = { number, visit: presentFolder(t.s), size: -1, whole: undefined, hasText: false };
  t.space();
  yield* t.list(() => {
    const item = itemName(t);
    t.space();
    return value(t, item, told);
  });
  takeNote(t.s, told);
}

/** Returns nothing where the value takes no literal, as most do not. */
function value(t: Statement, item: Item, told: Told): Reading<unknown> | undefined {
  if (item.section !== undefined || sections[item.name] !== undefined) return section(t, item, told);
  switch (item.name) {
    case 'FLAGS':
      return flags(t);
    case 'UID':
      return void t.number(g['fetch.uid']);
    case 'INTERNALDATE':
      return t.nstring(g['fetch.internaldate']);
    case 'RFC822.SIZE':
      told.size = Number(t.number(g['fetch.size']) ?? -1);
      return undefined;
    case 'ENVELOPE':
      return envelope(t);
    case 'BODY':
    case 'BODYSTRUCTURE':
      return bodyStructure(t);
    case 'MODSEQ':
      return modseq(t);
    default:
      return t.any();
  }
}

/** The flags of a message as one text, and each of them. */
function flags(t: Statement): undefined {
  if (!t.skip(LEFT)) return;
  t.open(g['fetch.flags']);
  markFlags(t);
  t.close();
  t.skip(RIGHT);
}

/** `(12111230047)` (RFC 7162 §3.1.4). */
function modseq(t: Statement): undefined {
  t.skip(LEFT);
  t.number(f.modseq);
  t.skip(RIGHT);
}

/** Older names for sections (RFC 3501 §6.4.5). */
const sections: Readonly<Record<string, string>> = { RFC822: '', 'RFC822.HEADER': 'HEADER', 'RFC822.TEXT': 'TEXT' };

/** The text of a section: a message or its header passes by as a mail, other parts as literals; what is short is shown at once. */
function* section(t: Statement, { name, section: asked, origin }: Item, told: Told): Reading<void> {
  const part = asked ?? sections[name]!;
  if (!name.endsWith('.SIZE')) told.hasText = true;
  const literal = t.literal();
  const isWhole = part === '' && name !== 'BINARY';
  if (literal === undefined || !(isWhole || part.startsWith('HEADER'))) yield* t.nstring(g['fetch.text']);
  else if (isWhole && origin !== undefined) yield* stretch(t, literal, origin, told);
  else {
    const content = yield* t.message(literal, () => mailOf(t.s, told, !isWhole), (origin ?? 0) === 0);
    if (isWhole) told.whole = content;
  }
}

function mailOf(s: Imap, { visit, number }: Told, isPart: boolean): Content {
  return s.content('server', 'mail', { name: `${visit.folder}/${number}`, isPart });
}

/** Large messages are fetched in stretches, `BODY[]<0>`, `BODY[]<65536>`: those that follow on one another make up one content. */
function* stretch(t: Statement, literal: Literal, origin: number, told: Told): Reading<void> {
  const { state } = t.s;
  const before = state.stretches;
  const follows = before !== undefined && !before.isClosed && before.about.name === `${told.visit.folder}/${told.number}` && before.size + before.missing === origin;
  if (origin > 0 && !follows) {
    yield* t.string(g['fetch.text']);
    return;
  }
  if (origin === 0) before?.end(false);
  state.stretches = yield* t.message(literal, () => (origin === 0 ? mailOf(t.s, told, true) : before!), origin === 0, true);
}

/** Is the message that comes in stretches there to its last byte? */
function endStretches(s: Imap, size: number): Content | undefined {
  const content = s.state.stretches;
  if (content === undefined || content.size + content.missing !== size) return undefined;
  content.end(true);
  s.state.stretches = undefined;
  return content;
}

/** What the response means for the folder: which messages came, and whether they are as big as was said. */
function takeNote(s: Imap, told: Told): void {
  const { number, visit, size, hasText } = told;
  const { seen, sizes } = visit;
  if (hasText && !seen.has(number)) visit.fetched++;
  if (hasText && seen.size < MAX_MESSAGES) seen.add(number);
  if (size >= 0 && sizes.size < MAX_MESSAGES) sizes.set(number, size);
  const promised = size >= 0 ? size : sizes.get(number);
  const whole = told.whole ?? (promised === undefined ? undefined : endStretches(s, promised));
  if (whole !== undefined && promised !== undefined) s.promised('mail-size', whole.about.name, promised, whole.size, whole.missing === 0);
  for (const { roll } of s.state.pending) if (roll !== undefined && roll.numbers.size < MAX_MESSAGES) roll.numbers.add(number);
  if (visit.exists >= 0 && number > visit.exists) s.note(s.server, 'no-such-message', { number, exists: visit.exists });
}
