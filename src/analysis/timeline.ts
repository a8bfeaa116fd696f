/** Intervals that are kept: where their width was asked for, and where it is chosen. Beyond that they are put together by tens. */
export const MAX_INTERVALS = 100_000;
const MAX_CHOSEN = 10_000;
/** Rows of a width that is chosen, at most: it gives half as many at least. */
const MAX_ROWS = 50;
/** The width that choosing begins with, nanoseconds. */
const FINEST = 1000;
const TOGETHER = 10;

/** What fell into an interval: of all packets first, then of each filter. */
export interface TimelineRow {
  /** Its beginning, nanoseconds after the first packet. */
  readonly from: number;
  readonly packets: readonly number[];
  readonly bytes: readonly number[];
}

/** Packets and bytes over time, of several series at once. */
export class Timeline {
  /** Nanoseconds of an interval while reading: whole numbers, so that a packet on the border falls into the interval that begins there. */
  #width: number;
  readonly #asked: number | undefined;
  readonly #most: number;
  readonly #packets: readonly Float64Array[];
  readonly #bytes: readonly Float64Array[];
  /** Intervals up to the last that anything fell into. */
  #length = 0;

  /** `width`: nanoseconds of an interval; undefined: one that gives about forty rows. */
  constructor(series: number, width: number | undefined) {
    this.#asked = width;
    this.#width = width ?? FINEST;
    this.#most = width === undefined ? MAX_CHOSEN : MAX_INTERVALS;
    this.#packets = Array.from({ length: series }, () => new Float64Array(this.#most));
    this.#bytes = Array.from({ length: series }, () => new Float64Array(this.#most));
  }

  /** HOT: must not allocate. The interval of a packet, so many nanoseconds after the first; one before it, where the clock goes back, counts to the beginning. */
  at(nanos: number): number {
    let index = Math.max(0, Math.floor(nanos / this.#width));
    while (index >= this.#most) {
      this.#merge();
      index = Math.floor(index / TOGETHER);
    }
    if (index >= this.#length) this.#length = index + 1;
    return index;
  }

  /** HOT: must not allocate. Count a packet of `bytes` to a series. */
  count(series: number, index: number, bytes: number): void {
    this.#packets[series]![index]!++;
    this.#bytes[series]![index]! += bytes;
  }

  /** Nanoseconds of an interval of `rows`, and whether there were too many of the width that was asked for. */
  get width(): number {
    return this.#width * this.#step();
  }

  get isCoarser(): boolean {
    return this.#asked !== undefined && this.#width > this.#asked;
  }

  *rows(): Generator<TimelineRow> {
    const step = this.#step();
    for (let from = 0; from < this.#length; from += step) {
      const sum = (column: Float64Array): number => column.subarray(from, Math.min(from + step, this.#length)).reduce((a, b) => a + b, 0);
      yield { from: from * this.#width, packets: this.#packets.map(sum), bytes: this.#bytes.map(sum) };
    }
  }

  /** How many intervals make a row: 1, or the least that does not make too many, and is 1, 2 or 5 times a power of ten. */
  #step(): number {
    if (this.#asked !== undefined) return 1;
    for (let power = 1; ; power *= 10) {
      for (const digit of [1, 2, 5]) if (this.#length / (digit * power) <= MAX_ROWS) return digit * power;
    }
  }

  #merge(): void {
    this.#width *= TOGETHER;
    this.#length = Math.ceil(this.#length / TOGETHER);
    for (const column of [...this.#packets, ...this.#bytes]) {
      for (let i = 0; i < this.#most; i++) {
        const value = column[i]!;
        column[i] = 0;
        column[Math.floor(i / TOGETHER)]! += value;
      }
    }
  }
}
