import { bytes, type Field, fieldsOf, flag, group, ipv6, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { ipProtocol } from './ip-protocol.ts';
import { addLengthInBytes, extensionFields, stepExtension } from './ipv6-extension.ts';
import { Places } from './places.ts';

/** IANA, Internet Protocol Version 6 Parameters; the first three bits say what a node does that does not know the option. */
const typeNames = names('ipv6.opt.type', {
  0x00: 'Pad1', 0x01: 'PadN', 0x04: 'tunnel encapsulation limit', 0x05: 'router alert', 0x07: 'CALIPSO', 0x08: 'duplicate packet detection', 0x0f: 'performance and diagnostic metrics',
  0x11: 'IOAM', 0x1e: 'experiment', 0x23: 'RPL', 0x26: 'quick-start', 0x30: 'minimum path MTU', 0x31: 'IOAM', 0x3e: 'experiment', 0x5e: 'experiment', 0x63: 'RPL (old)',
  0x6d: 'multicast protocol for low-power networks', 0x7e: 'experiment', 0x8a: 'endpoint identification', 0x8b: 'ILNP nonce', 0x8c: 'line identification', 0x9e: 'experiment',
  0xbe: 'experiment', 0xc2: 'jumbo payload', 0xc9: 'home address', 0xde: 'experiment', 0xee: 'depth-first forwarding', 0xfe: 'experiment',
});
const actionNames = names('ipv6.opt.type.action', {
  0: 'pass over it', 1: 'drop the packet', 2: 'drop the packet and send ICMPv6', 3: 'drop the packet and send ICMPv6, but not about multicast',
});
/** IANA, IPv6 Router Alert Option Values. */
const alertNames = names('ipv6.opt.router_alert', { 0: 'multicast listener discovery', 1: 'RSVP', 2: 'active networks', 69: 'NSIS NATFW NSLP', 70: 'MPLS OAM' });

/** Options of both kinds of headers. */
const o = fieldsOf('ipv6', 'RFC 8200 §4.2', {
  opt: group({ label: 'Option', doc: 'An addition to the header that says for itself how long it is.' }),
  'opt.type': u8(VARIES, { hex: true, names: typeNames, label: 'Type', doc: 'Which option it is.' }),
  'opt.type.action': u8(VARIES, { mask: 0xc0, names: actionNames, label: 'Action', doc: 'What a node is to do that does not know the option.' }),
  'opt.type.change': flag(VARIES, 1, 0x20, { label: 'May change', doc: 'Routers on the way may change the content.' }),
  'opt.type.rest': u8(VARIES, { mask: 0x1f, hex: true, label: 'Low bits', doc: 'The rest of the number.' }),
  'opt.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the content of the option.' }),
  'opt.padn': bytes(VARIES, 0, { label: 'Filling', doc: 'Zeros, so that what follows stands where it should.' }),
  'opt.tel': u8(VARIES, { label: 'Tunnel encapsulation limit', doc: 'In how many more tunnels the packet may be put.', spec: 'RFC 2473 §4.1.1' }),
  'opt.router_alert': u16(VARIES, { names: alertNames, label: 'Router alert', doc: 'What routers on the way are to look for in the packet though it is not for them.', spec: 'RFC 2711 §2.1' }),
  'opt.calipso.doi': u32(VARIES, { label: 'Domain of interpretation', doc: 'Who says what levels and compartments mean.', spec: 'RFC 5570 §5.1' }),
  'opt.calipso.cmpt.length': u8(VARIES, { unit: 'words', label: 'Compartment length', doc: 'How many 32-bit words the compartment bitmap has.', spec: 'RFC 5570 §5.1' }),
  'opt.calipso.sens_level': u8(VARIES, { label: 'Sensitivity level', doc: 'How secret the content of the packet is.', spec: 'RFC 5570 §5.1' }),
  'opt.calipso.checksum': u16(VARIES, { hex: true, label: 'Checksum', doc: 'CRC-16 over the option.', spec: 'RFC 5570 §5.1' }),
  'opt.calipso.cmpt_bitmap': bytes(VARIES, 0, { label: 'Compartment bitmap', doc: 'The compartments that the content belongs to, a bit each.', spec: 'RFC 5570 §5.1' }),
  'opt.pdm.scale_dtlr': u8(VARIES, { label: 'Scale of time since received', doc: 'By how many bits the time since the last packet was received is shifted.', spec: 'RFC 8250 §3.2' }),
  'opt.pdm.scale_dtls': u8(VARIES, { label: 'Scale of time since sent', doc: 'By how many bits the time since the last packet was sent is shifted.', spec: 'RFC 8250 §3.2' }),
  'opt.pdm.psn_this_pkt': u16(VARIES, { label: 'This packet', doc: 'Number of this packet among those of its flow.', spec: 'RFC 8250 §3.2' }),
  'opt.pdm.psn_last_recv': u16(VARIES, { label: 'Last received', doc: 'Number of the packet of the other side that was received last.', spec: 'RFC 8250 §3.2' }),
  'opt.pdm.delta_last_recv': u16(VARIES, { label: 'Time since received', doc: 'How long ago that packet was received, scaled.', spec: 'RFC 8250 §3.2' }),
  'opt.pdm.delta_last_sent': u16(VARIES, { label: 'Time since sent', doc: 'How long it took from sending a packet to receiving the one that answers it, scaled.', spec: 'RFC 8250 §3.2' }),
  'opt.rpl.flag': u8(VARIES, { hex: true, label: 'Flags', doc: 'Which way the packet goes, and what went wrong with it.', spec: 'RFC 6553 §3' }),
  'opt.rpl.flag.o': flag(VARIES, 1, 0x80, { label: 'Down', doc: 'The packet goes away from the root.', spec: 'RFC 6553 §3' }),
  'opt.rpl.flag.r': flag(VARIES, 1, 0x40, { label: 'Rank error', doc: 'Ranks of sender and receiver did not fit the direction.', spec: 'RFC 6553 §3' }),
  'opt.rpl.flag.f': flag(VARIES, 1, 0x20, { label: 'Forwarding error', doc: 'A node could not pass the packet on further down.', spec: 'RFC 6553 §3' }),
  'opt.rpl.flag.rsv': u8(VARIES, { mask: 0x1f, hex: true, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 6553 §3' }),
  'opt.rpl.instance_id': u8(VARIES, { hex: true, label: 'Instance', doc: 'Which routing topology the packet follows.', spec: 'RFC 6553 §3' }),
  'opt.rpl.sender_rank': u16(VARIES, { hex: true, label: 'Sender rank', doc: 'How far from the root the node is that passed it on.', spec: 'RFC 6553 §3' }),
  'opt.pmtu.min': u16(VARIES, { unit: 'bytes', label: 'Minimum path MTU', doc: 'The smallest packet limit on the way so far.', spec: 'RFC 9268 §5' }),
  'opt.pmtu.rtn': u16(VARIES, { mask: 0xfffe, unit: 'bytes', label: 'Returned path MTU', doc: 'The smallest limit that the other side has found.', spec: 'RFC 9268 §5' }),
  'opt.pmtu.r_flag': flag(VARIES, 2, 0x0001, { label: 'Return', doc: 'The other side is asked to send back what it has found.', spec: 'RFC 9268 §5' }),
  'opt.jumbo': u32(VARIES, { unit: 'bytes', label: 'Jumbo payload length', doc: 'Length of what follows the first header, where it is more than its own field can say.', spec: 'RFC 2675 §2' }),
  'opt.mipv6.home_address': ipv6(VARIES, { label: 'Home address', doc: 'The address that the mobile sender keeps wherever it is.', spec: 'RFC 6275 §6.3' }),
  'opt.experimental': bytes(VARIES, 0, { label: 'Content', doc: 'The content of an option that somebody tries out.', spec: 'RFC 4727 §4.1.1' }),
  'opt.unknown': bytes(VARIES, 0, { label: 'Content', doc: 'The content of the option, as it is.' }),
});

const hopByHopFields = fieldsOf('ipv6.hopopts', 'RFC 8200 §4.3', extensionFields());
const destinationFields = fieldsOf('ipv6.dstopts', 'RFC 8200 §4.6', extensionFields());

/** Next header and length. */
const HEADER = 2;
const PAD1 = 0;
const JUMBO = 0xc2;
/** The numbers for experiments differ in their action alone (RFC 4727 §4.1.1). */
const REST = 0x1f;
const EXPERIMENT = 0x1e;
const HOME_ADDRESS = 0xc9;

/** How the content of options is laid out, by type: its length, where it must have that and no other, and how it is placed. */
interface Layout {
  readonly length?: number;
  readonly place: (p: Places, t: TreeBuilder) => void;
}

const one = (field: Field): Layout => ({ length: field.size, place: (p) => void p.take(field) });
const rpl: Layout = { length: 4, place: (p) => {
  p.bits(o['opt.rpl.flag'], o['opt.rpl.flag.o'], o['opt.rpl.flag.r'], o['opt.rpl.flag.f'], o['opt.rpl.flag.rsv']);
  p.take(o['opt.rpl.instance_id']);
  p.take(o['opt.rpl.sender_rank']);
} };

const layouts: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [0x01, { place: (p) => p.rest(o['opt.padn']) }],
  [0x04, one(o['opt.tel'])],
  [0x05, one(o['opt.router_alert'])],
  [0x07, { place: placeCalipso }],
  [0x0f, { length: 10, place: placeMetrics }],
  [0x23, rpl],
  [0x30, { length: 4, place: (p) => {
    p.take(o['opt.pmtu.min']);
    p.share(o['opt.pmtu.rtn'], o['opt.pmtu.r_flag']);
  } }],
  [0x63, rpl],
  [JUMBO, one(o['opt.jumbo'])],
  [HOME_ADDRESS, one(o['opt.mipv6.home_address'])],
]);

