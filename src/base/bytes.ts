/** A copy of bytes `from`..`to`. (Not `slice`: the one of Node's Buffer is a view.) */
export function copyOf(bytes: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.subarray(from, to));
}

/** HOT: must not allocate. Where a byte stands in `from`..`to`, or -1. For lines, which are short, a plain loop beats `indexOf`, which cannot stop at `to`. */
export function indexOfByte(bytes: Uint8Array, byte: number, from: number, to: number): number {
  for (let i = from; i < to; i++) if (bytes[i] === byte) return i;
  return -1;
}
