import type { Fault, FaultCode } from './fault.ts';
import type { Field } from './field.ts';
import type { Protocol } from './protocol.ts';
import type { Table } from './table.ts';

/** Layers in one packet; tunnels nest, but nothing real nests this deep. */
export const MAX_LAYERS = 40;
/** Faults kept of one packet. */
const MAX_FAULTS = 16;
/** Numbers in a row of the layer stack: protocol, source, start, body, end, wireEnd. */
const ROW = 6;

/** The code page that DOS had in most of the West. */
export const DEFAULT_OEM_CODEPAGE = 'cp437';

export interface WalkOptions {
  fragments?: Defragmenter | undefined;
  /** `-d`: what a number of a table leads to. */
  decodeAs?: ReadonlyMap<Table, ReadonlyMap<number, Protocol>> | undefined;
  /** Name of a character set; DEFAULT_OEM_CODEPAGE where it is not given. */
  oemCodepage?: string | undefined;
}

/** Where a stretch of a reassembled buffer came from. */
export interface Piece {
  /** Offset in the buffer at which this piece begins; pieces stand in this order. */
  readonly offset: number;
  /** Number of the packet, and the half-open range of its bytes. */
  readonly packet: number;
  readonly from: number;
  readonly to: number;
}

/** Bytes that layers are decoded from: the packet (no pieces), or a buffer made of pieces of several packets. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly pieces: readonly Piece[];
  /** Of a datagram: its fragments, by their offset, and the protocol that the first of them names. */
  readonly fragments?: readonly FragmentPart[];
  readonly protocol?: number;
}

/** A fragment of a datagram that was put together: bytes `from`..`to` of it. */
export interface FragmentPart {
  readonly packet: number;
  readonly from: number;
  readonly to: number;
  /** It covers bytes that a fragment before it covers, too, */
  readonly overlaps: boolean;
  /** and has others there. */
  readonly conflicts: boolean;
  /** It is a last fragment, but another one has ended the datagram elsewhere. */
  readonly isSecondTail: boolean;
  /** It goes on beyond the end of the datagram. */
  readonly isTooLong: boolean;
}

/** Collects fragments of datagrams; handed to the walk by whoever keeps state between packets. */
export interface Defragmenter {
  /**
   * The layer at hand carries a fragment, `w.body` to `w.end`, of the datagram that the `keySize` bytes at `keyAt` and
   * `id` name. Returns the whole datagram when this fragment completes it.
   */
  add(w: Walk, fragment: Fragment): Source | undefined;
}

export interface Fragment {
  /** Addresses of the datagram, in the bytes at hand. */
  keyAt: number;
  keySize: number;
  id: number;
  /** What the datagram carries, as this fragment says. */
  protocol: number;
  /** Offset in the datagram's payload, bytes. */
  offset: number;
  more: boolean;
}

/**
 * The walk down the layers of one packet, made once and used for every packet. Its layer stack is the
 * answer: rows of numbers, no objects. Offsets are absolute in the layer's source; ends are exclusive.
 */
export class Walk {
  /** Bytes of the source that is being walked; replaced where a layer continues in a reassembled buffer. */
  bytes: Uint8Array = new Uint8Array(0);
  /** The layer at hand: where it begins, */
  start = 0;
  /** where its header ends and what it carries begins, */
  body = 0;
  /** where it ends as captured, */
  end = 0;
  /** and where it ended on the wire: beyond `end` if the snap length cut it. */
  wireEnd = 0;
  /** Where what the layer carries ends, if the layer has a trailer; -1: with the layer. */
  #bodyEnd = -1;
  /** The protocol of what the layer carries. */
  next: Protocol | undefined = undefined;
  /** Inside an ICMP error: what follows is a quotation, not traffic, and is often cut. Set by `quote`. */
  quoted = false;
  #quotedFrom = MAX_LAYERS;
  /** Inside a fragment that could not be put together: lengths and checksums speak of more than is here. */
  fragment = false;

