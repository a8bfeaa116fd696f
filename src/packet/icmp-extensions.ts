import { addWords } from '../base/checksum.ts';
import { bytes, counted, type Field, fieldsOf, flag, group, ipv4, ipv6, text, u16, u24, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decode } from '../base/value.ts';
import { CHECKSUM, checksumStatusNames } from './checksum-status.ts';
import { Places } from './places.ts';

/** Version, reserved bits, checksum (RFC 4884 §7); length, class, type of an object (§8). */
const HEADER = 4;
const OBJECT_HEADER = 4;
/** What the quoted datagram is padded to where an extension follows (RFC 4884 §3); older routers do not say so. */
const UNSTATED_QUOTE = 128;
/** RFC 4884 §7; 1 was used by drafts of RFC 4950 and is still met. */
const VERSIONS = [1, 2];

const CLASS = { mpls: 1, interface: 2, identification: 3 } as const;
const MPLS_ENTRY = 4;

const classNames = names('icmp.ext.class', { 0: 'extended payload', 1: 'MPLS label stack', 2: 'interface information', 3: 'interface identification' });
/** RFC 5837 §4.1. */
const roleNames = names('icmp.int_info.role', {
  0: 'interface on which the datagram arrived', 1: 'component of the interface on which the datagram arrived', 2: 'interface through which it would have been forwarded',
  3: 'next hop to which it would have been forwarded',
});
/** IANA, Address Family Numbers. */
const familyNames = names('icmp.int_ident.afi', { 1: 'IPv4', 2: 'IPv6', 6: 'IEEE 802', 16389: '48-bit MAC', 16390: '64-bit MAC' });
const IPV4 = 1;
const IPV6 = 2;

