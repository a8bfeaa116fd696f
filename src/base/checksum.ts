/**
 * The internet checksum (RFC 1071): the one's complement sum of 16-bit words. Feed it stretches of even
 * length (only the last may be odd), then ask `checksum`. A sum over data that holds its own right checksum is 0xffff.
 */
export function addWords(sum: number, bytes: Uint8Array, from: number, to: number): number {
  let s = sum;
  const even = to - ((to - from) & 1);
  for (let i = from; i < even; i += 2) s += (bytes[i]! << 8) | bytes[i + 1]!;
  if (even !== to) s += bytes[even]! << 8;
  return fold(s);
}

/** Fold the carries of a sum below 2^53 back into 16 bits. */
export function fold(sum: number): number {
  let s = sum;
  while (s > 0xffff) s = (s % 0x10000) + Math.floor(s / 0x10000);
  return s;
}

/** The value that belongs in a checksum field, from the sum over everything with that field as zero. */
export function checksum(sum: number): number {
  return ~fold(sum) & 0xffff;
}
