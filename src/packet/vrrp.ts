import { bytes, fieldsOf, ipv4, ipv6 as address6, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipProtocol } from './ip-protocol.ts';
import { ipv4Protocol } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { Places } from './places.ts';

const HEADER = 8;
const isVersion3 = (b: Uint8Array, s: number): boolean => b[s]! >> 4 === 3;
const isOlder = (b: Uint8Array, s: number): boolean => !isVersion3(b, s);

const typeNames = names('vrrp.type', { 1: 'advertisement' });
const authenticationNames = names('vrrp.auth_type', { 0: 'none', 1: 'password', 2: 'IP authentication header' });
const priorityNames = names('vrrp.prio', { 0: 'gives the address up', 100: 'default', 255: 'owner of the address' });

const f = fieldsOf('vrrp', 'RFC 5798 §5.1', {
  typever: u8(0, { label: 'Version and type', doc: 'Both in one byte.' }),
  version: u8(0, { mask: 0xf0, within: 'typever', label: 'Version', doc: '2, or 3, which is for IPv6, too.' }),
  type: u8(0, { mask: 0x0f, within: 'typever', names: typeNames, label: 'Type', doc: 'What kind of message it is.' }),
  virt_rtr_id: u8(1, { label: 'Virtual router', doc: 'Which of the virtual routers of the network the message is about.' }),
  prio: u8(2, { names: priorityNames, label: 'Priority', doc: 'The router with the highest one answers for the address.' }),
  addr_count: u8(3, { label: 'Number of addresses', doc: 'How many addresses the virtual router has.' }),
  auth_type: u8(4, { names: authenticationNames, when: isOlder, label: 'Authentication type', doc: 'How the message proves that it comes from a router of the network.', spec: 'RFC 2338 §5.3.6' }),
  adver_int: u8(5, { unit: 'seconds', when: isOlder, label: 'Interval', doc: 'How often the message is sent.', spec: 'RFC 3768 §5.3.7' }),
  reserved_mbz: u16(4, { mask: 0xf000, when: isVersion3, label: 'Reserved', doc: 'Must be zero.' }),
  short_adver_int: u16(4, { mask: 0x0fff, when: isVersion3, label: 'Interval', doc: 'How often the message is sent, in hundredths of a second.' }),
  checksum: u16(6, { hex: true, label: 'Checksum', doc: "One's complement sum over the message; in version 3 over the addresses of the IP packet, too." }),
  ip_addr: ipv4(VARIES, { label: 'Address', doc: 'An address that the virtual router answers for.' }),
  ipv6_addr: address6(VARIES, { label: 'Address', doc: 'An address that the virtual router answers for.' }),
  auth: bytes(VARIES, 0, { label: 'Authentication', doc: 'The proof, in version 2.', spec: 'RFC 2338 §5.3.10' }),
});

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body < t.start + HEADER) return;
  const p = new Places(t, t.start + HEADER, t.body);
  const field = t.walk.find(ipv6, t.layer) > t.walk.find(ipv4Protocol, t.layer) ? f.ipv6_addr : f.ip_addr;
  for (let i = t.bytes[t.start + 3]!; i > 0 && p.take(field); i--);
  p.rest(f.auth);
}

export const vrrp = protocol('vrrp', {
  short: 'VRRP', title: 'Virtual Router Redundancy Protocol', spec: 'RFC 5798',
  doc: 'Several routers share an address: if the one that answers for it fails, another takes over.',
  fields: f, step, detail,
  lines: { message: '{type:name}, router {virt_rtr_id}, priority {prio}' },
});

ipProtocol.join(vrrp, 112);
