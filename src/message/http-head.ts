import { indexOfByte } from '../base/bytes.ts';
import { latinWord } from '../base/latin.ts';
import { decode } from '../base/value.ts';

/** Bytes of a head that are looked at. */
export const MAX_HTTP_HEAD = 64 * 1024;
/** Fields of a head; what comes after them is not understood. */
export const MAX_HTTP_FIELDS = 1000;

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;

/** Bytes `from`..`to`, half-open. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a head should not be, and recipients disagree about: the ways by which requests are smuggled. */
export type HttpOddity =
  /** A line ends with LF alone (RFC 9112 §2.2). */
  | 'bare-lf'
  /** A CR stands inside a line (§2.2). */
  | 'bare-cr'
  /** A field goes on in the next line (§5.2). */
  | 'obs-fold'
  /** The line after the start line begins with white space, and continues nothing (§2.2). */
  | 'space-first'
  /** White space stands between the name of a field and the colon (§5.1). */
  | 'space-before-colon'
  /** A line holds no colon, and is no field. */
  | 'no-colon'
  /** The name of a field holds characters that no name may hold, or none at all (RFC 9110 §5.1). */
  | 'bad-name';

/** The first line of a request (RFC 9112 §3). `end` is the byte after its line end. */
export interface RequestLine extends Range {
  readonly kind: 'request';
  readonly end: number;
  readonly method: Range;
  readonly target: Range;
  /** Undefined: a request of HTTP/0.9, which has no fields and no version (RFC 1945 §4.1). */
  readonly version: Range | undefined;
}

/** The first line of a response (RFC 9112 §4). */
export interface StatusLine extends Range {
  readonly kind: 'response';
  readonly end: number;
  readonly version: Range;
  /** Empty where what stands in its place is not three digits. */
  readonly code: Range;
  readonly phrase: Range;
  /** The number that the code is, or 0. */
  readonly status: number;
}

/** A field line with the lines that continue it: `from`..`end`, line ends included. Its text is read when it is asked for, which must be while the bytes are there. */
export class HttpField {
  readonly from: number;
  readonly end: number;
  /** The name in lower case; empty for a line that is no field. */
  readonly key: string;
  readonly name: Range;
  /** The value without the white space around it. */
  readonly value: Range;
  readonly #b: Uint8Array;
  /** What stands in each of its lines, where there are several. */
  readonly #pieces: readonly Range[] | undefined;

  constructor(b: Uint8Array, from: number, end: number, name: Range, value: Range, pieces: readonly Range[] | undefined) {
    this.from = from;
    this.end = end;
    this.key = latinWord(b, name.from, name.to, true);
    this.name = name;
    this.value = value;
    this.#b = b;
    this.#pieces = pieces;
  }

  get isFolded(): boolean {
    return this.#pieces !== undefined;
  }

  /** The value as text; where it is folded, a space for each fold. */
  get text(): string {
    if (this.#pieces === undefined) return this.#textOf(this.value);
    return this.#pieces.map((piece) => this.#textOf(piece)).filter((part) => part !== '').join(' ');
  }

  #textOf({ from, to }: Range): string {
    return decode(this.#b.subarray(from, to), 'utf-8');
  }
}

/** The fields of a head, or of a trailer (RFC 9112 §5, §7.1.2). */
export interface HttpFields {
  readonly fields: readonly HttpField[];
  /** The empty line that ends them: `blank`..`end`; both the same where there is none. */
  readonly blank: number;
  readonly end: number;
  /** The empty line is there. */
  readonly isWhole: boolean;
  readonly oddities: ReadonlySet<HttpOddity>;
}

export interface HttpHead extends HttpFields {
  readonly start: RequestLine | StatusLine;
}

/**
 * The head that begins with `from`: start line and fields, up to and with the empty line (RFC 9112 §2.1). Offsets are those of `b`.
 * Undefined: the first line is that of no request and no response. `isCut`: bytes after `to` are lost.
 */
export function httpHead(b: Uint8Array, from: number, to: number, isCut = false): HttpHead | undefined {
  const limit = Math.min(to, from + MAX_HTTP_HEAD);
  const start = startLine(b, from, limit, isCut);
  if (start === undefined) return undefined;
  const oddities = new Oddities();
  oddities.examine(b, start);
  if (start.kind === 'request' && start.version === undefined) return { start, fields: [], blank: start.end, end: start.end, isWhole: !isCut, oddities: oddities.found };
  const { fields, blank, end, isWhole } = readFields(b, start.end, limit, oddities);
  return { start, fields, blank, end, isWhole, oddities: oddities.found };
}

/** The first line of the head that begins with `from`, if it is one. `isCut`: bytes after `to` are lost, which may be a part of it. */
export function startLine(b: Uint8Array, from: number, to: number, isCut = false): RequestLine | StatusLine | undefined {
  const line = lineAt(b, from, to);
  return statusLine(b, line) ?? requestLine(b, line) ?? (isCut && line.end === line.to ? cutRequestLine(b, line) : undefined);
}

/** The fields from `from` up to and with the empty line: the trailer of a chunked body has nothing before them (RFC 9112 §7.1.2). */
export function httpFields(b: Uint8Array, from: number, to: number): HttpFields {
  return readFields(b, from, Math.min(to, from + MAX_HTTP_HEAD), new Oddities());
}

/** HOT: must not allocate. The byte after the empty line that ends a head, or -1 where there is none before `to`. */
export function endOfHead(b: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    if (b[i] !== LF) continue;
    if (i + 1 < to && b[i + 1] === LF) return i + 2;
    if (i + 2 < to && b[i + 1] === CR && b[i + 2] === LF) return i + 3;
  }
  return -1;
}

