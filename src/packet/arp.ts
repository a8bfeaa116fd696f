import { isZero } from '../base/bytes.ts';
import { bytes, counted, type Field, fieldsOf, ipv4, mac, packetNumber, presence, span, truth, u16, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ATM, ATM_HEADER, atmAddressBytes, atmFields, placeAtmAddress, placeOtherLengths, placeSenderLengths } from './arp-atm.ts';
import { ARP, hardwareNames, opcodeNames } from './arp-names.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { endOfFixed } from './fixed.ts';
import { Places } from './places.ts';
import { macNames } from './vendor.ts';

/** Types, lengths of the addresses, opcode. */
const HEADER = 8;
/** Header and addresses of Ethernet and IPv4. */
const ETHERNET_IPV4 = 28;
/** Ethernet and IEEE 802: their addresses look alike. */
const ETHERNETS = [1, 6];
const MAC = 6;
const IPV4 = 4;
const ETHERTYPE_IPV4 = 0x0800;

const isAtm = (b: Uint8Array, s: number): boolean => word(b, s) === ATM;
const isNotAtm = (b: Uint8Array, s: number): boolean => !isAtm(b, s);

const f = fieldsOf('arp', 'RFC 826', {
  'hw.type': u16(0, { names: hardwareNames, label: 'Hardware type', doc: 'What kind of network the hardware addresses belong to.' }),
  'proto.type': u16(2, { hex: true, names: etherTypeNames, label: 'Protocol type', doc: 'What kind of protocol the protocol addresses belong to, numbered like the types of Ethernet.' }),
  'hw.size': u8(4, { unit: 'bytes', when: isNotAtm, label: 'Hardware size', doc: 'Length of a hardware address: 6 for Ethernet.' }),
  'proto.size': u8(5, { unit: 'bytes', when: isNotAtm, label: 'Protocol size', doc: 'Length of a protocol address: 4 for IPv4.' }),
  opcode: u16(6, { names: opcodeNames, label: 'Opcode', doc: 'Whether the packet asks or answers, and what for.' }),
  isgratuitous: truth({ within: 'opcode', label: 'Gratuitous', doc: 'Sender and target address are the same: nobody is asked, the sender tells everybody where its address is to be found.', spec: 'RFC 5944 §4.6' }),
  isprobe: truth({ within: 'opcode', label: 'Probe', doc: 'The sender has no address yet, and asks whether somebody else uses the one that it wants.', spec: 'RFC 5227 §1.1' }),
  isannouncement: truth({ within: 'opcode', label: 'Announcement', doc: 'The sender claims its address, so that others correct what they remembered.', spec: 'RFC 5227 §1.1' }),
  'src.hw': bytes(VARIES, 0, { label: 'Sender hardware address', doc: 'Hardware address of the sender, where it is not one of Ethernet.' }),
  'src.hw_mac': mac(VARIES, { names: macNames, label: 'Sender hardware address', doc: 'Hardware address of the sender: in an answer, the one that was asked for.' }),
  'src.proto': bytes(VARIES, 0, { label: 'Sender protocol address', doc: 'Protocol address of the sender, where it is not one of IPv4.' }),
  'src.proto_ipv4': ipv4(VARIES, { label: 'Sender IP address', doc: 'IPv4 address of the sender; 0.0.0.0 where it has none yet.' }),
  'dst.hw': bytes(VARIES, 0, { label: 'Target hardware address', doc: 'Hardware address of the target, where it is not one of Ethernet.' }),
  'dst.hw_mac': mac(VARIES, { names: macNames, label: 'Target hardware address', doc: 'Hardware address of the target; in a request nobody knows it yet, and it is mostly zero.' }),
  'dst.proto': bytes(VARIES, 0, { label: 'Target protocol address', doc: 'Protocol address of the target, where it is not one of IPv4.' }),
  'dst.proto_ipv4': ipv4(VARIES, { label: 'Target IP address', doc: 'IPv4 address of the target: in a request, the one whose owner is sought.' }),
  data: bytes(VARIES, 0, { label: 'Incomplete rest', doc: 'Bytes of an address of which the packet does not hold all.' }),
  resp_in: packetNumber({ label: 'Answer in', doc: 'The packet that answers this request.' }),
  no_resp: presence({ label: 'No answer seen', doc: 'The capture holds no answer to this request.' }),
  resp_to: packetNumber({ label: 'Answer to', doc: 'The packet with the request that this one answers.' }),
  resptime: span({ label: 'Response time', doc: 'Seconds from the request to the answer.' }),
  'duplicate-address-detected': presence({ label: 'Duplicate address', doc: 'Two machines claim the same IP address: a mistake of configuration, or an attack.', spec: 'RFC 5227 §2.4' }),
  'duplicate-address-frame': packetNumber({ label: 'Claimed before in', doc: 'The last packet in which the other machine claimed the address.', spec: 'RFC 5227 §2.4' }),
  'seconds-since-duplicate-address-frame': counted({ unit: 'seconds', label: 'Seconds since that claim', doc: 'How long before this packet the other machine claimed the address.', spec: 'RFC 5227 §2.4' }),
  proxy: counted({ label: 'Addresses answered for', doc: 'Proxy ARP suspected: the sender has answered for so many addresses; a router does that for machines behind it, an attacker to get their traffic.', spec: 'RFC 1027' }),
});
export const arpFields = f;

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  w.body = w.end;
  const atm = isAtm(b, s);
  if (atm && !w.need(ATM_HEADER)) return false;
  const length = atm ? ATM_HEADER + atmAddressBytes(b, s) : HEADER + 2 * (b[s + 4]! + b[s + 5]!);
  if (!w.need(length)) return false;
  w.limit(length);
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const p = new Places(t, endOfFixed(t, Object.values(f)), t.body);
  const isHeaderThere = t.body - s >= HEADER;
  if (isHeaderThere && isAtm(b, s)) placeAtm(t, p);
  else if (isHeaderThere) placeAddresses(t, p);
  p.rest(f.data);
}

