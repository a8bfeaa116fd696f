import { addWords, checksum } from '../base/checksum.ts';
import { composed, counted, either, fieldsOf, flag, ipv4, presence, u16, u8 } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Fragment, Walk } from '../base/walk.ts';
import { addressFamily } from './address-family.ts';
import { checksumStatusNames } from './checksum-status.ts';
import { etherType } from './ethertype.ts';
import { addFragments, collectFragment, fragmentFields, reassembledIn } from './fragment.ts';
import { ipProtocol, ipProtocolNames } from './ip-protocol.ts';
import { addIpv4Options, ipv4OptionFields } from './ipv4-options.ts';
import { linkType } from './link-type.ts';
import { llcSap } from './llc.ts';
import { nlpid } from './nlpid.ts';
import { pppProtocol } from './ppp-protocol.ts';

const VERSION = 4;
const HEADER = 20;
const IPV6_TYPE = 0x86dd;
const MORE_FRAGMENTS = 0x20;
const OFFSET_HIGH = 0x1f;

/** RFC 2474 §4, RFC 4594, RFC 5865, RFC 8622. */
export const dscpNames = names('ip.dsfield.dscp', {
  0: 'best effort', 1: 'lower effort', 8: 'CS1', 10: 'AF11', 12: 'AF12', 14: 'AF13', 16: 'CS2', 18: 'AF21', 20: 'AF22', 22: 'AF23', 24: 'CS3', 26: 'AF31',
  28: 'AF32', 30: 'AF33', 32: 'CS4', 34: 'AF41', 36: 'AF42', 38: 'AF43', 40: 'CS5', 44: 'voice admit', 46: 'expedited forwarding', 48: 'CS6', 56: 'CS7',
});
/** RFC 3168 §5. */
export const ecnNames = names('ip.dsfield.ecn', { 0: 'not ECN-capable', 1: 'ECT(1)', 2: 'ECT(0)', 3: 'congestion experienced' });
/** RFC 791 §3.1, as it was read before RFC 2474. */
const precedenceNames = names('ip.tos.precedence', {
  0: 'routine', 1: 'priority', 2: 'immediate', 3: 'flash', 4: 'flash override', 5: 'CRITIC/ECP', 6: 'internetwork control', 7: 'network control',
});

const isVersion4 = (b: Uint8Array, s: number): boolean => b[s]! >> 4 === VERSION;
const isOther = (b: Uint8Array, s: number): boolean => !isVersion4(b, s);

const f = fieldsOf('ip', 'RFC 791 §3.1', {
  version: u8(0, { mask: 0xf0, label: 'Version', doc: 'The version of IP: 4.' }),
  hdr_len: u8(0, { mask: 0x0f, when: isVersion4, scale: 4, unit: 'bytes', label: 'Header length', doc: 'Length of the header: on the wire the number of 32-bit words, at least 5, which is 20 bytes; more means options.' }),
  unread: u8(0, { mask: 0x0f, when: isOther, label: 'Rest of the byte', doc: 'What it means depends on the version, and that is not 4.' }),
  dsfield: u8(1, { hex: true, label: 'Differentiated services', doc: 'How urgently routers are to treat the packet, and whether one of them was congested.', spec: 'RFC 2474 §3' }),
  'dsfield.dscp': u8(1, { mask: 0xfc, names: dscpNames, label: 'DSCP', doc: 'The class of treatment that the sender asks for.', spec: 'RFC 2474 §3' }),
  'dsfield.ecn': u8(1, { mask: 0x03, names: ecnNames, label: 'ECN', doc: 'Explicit congestion notification: a congested router marks the packet in place of dropping it.', spec: 'RFC 3168 §5' }),
  'tos.precedence': counted({ size: 1, within: 'dsfield', names: precedenceNames, label: 'Precedence (older reading)', doc: 'The first three bits of the same byte as RFC 791 read them, when it was called Type of Service.' }),
  'tos.delay': presence({ within: 'dsfield', label: 'Low delay (older reading)', doc: 'Bit 3 of the Type of Service byte.' }),
  'tos.throughput': presence({ within: 'dsfield', label: 'High throughput (older reading)', doc: 'Bit 4 of the Type of Service byte.' }),
  'tos.reliability': presence({ within: 'dsfield', label: 'High reliability (older reading)', doc: 'Bit 5 of the Type of Service byte.' }),
  len: u16(2, { unit: 'bytes', label: 'Total length', doc: 'Length of the whole packet, header and data.' }),
  id: u16(4, { hex: true, label: 'Identification', doc: 'Tells fragments of different packets apart: those of one packet share it.' }),
  flags: u8(6, { mask: 0xe0, hex: true, label: 'Flags', doc: 'Three bits that govern fragmentation.' }),
  'flags.rb': flag(6, 1, 0x80, { label: 'Reserved bit', doc: 'Must be zero.' }),
  'flags.df': flag(6, 1, 0x40, { label: "Don't fragment", doc: 'Routers must not cut the packet: if it does not fit they drop it and answer with ICMP.' }),
  'flags.mf': flag(6, 1, 0x20, { label: 'More fragments', doc: 'Set on every fragment of a packet but the last.' }),
  frag_offset: u16(6, { mask: 0x1fff, label: 'Fragment offset', doc: 'Where in the original packet the data of this fragment belongs, in units of 8 bytes.' }),
  ttl: u8(8, { label: 'Time to live', doc: 'How many more routers may pass the packet on; each takes one off, and at zero the packet is dropped.' }),
  proto: u8(9, { names: ipProtocolNames, label: 'Protocol', doc: 'Which protocol the packet carries.' }),
  checksum: u16(10, { hex: true, label: 'Header checksum', doc: "One's complement sum over the header alone; every router works it out anew because it changes the time to live." }),
  'checksum.status': counted({ size: 1, within: 'checksum', names: checksumStatusNames, label: 'Checksum status', doc: 'Whether the header checksum is right.' }),
  'checksum_calculated': counted({ size: 2, hex: true, within: 'checksum', label: 'Calculated checksum', doc: 'What the header checksum should be.' }),
  src: ipv4(12, { label: 'Source address', doc: 'The address of the sender.' }),
  dst: ipv4(16, { label: 'Destination address', doc: 'The address of the final recipient.' }),
  addr: either('ipv4', ['src', 'dst'], { label: 'Source or destination address', doc: 'Either address of the packet.' }),
  src_host: composed({ label: 'Source host', doc: 'The source address as text, so that parts of it can be searched for.' }),
  dst_host: composed({ label: 'Destination host', doc: 'The destination address as text, so that parts of it can be searched for.' }),
  host: either('text', ['src_host', 'dst_host'], { label: 'Source or destination host', doc: 'Either host of the packet.' }),
  ...fragmentFields(),
  reassembled_in: reassembledIn(),
});