/** HOT: must not allocate. May bytes `from`..`to` begin a head: with a version, or with a method, a space and something? */
export function beginsHead(b: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && isTokenByte(b[at]!)) at++;
  if (at === from || at + 1 >= to) return false;
  return b[at] === SPACE || (b[at] === 0x2f && at - from === 4 && b[from] === 0x48);
}

/** The values of all fields of a name (in lower case), joined as one list (RFC 9110 §5.3). Undefined: there is none. */
export function fieldText(head: HttpFields, key: string): string | undefined {
  let text: string | undefined;
  for (const field of head.fields) {
    if (field.key !== key) continue;
    text = text === undefined ? field.text : `${text}, ${field.text}`;
  }
  return text;
}

// ---- lines ----

interface Line extends Range {
  /** The byte after the line end; `to` where the line does not end. */
  readonly end: number;
}

function lineAt(b: Uint8Array, from: number, limit: number): Line {
  const found = indexOfByte(b, LF, from, limit);
  if (found === limit) return { from, to: limit, end: limit };
  return { from, to: found > from && b[found - 1] === CR ? found - 1 : found, end: found + 1 };
}

/** What is odd about a head: most often nothing, which costs nothing. */
class Oddities {
  static readonly #none: ReadonlySet<HttpOddity> = new Set();
  #found: Set<HttpOddity> | undefined;

  get found(): ReadonlySet<HttpOddity> {
    return this.#found ?? Oddities.#none;
  }

  add(oddity: HttpOddity): void {
    this.#found ??= new Set();
    this.#found.add(oddity);
  }

  /** Take note of what is wrong with the ends of a line. */
  examine(b: Uint8Array, { from, to, end }: Line): void {
    if (end === to + 1) this.add('bare-lf');
    if (indexOfByte(b, CR, from, to) < to) this.add('bare-cr');
  }
}

const isBlank = (byte: number): boolean => byte === SPACE || byte === TAB;

/** Without the white space around. */
function trimmed(b: Uint8Array, from: number, to: number): Range {
  let first = from;
  let last = to;
  while (first < last && isBlank(b[first]!)) first++;
  while (last > first && isBlank(b[last - 1]!)) last--;
  return { from: first, to: last };
}

/** The end of the word that begins at `from`. */
function wordEnd(b: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && !isBlank(b[at]!)) at++;
  return at;
}

