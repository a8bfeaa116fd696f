import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ICMP } from './icmp-names.ts';
import { ICMPV6 } from './icmpv6-names.ts';
import { ipv4Protocol } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';

const ICMP_PROTOCOL = 1;
const ICMPV6_PROTOCOL = 58;

/** What an error message is about that it must not be about; the numbers are those of `breachNames`. */
const BREACH = { error: 1, group: 2, fragment: 3, source: 4 } as const;

/** HOT: must not allocate. What follows the header is the beginning of a datagram, quoted: of IPv4, unless it says that it is of IPv6. */
export function quoteIpv4(w: Walk): void {
  w.quote();
  if (w.body < w.end) w.next = w.bytes[w.body]! >> 4 === 6 ? ipv6 : ipv4Protocol;
}

/** HOT: must not allocate. What follows the header is the beginning of a datagram of IPv6, quoted. */
export function quoteIpv6(w: Walk): void {
  w.quote();
  if (w.body < w.end) w.next = w.bytes[w.body]! >> 4 === 6 ? ipv6 : data;
}

/** The quoted datagram was sent with this length; what is missing of its header counts as 0. HOT: must not allocate. */
export function quotedLength(b: Uint8Array, at: number, end: number): number {
  if (at + 6 > end) return 0;
  return b[at]! >> 4 === 6 ? 40 + ((b[at + 4]! << 8) | b[at + 5]!) : (b[at + 2]! << 8) | b[at + 3]!;
}

/** Which rule forbids an error message about the datagram of IPv4 at `at` (RFC 1122 §3.2.2); 0: none. */
export function breachOf(t: TreeBuilder, at: number): number {
  const b = t.bytes;
  if (at + 20 > t.end || b[at]! >> 4 !== 4) return 0;
  const header = (b[at]! & 15) * 4;
  const fragmentOffset = ((b[at + 6]! & 0x1f) << 8) | b[at + 7]!;
  if (fragmentOffset !== 0) return BREACH.fragment;
  if (b[at + 9] === ICMP_PROTOCOL && at + header < t.end && isError(b[at + header]!)) return BREACH.error;
  if (isGroup(b, at + 16)) return BREACH.group;
  return isNoHost(b, at + 12) ? BREACH.source : 0;
}

function isError(type: number): boolean {
  return type === ICMP.unreachable || type === ICMP.sourceQuench || type === ICMP.redirect || type === ICMP.timeExceeded || type === ICMP.parameterProblem;
}

const isGroup = (b: Uint8Array, at: number): boolean => (b[at]! >= 224 && b[at]! < 240) || isAll(b, at, 4, 255);

/** Zero, loopback, multicast, broadcast and class E addresses are not those of a single host. */
function isNoHost(b: Uint8Array, at: number): boolean {
  return b[at]! >= 224 || b[at] === 127 || isAll(b, at, 4, 0);
}

/** Which rule forbids an error message about the datagram of IPv6 at `at` (RFC 4443 §2.4 (e)); 0: none. `mayBeGroup`: the kinds of error that may be about multicast. */
export function breachOf6(t: TreeBuilder, at: number, mayBeGroup: boolean): number {
  const b = t.bytes;
  if (at + 40 > t.end || b[at]! >> 4 !== 6) return 0;
  if (b[at + 6] === ICMPV6_PROTOCOL && at + 40 < t.end && isError6(b[at + 40]!)) return BREACH.error;
  if (b[at + 24] === 0xff && !mayBeGroup) return BREACH.group;
  return b[at + 8] === 0xff || isAll(b, at + 8, 16, 0) ? BREACH.source : 0;
}

/** Types below 128 are errors (RFC 4443 §2.1). */
const isError6 = (type: number): boolean => type < ICMPV6.echo || type === ICMPV6.redirect;

function isAll(b: Uint8Array, at: number, size: number, value: number): boolean {
  for (let i = at; i < at + size; i++) if (b[i] !== value) return false;
  return true;
}
