import { copyOf } from '../base/bytes.ts';
import { seqAdd, seqDiff } from './seq.ts';

/** Bytes that may wait, out of order, for what is missing before them: on one side of one flow, */
export const MAX_PENDING = 1 << 20;
/** and in all flows together. */
export const MAX_PENDING_TOTAL = 64 << 20;
/** Segments that may wait on one side. */
export const MAX_PENDING_SEGMENTS = 512;
/**
 * Segments of the flow, either way, after which a gap that the other end has acknowledged counts as lost to the
 * capture. Before that it may still arrive: captures show packets out of order.
 */
export const PATIENCE = 24;

export const FIN = 0x01;
export const SYN = 0x02;
export const RST = 0x04;
export const PSH = 0x08;
export const ACK = 0x10;

export type EndReason = 'fin' | 'reset' | 'idle' | 'reused' | 'evicted' | 'capture';

/** What comes out: per flow and side the bytes in order, holes, and the end. That is the whole language. */
export interface StreamSink {
  /** Bytes `from`..`to`, the next of the stream from `offset` on, carried by packet `packet` at its byte `at` (-1: not in one packet). */
  data(slot: number, side: number, bytes: Uint8Array, from: number, to: number, offset: number, packet: number, at: number): void;
  /** `length` bytes from `offset` on are not in the capture. */
  hole(slot: number, side: number, length: number, offset: number): void;
  end(slot: number, side: number, why: EndReason): void;
  /** A second copy of bytes says something else, `count` of them from `offset` on; the first one counts. Copies are compared while the first waits. */
  conflict(slot: number, side: number, count: number, offset: number): void;
  /** So much waited on a side that what it waited for was given up. */
  evicted(slot: number, side: number): void;
}

/** A segment that waits for what is missing before it. */
interface Pending {
  seq: number;
  /** Bytes on the wire; fewer may be captured. */
  length: number;
  bytes: Uint8Array;
  packet: number;
  at: number;
}

const STARTED = 1;
const SAW_SYN = 2;
const ENDED = 4;
const FIN_KNOWN = 8;

/**
 * Puts the segments of TCP streams in order (RFC 9293 §3.4, §3.10.7.4). Where copies of the same bytes differ, the one
 * that arrived first counts. Takes numbers, never a packet; columns are indexed by `slot * 2 + side`.
 */
export class Reassembler {
  #state = new Uint8Array(2048);
  /** Sequence number of the next byte to deliver. */
  #next = new Uint32Array(2048);
  /** How many bytes were delivered, holes included. */
  #offset = new Float64Array(2048);
  #fin = new Uint32Array(2048);
  /** Segments of the flow since something began to wait. */
  #waited = new Uint16Array(2048);
  readonly #pending = new Map<number, Pending[]>();
  readonly #sink: StreamSink;

  /** Bytes that wait now, in all flows; flows that lost waiting bytes to the limit. */
  waiting = 0;
  evictions = 0;

  constructor(sink: StreamSink) {
    this.#sink = sink;
  }

  /** A slot is given to a new flow. */
  open(slot: number): void {
    this.#reserve(slot * 2 + 1);
    for (const i of [slot * 2, slot * 2 + 1]) {
      this.#state[i] = 0;
      this.#offset[i] = 0;
      this.#waited[i] = 0;
    }
  }

  /** Stream bytes delivered so far on a side, holes included. */
  delivered(slot: number, side: number): number {
    return this.#offset[slot * 2 + side]!;
  }

