import { bytes, fieldsOf, group, i32, text, u16, u32, u64, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decodeFilled } from '../base/value.ts';
import type { Walk } from '../base/walk.ts';
import { addressFamily } from './address-family.ts';
import { data } from './data.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { linkType } from './link-type.ts';
import { Places } from './places.ts';
import { addTlvs, type TlvList } from './tlv-list.ts';

const HEADER = 4;
const ELEMENT_HEADER = 4;
/** Elements begin at multiples of this. */
const ALIGNMENT = 4;
const ELEMENT = { packetHeader: 1, payload: 9 } as const;
/** Netfilter's own family for bridges; the others are those of the system. */
const IPV4 = 2;
const IPV6 = 10;

const familyNames = names('nflog.family', { 0: 'any', 1: 'IPv4 and IPv6', 2: 'IPv4', 3: 'ARP', 5: 'network device', 7: 'bridge', 10: 'IPv6', 12: 'DECnet' });
const hookNames = names('nflog.hook', { 0: 'prerouting', 1: 'input', 2: 'forward', 3: 'output', 4: 'postrouting' });
const elementNames = names('nflog.tlv_type', {
  1: 'packet header', 2: 'mark', 3: 'timestamp', 4: 'input interface', 5: 'output interface', 6: 'input interface of the bridge', 7: 'output interface of the bridge', 8: 'hardware address', 9: 'packet',
  10: 'prefix', 11: 'user', 12: 'sequence number', 13: 'sequence number of all', 14: 'group', 15: 'hardware type', 16: 'hardware header', 17: 'hardware header length', 18: 'connection', 19: 'connection state',
});

const f = fieldsOf('nflog', 'tcpdump.org LINKTYPE_NFLOG', {
  family: u8(0, { names: familyNames, label: 'Family', doc: 'Which protocol the packet is of.' }),
  version: u8(1, { label: 'Version', doc: 'Version of the header: 0.' }),
  res_id: u16(2, { label: 'Resource', doc: 'Number of the group that the firewall logged to.' }),
  tlv: group({ label: 'Element', doc: 'One thing that is known about the packet.' }),
  tlv_length: u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the element, this header included.' }),
  tlv_type: u16(VARIES, { names: elementNames, label: 'Type', doc: 'What the element is about.' }),
  protocol: u16(VARIES, { hex: true, names: etherTypeNames, label: 'Hardware protocol', doc: 'Which protocol the frame carried, by its EtherType.' }),
  hook: u8(VARIES, { names: hookNames, label: 'Hook', doc: 'Where on its way through the machine the packet was logged.' }),
  mark: u32(VARIES, { hex: true, label: 'Mark', doc: 'A number that the firewall gave the packet.' }),
  seconds: u64(VARIES, { unit: 'seconds', label: 'Seconds', doc: 'When the packet came, in seconds since 1970.' }),
  microseconds: u64(VARIES, { unit: 'microseconds', label: 'Microseconds', doc: 'The microseconds of that time.' }),
  ifindex_indev: u32(VARIES, { label: 'Input interface', doc: 'Number of the interface that the packet came in by.' }),
  ifindex_outdev: u32(VARIES, { label: 'Output interface', doc: 'Number of the interface that the packet goes out by.' }),
  ifindex_physindev: u32(VARIES, { label: 'Input interface of the bridge', doc: 'Number of the port of the bridge that the packet came in by.' }),
  ifindex_physoutdev: u32(VARIES, { label: 'Output interface of the bridge', doc: 'Number of the port of the bridge that the packet goes out by.' }),
  prefix: text(VARIES, 0, { charset: 'utf-8', label: 'Prefix', doc: 'What the rule of the firewall writes before its packets.' }),
  uid: i32(VARIES, { label: 'User', doc: 'Number of the user whose program sent the packet.' }),
  gid: i32(VARIES, { label: 'Group', doc: "Number of that user's group." }),
  tlv_value: bytes(VARIES, 0, { label: 'Value', doc: 'The rest of the element: what is not known here, and filling.' }),
});

