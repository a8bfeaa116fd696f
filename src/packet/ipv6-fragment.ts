import { fieldsOf, flag, presence, u16, u32, u8 } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Fragment, Walk } from '../base/walk.ts';
import { addFragments, collectFragment, fragmentFields, reassembledIn } from './fragment.ts';
import { ipProtocol, ipProtocolNames } from './ip-protocol.ts';
import { ipv6, ipv6Fields } from './ipv6.ts';

const HEADER = 8;
const SOURCE_AT = 8;
const IPV6_HEADER = 40;

const f = fieldsOf('ipv6.fraghdr', 'RFC 8200 §4.5', {
  nxt: u8(0, { names: ipProtocolNames, label: 'Next header', doc: 'What the whole packet carries; the first fragment counts.' }),
  reserved_octet: u8(1, { hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  offset: u16(2, { mask: 0xfff8, label: 'Offset', doc: 'Where in the original packet the data of this fragment belongs, in units of 8 bytes.' }),
  reserved_bits: u16(2, { mask: 0x0006, label: 'Reserved bits', doc: 'Must be zero.' }),
  more: flag(2, 2, 0x0001, { label: 'More fragments', doc: 'Set on every fragment of a packet but the last.' }),
  ident: u32(4, { hex: true, label: 'Identification', doc: 'Tells fragments of different packets apart: those of one packet share it.' }),
});
const datagramFields = fieldsOf('ipv6', 'RFC 8200 §4.5', {
  ...fragmentFields(),
  fragments: presence({ label: 'Reassembled data', doc: 'What the packet carries was put together from several fragments.' }),
  'reassembled.in': reassembledIn(),
});
export const ipv6FragmentFields = { ...f, ...datagramFields };

/** One object for every fragment: what is kept is copied. */
const fragment: Fragment = { keyAt: 0, keySize: 32, id: 0, protocol: 0, offset: 0, more: false };

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  w.body = s + HEADER;
  // A fragment may be the whole packet (RFC 6946): then there is nothing to collect.
  w.next = w.choose(ipProtocol, isPart(b, s) ? collect(w, s) : b[s]!);
  return true;
}

/** Is the fragment that the header at `s` describes but a part of a packet? */
export function isPart(b: Uint8Array, s: number): boolean {
  return (b[s + 2]! | (b[s + 3]! & 0xf9)) !== 0;
}

/** Fragments of fragments are not collected: the addresses stand in another buffer, and no sender makes them. */
function collect(w: Walk, s: number): number {
  const b = w.bytes;
  const ip = w.find(ipv6);
  fragment.protocol = b[s]!;
  fragment.id = f.ident.read(b, s);
  fragment.offset = f.offset.read(b, s) * 8;
  fragment.more = (b[s + 3]! & 1) !== 0;
  if (ip < 0 || !w.isAtHand(ip)) return collectFragment(w, fragment, false);
  const at = w.startOf(ip);
  fragment.keyAt = at + SOURCE_AT;
  // A packet that is shorter than it says is not collected.
  return collectFragment(w, fragment, w.wireEnd - at === IPV6_HEADER + ipv6Fields.plen.read(b, at));
}

function detail(t: TreeBuilder): void {
  addFragments(t, datagramFields);
}

export const ipv6Fragment = protocol('ipv6.fraghdr', {
  short: 'IPv6', title: 'IPv6 Fragment Header', spec: 'RFC 8200 §4.5',
  doc: 'A sender cuts packets that are too long for the way; the recipient puts the pieces together again.',
  fields: ipv6FragmentFields, step, detail,
  lines: { header: 'Fragment of {nxt:name}, {ident} at {offset}' },
});

ipProtocol.join(ipv6Fragment, 44);
