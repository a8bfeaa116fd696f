import type { Fault } from '../base/fault.ts';
import { beginsDelimiter, type Boundary, boundaryOf, hasBoundary, isLast } from './boundary.ts';
import { Header } from './header.ts';
import { HeaderLines, MAX_FIELDS } from './header-field.ts';
import { beforeLineEnd, lineAt, type TextLine } from './line.ts';
import { parameterValue } from './parameter.ts';
import { Part } from './part.ts';
import { isIdentity, transferEncoding } from './transfer-encoding.ts';

/** Parts inside each other; nobody forwards forwarded mails so often. */
export const MAX_NESTING = 50;
/** Parts of one mail. */
export const MAX_PARTS = 1000;

/** The tree of a mail, and what is wrong with it. */
export interface Structure {
  readonly root: Part;
  readonly faults: readonly Fault[];
}

/** A part whose end has not come yet. */
interface OpenPart {
  readonly from: number;
  /** Its header, as far as it was read. */
  readonly lines: HeaderLines;
  header: Header | undefined;
  type: string;
  /** What it is if it does not say it (RFC 2045 §5.2, RFC 2046 §5.1.5). */
  readonly otherwise: string;
  body: number;
  /** While it waits for parts of its own: what separates them. */
  boundary: Boundary | undefined;
  readonly parts: Part[];
  /** Where the line end before its first delimiter stands; -1: that has not come yet. */
  preambleTo: number;
  /** The line with its last delimiter. */
  lastDelimiter: TextLine | undefined;
}

/** The tree of the mail in `from`..`to` (RFC 2046), whether it says that it is MIME or not. */
export function readMime(b: Uint8Array, from: number, to: number): Structure {
  const reader = new MimeReader(b, to);
  reader.begin(from, 'text/plain');
  return reader.read(from);
}

/** The tree of a multipart whose header stands elsewhere, as that of a form does in the header of a request. */
export function readMultipart(b: Uint8Array, from: number, to: number, type: string, boundary: Boundary): Structure {
  const reader = new MimeReader(b, to);
  const part = reader.begin(from, type);
  part.header = new Header(b, []);
  part.boundary = boundary;
  return reader.read(from);
}

/**
 * Reads the lines of a mail once, from the first to the last. The boundaries of all multiparts that are open are looked for at once: that of an outer
 * one ends those inside it as well (RFC 2046 §5.1.2).
 */
class MimeReader {
  readonly #b: Uint8Array;
  readonly #to: number;
  /** The parts that lie inside each other here, the outermost first. */
  readonly #open: OpenPart[] = [];
  readonly #faults: Fault[] = [];
  #count = 0;
  #root: Part | undefined;

  constructor(b: Uint8Array, to: number) {
    this.#b = b;
    this.#to = to;
  }