export const ipv4Fields = f;

/** One object for every fragment: what is kept is copied. */
const fragment: Fragment = { keyAt: 0, keySize: 8, id: 0, protocol: 0, offset: 0, more: false };

function step(w: Walk): boolean {
  const b = w.bytes;
  const s = w.start;
  const version = s < w.end ? b[s]! >> 4 : VERSION;
  if (version === 6) {
    // The layer outside names the wrong version: the packet is read as what it says it is.
    w.note('version', s, VERSION, version);
    w.body = s;
    w.next = w.choose(etherType, IPV6_TYPE);
    return true;
  }
  if (version !== VERSION) {
    w.body = s + 1;
    return w.fail('version', s, VERSION, version);
  }
  if (!w.need(HEADER)) return false;
  const header = (b[s]! & 15) * 4;
  if (header < HEADER) {
    w.body = s + 1;
    return w.fail('header-length', s, HEADER, header);
  }
  const total = (b[s + 2]! << 8) | b[s + 3]!;
  // A card that cuts segments itself is handed packets longer than the field can say: their length is 0.
  if (total !== 0) {
    if (total < header) return w.fail('length-small', s + 2, header, total);
    w.limit(total);
  }
  w.body = s + header;
  if (w.body > w.end) w.body = w.end;
  if (!w.need(header)) return false;
  const protocol = isFragment(b, s) ? collect(w, total) : b[s + 9]!;
  w.next = w.choose(ipProtocol, protocol);
  return true;
}

/** Is the packet a part of a datagram? */
export function isFragment(b: Uint8Array, s: number): boolean {
  return ((b[s + 6]! & (MORE_FRAGMENTS | OFFSET_HIGH)) | b[s + 7]!) !== 0;
}

/**
 * What is shorter than it says is not collected: a receiver throws it away. It would do so where the header checksum is wrong, too (RFC 1122 §3.2.1.2); in
 * captures such a checksum is mostly one that the card of the sender was still to work out, or that of an address that somebody has made unrecognisable since.
 */
function collect(w: Walk, total: number): number {
  const b = w.bytes;
  const s = w.start;
  fragment.keyAt = s + 12;
  fragment.protocol = b[s + 9]!;
  fragment.id = (fragment.protocol << 16) | (b[s + 4]! << 8) | b[s + 5]!;
  fragment.offset = (((b[s + 6]! & OFFSET_HIGH) << 8) | b[s + 7]!) * 8;
  fragment.more = (b[s + 6]! & MORE_FRAGMENTS) !== 0;
  return collectFragment(w, fragment, w.wireEnd - s === total);
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER) return;
  const dscp = b[s + 1]!;
  t.addUnder(f.dsfield, f['tos.precedence'], dscp >> 5);
  if (dscp & 0x10) t.addUnder(f.dsfield, f['tos.delay']);
  if (dscp & 0x08) t.addUnder(f.dsfield, f['tos.throughput']);
  if (dscp & 0x04) t.addUnder(f.dsfield, f['tos.reliability']);
  const sum = addWords(0, b, s, body);
  t.addUnder(f.checksum, f['checksum.status'], sum === 0xffff ? 1 : 0);
  t.addUnder(f.checksum, f.checksum_calculated, checksum(addWords(addWords(0, b, s, s + 10), b, s + 12, body)));
  if (body > s + HEADER) addIpv4Options(t, s + HEADER, body);
  addFragments(t, f);
}

export const ipv4Protocol = protocol('ip', {
  short: 'IPv4', title: 'Internet Protocol version 4', spec: 'RFC 791',
  doc: 'Carries packets across networks, from the sender to the final recipient, without a promise that they arrive.',
  fields: { ...f, ...ipv4OptionFields }, step, detail,
  lines: { packet: '{proto:name}', fragment: 'Fragment of {proto:name}, {id} at {frag_offset}' },
  line: (b, s) => (isFragment(b, s) ? 'fragment' : 'packet'),
});

etherType.join(ipv4Protocol, 0x0800);
ipProtocol.join(ipv4Protocol, 4);
linkType.join(ipv4Protocol, 228);
llcSap.join(ipv4Protocol, 0x06);
addressFamily.join(ipv4Protocol, 2);
pppProtocol.join(ipv4Protocol, 0x0021);
nlpid.join(ipv4Protocol, 0xcc);
