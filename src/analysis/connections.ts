import { ACK, type EndReason, FIN, Reassembler, RST, type StreamSink, SYN } from '../stream/reassembler.ts';
import { FlowTable } from '../stream/flows.ts';
import { seqAdd } from '../stream/seq.ts';
import { Columns } from '../base/columns.ts';

/** Connections kept before those that are over, and those long silent, are forgotten. */
export const MAX_CONNECTIONS = 100_000;
/** Seconds of silence after which a connection that was closed, or any, may be forgotten. */
const CLOSED_IDLE = 120;
const IDLE = 3600;

/** tcp.completeness. */
export const STAGE = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, reset: 32 } as const;

const UNKNOWN = -1;
/** The window scale of a side: the shift count, or that the SYN was not seen, or that it offered none. */
export const SCALE_UNKNOWN = -1;
export const SCALE_NONE = -2;

const BASE_SET = 1;
/** Length of a TCP header without options. */
const TCP_HEADER = 20;

/** What is known of each TCP connection: typed columns, by slot; columns of a side by `slot * 2 + side`. */
export class Connections {
  readonly flows = new FlowTable();
  readonly reassembler: Reassembler;
  /** Sides: sequence number that relative numbers are counted from, and whether it is known; whether the side sent anything at all; its window scale. */
  readonly sides = new Columns({ base: Uint32Array, known: Uint8Array, heard: Uint8Array, scale: Int32Array });
  readonly columns = new Columns({
    /** The side that serves, by the SYN; UNKNOWN where none was seen. */
    server: Int32Array,
    /** The side with the lower port, which is taken for the server where no SYN tells. */
    lower: Uint8Array,
    /** Stages seen; those of them that tshark counts in one pass; and those that it had counted before the segment at hand. */
    completeness: Uint8Array,
    listed: Uint8Array,
    before: Uint8Array,
    firstSeconds: Float64Array,
    firstNanos: Int32Array,
    lastSeconds: Float64Array,
    lastNanos: Int32Array,
    /** Time of the packet before the last, for `tcp.time_delta`. */
    previousSeconds: Float64Array,
    previousNanos: Int32Array,
  });
  /** The connection of the segment at hand, which side sent it, and whether it was opened by it. */
  slot = 0;
  side: 0 | 1 = 0;
  isNew = false;
  /** Its ports had a connection before, or its SYN-ACK came with another number. */
  isReuse = false;
  /** Called before a slot is given up. */
  onRetire: ((slot: number, why: EndReason) => void) | undefined;

  constructor(sink: StreamSink) {
    this.reassembler = new Reassembler(sink);
  }

  /** Number of the connection in the capture: `tcp.stream`. */
  get stream(): number {
    return this.flows.number(this.slot);
  }

  /** Which side serves: by the SYN, or else by its port. */
  serverSide(slot: number): 0 | 1 {
    const { server, lower } = this.columns.at;
    return (server[slot]! === UNKNOWN ? lower[slot]! : server[slot]!) as 0 | 1;
  }

  /** HOT: must not allocate but for a new connection. Find or open the connection of a segment; one that an ICMP error quotes opens no other on the same ports. */
  segment(bytes: Uint8Array, addressAt: number, addressSize: number, at: number, seconds: number, nanos: number, quoted: boolean): void {
    const b = bytes;
    const sourcePort = (b[at]! << 8) | b[at + 1]!;
    const destinationPort = (b[at + 2]! << 8) | b[at + 3]!;
    const flags = b[at + 13]!;
    let slot = this.flows.find(b, addressAt, addressSize, sourcePort, destinationPort);
    this.isReuse = false;
    if (slot >= 0 && !quoted && (flags & (SYN | ACK)) === SYN && this.#isReuse(slot, word(b, at + 4))) {
      this.onRetire?.(slot, 'reused');
      this.reassembler.close(slot, 'reused');
      this.flows.retire(slot);
      this.flows.find(b, addressAt, addressSize, sourcePort, destinationPort);
      slot = UNKNOWN;
      this.isReuse = true;
    }
    this.isNew = slot < 0;
    if (slot < 0) slot = this.#open(seconds, nanos, destinationPort > sourcePort ? 0 : 1);
    this.columns.at.before[slot] = this.columns.at.listed[slot]!;
    this.slot = slot;
    this.side = this.flows.side;
    this.#clock(slot, seconds, nanos);
  }

