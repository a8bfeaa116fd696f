import { littleWord } from './bytes.ts';

/** Four tables, so that four bytes are taken at a step. */
const tables = makeTables();

function makeTables(): Int32Array {
  const t = new Int32Array(4 * 256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = (c & 1) === 0 ? c >>> 1 : (c >>> 1) ^ 0xedb88320;
    t[n] = c;
  }
  for (let n = 256; n < t.length; n++) t[n] = (t[n - 256]! >>> 8) ^ t[t[n - 256]! & 255]!;
  return t;
}

/** The CRC-32 of Ethernet and gzip (RFC 1952 §8), continued from that of the bytes before; begin with 0. */
export function crc32(before: number, bytes: Uint8Array): number {
  const t = tables;
  const whole = bytes.length & ~3;
  let c = ~before;
  let at = 0;
  for (; at < whole; at += 4) {
    c ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    c = t[768 + (c & 255)]! ^ t[512 + ((c >>> 8) & 255)]! ^ t[256 + ((c >>> 16) & 255)]! ^ t[c >>> 24]!;
  }
  for (; at < bytes.length; at++) c = (c >>> 8) ^ t[(c ^ bytes[at]!) & 255]!;
  return ~c >>> 0;
}

/** Do the four bytes at `at` hold the check of bytes `from`..`at`, low byte first, as Ethernet and 802.11 send it? */
export function endsWithCrc32(bytes: Uint8Array, from: number, at: number): boolean {
  return littleWord(bytes, at) === crc32(0, bytes.subarray(from, at));
}
