import { Columns } from '../base/columns.ts';
import { ACK, FIN, RST, SYN } from '../stream/reassembler.ts';
import { seqAdd, seqDiff } from '../stream/seq.ts';
import { Unacknowledged } from './unacknowledged.ts';

/**
 * What a segment is in the course of its connection, as Wireshark judges it. The names of `tcp.analysis.*` say the same.
 * Fast and spurious retransmissions are retransmissions of a special kind.
 */
export const VERDICT = {
  retransmission: 1, fastRetransmission: 2, spuriousRetransmission: 4, outOfOrder: 8, lostSegment: 16, ackLostSegment: 32, duplicateAck: 64, keepAlive: 128,
  keepAliveAck: 256, zeroWindow: 512, zeroWindowProbe: 1024, zeroWindowProbeAck: 2048, windowFull: 4096, windowUpdate: 8192, reusedPorts: 16384,
} as const;

/** A retransmission within this time after the second duplicate acknowledgment is a fast one (RFC 5681 §3.2), nanoseconds. */
const FAST = 20_000_000;
/** A late segment is out of order, not sent again, if it comes within the first round trip; or within this time where that is not known. */
const DEFAULT_ROUND_TRIP = 3_000_000;

const UNKNOWN_WINDOW = -1;
/** Stands in place of a count of duplicates after an acknowledgment of something unseen. */
const NEUTRAL = -1;

/** What is kept of each side of a connection. */
const SIDE = {
  known: Uint8Array, next: Uint32Array, nextPacket: Int32Array, nextSeconds: Float64Array, nextNanos: Int32Array,
  /** Highest number seen without a gap: acknowledgments beyond it speak of something unseen. */
  seenKnown: Uint8Array, seen: Uint32Array,
  acked: Uint32Array, ackKnown: Uint8Array, ackPacket: Int32Array, ackSeconds: Float64Array, ackNanos: Int32Array,
  /** The packet that first acknowledged what is acknowledged again, and how often it was. */
  firstAckPacket: Int32Array, duplicates: Int32Array,
  window: Int32Array, verdicts: Int32Array,
  /** Is the amount in flight known: not after a loss, until it is acknowledged. */
  flightUnknown: Uint8Array,
  /** The side has sent its SYN, and nothing else since: its window is not scaled. */
  onlySyn: Uint8Array,
  pushed: Float64Array, pushEnded: Uint8Array, selective: Float64Array,
} as const;

const CONNECTION = { synSeconds: Float64Array, synNanos: Int32Array, sawSyn: Uint8Array, roundTrip: Float64Array } as const;

/** A segment, as the verdicts need it: raw numbers, `length` of the payload on the wire. */
export interface JudgedSegment {
  packet: number;
  seconds: number;
  nanos: number;
  seq: number;
  ack: number;
  flags: number;
  window: number;
  length: number;
  /** Bytes that its selective acknowledgments cover. */
  selective: number;
  /** Window scale of the side that is to take the segment: a shift count, -1 unknown, -2 none. */
  peerScale: number;
  /** The SYN opened a new connection on ports in use, or its number changed. */
  reused: boolean;
}

/**
 * Judges segments one after the other: lost, sent again, out of order, window full (RFC 9293 §3.8, RFC 5681). The rules and their order are
 * Wireshark's, so that its users find what they know; every verdict keeps the numbers from which its reason is told.
 */
export class TcpVerdicts {
  readonly #sides = new Columns(SIDE);
  readonly #connections = new Columns(CONNECTION);
  readonly #unacknowledged = new Unacknowledged();

  // ---- of the segment at hand; 0 or -1 where there is nothing to tell ----
  verdicts = 0;
  /** Which packet's data it acknowledges, and seconds since that. */
  acksPacket = 0;
  ackRoundTrip = -1;
  duplicateNumber = 0;
  duplicatePacket = 0;
  bytesInFlight = 0;
  pushBytes = 0;
  /** The packet that it sends again, and seconds since that. */
  timeoutPacket = 0;
  timeout = -1;
  /** Bytes missing before it, for the reason of a lost segment. */
  missing = 0;
  /** The packet that acknowledged its bytes already, for the reason of a spurious retransmission. */
  acknowledgedIn = 0;
  /** The amount in flight was looked at. */
  #noted = false;

