import { bytes, dateIn, type Field, fieldsOf, flag, group, ipv6, mac, text, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Places } from './places.ts';
import { wholeAddress } from './prefix.ts';

/** RFC 5568 §6.4: which address or prefix it is. */
const addressCodeNames = names('icmpv6.opt.ipa.option_code', { 1: 'old care-of address', 2: 'new care-of address', 3: 'address of the new access router', 4: 'prefix of the new access router' });
const linkCodeNames = names('icmpv6.opt.lla.option_code', {
  0: 'any access point', 1: 'the new access point', 2: 'the mobile node', 3: 'the new access router', 4: 'the source of the message', 5: 'an access point of this router',
  6: 'no prefix information for it', 7: 'no fast handover with it',
});
const handoverStatusNames = names('icmpv6.opt.naack.status', {
  1: 'new address is not valid, make another', 2: 'new address is not valid, use the one supplied', 3: "new address is not valid, use the router's", 4: 'old address supplied, do not update',
  128: 'link-layer address not recognised',
});
/** RFC 6775 §4.1. */
const registrationStatusNames = names('icmpv6.opt.aro.status', { 0: 'done', 1: 'the address is in use by another', 2: 'the neighbour cache is full' });
/** RFC 3971 §6.4.3, RFC 6495 §3. */
const anchorNames = names('icmpv6.opt.name_type', { 1: 'X.501 name', 2: 'domain name', 3: 'SHA-1 key identifier', 4: 'SHA-224 key identifier', 5: 'SHA-256 key identifier', 6: 'SHA-384 key identifier', 7: 'SHA-512 key identifier' });
const X501 = 1;
const DOMAIN = 2;

const SEND = 'RFC 3971';
const HANDOVER = 'RFC 5568';
const LOWPAN = 'RFC 6775';

