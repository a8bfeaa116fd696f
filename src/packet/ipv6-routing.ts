import { copyOf } from '../base/bytes.ts';
import { bytes, countedSigned, fieldsOf, ipv6 as address, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { ipProtocol } from './ip-protocol.ts';
import { ipv6 } from './ipv6.ts';
import { addLengthInBytes, extensionFields, stepExtension } from './ipv6-extension.ts';
import { Places } from './places.ts';

const HEADER = 4;
const ADDRESSES = 8;
const ADDRESS = 16;
const DESTINATION_AT = 24;
const TYPE = { source: 0, nimrod: 1, mobile: 2, rpl: 3, segment: 4 } as const;
const typeNames = names('ipv6.routing.type', { 0: 'source route (deprecated)', 1: 'Nimrod (deprecated)', 2: 'mobile IPv6', 3: 'RPL source route', 4: 'segment routing', 5: 'compact routing, 16 bits', 6: 'compact routing, 32 bits', 253: 'experiment 1', 254: 'experiment 2' });

const source = { spec: 'RFC 2460 §4.4' };
const mobile = { spec: 'RFC 6275 §6.4' };
const rpl = { spec: 'RFC 6554 §3' };
const segment = { spec: 'RFC 8754 §2' };

const f = fieldsOf('ipv6.routing', 'RFC 8200 §4.4', {
  ...extensionFields(),
  type: u8(2, { names: typeNames, label: 'Type', doc: 'In which form the header names the places to go to.' }),
  segleft: u8(3, { label: 'Segments left', doc: 'How many of the places named the packet has still to go to.' }),
  'src.reserved': bytes(VARIES, 4, { ...source, label: 'Reserved', doc: 'Must be zero.' }),
  'src.addr': address(VARIES, { ...source, label: 'Address', doc: 'An address to go to; the last one is the final destination. Not allowed any more: attackers sent packets to and fro with it (RFC 5095).' }),
  'mipv6.reserved': bytes(VARIES, 4, { ...mobile, label: 'Reserved', doc: 'Must be zero.' }),
  'mipv6.home_address': address(VARIES, { ...mobile, label: 'Home address', doc: 'The address that the mobile recipient keeps wherever it is.' }),
  'rpl.cmprI': u32(VARIES, { ...rpl, mask: 0xf0000000, unit: 'bytes', label: 'Bytes left out', doc: 'How many bytes each address but the last leaves out, because they are those of the destination address.' }),
  'rpl.cmprE': u32(VARIES, { ...rpl, mask: 0x0f000000, unit: 'bytes', label: 'Bytes left out of the last', doc: 'How many bytes the last address leaves out.' }),
  'rpl.pad': u32(VARIES, { ...rpl, mask: 0x00f00000, unit: 'bytes', label: 'Filling length', doc: 'How many bytes after the last address are filling.' }),
  'rpl.reserved': u32(VARIES, { ...rpl, mask: 0x000fffff, label: 'Reserved', doc: 'Must be zero.' }),
  'rpl.addr_count': countedSigned({ ...rpl, label: 'Number of addresses', doc: 'How many addresses the header has room for.' }),
  'rpl.address': bytes(VARIES, 0, { ...rpl, label: 'Address, shortened', doc: 'What an address does not share with the destination address.' }),
  'rpl.full_address': address(VARIES, { ...rpl, label: 'Address', doc: 'An address to go to, in full.' }),
  'rpl.padding': bytes(VARIES, 0, { ...rpl, label: 'Filling', doc: 'Fills the header up to a multiple of 8 bytes.' }),
  'srh.last_entry': u8(VARIES, { ...segment, label: 'Last entry', doc: 'Index of the last segment of the list, from 0.' }),
  'srh.flags': u8(VARIES, { ...segment, hex: true, label: 'Flags', doc: 'None has a meaning yet.' }),
  'srh.tag': bytes(VARIES, 2, { ...segment, label: 'Tag', doc: 'Marks packets that belong to one group.' }),
  'srh.addr': address(VARIES, { ...segment, label: 'Segment', doc: 'An address to go to; they stand in reverse order, the final one first.' }),
  'srh.tlv': bytes(VARIES, 0, { ...segment, label: 'Additions', doc: 'Fields that say for themselves how long they are: filling, or proof that the header is genuine.' }),
  unknown_data: bytes(VARIES, 0, { label: 'Content', doc: 'The content of the header, as it is.' }),
});

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  addLengthInBytes(t, f);
  if (body < s + HEADER) return;
  const p = new Places(t, s + HEADER, body);
  if (p.left >= ADDRESSES - HEADER) place(p, t, b[s + 2]!);
  p.rest(f.unknown_data);
}

