import { Columns } from '../base/columns.ts';
import { ACK, FIN, PSH, RST, SYN } from '../stream/reassembler.ts';
import { seqAdd, seqDiff } from '../stream/seq.ts';
import { MAX_MISSING, MissingBytes } from './holes.ts';
import type { JudgedSegment } from './judged-segment.ts';
import { Findings, VERDICT } from './tcp-findings.ts';
import { NONE, Unacknowledged } from './unacknowledged.ts';
import { CONNECTION, SIDE } from './verdict-columns.ts';

/** A retransmission within this time after the second duplicate acknowledgment is a fast one (RFC 5681 §3.2), nanoseconds. */
const FAST = 20_000_000;
/** A late segment is out of order, not sent again, if it comes within the first round trip; or within this time where that is not known. */
const DEFAULT_ROUND_TRIP = 3_000_000;

const UNKNOWN_WINDOW = -1;
/** Stands in place of a count of duplicates after an acknowledgment of something unseen. */
const NEUTRAL = -1;

/**
 * Judges segments one after the other: lost, sent again, out of order, window full (RFC 9293 §3.8, RFC 5681). The rules and their order are
 * Wireshark's, so that its users find what they know; every verdict keeps the numbers from which its reason is told.
 */
export class TcpVerdicts {
  readonly found = new Findings();
  readonly #sides = new Columns(SIDE);
  readonly #connections = new Columns(CONNECTION);
  readonly #unacknowledged = new Unacknowledged();
  readonly #missing = new MissingBytes();

  /** A slot is given to a new connection. */
  open(slot: number): void {
    while (this.#connections.length <= slot) {
      this.#connections.add();
      this.#sides.add();
      this.#sides.add();
    }
    this.#connections.clear(slot);
    for (const i of [slot * 2, slot * 2 + 1]) {
      this.#sides.clear(i);
      this.#sides.at.window[i] = UNKNOWN_WINDOW;
      this.#unacknowledged.clear(i);
      this.#missing.clear(i);
    }
  }

  /** Seconds from the SYN to the first acknowledgment of the answer; 0: not seen. */
  initialRoundTrip(slot: number): number {
    return this.#connections.at.roundTrip[slot]!;
  }

  /** How many bytes of a side the capture lacks: those that it went past, and those at the end that the other side has acknowledged all the same. */
  missing(slot: number, side: number): number {
    const t = this.#sides.at;
    const mine = slot * 2 + side;
    const other = slot * 2 + 1 - side;
    const tail = t.known[mine] === 1 && t.hasKnown[other] === 1 ? seqDiff(t.has[other]!, t.next[mine]!) : 0;
    return this.#missing.count(mine) + (tail > 0 && tail <= MAX_MISSING ? tail : 0);
  }

  /** HOT: must not allocate but for what is lost. Judge a segment that `side` of the connection in `slot` sent. */
  judge(slot: number, side: 0 | 1, s: JudgedSegment): void {
    const mine = slot * 2 + side;
    const other = slot * 2 + 1 - side;
    const { found } = this;
    found.clear();
    if (s.reused) found.verdicts |= VERDICT.reusedPorts;
    if ((s.flags & (SYN | ACK)) === SYN) this.#beginAgain(mine);
    this.#sides.at.selective[mine] = s.selective;
    if ((s.flags & ACK) !== 0) this.#sides.at.flightUnknown[other] = 0;
    if (!this.#judgeWindow(mine, other, s)) this.#judgeDuplicate(mine, s);
    this.#judgeAcknowledgment(mine, other, s);
    if (s.length > 0 || (s.flags & (SYN | FIN)) !== 0) this.#judgeOrder(slot, mine, other, s);
    this.#remember(mine, s);
    this.#acknowledge(other, s);
    this.#flight(mine, other, s);
    this.#handshake(slot, mine, s);
    if (found.verdicts !== 0 || found.acksPacket !== 0) found.isNoted = true;
  }

  /** A SYN is sent again. What was not seen in order does not count: a RST in between may have carried any number (RFC 9293 §3.5.3). */
  #beginAgain(mine: number): void {
    const t = this.#sides.at;
    if (t.known[mine] === 1) t.next[mine] = t.seen[mine]!;
  }