  /** Sequence number of the byte with which the stream of a side is to go on; -1: neither its SYN nor data came yet. */
  expected(slot: number, side: number): number {
    const i = slot * 2 + side;
    return (this.#state[i]! & STARTED) === 0 ? -1 : this.#next[i]!;
  }

  /** Is the byte with a sequence number the very first of a side, whose SYN was seen? */
  isFirst(slot: number, side: number, seq: number): boolean {
    const i = slot * 2 + side;
    return (this.#state[i]! & SAW_SYN) !== 0 && this.#offset[i] === 0 && this.#next[i] === seq;
  }

  /**
   * HOT: must not allocate while segments come in order. A segment with payload bytes `from`..`to` that was `length` bytes long on the wire;
   * `ack` counts if the ACK flag is set.
   */
  segment(slot: number, side: number, seq: number, ack: number, flags: number, bytes: Uint8Array, from: number, to: number, length: number, packet: number, at: number): void {
    const i = slot * 2 + side;
    const state = this.#state[i]!;
    let first = seq;
    if ((flags & SYN) !== 0) {
      first = seqAdd(seq, 1);
      // A side that was ended before it said anything may begin anew.
      const isOver = (state & ENDED) !== 0 && this.#offset[i] === 0;
      if ((state & STARTED) === 0 || isOver) this.#start(i, first, STARTED | SAW_SYN);
    } else if ((state & STARTED) === 0) {
      if (length === 0 && (flags & (FIN | RST)) === 0) {
        this.#acknowledged(slot, 1 - side, flags, ack);
        return;
      }
      this.#start(i, first, STARTED);
    }
    if ((flags & FIN) !== 0 && (this.#state[i]! & FIN_KNOWN) === 0) {
      this.#state[i]! |= FIN_KNOWN;
      this.#fin[i] = seqAdd(first, length);
    }
    if (length > 0 && (this.#state[i]! & ENDED) === 0) {
      if (first === this.#next[i] && !this.#pending.has(i)) this.#deliver(slot, side, bytes, from, to, length, packet, at);
      else this.#outOfOrder(slot, side, first, bytes, from, to, length, packet, at);
    }
    if ((this.#state[i]! & (FIN_KNOWN | ENDED)) === FIN_KNOWN && this.#next[i] === this.#fin[i]) this.#end(slot, side, 'fin');
    if ((flags & RST) !== 0) this.#reset(slot);
    else if (this.#pending.size > 0) this.#wait(slot, side, flags, ack);
  }

  /** The flow is over: what still waits is delivered across holes, and both sides end. */
  close(slot: number, why: EndReason): void {
    for (const side of [0, 1]) {
      const i = slot * 2 + side;
      while (this.#pending.has(i)) this.#skipGap(slot, side);
      if ((this.#state[i]! & (STARTED | ENDED)) === STARTED) this.#end(slot, side, why);
    }
  }

  /** A reset ends the flow. If nothing was said yet, a client that was refused may ask again, with the same numbers (RFC 9293 §3.5.2). */
  #reset(slot: number): void {
    const isSilent = [slot * 2, slot * 2 + 1].every((i) => this.#offset[i] === 0 && !this.#pending.has(i));
    this.close(slot, 'reset');
    if (isSilent) this.open(slot);
  }

  #start(i: number, next: number, state: number): void {
    this.#state[i] = state;
    this.#next[i] = next;
    this.#offset[i] = 0;
  }

  #end(slot: number, side: number, why: EndReason): void {
    this.#state[slot * 2 + side]! |= ENDED;
    this.#sink.end(slot, side, why);
  }

  /** The next bytes of the stream; those that the snap length cut off become a hole. */
  #deliver(slot: number, side: number, bytes: Uint8Array, from: number, to: number, length: number, packet: number, at: number): void {
    const i = slot * 2 + side;
    const offset = this.#offset[i]!;
    this.#next[i] = seqAdd(this.#next[i]!, length);
    this.#offset[i] = offset + length;
    if (to > from) this.#sink.data(slot, side, bytes, from, to, offset, packet, at);
    if (to - from < length) this.#sink.hole(slot, side, length - (to - from), offset + to - from);
  }

  #outOfOrder(slot: number, side: number, seq: number, bytes: Uint8Array, from: number, to: number, length: number, packet: number, at: number): void {
    const i = slot * 2 + side;
    const ahead = seqDiff(seq, this.#next[i]!);
    if (ahead + length <= 0) return;
    if (ahead <= 0 && !this.#pending.has(i)) {
      this.#deliverTail(slot, side, -ahead, bytes, from, to, length, packet, at);
      return;
    }
    this.#hold(slot, side, { seq, length, bytes: copyOf(bytes, from, to), packet, at });
    if (ahead <= 0) this.#deliverPending(slot, side);
  }

  /** What is new in a segment whose first `old` bytes were delivered before. */
  #deliverTail(slot: number, side: number, old: number, bytes: Uint8Array, from: number, to: number, length: number, packet: number, at: number): void {
    const start = Math.min(from + old, to);
    this.#deliver(slot, side, bytes, start, to, length - old, packet, at < 0 ? at : at + old);
  }

  /** Keep a segment in its place among those that wait, without the bytes that are there already. */
  #hold(slot: number, side: number, segment: Pending): void {
    const i = slot * 2 + side;
    let list = this.#pending.get(i);
    if (list === undefined) {
      list = [];
      this.#pending.set(i, list);
      this.#waited[i] = 0;
    }
    for (const part of this.#newParts(slot, side, list, segment)) {
      let place = list.length;
      while (place > 0 && seqDiff(list[place - 1]!.seq, part.seq) > 0) place--;
      list.splice(place, 0, part);
      this.waiting += part.bytes.length;
    }
    if (list.length > MAX_PENDING_SEGMENTS || sizeOf(list) > MAX_PENDING) this.#evict(slot, side);
    else if (this.waiting > MAX_PENDING_TOTAL) this.#evictOldest();
  }

  /** The stretches of a segment that no waiting segment holds; differing copies are reported. */
  #newParts(slot: number, side: number, list: readonly Pending[], segment: Pending): Pending[] {
    let parts = [segment];
    for (const held of list) {
      this.#compare(slot, side, held, segment);
      parts = parts.flatMap((part) => without(part, held));
    }
    return parts;
  }

  #compare(slot: number, side: number, held: Pending, segment: Pending): void {
    const shift = seqDiff(segment.seq, held.seq);
    const from = Math.max(0, shift);
    const to = Math.min(held.bytes.length, shift + segment.bytes.length);
    let count = 0;
    let first = to;
    for (let k = to - 1; k >= from; k--) {
      if (held.bytes[k] === segment.bytes[k - shift]) continue;
      count++;
      first = k;
    }
    if (count === 0) return;
    const offset = this.#offset[slot * 2 + side]! + seqDiff(seqAdd(held.seq, first), this.#next[slot * 2 + side]!);
    this.#sink.conflict(slot, side, count, offset);
  }

  /** Deliver what no longer waits for anything. */
  #deliverPending(slot: number, side: number): void {
    const i = slot * 2 + side;
    const list = this.#pending.get(i);
    while (list !== undefined && list.length > 0) {
      const first = list[0]!;
      const ahead = seqDiff(first.seq, this.#next[i]!);
      if (ahead > 0) return;
      list.shift();
      this.waiting -= first.bytes.length;
      if (list.length === 0) this.#pending.delete(i);
      if (ahead + first.length > 0) this.#deliverTail(slot, side, -ahead, first.bytes, 0, first.bytes.length, first.length, first.packet, first.at);
    }
  }

  /** Give up on what is missing before the first waiting segment. */
  #skipGap(slot: number, side: number): void {
    const i = slot * 2 + side;
    const first = this.#pending.get(i)![0]!;
    const missing = seqDiff(first.seq, this.#next[i]!);
    if (missing > 0) {
      const offset = this.#offset[i]!;
      this.#next[i] = first.seq;
      this.#offset[i] = offset + missing;
      this.#sink.hole(slot, side, missing, offset);
    }
    this.#waited[i] = 0;
    this.#deliverPending(slot, side);
    if ((this.#state[i]! & (FIN_KNOWN | ENDED)) === FIN_KNOWN && this.#next[i] === this.#fin[i]) this.#end(slot, side, 'fin');
  }

  /** Something waits somewhere: count the flow's segments, and see whether the other end has what is missing here. */
  #wait(slot: number, side: number, flags: number, ack: number): void {
    for (const waiter of [0, 1]) {
      const i = slot * 2 + waiter;
      if (this.#pending.has(i) && this.#waited[i]! < 0xffff) this.#waited[i]!++;
    }
    this.#acknowledged(slot, 1 - side, flags, ack);
  }

  #acknowledged(slot: number, side: number, flags: number, ack: number): void {
    const i = slot * 2 + side;
    if ((flags & ACK) === 0 || this.#waited[i]! < PATIENCE || !this.#pending.has(i)) return;
    if (seqDiff(ack, this.#next[i]!) > 0) this.#skipGap(slot, side);
  }

  #evict(slot: number, side: number): void {
    this.evictions++;
    this.#sink.evicted(slot, side);
    this.#skipGap(slot, side);
  }

  #evictOldest(): void {
    const oldest = this.#pending.keys().next().value;
    if (oldest !== undefined) this.#evict(oldest >> 1, oldest & 1);
  }

  #reserve(i: number): void {
    if (i < this.#state.length) return;
    const room = this.#state.length * 2;
    this.#state = copyInto(new Uint8Array(room), this.#state);
    this.#next = copyInto(new Uint32Array(room), this.#next);
    this.#offset = copyInto(new Float64Array(room), this.#offset);
    this.#fin = copyInto(new Uint32Array(room), this.#fin);
    this.#waited = copyInto(new Uint16Array(room), this.#waited);
  }
}

function copyInto<T extends { set(from: T): void }>(wider: T, column: T): T {
  wider.set(column);
  return wider;
}

function sizeOf(list: readonly Pending[]): number {
  let size = 0;
  for (const segment of list) size += segment.bytes.length;
  return size;
}

/** The parts of a segment before and after another. */
function without(part: Pending, held: Pending): Pending[] {
  const start = seqDiff(held.seq, part.seq);
  const end = start + held.length;
  if (end <= 0 || start >= part.length) return [part];
  const parts: Pending[] = [];
  if (start > 0) parts.push(slice(part, 0, start));
  if (end < part.length) parts.push(slice(part, end, part.length));
  return parts;
}

function slice(part: Pending, from: number, to: number): Pending {
  return {
    seq: seqAdd(part.seq, from),
    length: to - from,
    bytes: part.bytes.subarray(from, to),
    packet: part.packet,
    at: part.at < 0 ? part.at : part.at + from,
  };
}
