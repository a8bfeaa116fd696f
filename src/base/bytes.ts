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
