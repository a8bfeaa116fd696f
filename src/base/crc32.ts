/** Reflected form of the polynomial of Ethernet (IEEE 802.3 §3.2.9), ZIP and PNG. */
const POLYNOMIAL = 0xedb88320;

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
  return crc;
});

/** The cyclic redundancy check of bytes `from`..`to`, as an unsigned number. Ethernet and 802.11 send it low byte first. */
export function crc32(bytes: Uint8Array, from: number, to: number): number {
  let crc = -1;
  for (let i = from; i < to; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Do the four bytes at `at` hold the check of bytes `from`..`at`? */
export function endsWithCrc32(bytes: Uint8Array, from: number, at: number): boolean {
  const sent = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
  return sent === crc32(bytes, from, at);
}