  /** Take note of sequence numbers, window scale and stages; `length` is the payload's on the wire. */
  header(bytes: Uint8Array, at: number, headerEnd: number, length: number): void {
    const b = bytes;
    const flags = b[at + 13]!;
    const seq = word(b, at + 4);
    const ack = word(b, at + 8);
    const mine = this.slot * 2 + this.side;
    const other = this.slot * 2 + 1 - this.side;
    const { base, known, heard } = this.sides.at;
    heard[mine] = 1;
    if (known[mine] === 0) {
      base[mine] = (flags & SYN) !== 0 ? seq : seqAdd(seq, -1);
      known[mine] = BASE_SET;
    } else if ((flags & (SYN | ACK)) === (SYN | ACK) && base[mine] !== seq) {
      base[mine] = seq;
      this.isReuse = true;
    }
    if (known[other] === 0 && (flags & ACK) !== 0) {
      base[other] = seqAdd(ack, -1);
      known[other] = BASE_SET;
    }
    if ((flags & SYN) !== 0) this.#synchronize(b, at, headerEnd, flags);
    this.#stage(flags, length);
  }

  /** Forget connections when too many are kept. */
  sweep(seconds: number): void {
    if (this.flows.live <= MAX_CONNECTIONS) return;
    this.forget(seconds);
    for (let slot = 0; slot < this.flows.slots && this.flows.live > MAX_CONNECTIONS; slot++) {
      if (this.flows.isLive(slot)) this.#retire(slot, 'evicted');
    }
  }

  /** Forget connections that are over or were long silent, whatever their number: a live capture may go on for days. */
  forget(seconds: number): void {
    const { lastSeconds, completeness } = this.columns.at;
    for (let slot = 0; slot < this.flows.slots; slot++) {
      if (!this.flows.isLive(slot)) continue;
      const idle = seconds - lastSeconds[slot]!;
      const closed = (completeness[slot]! & (STAGE.fin | STAGE.reset)) !== 0;
      if (idle > (closed ? CLOSED_IDLE : IDLE)) this.#retire(slot, 'idle');
    }
  }

  /** The capture ends: every stream ends where it stands. */
  end(): void {
    for (let slot = 0; slot < this.flows.slots; slot++) {
      if (this.flows.isLive(slot)) this.reassembler.close(slot, 'capture');
    }
    for (let slot = 0; slot < this.flows.slots; slot++) {
      if (this.flows.isLive(slot)) this.onRetire?.(slot, 'capture');
    }
  }

