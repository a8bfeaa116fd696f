import type { Fault, FaultCode } from '../base/fault.ts';
import type { PacketSink } from './packet-sink.ts';

/**
 * Reads records from chunks that are cut anywhere: whole records are read where they lie, only one that the end of a chunk cuts is
 * copied together. A record that claims to be long takes memory as its bytes come, not before.
 */
export abstract class RecordReader {
  /** Packets delivered so far. */
  packets = 0;
  /** Those of them whose captured length is more than their length on the wire. */
  longer = 0;
  /** Offset in the file of the first byte not yet read. */
  protected offset = 0;
  protected fault: Fault | undefined = undefined;
  /** The beginning of a record: the first `#held` bytes. */
  #kept = new Uint8Array(0);
  #held = 0;

  /** How many bytes the record at the beginning of `b` needs, as far as its first `length` bytes tell. */
  protected abstract need(b: Uint8Array, length: number): number;

  /** HOT: must not allocate. Reads the whole records among bytes `from`..`to`; returns where the first incomplete one begins. */
  protected abstract read(b: Uint8Array, from: number, to: number, sink: PacketSink): number;

  /** Has the beginning of the file been understood? */
  protected abstract get isStarted(): boolean;

  push(chunk: Uint8Array, sink: PacketSink): Fault | undefined {
    let at = 0;
    while (this.#held > 0 && this.fault === undefined) {
      // Complete what was cut with no more of this chunk than it needs, so that the rest is read in place.
      const need = this.need(this.#kept, this.#held) - this.#held;
      const taken = Math.min(need, chunk.length - at);
      this.#keep(chunk, at, at + taken);
      at += taken;
      if (taken < need) return undefined;
      if (this.read(this.#kept, 0, this.#held, sink) === this.#held) this.#held = 0;
    }
    if (this.fault !== undefined) return this.fault;
    const read = this.read(chunk, at, chunk.length, sink);
    if (this.fault === undefined && read < chunk.length) this.#keep(chunk, read, chunk.length);
    return this.fault;
  }

  end(): Fault | undefined {
    const had = this.#held;
    if (this.fault !== undefined || (this.isStarted && had === 0)) return this.fault;
    return this.fail(this.isStarted ? 'file-cut' : 'file-header', this.offset, this.need(this.#kept, had), had);
  }

  /** The file cannot be read on from here. Returns the fault. */
  protected fail(code: FaultCode, at: number, need: number, had: number, found = ''): Fault {
    this.fault = { code, at, need, had, ...(this.isStarted ? { packet: this.packets + 1 } : {}), ...(found === '' ? {} : { found }) };
    return this.fault;
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    const held = this.#held + to - from;
    if (held > this.#kept.length) {
      const wider = new Uint8Array(Math.max(held, this.#kept.length * 2));
      wider.set(this.#kept.subarray(0, this.#held));
      this.#kept = wider;
    }
    this.#kept.set(chunk.subarray(from, to), this.#held);
    this.#held = held;
  }
}