/** The addresses of both sides, as long as the header says. */
function placeAddresses(t: TreeBuilder, p: Places): void {
  const { bytes: b, start: s } = t;
  const hw = b[s + 4]!;
  const proto = b[s + 5]!;
  const isEthernet = hw === MAC && ETHERNETS.includes(word(b, s));
  const isIpv4 = proto === IPV4 && word(b, s + 2) === ETHERTYPE_IPV4;
  const whole = placeAddress(p, isEthernet ? f['src.hw_mac'] : f['src.hw'], hw) && placeAddress(p, isIpv4 ? f['src.proto_ipv4'] : f['src.proto'], proto)
    && placeAddress(p, isEthernet ? f['dst.hw_mac'] : f['dst.hw'], hw) && placeAddress(p, isIpv4 ? f['dst.proto_ipv4'] : f['dst.proto'], proto);
  if (whole && proto > 0) addPurpose(t, hw, proto);
}

/** False: there is less of it. No fault: `step` has noted it. */
function placeAddress(p: Places, field: Field, size: number): boolean {
  return size === 0 || (size <= p.left && p.take(field, size));
}

/** What a question, or an unasked answer, is for. */
function addPurpose(t: TreeBuilder, hw: number, proto: number): void {
  const { bytes: b, start: s } = t;
  const opcode = word(b, s + 6);
  if (opcode !== ARP.request && opcode !== ARP.reply) return;
  const sender = s + HEADER + hw;
  const target = sender + proto + hw;
  const isQuestion = opcode === ARP.request && isZero(b, sender + proto, sender + proto + hw);
  const isGratuitous = isSame(b, sender, target, proto);
  if (isGratuitous) t.addUnder(f.opcode, f.isgratuitous);
  if (isQuestion && isGratuitous) t.addUnder(f.opcode, f.isannouncement);
  if (isQuestion && !isGratuitous && isZero(b, sender, sender + proto)) t.addUnder(f.opcode, f.isprobe);
}

function isSame(b: Uint8Array, one: number, other: number, size: number): boolean {
  for (let i = 0; i < size; i++) if (b[one + i] !== b[other + i]) return false;
  return true;
}

/** On ATM the addresses come in another order: number, subaddress, protocol address. */
function placeAtm(t: TreeBuilder, p: Places): void {
  const { bytes: b, start: s } = t;
  placeSenderLengths(new Places(t, s + 4, s + 6));
  if (p.left < ATM_HEADER - HEADER) return;
  placeOtherLengths(p);
  const isIpv4 = word(b, s + 2) === ETHERTYPE_IPV4;
  const whole = placeAtmAddress(p, b, s, 'src') && placeAddress(p, isIpv4 && b[s + 8] === IPV4 ? f['src.proto_ipv4'] : f['src.proto'], b[s + 8]!);
  if (whole && placeAtmAddress(p, b, s, 'dst')) placeAddress(p, isIpv4 && b[s + 11] === IPV4 ? f['dst.proto_ipv4'] : f['dst.proto'], b[s + 11]!);
}

function word(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!;
}

export const arp = protocol('arp', {
  short: 'ARP', title: 'Address Resolution Protocol', spec: 'RFC 826',
  doc: 'Finds the hardware address that belongs to a protocol address, by asking everybody on the network.',
  fields: { ...f, ...atmFields }, step, detail,
  lines: {
    request: 'Who has {dst.proto_ipv4}? Tell {src.proto_ipv4}', reply: '{src.proto_ipv4} is at {src.hw_mac}', probe: 'Who has {dst.proto_ipv4}? (probe)',
    announcement: '{src.proto_ipv4} is at {src.hw_mac} (gratuitous)', reverse: 'Who is {dst.hw_mac}? Tell {src.hw_mac}', reverseReply: '{dst.hw_mac} is at {dst.proto_ipv4}',
    other: '{opcode:name}',
  },
  line,
});

function line(b: Uint8Array, s: number, end: number): string {
  if (end - s < ETHERNET_IPV4 || word(b, s + 4) !== 0x0604) return 'other';
  const isGratuitous = isSame(b, s + 14, s + 24, IPV4);
  switch (word(b, s + 6)) {
    case ARP.request:
      return isGratuitous ? 'announcement' : isZero(b, s + 14, s + 14 + IPV4) ? 'probe' : 'request';
    case ARP.reply:
      return isGratuitous ? 'announcement' : 'reply';
    case ARP.reverseRequest:
      return 'reverse';
    case ARP.reverseReply:
      return 'reverseReply';
    default:
      return 'other';
  }
}

etherType.join(arp, 0x0806, 0x8035);
