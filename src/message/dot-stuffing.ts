import { indexOfByte } from '../base/bytes.ts';

const DOT = 0x2e;
const LF = 0x0a;

/**
 * Takes away the dots that a sender put before every line that begins with one, so that no line of the text is the lone dot
 * by which it ends (RFC 5321 §4.5.2, RFC 1939 §3). The text may come in stretches cut anywhere but between such a dot and what follows it.
 */
export class DotUnstuffer {
  #isLineStart = true;

  /** HOT: must not allocate. Hand on bytes `from`..`to` without the doubled dots, in as few stretches as that takes. */
  pass(b: Uint8Array, from: number, to: number, on: (bytes: Uint8Array, from: number, to: number) => void): void {
    let begin = from;
    let at = from;
    while (at < to) {
      if (this.#isLineStart && b[at] === DOT) {
        if (at > begin) on(b, begin, at);
        begin = at + 1;
      }
      const lf = indexOfByte(b, LF, at, to);
      this.#isLineStart = lf < to;
      at = lf + 1;
    }
    if (to > begin) on(b, begin, to);
  }

  /** HOT: must not allocate. Hand on bytes of which it is known that no line begins with a dot. */
  passPlain(b: Uint8Array, from: number, to: number, on: (bytes: Uint8Array, from: number, to: number) => void): void {
    if (to === from) return;
    this.#isLineStart = b[to - 1] === LF;
    on(b, from, to);
  }

  /** Bytes were lost: where a line begins is not known before the next one ends. */
  lose(): void {
    this.#isLineStart = false;
  }
}
