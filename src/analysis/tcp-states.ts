import { Columns } from '../base/columns.ts';
import { ACK, FIN, RST, SYN } from '../stream/reassembler.ts';
import { seqAdd, seqDiff } from '../stream/seq.ts';
import { CONDUCT, CONDUCT_BITS, CONDUCT_MASK, conductAfter, connState, type ConnState } from './conn-state.ts';
import type { JudgedSegment } from './judged-segment.ts';

/** The states of an end of a connection (RFC 9293 §3.3.2). UNHEARD: no segment has told anything of it yet. */
export const STATE = {
  unheard: 0, closed: 1, listen: 2, synSent: 3, synReceived: 4, established: 5, finWait1: 6, finWait2: 7, closeWait: 8, closing: 9, lastAck: 10, timeWait: 11,
} as const;

/** Their names, by number. */
export const stateNames = ['', 'CLOSED', 'LISTEN', 'SYN-SENT', 'SYN-RECEIVED', 'ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const;

/** What is kept of each side: its state, its conduct in Zeek's terms, whether it was asked and did not ask itself, and the numbers that acknowledge its SYN and its FIN. */
const SIDE = { state: Uint8Array, conduct: Uint8Array, passive: Uint8Array, synKnown: Uint8Array, synEnd: Uint32Array, finKnown: Uint8Array, finEnd: Uint32Array } as const;

/**
 * Follows the states of both ends, segment by segment (RFC 9293 §3.3.2, figure 5). As in the figures of §3.5 and §3.6, the states are those after the
 * segment has left the one end and reached the other: what was captured is taken to have arrived, in the order of the capture. Where the beginning is
 * not in the capture, an end that talks or is talked to is ESTABLISHED. TIME-WAIT ends by the clock alone, which no segment tells.
 */
export class TcpStates {
  readonly #sides = new Columns(SIDE);

  /** A slot is given to a new connection. */
  open(slot: number): void {
    while (this.#sides.length <= slot * 2 + 1) this.#sides.add();
    this.#sides.clear(slot * 2);
    this.#sides.clear(slot * 2 + 1);
  }

  /** The state of a side, a number of STATE. */
  state(slot: number, side: number): number {
    return this.#sides.at.state[slot * 2 + side]!;
  }

  /** How the connection went so far, in Zeek's terms; `client` is the side that opened it. */
  connState(slot: number, client: number, hasData: boolean): ConnState {
    const { conduct } = this.#sides.at;
    return connState(conduct[slot * 2 + client]!, conduct[slot * 2 + 1 - client]!, hasData);
  }

  /** HOT: must not allocate. A segment that `side` sent. */
  follow(slot: number, side: 0 | 1, s: JudgedSegment): void {
    const mine = slot * 2 + side;
    const other = slot * 2 + 1 - side;
    const { state, conduct } = this.#sides.at;
    if ((s.flags & (SYN | FIN | RST)) === 0 && state[mine] === STATE.established && state[other] === STATE.established && conduct[mine] !== CONDUCT.silent) return;
    const both = conductAfter(conduct[mine]!, conduct[other]!, s.flags, s.length);
    conduct[mine] = both & CONDUCT_MASK;
    conduct[other] = both >> CONDUCT_BITS;
    this.#learn(mine, s);
    state[mine] = sent(state[mine]!, s.flags, this.#acksFin(other, s));
    this.#receive(other, s);
  }

  /** The numbers with which the SYN and the FIN of a side will be acknowledged. */
  #learn(mine: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    const next = seqAdd(s.seq, s.length + ((s.flags & SYN) !== 0 ? 1 : 0));
    if ((s.flags & SYN) !== 0) {
      t.synKnown[mine] = 1;
      t.synEnd[mine] = seqAdd(s.seq, 1);
      if ((s.flags & ACK) === 0) t.passive[mine] = 0;
    }
    if ((s.flags & FIN) !== 0) {
      t.finKnown[mine] = 1;
      t.finEnd[mine] = seqAdd(next, 1);
    }
  }

  /** Does a segment acknowledge the FIN of the side it goes to? */
  #acksFin(other: number, s: JudgedSegment): boolean {
    const t = this.#sides.at;
    return (s.flags & ACK) !== 0 && t.finKnown[other] === 1 && seqDiff(s.ack, t.finEnd[other]!) >= 0;
  }

  #receive(other: number, s: JudgedSegment): void {
    const t = this.#sides.at;
    const state = t.state[other]!;
    const acksSyn = (s.flags & ACK) !== 0 && (t.synKnown[other] === 0 || seqDiff(s.ack, t.synEnd[other]!) >= 0);
    if ((s.flags & RST) !== 0) {
      t.state[other] = reset(state, t.passive[other] === 1, acksSyn);
      return;
    }
    if ((s.flags & SYN) !== 0) {
      if (state === STATE.unheard || state === STATE.listen || state === STATE.closed) t.passive[other] = (s.flags & ACK) === 0 ? 1 : 0;
      t.state[other] = synchronized(state, acksSyn, (s.flags & ACK) !== 0);
      return;
    }
    const now = acknowledged(state, acksSyn, this.#acksFin(other, s));
    t.state[other] = (s.flags & FIN) === 0 ? now : closedByPeer(now);
  }
}

/** The state of an end that has sent a segment with these flags. A FIN that does not acknowledge the FIN of the peer has crossed it (figure 13). */
function sent(state: number, flags: number, acksFin: boolean): number {
  if ((flags & RST) !== 0) return STATE.closed;
  let now = state;
  if ((flags & SYN) !== 0) now = asked(now, (flags & ACK) !== 0);
  else if (state === STATE.unheard || state === STATE.listen || (state === STATE.synSent && (flags & ACK) !== 0)) now = STATE.established;
  if ((flags & FIN) === 0) return now;
  if (now === STATE.closeWait) return acksFin ? STATE.lastAck : STATE.closing;
  return now === STATE.established || now === STATE.synReceived || now === STATE.synSent ? STATE.finWait1 : now;
}

/** After a SYN, or a SYN that answers one. */
function asked(state: number, isAnswer: boolean): number {
  if (state === STATE.unheard || state === STATE.listen || state === STATE.closed) return isAnswer ? STATE.synReceived : STATE.synSent;
  return isAnswer && state === STATE.synSent ? STATE.synReceived : state;
}

/** The state of an end that got a RST (RFC 9293 §3.5.3, §3.10.7): one that was asked waits for the next to ask; one that asks believes only who answers it. */
function reset(state: number, passive: boolean, acksSyn: boolean): number {
  if (state === STATE.listen) return state;
  if (state === STATE.synSent && !acksSyn) return state;
  return state === STATE.synReceived && passive ? STATE.listen : STATE.closed;
}

/** The state of an end that got a SYN, or a SYN that answers its own. Who has not been heard was waiting for it, or had asked. */
function synchronized(state: number, acksSyn: boolean, isAnswer: boolean): number {
  switch (state) {
    case STATE.unheard:
    case STATE.listen:
    case STATE.closed:
      return isAnswer ? STATE.established : STATE.synReceived;
    case STATE.synSent:
      return isAnswer && acksSyn ? STATE.established : isAnswer ? state : STATE.synReceived;
    case STATE.synReceived:
      return isAnswer && acksSyn ? STATE.established : state;
    default:
      return state;
  }
}

/** The state of an end after an acknowledgment of its SYN or FIN. */
function acknowledged(state: number, acksSyn: boolean, acksFin: boolean): number {
  if (state === STATE.unheard) return STATE.established;
  if (state === STATE.synReceived) return acksSyn ? STATE.established : state;
  if (!acksFin) return state;
  if (state === STATE.finWait1) return STATE.finWait2;
  if (state === STATE.closing) return STATE.timeWait;
  return state === STATE.lastAck ? STATE.closed : state;
}

/** The state of an end that got a FIN. */
function closedByPeer(state: number): number {
  if (state === STATE.established || state === STATE.synReceived) return STATE.closeWait;
  if (state === STATE.finWait1) return STATE.closing;
  return state === STATE.finWait2 ? STATE.timeWait : state;
}