function placeCalipso(p: Places): void {
  if (p.left < 8) return;
  p.take(o['opt.calipso.doi']);
  p.take(o['opt.calipso.cmpt.length']);
  p.take(o['opt.calipso.sens_level']);
  p.take(o['opt.calipso.checksum']);
  p.rest(o['opt.calipso.cmpt_bitmap']);
}

function placeMetrics(p: Places): void {
  p.take(o['opt.pdm.scale_dtlr']);
  p.take(o['opt.pdm.scale_dtls']);
  p.take(o['opt.pdm.psn_this_pkt']);
  p.take(o['opt.pdm.psn_last_recv']);
  p.take(o['opt.pdm.delta_last_recv']);
  p.take(o['opt.pdm.delta_last_sent']);
}

/** Adds the options from `from` to the end of the header. One that claims more than is left ends the list. */
function addOptions(t: TreeBuilder, from: number): void {
  const to = t.body;
  for (let at = from; at < to; ) {
    const size = t.bytes[at] === PAD1 ? 1 : at + 1 < to ? 2 + t.bytes[at + 1]! : 2;
    const isWhole = at + size <= to;
    if (!isWhole && t.walk.endOf(t.layer) > to) t.fault('option', at, size, to - at);
    addOption(t, at, isWhole ? at + size : to, isWhole);
    at += size;
  }
}