/** HOT: must not allocate. Types are small: the byte of theirs that is zero tells the byte order of the machine that captured. */
const isLittle = (b: Uint8Array, at: number): boolean => b[at + 3] === 0;

const number = (b: Uint8Array, at: number, little: boolean): number => (little ? (b[at + 1]! << 8) | b[at]! : (b[at]! << 8) | b[at + 1]!);
const lengthAt = (b: Uint8Array, at: number): number => number(b, at, isLittle(b, at));
const typeAt = (b: Uint8Array, at: number): number => number(b, at + 2, isLittle(b, at));
const aligned = (n: number): number => Math.ceil(n / ALIGNMENT) * ALIGNMENT;

const elements: TlvList = {
  element: f.tlv, header: ELEMENT_HEADER, data: f.tlv_value,
  type: typeAt,
  size: (b, at) => aligned(lengthAt(b, at)),
  head: takeHead,
  layouts: new Map([
    [ELEMENT.packetHeader, (o) => {
      if (o.take(f.protocol)) o.take(f.hook);
    }],
    [2, (o) => void o.take(f.mark)],
    [3, (o) => {
      if (o.take(f.seconds)) o.take(f.microseconds);
    }],
    [4, (o) => void o.take(f.ifindex_indev)],
    [5, (o) => void o.take(f.ifindex_outdev)],
    [6, (o) => void o.take(f.ifindex_physindev)],
    [7, (o) => void o.take(f.ifindex_physoutdev)],
    [10, (o, t) => {
      if (o.left > 0) o.take(f.prefix, o.left, decodeFilled(t.bytes.subarray(o.at, o.end), f.prefix.charset));
    }],
    [11, (o) => void o.take(f.uid)],
    [14, (o) => void o.take(f.gid)],
  ]),
};

function takeHead(o: Places, t: TreeBuilder): void {
  const { at } = o;
  o.take(f.tlv_length, 2, lengthAt(t.bytes, at));
  o.take(f.tlv_type, 2, typeAt(t.bytes, at));
}

/** The element with the packet is the last one, but need not be. */
function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  w.body = w.end;
  let protocolNumber = 0;
  for (let at = s + HEADER; at + ELEMENT_HEADER <= w.end; at += aligned(lengthAt(b, at))) {
    const length = lengthAt(b, at);
    if (length < ELEMENT_HEADER) return w.fail('length-small', at, ELEMENT_HEADER, length);
    const type = typeAt(b, at);
    if (type === ELEMENT.packetHeader && at + ELEMENT_HEADER + 2 <= w.end) protocolNumber = (b[at + 4]! << 8) | b[at + 5]!;
    if (type !== ELEMENT.payload) continue;
    w.body = at + ELEMENT_HEADER;
    w.carries(length - ELEMENT_HEADER);
    w.next = payloadProtocol(w, b[s]!, protocolNumber);
    return true;
  }
  return true;
}

function payloadProtocol(w: Walk, family: number, protocolNumber: number): Walk['next'] {
  if (family === IPV4 || family === IPV6) return w.choose(addressFamily, family);
  return protocolNumber === 0 ? data : w.choose(etherType, protocolNumber);
}

function detail(t: TreeBuilder): void {
  const { start: s, body, end } = t;
  if (body < s + HEADER) return;
  const isWhole = t.layer + 1 < t.walk.depth;
  const last = isWhole ? body - ELEMENT_HEADER : body;
  addTlvs(t, elements, s + HEADER, last);
  if (!isWhole) return;
  t.begin(f.tlv, last, body);
  takeHead(new Places(t, last, body), t);
  t.close();
  const after = last + lengthAt(t.bytes, last);
  const next = Math.min(end, s + aligned(after - s));
  if (after >= end) return;
  if (next > after) t.add(f.tlv_value, after, next);
  addTlvs(t, elements, next, end);
}

export const nflog = protocol('nflog', {
  short: 'NFLOG', title: 'Linux Netfilter log', spec: 'tcpdump.org LINKTYPE_NFLOG',
  doc: 'What the firewall of Linux says about a packet that one of its rules logged.',
  fields: f, step, detail,
  lines: { packet: '{family:name}' },
});

linkType.join(nflog, 239);
