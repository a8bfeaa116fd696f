import { bytes, type Field, fieldsOf, flag, group, ipv4, ipv6, mac, text, u16, u24, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { etherType } from './ethertype.ts';
import type { Places } from './places.ts';
import { addTlvs, type TlvList } from './tlv-list.ts';
import { macNames, ouiNames } from './vendor.ts';

/** Seven bits of type and nine of length. */
const HEADER = 2;
const END = 0;
const LENGTH_MASK = 0x01ff;
const ADDRESS_SUBTYPE = { ipv4: 1, ipv6: 2, all802: 6 } as const;

const typeNames = names('lldp.tlv.type', {
  0: 'end', 1: 'chassis', 2: 'port', 3: 'time to live', 4: 'port description', 5: 'system name', 6: 'system description', 7: 'capabilities', 8: 'management address', 127: "an organization's own",
});
const chassisNames = names('lldp.chassis.subtype', { 1: 'component', 2: 'interface alias', 3: 'port component', 4: 'hardware address', 5: 'network address', 6: 'interface name', 7: 'of its own making' });
const portNames = names('lldp.port.subtype', { 1: 'interface alias', 2: 'port component', 3: 'hardware address', 4: 'network address', 5: 'interface name', 6: 'agent circuit', 7: 'of its own making' });
const numberingNames = names('lldp.mgn.interface.subtype', { 1: 'unknown', 2: 'interface index', 3: 'system port number' });

const f = fieldsOf('lldp', 'IEEE 802.1AB §8', {
  tlv: group({ label: 'Element', doc: 'One thing that the machine says of itself.' }),
  'tlv.type': u16(VARIES, { mask: 0xfe00, names: typeNames, label: 'Type', doc: 'What the element is about.' }),
  'tlv.len': u16(VARIES, { mask: 0x01ff, unit: 'bytes', label: 'Length', doc: 'How many bytes follow.' }),
  'chassis.subtype': u8(VARIES, { names: chassisNames, label: 'Kind of chassis identifier', doc: 'What the machine is named by.', spec: 'IEEE 802.1AB §8.5.2' }),
  'chassis.id': bytes(VARIES, 0, { label: 'Chassis', doc: 'Identifies the machine.', spec: 'IEEE 802.1AB §8.5.2' }),
  'chassis.id.mac': mac(VARIES, { names: macNames, label: 'Chassis', doc: 'Identifies the machine by a hardware address.', spec: 'IEEE 802.1AB §8.5.2' }),
  'port.subtype': u8(VARIES, { names: portNames, label: 'Kind of port identifier', doc: 'What the port is named by.', spec: 'IEEE 802.1AB §8.5.3' }),
  'port.id': text(VARIES, 0, { charset: 'utf-8', label: 'Port', doc: 'Identifies the port that the message left by.', spec: 'IEEE 802.1AB §8.5.3' }),
  'port.id.mac': mac(VARIES, { names: macNames, label: 'Port', doc: 'Identifies the port by a hardware address.', spec: 'IEEE 802.1AB §8.5.3' }),
  'network_address.subtype': u8(VARIES, { label: 'Address family', doc: 'What kind of network address follows.', spec: 'IEEE 802.1AB §8.5.2' }),
  'chassis.id.ip4': ipv4(VARIES, { label: 'Chassis', doc: 'Identifies the machine by an IPv4 address.', spec: 'IEEE 802.1AB §8.5.2' }),
  'port.id.ip4': ipv4(VARIES, { label: 'Port', doc: 'Identifies the port by an IPv4 address.', spec: 'IEEE 802.1AB §8.5.3' }),
  time_to_live: u16(VARIES, { unit: 'seconds', label: 'Time to live', doc: 'How long this may be believed; 0: no more.', spec: 'IEEE 802.1AB §8.5.4' }),
  'port.desc': text(VARIES, 0, { charset: 'utf-8', label: 'Port description', doc: 'What the port is, in words.', spec: 'IEEE 802.1AB §8.5.5' }),
  'tlv.system.name': text(VARIES, 0, { charset: 'utf-8', label: 'System name', doc: 'Name of the machine.', spec: 'IEEE 802.1AB §8.5.6' }),
  'tlv.system.desc': text(VARIES, 0, { charset: 'utf-8', label: 'System description', doc: 'What the machine is, in words.', spec: 'IEEE 802.1AB §8.5.7' }),
  'tlv.system_cap': u16(VARIES, { hex: true, label: 'Capabilities', doc: 'What the machine can be.', spec: 'IEEE 802.1AB §8.5.8' }),
  'tlv.enable_system_cap': u16(VARIES, { hex: true, label: 'Enabled capabilities', doc: 'What it is at present.', spec: 'IEEE 802.1AB §8.5.8' }),
  'tlv.enable_system_cap.repeater': flag(VARIES, 2, 0x0002, { label: 'Repeater', doc: 'It repeats signals.', spec: 'IEEE 802.1AB §8.5.8' }),
  'tlv.enable_system_cap.bridge': flag(VARIES, 2, 0x0004, { label: 'Bridge', doc: 'It is a switch.', spec: 'IEEE 802.1AB §8.5.8' }),
  'tlv.enable_system_cap.wlan_access_pt': flag(VARIES, 2, 0x0008, { label: 'Access point', doc: 'It is a wireless access point.', spec: 'IEEE 802.1AB §8.5.8' }),
  'tlv.enable_system_cap.router': flag(VARIES, 2, 0x0010, { label: 'Router', doc: 'It is a router.', spec: 'IEEE 802.1AB §8.5.8' }),
  'tlv.enable_system_cap.telephone': flag(VARIES, 2, 0x0020, { label: 'Telephone', doc: 'It is a telephone.', spec: 'IEEE 802.1AB §8.5.8' }),
  'tlv.enable_system_cap.station_only': flag(VARIES, 2, 0x0080, { label: 'Station', doc: 'It is a station, and nothing else.', spec: 'IEEE 802.1AB §8.5.8' }),
  'mgn.address.len': u8(VARIES, { unit: 'bytes', label: 'Address length', doc: 'Length of kind and address.', spec: 'IEEE 802.1AB §8.5.9' }),
  'mgn.address.subtype': u8(VARIES, { names: names('lldp.mgn.address.subtype', { 1: 'IPv4', 2: 'IPv6', 6: '802 address' }), label: 'Kind of address', doc: 'What kind of address follows.', spec: 'IEEE 802.1AB §8.5.9' }),
  'mgn.addr.ip4': ipv4(VARIES, { label: 'Management address', doc: 'Where the machine is managed.', spec: 'IEEE 802.1AB §8.5.9' }),
  'mgn.addr.ip6': ipv6(VARIES, { label: 'Management address', doc: 'Where the machine is managed.', spec: 'IEEE 802.1AB §8.5.9' }),
  'mgn.addr.hex': bytes(VARIES, 0, { label: 'Management address', doc: 'Where the machine is managed.', spec: 'IEEE 802.1AB §8.5.9' }),
  'mgn.interface.subtype': u8(VARIES, { names: numberingNames, label: 'Kind of interface number', doc: 'How the interface is numbered.', spec: 'IEEE 802.1AB §8.5.9' }),
  'mgn.interface.number': u32(VARIES, { label: 'Interface number', doc: 'The interface that has the address.', spec: 'IEEE 802.1AB §8.5.9' }),
  'mgn.obj.len': u8(VARIES, { unit: 'bytes', label: 'Object length', doc: 'Length of an object identifier that follows.', spec: 'IEEE 802.1AB §8.5.9' }),
  'orgtlv.oui': u24(VARIES, { names: ouiNames, label: 'Organization', doc: 'Whose own element it is.', spec: 'IEEE 802.1AB §8.6' }),
  'orgtlv.subtype': u8(VARIES, { label: 'Subtype', doc: 'Which of its elements it is.', spec: 'IEEE 802.1AB §8.6' }),
  'tlv.data': bytes(VARIES, 0, { label: 'Data', doc: 'Content of an element that is not known here.' }),
});

const capabilityBits: readonly Field[] = [
  f['tlv.enable_system_cap.repeater'], f['tlv.enable_system_cap.bridge'], f['tlv.enable_system_cap.wlan_access_pt'], f['tlv.enable_system_cap.router'], f['tlv.enable_system_cap.telephone'],
  f['tlv.enable_system_cap.station_only'],
];

/** What identifies a machine or a port: a hardware address, a network address, or characters. */
interface Identifier {
  readonly subtype: Field;
  readonly hardware: { readonly subtype: number; readonly field: Field };
  readonly network: { readonly subtype: number; readonly field: Field };
  readonly other: Field;
}
const chassis: Identifier = { subtype: f['chassis.subtype'], hardware: { subtype: 4, field: f['chassis.id.mac'] }, network: { subtype: 5, field: f['chassis.id.ip4'] }, other: f['chassis.id'] };
const port: Identifier = { subtype: f['port.subtype'], hardware: { subtype: 3, field: f['port.id.mac'] }, network: { subtype: 4, field: f['port.id.ip4'] }, other: f['port.id'] };

const takeIdentifier = (id: Identifier) => (o: Places, t: TreeBuilder): void => {
  if (!o.take(id.subtype)) return;
  const subtype = t.bytes[o.at - 1]!;
  if (subtype === id.hardware.subtype && o.left === id.hardware.field.size) o.take(id.hardware.field);
  else if (subtype === id.network.subtype && o.left === 1 + id.network.field.size && t.bytes[o.at] === ADDRESS_SUBTYPE.ipv4) {
    o.take(f['network_address.subtype']);
    o.take(id.network.field);
  } else o.rest(id.other);
};

function takeManagement(o: Places, t: TreeBuilder): void {
  if (!o.take(f['mgn.address.len']) || !o.take(f['mgn.address.subtype'])) return;
  const [size, subtype] = [t.bytes[o.at - 2]! - 1, t.bytes[o.at - 1]!];
  const field = subtype === ADDRESS_SUBTYPE.ipv4 && size === 4 ? f['mgn.addr.ip4'] : subtype === ADDRESS_SUBTYPE.ipv6 && size === 16 ? f['mgn.addr.ip6'] : f['mgn.addr.hex'];
  if (size > 0 && !o.take(field, size)) return;
  if (o.take(f['mgn.interface.subtype']) && o.take(f['mgn.interface.number'])) o.take(f['mgn.obj.len']);
}

const elements: TlvList = {
  element: f.tlv, header: HEADER, data: f['tlv.data'],
  type: (b, at) => b[at]! >> 1,
  size: (b, at) => HEADER + lengthAt(b, at),
  head: (o) => void o.share(f['tlv.type'], f['tlv.len']),
  layouts: new Map([
    [1, takeIdentifier(chassis)],
    [2, takeIdentifier(port)],
    [3, (o) => void o.take(f.time_to_live)],
    [4, (o) => o.rest(f['port.desc'])],
    [5, (o) => o.rest(f['tlv.system.name'])],
    [6, (o) => o.rest(f['tlv.system.desc'])],
    [7, (o) => {
      if (o.take(f['tlv.system_cap'])) o.bits(f['tlv.enable_system_cap'], ...capabilityBits);
    }],
    [8, takeManagement],
    [127, (o) => {
      if (o.take(f['orgtlv.oui'])) o.take(f['orgtlv.subtype']);
    }],
  ]),
};

const lengthAt = (b: Uint8Array, at: number): number => ((b[at]! << 8) | b[at + 1]!) & LENGTH_MASK;

/** The message ends with its last element; the rest of the frame is padding. */
function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  for (let at = s; at + HEADER <= w.end; at += HEADER + lengthAt(b, at)) {
    if (b[at]! >> 1 !== END) continue;
    w.limit(at + HEADER + lengthAt(b, at) - s);
    break;
  }
  w.body = w.end;
  return true;
}

export const lldp = protocol('lldp', {
  short: 'LLDP', title: 'Link Layer Discovery Protocol', spec: 'IEEE 802.1AB',
  doc: 'Machines tell their neighbours on the cable who they are.',
  fields: f, step,
  detail: (t) => {
    if (t.body > t.start) addTlvs(t, elements, t.start, t.end);
  },
  lines: { message: '{tlv.system.name} {port.id}{port.id.mac}' },
});

etherType.join(lldp, 0x88cc);