  /** Probes, windows, gaps and keep-alives. True: nothing more can be said about the acknowledgment number. */
  #judgeWindow(mine: number, other: number, s: JudgedSegment): boolean {
    const t = this.#sides.at;
    const { found } = this;
    const next = t.next[mine]!;
    const control = (s.flags & (SYN | FIN | RST)) !== 0;
    found.answered = t.packet[other]!;
    if (s.length === 1 && s.seq === next && t.window[other] === 0) {
      found.verdicts |= VERDICT.zeroWindowProbe;
      return true;
    }
    if (s.window === 0 && !control) found.verdicts |= VERDICT.zeroWindow;
    if (t.known[mine] === 1 && seqDiff(s.seq, next) > 0 && (s.flags & RST) === 0) this.#lose(mine, s);
    if (s.length <= 1 && s.seq === seqAdd(next, -1) && !control) found.verdicts |= VERDICT.keepAlive;
    if (control) return false;
    if (s.length > 0 && s.peerScale !== -1 && seqAdd(s.seq, s.length) === this.#windowEdge(other, s.peerScale)) found.verdicts |= VERDICT.windowFull;
    if (s.length > 0 || s.seq !== next || s.ack !== t.acked[mine]) return false;
    if (s.window !== t.window[mine]) {
      if (s.window !== 0) this.#updateWindow(mine);
      return false;
    }
    if (s.window !== 0 && (t.verdicts[other]! & VERDICT.keepAlive) !== 0) found.verdicts |= VERDICT.keepAliveAck;
    else if (s.window === 0 && (t.verdicts[other]! & VERDICT.zeroWindowProbe) !== 0) found.verdicts |= VERDICT.zeroWindowProbeAck;
    else return false;
    return true;
  }