  /** Number of the packet, for reassembly and for faults. */
  packet = 0;
  /** When it was captured, since 1970 UTC: a few protocols are told by a time they carry. Set before `run`. */
  seconds = 0;
  nanos = 0;
  /** Bytes of frame check sequence at the end of each frame, by the capture's own word: set before `run`, or by a header that tells of this one frame. */
  fcsSize = 0;
  /** How many layers were walked. */
  depth = 0;
  /** The innermost layer could not be read. */
  failed = false;
  faultCount = 0;
  sources: Source[] = [];

  readonly fragments: Defragmenter | undefined;
  /** Character set of names from the time of DOS, which packets do not tell. */
  readonly oemCodepage: string;
  readonly #overrides: ReadonlyMap<Table, ReadonlyMap<number, Protocol>> | undefined;
  readonly #rows = new Int32Array(MAX_LAYERS * ROW);
  readonly #stack: Protocol[] = [];
  readonly #faults: Fault[] = [];
  #packetStart = 0;
  #source = 0;
  #entered = false;

  constructor(options: WalkOptions = {}) {
    this.fragments = options.fragments;
    this.oemCodepage = options.oemCodepage ?? DEFAULT_OEM_CODEPAGE;
    this.#overrides = options.decodeAs;
  }

  /** HOT: must not allocate (a packet's bytes are looked at in place). Walk the layers of bytes `from`..`to`, `first` being the link layer. */
  run(bytes: Uint8Array, from: number, to: number, wireLength: number, packet: number, first: Protocol): void {
    this.bytes = bytes;
    this.start = from;
    this.end = to;
    this.wireEnd = from + wireLength < to ? to : from + wireLength;
    this.packet = packet;
    this.#packetStart = from;
    this.depth = 0;
    this.failed = false;
    this.faultCount = 0;
    this.quoted = false;
    this.#quotedFrom = MAX_LAYERS;
    this.fragment = false;
    this.#source = 0;
    this.#bodyEnd = -1;
    this.#entered = false;
    if (this.sources.length !== 0) this.sources = [];
    let p: Protocol | undefined = first;
    while (p !== undefined) {
      if (this.depth === MAX_LAYERS) {
        this.note('nesting', this.start, MAX_LAYERS, this.depth);
        return;
      }
      this.body = this.start;
      this.next = undefined;
      const source = this.#source;
      const ok = p.step(this);
      if (!ok && this.body === this.start) this.#keepWholeFields(p);
      this.#push(p, source);
      if (!ok) {
        this.failed = true;
        return;
      }
      if (this.#bodyEnd >= 0) this.#leaveTrailer();
      this.start = this.#entered ? this.#enter() : this.body;
      if (this.start >= this.wireEnd) return;
      p = this.next;
    }
  }

  /** Offset of the packet's first byte. */
  get packetStart(): number { return this.#packetStart; }

  // ---- for `step` ----

  /** Are there `n` bytes of this layer? If not, the fault is noted; what a quotation lacks is none. */
  need(n: number): boolean {
    if (this.start + n <= this.end) return true;
    if (!this.quoted) this.note(this.start + n <= this.wireEnd ? 'cut' : 'short', this.start, n, this.end - this.start);
    return false;
  }

  /** The layer is `n` bytes long by its own length field: what follows is padding, or belongs to the layer outside. */
  limit(n: number): void {
    const to = this.start + n;
    if (to > this.wireEnd) {
      if (!this.quoted && !this.fragment) this.note('length-big', this.start, n, this.wireEnd - this.start);
      return;
    }
    this.wireEnd = to;
    if (this.end > to) this.end = to;
  }

  /** What the layer carries is `n` bytes long; what is left of the layer is its trailer. */
  carries(n: number): void {
    const to = this.body + n;
    if (to <= this.wireEnd) this.#bodyEnd = to;
    else if (!this.quoted && !this.fragment) this.note('length-big', this.body, n, this.wireEnd - this.body);
  }

  /** The next protocol by its number in a table, unless the user said otherwise. */
  choose(table: Table, n: number): Protocol | undefined {
    if (this.#overrides !== undefined) {
      const chosen = this.#overrides.get(table)?.get(n);
      if (chosen !== undefined) return chosen;
    }
    return table.get(n);
  }

  /** What the layer carries goes on in another buffer. */
  continueIn(source: Source): void {
    this.sources.push(source);
    this.#entered = true;
  }

  /** What this layer carries is quoted from another packet. */
  quote(): void {
    this.quoted = true;
    this.#quotedFrom = Math.min(this.#quotedFrom, this.depth + 1);
  }

  /** Note a fault at an offset; returns false, so that a step can end with it. */
  fail(code: FaultCode, at: number, need: number, had: number): false {
    this.note(code, at, need, had);
    return false;
  }

  note(code: FaultCode, at: number, need: number, had: number): void {
    if (this.faultCount === MAX_FAULTS) return;
    this.#faults[this.faultCount++] = { code, at, need, had, packet: this.packet };
  }

  // ---- the layer stack ----

  protocol(layer: number): Protocol { return this.#stack[layer]!; }
  /** 0: the packet itself; otherwise 1 + index into `sources`. */
  sourceOf(layer: number): number { return this.#rows[layer * ROW + 1]!; }
  startOf(layer: number): number { return this.#rows[layer * ROW + 2]!; }
  bodyOf(layer: number): number { return this.#rows[layer * ROW + 3]!; }
  endOf(layer: number): number { return this.#rows[layer * ROW + 4]!; }
  wireEndOf(layer: number): number { return this.#rows[layer * ROW + 5]!; }
  /** Does a layer outside stand in the bytes at hand, not in another buffer? */
  isAtHand(layer: number): boolean { return this.#rows[layer * ROW + 1] === this.#source; }
  isQuoted(layer: number): boolean { return layer >= this.#quotedFrom; }
  fault(i: number): Fault { return this.#faults[i]!; }

  /** Index of the innermost layer of a protocol above `below` (default: of all), or -1. */
  find(p: Protocol, below = this.depth): number {
    for (let i = below - 1; i >= 0; i--) if (this.#stack[i] === p) return i;
    return -1;
  }

  /** Add a layer that the walk itself did not find: what a dialogue made of the bytes of a segment. */
  push(p: Protocol, source: number, start: number, body: number, end: number): void {
    if (this.depth === MAX_LAYERS) return;
    this.start = start;
    this.body = body;
    this.end = this.wireEnd = end;
    this.#push(p, source);
  }

  #push(p: Protocol, source: number): void {
    const row = this.depth * ROW;
    const rows = this.#rows;
    rows[row] = p.id;
    rows[row + 1] = source;
    rows[row + 2] = this.start;
    rows[row + 3] = this.body;
    rows[row + 4] = this.end;
    rows[row + 5] = this.wireEnd;
    this.#stack[this.depth++] = p;
  }

  /** A header that cannot be read has the fields that are whole. */
  #keepWholeFields(p: Protocol): void {
    let size = 0;
    for (const field of p.fields) if (this.#has(field)) size = Math.max(size, field.at + field.size);
    size = Math.min(size, this.end - this.start);
    // The bits of a byte may belong to a field that ends with it, and to one that is not whole.
    for (const field of p.fields) if (this.#has(field) && this.start + field.at + field.size > this.end) size = Math.min(size, field.at);
    this.body = this.start + size;
  }

  /** Has the layer at hand the field at a fixed place? */
  #has(field: Field): boolean {
    return field.at >= 0 && (field.when === undefined || field.when(this.bytes, this.start));
  }

  #leaveTrailer(): void {
    this.wireEnd = this.#bodyEnd;
    if (this.end > this.#bodyEnd) this.end = this.#bodyEnd;
    this.#bodyEnd = -1;
  }

  #enter(): number {
    this.#entered = false;
    this.#source = this.sources.length;
    this.bytes = this.sources[this.#source - 1]!.bytes;
    this.end = this.wireEnd = this.bytes.length;
    return 0;
  }
}
