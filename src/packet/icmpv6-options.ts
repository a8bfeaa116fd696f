import { isZero } from '../base/bytes.ts';
import { type Field, fieldsOf, flag, group, ipv6, mac, presence, text, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { hexText } from '../base/value.ts';
import { domainLabels } from '../message/domain-name.ts';
import { icmpv6CommonFields as common } from './icmpv6-common.ts';
import { preferenceNames } from './icmpv6-names.ts';
import { rareOptionFields, rareOptions } from './icmpv6-rare-options.ts';
import { Places } from './places.ts';
import { wholeAddress } from './prefix.ts';
import { macNames } from './vendor.ts';

/** Lengths of options count units of eight bytes (RFC 4861 §4.6). */
export const OPTION_UNIT = 8;
const HEADER = 2;
export const REDIRECTED_HEADER = 4;
/** Type, length and reserved bytes before the packet that a redirect quotes (RFC 4861 §4.6.3). */
export const REDIRECTED_AT = 8;

/** IANA, IPv6 Neighbor Discovery Option Formats. */
const optionNames = names('icmpv6.opt.type', {
  1: 'source link-layer address', 2: 'target link-layer address', 3: 'prefix information', 4: 'redirected header', 5: 'MTU', 6: 'NBMA shortcut limit',
  7: 'advertisement interval', 8: 'home agent information', 9: 'source address list', 10: 'target address list', 11: 'CGA', 12: 'RSA signature', 13: 'timestamp', 14: 'nonce',
  15: 'trust anchor', 16: 'certificate', 17: 'IP address or prefix', 18: 'new router prefix information', 19: 'link-layer address', 20: 'neighbour advertisement acknowledgment',
  23: 'mobility anchor point', 24: 'route information', 25: 'recursive DNS server', 26: 'router advertisement flags', 27: 'handover key request', 28: 'handover key reply',
  29: 'handover assist information', 30: 'mobile node identifier', 31: 'DNS search list', 32: 'proxy signature', 33: 'address registration', 34: '6LoWPAN context',
  35: 'authoritative border router', 36: '6LoWPAN capability', 37: 'captive portal', 38: 'PREF64', 138: 'CARD request', 139: 'CARD reply', 253: 'experiment 1', 254: 'experiment 2',
});
/** RFC 8781 §4: how long the prefix is. */
const prefixCodeNames = names('icmpv6.opt.pref64.plc', { 0: '96 bits', 1: '64 bits', 2: '56 bits', 3: '48 bits', 4: '40 bits', 5: '32 bits' });

const f = fieldsOf('icmpv6', 'RFC 4861 §4.6', {
  opt: group({ label: 'Option', doc: 'One piece of information about the link, its routers or its addresses.' }),
  'opt.type': u8(VARIES, { names: optionNames, label: 'Type', doc: 'Which option it is.' }),
  'opt.length': u8(VARIES, { label: 'Length', doc: 'Length of the whole option in units of 8 bytes.' }),
  'opt.reserved': group({ label: 'Reserved', doc: 'Bytes kept for later use; must be zero.' }),
  'opt.padding': group({ label: 'Filling', doc: 'Zeros up to the end of the option.' }),
  'opt.linkaddr': mac(VARIES, { names: macNames, label: 'Link-layer address', doc: 'A hardware address.', spec: 'RFC 4861 §4.6.1' }),
  'opt.src_linkaddr': mac(VARIES, { names: macNames, label: 'Source link-layer address', doc: 'The hardware address of the sender of the message.', spec: 'RFC 4861 §4.6.1' }),
  'opt.target_linkaddr': mac(VARIES, { names: macNames, label: 'Target link-layer address', doc: 'The hardware address of the machine that was asked for.', spec: 'RFC 4861 §4.6.1' }),
  'opt.linkaddr_eui64': mac(VARIES, { label: 'Link-layer address (EUI-64)', doc: 'A hardware address of eight bytes.', spec: 'RFC 4944 §8' }),
  'opt.src_linkaddr_eui64': mac(VARIES, { label: 'Source link-layer address (EUI-64)', doc: 'The hardware address of the sender of the message.', spec: 'RFC 4944 §8' }),
  'opt.target_linkaddr_eui64': mac(VARIES, { label: 'Target link-layer address (EUI-64)', doc: 'The hardware address of the machine that was asked for.', spec: 'RFC 4944 §8' }),
  'opt.prefix.length': u8(VARIES, { unit: 'bits', label: 'Prefix length', doc: 'How many bits of the prefix count.', spec: 'RFC 4861 §4.6.2' }),
  'opt.prefix.flag': u8(VARIES, { hex: true, label: 'Flags', doc: 'What the prefix may be used for.', spec: 'RFC 4861 §4.6.2' }),
  'opt.prefix.flag.l': flag(VARIES, 1, 0x80, { label: 'On-link', doc: 'Addresses with this prefix can be reached without a router.', spec: 'RFC 4861 §4.6.2' }),
  'opt.prefix.flag.a': flag(VARIES, 1, 0x40, { label: 'Autonomous', doc: 'A machine may make itself an address with this prefix.', spec: 'RFC 4861 §4.6.2' }),
  'opt.prefix.flag.r': flag(VARIES, 1, 0x20, { label: 'Router address', doc: 'The prefix holds the whole address of the router.', spec: 'RFC 6275 §7.2' }),
  'opt.prefix.flag.reserved': u8(VARIES, { mask: 0x1f, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 4861 §4.6.2' }),
  'opt.prefix.valid_lifetime': u32(VARIES, { unit: 'seconds', label: 'Valid lifetime', doc: 'How long the prefix is valid; 4294967295: for ever.', spec: 'RFC 4861 §4.6.2' }),
  'opt.prefix.preferred_lifetime': u32(VARIES, { unit: 'seconds', label: 'Preferred lifetime', doc: 'How long addresses made with the prefix should be used for new connections.', spec: 'RFC 4861 §4.6.2' }),
  'opt.prefix': ipv6(VARIES, { label: 'Prefix', doc: 'The beginning that addresses of a network share.', spec: 'RFC 4861 §4.6.2' }),
  'opt.redirected_packet': presence({ label: 'Redirected packet', doc: 'The packet that prompted the redirect follows, as layers of its own.', spec: 'RFC 4861 §4.6.3' }),
  'opt.mtu': u32(VARIES, { unit: 'bytes', label: 'MTU', doc: 'The longest packet that everybody on the link should send.', spec: 'RFC 4861 §4.6.4' }),
  'opt.route_info.flag': u8(VARIES, { hex: true, label: 'Flags', doc: 'How much the route is to be preferred to others.', spec: 'RFC 4191 §2.3' }),
  'opt.route_info.flag.route_preference': u8(VARIES, { mask: 0x18, names: preferenceNames, label: 'Route preference', doc: 'How much the route is to be preferred to others.', spec: 'RFC 4191 §2.3' }),
  'opt.route_info.flag.reserved': u8(VARIES, { mask: 0xe7, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 4191 §2.3' }),
  'opt.route_lifetime': u32(VARIES, { unit: 'seconds', label: 'Route lifetime', doc: 'How long the route is valid; 4294967295: for ever.', spec: 'RFC 4191 §2.3' }),
  'opt.rdnss.lifetime': u32(VARIES, { unit: 'seconds', label: 'Lifetime', doc: 'How long the servers may be asked; 0: no more.', spec: 'RFC 8106 §5.1' }),
  'opt.rdnss': ipv6(VARIES, { label: 'DNS server', doc: 'A server that answers questions about names.', spec: 'RFC 8106 §5.1' }),
  'opt.efo': u16(VARIES, { hex: true, label: 'More flags', doc: 'Room for more flags of a router advertisement.', spec: 'RFC 5175 §4' }),
  'opt.dnssl.lifetime': u32(VARIES, { unit: 'seconds', label: 'Lifetime', doc: 'How long the domains may be used; 0: no more.', spec: 'RFC 8106 §5.2' }),
  'opt.dnssl': text(VARIES, 0, { charset: 'utf-8', label: 'Search domain', doc: 'A domain that is put behind short names before they are looked up.', spec: 'RFC 8106 §5.2' }),
  'opt.captive_portal': text(VARIES, 0, { charset: 'utf-8', label: 'Captive portal', doc: 'Where to sign in before the network lets anything else through.', spec: 'RFC 8910 §2.3' }),
  'opt.pref64.scaled_lifetime': u16(VARIES, { mask: 0xfff8, label: 'Scaled lifetime', doc: 'How long the prefix is valid, in units of 8 seconds.', spec: 'RFC 8781 §4' }),
  'opt.pref64.plc': u16(VARIES, { mask: 0x0007, hex: true, names: prefixCodeNames, label: 'Prefix length code', doc: 'How long the prefix is.', spec: 'RFC 8781 §4' }),
  'opt.pref64.prefix': ipv6(VARIES, { label: 'NAT64 prefix', doc: 'The prefix behind which IPv4 addresses are reached.', spec: 'RFC 8781 §4' }),
});
export const icmpv6OptionFields = { ...f, ...rareOptionFields };

/** Places the content of an option that begins after its type and length. */
type Layout = (o: Places, t: TreeBuilder) => void;

const layouts: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  ...rareOptions(f['opt.reserved'], f['opt.padding']),
  [1, (o, t) => addLinkAddress(o, t, f['opt.src_linkaddr'], f['opt.src_linkaddr_eui64'])],
  [2, (o, t) => addLinkAddress(o, t, f['opt.target_linkaddr'], f['opt.target_linkaddr_eui64'])],
  [3, addPrefix],
  [REDIRECTED_HEADER, (o, t) => {
    o.take(f['opt.reserved'], 6);
    if (o.left > 0) t.add(f['opt.redirected_packet'], o.at, o.at, true);
    o.at = o.end;
  }],
  [5, (o) => {
    o.take(f['opt.reserved'], 2);
    o.take(f['opt.mtu']);
  }],
  [24, addRoute],
  [25, (o) => {
    o.take(f['opt.reserved'], 2);
    o.take(f['opt.rdnss.lifetime']);
    while (o.left >= f['opt.rdnss'].size) o.take(f['opt.rdnss']);
  }],
  [26, (o) => {
    o.take(f['opt.efo']);
    o.take(f['opt.reserved'], 4);
  }],
  [31, addSearchList],
  [37, (o, t) => {
    const end = endOfText(t.bytes, o.at, o.end);
    if (end > o.at) o.take(f['opt.captive_portal'], end - o.at);
    o.rest(f['opt.padding']);
  }],
  [38, addNat64Prefix],
]);

/** Adds the options from `from` to the end of the layer. What a redirect quotes is left to the layers inside. */
export function addNeighbourOptions(t: TreeBuilder, from: number): void {
  let at = from;
  while (at + HEADER <= t.end) {
    const size = t.bytes[at + 1]! * OPTION_UNIT;
    if (size === 0) {
      t.fault('option', at, 0, t.end - at);
      t.begin(f.opt, at, at + HEADER);
      t.add(f['opt.type'], at, at + 1);
      t.add(f['opt.length'], at + 1, at + HEADER);
      t.close();
      at += HEADER;
      break;
    }
    addOption(t, at, at + size);
    at += size;
  }
  if (at < t.end) t.add(common.unknown_data, at, t.end);
}

function addOption(t: TreeBuilder, at: number, to: number): void {
  const type = t.bytes[at]!;
  const o = new Places(t, at, to);
  const quotes = type === REDIRECTED_HEADER && t.body === at + REDIRECTED_AT;
  t.begin(f.opt, at, quotes ? t.body : o.end);
  o.take(f['opt.type']);
  o.take(f['opt.length']);
  const layout = layouts.get(type);
  if (layout === undefined) o.rest(common.data);
  else layout(o, t);
  if (o.end < to) o.has(to - o.at);
  o.rest(common.unknown_data);
  t.close();
}

const MAC = 6;
const EUI64 = 8;

/** RFC 4861 §4.6.1, RFC 4944 §8: six bytes of Ethernet; eight of IEEE 802.15.4 with six of filling; or something else. */
function addLinkAddress(o: Places, t: TreeBuilder, role: Field, roleEui64: Field): void {
  const isEui64 = o.left === EUI64 + 6 && isZero(t.bytes, o.at + EUI64, o.end);
  const size = o.left === MAC ? MAC : isEui64 ? EUI64 : o.left;
  const value = size === MAC || isEui64 ? undefined : hexText(t.bytes.subarray(o.at, o.end));
  t.begin(isEui64 ? f['opt.linkaddr_eui64'] : f['opt.linkaddr'], o.at, o.at + size, value);
  o.take(isEui64 ? roleEui64 : role, size, value);
  t.close();
  o.rest(f['opt.padding']);
}

function addPrefix(o: Places): void {
  o.take(f['opt.prefix.length']);
  o.bits(f['opt.prefix.flag'], f['opt.prefix.flag.l'], f['opt.prefix.flag.a'], f['opt.prefix.flag.r'], f['opt.prefix.flag.reserved']);
  o.take(f['opt.prefix.valid_lifetime']);
  o.take(f['opt.prefix.preferred_lifetime']);
  o.take(f['opt.reserved'], 4);
  o.take(f['opt.prefix']);
}

/** The prefix takes 0, 8 or 16 bytes, by the length of the option. */
function addRoute(o: Places, t: TreeBuilder): void {
  o.take(f['opt.prefix.length']);
  o.bits(f['opt.route_info.flag'], f['opt.route_info.flag.route_preference'], f['opt.route_info.flag.reserved']);
  o.take(f['opt.route_lifetime']);
  if (o.left === 8 || o.left === 16) o.take(f['opt.prefix'], o.left, wholeAddress(t.bytes, o.at, o.end));
}

function addSearchList(o: Places, t: TreeBuilder): void {
  o.take(f['opt.reserved'], 2);
  o.take(f['opt.dnssl.lifetime']);
  while (o.left > 0 && t.bytes[o.at] !== 0) {
    const name = domainLabels(t.bytes, o.at, o.end);
    if (name === undefined) return;
    o.take(f['opt.dnssl'], name.to - o.at, name.text);
  }
  o.rest(f['opt.padding']);
}

/** How many bytes of the prefix the codes stand for. */
const PREFIX_BYTES = [12, 8, 7, 6, 5, 4];

function addNat64Prefix(o: Places, t: TreeBuilder): void {
  if (!o.share(f['opt.pref64.scaled_lifetime'], f['opt.pref64.plc'])) return;
  const size = PREFIX_BYTES[t.bytes[o.at - 1]! & f['opt.pref64.plc'].mask];
  if (size === undefined || !o.has(12)) return;
  o.take(f['opt.pref64.prefix'], size, wholeAddress(t.bytes, o.at, o.at + size));
  o.rest(f['opt.padding']);
}

function endOfText(b: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && b[end - 1] === 0) end--;
  return end;
}
