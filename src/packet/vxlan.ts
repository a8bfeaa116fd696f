import { fieldsOf, flag, u16, u24, u8 } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import { Table } from '../base/table.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ethernet } from './ethernet.ts';
import { ipv4Protocol } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { mpls } from './mpls.ts';
import { nsh } from './nsh.ts';
import { udpPort } from './port.ts';

const HEADER = 8;
const GROUP_POLICY = 'draft-smith-vxlan-group-policy §2.1';

const f = fieldsOf('vxlan', 'RFC 7348 §5', {
  flags: u16(0, { hex: true, label: 'Flags', doc: 'Which of the fields that follow mean something.' }),
  flag_g: flag(0, 2, 0x8000, { within: 'flags', label: 'Group policy', doc: 'A group policy ID follows.', spec: GROUP_POLICY }),
  flag_i: flag(0, 2, 0x0800, { within: 'flags', label: 'Network identifier present', doc: 'Must be set: the network identifier is valid.' }),
  flag_d: flag(0, 2, 0x0040, { within: 'flags', label: "Don't learn", doc: 'The receiver is not to remember where the sender of the frame is.', spec: GROUP_POLICY }),
  flag_a: flag(0, 2, 0x0008, { within: 'flags', label: 'Policy applied', doc: 'The rules for the group have been applied already.', spec: GROUP_POLICY }),
  flags_reserved: u16(0, { mask: 0x77b7, hex: true, within: 'flags', label: 'Reserved', doc: 'Must be zero.' }),
  gbp: u16(2, { label: 'Group policy ID', doc: 'The group of machines that the sender belongs to.', spec: GROUP_POLICY }),
  vni: u24(4, { label: 'Network identifier', doc: 'Tells the virtual networks in one tunnel apart.' }),
  reserved8: u8(7, { label: 'Reserved', doc: 'Must be zero.' }),
});

const GENERIC = 'draft-ietf-nvo3-vxlan-gpe §3.1';
const NEXT = { ethernet: 3 } as const;
const NEXT_AT = 3;
const NEXT_BIT = 0x04;

const carriedNames = names('vxlan.next_proto', { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'NSH', 5: 'MPLS' });

const g = fieldsOf('vxlan', GENERIC, {
  ver: u8(0, { mask: 0x30, label: 'Version', doc: 'The version: 0.' }),
  i_bit: flag(0, 1, 0x08, { label: 'Network identifier present', doc: 'The network identifier is valid.' }),
  p_bit: flag(0, 1, 0x04, { label: 'Next protocol present', doc: 'The header says what follows; else it is an Ethernet frame.' }),
  b_bit: flag(0, 1, 0x02, { label: 'To many', doc: 'The packet is for more than one machine.' }),
  o_bit: flag(0, 1, 0x01, { label: 'Control packet', doc: 'The packet tests the tunnel and is not passed on to its end.' }),
  unused: u8(0, { mask: 0xc0, label: 'Reserved', doc: 'Must be zero.' }),
  reserved_16: u16(1, { label: 'Reserved', doc: 'Must be zero.' }),
  next_proto: u8(3, { names: carriedNames, label: 'Next protocol', doc: 'What is carried.' }),
});

/** What the next protocol leads to. */
const carried = new Table('vxlan.next_proto', data);

function stepGeneric(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  w.body = s + HEADER;
  w.next = w.choose(carried, b[s]! & NEXT_BIT ? b[s + NEXT_AT]! : NEXT.ethernet);
  return true;
}

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.start + HEADER;
  w.next = ethernet;
  return true;
}

export const vxlan = protocol('vxlan', {
  short: 'VXLAN', title: 'Virtual eXtensible Local Area Network', spec: 'RFC 7348',
  doc: 'Carries Ethernet frames of many virtual networks through a network of IP.',
  fields: f, step,
  lines: { frame: 'Network {vni}' },
});

export const vxlanGeneric = protocol('vxlan_gpe', {
  short: 'VXLAN-GPE', title: 'Generic Protocol Extension for VXLAN', spec: 'draft-ietf-nvo3-vxlan-gpe',
  doc: 'Carries packets of several protocols of many virtual networks through a network of IP.',
  fields: { ...g, vni: f.vni, reserved8: f.reserved8 }, step: stepGeneric,
  lines: { packet: 'Network {vxlan.vni}' },
});

udpPort.join(vxlanGeneric, 4790);
carried.join(ipv4Protocol, 1);
carried.join(ipv6, 2);
carried.join(ethernet, NEXT.ethernet);
carried.join(nsh, 4);
carried.join(mpls, 5);
// 8472 is what Linux took before a number was assigned.
udpPort.join(vxlan, 4789, 8472);
