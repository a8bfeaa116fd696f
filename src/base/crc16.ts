/** Reflected form of the polynomial of HDLC (RFC 1662, appendix C.2). */
const POLYNOMIAL = 0x8408;

/** The 16-bit frame check sequence of HDLC over bytes `from`..`to`; it is sent low byte first. */
export function crc16(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffff;
  for (let i = from; i < to; i++) {
    crc ^= bytes[i]!;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
  }
  return ~crc & 0xffff;
}
