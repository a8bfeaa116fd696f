/** A stretch of BER: a tag, and where its content is. */
export interface Element {
  readonly tag: number;
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/** The element that begins at `at` and ends by `to`, or undefined. Lengths of more than four bytes, and open ones, are not what anybody sends. */
export function element(b: Uint8Array, at: number, to: number): Element | undefined {
  const found = elementBeginning(b, at, to);
  return found === undefined || found.to > to ? undefined : found;
}

/** The element at `at`, if its tag is the one that belongs there. */
export function taggedElement(b: Uint8Array, at: number, to: number, tag: number): Element | undefined {
  const found = element(b, at, to);
  return found?.tag === tag ? found : undefined;
}

/** The element at `at` of which only tag and length need be there: it may end beyond `to`, or undefined. (X.690 §8.1.2, §8.1.3; tags of more than a byte are not read.) */
export function elementBeginning(b: Uint8Array, at: number, to: number): Element | undefined {
  if (at + 2 > to) return undefined;
  let from = at + 2;
  let length = b[at + 1]!;
  if (length >= 0x80) {
    const size = length & 0x7f;
    if (size === 0 || size > 4 || from + size > to) return undefined;
    length = 0;
    for (let i = 0; i < size; i++) length = length * 256 + b[from + i]!;
    from += size;
  }
  return { tag: b[at]!, start: at, from, to: from + length };
}
