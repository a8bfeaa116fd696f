import type { CaptureInterface, PacketSink } from './packet-sink.ts';

/** Bytes of packets that wait to be looked at. While so many wait, those that come are left out. */
export const MAX_BACKLOG = 64 << 20;
/** They are kept in pieces of so many bytes, so that memory is taken as it is needed, and given back. */
const SLAB = 1 << 20;

/** What stands before each packet: length, length on the wire, seconds, nanoseconds, link type, interface, packets left out before it. */
const HEAD = 32;

/** Takes packets, and is told of those that are left out before them. */
export interface PacketFollower extends PacketSink {
  skip(count: number): void;
}

/** A piece of memory that is filled from its beginning and emptied in the same order. */
class Slab {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  filled = 0;
  emptied = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }
}

/**
 * Packets that wait to be looked at, between an engine that must not wait and somebody who may be slow. What it holds is bounded; what
 * does not fit is left out and counted, in its place among the others.
 */
export class Backlog implements PacketSink {
  /** Packets that wait now; and those that were left out, in all. */
  waiting = 0;
  skipped = 0;
  readonly #limit: number;
  readonly #slabs: Slab[] = [];
  #spare: Slab | undefined = undefined;
  /** Bytes of all slabs. */
  #size = 0;
  /** Packets left out since the last that was kept. */
  #gap = 0;
  readonly #interfaces: (CaptureInterface | undefined)[] = [];

  constructor(limit = MAX_BACKLOG) {
    this.#limit = limit;
  }

  /** HOT: must not allocate but for a new piece of memory. */
  packet(bytes: Uint8Array, from: number, to: number, wireLength: number, seconds: number, nanos: number, linkType: number, iface: CaptureInterface | undefined): void {
    const slab = this.#room(HEAD + to - from);
    if (slab === undefined) {
      this.#gap++;
      this.skipped++;
      return;
    }
    const { view, filled: at } = slab;
    view.setUint32(at, to - from);
    view.setUint32(at + 4, wireLength);
    view.setFloat64(at + 8, seconds);
    view.setUint32(at + 16, nanos);
    view.setUint32(at + 20, linkType);
    view.setUint32(at + 24, this.#numberOf(iface));
    view.setUint32(at + 28, this.#gap);
    slab.bytes.set(bytes.subarray(from, to), at + HEAD);
    slab.filled = at + HEAD + to - from;
    this.#gap = 0;
    this.waiting++;
  }

  /** Hand the oldest packet on; false: there is none. What was left out before it, or since, is said. */
  deliver(sink: PacketFollower): boolean {
    const slab = this.#slabs[0];
    if (this.waiting === 0 || slab === undefined) {
      this.#say(this.#gap, sink);
      this.#gap = 0;
      return false;
    }
    const { view, emptied: at } = slab;
    const end = at + HEAD + view.getUint32(at);
    slab.emptied = end;
    this.waiting--;
    this.#say(view.getUint32(at + 28), sink);
    sink.packet(slab.bytes, at + HEAD, end, view.getUint32(at + 4), view.getFloat64(at + 8), view.getUint32(at + 16), view.getUint32(at + 20), this.#interfaces[view.getUint32(at + 24)]);
    if (slab.emptied === slab.filled) this.#release(slab);
    return true;
  }

  #say(skipped: number, sink: PacketFollower): void {
    if (skipped > 0) sink.skip(skipped);
  }

  /** The slab that has room for so many bytes; undefined: none, and no more are allowed. */
  #room(size: number): Slab | undefined {
    const last = this.#slabs.at(-1);
    if (last !== undefined && last.filled + size <= last.bytes.length) return last;
    const length = Math.max(SLAB, size);
    if (this.#size + length > this.#limit) return undefined;
    const slab = this.#spare !== undefined && this.#spare.bytes.length >= size ? this.#spare : new Slab(length);
    if (slab === this.#spare) this.#spare = undefined;
    this.#size += slab.bytes.length;
    this.#slabs.push(slab);
    return slab;
  }

  /** All packets of the oldest slab have been handed on: it is filled anew, or kept for the next time. */
  #release(slab: Slab): void {
    slab.filled = slab.emptied = 0;
    if (this.#slabs.length === 1) return;
    this.#slabs.shift();
    this.#size -= slab.bytes.length;
    this.#spare ??= slab;
  }

  #numberOf(iface: CaptureInterface | undefined): number {
    const known = this.#interfaces.lastIndexOf(iface);
    return known >= 0 ? known : this.#interfaces.push(iface) - 1;
  }
}
