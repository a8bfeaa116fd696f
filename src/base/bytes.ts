/** A copy of bytes `from`..`to`. (Not `slice`: the one of Node's Buffer is a view.) */
export function copyOf(bytes: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.subarray(from, to));
}
