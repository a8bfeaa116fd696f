import { copyOf } from '../base/bytes.ts';
import type { Defragmenter, Fragment, Piece, Source, Walk } from '../base/walk.ts';

/** Datagrams that may wait for fragments, and the bytes they may hold together. */
export const MAX_DATAGRAMS = 1024;
export const MAX_FRAGMENT_BYTES = 16 << 20;
/** The longest payload that fragments may make (RFC 791 §3.1, RFC 8200 §4.5). */
const MAX_DATAGRAM = 65535;

interface Part {
  from: number;
  bytes: Uint8Array;
  packet: number;
  at: number;
}

interface Datagram {
  parts: Part[];
  /** Length of the payload, known when the last fragment has come; -1 before. */
  length: number;
  size: number;
}

/**
 * Puts fragments of IP datagrams together (RFC 791 §3.2, RFC 8200 §4.5, RFC 815). Fragments are told apart by addresses, protocol
 * and identification; where two overlap, the bytes that came first count, and a disagreement is noted.
 */
export class Fragments implements Defragmenter {
  readonly #waiting = new Map<string, Datagram>();
  #bytes = 0;
  /** Datagrams given up: too many waited. */
  evicted = 0;

  /** Datagrams that still wait for a fragment. */
  get incomplete(): number {
    return this.#waiting.size;
  }

  add(w: Walk, fragment: Fragment): Source | undefined {
    const size = w.end - w.body;
    if (fragment.offset + size > MAX_DATAGRAM) {
      w.note('fragment-long', w.start, fragment.offset + size, MAX_DATAGRAM);
      return undefined;
    }
    const key = keyOf(w, fragment);
    const datagram = this.#waiting.get(key) ?? this.#open(key);
    if (!fragment.more) datagram.length = fragment.offset + size;
    this.#insert(w, datagram, fragment.offset);
    const whole = datagram.length >= 0 && contiguous(datagram);
    if (whole) this.#drop(key, datagram);
    return whole ? join(datagram) : undefined;
  }

  #open(key: string): Datagram {
    const datagram: Datagram = { parts: [], length: -1, size: 0 };
    this.#waiting.set(key, datagram);
    while (this.#waiting.size > MAX_DATAGRAMS || this.#bytes > MAX_FRAGMENT_BYTES) {
      const [oldest, given] = this.#waiting.entries().next().value!;
      this.#drop(oldest, given);
      this.evicted++;
    }
    return datagram;
  }

  #drop(key: string, datagram: Datagram): void {
    this.#waiting.delete(key);
    this.#bytes -= datagram.size;
  }

  #insert(w: Walk, datagram: Datagram, offset: number): void {
    const part: Part = { from: offset, bytes: copyOf(w.bytes, w.body, w.end), packet: w.packet, at: w.body - w.packetStart };
    if (datagram.parts.some((held) => disagree(held, part))) w.note('fragment-overlap', w.body, offset, offset);
    const place = datagram.parts.findIndex((held) => held.from > offset);
    datagram.parts.splice(place < 0 ? datagram.parts.length : place, 0, part);
    datagram.size += part.bytes.length;
    this.#bytes += part.bytes.length;
  }
}

/** Addresses, protocol and identification as the key of a map. */
function keyOf(w: Walk, fragment: Fragment): string {
  let key = `${fragment.protocol} ${fragment.id}`;
  for (let i = 0; i < fragment.keySize; i++) key += ` ${w.bytes[fragment.keyAt + i]!}`;
  return key;
}

function disagree(a: Part, b: Part): boolean {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.from + a.bytes.length, b.from + b.bytes.length);
  for (let i = from; i < to; i++) if (a.bytes[i - a.from] !== b.bytes[i - b.from]) return true;
  return false;
}

function contiguous(datagram: Datagram): boolean {
  let end = 0;
  for (const part of datagram.parts) {
    if (part.from > end || end >= datagram.length) break;
    end = Math.max(end, part.from + part.bytes.length);
  }
  return end >= datagram.length;
}

/** The datagram, and which packet each stretch of it came from. Parts are written last to first, so that the earliest packet wins. */
function join(datagram: Datagram): Source {
  const bytes = new Uint8Array(datagram.length);
  const owner = new Int32Array(datagram.length);
  const byArrival = datagram.parts.toSorted((a, b) => b.packet - a.packet);
  for (const part of byArrival) {
    // A last fragment may end the datagram before a part that came earlier; what lies behind the end counts for nothing.
    if (part.from >= datagram.length) continue;
    const fit = part.bytes.subarray(0, datagram.length - part.from);
    bytes.set(fit, part.from);
    owner.fill(datagram.parts.indexOf(part) + 1, part.from, part.from + fit.length);
  }
  const pieces: Piece[] = [];
  for (let from = 0; from < bytes.length;) {
    let to = from + 1;
    while (to < bytes.length && owner[to] === owner[from]) to++;
    const part = datagram.parts[owner[from]! - 1]!;
    pieces.push({ offset: from, packet: part.packet, from: part.at + from - part.from, to: part.at + to - part.from });
    from = to;
  }
  return { bytes, pieces };
}