/** Options of secure neighbour discovery, of mobility and of low-power networks. */
export const rareOptionFields = fieldsOf('icmpv6', 'RFC 4861 §4.6', {
  'opt.nbma.shortcut_limit': u8(VARIES, { label: 'Shortcut limit', doc: 'Up to how many hops a shortcut through the network should be looked for.', spec: 'RFC 2491 §5.3' }),
  'opt.advertisement_interval': u32(VARIES, { unit: 'milliseconds', label: 'Advertisement interval', doc: 'The longest time between two advertisements of this router.', spec: 'RFC 6275 §7.3' }),
  'opt.home_agent_preference': u16(VARIES, { label: 'Home agent preference', doc: 'How much this home agent is to be preferred to others.', spec: 'RFC 6275 §7.4' }),
  'opt.home_agent_lifetime': u16(VARIES, { unit: 'seconds', label: 'Home agent lifetime', doc: 'How long the router serves as a home agent.', spec: 'RFC 6275 §7.4' }),
  'opt.ipv6_address': ipv6(VARIES, { label: 'Address', doc: 'An address of the interface.', spec: 'RFC 3122 §3.1' }),
  'opt.cga.pad_length': u8(VARIES, { unit: 'bytes', label: 'Pad length', doc: 'How many bytes of filling end the option.', spec: `${SEND} §5.1` }),
  'opt.cga': bytes(VARIES, 0, { label: 'CGA parameters', doc: 'What the address of the sender was made from, so that everybody can check that it owns the address.', spec: `${SEND} §5.1` }),
  'opt.cga.modifier': bytes(VARIES, 16, { label: 'Modifier', doc: 'A random value that makes the address hard to guess.', spec: 'RFC 3972 §3' }),
  'opt.cga.subnet_prefix': bytes(VARIES, 8, { label: 'Subnet prefix', doc: 'The first half of the address.', spec: 'RFC 3972 §3' }),
  'opt.cga.count': bytes(VARIES, 1, { label: 'Collision count', doc: 'How often another machine already had the address that came out.', spec: 'RFC 3972 §3' }),
  'opt.cga.subject_public_key_info': group({ label: 'Public key', doc: 'The key of the sender, and extensions where there are any.', spec: 'RFC 3972 §3' }),
  'opt.rsa.key_hash': bytes(VARIES, 16, { label: 'Key hash', doc: 'Names the key that the message was signed with.', spec: `${SEND} §5.2` }),
  'opt.ps.key_hash': bytes(VARIES, 16, { label: 'Key hash', doc: 'Names the key that the proxy signed the message with.', spec: 'RFC 6496 §5.1' }),
  'opt.digital_signature_padding': group({ label: 'Signature', doc: 'The signature over the message, and filling.', spec: `${SEND} §5.2` }),
  'opt.timestamp': dateIn(8, { label: 'Timestamp', doc: 'When the message was sent, so that an old one cannot be used again.', spec: `${SEND} §5.3.1` }),
  'opt.nonce': bytes(VARIES, 0, { label: 'Nonce', doc: 'A random value; the answer repeats it.', spec: `${SEND} §5.3.2` }),
  'opt.name_type': u8(VARIES, { names: anchorNames, label: 'Name type', doc: 'How the trust anchor is named.', spec: `${SEND} §6.4.3` }),
  'opt.name_x501': bytes(VARIES, 0, { label: 'Name', doc: 'The trust anchor, by its X.501 name in DER.', spec: `${SEND} §6.4.3` }),
  'opt.name_type.fqdn': text(VARIES, 0, { label: 'Domain name', doc: 'The trust anchor, by its domain name.', spec: `${SEND} §6.4.3` }),
  'opt.name_other': bytes(VARIES, 0, { label: 'Name', doc: 'The trust anchor, named in another way.', spec: `${SEND} §6.4.3` }),
  'opt.cert_type': u8(VARIES, { label: 'Certificate type', doc: 'What kind of certificate it is; 1 is X.509.', spec: `${SEND} §6.4.4` }),
  'opt.certificate_padding': group({ label: 'Certificate', doc: 'The certificate, and filling.', spec: `${SEND} §6.4.4` }),
  'opt.ipa.option_code': u8(VARIES, { names: addressCodeNames, label: 'Code', doc: 'Which address it is.', spec: `${HANDOVER} §6.4.1` }),
  'opt.ipa.prefix_len': u8(VARIES, { unit: 'bits', label: 'Prefix length', doc: 'How many bits of the address count.', spec: `${HANDOVER} §6.4.1` }),
  'opt.ipa.ipv6_address': ipv6(VARIES, { label: 'Address', doc: 'The address or prefix.', spec: `${HANDOVER} §6.4.1` }),
  'opt.nrpi.option_code': u8(VARIES, { label: 'Code', doc: 'Must be zero.', spec: 'RFC 4068 §6.4.2' }),
  'opt.nrpi.prefix_len': u8(VARIES, { unit: 'bits', label: 'Prefix length', doc: 'How many bits of the prefix count.', spec: 'RFC 4068 §6.4.2' }),
  'opt.nrpi.prefix': ipv6(VARIES, { label: 'Prefix', doc: 'The prefix of the new access router.', spec: 'RFC 4068 §6.4.2' }),
  'opt.lla.option_code': u8(VARIES, { names: linkCodeNames, label: 'Code', doc: 'Whose address it is.', spec: `${HANDOVER} §6.4.3` }),
  'opt.lla.bytes': bytes(VARIES, 0, { label: 'Link-layer address', doc: 'The hardware address, and filling.', spec: `${HANDOVER} §6.4.3` }),
  'opt.naack.option_code': u8(VARIES, { label: 'Code', doc: 'Must be zero.', spec: `${HANDOVER} §6.4.5` }),
  'opt.naack.status': u8(VARIES, { names: handoverStatusNames, label: 'Status', doc: 'What became of the address that the mobile node asked for.', spec: `${HANDOVER} §6.4.5` }),
  'opt.naack.supplied_ncoa': ipv6(VARIES, { label: 'Supplied address', doc: 'The address to use instead.', spec: `${HANDOVER} §6.4.5` }),
  'opt.map.distance': u8(VARIES, { mask: 0xf0, label: 'Distance', doc: 'How far away the anchor point is, in hops.', spec: 'RFC 5380 §4.4' }),
  'opt.map.preference': u8(VARIES, { mask: 0x0f, label: 'Preference', doc: 'How much the anchor point is to be preferred to others.', spec: 'RFC 5380 §4.4' }),
  'opt.map.flag': u8(VARIES, { hex: true, label: 'Flags', doc: 'What the anchor point expects.', spec: 'RFC 5380 §4.4' }),
  'opt.map.flag.r': flag(VARIES, 1, 0x80, { label: 'Regional address', doc: 'The mobile node makes its regional address itself.', spec: 'RFC 5380 §4.4' }),
  'opt.map.flag.reserved': u8(VARIES, { mask: 0x7f, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 5380 §4.4' }),
  'opt.map.valid_lifetime': u32(VARIES, { unit: 'seconds', label: 'Valid lifetime', doc: 'How long the anchor point may be used.', spec: 'RFC 5380 §4.4' }),
  'opt.map.global_address': ipv6(VARIES, { label: 'Global address', doc: 'The address of the anchor point.', spec: 'RFC 5380 §4.4' }),
  'opt.hai.option_code': u8(VARIES, { label: 'Code', doc: 'What the information is: 1 access network, 2 sector.', spec: 'RFC 5271 §6.1' }),
  'opt.hai.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the information.', spec: 'RFC 5271 §6.1' }),
  'opt.hai.value': bytes(VARIES, 0, { label: 'Value', doc: 'The information itself.', spec: 'RFC 5271 §6.1' }),
  'opt.mn.option_code': u8(VARIES, { label: 'Code', doc: 'What the identifier is: 1 network access identifier, 2 subscriber number.', spec: 'RFC 5271 §6.2' }),
  'opt.mn.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the identifier.', spec: 'RFC 5271 §6.2' }),
  'opt.mn.value': bytes(VARIES, 0, { label: 'Value', doc: 'The identifier itself.', spec: 'RFC 5271 §6.2' }),
  'opt.aro.status': u8(VARIES, { names: registrationStatusNames, label: 'Status', doc: 'Whether the router has taken the address into its table.', spec: `${LOWPAN} §4.1` }),
  'opt.aro.registration_lifetime': u16(VARIES, { label: 'Registration lifetime', doc: 'How long the router keeps the address, in minutes.', spec: `${LOWPAN} §4.1` }),
  'opt.aro.eui64': mac(VARIES, { label: 'EUI-64', doc: 'The hardware address of the machine that registers.', spec: `${LOWPAN} §4.1` }),
  'opt.6co.context_length': u8(VARIES, { unit: 'bits', label: 'Context length', doc: 'How many bits of the prefix count.', spec: `${LOWPAN} §4.2` }),
  'opt.6co.flag': u8(VARIES, { hex: true, label: 'Flags', doc: 'What the context is used for, and its number.', spec: `${LOWPAN} §4.2` }),
  'opt.6co.flag.c': flag(VARIES, 1, 0x10, { label: 'Compression', doc: 'The context may be used to compress headers.', spec: `${LOWPAN} §4.2` }),
  'opt.6co.flag.cid': u8(VARIES, { mask: 0x0f, label: 'Context identifier', doc: 'Number of the context in compressed headers.', spec: `${LOWPAN} §4.2` }),
  'opt.6co.flag.reserved': u8(VARIES, { mask: 0xe0, label: 'Reserved', doc: 'Must be zero.', spec: `${LOWPAN} §4.2` }),
  'opt.6co.valid_lifetime': u16(VARIES, { label: 'Valid lifetime', doc: 'How long the context is valid, in minutes.', spec: `${LOWPAN} §4.2` }),
  'opt.6co.context_prefix': ipv6(VARIES, { label: 'Context prefix', doc: 'The prefix that the number stands for.', spec: `${LOWPAN} §4.2` }),
  'opt.abro.version_low': u16(VARIES, { label: 'Version, low', doc: 'Low half of the number of this set of information.', spec: `${LOWPAN} §4.3` }),
  'opt.abro.version_high': u16(VARIES, { label: 'Version, high', doc: 'High half of the number of this set of information.', spec: `${LOWPAN} §4.3` }),
  'opt.abro.valid_lifetime': u16(VARIES, { label: 'Valid lifetime', doc: 'How long the set of information is valid, in minutes.', spec: `${LOWPAN} §4.3` }),
  'opt.abro.6lbr_address': ipv6(VARIES, { label: 'Border router', doc: 'The border router that the information comes from.', spec: `${LOWPAN} §4.3` }),
  'opt.6cio.unassigned1': u16(VARIES, { mask: 0xfffe, hex: true, label: 'Unassigned', doc: 'Bits without a meaning yet.', spec: 'RFC 7400 §3.3' }),
  'opt.6cio.flag_g': u16(VARIES, { mask: 0x0001, hex: true, label: 'Generic header compression', doc: 'The machine understands headers compressed by RFC 7400.', spec: 'RFC 7400 §3.3' }),
  'opt.6cio.unassigned2': u32(VARIES, { hex: true, label: 'Unassigned', doc: 'Bits without a meaning yet.', spec: 'RFC 7400 §3.3' }),
});
const f = rareOptionFields;