function addOption(t: TreeBuilder, from: number, to: number, isWhole: boolean): void {
  const type = t.bytes[from]!;
  const p = new Places(t, from, to);
  t.begin(o.opt, from, to);
  if (type === PAD1) p.take(o['opt.type']);
  else p.bits(o['opt.type'], o['opt.type.action'], o['opt.type.change'], o['opt.type.rest']);
  if (p.left > 0) {
    p.take(o['opt.length']);
    const layout = layouts.get(type);
    if (isWhole && layout !== undefined && (layout.length ?? p.left) === p.left) layout.place(p, t);
    p.rest((type & REST) === EXPERIMENT ? o['opt.experimental'] : o['opt.unknown']);
  }
  t.close();
}

/** Where the content of an option stands among the options in `from`..`to`, if it is `length` bytes long; -1: nowhere. HOT: must not allocate. */
function findOption(b: Uint8Array, from: number, to: number, type: number, length: number): number {
  for (let at = from; at + 2 + length <= to; at += b[at] === PAD1 ? 1 : 2 + b[at + 1]!) {
    if (b[at] === type && b[at + 1] === length) return at + 2;
  }
  return -1;
}

/** The length in the jumbo payload option of the hop-by-hop header at `s`, as far as it goes before `end` (RFC 2675 §2); 0: there is none. HOT: must not allocate. */
export function jumboLength(b: Uint8Array, s: number, end: number): number {
  if (s + HEADER > end) return 0;
  const at = findOption(b, s + HEADER, Math.min(end, s + 8 + b[s + 1]! * 8), JUMBO, 4);
  return at < 0 ? 0 : ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}

/** Where the home address stands in the destination options header `s`..`body`; -1: nowhere. */
export function homeAddressAt(b: Uint8Array, s: number, body: number): number {
  return findOption(b, s + HEADER, body, HOME_ADDRESS, 16);
}

export const hopopts = protocol('ipv6.hopopts', {
  short: 'IPv6', title: 'IPv6 Hop-by-Hop Options', spec: 'RFC 8200 §4.3',
  doc: 'Options that every router on the way may look at.',
  fields: { ...hopByHopFields, ...o }, step: stepExtension,
  detail: (t) => {
    addLengthInBytes(t, hopByHopFields);
    addOptions(t, t.start + HEADER);
  },
  lines: { header: 'Hop-by-hop options' },
});

export const dstopts = protocol('ipv6.dstopts', {
  short: 'IPv6', title: 'IPv6 Destination Options', spec: 'RFC 8200 §4.6',
  doc: 'Options for the recipient of the packet.',
  fields: { ...destinationFields, ...o }, step: stepExtension,
  detail: (t) => {
    addLengthInBytes(t, destinationFields);
    addOptions(t, t.start + HEADER);
  },
  lines: { header: 'Destination options' },
});

ipProtocol.join(hopopts, 0);
ipProtocol.join(dstopts, 60);