  #retire(slot: number, why: EndReason): void {
    this.reassembler.close(slot, why);
    this.onRetire?.(slot, why);
    this.flows.retire(slot);
  }

  #isReuse(slot: number, seq: number): boolean {
    const mine = slot * 2 + this.flows.side;
    return this.sides.at.known[mine] !== 0 && this.sides.at.base[mine] !== seq;
  }

  #open(seconds: number, nanos: number, lower: 0 | 1): number {
    const slot = this.flows.open();
    while (this.columns.length <= slot) {
      this.columns.add();
      this.sides.add();
      this.sides.add();
    }
    const c = this.columns.at;
    c.server[slot] = UNKNOWN;
    c.lower[slot] = lower;
    c.completeness[slot] = 0;
    c.listed[slot] = 0;
    c.firstSeconds[slot] = c.lastSeconds[slot] = seconds;
    c.firstNanos[slot] = c.lastNanos[slot] = nanos;
    for (const i of [slot * 2, slot * 2 + 1]) {
      this.sides.at.known[i] = 0;
      this.sides.at.heard[i] = 0;
      this.sides.at.base[i] = 0;
      this.sides.at.scale[i] = SCALE_UNKNOWN;
    }
    this.reassembler.open(slot);
    return slot;
  }

  #clock(slot: number, seconds: number, nanos: number): void {
    const c = this.columns.at;
    c.previousSeconds[slot] = c.lastSeconds[slot]!;
    c.previousNanos[slot] = c.lastNanos[slot]!;
    c.lastSeconds[slot] = seconds;
    c.lastNanos[slot] = nanos;
  }

  /** A SYN says who serves, and whether windows are scaled: only if both sides offer it (RFC 7323 §2.2). What the snap length cut off may have been the offer. */
  #synchronize(b: Uint8Array, at: number, headerEnd: number, flags: number): void {
    const isAnswer = (flags & ACK) !== 0;
    // Where both ask, the first one is the client (RFC 9293 §3.5, figure 7).
    const { server } = this.columns.at;
    if (server[this.slot] === UNKNOWN) server[this.slot] = isAnswer ? this.side : 1 - this.side;
    const { scale } = this.sides.at;
    const mine = this.slot * 2 + this.side;
    const other = this.slot * 2 + 1 - this.side;
    const shift = windowScale(b, at + TCP_HEADER, headerEnd);
    // A header that says it is shorter than any can be hides its options, too.
    const stated = (b[at + 12]! >> 4) * 4;
    const isCut = stated < TCP_HEADER || headerEnd - at < stated;
    if (shift >= 0) scale[mine] = shift;
    if (scale[mine] === SCALE_UNKNOWN && isCut) return;
    if (scale[mine] === SCALE_UNKNOWN) scale[mine] = scale[other] = SCALE_NONE;
    else if (isAnswer && scale[other] === SCALE_NONE) scale[mine] = SCALE_NONE;
  }

  /** In one pass tshark counts of the packet that opened the connection only the SYN, which it shows at once where ports are used again, and no later SYN. */
  #stage(flags: number, length: number): void {
    const { completeness, listed, before } = this.columns.at;
    const stages = stagesOf(flags, length);
    completeness[this.slot]! |= stages;
    if (!this.isNew) listed[this.slot]! |= stages & ~STAGE.syn;
    else if ((stages & STAGE.syn) !== 0) listed[this.slot] = stages & (STAGE.syn | STAGE.data);
    if (this.isNew && this.isReuse) before[this.slot] = STAGE.syn;
  }
}

/** The stages of a connection that a segment belongs to. */
function stagesOf(flags: number, length: number): number {
  let stages = 0;
  switch (flags & (SYN | ACK)) {
    case SYN:
      stages = length > 0 ? STAGE.syn | STAGE.data : STAGE.syn;
      break;
    case SYN | ACK:
      stages = STAGE.synAck;
      break;
    case ACK:
      stages = length > 0 ? STAGE.data : STAGE.ack;
      break;
  }
  if ((flags & (FIN | ACK)) === (FIN | ACK)) stages |= STAGE.fin;
  return (flags & RST) === 0 ? stages : stages | STAGE.reset;
}

function word(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}

const WINDOW_SCALE = 3;
const MAX_SHIFT = 14;

/** The shift count of the window scale option among the options in `from`..`to`, at most 14 (RFC 7323 §2.3); -1: none. */
function windowScale(b: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; ) {
    const kind = b[at]!;
    if (kind === 0) return -1;
    if (kind === 1) {
      at++;
      continue;
    }
    const length = at + 1 < to ? b[at + 1]! : 0;
    if (length < 2 || at + length > to) return -1;
    if (kind === WINDOW_SCALE && length === 3) return Math.min(b[at + 2]!, MAX_SHIFT);
    at += length;
  }
  return -1;
}
