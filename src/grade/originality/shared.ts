import type { CaptureSketch } from './fingerprint.ts';

/** The time between the two captures of the same packets. */
interface Shift {
  /** The commonest difference, in microseconds; packets that are alone in both captures, and the share of them that has it. */
  readonly value: number;
  readonly frames: number;
  readonly share: number;
}

const orders = new WeakMap<CaptureSketch, Int32Array>();

/** The packets of a capture in the order of their hashes. Made once for each capture. */
function orderOf(sketch: CaptureSketch): Int32Array {
  let order = orders.get(sketch);
  if (order === undefined) {
    const { hashes } = sketch;
    order = Int32Array.from(hashes.keys()).sort((a, b) => hashes[a]! - hashes[b]! || a - b);
    orders.set(sketch, order);
  }
  return order;
}

/** Where the packets end that have the same hash as the one at `from` of an order. */
function runEnd({ hashes }: CaptureSketch, order: Int32Array, from: number): number {
  let end = from + 1;
  while (end < order.length && hashes[order[end]!] === hashes[order[from]!]) end++;
  return end;
}

/** What two captures have in common, packet by packet. */
export class Shared {
  /** Packets that both have, each as often as the capture that has it less often; those sent to a group; those between the two students; the rest. */
  count = 0;
  group = 0;
  own = 0;
  readonly left: number;
  readonly shift: Shift;
  readonly isCoarse: boolean;
  /** Connections whose opening is itself among the packets. */
  readonly commonOpenings: number;

  constructor(a: CaptureSketch, b: CaptureSketch) {
    const shifts = this.#join(a, b);
    this.left = this.count - this.group - this.own;
    this.shift = commonest(shifts);
    this.isCoarse = a.isCoarse || b.isCoarse;
    this.commonOpenings = this.count === 0 ? 0 : commonOpenings(a, b);
  }

  /** Walk both captures in the order of the hashes. The shifts of packets that are alone in both, with how often each occurs. */
  #join(a: CaptureSketch, b: CaptureSketch): Map<number, number> {
    const [mine, theirs] = [orderOf(a), orderOf(b)];
    const students: Students = [a.hosts[a.host], b.hosts[b.host]];
    const shifts = new Map<number, number>();
    for (let i = 0, k = 0; i < mine.length && k < theirs.length; ) {
      const [row, other] = [mine[i]!, theirs[k]!];
      const difference = a.hashes[row]! - b.hashes[other]!;
      if (difference !== 0) {
        if (difference < 0) i++;
        else k++;
        continue;
      }
      const [end, otherEnd] = [runEnd(a, mine, i), runEnd(b, theirs, k)];
      this.#tally(a, row, Math.min(end - i, otherEnd - k), students);
      const shift = b.times[other]! - a.times[row]!;
      if (end - i === 1 && otherEnd - k === 1 && !Number.isNaN(shift)) shifts.set(shift, (shifts.get(shift) ?? 0) + 1);
      [i, k] = [end, otherEnd];
    }
    return shifts;
  }

  #tally(sketch: CaptureSketch, row: number, times: number, students: Students): void {
    this.count += times;
    if (sketch.isGroup[row] === 1) this.group += times;
    else if (isOwn(sketch, row, students)) this.own += times;
  }
}

/** The hosts that the two captures seem to be of. */
type Students = readonly [a: string | undefined, b: string | undefined];

function commonOpenings(a: CaptureSketch, b: CaptureSketch): number {
  const theirs = new Set(b.openings);
  return new Set(a.openings.filter((opening) => theirs.has(opening))).size;
}

/** Between the two students, both of whom heard it. */
function isOwn({ hosts, sources, destinations }: CaptureSketch, row: number, [a, b]: Students): boolean {
  const source = hosts[sources[row]!];
  const destination = hosts[destinations[row]!];
  return a !== b && ((source === a && destination === b) || (source === b && destination === a));
}

/** The commonest of the shifts; neighbours within a microsecond count with it, because tools round differently. */
function commonest(shifts: ReadonlyMap<number, number>): Shift {
  let value = 0;
  let most = 0;
  let frames = 0;
  for (const [shift, times] of shifts) {
    frames += times;
    const near = times + (shifts.get(shift - 1) ?? 0) + (shifts.get(shift + 1) ?? 0);
    if (near > most || (near === most && Math.abs(shift) < Math.abs(value))) [value, most] = [shift, near];
  }
  return { value, frames, share: frames === 0 ? 0 : most / frames };
}
