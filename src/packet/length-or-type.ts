import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { etherType } from './ethertype.ts';
import { afterLength } from './llc.ts';

/** Numbers up to this are a length (IEEE 802.3 §3.2.6), those from 1536 on a type; between them lies nothing. */
const MAX_LENGTH = 1500;
const MIN_TYPE = 1536;

/** Does the number say how long the content is? Nobody sends frames of length 0: those that say so leave their type open. */
export const isLength = (n: number): boolean => n !== 0 && n <= MAX_LENGTH;
/** Does the number say which protocol the content is of? */
export const isType = (n: number): boolean => n === 0 || n >= MIN_TYPE;

/** HOT: must not allocate. The last two bytes of the header say what it carries: how long it is, or what. */
export function followLengthOrType(w: Walk): void {
  const { bytes: b, body } = w;
  const number = (b[body - 2]! << 8) | b[body - 1]!;
  if (isLength(number)) {
    w.carries(number);
    w.next = afterLength(w);
  } else {
    w.next = isType(number) ? w.choose(etherType, number) : data;
  }
}

/** HOT: must not allocate. The step of a tag of `size` bytes before what Ethernet carries. */
export function stepTag(w: Walk, size: number): boolean {
  if (!w.need(size)) return false;
  w.body = w.start + size;
  followLengthOrType(w);
  return true;
}