/** A character of a token (RFC 9110 §5.6.2). */
const tokenBytes = new Uint8Array(256);
for (const c of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") tokenBytes[c.charCodeAt(0)] = 1;
const isTokenByte = (byte: number): boolean => tokenBytes[byte] === 1;

function isToken(b: Uint8Array, { from, to }: Range): boolean {
  for (let i = from; i < to; i++) if (!isTokenByte(b[i]!)) return false;
  return to > from;
}

const latin = (b: Uint8Array, { from, to }: Range): string => latinWord(b, from, to);

// ---- the start line ----

/** "HTTP" is to be written large (RFC 9112 §2.3); who writes it small means the same. */
const version = /^HTTP\/\d{1,3}\.\d{1,3}$/i;
const LONGEST_VERSION = 12;

function isVersion(b: Uint8Array, range: Range): boolean {
  return range.to - range.from <= LONGEST_VERSION && version.test(latin(b, range));
}

/** A line that begins like this is meant to be a status line, whatever follows: no method holds a slash. */
function isNamed(b: Uint8Array, { from, to }: Range): boolean {
  return to - from > 5 && latin(b, { from, to: from + 5 }) === 'HTTP/';
}

/** Radio stations of SHOUTcast write this in place of a version. */
function isOfStation(b: Uint8Array, word: Range): boolean {
  return word.to - word.from === 3 && latin(b, word) === 'ICY';
}

function statusLine(b: Uint8Array, line: Line): StatusLine | undefined {
  const all = trimmed(b, line.from, line.to);
  const word: Range = { from: line.from, to: wordEnd(b, line.from, line.to) };
  const isStation = isOfStation(b, word);
  if (!isStation && !isVersion(b, word) && !isNamed(b, word)) return undefined;
  const rest = trimmed(b, word.to, all.to);
  const digits: Range = { from: rest.from, to: wordEnd(b, rest.from, rest.to) };
  const text = digits.to - digits.from === 3 ? latin(b, digits) : '';
  const status = /^\d{3}$/.test(text) ? Number(text) : 0;
  // It may as well be a method that nobody knows.
  if (isStation && status === 0) return undefined;
  const code = status === 0 ? { from: rest.from, to: rest.from } : digits;
  return { kind: 'response', ...line, version: word, code, status, phrase: trimmed(b, digits.to, rest.to) };
}

/** Method, target and version, with white space between them; what stands in the middle is the target, white space and all (RFC 9112 §3). */
function requestLine(b: Uint8Array, line: Line): RequestLine | undefined {
  const method: Range = { from: line.from, to: wordEnd(b, line.from, line.to) };
  if (!isToken(b, method) || method.to === line.to) return undefined;
  const rest = trimmed(b, method.to, line.to);
  let lastFrom = rest.to;
  while (lastFrom > rest.from && !isBlank(b[lastFrom - 1]!)) lastFrom--;
  const last: Range = { from: lastFrom, to: rest.to };
  if (isVersion(b, last)) return { kind: 'request', ...line, method, target: trimmed(b, rest.from, last.from), version: last };
  const isSimple = latin(b, method) === 'GET' && rest.to > rest.from && last.from === rest.from;
  return isSimple ? { kind: 'request', ...line, method, target: rest, version: undefined } : undefined;
}

/** A request line without its end: there may be the beginning of a version. */
function cutRequestLine(b: Uint8Array, line: Line): RequestLine | undefined {
  const method: Range = { from: line.from, to: wordEnd(b, line.from, line.to) };
  const rest = trimmed(b, method.to, line.to);
  return isToken(b, method) && rest.to > rest.from ? { kind: 'request', ...line, method, target: { from: rest.from, to: wordEnd(b, rest.from, rest.to) }, version: undefined } : undefined;
}

// ---- the fields ----

function readFields(b: Uint8Array, from: number, limit: number, oddities: Oddities): HttpFields {
  const fields: HttpField[] = [];
  let at = from;
  while (at < limit && fields.length < MAX_HTTP_FIELDS) {
    const line = lineAt(b, at, limit);
    oddities.examine(b, line);
    if (line.to === at && line.end > at) return { fields, blank: at, end: line.end, isWhole: true, oddities: oddities.found };
    const field = fieldOf(b, line, limit, oddities);
    fields.push(field);
    at = field.end;
  }
  return { fields, blank: at, end: at, isWhole: false, oddities: oddities.found };
}

/** The field that begins with a line; lines that begin with white space continue it (RFC 9112 §5.2). */
function fieldOf(b: Uint8Array, first: Line, limit: number, oddities: Oddities): HttpField {
  const colon = indexOfByte(b, COLON, first.from, first.to);
  const isField = colon < first.to && !isBlank(b[first.from]!);
  const name = isField ? trimmed(b, first.from, colon) : { from: first.from, to: first.from };
  if (isBlank(b[first.from]!)) oddities.add('space-first');
  else if (!isField) oddities.add('no-colon');
  else if (name.to < colon) oddities.add('space-before-colon');
  if (isField && !isToken(b, name)) oddities.add('bad-name');
  const value = trimmed(b, isField ? colon + 1 : first.from, first.to);
  if (first.end >= limit || !isBlank(b[first.end]!)) return new HttpField(b, first.from, first.end, name, value, undefined);
  const pieces = [value];
  let { end } = first;
  while (end < limit && isBlank(b[end]!)) {
    const line = lineAt(b, end, limit);
    oddities.examine(b, line);
    oddities.add('obs-fold');
    pieces.push(trimmed(b, line.from, line.to));
    end = line.end;
  }
  return new HttpField(b, first.from, end, name, spanOf(pieces), pieces);
}

/** From the first character to the last, empty pieces left out. */
function spanOf(pieces: readonly Range[]): Range {
  const filled = pieces.filter((piece) => piece.to > piece.from);
  const first = filled[0] ?? pieces[0]!;
  return { from: first.from, to: (filled.at(-1) ?? first).to };
}
