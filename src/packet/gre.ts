import { addWords } from '../base/checksum.ts';
import { bytes, counted, fieldsOf, flag, group, u16, u32, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { Table } from '../base/table.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { CHECKSUM, checksumStatusNames } from './checksum-status.ts';
import { ethernet } from './ethernet.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { ipProtocol } from './ip-protocol.ts';
import { ipv4Protocol } from './ipv4.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

/** What the protocol type leads to where that is not the same as in a frame of Ethernet. */
export const greType = new Table('gre.proto');

const HEADER = 4;
const WORD = 4;
/** Entries of a source route that are read. */
const MAX_ROUTE = 32;
const FLAG = { checksum: 0x80, routing: 0x40, key: 0x20, sequence: 0x10 } as const;
const ACKNOWLEDGMENT = 0x80;
const VERSION = 0x07;
const ERSPAN = 0x88be;
const WCCP = 0x883e;
const WCCP_DRAFT = 'draft-wilson-wrec-wccp-v2 §4.12';
const IPV4 = 4;

const isPptp = (b: Uint8Array, s: number): boolean => (b[s + 1]! & VERSION) === 1;
const isPlain = (b: Uint8Array, s: number): boolean => !isPptp(b, s);

const f = fieldsOf('gre', 'RFC 2784 §2.1', {
  flags_and_version: u16(0, { hex: true, label: 'Flags and version', doc: 'Says which of the fields that may be left out are there.' }),
  'flags.checksum': flag(0, 2, 0x8000, { within: 'flags_and_version', label: 'Checksum present', doc: 'A checksum follows.' }),
  'flags.routing': flag(0, 2, 0x4000, { within: 'flags_and_version', label: 'Routing present', doc: 'A source route follows; not used any more.', spec: 'RFC 1701' }),
  'flags.key': flag(0, 2, 0x2000, { within: 'flags_and_version', label: 'Key present', doc: 'A key follows.', spec: 'RFC 2890 §2' }),
  'flags.sequence_number': flag(0, 2, 0x1000, { within: 'flags_and_version', label: 'Sequence number present', doc: 'A sequence number follows.', spec: 'RFC 2890 §2' }),
  'flags.strict_source_route': flag(0, 2, 0x0800, { within: 'flags_and_version', label: 'Strict source route', doc: 'The source route names every router on the way; not used any more.', spec: 'RFC 1701' }),
  'flags.recursion_control': u16(0, { mask: 0x0700, within: 'flags_and_version', label: 'Recursion control', doc: 'In how many more tunnels the packet may be put; not used any more.', spec: 'RFC 1701' }),
  'flags.ack': flag(0, 2, 0x0080, { when: isPptp, within: 'flags_and_version', label: 'Acknowledgment present', doc: 'An acknowledgment number follows, in PPTP.', spec: 'RFC 2637 §4.1' }),
  'flags.reserved': u16(0, { mask: 0x00f8, when: isPlain, within: 'flags_and_version', label: 'Reserved', doc: 'Must be zero.' }),
  'flags.reserved_pptp': u16(0, { mask: 0x0078, when: isPptp, within: 'flags_and_version', label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 2637 §4.1' }),
  'flags.version': u16(0, { mask: 0x0007, within: 'flags_and_version', label: 'Version', doc: '0; 1 in PPTP, which carries PPP.' }),
  proto: u16(2, { hex: true, names: etherTypeNames, label: 'Protocol type', doc: 'What the tunnel carries, numbered like the types of Ethernet.' }),
  checksum: u16(VARIES, { hex: true, label: 'Checksum', doc: "One's complement sum over the header and what the tunnel carries.", spec: 'RFC 2784 §2.5' }),
  'checksum.status': counted({ size: 1, names: checksumStatusNames, label: 'Checksum status', doc: 'Whether the checksum is right.', spec: 'RFC 2784 §2.5' }),
  offset: u16(VARIES, { label: 'Offset', doc: 'Where in the source route the active entry begins; otherwise zero.', spec: 'RFC 1701' }),
  key: u32(VARIES, { hex: true, label: 'Key', doc: 'Tells apart what belongs to different customers of the tunnel.', spec: 'RFC 2890 §2.1' }),
  'key.payload_length': u16(VARIES, { unit: 'bytes', label: 'Payload length', doc: 'Length of what the tunnel carries.', spec: 'RFC 2637 §4.1' }),
  'key.call_id': u16(VARIES, { label: 'Call ID', doc: 'Which call of the receiver the packet belongs to.', spec: 'RFC 2637 §4.1' }),
  sequence_number: u32(VARIES, { label: 'Sequence number', doc: 'Counts the packets, so that they can be put in order.', spec: 'RFC 2890 §2.2' }),
  ack_number: u32(VARIES, { label: 'Acknowledgment number', doc: 'The last packet that has arrived from the other side.', spec: 'RFC 2637 §4.1' }),
  routing: group({ label: 'Source route entry', doc: 'Addresses that the packet is to pass.', spec: 'RFC 1701' }),
  'routing.address_family': u16(VARIES, { label: 'Address family', doc: 'What kind of addresses the entry holds; 0 ends the route.', spec: 'RFC 1701' }),
  'routing.sre_offset': u8(VARIES, { label: 'Offset', doc: 'Where in the entry the active address begins.', spec: 'RFC 1701' }),
  'routing.src_length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the addresses; 0 ends the route.', spec: 'RFC 1701' }),
  'routing.information': bytes(VARIES, 0, { label: 'Addresses', doc: 'The addresses, as they are.', spec: 'RFC 1701' }),
  'wccp.redirect_header': group({ label: 'Redirection', doc: 'Why a router has sent the packet to a cache instead of its destination.', spec: WCCP_DRAFT }),
  'wccp.dynamic_service': flag(VARIES, 1, 0x80, { label: 'Dynamic service', doc: 'Set: the caches have said which packets they want; clear: it is a well-known service.', spec: WCCP_DRAFT }),
  'wccp.alternative_bucket_used': flag(VARIES, 1, 0x40, { label: 'Alternative bucket used', doc: 'The alternative bucket chose the cache.', spec: WCCP_DRAFT }),
  'wccp.reserved': u8(VARIES, { mask: 0x3f, label: 'Reserved', doc: 'Must be zero.', spec: WCCP_DRAFT }),
  'wccp.service_id': u8(VARIES, { label: 'Service', doc: 'Which service the packet belongs to; 0: the web.', spec: WCCP_DRAFT }),
  'wccp.alternative_bucket': u8(VARIES, { label: 'Alternative bucket', doc: 'The share of another function over the addresses, which chose the cache.', spec: WCCP_DRAFT }),
  'wccp.primary_bucket': u8(VARIES, { label: 'Primary bucket', doc: 'The share of the addresses that the packet falls into; each share has its cache.', spec: WCCP_DRAFT }),
  incomplete: bytes(VARIES, 0, { label: 'Incomplete rest', doc: 'Bytes of a header that ends early.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const length = fixedLength(b, s);
  w.body = Math.min(w.end, s + length);
  if (!w.need(length)) return false;
  if (hasRoute(b, s) && !passRoute(w)) {
    w.body = w.end;
    return false;
  }
  const proto = protoOf(b, s);
  if (isRedirected(b, s, w.body, w.end)) w.body += WORD;
  // ERSPAN of the first kind has no header of its own; that there is no sequence number tells it.
  w.next = proto === ERSPAN && (b[s]! & FLAG.sequence) === 0 ? ethernet : (w.choose(greType, proto) ?? w.choose(etherType, proto));
  return true;
}

function protoOf(b: Uint8Array, s: number): number {
  return (b[s + 2]! << 8) | b[s + 3]!;
}

/** Length of the header without the source route. */
function fixedLength(b: Uint8Array, s: number): number {
  const flags = b[s]!;
  let length = HEADER;
  if (flags & FLAG.key) length += WORD;
  if (flags & FLAG.sequence) length += WORD;
  if (isPptp(b, s)) return b[s + 1]! & ACKNOWLEDGMENT ? length + WORD : length;
  return flags & (FLAG.checksum | FLAG.routing) ? length + WORD : length;
}

function hasRoute(b: Uint8Array, s: number): boolean {
  return (b[s]! & FLAG.routing) !== 0 && isPlain(b, s);
}

/** Does a header of WCCP stand at `at`? Its first version has none, and the packet of IPv4 begins at once. */
function isRedirected(b: Uint8Array, s: number, at: number, end: number): boolean {
  return protoOf(b, s) === WCCP && at + WORD <= end && b[at]! >> 4 !== IPV4;
}

/** Pass over the entries of the source route, up to one without a length. */
function passRoute(w: Walk): boolean {
  for (let i = 0; i < MAX_ROUTE; i++) {
    const at = w.body;
    if (!w.need(at + WORD - w.start)) return false;
    const length = w.bytes[at + 3]!;
    if (!w.need(at + WORD + length - w.start)) return false;
    w.body = at + WORD + length;
    if (length === 0) return true;
  }
  return false;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  if (t.body < s + HEADER) return;
  const p = new Places(t, s + HEADER, t.body);
  const isWhole = p.left >= fixedLength(b, s) - HEADER;
  if (isWhole && isPptp(b, s)) placePptp(p, b[s]!, b[s + 1]!);
  else if (isWhole) placePlain(t, p, b[s]!);
  if (isWhole && p.left >= WORD && protoOf(b, s) === WCCP) placeRedirection(t, p);
  p.rest(f.incomplete);
}

function placePlain(t: TreeBuilder, p: Places, flags: number): void {
  if (flags & (FLAG.checksum | FLAG.routing)) {
    p.take(f.checksum);
    if (flags & FLAG.checksum) t.add(f['checksum.status'], p.at, p.at, statusOf(t));
    p.take(f.offset);
  }
  if (flags & FLAG.key) p.take(f.key);
  if (flags & FLAG.sequence) p.take(f.sequence_number);
  if (flags & FLAG.routing) placeRoute(t, p);
}

/** Only that much is verified as the capture holds. */
function statusOf(t: TreeBuilder): number {
  if (t.end < t.wireEnd || t.walk.isQuoted(t.layer) || t.walk.fragment) return CHECKSUM.unverified;
  return addWords(0, t.bytes, t.start, t.end) === 0xffff ? CHECKSUM.good : CHECKSUM.bad;
}

/** In place of a key, PPTP has the length of what follows and a call. */
function placePptp(p: Places, flags: number, more: number): void {
  if (flags & FLAG.key) {
    p.take(f['key.payload_length']);
    p.take(f['key.call_id']);
  }
  if (flags & FLAG.sequence) p.take(f.sequence_number);
  if (more & ACKNOWLEDGMENT) p.take(f.ack_number);
}

function placeRoute(t: TreeBuilder, p: Places): void {
  while (p.left >= WORD) {
    const length = t.bytes[p.at + 3]!;
    t.begin(f.routing, p.at, Math.min(p.at + WORD + length, p.end));
    p.take(f['routing.address_family']);
    p.take(f['routing.sre_offset']);
    p.take(f['routing.src_length']);
    if (length > p.left) p.rest(f['routing.information']);
    else if (length > 0) p.take(f['routing.information'], length);
    t.close();
    if (length === 0) return;
  }
}

function placeRedirection(t: TreeBuilder, p: Places): void {
  t.begin(f['wccp.redirect_header'], p.at, p.at + WORD);
  p.share(f['wccp.dynamic_service'], f['wccp.alternative_bucket_used'], f['wccp.reserved']);
  p.take(f['wccp.service_id']);
  p.take(f['wccp.alternative_bucket']);
  p.take(f['wccp.primary_bucket']);
  t.close();
}

export const gre = protocol('gre', {
  short: 'GRE', title: 'Generic Routing Encapsulation', spec: 'RFC 2784',
  doc: 'A tunnel: carries packets of any protocol inside packets of IP.',
  fields: f, step, detail,
  lines: { packet: 'Encapsulated {proto:name}' },
});

ipProtocol.join(gre, 47);
udpPort.join(gre, 4754);
greType.join(ipv4Protocol, WCCP);
// What tunnels call an Ethernet frame.
etherType.join(ethernet, 0x6558);
