import type { Fault } from '../base/fault.ts';
import { ByteWriter, utf8 } from './byte-writer.ts';
import { OPTION } from './pcapng-options.ts';
import type { CaptureInterface, CaptureSection, PacketNotes } from './packet-sink.ts';
import type { CaptureWriter, InterfaceCounts } from './writer.ts';

const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const INTERFACE_STATISTICS = 5;
const ENHANCED_PACKET = 6;
const BYTE_ORDER = 0x1a2b3c4d;

/** All times are written in nanoseconds. */
const NANOSECONDS = 9;
/** Type, length, and the length again; the fixed fields of a packet; the head of an option. */
const FRAME = 12;
const PACKET = 20;
const OPTION_HEAD = 4;

/**
 * Writes pcapng (draft-ietf-opsawg-pcapng), little-endian: each interface described before its first packet, packets with their
 * comments and flags. Where the packets come from several sections, so do these.
 */
export class PcapngWriter implements CaptureWriter {
  readonly fault: Fault | undefined = undefined;
  readonly #out: ByteWriter;
  readonly #application: string;
  #isBegun = false;
  #section: CaptureSection | undefined = undefined;
  /** Numbers of the interfaces that the section describes; by link type where packets name no interface. */
  readonly #numbers = new Map<CaptureInterface | number, number>();
  /** Where the block at hand begins. */
  #start = 0;

  constructor(application: string, write: (bytes: Uint8Array) => void) {
    this.#out = new ByteWriter(write);
    this.#application = application;
  }

  packet(bytes: Uint8Array, from: number, to: number, wireLength: number, seconds: number, nanos: number, linkType: number, iface: CaptureInterface | undefined, notes?: PacketNotes): void {
    const number = this.#number(linkType, iface);
    const out = this.#out;
    this.#open(ENHANCED_PACKET, PACKET + to - from);
    out.u32(number);
    this.#time(seconds, nanos);
    out.u32(to - from);
    out.u32(wireLength);
    out.raw(bytes, from, to);
    out.pad(this.#start);
    if (notes !== undefined) this.#notes(notes);
    this.#close();
  }

  get size(): number {
    return this.#out.total;
  }

  describe(iface: CaptureInterface): void {
    this.#number(iface.linkType, iface);
  }

  statistics(iface: CaptureInterface, { received, dropped }: InterfaceCounts, seconds: number, nanos: number): void {
    const number = this.#number(iface.linkType, iface);
    this.#open(INTERFACE_STATISTICS, 12);
    this.#out.u32(number);
    this.#time(seconds, nanos);
    this.#count(OPTION.statistics.received, received);
    this.#count(OPTION.statistics.dropped, dropped);
    this.#endOptions();
    this.#close();
  }

  flush(): void {
    this.#out.flush();
  }

  end(): void {
    if (!this.#isBegun) this.#begin(undefined);
    this.#out.flush();
  }

  /** The number of an interface in the section, which is begun and gets the interface's description where that has not been done. */
  #number(linkType: number, iface: CaptureInterface | undefined): number {
    if (!this.#isBegun || this.#section !== iface?.section) this.#begin(iface?.section);
    return this.#numbers.get(iface ?? linkType) ?? this.#describe(linkType, iface);
  }

  #begin(section: CaptureSection | undefined): void {
    this.#isBegun = true;
    this.#section = section;
    this.#numbers.clear();
    this.#open(SECTION, 16);
    this.#out.u32(BYTE_ORDER);
    this.#out.u16(1);
    this.#out.u16(0);
    // How long the section is, is not known: minus one.
    this.#out.u32(0xffffffff);
    this.#out.u32(0xffffffff);
    for (const comment of section?.comments ?? []) this.#text(OPTION.comment, comment);
    this.#text(OPTION.section.hardware, section?.hardware);
    this.#text(OPTION.section.system, section?.system);
    this.#text(OPTION.section.application, this.#application);
    this.#endOptions();
    this.#close();
  }

  #describe(linkType: number, iface: CaptureInterface | undefined): number {
    const number = this.#numbers.size;
    this.#numbers.set(iface ?? linkType, number);
    this.#open(INTERFACE, 8);
    this.#out.u16(linkType);
    this.#out.u16(0);
    this.#out.u32(iface?.snapLength ?? 0);
    this.#text(OPTION.interface.name, iface?.name);
    this.#text(OPTION.interface.description, iface?.description);
    this.#option(OPTION.interface.resolution, Uint8Array.of(NANOSECONDS));
    if (iface?.filter !== undefined) this.#text(OPTION.interface.filter, `\0${iface.filter}`);
    if (iface !== undefined && iface.fcsSize > 0) this.#option(OPTION.interface.fcs, Uint8Array.of(iface.fcsSize));
    this.#endOptions();
    this.#close();
    return number;
  }

  /** 64 bits of nanoseconds, the upper half first; put together in digits of 16 bits, so that no number leaves the exact range. */
  #time(seconds: number, nanos: number): void {
    const known = seconds === seconds ? seconds : 0;
    const upper = Math.floor(known / 65_536);
    const low = (known - upper * 65_536) * 1e9 + nanos;
    const high = upper * 1e9 + Math.floor(low / 65_536);
    this.#out.u32(Math.floor(high / 65_536));
    this.#out.u32((high % 65_536) * 65_536 + (low % 65_536));
  }

  #notes(notes: PacketNotes): void {
    for (const comment of notes.comments) this.#text(OPTION.comment, comment);
    if (notes.flags !== undefined) {
      this.#optionHead(OPTION.packet.flags, 4);
      this.#out.u32(notes.flags);
    }
    this.#count(OPTION.packet.drops, notes.drops);
    this.#endOptions();
  }

  /** A count as 64 bits, where there is one. */
  #count(code: number, count: number | undefined): void {
    if (count === undefined) return;
    this.#optionHead(code, 8);
    this.#out.u32(count % 2 ** 32);
    this.#out.u32(Math.floor(count / 2 ** 32));
  }

  #text(code: number, text: string | undefined): void {
    if (text !== undefined) this.#option(code, utf8(text));
  }

  #option(code: number, value: Uint8Array): void {
    this.#optionHead(code, value.length);
    this.#out.raw(value, 0, value.length);
    this.#out.pad(this.#start);
  }

  #optionHead(code: number, length: number): void {
    this.#out.reserve(OPTION_HEAD + length + OPTION_HEAD);
    this.#out.u16(code);
    this.#out.u16(length);
  }

  #endOptions(): void {
    this.#out.reserve(OPTION_HEAD + FRAME);
    this.#out.u32(OPTION.end);
  }

  /** Begin a block, whose body begins with so many bytes. */
  #open(type: number, size: number): void {
    const out = this.#out;
    out.reserve(FRAME + size + FRAME);
    this.#start = out.at;
    out.u32(type);
    out.u32(0);
  }

  /** End the block: its length stands at both ends. */
  #close(): void {
    const out = this.#out;
    const length = out.at + 4 - this.#start;
    out.patch(this.#start + 4, length);
    out.u32(length);
    out.settle();
  }
}
