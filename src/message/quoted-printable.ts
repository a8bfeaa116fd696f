import type { Decoded } from './decoded.ts';

const EQUALS = 0x3d;
const SPACE = 0x20;
const DELETE = 0x7f;
const TAB = 9;
const CR = 13;
const LF = 10;

/** The value of a hexadecimal digit, small letters included, or -1. */
const digits = new Int8Array(256).fill(-1);
for (const [value, digit] of Array.from('0123456789abcdef').entries()) {
  digits[digit.charCodeAt(0)] = value;
  digits[digit.toUpperCase().charCodeAt(0)] = value;
}

/**
 * Decode the quoted-printable lines in `from`..`to` (RFC 2045 §6.7) into `out`, which has room for as many bytes; without `out`, only count. `=XX` is a byte, `=` at the end
 * of a line joins it with the next, white space at the end of a line is not part of it. What does not belong there stays as it is.
 */
export function quotedPrintable(b: Uint8Array, from: number, to: number, out?: Uint8Array): Decoded {
  let length = 0;
  let strange = 0;
  let strangeAt = -1;
  // White space up to here is known to be followed by something on its line.
  let keptTo = from;
  for (let at = from; at < to; ) {
    let value = b[at]!;
    let next = at + 1;
    if (value === EQUALS) {
      const joined = lineEndAfter(b, next, to);
      if (joined >= 0) {
        at = joined;
        continue;
      }
      const pair = hexPair(b, next, to);
      if (pair < 0 && strange++ === 0) strangeAt = at;
      if (pair >= 0) {
        value = pair;
        next = at + 3;
      }
    } else if (isBlank(value)) {
      if (at >= keptTo) keptTo = blanksEnd(b, at, to);
      if (isLineEnd(b, keptTo, to)) {
        at = keptTo;
        continue;
      }
    } else if (!isAllowed(value) && strange++ === 0) strangeAt = at;
    if (out !== undefined) out[length] = value;
    length++;
    at = next;
  }
  return { length, strange, strangeAt };
}

/** The byte that two hexadecimal digits at `at` stand for, or -1. */
function hexPair(b: Uint8Array, at: number, to: number): number {
  if (at + 2 > to) return -1;
  const high = digits[b[at]!]!;
  const low = digits[b[at + 1]!]!;
  return high < 0 || low < 0 ? -1 : (high << 4) | low;
}

/** Where the next line begins if the one at `at` holds nothing but white space, which mail servers add to it; -1: it holds more. */
function lineEndAfter(b: Uint8Array, at: number, to: number): number {
  const end = blanksEnd(b, at, to);
  if (!isLineEnd(b, end, to)) return -1;
  if (end === to) return to;
  return b[end] === CR ? end + 2 : end + 1;
}

/** Does a line end stand here, or does the text end? */
function isLineEnd(b: Uint8Array, at: number, to: number): boolean {
  return at === to || b[at] === LF || (b[at] === CR && at + 1 < to && b[at + 1] === LF);
}

function blanksEnd(b: Uint8Array, at: number, to: number): number {
  let end = at;
  while (end < to && isBlank(b[end]!)) end++;
  return end;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

/** Line ends, and what can be printed in ASCII (RFC 2045 §6.7, rules 2 and 4). */
function isAllowed(byte: number): boolean {
  return byte === CR || byte === LF || (byte > SPACE && byte < DELETE);
}
