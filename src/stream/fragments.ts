import { copyOf } from '../base/bytes.ts';
import type { Defragmenter, Fragment, FragmentPart, Piece, Source, Walk } from '../base/walk.ts';

/** Datagrams that may wait for fragments, and the bytes they may hold together. */
export const MAX_DATAGRAMS = 1024;
export const MAX_FRAGMENT_BYTES = 16 << 20;
/** Fragments of one datagram that are kept: as many as 65535 bytes make, none having fewer than eight. */
export const MAX_FRAGMENTS = 8192;
/** Seconds after its first fragment at which a datagram is given up, as its receiver does (RFC 1122 §3.3.2, RFC 8200 §4.5). */
export const REASSEMBLY_TIMEOUT = 60;
/** The longest payload that fragments may make (RFC 791 §3.1, RFC 8200 §4.5). */
const MAX_DATAGRAM = 65535;
/** What it takes to remember a fragment beside its bytes, so that tiny ones cannot take more than their share. */
const PART_COST = 128;

interface Part {
  readonly from: number;
  readonly bytes: Uint8Array;
  readonly packet: number;
  readonly at: number;
  readonly protocol: number;
  /** It is a last fragment, but another one has ended the datagram elsewhere. */
  readonly isSecondTail: boolean;
}

interface Datagram {
  /** In the order in which they came. */
  readonly parts: Part[];
  /** When the first of them came. */
  readonly seconds: number;
  /** Length of the payload, known when the last fragment has come; -1 before. */
  length: number;
  /** Bytes of all fragments together. */
  size: number;
}

/**
 * Puts fragments of IP datagrams together (RFC 791 §3.2, RFC 8200 §4.5, RFC 815). Where two overlap, the bytes that came
 * first count, and a disagreement is noted.
 */
export class Fragments implements Defragmenter {
  readonly #waiting = new Map<string, Datagram>();
  #cost = 0;
  /** Datagrams given up: too many waited, or they waited too long. */
  evicted = 0;
  expired = 0;

  /** Datagrams that never became whole, those included that still wait. */
  get incomplete(): number {
    return this.#waiting.size + this.evicted + this.expired;
  }

  add(w: Walk, fragment: Fragment): Source | undefined {
    const size = w.end - w.body;
    if (fragment.offset + size > MAX_DATAGRAM) {
      w.note('fragment-long', w.start, fragment.offset + size, MAX_DATAGRAM);
      return undefined;
    }
    const key = keyOf(w, fragment);
    const datagram = this.#inTime(key, w) ?? this.#open(key, w.seconds);
    this.#insert(w, datagram, fragment);
    if (datagram.length >= 0 && datagram.size >= datagram.length && isContiguous(datagram)) {
      this.#drop(key, datagram);
      return join(datagram);
    }
    if (datagram.parts.length === MAX_FRAGMENTS) this.#evict(key, datagram);
    this.#makeRoom();
    return undefined;
  }

  /** The datagram that waits under a key, unless its receiver has given it up. */
  #inTime(key: string, w: Walk): Datagram | undefined {
    const datagram = this.#waiting.get(key);
    if (datagram === undefined || !isExpired(datagram, w.seconds)) return datagram;
    w.note('fragment-late', w.start, w.seconds - datagram.seconds, REASSEMBLY_TIMEOUT);
    this.#expire(key, datagram);
    return undefined;
  }

  #open(key: string, seconds: number): Datagram {
    // The oldest stand first.
    for (const [old, waiting] of this.#waiting) {
      if (!isExpired(waiting, seconds)) break;
      this.#expire(old, waiting);
    }
    const datagram: Datagram = { parts: [], seconds, length: -1, size: 0 };
    this.#waiting.set(key, datagram);
    return datagram;
  }

  #makeRoom(): void {
    for (const [oldest, datagram] of this.#waiting) {
      if (this.#waiting.size <= MAX_DATAGRAMS && this.#cost <= MAX_FRAGMENT_BYTES) return;
      this.#evict(oldest, datagram);
    }
  }

  #expire(key: string, datagram: Datagram): void {
    this.#drop(key, datagram);
    this.expired++;
  }

  #evict(key: string, datagram: Datagram): void {
    this.#drop(key, datagram);
    this.evicted++;
  }

  #drop(key: string, datagram: Datagram): void {
    this.#waiting.delete(key);
    this.#cost -= datagram.size + datagram.parts.length * PART_COST;
  }

  #insert(w: Walk, datagram: Datagram, { offset, more, protocol }: Fragment): void {
    const bytes = copyOf(w.bytes, w.body, w.end);
    const end = offset + bytes.length;
    const isSecondTail = !more && datagram.length >= 0 && datagram.length !== end;
    if (!more && datagram.length < 0) datagram.length = end;
    const part: Part = { from: offset, bytes, packet: w.packet, at: w.body - w.packetStart, protocol, isSecondTail };
    if (datagram.parts.some((held) => disagree(held, part))) w.note('fragment-overlap', w.body, offset, offset);
    datagram.parts.push(part);
    datagram.size += bytes.length;
    this.#cost += bytes.length + PART_COST;
  }
}

