import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decodeCharset } from '../message/charset.ts';
import { Places } from './places.ts';
import { smbBodyFields as f } from './smb-fields.ts';
import { fileTimeDate, guidText, utf16Text } from './windows-types.ts';

/** What the header says of the parameters and data that follow it. */
export interface SmbMessage {
  /** Where the header begins: offsets are counted from there. */
  readonly start: number;
  readonly command: number;
  readonly isResponse: boolean;
  readonly isUnicode: boolean;
}

/** The parts of each field that has some: flags, for the most part. */
const parts = new Map<string, Field[]>();
for (const field of Object.values(f)) {
  if (field.within !== undefined && field.mask !== 0) parts.set(field.within, [...(parts.get(field.within) ?? []), field]);
}

const FILE_TIME = 8;
const guids = new Set<Field>([f.server_guid, f.volume_guid]);

/** Places the parameters or the data of a command one after the other. */
export class SmbPlaces extends Places {
  readonly message: SmbMessage;
  readonly #t: TreeBuilder;

  constructor(t: TreeBuilder, from: number, to: number, message: SmbMessage) {
    super(t, from, to);
    this.#t = t;
    this.message = message;
  }

  /** 16 bits somewhere in the message, 0 if they are not there. */
  word(at: number): number {
    const { bytes: b, end } = this.#t;
    return at + 2 > end ? 0 : b[at]! | (b[at + 1]! << 8);
  }

  /** 32 bits likewise. */
  long(at: number): number {
    return this.word(at) + this.word(at + 2) * 0x10000;
  }

  /** The next parameter, with the flags in it. */
  parameter(field: Field, size = field.size): boolean {
    if (!this.has(size)) return false;
    const to = this.at + size;
    this.#t.begin(field, this.at, to, this.#valueOf(field, size));
    for (const part of parts.get(field.path) ?? []) this.#t.add(part, this.at, to);
    this.#t.close();
    this.at = to;
    return true;
  }

  /** What the bytes of a time or a GUID say. */
  #valueOf(field: Field, size: number): string | undefined {
    const { bytes: b } = this.#t;
    if (field.kind === 'date') return size === FILE_TIME ? fileTimeDate(b, this.at) : `${this.long(this.at)}.000000000`;
    return guids.has(field) ? guidText(b, this.at) : undefined;
  }

  /**
   * A text that goes on to a zero, or to the end: UTF-16 at an even offset from the header, or in the code page of the machines. Often the last
   * texts of a command are left out.
   */
  string(field: Field, isUnicode = this.message.isUnicode): boolean {
    if (isUnicode) this.align(2);
    return this.unaligned(field, isUnicode);
  }

  /** A text that begins at once, wherever that is. */
  unaligned(field: Field, isUnicode = this.message.isUnicode): boolean {
    if (this.left === 0) return false;
    const width = isUnicode ? 2 : 1;
    const textEnd = this.#textEnd(width);
    return this.take(field, Math.min(textEnd + width, this.end) - this.at, this.#text(this.at, textEnd, isUnicode));
  }

  /** A text of one-byte characters whose bytes are what counts. */
  secret(field: Field): boolean {
    return this.left > 0 && this.take(field, Math.min(this.#textEnd(1) + 1, this.end) - this.at);
  }

  /** `size` bytes, if that is any. */
  some(field: Field, size: number): void {
    if (size > 0) this.take(field, size);
  }

  /** `size` bytes of text without a zero at the end. */
  characters(field: Field, size: number, isUnicode = this.message.isUnicode): boolean {
    return this.has(size) && this.take(field, size, this.#text(this.at, this.at + size, isUnicode));
  }

  /** Filling up to a multiple of `n` bytes from the header. */
  align(n: number): void {
    const size = (n - ((this.at - this.message.start) % n)) % n;
    if (size > 0 && size <= this.left) this.take(f.padding, size);
  }

  /** A part of `length` bytes that begins `offset` bytes from the header, as much of it as is there; before it is filling. */
  part(field: Field, offset: number, length: number): void {
    const size = this.#reach(offset, length);
    if (size > 0) this.take(field, size);
  }

  /** The same, for a part that has parts itself. */
  partWithin(offset: number, length: number): SmbPlaces {
    const size = this.#reach(offset, length);
    const inner = new SmbPlaces(this.#t, this.at, this.at + size, this.message);
    this.at += size;
    return inner;
  }

  /** A dialect that is offered: its format, and its name, which is never in UTF-16. */
  dialect(whole: Field, format: Field, name: Field): boolean {
    if (!this.has(1)) return false;
    const { at } = this;
    const nameEnd = Math.min(this.#textEnd(1, at + 1), this.end);
    const to = Math.min(nameEnd + 1, this.end);
    const text = this.#text(Math.min(at + 1, to), nameEnd, false);
    this.#t.begin(whole, at, to, text);
    this.take(format);
    if (this.at < to) this.take(name, to - this.at, text);
    this.#t.close();
    return true;
  }

  /** Go on to a part, over filling. Returns how much of it is there. */
  #reach(offset: number, length: number): number {
    const from = this.message.start + offset;
    if (length === 0 || from < this.at || from > this.end) return 0;
    if (from > this.at) this.take(f.padding, from - this.at);
    const { wireEnd } = this.#t;
    if (from + length > wireEnd) this.#t.fault('length-big', from, length, wireEnd - from);
    return Math.min(length, this.left);
  }

  /** Where the text from `from` on ends: at its zero, or with the data. */
  #textEnd(width: 1 | 2, from = this.at): number {
    const { bytes: b } = this.#t;
    let at = from;
    while (at + width <= this.end && (b[at] !== 0 || (width === 2 && b[at + 1] !== 0))) at += width;
    return Math.min(at, this.end);
  }

  #text(from: number, to: number, isUnicode: boolean): string {
    const { bytes: b, walk } = this.#t;
    return isUnicode ? utf16Text(b, from, to) : decodeCharset(b.subarray(from, to), walk.oemCodepage).text;
  }
}
