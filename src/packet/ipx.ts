import { fieldsOf, mac, u16, u32, u8 } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { etherType } from './ethertype.ts';
import { llcSap, NO_LLC } from './llc.ts';
import { pppProtocol } from './ppp-protocol.ts';
import { macNames } from './vendor.ts';

const HEADER = 30;

const typeNames = names('ipx.packet_type', { 0: 'unknown', 1: 'RIP', 4: 'PEP', 5: 'SPX', 17: 'NCP', 20: 'NetBIOS broadcast' });
const socketNames = names('ipx.socket', {
  0x0451: 'NCP', 0x0452: 'SAP', 0x0453: 'RIP', 0x0455: 'NetBIOS', 0x0456: 'diagnostics', 0x0457: 'serialization', 0x0550: 'NWLink SMB server', 0x0551: 'NWLink SMB names', 0x0552: 'NWLink SMB redirector',
  0x0553: 'NWLink SMB datagrams',
});

const f = fieldsOf('ipx', 'Novell IPX', {
  checksum: u16(0, { hex: true, label: 'Checksum', doc: 'ffff: the sender did without.' }),
  len: u16(2, { unit: 'bytes', label: 'Length', doc: 'Length of the packet, this header included.' }),
  hops: u8(4, { label: 'Hops', doc: 'How many routers the packet has passed.' }),
  packet_type: u8(5, { hex: true, names: typeNames, label: 'Packet type', doc: 'Which protocol the packet carries.' }),
  'dst.net': u32(6, { hex: true, label: 'Destination network', doc: 'Number of the network of the receiver; 0: this one.' }),
  'dst.node': mac(10, { names: macNames, label: 'Destination node', doc: 'Hardware address of the receiver.' }),
  'dst.socket': u16(16, { hex: true, names: socketNames, label: 'Destination socket', doc: 'Which program of the receiver the packet is for.' }),
  'src.net': u32(18, { hex: true, label: 'Source network', doc: 'Number of the network of the sender; 0: this one.' }),
  'src.node': mac(22, { names: macNames, label: 'Source node', doc: 'Hardware address of the sender.' }),
  'src.socket': u16(28, { hex: true, names: socketNames, label: 'Source socket', doc: 'Which program of the sender the packet comes from.' }),
});

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  const length = f.len.read(w.bytes, w.start);
  if (length < HEADER) return w.fail('length-small', w.start + 2, HEADER, length);
  w.limit(length);
  w.body = w.start + HEADER;
  w.next = data;
  return true;
}

export const ipx = protocol('ipx', {
  short: 'IPX', title: 'Internetwork Packet Exchange', spec: 'Novell IPX',
  doc: 'Carried the packets of NetWare, and NetBIOS, across networks before IP did.',
  fields: f, step,
  lines: { packet: '{src.socket:name} → {dst.socket:name}' },
});

etherType.join(ipx, 0x8137);
llcSap.join(ipx, 0xe0, NO_LLC);
pppProtocol.join(ipx, 0x002b);
