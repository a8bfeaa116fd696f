import { indexOfByte } from '../base/bytes.ts';

const LF = 10;
const CR = 13;

/** A line of a text: where it begins, where it ends without its line end, and where the next one begins. */
export interface TextLine {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** The line that begins at `from`. CRLF ends it (RFC 5322 §2.3), or a bare LF, as files and sloppy programs have it; a bare CR is a character. */
export function lineAt(b: Uint8Array, from: number, to: number): TextLine {
  const lf = indexOfByte(b, LF, from, to);
  if (lf === to) return { from, to, end: to };
  return { from, to: lf > from && b[lf - 1] === CR ? lf - 1 : lf, end: lf + 1 };
}

/** Where a text that goes on to `to` ends without its last line end, but not before `from`. */
export function beforeLineEnd(b: Uint8Array, from: number, to: number): number {
  if (to <= from || b[to - 1] !== LF) return to;
  return to - 1 > from && b[to - 2] === CR ? to - 2 : to - 1;
}
