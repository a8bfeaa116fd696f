import { big16, big32, little16, little32 } from './integer.ts';
import { longestPacket } from './packet-limit.ts';
import type { CaptureInterface, CaptureSection, PacketSink } from './packet-sink.ts';
import { namesOf } from './pcapng-names.ts';
import { OPTION, Options, padded, PcapngInterface, PcapngNotes, sectionOf } from './pcapng-options.ts';
import type { AddressName, CaptureReader } from './reader.ts';
import { RecordReader } from './record-reader.ts';

/** The longest block that is believed; a longer one is a corrupt length. Wireshark's own limit: the longest packet and its options. */
export const MAX_BLOCK = (128 << 20) + (128 << 10);
/** Interfaces of a section; and how many sections and interfaces of a file are remembered, further ones are only read. */
export const MAX_INTERFACES = 4096;
export const MAX_SECTIONS = 4096;

/** Types of blocks (draft-ietf-opsawg-pcapng §11.1). All others are passed over. */
const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const NAMES = 4;
const STATISTICS = 5;
const ENHANCED_PACKET = 6;

const BYTE_ORDER = 0x1a2b3c4d;
const MAJOR = 1;
/** Some programs wrote 1.2, and meant 1.0 (§4.1). */
const MINORS: readonly number[] = [0, 2];

/** Type and length before the body, the length again after it. */
const HEADER = 8;
const TRAILER = 4;
/** What is needed to know the length of a section header, whose byte order stands behind it. */
const PEEK = 12;

/** How many bytes a block has at least, by its type: its fixed fields, with header and trailer. */
const least = new Map([[SECTION, 28], [INTERFACE, 20], [OBSOLETE_PACKET, 32], [SIMPLE_PACKET, 16], [STATISTICS, 24], [ENHANCED_PACKET, 32]]);

/** Does a file that begins so look like pcapng? Needs 4 bytes. */
export function isPcapng(b: Uint8Array): boolean {
  return big32(b, 0) === SECTION;
}

/**
 * Reader of pcapng files (draft-ietf-opsawg-pcapng): several sections of either byte order, interfaces, packets in all three kinds of
 * blocks, names and statistics. Bytes are pushed in chunks cut anywhere.
 */
export class PcapngReader extends RecordReader implements CaptureReader {
  readonly format = 'pcapng';
  readonly interfaces: CaptureInterface[] = [];
  readonly sections: CaptureSection[] = [];
  readonly names: AddressName[] = [];
  /** The section at hand, and its interfaces by their number. */
  #section: CaptureSection | undefined = undefined;
  #local: PcapngInterface[] = [];
  #isLittle = false;
  readonly #notes = new PcapngNotes();

  protected get isStarted(): boolean {
    return this.#section !== undefined;
  }

  protected need(b: Uint8Array, length: number): number {
    if (length < PEEK) return PEEK;
    // A section header says its byte order itself; of an unknown one no more than that is needed to see it.
    if (big32(b, 0) !== SECTION) return this.#u32(b, 4);
    return little32(b, 8) === BYTE_ORDER ? little32(b, 4) : big32(b, 8) === BYTE_ORDER ? big32(b, 4) : PEEK;
  }

