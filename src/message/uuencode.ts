import { decode } from '../base/value.ts';
import type { Decoded } from './decoded.ts';
import { undeclaredText } from './header-text.ts';
import { lineAt, type TextLine } from './line.ts';
import type { Range } from './range.ts';

/** Files in one text that are found. */
export const MAX_UUENCODED = 100;
/** Bytes of a line `begin 644 name` that are looked at. */
const MAX_BEGIN = 1000;

const LOWEST = 0x20;
/** Stands for zero, as the blank does, which gets lost at the ends of lines. */
const HIGHEST = 0x60;

/** A file in the middle of a text, from before there was MIME (POSIX, `uuencode`). */
export interface UuencodedFile extends Range {
  readonly name: string;
  /** Who may do what with the file, in octal digits. */
  readonly mode: string;
  /** The lines that hold the bytes. */
  readonly lines: Range;
}

/** Files in the text of `from`..`to`: a line `begin 644 name`, lines of the right length, and a line `end`, which may be missing. */
export function uuencodedFiles(b: Uint8Array, from: number, to: number): UuencodedFile[] {
  const files: UuencodedFile[] = [];
  let at = from;
  while (at < to && files.length < MAX_UUENCODED) {
    const line = lineAt(b, at, to);
    const file = fileAt(b, line, to);
    if (file !== undefined) files.push(file);
    at = file?.to ?? line.end;
  }
  return files;
}

function fileAt(b: Uint8Array, begin: TextLine, to: number): UuencodedFile | undefined {
  if (b[begin.from] !== 0x62 || begin.to - begin.from > MAX_BEGIN) return undefined;
  const [, mode = '', name = ''] = /^begin ([0-7]{3,4}) (.+)$/.exec(decode(b.subarray(begin.from, begin.to), 'latin1')) ?? [];
  let line = lineAt(b, begin.end, to);
  if (name === '' || !isData(b, line)) return undefined;
  while (isData(b, line)) line = lineAt(b, line.end, to);
  const ends = decode(b.subarray(line.from, Math.min(line.to, line.from + 4)), 'latin1').trimEnd() === 'end';
  return { from: begin.from, to: ends ? line.end : line.from, name: undeclaredText(name), mode, lines: { from: begin.end, to: line.from } };
}

/** Does a line have the characters that its first one promises? Blanks at its end may have got lost, and some programs add a checksum. */
function isData(b: Uint8Array, { from, to }: TextLine): boolean {
  if (from === to) return false;
  for (let i = from; i < to; i++) if (b[i]! < LOWEST || b[i]! > HIGHEST) return false;
  const characters = Math.ceil(bytesOf(b[from]!) / 3) * 4;
  return to - from - 1 <= characters + 1 && (to - from - 1 >= characters - 2 || characters === 0);
}

function bytesOf(character: number): number {
  return (character - LOWEST) & 63;
}

/** Decode the lines in `from`..`to` into `out`, which has room for as many bytes; without `out`, only count. Lines that are no data are passed over. */
export function uuencoded(b: Uint8Array, from: number, to: number, out?: Uint8Array): Decoded {
  let length = 0;
  let strange = 0;
  let strangeAt = -1;
  for (let at = from; at < to; ) {
    const line = lineAt(b, at, to);
    if (isData(b, line)) {
      const count = bytesOf(b[line.from]!);
      if (out !== undefined) writeLine(b, line, out, length, count);
      length += count;
    } else if (line.to > line.from && strange++ === 0) strangeAt = line.from;
    at = line.end;
  }
  return { length, strange, strangeAt };
}

/** Four characters are three bytes. What the line lacks is zero. */
function writeLine(b: Uint8Array, line: TextLine, out: Uint8Array, length: number, count: number): void {
  const six = (i: number): number => (line.from + 1 + i < line.to ? bytesOf(b[line.from + 1 + i]!) : 0);
  for (let n = 0; n < count; n++) {
    const at = Math.floor(n / 3) * 4 + (n % 3);
    out[length + n] = (six(at) << (2 + 2 * (n % 3))) | (six(at + 1) >> (4 - 2 * (n % 3)));
  }
}