type Layout = (o: Places, t: TreeBuilder) => void;

/** How the options are laid out, by type. */
export function rareOptions(reserved: Field, padding: Field): readonly (readonly [number, Layout])[] {
  /** A value of its own length, and filling. */
  const sized = (code: Field, length: Field, value: Field): Layout => (o, t) => {
    o.take(code);
    if (o.take(length) && o.has(t.bytes[o.at - 1]!)) o.take(value, t.bytes[o.at - 1]!);
    o.rest(padding);
  };
  const addresses: Layout = (o) => {
    o.take(reserved, 6);
    while (o.left >= f['opt.ipv6_address'].size) o.take(f['opt.ipv6_address']);
  };
  const signature = (hash: Field): Layout => (o) => {
    o.take(reserved, 2);
    o.take(hash);
    o.rest(f['opt.digital_signature_padding']);
  };
  return [
    [6, (o) => {
      o.take(f['opt.nbma.shortcut_limit']);
      o.take(reserved, 5);
    }],
    [7, (o) => {
      o.take(reserved, 2);
      o.take(f['opt.advertisement_interval']);
    }],
    [8, (o) => {
      o.take(reserved, 2);
      o.take(f['opt.home_agent_preference']);
      o.take(f['opt.home_agent_lifetime']);
    }],
    [9, addresses],
    [10, addresses],
    [11, (o, t) => addCga(o, t, reserved, padding)],
    [12, signature(f['opt.rsa.key_hash'])],
    [13, (o, t) => {
      o.take(reserved, 6);
      if (o.has(8)) o.take(f['opt.timestamp'], 8, fixedPointTime(t.bytes, o.at));
    }],
    [14, (o) => o.rest(f['opt.nonce'])],
    [15, (o, t) => addTrustAnchor(o, t, padding)],
    [16, (o) => {
      o.take(f['opt.cert_type']);
      o.take(reserved, 1);
      o.rest(f['opt.certificate_padding']);
    }],
    [17, (o) => {
      o.take(f['opt.ipa.option_code']);
      o.take(f['opt.ipa.prefix_len']);
      o.take(reserved, 4);
      o.take(f['opt.ipa.ipv6_address']);
    }],
    [18, (o) => {
      o.take(f['opt.nrpi.option_code']);
      o.take(f['opt.nrpi.prefix_len']);
      o.take(reserved, 4);
      o.take(f['opt.nrpi.prefix']);
    }],
    [19, (o) => {
      o.take(f['opt.lla.option_code']);
      o.rest(f['opt.lla.bytes']);
    }],
    [20, (o, t) => {
      o.take(f['opt.naack.option_code']);
      if (o.take(f['opt.naack.status']) && t.bytes[o.at - 1] === 2) o.take(f['opt.naack.supplied_ncoa']);
      else o.rest(reserved);
    }],
    [23, (o) => {
      o.share(f['opt.map.distance'], f['opt.map.preference']);
      o.bits(f['opt.map.flag'], f['opt.map.flag.r'], f['opt.map.flag.reserved']);
      o.take(f['opt.map.valid_lifetime']);
      o.take(f['opt.map.global_address']);
    }],
    [29, sized(f['opt.hai.option_code'], f['opt.hai.length'], f['opt.hai.value'])],
    [30, sized(f['opt.mn.option_code'], f['opt.mn.length'], f['opt.mn.value'])],
    [32, signature(f['opt.ps.key_hash'])],
    [33, (o) => {
      o.take(f['opt.aro.status']);
      o.take(reserved, 3);
      o.take(f['opt.aro.registration_lifetime']);
      o.take(f['opt.aro.eui64'], 8);
    }],
    [34, (o, t) => {
      o.take(f['opt.6co.context_length']);
      o.bits(f['opt.6co.flag'], f['opt.6co.flag.c'], f['opt.6co.flag.cid'], f['opt.6co.flag.reserved']);
      o.take(reserved, 2);
      o.take(f['opt.6co.valid_lifetime']);
      if (o.left === 8 || o.left === 16) o.take(f['opt.6co.context_prefix'], o.left, wholeAddress(t.bytes, o.at, o.end));
    }],
    [35, (o) => {
      o.take(f['opt.abro.version_low']);
      o.take(f['opt.abro.version_high']);
      o.take(f['opt.abro.valid_lifetime']);
      o.take(f['opt.abro.6lbr_address']);
    }],
    [36, (o) => {
      o.share(f['opt.6cio.unassigned1'], f['opt.6cio.flag_g']);
      o.take(f['opt.6cio.unassigned2']);
    }],
  ];
}

