import { latinText } from '../base/latin.ts';
import { hexDigit, type Ink } from './ink.ts';
import type { Colour } from './palette.ts';

const PER_LINE = 16;
/** The longest offset (of 53 bits) and two spaces, the bytes and three spaces, the characters. */
const LONGEST_ROW = 14 + 2 + PER_LINE * 3 + 2 + PER_LINE;

const SPACE = 0x20;
const DOT = 0x2e;

/** The row at hand. */
const row = new Uint8Array(LONGEST_ROW);

/**
 * Bytes `from`..`to` as lines of 16 in the layout of Wireshark: offset, bytes, characters. Offsets are counted from the start of `bytes`, which itself
 * stands at `base`; they have four hexadecimal digits, or as many as it takes.
 */
export function hexLines(bytes: Uint8Array, from: number, to: number, base = 0): string[] {
  const width = offsetWidth(base + to);
  const lines: string[] = [];
  for (let at = from; at < to; at += PER_LINE) lines.push(latinText(row, 0, fillRow(bytes, at, Math.min(at + PER_LINE, to), base + at, width)));
  return lines;
}

/** HOT: must not allocate. The same, written as lines of their own, each with `indent` spaces before it, in a colour. */
export function writeHex(ink: Ink, bytes: Uint8Array, from: number, to: number, indent: number, colour: Colour): void {
  const width = offsetWidth(to);
  for (let at = from; at < to; at += PER_LINE) {
    const length = fillRow(bytes, at, Math.min(at + PER_LINE, to), at, width);
    ink.spaces(indent);
    ink.ascii(colour.open);
    ink.raw(row, 0, length);
    ink.ascii(colour.close);
    ink.endLine();
  }
}

/** Digits of the offsets before `end`. */
function offsetWidth(end: number): number {
  let width = 4;
  for (let rest = Math.floor((end - 1) / 0x10000); rest > 0; rest = Math.floor(rest / 16)) width++;
  return width;
}

/** HOT: must not allocate. Bytes `from`..`to`, at most a line of them, into `row`; how long it is. */
function fillRow(bytes: Uint8Array, from: number, to: number, offset: number, width: number): number {
  let rest = offset;
  for (let i = width - 1; i >= 0; i--) {
    row[i] = hexDigit[rest % 16]!;
    rest = Math.floor(rest / 16);
  }
  const hex = width + 2;
  const characters = hex + PER_LINE * 3 + 2;
  row.fill(SPACE, width, characters);
  for (let i = 0; from + i < to; i++) {
    const byte = bytes[from + i]!;
    row[hex + 3 * i] = hexDigit[byte >> 4]!;
    row[hex + 3 * i + 1] = hexDigit[byte & 15]!;
    row[characters + i] = byte >= 0x20 && byte < 0x7f ? byte : DOT;
  }
  return characters + to - from;
}
