import { bytes, fieldsOf, ipv4, u16, u32, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { chdlcProtocol } from './chdlc.ts';

const HEADER = 14;
const KEEPALIVE = 2;

const typeNames = names('slarp.ptype', { 0: 'address request', 1: 'address reply', 2: 'keep-alive' });
const isKeepalive = (b: Uint8Array, s: number): boolean => b[s + 3] === KEEPALIVE;
const isAddress = (b: Uint8Array, s: number): boolean => !isKeepalive(b, s);

const f = fieldsOf('slarp', 'RFC 1547 §4.3.1', {
  ptype: u32(0, { names: typeNames, label: 'Packet type', doc: 'Whether an address is asked for, or the line is only tried.' }),
  address: ipv4(4, { when: isAddress, label: 'Address', doc: 'IP address of the sender.' }),
  netmask: ipv4(8, { when: isAddress, label: 'Netmask', doc: 'Which bits of the address name the network.' }),
  mysequence: u32(4, { when: isKeepalive, label: 'My sequence number', doc: 'Counts the keep-alives of the sender.' }),
  yoursequence: u32(8, { when: isKeepalive, label: 'Your sequence number', doc: 'The last number that the sender has seen from the other end.' }),
  reliability: u16(12, { hex: true, label: 'Reliability', doc: 'Always ffff.' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes after the message without a meaning of their own.' }),
});

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.end;
  return true;
}

export const slarp = protocol('slarp', {
  short: 'SLARP', title: 'Serial Line Address Resolution Protocol', spec: 'RFC 1547 §4.3.1',
  doc: 'Routers of Cisco find out the address of the other end of a serial line with it, and whether the line still works.',
  fields: f, step,
  detail: (t) => {
    if (t.body > t.start + HEADER) t.add(f.rest, t.start + HEADER, t.body);
  },
  lines: { message: '{ptype:name}' },
});

chdlcProtocol.join(slarp, 0x8035);