  /** A slot is given to a new connection. */
  open(slot: number): void {
    while (this.#connections.length <= slot) {
      this.#connections.add();
      this.#sides.add();
      this.#sides.add();
    }
    const c = this.#connections.at;
    c.sawSyn[slot] = 0;
    c.roundTrip[slot] = 0;
    for (const i of [slot * 2, slot * 2 + 1]) {
      for (const column of Object.values(this.#sides.at)) column[i] = 0;
      this.#sides.at.window[i] = UNKNOWN_WINDOW;
      this.#unacknowledged.clear(i);
    }
  }

  /** Is there anything to tell about the segment at hand? */
  get isNoted(): boolean {
    return this.verdicts !== 0 || this.acksPacket !== 0 || this.#noted;
  }

  /** Seconds from the SYN to the first acknowledgment of the answer; 0: not seen. */
  initialRoundTrip(slot: number): number {
    return this.#connections.at.roundTrip[slot]!;
  }

  /** Judge a segment that `side` of the connection in `slot` sent. */
  judge(slot: number, side: 0 | 1, s: JudgedSegment): void {
    const mine = slot * 2 + side;
    const other = slot * 2 + 1 - side;
    this.#reset();
    if (s.reused) this.verdicts |= VERDICT.reusedPorts;
    this.#sides.at.selective[mine] = s.selective;
    if ((s.flags & ACK) !== 0) this.#sides.at.flightUnknown[other] = 0;
    if (!this.#judgeWindow(mine, other, s)) this.#judgeDuplicate(mine, s);
    this.#judgeAcknowledgment(mine, other, s);
    if (s.length > 0 || (s.flags & (SYN | FIN)) !== 0) this.#judgeOrder(slot, mine, other, s);
    this.#remember(mine, s);
    this.#acknowledge(other, s);
    this.#flight(mine, other, s);
    this.#handshake(slot, mine, s);
  }

  #reset(): void {
    this.verdicts = this.acksPacket = this.duplicateNumber = this.duplicatePacket = this.bytesInFlight = this.pushBytes = this.timeoutPacket = this.missing = this.acknowledgedIn = 0;
    this.ackRoundTrip = this.timeout = -1;
    this.#noted = false;
  }

  /** Probes, windows, gaps and keep-alives. True: nothing more can be said about the acknowledgment number. */
  #judgeWindow(mine: number, other: number, s: JudgedSegment): boolean {
    const t = this.#sides.at;
    const next = t.next[mine]!;
    const isKnown = t.known[mine] === 1;
    const control = (s.flags & (SYN | FIN | RST)) !== 0;
    if (s.length === 1 && s.seq === next && t.window[other] === 0) {
      this.verdicts |= VERDICT.zeroWindowProbe;
      return true;
    }
    if (s.window === 0 && !control) this.verdicts |= VERDICT.zeroWindow;
    if (isKnown && seqDiff(s.seq, next) > 0 && (s.flags & RST) === 0) {
      this.verdicts |= VERDICT.lostSegment;
      this.missing = seqDiff(s.seq, next);
      t.flightUnknown[mine] = 1;
    }
    if (s.length <= 1 && s.seq === seqAdd(next, -1) && !control) this.verdicts |= VERDICT.keepAlive;
    if (control) return false;
    const repeats = s.length === 0 && s.seq === next && s.ack === t.acked[mine];
    if (repeats && s.window !== 0 && s.window !== t.window[mine]) this.verdicts |= VERDICT.windowUpdate;
    if (s.length > 0 && s.peerScale !== -1 && seqAdd(s.seq, s.length) === this.#windowEdge(other, s.peerScale)) this.verdicts |= VERDICT.windowFull;
    if (!repeats || s.window !== t.window[mine]) return false;
    if (s.window !== 0 && (t.verdicts[other]! & VERDICT.keepAlive) !== 0) this.verdicts |= VERDICT.keepAliveAck;
    else if (s.window === 0 && (t.verdicts[other]! & VERDICT.zeroWindowProbe) !== 0) this.verdicts |= VERDICT.zeroWindowProbeAck;
    else return false;
    return true;
  }

  /** The first number that a side has no room for. */
  #windowEdge(side: number, scale: number): number {
    const t = this.#sides.at;
    const shift = t.onlySyn[side] === 1 || scale < 0 ? 0 : scale;
    return seqAdd(t.acked[side]!, t.window[side]! * 2 ** shift);
  }

  #judgeDuplicate(mine: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    if (s.length !== 0 || s.window === 0 || s.window !== t.window[mine] || s.seq !== t.next[mine] || s.ack !== t.acked[mine] || (s.flags & (SYN | FIN | RST)) !== 0) return;
    t.duplicates[mine] = t.duplicates[mine] === NEUTRAL ? 1 : t.duplicates[mine]! + 1;
    this.verdicts |= VERDICT.duplicateAck;
    this.duplicateNumber = t.duplicates[mine]!;
    this.duplicatePacket = t.firstAckPacket[mine]!;
  }

