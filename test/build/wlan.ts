import { crc32 } from '../../src/base/crc32.ts';
import { concat, hex, u16 } from './bytes.ts';

/** Addresses in the order in which frames of these tests have them. */
export const first = hex('00 1b 21 77 00 01');
export const second = hex('00 1b 21 77 00 02');
export const third = hex('00 1b 21 77 00 03');
export const fourth = hex('00 1b 21 77 00 04');

/** A frame of 802.11 with three addresses and sequence control: frame control as on the wire, sequence 291. */
export function frame(control: number, ...rest: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concat(u16(control), hex('2c00'), first, second, third, hex('3012'), ...rest);
}

export const snap = (type: number, content: Uint8Array): Uint8Array<ArrayBuffer> => concat(hex('aaaa03 000000'), u16(type), content);

/** The frame with its check sequence, which goes low byte first. */
export function checked(whole: Uint8Array): Uint8Array<ArrayBuffer> {
  const crc = crc32(0, whole);
  return concat(whole, Uint8Array.of(crc & 255, (crc >>> 8) & 255, (crc >>> 16) & 255, crc >>> 24));
}
