import { arpFields } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';

/** Questions that are remembered, by asker and asked; a newer one takes the place of an older. A power of two. */
export const MAX_QUESTIONS = 1 << 14;

/** Finds the question that an ARP reply answers: the last one that its target asked for its sender. */
export class ArpQuestions {
  /** Set by `answer`: the packet with the question, or 0; and how long the answer took, in seconds. */
  packet = 0;
  delay = 0;

  readonly #askers = new Uint32Array(MAX_QUESTIONS);
  readonly #asked = new Uint32Array(MAX_QUESTIONS);
  readonly #packets = new Uint32Array(MAX_QUESTIONS);
  readonly #seconds = new Float64Array(MAX_QUESTIONS);
  readonly #nanos = new Int32Array(MAX_QUESTIONS);
  readonly #isAnswered = new Uint8Array(MAX_QUESTIONS);

  /** HOT: must not allocate. The packet at hand asks, with IPv4 addresses as numbers. */
  ask(a: Analyzer, asker: number, asked: number): void {
    const i = placeOf(asker, asked);
    this.#askers[i] = asker;
    this.#asked[i] = asked;
    this.#packets[i] = a.number;
    this.#seconds[i] = a.seconds;
    this.#nanos[i] = a.nanos;
    this.#isAnswered[i] = 0;
  }

  /** HOT: must not allocate. The packet at hand answers. The question learns of the first answer alone; others may come from those who are not meant. */
  answer(a: Analyzer, asked: number, asker: number): void {
    const i = placeOf(asker, asked);
    this.packet = 0;
    if (this.#packets[i] === 0 || this.#askers[i] !== asker || this.#asked[i] !== asked) return;
    this.packet = this.#packets[i]!;
    this.delay = a.seconds - this.#seconds[i]! + (a.nanos - this.#nanos[i]!) / 1e9;
    if (this.#isAnswered[i] === 0) a.learn?.add(arpFields.resp_in, this.packet, a.number);
    this.#isAnswered[i] = 1;
  }
}

function placeOf(asker: number, asked: number): number {
  const hash = Math.imul(asker, 0x9e3779b1) ^ Math.imul(asked, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) & (MAX_QUESTIONS - 1);
}
