import { decode } from '../base/value.ts';
import { big16, big32, little16, little32 } from './integer.ts';
import { DEFAULT_RESOLUTION, PcapngClock } from './pcapng-clock.ts';
import type { CaptureInterface, CaptureSection, PacketNotes } from './packet-sink.ts';

/** Comments that are kept of a section, and bytes of each text that is kept of a section or an interface. */
export const MAX_COMMENTS = 20;
export const MAX_TEXT = 1024;

/** Codes of options (draft-ietf-opsawg-pcapng §3.5, §4.1 to §4.6). The same code means another thing in another block. */
export const OPTION = {
  end: 0, comment: 1,
  section: { hardware: 2, system: 3, application: 4 },
  interface: { name: 2, description: 3, resolution: 9, filter: 11, fcs: 13, offset: 14 },
  packet: { flags: 2, drops: 4 },
  statistics: { received: 4, dropped: 5 },
} as const;

/** The options at the end of a block: one after the other, each a code, a length and a value padded to 32 bits. */
export class Options {
  code = 0;
  /** The value of the option at hand is `from`..`to`. */
  from = 0;
  to = 0;
  /** Where an option was found that does not fit into its block, or -1. */
  brokenAt = -1;
  readonly #b: Uint8Array;
  readonly #isLittle: boolean;
  #at: number;
  readonly #end: number;

  constructor(b: Uint8Array, from: number, end: number, isLittle: boolean) {
    this.#b = b;
    this.#at = from;
    this.#end = end;
    this.#isLittle = isLittle;
  }

  /** Go to the next option; false: there is none. */
  next(): boolean {
    if (this.#end - this.#at < 4) return false;
    const u16 = this.#isLittle ? little16 : big16;
    this.code = u16(this.#b, this.#at);
    if (this.code === OPTION.end) return false;
    this.from = this.#at + 4;
    this.to = this.from + u16(this.#b, this.#at + 2);
    if (this.to > this.#end) {
      this.brokenAt = this.#at;
      return false;
    }
    this.#at = this.from + padded(this.to - this.from);
    return true;
  }

  /** The value as text: UTF-8, not ended by a zero, though some programs write one. No more than `limit` bytes of it. */
  text(limit: number): string {
    const value = this.#b.subarray(this.from, Math.min(this.to, this.from + limit));
    const zero = value.indexOf(0);
    return decode(zero < 0 ? value : value.subarray(0, zero), 'utf-8');
  }

  byte(): number {
    return this.#b[this.from] ?? 0;
  }

  /** The first 32 bits of the value; undefined where it has another length. */
  u32(): number | undefined {
    return this.to - this.from === 4 ? this.#word(this.from) : undefined;
  }

  /** The value as 64 bits, exact up to 2^53; undefined where it has another length. */
  u64(): number | undefined {
    return this.to - this.from === 8 ? this.#high() * 2 ** 32 + this.#low() : undefined;
  }

  /** The same, signed. */
  i64(): number | undefined {
    return this.to - this.from === 8 ? (this.#high() | 0) * 2 ** 32 + this.#low() : undefined;
  }

  #high(): number {
    return this.#word(this.#isLittle ? this.from + 4 : this.from);
  }

  #low(): number {
    return this.#word(this.#isLittle ? this.from : this.from + 4);
  }

  #word(at: number): number {
    return this.#isLittle ? little32(this.#b, at) : big32(this.#b, at);
  }
}

/** A length rounded up to 32 bits. */
export function padded(length: number): number {
  return (length + 3) & ~3;
}

/** A section as its header describes it (draft-ietf-opsawg-pcapng §4.1). */
export function sectionOf(number: number, o: Options): CaptureSection {
  const comments: string[] = [];
  const section = { number, comments, hardware: undefined as string | undefined, system: undefined as string | undefined, application: undefined as string | undefined };
  while (o.next()) {
    switch (o.code) {
      case OPTION.comment:
        if (comments.length < MAX_COMMENTS) comments.push(o.text(MAX_TEXT));
        break;
      case OPTION.section.hardware:
        section.hardware = o.text(MAX_TEXT);
        break;
      case OPTION.section.system:
        section.system = o.text(MAX_TEXT);
        break;
      case OPTION.section.application:
        section.application = o.text(MAX_TEXT);
        break;
    }
  }
  return section;
}

/** An interface of a pcapng file, with the clock of its times. */
export class PcapngInterface implements CaptureInterface {
  readonly id: number;
  readonly section: CaptureSection;
  readonly linkType: number;
  readonly snapLength: number;
  fcsSize = 0;
  name: string | undefined = undefined;
  description: string | undefined = undefined;
  filter: string | undefined = undefined;
  received: number | undefined = undefined;
  dropped: number | undefined = undefined;
  readonly clock: PcapngClock;

  /** From the options of its description (draft-ietf-opsawg-pcapng §4.2). */
  constructor(id: number, section: CaptureSection, linkType: number, snapLength: number, o: Options) {
    this.id = id;
    this.section = section;
    this.linkType = linkType;
    this.snapLength = snapLength;
    let resolution = DEFAULT_RESOLUTION;
    let offset = 0;
    while (o.next()) {
      switch (o.code) {
        case OPTION.interface.name:
          this.name ??= o.text(MAX_TEXT);
          break;
        case OPTION.interface.description:
          this.description ??= o.text(MAX_TEXT);
          break;
        case OPTION.interface.resolution:
          resolution = o.byte();
          break;
        case OPTION.interface.filter:
          this.filter = filterText(o);
          break;
        case OPTION.interface.fcs:
          this.fcsSize = fcsBytes(o.byte());
          break;
        case OPTION.interface.offset:
          offset = o.i64() ?? 0;
          break;
      }
    }
    this.clock = new PcapngClock(resolution, offset);
  }

  get unitsPerSecond(): number {
    return this.clock.unitsPerSecond;
  }
}

/** The text of a capture filter; a compiled one (first byte not 0) is not shown. */
function filterText(o: Options): string | undefined {
  if (o.byte() !== 0) return undefined;
  o.from = Math.min(o.from + 1, o.to);
  return o.text(MAX_TEXT);
}

/** The draft says bits, and its example is 4; what programs write is bytes as well as bits. */
function fcsBytes(value: number): number {
  return value < 8 ? value : value >> 3;
}

/** Notes that are filled anew for every packet that has any. */
export class PcapngNotes implements PacketNotes {
  readonly comments: string[] = [];
  flags: number | undefined = undefined;
  drops: number | undefined = undefined;

  clear(): void {
    this.comments.length = 0;
    this.flags = undefined;
    this.drops = undefined;
  }

  /** Take from the options of a packet block (draft-ietf-opsawg-pcapng §4.3). */
  take(o: Options): void {
    while (o.next()) {
      if (o.code === OPTION.comment) this.comments.push(o.text(Infinity));
      else if (o.code === OPTION.packet.flags) this.flags = o.u32();
      else if (o.code === OPTION.packet.drops) this.drops = o.u64() ?? this.drops;
    }
  }
}