/** RFC 3971 §5.1, RFC 3972 §3. */
function addCga(o: Places, t: TreeBuilder, reserved: Field, padding: Field): void {
  if (!o.take(f['opt.cga.pad_length']) || !o.take(reserved, 1)) return;
  const size = o.left - t.bytes[o.at - 2]!;
  const fixed = f['opt.cga.modifier'].size + f['opt.cga.subnet_prefix'].size + f['opt.cga.count'].size;
  if (size >= fixed) {
    const to = o.at + size;
    t.begin(f['opt.cga'], o.at, to);
    o.take(f['opt.cga.modifier']);
    o.take(f['opt.cga.subnet_prefix']);
    o.take(f['opt.cga.count']);
    if (o.at < to) o.take(f['opt.cga.subject_public_key_info'], to - o.at);
    t.close();
  }
  o.rest(padding);
}

/** RFC 3971 §6.4.3. */
function addTrustAnchor(o: Places, t: TreeBuilder, padding: Field): void {
  if (!o.take(f['opt.name_type']) || !o.take(f['opt.cga.pad_length'])) return;
  const type = t.bytes[o.at - 2]!;
  const size = o.left - t.bytes[o.at - 1]!;
  if (size > 0) o.take(type === X501 ? f['opt.name_x501'] : type === DOMAIN ? f['opt.name_type.fqdn'] : f['opt.name_other'], size);
  o.rest(padding);
}

/** Seconds since 1970 in 48 bits, and a fraction in 16 (RFC 3971 §5.3.1). */
function fixedPointTime(b: Uint8Array, at: number): string {
  let seconds = 0;
  for (let i = at; i < at + 6; i++) seconds = seconds * 256 + b[i]!;
  const fraction = (b[at + 6]! << 8) | b[at + 7]!;
  return `${seconds}.${String(Math.floor((fraction * 1e9) / 0x10000)).padStart(9, '0')}`;
}