  /** Does it acknowledge something that the capture does not hold? */
  #judgeAcknowledgment(mine: number, other: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    if (s.ack !== t.acked[mine]) {
      t.firstAckPacket[mine] = s.packet;
      t.duplicates[mine] = 0;
    }
    if (t.seenKnown[other] === 0 || (s.flags & ACK) === 0 || seqDiff(s.ack, t.seen[other]!) <= 0) return;
    if (seqDiff(t.seen[other]!, t.next[other]!) < 0) {
      t.seen[other] = t.next[other]!;
      this.verdicts |= VERDICT.ackLostSegment;
      return;
    }
    if (t.duplicates[other] === 0) this.verdicts |= VERDICT.ackLostSegment;
    t.duplicates[other] = NEUTRAL;
  }

  /** A segment that takes room in the stream: is it new, sent again, or late? */
  #judgeOrder(slot: number, mine: number, other: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    if ((this.verdicts & VERDICT.keepAlive) !== 0) return;
    const isOld = t.known[mine] === 1 && seqDiff(s.seq, t.next[mine]!) < 0 && !(s.length > 1 && seqAdd(t.next[mine]!, -1) === s.seq);
    if (s.length > 0 && t.ackKnown[other] === 1 && t.acked[other] !== 0 && seqDiff(seqAdd(s.seq, s.length), t.acked[other]!) <= 0) {
      this.verdicts |= VERDICT.spuriousRetransmission | VERDICT.retransmission;
      this.acknowledgedIn = t.ackPacket[other]!;
      return;
    }
    if (!isOld) return;
    if (t.duplicates[other]! >= 2 && t.acked[other] === s.seq && nanosSince(s, t.ackSeconds[other]!, t.ackNanos[other]!) < FAST) {
      this.verdicts |= VERDICT.fastRetransmission | VERDICT.retransmission;
      return;
    }
    const roundTrip = this.#connections.at.roundTrip[slot]!;
    const patience = roundTrip === 0 ? DEFAULT_ROUND_TRIP : roundTrip * 1e9;
    const end = seqAdd(s.seq, s.length + ((s.flags & (SYN | FIN)) !== 0 ? 1 : 0));
    if (nanosSince(s, t.nextSeconds[mine]!, t.nextNanos[mine]!) < patience && t.next[mine] !== end) {
      this.verdicts |= VERDICT.outOfOrder;
      return;
    }
    this.verdicts |= VERDICT.retransmission;
    const oldest = this.#unacknowledged.oldest(mine);
    this.timeoutPacket = oldest?.packet ?? t.nextPacket[mine]!;
    this.timeout = oldest === undefined ? nanosSince(s, t.nextSeconds[mine]!, t.nextNanos[mine]!) / 1e9 : nanosSince(s, oldest.seconds, oldest.nanos) / 1e9;
  }

  /** Take note of what the segment says about its sender. */
  #remember(mine: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    let next = seqAdd(s.seq, s.length);
    if (s.length > 0 || (s.flags & (SYN | FIN)) !== 0) {
      const end = seqAdd(next, (s.flags & (SYN | FIN)) !== 0 ? 1 : 0);
      if (this.#unacknowledged.add(mine, s.seq, end, s)) next = end;
    }
    const isProbe = (this.verdicts & VERDICT.zeroWindowProbe) !== 0;
    if (!isProbe && (t.known[mine] === 0 || seqDiff(next, t.next[mine]!) > 0)) {
      t.known[mine] = 1;
      t.next[mine] = next;
      t.nextPacket[mine] = s.packet;
      t.nextSeconds[mine] = s.seconds;
      t.nextNanos[mine] = s.nanos;
    }
    if (!isProbe && (t.seenKnown[mine] === 0 || s.seq === t.seen[mine])) {
      t.seenKnown[mine] = 1;
      t.seen[mine] = t.next[mine]!;
    }
    t.window[mine] = s.window;
    if (s.ack !== t.acked[mine]) t.ackPacket[mine] = s.packet;
    t.acked[mine] = s.ack;
    t.ackKnown[mine] = 1;
    t.ackSeconds[mine] = s.seconds;
    t.ackNanos[mine] = s.nanos;
    t.verdicts[mine] = this.verdicts;
  }

  /** What the other side sent up to the acknowledgment number is done with. */
  #acknowledge(other: number, s: JudgedSegment): void {
    const exact = this.#unacknowledged.acknowledge(other, s.ack);
    if (exact === undefined) return;
    this.acksPacket = exact.packet;
    this.ackRoundTrip = nanosSince(s, exact.seconds, exact.nanos) / 1e9;
  }

  #flight(mine: number, other: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    if (s.length === 0 || t.flightUnknown[mine] === 1 || this.#unacknowledged.isEmpty(mine)) return;
    this.#noted = true;
    const inFlight = this.#unacknowledged.span(mine) - t.selective[other]!;
    if (inFlight > 0 && inFlight < 2_000_000_000) this.bytesInFlight = inFlight - ((s.flags & (SYN | FIN)) !== 0 ? 1 : 0);
    const isPush = (s.flags & PSH) !== 0;
    t.pushed[mine] = t.pushEnded[mine] === 1 ? s.length : t.pushed[mine]! + s.length;
    t.pushEnded[mine] = isPush ? 1 : 0;
    this.pushBytes = t.pushed[mine]!;
  }

  /** The first round trip: from the last SYN to the first acknowledgment without one. */
  #handshake(slot: number, mine: number, s: JudgedSegment): void {
    const c = this.#connections.at;
    const isSyn = (s.flags & SYN) !== 0;
    if (isSyn && (s.flags & ACK) === 0) {
      c.sawSyn[slot] = 1;
      c.synSeconds[slot] = s.seconds;
      c.synNanos[slot] = s.nanos;
    }
    if (isSyn) this.#sides.at.onlySyn[mine] = 1;
    else if ((s.flags & ACK) !== 0) {
      this.#sides.at.onlySyn[mine] = 0;
      if (c.sawSyn[slot] === 1 && c.roundTrip[slot] === 0) c.roundTrip[slot] = nanosSince(s, c.synSeconds[slot]!, c.synNanos[slot]!) / 1e9;
    }
  }
}

const PSH = 0x08;

function nanosSince(s: JudgedSegment, seconds: number, nanos: number): number {
  return (s.seconds - seconds) * 1e9 + (s.nanos - nanos);
}
