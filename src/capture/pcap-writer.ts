import type { Fault } from '../base/fault.ts';
import { ByteWriter } from './byte-writer.ts';
import { MAX_PACKET } from './packet-limit.ts';
import type { CaptureInterface } from './packet-sink.ts';
import type { CaptureWriter } from './writer.ts';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
/** Where the link type of a file with frame check sequences says so, and how long they are, in words of 16 bits. */
const HAS_FCS = 0x04000000;

/**
 * Writes classic pcap (draft-ietf-opsawg-pcap): one link type a file, no interfaces, no comments. Times are in microseconds if the
 * interface of the first packet counts no finer, in nanoseconds otherwise.
 */
export class PcapWriter implements CaptureWriter {
  fault: Fault | undefined = undefined;
  readonly #out: ByteWriter;
  #linkType = -1;
  #perUnit = 1;
  #packets = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#out = new ByteWriter(write);
  }

  packet(bytes: Uint8Array, from: number, to: number, wireLength: number, seconds: number, nanos: number, linkType: number, iface: CaptureInterface | undefined): void {
    if (this.fault !== undefined) return;
    if (this.#linkType < 0) this.#header(linkType, iface);
    this.#packets++;
    if (linkType !== this.#linkType) {
      this.fault = { code: 'write-link-type', at: 0, need: linkType, had: this.#linkType, packet: this.#packets };
      return;
    }
    const out = this.#out;
    out.reserve(RECORD_HEADER + to - from);
    out.u32(seconds === seconds ? seconds : 0);
    out.u32(Math.floor(nanos / this.#perUnit));
    out.u32(to - from);
    out.u32(wireLength);
    out.raw(bytes, from, to);
    out.settle();
  }

  get size(): number {
    return this.#out.total;
  }

  describe(iface: CaptureInterface): void {
    if (this.#linkType < 0) this.#header(iface.linkType, iface);
  }

  /** The format has no place for them. */
  statistics(): void {}

  flush(): void {
    this.#out.flush();
  }

  end(): void {
    if (this.#linkType < 0) this.#header(1, undefined);
    this.#out.flush();
  }

  #header(linkType: number, iface: CaptureInterface | undefined): void {
    const isFine = iface === undefined || iface.unitsPerSecond > 1e6;
    const fcs = iface?.fcsSize ?? 0;
    this.#linkType = linkType;
    this.#perUnit = isFine ? 1 : 1000;
    const out = this.#out;
    out.reserve(FILE_HEADER);
    out.u32(isFine ? NANOSECONDS : MICROSECONDS);
    out.u16(2);
    out.u16(4);
    out.u32(0);
    out.u32(0);
    out.u32(iface === undefined || iface.snapLength === 0 ? MAX_PACKET : iface.snapLength);
    out.u32(fcs === 0 ? linkType : (linkType | HAS_FCS | ((fcs >> 1) << 28)) >>> 0);
  }
}