  /** Bytes before the segment are not in the capture. A SYN with another number begins anew, and has nothing before it. */
  #lose(mine: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    this.found.verdicts |= VERDICT.lostSegment;
    this.found.expected = t.next[mine]!;
    t.flightUnknown[mine] = 1;
    if ((s.flags & SYN) === 0) this.#missing.skip(mine, t.next[mine]!, s.seq);
  }

  #updateWindow(mine: number): void {
    const t = this.#sides.at;
    this.found.verdicts |= VERDICT.windowUpdate;
    this.found.windowBefore = t.window[mine]!;
    this.found.isBeforeSyn = t.onlySyn[mine] === 1;
    this.found.answered = t.packet[mine]!;
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
    this.found.verdicts |= VERDICT.duplicateAck;
    this.found.duplicateNumber = t.duplicates[mine]!;
    this.found.duplicatePacket = t.ackPacket[mine]!;
  }

  /** Does it acknowledge something that the capture does not hold? */
  #judgeAcknowledgment(mine: number, other: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    const { found } = this;
    if (s.ack !== t.acked[mine]) {
      t.ackPacket[mine] = s.packet;
      t.duplicates[mine] = 0;
    }
    if (t.seenKnown[other] === 0 || (s.flags & ACK) === 0 || seqDiff(s.ack, t.seen[other]!) <= 0) return;
    found.isNoted = true;
    found.seen = t.seen[other]!;
    if (seqDiff(t.seen[other]!, t.next[other]!) < 0) {
      t.seen[other] = t.next[other]!;
      found.verdicts |= VERDICT.ackLostSegment;
      return;
    }
    if (t.duplicates[other] === 0) found.verdicts |= VERDICT.ackLostSegment;
    t.duplicates[other] = NEUTRAL;
  }

  /** A segment that takes room in the stream: is it new, sent again, or late? */
  #judgeOrder(slot: number, mine: number, other: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    const { found } = this;
    if ((found.verdicts & VERDICT.keepAlive) !== 0) return;
    const goesBack = t.known[mine] === 1 && seqDiff(s.seq, t.next[mine]!) < 0;
    if (goesBack) this.#lookBack(mine, other, s);
    if (s.length > 0 && t.ackKnown[other] === 1 && t.acked[other] !== 0 && seqDiff(seqAdd(s.seq, s.length), t.acked[other]!) <= 0) {
      found.verdicts |= VERDICT.spuriousRetransmission | VERDICT.retransmission;
      return;
    }
    if (!goesBack || (s.length > 1 && seqAdd(t.next[mine]!, -1) === s.seq)) return;
    if (t.duplicates[other]! >= 2 && t.acked[other] === s.seq && isWithin(FAST, nanosSince(s, t.ackSeconds[other]!, t.ackNanos[other]!))) {
      found.verdicts |= VERDICT.fastRetransmission | VERDICT.retransmission;
      return;
    }
    const roundTrip = this.#connections.at.roundTrip[slot]!;
    const patience = roundTrip === 0 ? DEFAULT_ROUND_TRIP : roundTrip * 1e9;
    const end = seqAdd(s.seq, s.length + ((s.flags & (SYN | FIN)) !== 0 ? 1 : 0));
    if (isWithin(patience, nanosSince(s, t.nextSeconds[mine]!, t.nextNanos[mine]!)) && t.next[mine] !== end) {
      found.verdicts |= VERDICT.outOfOrder;
      return;
    }
    found.verdicts |= VERDICT.retransmission;
    this.#timeOut(mine, s);
  }

  /** What the segment repeats, and what it brings that was missing. */
  #lookBack(mine: number, other: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    const { found } = this;
    const next = t.next[mine]!;
    const end = seqAdd(s.seq, s.length + ((s.flags & (SYN | FIN)) !== 0 ? 1 : 0));
    const oldEnd = seqDiff(end, next) > 0 ? next : end;
    found.filled = this.#missing.fill(mine, s.seq, oldEnd);
    found.repeated = Math.min(s.length, seqDiff(oldEnd, s.seq)) - found.filled;
    found.laterPacket = t.nextPacket[mine]!;
    found.laterNext = next;
    found.laterSeconds = nanosSince(s, t.nextSeconds[mine]!, t.nextNanos[mine]!) / 1e9;
    found.ackedTo = t.acked[other]!;
    found.ackedIn = t.ackPacket[other]!;
    found.repetitions = t.duplicates[other]!;
    const row = this.#unacknowledged.holding(mine, s.seq, end);
    const { seq, next: nextOf, packet } = this.#unacknowledged.sent.at;
    found.copyPacket = row === NONE ? 0 : packet[row]!;
    if (row === NONE) return;
    found.copyFrom = seqDiff(seq[row]!, s.seq) > 0 ? seq[row]! : s.seq;
    const bytesEnd = seqAdd(s.seq, s.length);
    found.copyTo = seqDiff(nextOf[row]!, bytesEnd) < 0 ? nextOf[row]! : bytesEnd;
  }

  /** How long the sender waited: since the oldest segment that is not acknowledged, or else the one that went furthest. */
  #timeOut(mine: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    const { found } = this;
    const row = this.#unacknowledged.oldest(mine);
    const { packet, seconds, nanos } = this.#unacknowledged.sent.at;
    found.timeoutPacket = row === NONE ? t.nextPacket[mine]! : packet[row]!;
    found.timeout = row === NONE ? found.laterSeconds : nanosSince(s, seconds[row]!, nanos[row]!) / 1e9;
  }

  /** Take note of what the segment says about its sender. */
  #remember(mine: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    let next = seqAdd(s.seq, s.length);
    if (s.length > 0 || (s.flags & (SYN | FIN)) !== 0) {
      const end = seqAdd(next, (s.flags & (SYN | FIN)) !== 0 ? 1 : 0);
      if (this.#unacknowledged.add(mine, s.seq, end, s.packet, s.seconds, s.nanos)) next = end;
    }
    // A reset that answers a SYN carries the number 0, which is none of its sender's (RFC 9293 §3.5.2).
    const isBeside = (this.found.verdicts & VERDICT.zeroWindowProbe) !== 0 || ((s.flags & RST) !== 0 && s.seq === 0);
    if (!isBeside && (t.known[mine] === 0 || seqDiff(next, t.next[mine]!) > 0)) {
      t.known[mine] = 1;
      t.next[mine] = next;
      t.nextPacket[mine] = s.packet;
      t.nextSeconds[mine] = s.seconds;
      t.nextNanos[mine] = s.nanos;
    }
    if (!isBeside && (t.seenKnown[mine] === 0 || s.seq === t.seen[mine])) {
      t.seenKnown[mine] = 1;
      t.seen[mine] = t.next[mine]!;
    }
    t.window[mine] = s.window;
    t.acked[mine] = s.ack;
    t.ackKnown[mine] = 1;
    if ((s.flags & (ACK | RST)) === ACK) {
      t.hasKnown[mine] = 1;
      t.has[mine] = s.ack;
    }
    t.ackSeconds[mine] = s.seconds;
    t.ackNanos[mine] = s.nanos;
    t.verdicts[mine] = this.found.verdicts;
    t.packet[mine] = s.packet;
  }

  /** What the other side sent up to the acknowledgment number is done with. */
  #acknowledge(other: number, s: JudgedSegment): void {
    const once = this.#unacknowledged.isSentOnce(other);
    const row = this.#unacknowledged.acknowledge(other, s.ack);
    if (row === NONE) return;
    const { packet, seconds, nanos } = this.#unacknowledged.sent.at;
    this.found.acksPacket = packet[row]!;
    this.found.ackRoundTrip = nanosSince(s, seconds[row]!, nanos[row]!) / 1e9;
    this.found.isSample = once;
  }

  #flight(mine: number, other: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    const { found } = this;
    if (s.length === 0 || t.flightUnknown[mine] === 1 || this.#unacknowledged.isEmpty(mine)) return;
    found.isNoted = true;
    const inFlight = this.#unacknowledged.span(mine) - t.selective[other]!;
    if (inFlight > 0 && inFlight < 2_000_000_000) found.bytesInFlight = inFlight - ((s.flags & (SYN | FIN)) !== 0 ? 1 : 0);
    t.pushed[mine] = t.pushEnded[mine] === 1 ? s.length : t.pushed[mine]! + s.length;
    t.pushEnded[mine] = (s.flags & PSH) !== 0 ? 1 : 0;
    found.pushBytes = t.pushed[mine]!;
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

function nanosSince(s: JudgedSegment, seconds: number, nanos: number): number {
  return (s.seconds - seconds) * 1e9 + (s.nanos - nanos);
}

/** Did so little time pass? A clock that went back does not say how much it was, and Wireshark takes it for long. */
function isWithin(limit: number, nanos: number): boolean {
  return nanos >= 0 && nanos < limit;
}
