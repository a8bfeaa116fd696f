import { seqAdd, seqDiff } from '../stream/seq.ts';

/** Holes kept of one side, and of all sides together; what is missing in further ones counts as lost for good. */
export const MAX_HOLES = 32;
export const MAX_HOLES_TOTAL = 100_000;
/** No window is larger (RFC 7323 §2.3): a wider jump of the numbers is not a loss, but another connection. */
export const MAX_MISSING = 2 ** 30;

/** Sequence numbers `from`..`to` that a side went past without sending them, as far as the capture knows. */
interface Hole {
  from: number;
  to: number;
}

interface Holes {
  readonly open: Hole[];
  /** Bytes of holes that were not kept. */
  lost: number;
}

/** What is missing in the stream of each side. Most sides miss nothing, and take no room. */
export class MissingBytes {
  readonly #sides = new Map<number, Holes>();
  #total = 0;

  clear(side: number): void {
    this.#total -= this.#sides.get(side)?.open.length ?? 0;
    this.#sides.delete(side);
  }

  /** A side went on at `to` although `from` was to come next. */
  skip(side: number, from: number, to: number): void {
    const length = seqDiff(to, from);
    if (length <= 0 || length > MAX_MISSING) return;
    let holes = this.#sides.get(side);
    if (holes === undefined) this.#sides.set(side, (holes = { open: [], lost: 0 }));
    if (holes.open.length >= MAX_HOLES || this.#total >= MAX_HOLES_TOTAL) {
      holes.lost += length;
      return;
    }
    holes.open.push({ from, to });
    this.#total++;
  }

  /** Bytes `from`..`to` came late. How many of them had been missing. */
  fill(side: number, from: number, to: number): number {
    const holes = this.#sides.get(side);
    if (holes === undefined) return 0;
    let filled = 0;
    for (let i = holes.open.length - 1; i >= 0; i--) filled += this.#fill(holes, i, from, to);
    return filled;
  }

  /** How many bytes of a side are missing now. */
  count(side: number): number {
    const holes = this.#sides.get(side);
    return holes === undefined ? 0 : holes.open.reduce((n, { from, to }) => n + seqDiff(to, from), holes.lost);
  }

  #fill(holes: Holes, i: number, from: number, to: number): number {
    const { open } = holes;
    const hole = open[i]!;
    const size = seqDiff(hole.to, hole.from);
    const start = Math.max(0, seqDiff(from, hole.from));
    const end = Math.min(size, seqDiff(to, hole.from));
    if (start >= end) return 0;
    const rest = [{ from: hole.from, to: seqAdd(hole.from, start) }, { from: seqAdd(hole.from, end), to: hole.to }].filter((h) => h.from !== h.to);
    if (open.length - 1 + rest.length > MAX_HOLES) {
      rest.pop();
      holes.lost += size - end;
    }
    open.splice(i, 1, ...rest);
    this.#total += rest.length - 1;
    return end - start;
  }
}
