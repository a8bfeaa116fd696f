import { seqDiff } from '../stream/seq.ts';

/** Segments of one side that may wait for their acknowledgment, and of all sides together. */
export const MAX_UNACKNOWLEDGED = 10_000;
export const MAX_UNACKNOWLEDGED_TOTAL = 1_000_000;

/** A segment that was not acknowledged yet. */
interface Sent {
  seq: number;
  readonly next: number;
  readonly packet: number;
  readonly seconds: number;
  readonly nanos: number;
}

/** What a side sent, from `head` on. While nothing was sent twice it is in the order of sequence numbers. */
interface Queue {
  items: Sent[];
  head: number;
  ordered: boolean;
}

/** For each side, what it sent and the other end has not acknowledged, oldest first. */
export class Unacknowledged {
  readonly #queues: (Queue | undefined)[] = [];
  #total = 0;

  clear(side: number): void {
    this.#total -= this.#count(side);
    this.#queues[side] = undefined;
  }

  isEmpty(side: number): boolean {
    return this.#count(side) === 0;
  }

  oldest(side: number): Sent | undefined {
    const queue = this.#queues[side];
    return queue?.items[queue.head];
  }

  /** False: there are too many already, and the segment is not kept. */
  add(side: number, seq: number, next: number, at: { packet: number; seconds: number; nanos: number }): boolean {
    const queue = (this.#queues[side] ??= { items: [], head: 0, ordered: true });
    if (this.#count(side) >= MAX_UNACKNOWLEDGED || this.#total >= MAX_UNACKNOWLEDGED_TOTAL) return false;
    const last = queue.items.at(-1);
    if (last !== undefined && seqDiff(seq, last.next) < 0) queue.ordered = false;
    queue.items.push({ seq, next, packet: at.packet, seconds: at.seconds, nanos: at.nanos });
    this.#total++;
    return true;
  }

  /** Everything up to `ack` is acknowledged. Returns the segment that ends exactly there, the oldest of them if there are several. */
  acknowledge(side: number, ack: number): Sent | undefined {
    const queue = this.#queues[side];
    if (queue === undefined || queue.head === queue.items.length) return undefined;
    const before = queue.items.length - queue.head;
    const exact = queue.ordered ? takeFirst(queue, ack) : takeAll(queue, ack);
    this.#total -= before - (queue.items.length - queue.head);
    if (queue.head === queue.items.length) {
      queue.items.length = queue.head = 0;
      queue.ordered = true;
    }
    return exact;
  }

  /** From the first to the last byte that is not acknowledged; the side has sent something. */
  span(side: number): number {
    const { items, head, ordered } = this.#queues[side]!;
    let first = items[head]!.seq;
    let last = items.at(-1)!.next;
    for (let i = head; i < items.length && !ordered; i++) {
      if (seqDiff(items[i]!.seq, first) < 0) first = items[i]!.seq;
      if (seqDiff(items[i]!.next, last) > 0) last = items[i]!.next;
    }
    return seqDiff(last, first);
  }

  #count(side: number): number {
    const queue = this.#queues[side];
    return queue === undefined ? 0 : queue.items.length - queue.head;
  }
}

/** Numbers given up at the front of a queue before it is moved together. */
const SLACK = 64;

/** In order: what is acknowledged stands at the front. */
function takeFirst(queue: Queue, ack: number): Sent | undefined {
  const { items } = queue;
  let exact: Sent | undefined;
  while (queue.head < items.length && seqDiff(items[queue.head]!.next, ack) <= 0) {
    if (items[queue.head]!.next === ack) exact ??= items[queue.head];
    queue.head++;
  }
  trim(items[queue.head], ack);
  if (queue.head > SLACK && queue.head * 2 > items.length) {
    items.splice(0, queue.head);
    queue.head = 0;
  }
  return exact;
}

function takeAll(queue: Queue, ack: number): Sent | undefined {
  const kept: Sent[] = [];
  let exact: Sent | undefined;
  for (let i = queue.head; i < queue.items.length; i++) {
    const sent = queue.items[i]!;
    if (sent.next === ack) exact ??= sent;
    else if (seqDiff(sent.next, ack) > 0) {
      trim(sent, ack);
      kept.push(sent);
    }
  }
  queue.items = kept;
  queue.head = 0;
  return exact;
}

/** The part of a segment before `ack` is acknowledged. */
function trim(sent: Sent | undefined, ack: number): void {
  if (sent !== undefined && seqDiff(ack, sent.seq) > 0) sent.seq = ack;
}
