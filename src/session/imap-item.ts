import { imapFetchFields as g } from './imap-fetch-fields.ts';
import type { Statement } from './imap-statement.ts';
import { LEFT_BRACKET, RIGHT_BRACKET } from './imap-text.ts';

const LESS = 0x3c;
const GREATER = 0x3e;

/** What an item of FETCH is: `BODY.PEEK[HEADER.FIELDS (DATE)]<0.100>`. */
export interface Item {
  /** In capitals. */
  readonly name: string;
  /** In capitals; undefined: no brackets. */
  readonly section: string | undefined;
  /** Number of the byte at which a stretch of the part begins; undefined: all of it. */
  readonly origin: number | undefined;
}

/** An item, asked for or told, with its section and stretch (RFC 3501 §6.4.5). */
export function itemName(t: Statement): Item {
  const from = t.at;
  const name = t.word([LEFT_BRACKET, LESS]);
  t.mark(g['fetch.item'], from);
  const section = inBrackets(t);
  return { name: name.toUpperCase(), section, origin: stretch(t) };
}

/** `[HEADER.FIELDS (DATE FROM)]`. */
function inBrackets(t: Statement): string | undefined {
  if (!t.skip(LEFT_BRACKET)) return undefined;
  const from = t.at;
  const section = t.before(RIGHT_BRACKET);
  t.mark(g['fetch.section'], from);
  t.skip(RIGHT_BRACKET);
  return section.toUpperCase();
}

/** `<0.100>`, in responses `<0>`. */
function stretch(t: Statement): number | undefined {
  if (!t.skip(LESS)) return undefined;
  const from = t.at;
  const origin = Number(/^\d{1,15}/.exec(t.word([GREATER]))?.[0] ?? 0);
  t.mark(g['fetch.range'], from);
  t.skip(GREATER);
  return origin;
}
