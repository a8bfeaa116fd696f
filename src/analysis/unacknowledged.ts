import { Columns } from '../base/columns.ts';
import { seqDiff } from '../stream/seq.ts';

/** Segments of one side that may wait for their acknowledgment, and of all sides together. */
export const MAX_UNACKNOWLEDGED = 10_000;
export const MAX_UNACKNOWLEDGED_TOTAL = 1_000_000;

/** No row. */
export const NONE = -1;

/** A segment that was not acknowledged yet, from `seq` to `next`, and the row of the one that its side sent after it. */
const SENT = { seq: Uint32Array, next: Uint32Array, packet: Int32Array, seconds: Float64Array, nanos: Int32Array, after: Int32Array } as const;

/** What a side sent: a chain of rows, the lowest and the highest number in it, and whether something was sent twice: until then it is in the order of numbers. */
const CHAIN = { oldest: Int32Array, newest: Int32Array, count: Int32Array, first: Uint32Array, last: Uint32Array, mixed: Uint8Array } as const;

/** For each side, what it sent and the other end has not acknowledged, in the order in which it was sent. */
export class Unacknowledged {
  readonly sent = new Columns(SENT);
  readonly #chains = new Columns(CHAIN);
  /** Rows that were given back, as a chain. */
  #free = NONE;
  #total = 0;

  /** A side begins anew. */
  clear(side: number): void {
    while (this.#chains.length <= side) this.#chains.add();
    const c = this.#chains.at;
    while (c.count[side]! > 0) this.#remove(side, c.oldest[side]!, NONE);
    c.mixed[side] = 0;
  }

  isEmpty(side: number): boolean {
    return this.#chains.at.count[side] === 0;
  }

  /** Was everything that waits sent once, as far as is known? If not, nobody can tell which copy an acknowledgment is for (Karn's algorithm, RFC 6298 §3). */
  isSentOnce(side: number): boolean {
    return this.#chains.at.mixed[side] === 0;
  }

  /** The row of the oldest segment, or NONE. */
  oldest(side: number): number {
    return this.isEmpty(side) ? NONE : this.#chains.at.oldest[side]!;
  }

  /** The row of the oldest segment that holds some of the bytes `seq`..`end`, or NONE. */
  holding(side: number, seq: number, end: number): number {
    const { seq: from, next, after } = this.sent.at;
    let row = this.oldest(side);
    while (row !== NONE && (seqDiff(from[row]!, end) >= 0 || seqDiff(next[row]!, seq) <= 0)) row = after[row]!;
    return row;
  }

  /** HOT: must not allocate. False: there are too many already, and the segment is not kept. */
  add(side: number, seq: number, next: number, packet: number, seconds: number, nanos: number): boolean {
    const c = this.#chains.at;
    const count = c.count[side]!;
    if (count >= MAX_UNACKNOWLEDGED || this.#total >= MAX_UNACKNOWLEDGED_TOTAL) return false;
    const row = this.#take();
    const s = this.sent.at;
    s.seq[row] = seq;
    s.next[row] = next;
    s.packet[row] = packet;
    s.seconds[row] = seconds;
    s.nanos[row] = nanos;
    s.after[row] = NONE;
    if (count === 0) {
      c.oldest[side] = row;
      c.first[side] = seq;
      c.last[side] = next;
    } else {
      const newest = c.newest[side]!;
      s.after[newest] = row;
      if (seqDiff(seq, s.next[newest]!) < 0) c.mixed[side] = 1;
      if (seqDiff(seq, c.first[side]!) < 0) c.first[side] = seq;
      if (seqDiff(next, c.last[side]!) > 0) c.last[side] = next;
    }
    c.newest[side] = row;
    c.count[side] = count + 1;
    this.#total++;
    return true;
  }

  /**
   * HOT: must not allocate. Everything up to `ack` is acknowledged. The row of the segment that ends exactly there, the oldest of them if there are
   * several, or NONE; it may be looked at until the next segment is added.
   */
  acknowledge(side: number, ack: number): number {
    const c = this.#chains.at;
    if (c.count[side] === 0 || seqDiff(ack, c.first[side]!) <= 0) return NONE;
    const { seq, next, after } = this.sent.at;
    let exact = NONE;
    let before = NONE;
    let first = c.last[side]!;
    for (let row = c.oldest[side]!, following = NONE; row !== NONE; row = following) {
      following = after[row]!;
      if (seqDiff(next[row]!, ack) <= 0) {
        if (exact === NONE && next[row] === ack) exact = row;
        this.#remove(side, row, before);
        continue;
      }
      if (seqDiff(ack, seq[row]!) > 0) seq[row] = ack;
      if (seqDiff(seq[row]!, first) < 0) first = seq[row]!;
      before = row;
      if (c.mixed[side] === 0) break;
    }
    c.first[side] = first;
    if (c.count[side] === 0) c.mixed[side] = 0;
    return exact;
  }

  /** From the first to the last byte that is not acknowledged; the side has sent something. */
  span(side: number): number {
    const c = this.#chains.at;
    return seqDiff(c.last[side]!, c.first[side]!);
  }

  #take(): number {
    if (this.#free === NONE) return this.sent.add();
    const row = this.#free;
    this.#free = this.sent.at.after[row]!;
    return row;
  }

  #remove(side: number, row: number, before: number): void {
    const c = this.#chains.at;
    const { after } = this.sent.at;
    const following = after[row]!;
    if (before === NONE) c.oldest[side] = following;
    else after[before] = following;
    if (following === NONE) c.newest[side] = before;
    c.count[side]!--;
    this.#total--;
    after[row] = this.#free;
    this.#free = row;
  }
}
