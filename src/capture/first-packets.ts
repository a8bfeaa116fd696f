import type { CaptureInterface, PacketNotes, PacketSink } from './packet-sink.ts';

/** Lets so many packets through, and none after them. */
export class FirstPackets implements PacketSink {
  readonly #sink: PacketSink;
  #left: number;

  constructor(sink: PacketSink, count: number) {
    this.#sink = sink;
    this.#left = count;
  }

  /** Have all of them come? */
  get isFull(): boolean {
    return this.#left === 0;
  }

  packet(bytes: Uint8Array, from: number, to: number, wireLength: number, seconds: number, nanos: number, linkType: number, iface: CaptureInterface | undefined, notes?: PacketNotes): void {
    if (this.#left === 0) return;
    this.#left--;
    this.#sink.packet(bytes, from, to, wireLength, seconds, nanos, linkType, iface, notes);
  }
}