/** Shown inside ICMP and ICMPv6 alike. */
export const icmpExtensionFields = fieldsOf('icmp', 'RFC 4884 §7', {
  ext: group({ label: 'Extension', doc: 'What a router adds to an error message beyond the packet that it is about.' }),
  'ext.version': u8(VARIES, { mask: 0xf0, label: 'Version', doc: 'Version of the extension structure: 2.' }),
  'ext.res': u16(VARIES, { mask: 0x0fff, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'ext.checksum': u16(VARIES, { hex: true, label: 'Checksum', doc: "One's complement sum over the extension; 0: the sender did without." }),
  'ext.checksum.status': counted({ size: 1, names: checksumStatusNames, label: 'Checksum status', doc: 'Whether the checksum of the extension is right.' }),
  'ext.object': group({ label: 'Object', doc: 'One piece of information in the extension.', spec: 'RFC 4884 §8' }),
  'ext.length': u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the object, its header of 4 bytes included.', spec: 'RFC 4884 §8' }),
  'ext.class': u8(VARIES, { names: classNames, label: 'Class', doc: 'What kind of information the object holds.', spec: 'RFC 4884 §8' }),
  'ext.ctype': u8(VARIES, { label: 'Type', doc: 'Which form of its class the object has.', spec: 'RFC 4884 §8' }),
  'ext.data': bytes(VARIES, 0, { label: 'Data', doc: 'The content of the object, as it is.', spec: 'RFC 4884 §8' }),

  'mpls.entry': group({ label: 'Label stack entry', doc: 'A label that the packet carried when it reached the router.', spec: 'RFC 4950 §3' }),
  'mpls.label': u24(VARIES, { mask: 0xfffff0, label: 'Label', doc: 'The number by which the router forwards the packet.', spec: 'RFC 4950 §3' }),
  'mpls.exp': u24(VARIES, { mask: 0x00000e, label: 'Traffic class', doc: 'The class of treatment, once called experimental bits.', spec: 'RFC 5462' }),
  'mpls.s': flag(VARIES, 3, 0x000001, { label: 'Bottom of stack', doc: 'Set on the last label of the stack.', spec: 'RFC 4950 §3' }),
  'mpls.ttl': u8(VARIES, { label: 'Time to live', doc: 'How many more routers may pass the labelled packet on.', spec: 'RFC 4950 §3' }),
  'mpls.data': bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes that make no whole label stack entry.', spec: 'RFC 4950 §3' }),

  'int_info.role': u8(VARIES, { mask: 0xc0, names: roleNames, label: 'Role', doc: 'What the interface has to do with the packet.', spec: 'RFC 5837 §4.1' }),
  'int_info.reserved': u8(VARIES, { mask: 0x30, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 5837 §4.1' }),
  'int_info.ifindex': flag(VARIES, 1, 0x08, { label: 'Index present', doc: 'The number of the interface follows.', spec: 'RFC 5837 §4.1' }),
  'int_info.ipaddr': flag(VARIES, 1, 0x04, { label: 'Address present', doc: 'The address of the interface follows.', spec: 'RFC 5837 §4.1' }),
  'int_info.name_present': flag(VARIES, 1, 0x02, { label: 'Name present', doc: 'The name of the interface follows.', spec: 'RFC 5837 §4.1' }),
  'int_info.mtu_present': flag(VARIES, 1, 0x01, { label: 'MTU present', doc: 'The longest packet of the interface follows.', spec: 'RFC 5837 §4.1' }),
  'int_info.index': u32(VARIES, { label: 'Interface index', doc: 'Number that the router gives the interface, as in its tables.', spec: 'RFC 5837 §4.1' }),
  'int_info.address': group({ label: 'Interface address', doc: 'An address of the interface, with its family.', spec: 'RFC 5837 §4.2' }),
  'int_info.afi': u16(VARIES, { names: familyNames, label: 'Address family', doc: 'What kind of address follows.', spec: 'RFC 5837 §4.2' }),
  'int_info.ipv4': ipv4(VARIES, { label: 'IPv4 address', doc: 'The address of the interface.', spec: 'RFC 5837 §4.2' }),
  'int_info.ipv6': ipv6(VARIES, { label: 'IPv6 address', doc: 'The address of the interface.', spec: 'RFC 5837 §4.2' }),
  'int_info.ipunknown': bytes(VARIES, 0, { label: 'Address', doc: 'An address of a family that is not known here.', spec: 'RFC 5837 §4.2' }),
  'int_info.name_length': u8(VARIES, { unit: 'bytes', label: 'Name length', doc: 'Length of the name, this byte and the filling included.', spec: 'RFC 5837 §4.3' }),
  'int_info.name': text(VARIES, 0, { charset: 'utf-8', label: 'Interface name', doc: 'What the router calls the interface, filled up with zeros.', spec: 'RFC 5837 §4.3' }),
  'int_info.mtu': u32(VARIES, { unit: 'bytes', label: 'MTU', doc: 'The longest packet that the interface sends.', spec: 'RFC 5837 §4.1' }),

  'int_ident.name': text(VARIES, 0, { charset: 'utf-8', label: 'Interface name', doc: 'The interface that is asked about, by its name.', spec: 'RFC 8335 §2.1' }),
  'int_ident.index': u32(VARIES, { label: 'Interface index', doc: 'The interface that is asked about, by its number.', spec: 'RFC 8335 §2.1' }),
  'int_ident.afi': u16(VARIES, { names: familyNames, label: 'Address family', doc: 'What kind of address follows.', spec: 'RFC 8335 §2.1' }),
  'int_ident.addr_length': u8(VARIES, { unit: 'bytes', label: 'Address length', doc: 'How many bytes of the address count.', spec: 'RFC 8335 §2.1' }),
  'int_ident.reserved': bytes(VARIES, 1, { label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 8335 §2.1' }),
  'int_ident.ipv4': ipv4(VARIES, { label: 'IPv4 address', doc: 'The interface that is asked about, by its address.', spec: 'RFC 8335 §2.1' }),
  'int_ident.ipv6': ipv6(VARIES, { label: 'IPv6 address', doc: 'The interface that is asked about, by its address.', spec: 'RFC 8335 §2.1' }),
  'int_ident.address': bytes(VARIES, 0, { label: 'Address', doc: 'The interface that is asked about, by an address of another kind.', spec: 'RFC 8335 §2.1' }),
  reserved: bytes(VARIES, 0, { label: 'Reserved', doc: 'Bytes kept for later use; must be zero.', spec: 'RFC 5837 §4.2' }),
});
const f = icmpExtensionFields;

/**
 * Where the extension after a quoted datagram begins, or -1. `stated`: how long the quotation is by the message's length
 * field, in bytes; 0 where the sender does not say so, and then only a structure that proves itself counts (RFC 4884 §5).
 * `datagram`: how long the quoted datagram was. HOT: must not allocate.
 */
export function extensionAt(b: Uint8Array, quote: number, end: number, wireEnd: number, stated: number, datagram: number): number {
  const at = quote + (stated === 0 ? UNSTATED_QUOTE : stated);
  if (at >= wireEnd) return -1;
  if (stated > 0) return at >= end || isVersion(b[at]! >> 4) ? at : -1;
  if (at + HEADER > end || !isVersion(b[at]! >> 4)) return -1;
  return datagram <= UNSTATED_QUOTE || isRight(b, at, end) ? at : -1;
}

function isVersion(version: number): boolean {
  return version === VERSIONS[0] || version === VERSIONS[1];
}

function isRight(b: Uint8Array, from: number, to: number): boolean {
  return (b[from + 2] !== 0 || b[from + 3] !== 0) && addWords(0, b, from, to) === 0xffff;
}

/** Adds the extension structure from `from` to the end of the layer. */
export function addExtension(t: TreeBuilder, from: number): void {
  const { bytes: b, end } = t;
  t.begin(f.ext, from, end);
  const parts = new Places(t, from, end);
  if (parts.has(HEADER)) {
    t.add(f['ext.version'], from, from + 1);
    t.add(f['ext.res'], from, from + 2);
    t.add(f['ext.checksum'], from + 2, from + HEADER);
    t.addUnder(f['ext.checksum'], f['ext.checksum.status'], checksumStatus(t, from));
    parts.at += HEADER;
    if (isVersion(b[from]! >> 4)) while (parts.left >= OBJECT_HEADER && addObject(t, parts));
  }
  parts.rest(f['ext.data']);
  t.close();
}

function checksumStatus(t: TreeBuilder, from: number): number {
  if (t.bytes[from + 2] === 0 && t.bytes[from + 3] === 0) return CHECKSUM.notPresent;
  if (t.end < t.wireEnd) return CHECKSUM.unverified;
  return addWords(0, t.bytes, from, t.end) === 0xffff ? CHECKSUM.good : CHECKSUM.bad;
}

/** One object. False: its length is less than its header, and nothing after it can be told. */
function addObject(t: TreeBuilder, outer: Places): boolean {
  const { bytes: b } = t;
  const { at } = outer;
  const length = (b[at]! << 8) | b[at + 1]!;
  const to = Math.min(at + Math.max(length, OBJECT_HEADER), outer.end);
  if (at + length > outer.end && t.end === t.wireEnd) t.fault('length-big', at, length, outer.end - at);
  const type = b[at + 3]!;
  t.begin(f['ext.object'], at, to);
  const parts = new Places(t, at, to);
  parts.take(f['ext.length']);
  parts.take(f['ext.class']);
  if (b[at + 2] === CLASS.interface) parts.bits(f['ext.ctype'], ...interfaceBits);
  else parts.take(f['ext.ctype']);
  if (length < OBJECT_HEADER) t.fault('length-small', at, OBJECT_HEADER, length);
  else if (b[at + 2] === CLASS.mpls && type === 1) addLabels(t, parts);
  else if (b[at + 2] === CLASS.interface) addInterface(t, parts, type);
  else if (b[at + 2] === CLASS.identification) addIdentification(t, parts, type);
  parts.rest(f['ext.data']);
  t.close();
  outer.at = to;
  return length >= OBJECT_HEADER;
}

const interfaceBits: readonly Field[] = [
  f['int_info.role'], f['int_info.reserved'], f['int_info.ifindex'], f['int_info.ipaddr'], f['int_info.name_present'], f['int_info.mtu_present'],
];

function addLabels(t: TreeBuilder, parts: Places): void {
  while (parts.left >= MPLS_ENTRY) {
    t.begin(f['mpls.entry'], parts.at, parts.at + MPLS_ENTRY);
    parts.share(f['mpls.label'], f['mpls.exp'], f['mpls.s']);
    parts.take(f['mpls.ttl']);
    t.close();
  }
  parts.rest(f['mpls.data']);
}

/** What is there is said by bits of the type, in this order (RFC 5837 §4.1). */
function addInterface(t: TreeBuilder, parts: Places, type: number): void {
  if (type & f['int_info.ifindex'].mask && !parts.take(f['int_info.index'])) return;
  if (type & f['int_info.ipaddr'].mask && !addInterfaceAddress(t, parts)) return;
  if (type & f['int_info.name_present'].mask && !addInterfaceName(t, parts)) return;
  if (type & f['int_info.mtu_present'].mask) parts.take(f['int_info.mtu']);
}

function addInterfaceAddress(t: TreeBuilder, parts: Places): boolean {
  if (!parts.has(4)) return false;
  const family = (t.bytes[parts.at]! << 8) | t.bytes[parts.at + 1]!;
  const size = family === IPV4 ? 8 : family === IPV6 ? 20 : parts.left;
  t.begin(f['int_info.address'], parts.at, Math.min(parts.at + size, parts.end));
  parts.take(f['int_info.afi']);
  parts.take(f.reserved, 2);
  const whole = family === IPV4 ? parts.take(f['int_info.ipv4']) : family === IPV6 && parts.take(f['int_info.ipv6']);
  if (!whole) parts.rest(f['int_info.ipunknown']);
  t.close();
  return whole;
}

function addInterfaceName(t: TreeBuilder, parts: Places): boolean {
  if (!parts.take(f['int_info.name_length'])) return false;
  const length = t.bytes[parts.at - 1]! - 1;
  if (length < 0) {
    t.fault('length-small', parts.at - 1, 1, 0);
    return false;
  }
  return length === 0 || parts.take(f['int_info.name'], length, unfilled(t.bytes, parts.at, parts.at + length));
}

/** Text without the zeros that fill it up. */
function unfilled(b: Uint8Array, from: number, to: number): string {
  let end = to;
  while (end > from && b[end - 1] === 0) end--;
  return decode(b.subarray(from, end), 'utf-8');
}

const IDENTIFIED_BY = { name: 1, index: 2, address: 3 } as const;

function addIdentification(t: TreeBuilder, parts: Places, type: number): void {
  if (type === IDENTIFIED_BY.name && parts.left > 0) parts.take(f['int_ident.name'], parts.left, unfilled(t.bytes, parts.at, parts.end));
  else if (type === IDENTIFIED_BY.index) parts.take(f['int_ident.index']);
  else if (type === IDENTIFIED_BY.address && parts.has(4)) {
    const family = (t.bytes[parts.at]! << 8) | t.bytes[parts.at + 1]!;
    const length = t.bytes[parts.at + 2]!;
    parts.take(f['int_ident.afi']);
    parts.take(f['int_ident.addr_length']);
    parts.take(f['int_ident.reserved']);
    if (family === IPV4 && length === 4) parts.take(f['int_ident.ipv4']);
    else if (family === IPV6 && length === 16) parts.take(f['int_ident.ipv6']);
    else parts.rest(f['int_ident.address']);
  }
}
