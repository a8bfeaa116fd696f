import type { Field } from '../base/field.ts';

/** Packets of a page; pages are made where there is a link, so that rare links cost little and frequent ones four bytes each. */
const PAGE = 1024;
/** Pages of all fields together: 64 MiB. */
const MAX_PAGES = 16_384;
/** Questions of one packet beside its first, and of all packets together: few packets hold several. */
const MAX_NTH = 1024;
const MAX_FURTHER = 1_000_000;

/**
 * What one pass over a capture learns for the next: packet number → field → packet number, and connection number → field → number. A question is shown
 * before its answer has come; the pass that shows `icmp.resp_in` must have been told by one before it.
 */
export class Links {
  /** By field id, by page: the linked packet or the number, 0 for none. */
  readonly #pages: (Uint32Array | undefined)[][] = [];
  #count = 0;
  /** By field id: the linked packets of further questions, by packet and number of the question. */
  readonly #further: (Map<number, number> | undefined)[] = [];
  #furtherCount = 0;
  /** Links were left out: what is not found here may exist all the same. */
  isFull = false;

  /** In packet (or connection) `packet`, `field` is `other`. A packet may hold several questions, each with an answer of its own: `nth` counts them from 0. */
  add(field: Field, packet: number, other: number, nth = 0): void {
    if (nth > 0) {
      this.#addFurther(field, packet, other, nth);
      return;
    }
    const pages = (this.#pages[field.id] ??= []);
    const at = Math.floor(packet / PAGE);
    if (pages[at] === undefined) {
      if (this.#count === MAX_PAGES) {
        this.isFull = true;
        return;
      }
      this.#count++;
      pages[at] = new Uint32Array(PAGE);
    }
    pages[at][packet % PAGE] = other;
  }

  /** What `field` is in packet (or connection) `packet`; undefined: nothing. */
  get(field: Field, packet: number, nth = 0): number | undefined {
    if (nth > 0) return this.#further[field.id]?.get(packet * MAX_NTH + nth);
    const other = this.#pages[field.id]?.[Math.floor(packet / PAGE)]?.[packet % PAGE];
    return other === 0 ? undefined : other;
  }

  #addFurther(field: Field, packet: number, other: number, nth: number): void {
    if (nth >= MAX_NTH || this.#furtherCount === MAX_FURTHER) {
      this.isFull = true;
      return;
    }
    this.#furtherCount++;
    (this.#further[field.id] ??= new Map()).set(packet * MAX_NTH + nth, other);
  }
}
