import { composed, either, fieldsOf, ipv6 as address, u16, u24, u32, u8 } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { addressFamily, IPV6_FAMILIES } from './address-family.ts';
import { etherType } from './ethertype.ts';
import { ipProtocol, ipProtocolNames } from './ip-protocol.ts';
import { dscpNames, ecnNames, ipv4Fields } from './ipv4.ts';
import { jumboLength } from './ipv6-options.ts';
import { linkType } from './link-type.ts';
import { nlpid } from './nlpid.ts';
import { pppProtocol } from './ppp-protocol.ts';

const HEADER = 40;
const HOP_BY_HOP = 0;
const TCP = 6;

const f = fieldsOf('ipv6', 'RFC 8200 §3', {
  version: u8(0, { mask: 0xf0, label: 'Version', doc: 'The version of IP: 6.' }),
  tclass: u32(0, { mask: 0x0ff00000, hex: true, label: 'Traffic class', doc: 'How urgently routers are to treat the packet, and whether one of them was congested.', spec: 'RFC 8200 §7' }),
  'tclass.dscp': u32(0, { mask: 0x0fc00000, names: dscpNames, label: 'DSCP', doc: 'The class of treatment that the sender asks for.', spec: 'RFC 2474 §3' }),
  'tclass.ecn': u32(0, { mask: 0x00300000, names: ecnNames, label: 'ECN', doc: 'Explicit congestion notification: a congested router marks the packet in place of dropping it.', spec: 'RFC 3168 §5' }),
  flow: u24(1, { mask: 0x0fffff, hex: true, label: 'Flow label', doc: 'Packets of one flow share it, so that routers can keep them on one path without looking further.', spec: 'RFC 6437 §2' }),
  plen: u16(4, { unit: 'bytes', label: 'Payload length', doc: 'Length of what follows this header, extension headers included; 0: a jumbo payload option says it.' }),
  nxt: u8(6, { names: ipProtocolNames, label: 'Next header', doc: 'What follows this header: an extension header, or the protocol that the packet carries.' }),
  hlim: u8(7, { label: 'Hop limit', doc: 'How many more routers may pass the packet on; each takes one off, and at zero the packet is dropped.' }),
  src: address(8, { label: 'Source address', doc: 'The address of the sender.' }),
  dst: address(24, { label: 'Destination address', doc: 'The address of the recipient; not the final one while a routing header still names others.' }),
  addr: either('ipv6', ['src', 'dst'], { label: 'Source or destination address', doc: 'Either address of the packet.' }),
  src_host: composed({ label: 'Source host', doc: 'The source address as text, so that parts of it can be searched for.' }),
  dst_host: composed({ label: 'Destination host', doc: 'The destination address as text, so that parts of it can be searched for.' }),
  host: either('text', ['src_host', 'dst_host'], { label: 'Source or destination host', doc: 'Either host of the packet.' }),
});
export const ipv6Fields = f;
/** `ip.version` is found in either header, whichever it is. */
const { version, ...others } = f;

function step(w: Walk): boolean {
  const b = w.bytes;
  const s = w.start;
  if (!w.need(HEADER)) return false;
  if (b[s]! >> 4 !== 6) {
    w.body = s + 4;
    return w.fail('version', s, 6, b[s]! >> 4);
  }
  w.body = s + HEADER;
  limit(w, (b[s + 4]! << 8) | b[s + 5]!, b[s + 6]!);
  w.next = w.choose(ipProtocol, b[s + 6]!);
  return true;
}

/** A length of 0: a longer one stands in an option, or a card that cuts TCP segments itself was handed more than the field can say. */
function limit(w: Walk, length: number, next: number): void {
  if (length !== 0) w.limit(HEADER + length);
  else if (next === HOP_BY_HOP) w.limit(HEADER + jumboLength(w.bytes, w.body, w.end));
  else if (next !== TCP) w.limit(HEADER);
}

export const ipv6 = protocol('ipv6', {
  short: 'IPv6', title: 'Internet Protocol version 6', spec: 'RFC 8200',
  doc: 'Carries packets across networks, from the sender to the final recipient, without a promise that they arrive.',
  fields: { version, versionOfEither: ipv4Fields.version, ...others }, step,
  lines: { packet: '{nxt:name}' },
});

etherType.join(ipv6, 0x86dd);
ipProtocol.join(ipv6, 41);
linkType.join(ipv6, 229);
addressFamily.join(ipv6, ...IPV6_FAMILIES);
pppProtocol.join(ipv6, 0x0057);
nlpid.join(ipv6, 0x8e);
