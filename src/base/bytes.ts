/** Two stretches of bytes, one after the other, in an array of their own. */
export function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Longest stretch that a loop copies faster than the runtime, which needs a view of it first. */
const SHORT = 64;

/** HOT: must not allocate where little is copied. Copy bytes `from`..`to` to index `at` of `target`. */
export function put(target: Uint8Array, at: number, bytes: Uint8Array, from: number, to: number): void {
  if (to - from > SHORT) target.set(bytes.subarray(from, to), at);
  else for (let i = from; i < to; i++) target[at + i - from] = bytes[i]!;
}

/** A copy of bytes `from`..`to`. (Not `slice`: the one of Node's Buffer is a view.) */
export function copyOf(bytes: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.subarray(from, to));
}

/**
 * HOT: must not allocate. Where a byte stands first in `from`..`to`; `to`: nowhere. Lines are short: a plain loop beats `indexOf`, which has no end
 * and, asked for each line of a buffer, would look through all the rest each time.
 */
export function indexOfByte(bytes: Uint8Array, byte: number, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== byte) at++;
  return at;
}

/** Bytes of a text that has one character for each, U+0000 to U+00FF. */
export function latinBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** HOT: must not allocate. Are bytes `from`..`to` all zero? */
export function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0) return false;
  return true;
}

/** HOT: must not allocate. The unsigned little-endian integer of four bytes at `at`. */
export function littleWord(bytes: Uint8Array, at: number): number {
  return ((bytes[at + 3]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 1]! << 8) | bytes[at]!) >>> 0;
}