function place(p: Places, t: TreeBuilder, type: number): void {
  switch (type) {
    case TYPE.source:
      p.take(f['src.reserved']);
      while (p.left >= ADDRESS) p.take(f['src.addr']);
      break;
    case TYPE.mobile:
      p.take(f['mipv6.reserved']);
      if (p.left >= ADDRESS) p.take(f['mipv6.home_address']);
      break;
    case TYPE.rpl:
      placeRpl(p, t);
      break;
    case TYPE.segment:
      placeSegments(p, t);
      break;
  }
}

function placeSegments(p: Places, t: TreeBuilder): void {
  const count = t.bytes[p.at]! + 1;
  p.take(f['srh.last_entry']);
  p.take(f['srh.flags']);
  p.take(f['srh.tag']);
  for (let i = 0; i < count && p.left >= ADDRESS; i++) p.take(f['srh.addr']);
  p.rest(f['srh.tlv']);
}

/** Addresses without the bytes that they share with the destination address. */
function placeRpl(p: Places, t: TreeBuilder): void {
  const b = t.bytes;
  const inner = ADDRESS - (b[p.at]! >> 4);
  const last = ADDRESS - (b[p.at]! & 15);
  const padding = b[p.at + 1]! >> 4;
  p.share(f['rpl.cmprI'], f['rpl.cmprE'], f['rpl.pad'], f['rpl.reserved']);
  const count = Math.floor((p.left - padding - last) / inner) + 1;
  t.add(f['rpl.addr_count'], p.at, p.at, count);
  for (let i = 1; i <= count; i++) placeShortened(p, t, i < count ? inner : last);
  p.rest(f['rpl.padding']);
}

function placeShortened(p: Places, t: TreeBuilder, size: number): void {
  if (p.left < size) return;
  t.begin(f['rpl.address'], p.at, p.at + size);
  const ip = t.walk.find(ipv6, t.layer);
  if (ip >= 0) {
    const whole = copyOf(t.sourceBytes(t.walk.sourceOf(ip)), t.walk.startOf(ip) + DESTINATION_AT, t.walk.startOf(ip) + DESTINATION_AT + ADDRESS);
    whole.set(t.bytes.subarray(p.at, p.at + size), ADDRESS - size);
    t.add(f['rpl.full_address'], p.at, p.at + size, whole);
  }
  t.close();
  p.at += size;
}

/** Where the final destination stands in the routing header `s`..`body`, while the packet is still on its way to others; -1: the IPv6 header has it, or it does not stand there. */
export function finalDestinationAt(b: Uint8Array, s: number, body: number): number {
  const count = Math.floor((body - s - ADDRESSES) / ADDRESS);
  if (b[s + 3] === 0) return -1;
  if (b[s + 2] === TYPE.rpl) {
    const last = body - (b[s + 5]! >> 4) - finalSize(b, s);
    return last >= s + ADDRESSES ? last : -1;
  }
  if (count < 1) return -1;
  if (b[s + 2] === TYPE.segment) return s + ADDRESSES;
  return b[s + 2] === TYPE.source || b[s + 2] === TYPE.mobile ? s + ADDRESSES + (count - 1) * ADDRESS : -1;
}

/** How many of its bytes stand there: RPL leaves out those that it shares with the destination in the IPv6 header (RFC 6554 §3). */
export function finalSize(b: Uint8Array, s: number): number {
  return b[s + 2] === TYPE.rpl ? ADDRESS - (b[s + 4]! & 15) : ADDRESS;
}

export const routing = protocol('ipv6.routing', {
  short: 'IPv6', title: 'IPv6 Routing Header', spec: 'RFC 8200 §4.4',
  doc: 'Names places that the packet is to go to on its way.',
  fields: f, step: stepExtension, detail,
  lines: { header: 'Routing header, {type:name}, segments left {segleft}' },
});

ipProtocol.join(routing, 43);
