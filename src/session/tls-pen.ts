import type { Field, Value } from '../base/field.ts';
import type { Marker } from '../base/marker.ts';
import { valueAt } from '../base/value.ts';

/**
 * Reads a structure of TLS from front to end and marks its parts: numbers, and vectors with their length in front (RFC 8446 §3). What runs
 * beyond the end ends there. The structure may have come in several records, joined in a buffer of their own: parts from before the
 * `seam` have no bytes in the record at hand, and are marked where that begins, with their values.
 */
export class Pen {
  readonly bytes: Uint8Array;
  /** The next byte, and where the part at hand ends. */
  at: number;
  end: number;
  readonly #v: Marker;
  readonly #seam: number;
  readonly #shift: number;

  /** `shift` leads from an index of `bytes` to the one that is marked, from `seam` on. */
  constructor(v: Marker, bytes: Uint8Array, at: number, end: number, seam = 0, shift = 0) {
    this.#v = v;
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.#seam = seam;
    this.#shift = shift;
  }

  get left(): number {
    return this.end - this.at;
  }

  /** The number of `size` bytes that comes next, or -1 if there is none. */
  number(field: Field, size: number): number {
    const value = this.peek(0, size);
    if (value >= 0) {
      this.mark(field, this.at, this.at + size);
      this.at += size;
    } else this.at = this.end;
    return value;
  }

  /** The number of `size` bytes that stands `ahead` bytes on, or -1. */
  peek(ahead: number, size: number): number {
    const from = this.at + ahead;
    if (from + size > this.end) return -1;
    let value = 0;
    for (let i = from; i < from + size; i++) value = value * 256 + this.bytes[i]!;
    return value;
  }

  /** `n` bytes, or as many as there are. */
  take(field: Field, n: number): void {
    const to = Math.min(this.at + n, this.end);
    if (to > this.at) this.mark(field, this.at, to);
    this.at = to;
  }

  /** A vector: its length, a number of `size` bytes, and what `inside` reads. What that leaves is passed over. */
  vector(length: Field, size: number, inside: () => void): void {
    const n = this.number(length, size);
    if (n >= 0) this.part(n, inside);
  }

  /** Parts of a field that is `n` bytes long. */
  under(field: Field, n: number, inside: () => void, value?: Value): void {
    this.mark(field, this.at, Math.min(this.at + n, this.end), value, true);
    this.part(n, inside);
    this.#v.close();
  }

  /** What is at hand from `from` to `to`. */
  mark(field: Field, from: number, to: number, value?: Value, open = false): void {
    const said = value ?? (from < this.#seam ? valueAt(field, this.bytes, from, to) : undefined);
    const a = Math.max(from, this.#seam) + this.#shift;
    const z = Math.max(to, this.#seam) + this.#shift;
    if (open) this.#v.open(field, a, z, said);
    else this.#v.mark(field, a, z, said);
  }

  part(n: number, inside: () => void): void {
    const outer = this.end;
    const to = Math.min(this.at + n, outer);
    this.end = to;
    inside();
    this.at = to;
    this.end = outer;
  }
}
