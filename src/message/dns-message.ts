import { dnsTypeNames } from './dns-types.ts';
import { compressedName, NOWHERE } from './domain-name.ts';

/** Length of the header of a DNS message (RFC 1035 §4.1.1). */
export const DNS_HEADER = 12;
/** IANA, DNS OpCodes: the highest that is in use. */
const LAST_OPCODE = 6;
/** More records than any message has. */
const MANY = 0x1000;

/** Do bytes look like the header of a DNS message: is its operation one that exists, its reserved bit zero, and does it ask, or tell, something? */
export function looksLikeDns(b: Uint8Array, from: number, to: number): boolean {
  if (from + DNS_HEADER > to) return false;
  const counts = number(b, from + 4) + number(b, from + 6);
  return ((b[from + 2]! >> 3) & 15) <= LAST_OPCODE && (b[from + 3]! & 0x40) === 0 && counts > 0 && counts < MANY;
}

/** The first question of a message, `A www.lab.test`; an empty text where there is none. */
export function questionOf(b: Uint8Array, from: number, to: number): string {
  if (number(b, from + 4) === 0) return '';
  const name = compressedName(b, from, from + DNS_HEADER, to);
  if (name.to === NOWHERE || name.to + 2 > to) return '';
  const type = number(b, name.to);
  return `${dnsTypeNames.of(type) ?? `TYPE${type}`} ${name.text === '' ? '.' : name.text}`;
}

function number(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!;
}
