import { copyOf } from '../base/bytes.ts';
import type { Fault } from '../base/fault.ts';
import type { CaptureInterface, PacketSink } from './packet-sink.ts';
import type { CaptureReader } from './reader.ts';

/** The longest record that is believed; a longer one is a corrupt length. Wireshark's own limit for the largest link types. */
export const MAX_RECORD = 128 << 20;

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
/** The header that Alexey Kuznetzov's patched libpcap wrote: 8 bytes more. */
const MODIFIED_RECORD_HEADER = 24;

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
const MODIFIED = 0xa1b2cd34;

/** Does a file that begins so look like classic pcap? Needs 4 bytes. */
export function isPcap(b: Uint8Array): boolean {
  return [big(b, 0), little(b, 0)].some((magic) => magic === MICROSECONDS || magic === NANOSECONDS || magic === MODIFIED);
}

/**
 * Reader of classic pcap files (draft-ietf-opsawg-pcap): both byte orders, micro- and nanoseconds, and the modified header. Bytes are
 * pushed in chunks cut anywhere; packets are looked at in place unless a chunk's end cuts them.
 */
export class PcapReader implements CaptureReader {
  readonly format = 'pcap';
  readonly interfaces: CaptureInterface[] = [];
  #littleEndian = false;
  #nanoseconds = false;
  #recordHeader = RECORD_HEADER;
  #started = false;
  /** What the end of a chunk cut off, to be continued. */
  #rest = new Uint8Array(0);
  /** File offset of the first byte not yet read. */
  #offset = 0;
  #fault: Fault | undefined;
  #packets = 0;

  push(chunk: Uint8Array, sink: PacketSink): Fault | undefined {
    if (this.#fault !== undefined) return this.#fault;
    let at = 0;
    while (this.#rest.length > 0 && this.#fault === undefined) {
      // Complete what was cut with no more of this chunk than it needs, so that the rest is read in place.
      const need = this.#need(this.#rest, this.#rest.length) - this.#rest.length;
      const taken = Math.min(need, chunk.length - at);
      this.#rest = joined(this.#rest, chunk.subarray(at, at + taken));
      at += taken;
      if (taken < need) return this.#fault;
      const read = this.#read(this.#rest, 0, this.#rest.length, sink);
      this.#rest = this.#rest.subarray(read);
    }
    const read = this.#read(chunk, at, chunk.length, sink);
    if (read < chunk.length) this.#rest = copyOf(chunk, read, chunk.length);
    return this.#fault;
  }

  end(): Fault | undefined {
    if (this.#fault !== undefined || (this.#started && this.#rest.length === 0)) return this.#fault;
    const had = this.#rest.length;
    const need = this.#need(this.#rest, had);
    return (this.#fault = { code: this.#started ? 'file-cut' : 'file-header', at: this.#offset, need, had, packet: this.#packets + 1 });
  }

  /** How many bytes the header or record that begins in `b` needs, as far as can be told from the first `length` bytes. */
  #need(b: Uint8Array, length: number): number {
    if (!this.#started) return FILE_HEADER;
    if (length < this.#recordHeader) return this.#recordHeader;
    return this.#recordHeader + this.#u32(b, 8);
  }

  /** HOT: must not allocate. Read all whole records of bytes `from`..`to`; returns where the first incomplete one begins. */
  #read(b: Uint8Array, from: number, to: number, sink: PacketSink): number {
    let at = from;
    if (!this.#started) {
      if (to - at < FILE_HEADER) return at;
      this.#readFileHeader(b, at);
      at += FILE_HEADER;
      this.#offset += FILE_HEADER;
    }
    const header = this.#recordHeader;
    const iface = this.interfaces[0]!;
    const isLittle = this.#littleEndian;
    const toNanos = this.#nanoseconds ? 1 : 1000;
    const start = at;
    while (to - at >= header) {
      const captured = isLittle ? little(b, at + 8) : big(b, at + 8);
      if (captured > MAX_RECORD) {
        this.#fault = { code: 'file-length', at: this.#offset + at - start, need: captured, had: MAX_RECORD, packet: this.#packets + 1 };
        break;
      }
      const body = at + header;
      if (to - body < captured) break;
      const seconds = isLittle ? little(b, at) : big(b, at);
      const fraction = isLittle ? little(b, at + 4) : big(b, at + 4);
      const wire = isLittle ? little(b, at + 12) : big(b, at + 12);
      this.#packets++;
      sink.packet(b, body, body + captured, wire, seconds, fraction * toNanos, iface.linkType, iface);
      at = body + captured;
    }
    this.#offset += at - start;
    return this.#fault === undefined ? at : to;
  }

  #readFileHeader(b: Uint8Array, at: number): void {
    const magic = big(b, at);
    this.#littleEndian = magic !== MICROSECONDS && magic !== NANOSECONDS && magic !== MODIFIED;
    const word = this.#littleEndian ? little(b, at) : magic;
    this.#nanoseconds = word === NANOSECONDS;
    if (word === MODIFIED) this.#recordHeader = MODIFIED_RECORD_HEADER;
    const link = this.#u32(b, at + 20);
    // Bit 26 says that the upper four bits count 16-bit words of frame check sequence.
    const fcsSize = (link & 0x04000000) !== 0 ? (link >>> 28) * 2 : 0;
    this.interfaces.push({ id: 0, linkType: link & 0xffff, fcsSize, snapLength: this.#u32(b, at + 16), name: undefined, description: undefined });
    this.#started = true;
  }

  #u32(b: Uint8Array, at: number): number {
    return this.#littleEndian ? little(b, at) : big(b, at);
  }
}

function big(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}

function little(b: Uint8Array, at: number): number {
  return ((b[at + 3]! << 24) | (b[at + 2]! << 16) | (b[at + 1]! << 8) | b[at]!) >>> 0;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
