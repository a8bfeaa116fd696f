import type { Field, Value } from '../base/field.ts';
import type { Imap, ImapVoice } from './imap-state.ts';

export const SPACE = 0x20;
export const QUOTE = 0x22;
export const LEFT = 0x28;
export const RIGHT = 0x29;
export const LEFT_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const RIGHT_BRACKET = 0x5d;
export const LEFT_BRACE = 0x7b;
const DELETE = 0x7f;

/** The text of a line that is being read: `at`..`to`, indices of `v.bytes`. Where something else stands than is looked for, nothing is read. */
export class ImapText {
  readonly s: Imap;
  readonly v: ImapVoice;
  at = 0;
  to = 0;
  /** Fields whose parts are being read. */
  protected readonly groups: Field[] = [];

  constructor(s: Imap, v: ImapVoice) {
    this.s = s;
    this.v = v;
  }

  /** The text of this line is read. */
  get isOver(): boolean {
    return this.at >= this.to;
  }

  /** The next character as a byte, or -1. */
  get next(): number {
    return this.isOver ? -1 : this.v.bytes[this.at]!;
  }

  get isList(): boolean {
    return this.next === LEFT;
  }

  /** The rest of the line, one character for each byte. */
  get text(): string {
    return this.v.latin(this.at, this.to);
  }

  /** Pass over blanks. */
  space(): void {
    while (this.next === SPACE) this.at++;
  }

  /** Pass over a character, if it comes next. */
  skip(byte: number): boolean {
    if (this.next !== byte) return false;
    this.at++;
    return true;
  }

  /** An atom (§4.1), which may be empty; also ends before the bytes of `stops`. */
  word(stops: readonly number[] = []): string {
    const from = this.at;
    while (!this.isOver && isAtomByte(this.next) && !stops.includes(this.next)) this.at++;
    return this.v.latin(from, this.at);
  }

  /** Everything before a character, or to the end of the line; within quotation marks the character does not count. */
  before(byte: number): string {
    const from = this.at;
    for (let isQuoted = false; !this.isOver && (isQuoted || this.next !== byte); this.at++) {
      if (this.next === QUOTE) isQuoted = !isQuoted;
      else if (isQuoted && this.next === BACKSLASH) this.at++;
    }
    this.at = Math.min(this.at, this.to);
    return this.v.latin(from, this.at);
  }

  /** A number (§4.2); a bigint where it is large. Undefined: there is none. */
  number(field: Field): number | bigint | undefined {
    const from = this.at;
    while (this.next >= 0x30 && this.next <= 0x39 && this.at - from < 20) this.at++;
    if (this.at === from) return undefined;
    const digits = this.v.latin(from, this.at);
    const value = Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits);
    this.v.mark(field, from, this.at, value);
    return value;
  }

  /** Pass over NIL, if it comes next. */
  nil(): boolean {
    const { at } = this;
    if (this.word().toUpperCase() === 'NIL') return true;
    this.at = at;
    return false;
  }

  // ---- marks ----

  /** Mark what was read since `from`. */
  mark(field: Field, from: number, value?: Value): void {
    this.v.mark(field, from, this.at, value);
  }

  /** A field begins whose parts follow, in later lines too. */
  open(field: Field): void {
    this.groups.push(field);
    this.v.open(field, this.at, this.at);
  }

  /** It is over; `value`: what it says, where its bytes alone do not. */
  close(value?: Value): void {
    this.groups.pop();
    this.v.close(this.at, value);
  }
}

/** What may stand in an atom, with some tolerance: anything but blanks, control characters, parentheses, braces and quotation marks (RFC 3501 §9). */
function isAtomByte(byte: number): boolean {
  return byte > SPACE && byte !== LEFT && byte !== RIGHT && byte !== LEFT_BRACE && byte !== QUOTE && byte !== DELETE;
}
