import { fieldsOf, ipv6 as address, u16, u8 } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { addressFamily, IPV6_FAMILIES } from './address-family.ts';
import { etherType } from './ethertype.ts';
import { ipProtocol, ipProtocolNames } from './ip-protocol.ts';
import { linkType } from './link-type.ts';
import { nlpid } from './nlpid.ts';
import { pppProtocol } from './ppp-protocol.ts';

const HEADER = 40;
const f = fieldsOf('ipv6', 'RFC 8200 §3', {
  plen: u16(4, { label: 'Payload length', doc: 'x' }),
  nxt: u8(6, { names: ipProtocolNames, label: 'Next header', doc: 'x' }),
  hlim: u8(7, { label: 'Hop limit', doc: 'x' }),
  src: address(8, { label: 'Source', doc: 'x' }),
  dst: address(24, { label: 'Destination', doc: 'x' }),
});
function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  const b = w.bytes, s = w.start;
  w.body = s + HEADER;
  w.limit(HEADER + ((b[s + 4]! << 8) | b[s + 5]!));
  w.next = w.choose(ipProtocol, b[s + 6]!);
  return true;
}
export const ipv6 = protocol('ipv6', { short: 'IPv6', title: 'Internet Protocol version 6', spec: 'RFC 8200', doc: 'x', fields: f, step });
etherType.join(ipv6, 0x86dd);
linkType.join(ipv6, 229);
addressFamily.join(ipv6, ...IPV6_FAMILIES);
pppProtocol.join(ipv6, 0x0057);
nlpid.join(ipv6, 0x8e);
