/**
 * Arithmetic of TCP sequence numbers, which wrap around at 2^32 (RFC 9293 §3.4). All values are kept as
 * unsigned 32-bit numbers; a difference is signed and right as long as the two are less than 2 GiB apart.
 */

/** How far `a` is after `b`, in bytes; negative if it is before it. */
export function seqDiff(a: number, b: number): number {
  return (a - b) | 0;
}

export function seqAdd(a: number, n: number): number {
  return (a + n) >>> 0;
}
