import type { Comparable } from './literal.ts';

/** Order of two values of one kind: negative, 0 or positive; undefined where they cannot be compared. */
export function order(a: Comparable, b: Comparable): number | undefined {
  if (a instanceof Uint8Array || b instanceof Uint8Array) return a instanceof Uint8Array && b instanceof Uint8Array ? orderBytes(a, b) : undefined;
  if (typeof a === 'string' || typeof b === 'string') return typeof a !== 'string' || typeof b !== 'string' ? undefined : a < b ? -1 : a > b ? 1 : 0;
  return a < b ? -1 : a > b ? 1 : 0;
}

function orderBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** Do the first `bits` bits of two addresses agree? */
export function samePrefix(a: Comparable, b: Comparable, bits: number): boolean {
  if (typeof a === 'number' && typeof b === 'number') return bits === 0 || (a ^ b) >>> (32 - bits) === 0;
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return false;
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (a[i] !== b[i]) return false;
  return (bits & 7) === 0 || (a[whole]! ^ b[whole]!) >> (8 - (bits & 7)) === 0;
}

/** Does a text or a run of bytes hold another? */
export function holds(value: Comparable, part: Comparable): boolean {
  if (typeof value === 'string') return value.includes(typeof part === 'string' ? part : latin(part));
  if (!(value instanceof Uint8Array)) return false;
  const wanted = part instanceof Uint8Array ? part : new TextEncoder().encode(String(part));
  for (let at = 0; at + wanted.length <= value.length; at++) {
    let i = 0;
    while (i < wanted.length && value[at + i] === wanted[i]) i++;
    if (i === wanted.length) return true;
  }
  return false;
}

/** Text for patterns: each byte its own character. */
export function latin(value: Comparable): string {
  if (!(value instanceof Uint8Array)) return String(value);
  let text = '';
  for (const byte of value) text += String.fromCharCode(byte);
  return text;
}
