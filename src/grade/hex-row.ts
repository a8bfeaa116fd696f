import { foldedDigits, plainCharacters } from './hex-text.ts';

/** A line that may be a row of a dump: a number in front, bytes, and whatever comes after them. */
export interface HexRow {
  /** The number in front, which may be an offset, or bytes like the others. */
  readonly lead: Lead | undefined;
  /** Bytes after the number, as far as there may be any: the first characters of a text column may be among them. */
  readonly bytes: readonly number[];
  /** For each byte, where it ends in `text`. */
  readonly ends: readonly number[];
  /** Digits of a group of bytes; 0: there is none. */
  readonly width: number;
  /** Nothing but digits without blanks; they may go on in the next line. */
  readonly stream: string;
  /** Words in front of it say what it is: it does not go on with the line before. */
  readonly isLabelled: boolean;
  /** The line, in plain characters. */
  readonly text: string;
}

export interface Lead {
  readonly digits: string;
  /** It is written as no byte is: `0x0010`, `0010:`. */
  readonly isMarked: boolean;
  /** Where it ends in the text of the row. */
  readonly end: number;
}

const LEAD = /^[\s|>]*(?:"|')?(0x)?([\da-f]{3,8})(h?:?|:)(?=\s|$)/i;
/** Characters of a line that are looked at: a whole packet in escapes, of four characters each. */
const MAX_TEXT = 262_144;
/** Streams have at least so many digits in their first line. */
const MIN_STREAM = 16;
const STREAM = /^[\s"'>]*(?:0x)?([\da-f]{2,})[\s"',;\\]*$/i;
/** Words of one byte or of several; bytes with dots between them only where there are many. */
const GROUP = /^[\da-f]{2,}$/i;
const JOINED = /^[\da-f]{2}(?:[:-][\da-f]{2})+$/i;
const DOTTED = /^[\da-f]{2}(?:\.[\da-f]{2}){7,}$/i;
const PREFIXED = /^0x([\da-f]{1,2})$/i;
/** A word in front of bytes that says what they are: `Hex: 45 00 …`. */
const LABEL = /^[^:\d]*\p{L}[^:]{0,60}:\s+/u;
/** Characters in which such words are looked for. */
const MAX_LABEL = 120;

/** What a line has of bytes; undefined: nothing. */
export function hexRow(line: string): HexRow | undefined {
  const plain = plainCharacters(line.slice(0, MAX_TEXT));
  const text = plain.replace(/\/\*.*?(?:\*\/|$)/g, (comment) => ' '.repeat(comment.length));
  if (/\\x[\da-f]{1,2}/i.test(text)) return escaped(text);
  const row = spaced(text, foldedDigits(text));
  if (row !== undefined) return row;
  const label = LABEL.exec(text.slice(0, MAX_LABEL))?.[0];
  const labelled = label === undefined ? undefined : spaced(text, ' '.repeat(label.length) + foldedDigits(text.slice(label.length)));
  return labelled === undefined ? undefined : { ...labelled, isLabelled: true };
}

/** Bytes with blanks, colons or commas between them, after a number or without; `folded` are the characters that are looked at. */
function spaced(text: string, folded: string): HexRow | undefined {
  const stream = STREAM.exec(folded)?.[1] ?? '';
  const lead = leadOf(folded);
  const bytes: number[] = [];
  const ends: number[] = [];
  let width = 0;
  for (const word of wordsFrom(folded, lead?.end ?? 0)) {
    const digits = bytesOf(word.text);
    if (digits === undefined || (width > 0 && digits.width > width)) break;
    for (let at = 0; at < digits.digits.length; at += 2) {
      bytes.push(Number.parseInt(digits.digits.slice(at, at + 2), 16));
      ends.push(Math.min(word.end, word.from + Math.ceil(((at + 2) / digits.digits.length) * word.text.length)));
    }
    if (width > 0 && digits.width < width) break;
    width = digits.width;
  }
  if (bytes.length === 0 && stream === '' && (lead === undefined || text.slice(lead.end).trim() !== '')) return undefined;
  return { lead, bytes, ends, width, stream, isLabelled: false, text };
}

function leadOf(text: string): Lead | undefined {
  const found = LEAD.exec(text);
  if (found === null) return undefined;
  const [whole, prefix, digits = '', suffix] = found;
  return { digits, isMarked: prefix !== undefined || suffix !== '', end: whole.length };
}

interface Word {
  readonly text: string;
  readonly from: number;
  readonly end: number;
}

/** Words between blanks and commas. A lone bar is the border of a table; one with text after it opens a column of characters. */
function* wordsFrom(text: string, from: number): Generator<Word> {
  for (const found of text.slice(from).matchAll(/[^\s,;]+/g)) {
    if (found[0] === '|' || found[0] === '"') continue;
    const bare = found[0].replace(/^["'{(]+/, '').replace(/["')}\\:]+$/, '');
    if (bare === '' && /^["'{]+$/.test(found[0])) continue;
    const at = from + found.index + found[0].indexOf(bare);
    yield { text: bare, from: at, end: at + bare.length };
  }
}

/** The digits of a word's bytes, and how wide its groups are; undefined: it is none. */
function bytesOf(word: string): { digits: string; width: number } | undefined {
  if (GROUP.test(word)) return word.length % 2 === 0 ? { digits: word, width: word.length } : undefined;
  if (JOINED.test(word) || DOTTED.test(word)) return { digits: word.replace(/[:.-]/g, ''), width: 2 };
  const prefixed = PREFIXED.exec(word)?.[1];
  return prefixed === undefined ? undefined : { digits: prefixed.padStart(2, '0'), width: 2 };
}

/** Escapes of a string in C or Python, and the characters that stand for themselves between its quotes. */
function escaped(text: string): HexRow {
  const { from, to, isQuoted } = quotedStretch(text);
  const bytes: number[] = [];
  const ends: number[] = [];
  for (const found of text.slice(from, to).matchAll(/\\x([\da-f]{1,2})|\\([0-7]{1,3})|\\(.)|(.)/gis)) {
    const [whole, hex, octal, escape, character] = found;
    if (!isQuoted && hex === undefined) continue;
    bytes.push(hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) & 0xff : escapedCharacter(escape ?? character!, escape !== undefined));
    ends.push(from + found.index + whole.length);
  }
  return { lead: undefined, bytes, ends, width: 2, stream: '', isLabelled: false, text };
}

/** What stands between the first and the last quotation mark of a line, if escapes do. */
function quotedStretch(text: string): { from: number; to: number; isQuoted: boolean } {
  const first = text.search(/["']/);
  const last = Math.max(text.lastIndexOf('"'), text.lastIndexOf("'"));
  const isQuoted = last > first && text.slice(first, last).includes('\\x');
  return isQuoted ? { from: first + 1, to: last, isQuoted } : { from: 0, to: text.length, isQuoted };
}

const named: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, a: 0x07, b: 0x08, f: 0x0c, v: 0x0b };

function escapedCharacter(character: string, isEscaped: boolean): number {
  return (isEscaped && Object.hasOwn(named, character) ? named[character]! : character.charCodeAt(0)) & 0xff;
}

/** Is a row long enough, and unlike prose, to begin a dump? */
export function beginsDump(row: HexRow): boolean {
  if (row.stream.length >= MIN_STREAM) return true;
  return row.bytes.length >= (row.lead?.isMarked === true ? 2 : 4) && /\d/.test(row.text);
}
