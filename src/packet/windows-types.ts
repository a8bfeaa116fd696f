import { NEVER, NO_DATE } from '../base/value.ts';

/** Ticks of 100 nanoseconds from 1601, where FILETIME begins, to 1970. */
const EPOCH = 116_444_736_000_000_000n;
const TICKS_PER_SECOND = 10_000_000n;
/** The last second that a date can be made of; what lies beyond is no date that anybody set. */
const LAST_SECOND = 253_402_300_799n;

interface FileTime {
  /** Since 1970. */
  readonly seconds: bigint;
  /** Ticks beyond the second: seven digits. */
  readonly fraction: string;
}

/** A FILETIME (MS-DTYP §2.3.3), little-endian, as the value of a date: seconds since 1970, with nine decimals; or words in the place of a time that is none. */
export function fileTimeDate(b: Uint8Array, at: number): string {
  const time = fileTime(b, at);
  return typeof time === 'string' ? time : `${time.seconds}.${time.fraction}00`;
}

/** Words in the place of a time that is none. */
function fileTime(b: Uint8Array, at: number): FileTime | typeof NO_DATE | typeof NEVER {
  let ticks = 0n;
  for (let i = 7; i >= 0; i--) ticks = (ticks << 8n) | BigInt(b[at + i]!);
  if (ticks === 0n) return NO_DATE;
  const since1970 = ticks - EPOCH;
  let seconds = since1970 / TICKS_PER_SECOND;
  let rest = since1970 % TICKS_PER_SECOND;
  if (rest < 0n) {
    rest += TICKS_PER_SECOND;
    seconds -= 1n;
  }
  return seconds > LAST_SECOND ? NEVER : { seconds, fraction: String(rest).padStart(7, '0') };
}

const hex = (b: Uint8Array, ...indices: readonly number[]): string => indices.map((i) => b[i]!.toString(16).padStart(2, '0')).join('');

/** A GUID (MS-DTYP §2.3.4.2): its first three parts are little-endian numbers, the rest single bytes. */
export function guidText(b: Uint8Array, at: number): string {
  const g = b.subarray(at, at + 16);
  return `${hex(g, 3, 2, 1, 0)}-${hex(g, 5, 4)}-${hex(g, 7, 6)}-${hex(g, 8, 9)}-${hex(g, 10, 11, 12, 13, 14, 15)}`;
}

/** UTF-16, little-endian; an odd byte at the end is left out. */
export function utf16Text(b: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i + 1 < to; i += 2) text += String.fromCharCode(b[i]! | (b[i + 1]! << 8));
  return text;
}