  /** HOT: must not allocate. */
  protected read(b: Uint8Array, from: number, to: number, sink: PacketSink): number {
    let at = from;
    while (to - at >= PEEK) {
      const start = this.offset;
      if (big32(b, at) === SECTION ? !this.#turn(b, at) : !this.isStarted) break;
      const type = this.#u32(b, at);
      const length = this.#u32(b, at + 4);
      if (!this.#isPossible(type, length)) break;
      if (to - at < length) break;
      const again = this.#u32(b, at + length - TRAILER);
      if (again !== length) {
        this.fail('file-trailer', start + length - TRAILER, length, again);
        break;
      }
      if (type === ENHANCED_PACKET) this.#enhanced(b, at, at + length - TRAILER, sink);
      else this.#other(type, b, at, at + length - TRAILER, sink);
      if (this.fault !== undefined) break;
      at += length;
      this.offset = start + length;
    }
    return at;
  }

  /** A section begins, perhaps in another byte order. */
  #turn(b: Uint8Array, at: number): boolean {
    this.#isLittle = little32(b, at + 8) === BYTE_ORDER;
    if (this.#u32(b, at + 8) === BYTE_ORDER) return true;
    this.fail('file-order', this.offset + 8, 0, 0, `0x${big32(b, at + 8).toString(16).padStart(8, '0')}`);
    return false;
  }

  /** HOT: must not allocate. Can a block of this type be so long? */
  #isPossible(type: number, length: number): boolean {
    const needed = type === ENHANCED_PACKET ? 32 : (least.get(type) ?? HEADER + TRAILER);
    if (length >= needed && length <= MAX_BLOCK && (length & 3) === 0) return true;
    this.fail('file-block', this.offset + 4, length, needed, String(type));
    return false;
  }

  /** HOT: must not allocate, but for options. An Enhanced Packet Block (§4.3). */
  #enhanced(b: Uint8Array, at: number, end: number, sink: PacketSink): void {
    const iface = this.#interface(this.#u32(b, at + 8), 8);
    if (iface === undefined) return;
    iface.clock.set(this.#u32(b, at + 12), this.#u32(b, at + 16));
    this.#packet(b, at, end, iface, undefined, sink);
  }

  /** The obsolete Packet Block (appendix A): 16 bits for the interface, and 16 for the packets lost before this one. */
  #obsolete(b: Uint8Array, at: number, end: number, sink: PacketSink): void {
    const iface = this.#interface(this.#u16(b, at + 8), 8);
    if (iface === undefined) return;
    const drops = this.#u16(b, at + 10);
    iface.clock.set(this.#u32(b, at + 12), this.#u32(b, at + 16));
    this.#packet(b, at, end, iface, drops === 0xffff ? undefined : drops, sink);
  }

  /** HOT: must not allocate, but for options. What both have behind their first 20 bytes: lengths, bytes, options. */
  #packet(b: Uint8Array, at: number, end: number, iface: PcapngInterface, drops: number | undefined, sink: PacketSink): void {
    const captured = this.#u32(b, at + 20);
    const wire = this.#u32(b, at + 24);
    const body = at + 28;
    if (captured > end - body) {
      this.fail('file-packet', this.offset + 20, captured, end - body);
      return;
    }
    if (!this.#isBelievable(captured, iface)) return;
    const notes = body + padded(captured) < end || drops !== undefined ? this.#notes : undefined;
    let brokenAt = -1;
    if (notes !== undefined) {
      notes.clear();
      notes.drops = drops;
      const options = new Options(b, body + padded(captured), end, this.#isLittle);
      notes.take(options);
      ({ brokenAt } = options);
    }
    this.packets++;
    if (captured > wire) this.longer++;
    sink.packet(b, body, body + captured, wire, iface.clock.seconds, iface.clock.nanos, iface.linkType, iface, notes);
    if (brokenAt >= 0) this.#failOption(brokenAt - at);
  }

  /** A Simple Packet Block (§4.4): of the section's first interface, without a time, cut at the snap length. */
  #simple(b: Uint8Array, at: number, end: number, sink: PacketSink): void {
    const iface = this.#interface(0, 0);
    if (iface === undefined) return;
    const wire = this.#u32(b, at + 8);
    const body = at + 12;
    const captured = Math.min(wire, iface.snapLength || Infinity, end - body);
    if (!this.#isBelievable(captured, iface)) return;
    this.packets++;
    sink.packet(b, body, body + captured, wire, NaN, 0, iface.linkType, iface);
  }

  #isBelievable(captured: number, iface: CaptureInterface): boolean {
    const limit = longestPacket(iface.linkType);
    if (captured <= limit) return true;
    this.fail('file-length', this.offset, captured, limit);
    return false;
  }

  /** The interface that a packet names; if there is none, that ends the reading. */
  #interface(id: number, at: number): PcapngInterface | undefined {
    const iface = this.#local[id];
    if (iface === undefined) this.fail('file-interface', this.offset + at, id, this.#local.length);
    return iface;
  }

  #other(type: number, b: Uint8Array, at: number, end: number, sink: PacketSink): void {
    switch (type) {
      case SECTION:
        return this.#begin(b, at, end);
      case INTERFACE:
        return this.#describe(b, at, end, this.#section!);
      case SIMPLE_PACKET:
        return this.#simple(b, at, end, sink);
      case OBSOLETE_PACKET:
        return this.#obsolete(b, at, end, sink);
      case NAMES:
        return namesOf(b, at + HEADER, end, this.#isLittle, this.names);
      case STATISTICS:
        return this.#statistics(b, at, end);
    }
  }

  #begin(b: Uint8Array, at: number, end: number): void {
    const [major, minor] = [this.#u16(b, at + 12), this.#u16(b, at + 14)];
    if (major !== MAJOR || !MINORS.includes(minor)) {
      this.fail('file-version', this.offset + 12, MAJOR, major, `${major}.${minor}`);
      return;
    }
    const number = (this.#section?.number ?? 0) + 1;
    const section = this.#checked(new Options(b, at + 24, end, this.#isLittle), at, (o) => sectionOf(number, o));
    this.#section = section;
    this.#local = [];
    if (this.sections.length < MAX_SECTIONS) this.sections.push(section);
  }

  #describe(b: Uint8Array, at: number, end: number, section: CaptureSection): void {
    if (this.#local.length >= MAX_INTERFACES) {
      this.fail('file-interfaces', this.offset, MAX_INTERFACES + 1, MAX_INTERFACES);
      return;
    }
    const options = new Options(b, at + 16, end, this.#isLittle);
    const iface = this.#checked(options, at, (o) => new PcapngInterface(this.#local.length, section, this.#u16(b, at + 8), this.#u32(b, at + 12), o));
    this.#local.push(iface);
    if (this.interfaces.length < MAX_INTERFACES) this.interfaces.push(iface);
  }

  /** Interface statistics (§4.6): the last ones are whole. */
  #statistics(b: Uint8Array, at: number, end: number): void {
    const iface = this.#local[this.#u32(b, at + 8)];
    if (iface === undefined) return;
    this.#checked(new Options(b, at + 20, end, this.#isLittle), at, (o) => {
      while (o.next()) {
        if (o.code === OPTION.statistics.received) iface.received = o.u64();
        else if (o.code === OPTION.statistics.dropped) iface.dropped = o.u64();
      }
    });
  }

  /** Read options; one that does not fit into its block ends the reading after that. */
  #checked<T>(options: Options, at: number, how: (options: Options) => T): T {
    const result = how(options);
    if (options.brokenAt >= 0) this.#failOption(options.brokenAt - at);
    return result;
  }

  #failOption(at: number): void {
    this.fail('file-option', this.offset + at, 0, 0);
  }

  #u32(b: Uint8Array, at: number): number {
    return this.#isLittle ? little32(b, at) : big32(b, at);
  }

  #u16(b: Uint8Array, at: number): number {
    return this.#isLittle ? little16(b, at) : big16(b, at);
  }
}
