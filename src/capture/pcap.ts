import type { Fault } from '../base/fault.ts';
import { big16, big32, little16, little32 } from './integer.ts';
import { longestPacket } from './packet-limit.ts';
import type { AddressName, CaptureReader } from './reader.ts';
import { RecordReader } from './record-reader.ts';
import type { CaptureInterface, CaptureSection, PacketSink } from './packet-sink.ts';

export const FILE_HEADER = 24;
export const RECORD_HEADER = 16;
/** The header that Alexey Kuznetzov's patched libpcap wrote: 8 bytes more. */
const MODIFIED_RECORD_HEADER = 24;

export const MICROSECONDS = 0xa1b2c3d4;
export const NANOSECONDS = 0xa1b23c4d;
const MODIFIED = 0xa1b2cd34;

const MAJOR = 2;
/** Before version 2.4 some programs wrote the two lengths in the other order; the captured length is the smaller one. */
export const ORDERED_LENGTHS = 4;

/** Does a file that begins so look like classic pcap? Needs 4 bytes. */
export function isPcap(b: Uint8Array): boolean {
  return isMagic(big32(b, 0)) || isMagic(little32(b, 0));
}

function isMagic(word: number): boolean {
  return word === MICROSECONDS || word === NANOSECONDS || word === MODIFIED;
}

/** Byte order, magic number and version of the file header at `at`, whose magic number is one of pcap's; `fault` says that nobody knows the version. */
export function pcapVersion(b: Uint8Array, at: number): { isLittle: boolean; magic: number; minor: number; fault: Fault | undefined } {
  const isLittle = !isMagic(big32(b, at));
  const [u16, u32] = isLittle ? [little16, little32] : [big16, big32];
  const [major, minor] = [u16(b, at + 4), u16(b, at + 6)];
  const fault: Fault | undefined = major === MAJOR ? undefined : { code: 'file-version', at: 4, need: MAJOR, had: major, found: `${major}.${minor}` };
  return { isLittle, magic: u32(b, at), minor, fault };
}

/** What the link type word of a file header says: the type, and how long the frame check sequence is (draft-ietf-opsawg-pcap §4). */
function linkOf(word: number): { linkType: number; fcsSize: number } {
  // Bit 26 says that the upper four bits count 16-bit words of frame check sequence.
  return { linkType: word & 0xffff, fcsSize: (word & 0x04000000) !== 0 ? (word >>> 28) * 2 : 0 };
}

/** The only interface of a classic pcap file. */
export function pcapInterface(linkWord: number, snapLength: number, unitsPerSecond: number): CaptureInterface {
  return {
    ...linkOf(linkWord), snapLength, unitsPerSecond,
    id: undefined, section: undefined, name: undefined, description: undefined, filter: undefined, received: undefined, dropped: undefined,
  };
}

/**
 * Reader of classic pcap files (draft-ietf-opsawg-pcap): both byte orders, micro- and nanoseconds, and the modified header. Bytes are
 * pushed in chunks cut anywhere.
 */
export class PcapReader extends RecordReader implements CaptureReader {
  readonly format = 'pcap';
  readonly interfaces: CaptureInterface[] = [];
  readonly sections: readonly CaptureSection[] = [];
  readonly names: readonly AddressName[] = [];
  #littleEndian = false;
  #units = 1_000_000;
  #recordHeader = RECORD_HEADER;
  #minor = ORDERED_LENGTHS;

  protected get isStarted(): boolean {
    return this.interfaces.length > 0;
  }

  protected need(b: Uint8Array, length: number): number {
    if (!this.isStarted) return FILE_HEADER;
    if (length < this.#recordHeader) return this.#recordHeader;
    return this.#recordHeader + this.#captured(this.#u32(b, 8), this.#u32(b, 12));
  }

  /** HOT: must not allocate. */
  protected read(b: Uint8Array, from: number, to: number, sink: PacketSink): number {
    let at = from;
    if (!this.isStarted) {
      if (to - at < FILE_HEADER || !this.#readFileHeader(b, at)) return at;
      at += FILE_HEADER;
      this.offset += FILE_HEADER;
    }
    const start = at;
    const header = this.#recordHeader;
    const iface = this.interfaces[0]!;
    const { linkType } = iface;
    const limit = longestPacket(linkType);
    const isLittle = this.#littleEndian;
    const units = this.#units;
    const toNanos = 1_000_000_000 / units;
    while (to - at >= header) {
      const first = isLittle ? little32(b, at + 8) : big32(b, at + 8);
      const second = isLittle ? little32(b, at + 12) : big32(b, at + 12);
      const captured = this.#captured(first, second);
      if (captured > limit) {
        this.fail('file-length', this.offset + at - start, captured, limit);
        break;
      }
      const body = at + header;
      if (to - body < captured) break;
      const seconds = isLittle ? little32(b, at) : big32(b, at);
      const fraction = isLittle ? little32(b, at + 4) : big32(b, at + 4);
      // A fraction of a second or more is carried over: the time that it means is clear.
      const whole = fraction < units ? 0 : Math.floor(fraction / units);
      const wire = captured === first ? second : first;
      this.packets++;
      if (captured > wire) this.longer++;
      sink.packet(b, body, body + captured, wire, seconds + whole, (fraction - whole * units) * toNanos, linkType, iface);
      at = body + captured;
    }
    this.offset += at - start;
    return at;
  }

  /** Of the two lengths of a record, the one that says how many bytes follow. */
  #captured(first: number, second: number): number {
    return this.#minor < ORDERED_LENGTHS && second < first ? second : first;
  }

  #readFileHeader(b: Uint8Array, at: number): boolean {
    const { isLittle, magic, minor, fault } = pcapVersion(b, at);
    this.fault = fault;
    if (fault !== undefined) return false;
    this.#littleEndian = isLittle;
    this.#minor = minor;
    if (magic === NANOSECONDS) this.#units = 1_000_000_000;
    if (magic === MODIFIED) this.#recordHeader = MODIFIED_RECORD_HEADER;
    this.interfaces.push(pcapInterface(this.#u32(b, at + 20), this.#u32(b, at + 16), this.#units));
    return true;
  }

  #u32(b: Uint8Array, at: number): number {
    return this.#littleEndian ? little32(b, at) : big32(b, at);
  }
}
