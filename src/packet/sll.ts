import { bytes, type Field, fieldsOf, ipv4, mac, u16, u32, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { type Protocol, protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { addTrailer, ethernet } from './ethernet.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { linkType } from './link-type.ts';
import { llc, llcSap, NO_LLC } from './llc.ts';
import { Places } from './places.ts';
import { macNames } from './vendor.ts';

const HEADER = 16;
const HEADER_2 = 20;
/** Room for the address of the sender; how much of it is used depends on the hardware. */
const ADDRESS = 8;

/** Hardware whose packets say in another way what they carry (tcpdump.org, LINKTYPE_LINUX_SLL). */
const HARDWARE = { frameRelay: 770, gre: 778, radiotap: 803, netlink: 824 } as const;
/** Protocol numbers of Linux that are no EtherTypes. */
const PROTOCOL = { ipx: 0x0001, ethernet: 0x0003, llc: 0x0004 } as const;
const MIN_TYPE = 1536;

const packetTypeNames = names('sll.pkttype', { 0: 'to us', 1: 'to everyone', 2: 'to a group', 3: 'from somebody else to somebody else', 4: 'sent by us' });
const hardwareNames = names('sll.hatype', {
  1: 'Ethernet', 32: 'InfiniBand', 512: 'PPP', 519: 'raw IP', 768: 'IPv4 tunnel', 769: 'IPv6 tunnel', 770: 'frame relay', 772: 'loopback', 776: 'IPv6 in IPv4 (SIT)', 778: 'GRE tunnel',
  801: '802.11', 802: '802.11 with Prism header', 803: '802.11 with radiotap', 824: 'Netlink', 65534: 'no hardware',
});
const linuxTypeNames = names('sll.ltype', { 0x0001: 'raw 802.3 (IPX)', 0x0002: 'AX.25', 0x0003: 'everything', 0x0004: '802.2 LLC', 0x000c: 'CAN', 0x000d: 'CAN FD' });

const f = fieldsOf('sll', 'tcpdump.org LINKTYPE_LINUX_SLL', {
  ifindex: u32(VARIES, { label: 'Interface', doc: 'Number of the interface in the system that captured.', spec: 'tcpdump.org LINKTYPE_LINUX_SLL2' }),
  pkttype: u16(VARIES, { names: packetTypeNames, label: 'Packet type', doc: 'Whom the frame was for, as the capturing machine saw it.' }),
  hatype: u16(VARIES, { names: hardwareNames, label: 'Hardware type', doc: 'What kind of interface it was.' }),
  halen: u16(VARIES, { unit: 'bytes', label: 'Address length', doc: "Length of the sender's hardware address." }),
  'src.eth': mac(VARIES, { names: macNames, label: 'Source', doc: 'Hardware address of the sender; the destination is not kept.' }),
  'src.ipv4': ipv4(VARIES, { label: 'Source', doc: 'Address of the far end of a tunnel over IPv4.' }),
  'src.other': bytes(VARIES, 0, { label: 'Source', doc: 'Hardware address of the sender, of another kind.' }),
  unused: bytes(VARIES, 0, { label: 'Unused', doc: 'Bytes without a meaning.' }),
  etype: u16(VARIES, { hex: true, names: etherTypeNames, label: 'Protocol', doc: 'Which protocol the packet is of.' }),
  ltype: u16(VARIES, { hex: true, names: linuxTypeNames, label: 'Protocol', doc: 'Which protocol the packet is of, by a number of Linux.' }),
  gretype: u16(VARIES, { hex: true, names: etherTypeNames, label: 'Protocol', doc: 'Which protocol the GRE tunnel carries.' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet.' }),
});

/** HOT: must not allocate. What a packet of this hardware and protocol number is. */
function carried(w: Walk, hardware: number, number: number): Protocol | undefined {
  if (hardware === HARDWARE.frameRelay) return linkType.get(107);
  if (hardware === HARDWARE.radiotap) return linkType.get(127);
  if (hardware === HARDWARE.netlink) return data;
  if (number === PROTOCOL.llc) return llc;
  if (number === PROTOCOL.ethernet) return ethernet;
  return number === PROTOCOL.ipx ? llcSap.get(NO_LLC) : w.choose(etherType, number);
}

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  w.body = s + HEADER;
  w.next = carried(w, (b[s + 2]! << 8) | b[s + 3]!, (b[s + 14]! << 8) | b[s + 15]!);
  return true;
}

function step2(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER_2)) return false;
  w.body = s + HEADER_2;
  w.next = carried(w, (b[s + 8]! << 8) | b[s + 9]!, (b[s]! << 8) | b[s + 1]!);
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER) return;
  const o = new Places(t, s, body);
  o.take(f.pkttype);
  o.take(f.hatype);
  o.take(f.halen);
  takeAddress(o, (b[s + 4]! << 8) | b[s + 5]!);
  o.take(protocolField((b[s + 2]! << 8) | b[s + 3]!, (b[s + 14]! << 8) | b[s + 15]!));
  addTrailer(t, f.trailer);
}

function detail2(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER_2) return;
  const o = new Places(t, s, body);
  o.take(protocolField((b[s + 8]! << 8) | b[s + 9]!, (b[s]! << 8) | b[s + 1]!));
  o.take(f.unused, 2);
  o.take(f.ifindex);
  o.take(f.hatype);
  o.take(f.pkttype, 1);
  o.take(f.halen, 1);
  takeAddress(o, b[s + 11]!);
  addTrailer(t, f.trailer);
}

/** The address of the sender takes the first bytes of its room. */
function takeAddress(o: Places, length: number): void {
  const size = Math.min(length, ADDRESS);
  if (size > 0) o.take(size === f['src.eth'].size ? f['src.eth'] : size === f['src.ipv4'].size ? f['src.ipv4'] : f['src.other'], size);
  if (size < ADDRESS) o.take(f.unused, ADDRESS - size);
}

function protocolField(hardware: number, number: number): Field {
  if (hardware === HARDWARE.gre) return f.gretype;
  return number < MIN_TYPE ? f.ltype : f.etype;
}

export const sll = protocol('sll', {
  short: 'SLL', title: 'Linux cooked capture', spec: 'tcpdump.org LINKTYPE_LINUX_SLL',
  doc: 'What Linux puts in the place of the frame when it captures on all interfaces at once, or on one without frames.',
  fields: f, step, detail,
  lines: { packet: '{pkttype:name}' },
});

export const sll2 = protocol('sll', {
  short: 'SLL', title: 'Linux cooked capture, version 2', spec: 'tcpdump.org LINKTYPE_LINUX_SLL2', doc: sll.self.doc,
  self: sll.self, fields: f, step: step2, detail: detail2, lines: sll.lines,
});

linkType.join(sll, 113);
linkType.join(sll2, 276);
