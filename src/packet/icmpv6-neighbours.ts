import { fieldsOf, flag, ipv6, u16, u32, u8 } from '../base/field.ts';
import type { Walk } from '../base/walk.ts';
import { quoteIpv6 } from './icmp-quote.ts';
import { type Message, of } from './icmpv6-common.ts';
import { ICMPV6 as T, preferenceNames } from './icmpv6-names.ts';
import { addNeighbourOptions, OPTION_UNIT, REDIRECTED_AT, REDIRECTED_HEADER } from './icmpv6-options.ts';

/** What a redirect holds before its options (RFC 4861 §4.5). */
const REDIRECT = 40;

const ofAdvertisement = of(T.routerAdvertisement);
const ofNeighbour = of(T.neighborAdvertisement);

/** Neighbour discovery: who is on the link, under which hardware address, and which routers there are. */
export const neighbourFields = fieldsOf('icmpv6', 'RFC 4861 §4', {
  'nd.ra.cur_hop_limit': u8(4, { when: ofAdvertisement, label: 'Current hop limit', doc: 'The hop limit that machines on the link should send with; 0: the router does not say.', spec: 'RFC 4861 §4.2' }),
  'nd.ra.flag': u8(5, { hex: true, when: ofAdvertisement, label: 'Flags', doc: 'Where machines get their addresses, and how good the router is.', spec: 'RFC 4861 §4.2' }),
  'nd.ra.flag.m': flag(5, 1, 0x80, { when: ofAdvertisement, label: 'Managed', doc: 'Addresses are given out by DHCPv6.', spec: 'RFC 4861 §4.2' }),
  'nd.ra.flag.o': flag(5, 1, 0x40, { when: ofAdvertisement, label: 'Other', doc: 'Other information, DNS servers say, is given out by DHCPv6.', spec: 'RFC 4861 §4.2' }),
  'nd.ra.flag.h': flag(5, 1, 0x20, { when: ofAdvertisement, label: 'Home agent', doc: 'The router stands in for machines that are away.', spec: 'RFC 6275 §7.1' }),
  'nd.ra.flag.prf': u8(5, { mask: 0x18, names: preferenceNames, when: ofAdvertisement, label: 'Preference', doc: 'How much the router is to be preferred to others.', spec: 'RFC 4191 §2.2' }),
  'nd.ra.flag.p': flag(5, 1, 0x04, { when: ofAdvertisement, label: 'Proxy', doc: 'The advertisement was passed on by a proxy.', spec: 'RFC 4389 §4.1.3' }),
  'nd.ra.flag.rsv': u8(5, { mask: 0x03, when: ofAdvertisement, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 4861 §4.2' }),
  'nd.ra.router_lifetime': u16(6, { unit: 'seconds', when: ofAdvertisement, label: 'Router lifetime', doc: 'How long the router may be used as a default router; 0: not at all.', spec: 'RFC 4861 §4.2' }),
  'nd.ra.reachable_time': u32(8, { unit: 'milliseconds', when: ofAdvertisement, label: 'Reachable time', doc: 'How long a neighbour counts as reachable after it was heard of; 0: the router does not say.', spec: 'RFC 4861 §4.2' }),
  'nd.ra.retrans_timer': u32(12, { unit: 'milliseconds', when: ofAdvertisement, label: 'Retransmission timer', doc: 'How long to wait before a neighbour is asked again; 0: the router does not say.', spec: 'RFC 4861 §4.2' }),
  'nd.ns.target_address': ipv6(8, { when: of(T.neighborSolicitation), label: 'Target address', doc: 'The address whose hardware address is asked for.', spec: 'RFC 4861 §4.3' }),
  'nd.na.flag': u32(4, { hex: true, when: ofNeighbour, label: 'Flags', doc: 'Who answers, and whether it is an answer.', spec: 'RFC 4861 §4.4' }),
  'nd.na.flag.r': flag(4, 4, 0x80000000, { when: ofNeighbour, label: 'Router', doc: 'The sender is a router.', spec: 'RFC 4861 §4.4' }),
  'nd.na.flag.s': flag(4, 4, 0x40000000, { when: ofNeighbour, label: 'Solicited', doc: 'The message answers a solicitation.', spec: 'RFC 4861 §4.4' }),
  'nd.na.flag.o': flag(4, 4, 0x20000000, { when: ofNeighbour, label: 'Override', doc: 'The address given here replaces one that is already known.', spec: 'RFC 4861 §4.4' }),
  'nd.na.flag.rsv': u32(4, { mask: 0x1fffffff, when: ofNeighbour, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 4861 §4.4' }),
  'nd.na.target_address': ipv6(8, { when: ofNeighbour, label: 'Target address', doc: 'The address whose hardware address is told.', spec: 'RFC 4861 §4.4' }),
  'nd.rd.target_address': ipv6(8, { when: of(T.redirect), label: 'Target address', doc: 'The better first hop; the same as the destination where that is on the link itself.', spec: 'RFC 4861 §4.5' }),
  'rd.na.destination_address': ipv6(24, { when: of(T.redirect), label: 'Destination address', doc: 'The destination that packets should be sent to by way of the target.', spec: 'RFC 4861 §4.5' }),
});

export const neighbourMessages: ReadonlyMap<number, Message> = new Map<number, Message>([
  [T.routerSolicitation, { fixed: 8, detail: addNeighbourOptions }],
  [T.routerAdvertisement, { fixed: 16, detail: addNeighbourOptions }],
  [T.neighborSolicitation, { fixed: 24, detail: addNeighbourOptions }],
  [T.neighborAdvertisement, { fixed: 24, detail: addNeighbourOptions }],
  [T.redirect, { fixed: REDIRECT, detail: addNeighbourOptions }],
  [T.inverseSolicitation, { fixed: 8, detail: addNeighbourOptions }],
  [T.inverseAdvertisement, { fixed: 8, detail: addNeighbourOptions }],
]);

/** HOT: must not allocate. One of the options of a redirect quotes the packet (RFC 4861 §4.6.3); options after it are left as a trailer. */
export function quoteRedirected(w: Walk): void {
  const b = w.bytes;
  for (let at = w.start + REDIRECT; at + REDIRECTED_AT < w.end; at += b[at + 1]! * OPTION_UNIT) {
    const size = b[at + 1]! * OPTION_UNIT;
    if (size === 0) return;
    if (b[at] !== REDIRECTED_HEADER || size <= REDIRECTED_AT) continue;
    w.body = at + REDIRECTED_AT;
    w.carries(size - REDIRECTED_AT);
    quoteIpv6(w);
    return;
  }
}
