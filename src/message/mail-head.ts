import { decode } from '../base/value.ts';
import { decodeWords } from './encoded-word.ts';

/** Bytes of a mail's header that are looked at. */
export const MAX_HEAD = 64 * 1024;

/** A header field of a mail, its folded lines joined (RFC 5322 §2.2.3), encoded words not yet decoded. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** Collects the header of a mail while its bytes pass by, and counts them. */
export class MailHead {
  /** Bytes of the mail so far. */
  size = 0;
  #bytes = new Uint8Array(0);
  #length = 0;
  #ended = false;
  #fields: HeaderField[] | undefined;

  add(bytes: Uint8Array, from: number, to: number): void {
    this.size += to - from;
    if (this.#ended) return;
    const length = Math.min(to - from, MAX_HEAD - this.#length);
    if (this.#length + length > this.#bytes.length) this.#grow(this.#length + length);
    this.#bytes.set(bytes.subarray(from, from + length), this.#length);
    const scanned = Math.max(0, this.#length - 3);
    this.#length += length;
    const end = endOfHead(this.#bytes, scanned, this.#length);
    if (end >= 0) this.#length = end;
    this.#ended = end >= 0 || this.#length === MAX_HEAD;
    this.#fields = undefined;
  }

  get fields(): readonly HeaderField[] {
    return (this.#fields ??= parseFields(decode(this.#bytes.subarray(0, this.#length), 'utf-8')));
  }

  /** The decoded text of the first field of a name, or undefined. */
  text(name: string): string | undefined {
    const field = this.fields.find((f) => f.name.toLowerCase() === name);
    return field === undefined ? undefined : decodeWords(field.value);
  }

  #grow(length: number): void {
    const wider = new Uint8Array(Math.min(MAX_HEAD, Math.max(2048, length * 2)));
    wider.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = wider;
  }
}

/** Where the empty line that ends a header begins, or -1. */
function endOfHead(b: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    if (b[i] !== 10) continue;
    if (b[i + 1] === 10 && i + 1 < to) return i + 1;
    if (b[i + 1] === 13 && b[i + 2] === 10 && i + 2 < to) return i + 1;
  }
  return -1;
}

function parseFields(head: string): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const line of head.replace(/\r?\n([ \t])/g, '$1').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0 && !/\s/.test(line.slice(0, colon))) fields.push({ name: line.slice(0, colon), value: line.slice(colon + 1).trim() });
  }
  return fields;
}