  /** A part begins at `from`, with its header. */
  begin(from: number, otherwise: string): OpenPart {
    const part: OpenPart = {
      from, lines: new HeaderLines(this.#b), header: undefined, type: otherwise, otherwise, body: from, boundary: undefined, parts: [], preambleTo: -1, lastDelimiter: undefined,
    };
    this.#count++;
    this.#open.push(part);
    return part;
  }

  read(from: number): Structure {
    let at = from;
    while (at < this.#to && this.#goesOn()) {
      const line = lineAt(this.#b, at, this.#to);
      const part = this.#open.at(-1)!;
      const index = this.#delimited(line);
      if (index >= 0) this.#delimiter(index, line);
      else if (part.header === undefined) this.#headerLine(part, line);
      at = line.end;
    }
    this.#closeDownTo(0, this.#to);
    return { root: this.#root!, faults: this.#faults };
  }

  /** A body that no boundary can end goes on to the end of the mail, and its lines need not be looked at. */
  #goesOn(): boolean {
    return this.#open.at(-1)!.header === undefined || this.#open.some((part) => part.boundary !== undefined);
  }

  /** Index of the open multipart that the line is a delimiter of, or -1: the one with the longest boundary, as one may be the beginning of another. */
  #delimited(line: TextLine): number {
    let found = -1;
    let length = 0;
    if (!beginsDelimiter(this.#b, line.from, line.to)) return found;
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const { boundary } = this.#open[i]!;
      if (boundary === undefined || boundary.bytes.length <= length || !hasBoundary(this.#b, line.from, line.to, boundary)) continue;
      found = i;
      length = boundary.bytes.length;
    }
    return found;
  }

  /** The line is a delimiter of an open multipart: the part before it is over, and the next one begins, unless it is the last delimiter. */
  #delimiter(index: number, line: TextLine): void {
    const part = this.#open[index]!;
    const boundary = part.boundary!;
    this.#closeDownTo(index + 1, line.from);
    if (part.preambleTo < 0) part.preambleTo = this.#textEnd(part, line.from);
    if (isLast(this.#b, line.from, line.to, boundary)) {
      part.lastDelimiter = line;
      part.boundary = undefined;
    } else if (this.#count >= MAX_PARTS) this.#stop(line.from);
    else this.begin(line.end, part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain');
  }

  /** There are too many parts: no more are looked for. */
  #stop(at: number): void {
    this.#faults.push({ code: 'mail-parts', at, need: MAX_PARTS, had: 0 });
    for (const part of this.#open) part.boundary = undefined;
  }

  #headerLine(part: OpenPart, line: TextLine): void {
    if (line.from === line.to) this.#endHeader(part, line.end);
    else part.lines.add(line);
  }

  /** The header of a part is over: its body begins at `body`, and may consist of parts. */
  #endHeader(part: OpenPart, body: number): void {
    const header = this.#headerOf(part);
    part.body = body;
    const isMultipart = part.type.startsWith('multipart/');
    if (!isMultipart && !isMail(part.type, header)) return;
    if (this.#open.length === MAX_NESTING) this.#faults.push({ code: 'mail-nesting', at: part.from, need: MAX_NESTING, had: 0 });
    else if (!isMultipart) this.begin(body, 'text/plain');
    else if ((part.boundary = boundaryOf(parameterValue(header.contentType.parameters, 'boundary'))) === undefined) {
      this.#faults.push({ code: 'mail-boundary', at: header.contentType.valueAt.from, need: 0, had: 0 });
    }
  }

  #headerOf(part: OpenPart): Header {
    const { fields, dropped } = part.lines;
    if (dropped > 0) this.#faults.push({ code: 'mail-fields', at: part.from, need: MAX_FIELDS + dropped, had: MAX_FIELDS });
    const header = (part.header = new Header(this.#b, fields));
    part.type = typeOf(header.contentType.value) ?? part.otherwise;
    return header;
  }

  /** The open parts from `index` on are over: a delimiter begins at `at`, or the mail ends there. */
  #closeDownTo(index: number, at: number): void {
    while (this.#open.length > index) {
      const part = this.#open.pop()!;
      const closed = this.#closed(part, at);
      const outer = this.#open.at(-1);
      if (outer === undefined) this.#root = closed;
      else outer.parts.push(closed);
    }
  }

  #closed(part: OpenPart, at: number): Part {
    if (part.boundary !== undefined) this.#faults.push({ code: 'mail-unended', at: part.from, need: 0, had: 0, found: part.boundary.text });
    const isHeaderOnly = part.header === undefined;
    const header = part.header ?? this.#headerOf(part);
    const to = isHeaderOnly ? at : this.#textEnd(part, at);
    if (isHeaderOnly) part.body = to;
    return new Part({
      header, type: part.type, from: part.from, body: part.body, to, parts: part.parts,
      preamble: range(part.body, part.preambleTo), epilogue: part.lastDelimiter && range(part.lastDelimiter.end, to),
    });
  }

  /** Where the text before `at` ends: the line end before a delimiter belongs to it (RFC 2046 §5.1.1), that at the end of the mail does not. */
  #textEnd(part: OpenPart, at: number): number {
    const start = Math.max(part.body, part.lastDelimiter?.to ?? 0, part.parts.at(-1)?.to ?? 0);
    return at === this.#to ? at : beforeLineEnd(this.#b, start, at);
  }
}

/** Type and subtype in lower case. What is not written like that counts for nothing (RFC 2045 §5.2). */
function typeOf(value: string): string | undefined {
  return /^[^\s/]+\/[^\s/]+$/.test(value) ? value.toLowerCase() : undefined;
}

/** A mail that can be read where it stands (RFC 2046 §5.2.1, RFC 6532 §3.7). */
function isMail(type: string, header: Header): boolean {
  if (type !== 'message/rfc822' && type !== 'message/global') return false;
  return isIdentity(transferEncoding(header.parameterized('content-transfer-encoding').value));
}

function range(from: number, to: number): { from: number; to: number } | undefined {
  return to > from ? { from, to } : undefined;
}
