import { cutColoured } from './cut.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const FLUSH_AT = 1 << 16;
/** The longest single thing written without looking at the room: a number, an address. */
const MARGIN = 64;

/** Two-digit decimals, as bytes. */
const tens = Uint8Array.from({ length: 100 }, (_, i) => 0x30 + Math.floor(i / 10));
const ones = Uint8Array.from({ length: 100 }, (_, i) => 0x30 + (i % 10));

/** The digits of a half byte, as bytes. */
export const hexDigit = Uint8Array.from('0123456789abcdef', (c) => c.charCodeAt(0));

/**
 * Text written as bytes, for lists of millions of lines: no string is made on the way. Full buffers go to `flush`, which must take
 * the bytes before it returns.
 */
export class Ink {
  #bytes = new Uint8Array(FLUSH_AT + (1 << 12));
  #at = 0;
  /** Where the present line begins in the buffer, and from where its columns are counted. */
  #begin = 0;
  #line = 0;
  readonly #flush: (bytes: Uint8Array) => void;

  constructor(flush: (bytes: Uint8Array) => void) {
    this.#flush = flush;
  }

  /** Bytes written since the line began: columns, as long as everything was ASCII. */
  get width(): number {
    return this.#at - this.#line;
  }

  /** HOT: must not allocate. ASCII text. */
  ascii(text: string): void {
    const { length } = text;
    this.#reserve(length);
    const b = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < length; i++) b[at++] = text.charCodeAt(i);
    this.#at = at;
  }

  /** Any text. Most of it is ASCII, which is copied; the encoder takes what comes after. */
  text(text: string): void {
    const { length } = text;
    this.#reserve(length * 3);
    const b = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) {
        this.#at = at + encoder.encodeInto(i === 0 ? text : text.slice(i), b.subarray(at)).written;
        return;
      }
      b[at++] = code;
    }
    this.#at = at;
  }

  /** HOT: must not allocate. The bytes of a sign that takes one column. */
  sign(bytes: Uint8Array): void {
    this.raw(bytes, 0, bytes.length);
    this.#line += bytes.length - 1;
  }

  /** HOT: must not allocate. Bytes that are known to be printable ASCII. */
  raw(bytes: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from);
    const b = this.#bytes;
    let at = this.#at;
    for (let i = from; i < to; i++) b[at++] = bytes[i]!;
    this.#at = at;
  }

  /** HOT: must not allocate. Text that was encoded before; `width` holds no longer if it was not ASCII. */
  bytes(text: Uint8Array): void {
    this.raw(text, 0, text.length);
  }

  /** HOT: must not allocate. */
  byte(code: number): void {
    this.#bytes[this.#at++] = code;
  }

  /** HOT: must not allocate. A whole number from 0 to 2^53. */
  uint(n: number): void {
    this.#at = this.#digits(n, this.#at);
  }

  /** HOT: must not allocate. A number right-aligned in `width` columns. */
  uintRight(n: number, width: number): void {
    this.spaces(width - digitsOf(n));
    this.uint(n);
  }

  /** HOT: must not allocate. A number with leading zeros. */
  zeros(n: number, width: number): void {
    for (let i = digitsOf(n); i < width; i++) this.#bytes[this.#at++] = 0x30;
    this.uint(n);
  }

  /** HOT: must not allocate. */
  spaces(n: number): void {
    this.#reserve(n);
    for (let i = 0; i < n; i++) this.#bytes[this.#at++] = 0x20;
  }

  /** HOT: must not allocate. Spaces up to a column of the line. */
  column(column: number): void {
    this.spaces(column - this.width);
  }

  /** HOT: must not allocate. */
  ipv4(address: number): void {
    this.#octet(address >>> 24);
    this.#bytes[this.#at++] = 0x2e;
    this.#octet((address >>> 16) & 255);
    this.#bytes[this.#at++] = 0x2e;
    this.#octet((address >>> 8) & 255);
    this.#bytes[this.#at++] = 0x2e;
    this.#octet(address & 255);
  }

  /** HOT: must not allocate. Six bytes of a hardware address. */
  mac(bytes: Uint8Array, at: number): void {
    const b = this.#bytes;
    for (let i = 0; i < 6; i++) {
      const byte = bytes[at + i]!;
      if (i > 0) b[this.#at++] = 0x3a;
      b[this.#at++] = hexDigit[byte >> 4]!;
      b[this.#at++] = hexDigit[byte & 15]!;
    }
  }

  /** HOT: must not allocate. Take back the spaces at the end of the line; other white space there was captured, and stays. */
  trimLine(): void {
    while (this.#at > this.#begin && this.#bytes[this.#at - 1] === 0x20) this.#at--;
  }

  /** HOT: must not allocate. The line is done. */
  endLine(): void {
    this.#bytes[this.#at++] = 0x0a;
    this.#begin = this.#line = this.#at;
    if (this.#at >= FLUSH_AT) this.flush();
    else this.#reserve(MARGIN);
  }

  /** Cut the line at so many columns; `…` says that there was more. Colours do not count, and are ended. */
  cutLine(columns: number): void {
    if (this.#at - this.#line <= columns) return;
    const text = decoder.decode(this.#bytes.subarray(this.#begin, this.#at));
    const cutText = cutColoured(text, columns);
    if (cutText === text) return;
    this.#at = this.#begin;
    this.text(cutText);
  }

  flush(): void {
    if (this.#at > 0) this.#flush(this.#bytes.subarray(0, this.#at));
    this.#at = this.#begin = this.#line = 0;
  }

  #octet(n: number): void {
    const b = this.#bytes;
    if (n >= 100) {
      const hundreds = n >= 200 ? 2 : 1;
      b[this.#at++] = 0x30 + hundreds;
      b[this.#at++] = tens[n - hundreds * 100]!;
      b[this.#at++] = ones[n - hundreds * 100]!;
    } else {
      if (n >= 10) b[this.#at++] = tens[n]!;
      b[this.#at++] = ones[n]!;
    }
  }

  #digits(n: number, at: number): number {
    const b = this.#bytes;
    const end = at + digitsOf(n);
    let rest = n;
    for (let i = end - 1; i >= at; i--) {
      const next = rest < 0x7fffffff ? (rest / 10) | 0 : Math.floor(rest / 10);
      b[i] = 0x30 + rest - next * 10;
      rest = next;
    }
    return end;
  }

  #reserve(n: number): void {
    if (this.#at + n + MARGIN <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + n + MARGIN));
    wider.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = wider;
  }
}

function digitsOf(n: number): number {
  let digits = 1;
  for (let limit = 10; n >= limit; limit *= 10) digits++;
  return digits;
}
