import { copyOf } from '../base/bytes.ts';
import type { Playback } from './facts.ts';
import type { HexDump } from './hex-dump.ts';
import { type Needle, ShingleIndex } from './match-index.ts';

/** A packet that a dump may quote, or several that are the same byte for byte. */
export interface Candidate {
  /** Their numbers, in order; at most MAX_SAME of them. */
  readonly numbers: number[];
  /** Is one of them the packet that the report names? */
  hasStated: boolean;
  /** Offset in the packet at which the dump begins; negative: before the packet. */
  readonly offset: number;
  readonly isSwapped: boolean;
  /** Bytes of the dump that the packet has in the same place. */
  readonly equal: number;
  /** Stands for the bytes of the packet. */
  readonly digest: string;
}

/** The packets that fit a dump best, all equally well. */
export interface Finding {
  readonly candidates: readonly Candidate[];
  /** There are more of them than were kept. */
  readonly isFull: boolean;
}

/** Packets, different from each other, that are kept for a dump. */
export const MAX_CANDIDATES = 64;
/** Numbers of packets that are the same. */
const MAX_SAME = 16;
/** Places in one packet that are tried for a dump: those that most shingles speak for. */
const MAX_PLACES = 8;
/** Places in one packet that votes are counted for. */
const MAX_VOTED = 1024;

/** One scan over a capture: for each dump the packets that most of its bytes fit. `stated` are the numbers that the report gives, beside the dumps. */
export function scan(dumps: readonly HexDump[], stated: readonly (number | undefined)[], play: Playback): Finding[] {
  const searches = dumps.map((dump, i) => new Search(dump, stated[i]));
  const needles = searches.flatMap((search) => search.needles);
  const owners = searches.flatMap((search) => search.needles.map((_, variant) => ({ search, variant })));
  const index = new ShingleIndex(needles);
  const voted = new Set<Search>();
  const vote = (needle: number, at: number, found: number): void => {
    const { search, variant } = owners[needle]!;
    search.vote(variant, found - at);
    voted.add(search);
  };
  let number = 0;
  play({
    packet(bytes, from, to) {
      number++;
      index.find(bytes, from, to, vote);
      if (voted.size === 0) return;
      const packet = new Quoted(number, bytes, from, to);
      for (const search of voted) search.count(packet);
      voted.clear();
    },
  });
  return searches;
}

/** A packet that some shingle was found in. */
class Quoted {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  #digest: string | undefined;

  constructor(number: number, bytes: Uint8Array, from: number, to: number) {
    this.number = number;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** The byte at an offset; -1: the packet has none there. */
  at(offset: number): number {
    return offset < 0 || offset >= this.to - this.from ? -1 : this.bytes[this.from + offset]!;
  }

  /** Two sums (FNV-1a, with two beginnings) and the length: packets of one capture that differ do not have the same by chance. */
  get digest(): string {
    if (this.#digest !== undefined) return this.#digest;
    let a = 0x811c9dc5;
    let b = 0x01234567;
    for (let i = this.from; i < this.to; i++) {
      a = Math.imul(a ^ this.bytes[i]!, 0x01000193);
      b = Math.imul(b ^ this.bytes[i]!, 0x01000193) ^ (b >>> 15);
    }
    return (this.#digest = `${a} ${b} ${this.to - this.from}`);
  }
}

/** The search for one dump. */
class Search implements Finding {
  readonly needles: readonly Needle[];
  candidates: Candidate[] = [];
  isFull = false;
  readonly #dump: HexDump;
  readonly #stated: number | undefined;
  /** By variant (as written, swapped): place in the packet → shingles that speak for it. */
  readonly #votes: readonly Map<number, number>[];
  #best = 0;

  constructor(dump: HexDump, stated: number | undefined) {
    this.#dump = dump;
    this.#stated = stated;
    const has = (at: number): boolean => dump.lineOf[at]! >= 0;
    this.needles = [dump.bytes, ...(dump.swapped === undefined ? [] : [dump.swapped])].map((bytes) => ({ bytes: copyOf(bytes, 0, bytes.length), has }));
    this.#votes = this.needles.map(() => new Map<number, number>());
  }

  vote(variant: number, offset: number): void {
    const votes = this.#votes[variant]!;
    const count = votes.get(offset);
    if (count !== undefined || votes.size < MAX_VOTED) votes.set(offset, (count ?? 0) + 1);
  }

  /** Count, in the places that were voted for, the bytes that are equal. The packet is kept if no other has more. */
  count(packet: Quoted): void {
    let best: { equal: number; offset: number; isSwapped: boolean } | undefined;
    this.#votes.forEach((votes, variant) => {
      for (const [offset] of [...votes].sort((a, b) => b[1] - a[1]).slice(0, MAX_PLACES)) {
        const equal = this.#equal(packet, this.needles[variant]!.bytes, offset);
        if (best === undefined || equal > best.equal) best = { equal, offset, isSwapped: variant === 1 };
      }
      votes.clear();
    });
    if (best !== undefined && best.equal >= this.#best) this.#keep(packet, best);
  }

  #equal(packet: Quoted, bytes: Uint8Array, offset: number): number {
    let equal = 0;
    for (let i = 0; i < bytes.length; i++) if (this.#dump.lineOf[i]! >= 0 && packet.at(offset + i) === bytes[i]) equal++;
    return equal;
  }

  #keep(packet: Quoted, found: { equal: number; offset: number; isSwapped: boolean }): void {
    if (found.equal > this.#best) {
      this.candidates = [];
      this.isFull = false;
      this.#best = found.equal;
    }
    const isStated = packet.number === this.#stated;
    const same = this.candidates.find((candidate) => candidate.digest === packet.digest);
    if (same !== undefined) {
      if (same.numbers.length < MAX_SAME) same.numbers.push(packet.number);
      same.hasStated ||= isStated;
    } else if (this.candidates.length < MAX_CANDIDATES || isStated) {
      this.candidates.push({ numbers: [packet.number], hasStated: isStated, digest: packet.digest, ...found });
    } else {
      this.isFull = true;
    }
  }
}