/** Addresses and identification as the key of a map. */
function keyOf(w: Walk, fragment: Fragment): string {
  let key = `${fragment.id}`;
  for (let i = 0; i < fragment.keySize; i++) key += ` ${w.bytes[fragment.keyAt + i]!}`;
  return key;
}

function isExpired(datagram: Datagram, seconds: number): boolean {
  return seconds - datagram.seconds > REASSEMBLY_TIMEOUT;
}

const endOf = (part: Part): number => part.from + part.bytes.length;

function disagree(a: Part, b: Part): boolean {
  const from = Math.max(a.from, b.from);
  const to = Math.min(endOf(a), endOf(b));
  for (let i = from; i < to; i++) if (a.bytes[i - a.from] !== b.bytes[i - b.from]) return true;
  return false;
}

/** By offset; those with the same one in the order in which they came. */
function inOrder(datagram: Datagram): Part[] {
  return datagram.parts.toSorted((a, b) => a.from - b.from);
}

function isContiguous(datagram: Datagram): boolean {
  let end = 0;
  for (const part of inOrder(datagram)) {
    if (part.from > end) break;
    end = Math.max(end, endOf(part));
  }
  return end >= datagram.length;
}

/** The datagram, and which packet each stretch of it came from. */
function join(datagram: Datagram): Source {
  const { length } = datagram;
  const bytes = new Uint8Array(length);
  const owner = new Int32Array(length);
  // The last to come is written first: what came before it counts.
  for (let i = datagram.parts.length - 1; i >= 0; i--) {
    const part = datagram.parts[i]!;
    const fit = part.bytes.subarray(0, Math.max(0, length - part.from));
    bytes.set(fit, Math.min(part.from, length));
    owner.fill(i, part.from, part.from + fit.length);
  }
  return { bytes, pieces: piecesOf(datagram, owner), fragments: partsOf(datagram), protocol: datagram.parts[owner[0] ?? 0]!.protocol };
}

function piecesOf(datagram: Datagram, owner: Int32Array): Piece[] {
  const pieces: Piece[] = [];
  for (let from = 0; from < owner.length; ) {
    let to = from + 1;
    while (to < owner.length && owner[to] === owner[from]) to++;
    const part = datagram.parts[owner[from]!]!;
    pieces.push({ offset: from, packet: part.packet, from: part.at + from - part.from, to: part.at + to - part.from });
    from = to;
  }
  return pieces;
}

/** Each fragment overlaps if it begins before the end of one that stands before it. */
function partsOf(datagram: Datagram): FragmentPart[] {
  let end = 0;
  return inOrder(datagram).map((part, i, all) => {
    const overlaps = part.from < end;
    const conflicts = overlaps && all.slice(0, i).some((before) => disagree(before, part));
    end = Math.max(end, endOf(part));
    return { packet: part.packet, from: part.from, to: endOf(part), overlaps, conflicts, isSecondTail: part.isSecondTail, isTooLong: endOf(part) > datagram.length };
  });
}
