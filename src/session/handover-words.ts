import type { Side } from './marks.ts';

/** A command of this length or more is not typed or sent piece by piece. */
const TYPED = 80;
const LF = 10;
const TO_LOWER = 0x20;

/** May what a side says lead to another dialogue on the same stream? Asked where nobody listens. */
export type HandoverWatch = (side: Side, bytes: Uint8Array, from: number, to: number) => boolean;

/**
 * Looks for words of the client, anywhere and in either case; lowercase letters are given. Commands that come in pieces, as they are typed at a terminal, count as
 * ones that may hold it.
 */
export function watchFor(...words: readonly string[]): HandoverWatch {
  const wanted = words.map((word) => Uint8Array.from(word, (c) => c.charCodeAt(0)));
  return (side, bytes, from, to) => side === 'client' && ((to - from < TYPED && bytes[to - 1] !== LF) || wanted.some((word) => holds(bytes, from, to, word)));
}

/** HOT: must not allocate. */
function holds(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  const first = word[0]!;
  for (let at = from; at + word.length <= to; at++) {
    if ((bytes[at]! | TO_LOWER) !== first) continue;
    let n = 1;
    while (n < word.length && (bytes[at + n]! | TO_LOWER) === word[n]) n++;
    if (n === word.length) return true;
  }
  return false;
}
