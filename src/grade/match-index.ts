/** Bytes of a shingle: so many in a row that fit are a reason to look closer. */
export const SHINGLE = 6;
/** Shingles of one dump that are looked for; of a longer dump every second, third … one. */
const MAX_OF_DUMP = 1024;
/** Places in the dumps of a report that the same shingle is remembered for. */
const MAX_PLACES = 16;
/** Bits of the sieve that tells at once that four bytes begin no shingle. */
const SIEVE_BITS = 18;

/** Bytes that are looked for. */
export interface Needle {
  readonly bytes: Uint8Array;
  /** Is byte `at` known? */
  readonly has: (at: number) => boolean;
}

/** Told that a shingle of a needle, at `at` in it, stands at `found` in the packet. */
export type ShingleVisit = (needle: number, at: number, found: number) => void;

/** The shingles of all dumps of a report, to be found in packets in one go. (The other way round, a table of the shingles of all packets, does not fit into memory.) */
export class ShingleIndex {
  readonly #sieve = new Uint8Array(1 << (SIEVE_BITS - 3));
  readonly #places = new Map<number, { needle: number; at: number }[]>();

  constructor(needles: readonly Needle[]) {
    needles.forEach((needle, number) => this.#add(needle, number));
  }

  #add({ bytes, has }: Needle, needle: number): void {
    const stride = Math.max(1, Math.ceil((bytes.length - SHINGLE + 1) / MAX_OF_DUMP));
    for (let at = 0; at + SHINGLE <= bytes.length; at += stride) {
      if (!isTelling(bytes, at) || !isWhole(has, at)) continue;
      const key = keyOf(bytes, at);
      const places = this.#places.get(key);
      if (places === undefined) this.#places.set(key, [{ needle, at }]);
      else if (places.length < MAX_PLACES) places.push({ needle, at });
      const bit = sieved(word(bytes, at));
      this.#sieve[bit >>> 3]! |= 1 << (bit & 7);
    }
  }

  /** HOT: must not allocate where nothing is found. Look through bytes `from`..`to`; places are told from `from`. */
  find(bytes: Uint8Array, from: number, to: number, visit: ShingleVisit): void {
    if (to - from < SHINGLE) return;
    const sieve = this.#sieve;
    let four = word(bytes, from) >>> 8;
    for (let at = from; at + SHINGLE <= to; at++) {
      four = (four << 8) | bytes[at + 3]!;
      const bit = sieved(four);
      if ((sieve[bit >>> 3]! & (1 << (bit & 7))) === 0) continue;
      for (const place of this.#places.get(keyOf(bytes, at)) ?? []) visit(place.needle, place.at, at - from);
    }
  }
}

/** The first four bytes of a shingle as one integer. */
function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

/** Which bit of the sieve stands for four bytes. The factor is 2^32 over the golden ratio, which spreads numbers that lie close together. */
function sieved(four: number): number {
  return Math.imul(four, 0x9e3779b1) >>> (32 - SIEVE_BITS);
}

/** A shingle as one number of 48 bits. */
function keyOf(bytes: Uint8Array, at: number): number {
  return (word(bytes, at) >>> 0) * 0x10000 + (bytes[at + 4]! << 8) + bytes[at + 5]!;
}

/** A byte that is repeated (zeros, filling) says nothing of which packet it is. */
function isTelling(bytes: Uint8Array, at: number): boolean {
  for (let i = at + 1; i < at + SHINGLE; i++) if (bytes[i] !== bytes[at]) return true;
  return false;
}

function isWhole(has: Needle['has'], at: number): boolean {
  for (let i = at; i < at + SHINGLE; i++) if (!has(i)) return false;
  return true;
}
