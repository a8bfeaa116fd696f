import { fieldsOf, u16, u8 } from '../base/field.ts';
import { names, namesWithRule } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import { Table } from '../base/table.ts';
import type { Walk } from '../base/walk.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { linkType } from './link-type.ts';

/** What a number leads to that Cisco HDLC has beside the EtherTypes. */
export const chdlcProtocol = new Table('chdlc.protocol');

const HEADER = 4;
const UNICAST = 0x0f;
const MULTICAST = 0x8f;

/** HOT: must not allocate. Does a frame that begins with this byte have the header of Cisco, not that of PPP? */
export const isCiscoAddress = (first: number): boolean => first === UNICAST || first === MULTICAST;

const addressNames = names('chdlc.address', { [UNICAST]: 'unicast', [MULTICAST]: 'multicast' });
const protocolNames = namesWithRule('chdlc.protocol', { 0x2000: 'CDP', 0x8035: 'SLARP', 0xfefe: 'OSI' }, (value) => ({ names: etherTypeNames, value }));

const f = fieldsOf('chdlc', 'RFC 1547 §4.3.1', {
  address: u8(0, { hex: true, names: addressNames, label: 'Address', doc: 'Whether the packet is for the other end, or for everyone.' }),
  control: u8(1, { hex: true, label: 'Control', doc: 'Always 0.' }),
  protocol: u16(2, { hex: true, names: protocolNames, label: 'Protocol', doc: 'Which protocol the packet is of, mostly by its EtherType.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  w.body = s + HEADER;
  const number = (b[s + 2]! << 8) | b[s + 3]!;
  w.next = w.choose(chdlcProtocol, number) ?? w.choose(etherType, number);
  return true;
}

export const chdlc = protocol('chdlc', {
  short: 'CHDLC', title: 'Cisco HDLC', spec: 'RFC 1547 §4.3.1',
  doc: 'Carries packets over a serial line between two routers of Cisco.',
  fields: f, step,
  lines: { packet: '{protocol:name}' },
});

linkType.join(chdlc, 104);
