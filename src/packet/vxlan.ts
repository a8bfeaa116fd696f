import { fieldsOf, flag, u16, u24, u8 } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { ethernet } from './ethernet.ts';
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

// 8472 is what Linux took before a number was assigned.
udpPort.join(vxlan, 4789, 8472);
