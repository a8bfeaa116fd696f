import type { Analyzer } from '../analysis/analyzer.ts';

const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

/** Connections that are followed at the same time. */
const MAX_OPENING = 10_000;

interface Opening {
  readonly packet: number;
  readonly seq: number;
  answer: number;
  answerSeq: number;
}

/** Looks for a connection that is opened by SYN, SYN-ACK and ACK with the right numbers (RFC 9293 §3.5, figure 6), in a capture whose segments are judged. */
export class Handshakes {
  /** The packets of the first one. */
  first: readonly [syn: number, synAck: number, ack: number] | undefined;
  readonly #openings = new Map<number, Opening>();

  packet(a: Analyzer): void {
    if (this.first !== undefined || a.judgedLayer < 0) return;
    const { flags, seq, ack } = a.judged;
    const stream = a.connections.stream;
    if ((flags & RST) !== 0) this.#openings.delete(stream);
    else if ((flags & (SYN | ACK)) === SYN) this.#open(stream, a.number, seq);
    else this.#follow(this.#openings.get(stream), flags, seq, ack, a.number);
  }

  #open(stream: number, packet: number, seq: number): void {
    if (this.#openings.size < MAX_OPENING) this.#openings.set(stream, { packet, seq, answer: 0, answerSeq: 0 });
  }

  #follow(opening: Opening | undefined, flags: number, seq: number, ack: number, packet: number): void {
    if (opening === undefined) return;
    const next = (opening.seq + 1) >>> 0;
    if ((flags & SYN) !== 0 && ack === next) {
      opening.answer = packet;
      opening.answerSeq = seq;
    } else if (opening.answer !== 0 && (flags & ACK) !== 0 && seq === next && ack === (opening.answerSeq + 1) >>> 0) {
      this.first = [opening.packet, opening.answer, packet];
    }
  }
}
