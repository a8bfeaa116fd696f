import { decode } from '../base/value.ts';
import { lineAt, type TextLine } from './line.ts';

/** Header fields of one mail, or of one of its parts, that are kept. */
export const MAX_FIELDS = 1000;
/** Bytes of a name that are looked at; what is longer is no name (a line has at most 998 characters, RFC 5322 §2.1.1). */
const MAX_FIELD_NAME = 998;

const COLON = 0x3a;
const SPACE = 0x20;
const TAB = 9;

/**
 * A header field with its folded lines (RFC 5322 §2.2). Offsets are of the bytes that it was read from. A line that is no header field
 * has an empty name, and is all value.
 */
export interface HeaderField {
  /** As it is written. */
  readonly name: string;
  readonly from: number;
  readonly nameTo: number;
  /** The value, without white space around it; where it is folded, its line ends are inside. */
  readonly valueFrom: number;
  readonly valueTo: number;
  /** Where the next field begins. */
  readonly to: number;
}

/** A field whose folded lines may still come. */
type Draft = { -readonly [K in keyof HeaderField]: HeaderField[K] };

/** Takes the lines of a header one after the other, and makes fields of them. */
export class HeaderLines {
  /** Fields that were left out because there were too many. */
  dropped = 0;
  readonly #fields: Draft[] = [];
  readonly #b: Uint8Array;

  constructor(b: Uint8Array) {
    this.#b = b;
  }

  get fields(): readonly HeaderField[] {
    return this.#fields;
  }

  /** The next line, which is not the empty one. */
  add(line: TextLine): void {
    const last = this.#fields.at(-1);
    if (last !== undefined && isBlank(this.#b[line.from]!)) this.#goOn(last, line);
    else if (this.#fields.length === MAX_FIELDS) this.dropped++;
    else this.#fields.push(this.#field(line));
  }

  /** A line that begins with white space belongs to the field before it (RFC 5322 §2.2.3), even where it holds nothing else (§4.2). */
  #goOn(last: Draft, line: TextLine): void {
    if (this.dropped > 0) return;
    const valueTo = trimmedEnd(this.#b, line.from, line.to);
    last.to = line.end;
    if (valueTo === line.from) return;
    if (last.valueFrom === last.valueTo) last.valueFrom = trimmedStart(this.#b, line.from, valueTo);
    last.valueTo = valueTo;
  }

  #field(line: TextLine): Draft {
    const b = this.#b;
    const nameTo = nameEnd(b, line);
    const isField = nameTo > line.from;
    let colon = nameTo;
    while (isField && b[colon] !== COLON) colon++;
    const start = isField ? colon + 1 : line.from;
    const valueTo = trimmedEnd(b, start, line.to);
    return { name: isField ? decode(b.subarray(line.from, nameTo), 'ascii') : '', from: line.from, nameTo, valueFrom: trimmedStart(b, start, valueTo), valueTo, to: line.end };
  }
}

/**
 * Where the name at the start of a line ends: printable characters up to a colon (RFC 5322 §2.2), or to white space before it, as was once
 * allowed (§4.5). Where the line begins, if there is none.
 */
function nameEnd(b: Uint8Array, { from, to }: TextLine): number {
  const limit = Math.min(to, from + MAX_FIELD_NAME);
  let end = from;
  while (end < limit && b[end]! > SPACE && b[end]! < 0x7f && b[end] !== COLON) end++;
  let colon = end;
  while (colon < limit && isBlank(b[colon]!)) colon++;
  return colon < limit && b[colon] === COLON ? end : from;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

function trimmedStart(b: Uint8Array, from: number, to: number): number {
  let start = from;
  while (start < to && isBlank(b[start]!)) start++;
  return start;
}

function trimmedEnd(b: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(b[end - 1]!)) end--;
  return end;
}

/** What a header consists of, and where what follows it begins. */
export interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** How many more there are than MAX_FIELDS. */
  readonly dropped: number;
  /** Where the empty line begins that ends the header; `body` if there is none. */
  readonly end: number;
  /** After the empty line. */
  readonly body: number;
}

/** The header at the start of `from`..`to`: up to the first empty line, or to the end. */
export function readHeader(b: Uint8Array, from: number, to: number): HeaderBlock {
  const lines = new HeaderLines(b);
  let at = from;
  while (at < to) {
    const line = lineAt(b, at, to);
    if (line.from === line.to) return { fields: lines.fields, dropped: lines.dropped, end: line.from, body: line.end };
    lines.add(line);
    at = line.end;
  }
  return { fields: lines.fields, dropped: lines.dropped, end: to, body: to };
}
