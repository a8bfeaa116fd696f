import type { FaultCode } from '../base/fault.ts';
import type { Field, Value } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';

/** Places the fields of a structure one after the other, never beyond its end. What does not fit any more is a fault. */
export class Places {
  /** Where the next field goes. */
  at: number;
  readonly end: number;
  readonly #t: TreeBuilder;
  /** Something did not fit: what follows it has no place either. */
  #broken = false;

  /** A structure in `from`..`to`, of which the packet may hold only a part. */
  constructor(t: TreeBuilder, from: number, to: number) {
    this.#t = t;
    this.at = from;
    this.end = Math.min(to, t.end);
  }

  get left(): number {
    return this.end - this.at;
  }

  /** The next field, as wide as it is declared or as told. False: there is less, and nothing was placed. */
  take(field: Field, size = field.size, value?: Value): boolean {
    if (!this.has(size)) return false;
    this.#t.add(field, this.at, this.at + size, value);
    this.at += size;
    return true;
  }

  /** The next field, which holds others: those that share its bits. */
  bits(whole: Field, ...parts: readonly Field[]): boolean {
    if (!this.has(whole.size)) return false;
    const to = this.at + whole.size;
    this.#t.begin(whole, this.at, to);
    for (const part of parts) this.#t.add(part, this.at, to);
    this.#t.close();
    this.at = to;
    return true;
  }

  /** Fields that share the bits of the next bytes, without one that holds them. */
  share(...parts: readonly [Field, ...Field[]]): boolean {
    const { size } = parts[0];
    if (!this.has(size)) return false;
    for (const part of parts) this.#t.add(part, this.at, this.at + size);
    this.at += size;
    return true;
  }

  /** A text with a byte in front that says how long it is. */
  takeString(length: Field, content: Field): boolean {
    if (!this.has(1)) return false;
    const size = this.#t.bytes[this.at]!;
    return this.take(length) && this.take(content, size);
  }

  /** The last field, which takes all that is left, if anything is. */
  takeRest(field: Field): void {
    if (this.left > 0) this.take(field, this.left);
  }

  /** All that is left, if anything is, whether the fields before fitted or not. */
  rest(field: Field): void {
    if (this.left > 0) this.#t.add(field, this.at, this.end);
    this.at = this.end;
  }

  /** Are there `n` bytes more? If not, the fault is noted, once. */
  has(n: number): boolean {
    if (this.#broken) return false;
    if (n <= this.left) return true;
    this.#broken = true;
    this.miss(n);
    return false;
  }

  /** Note that fewer than `n` bytes are left; those that are may be placed all the same. */
  miss(n: number): void {
    this.#t.fault(this.end === this.#t.end && this.#t.end < this.#t.wireEnd ? 'cut' : 'short', this.at, n, this.left);
  }

  /** Something is wrong with the structure: what follows has no place. */
  fail(code: FaultCode, at: number, need: number, had: number): void {
    if (!this.#broken) this.#t.fault(code, at, need, had);
    this.#broken = true;
  }
}
