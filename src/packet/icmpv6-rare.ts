import { fieldsOf, flag, ipv6, mac, u16, u32, u64, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { icmpv6CommonFields as common, type Message, of } from './icmpv6-common.ts';
import { ICMPV6 as T } from './icmpv6-names.ts';
import { addNeighbourOptions } from './icmpv6-options.ts';
import { Places } from './places.ts';

const ofRenumbering = of(T.renumbering);
const ofMobileIp = of(T.agentRequest, T.agentReply, T.mobilePrefixSolicitation, T.mobilePrefixAdvertisement);
const ofMobilePrefix = of(T.mobilePrefixAdvertisement);
const ofHandover = of(T.mobility, T.fastHandover);
const ofPaths = of(T.pathSolicitation, T.pathAdvertisement);
const ofAddressCheck = of(T.addressRequest, T.addressConfirmation);

/** RFC 5568 §6.1, §6.2. */
const handoverNames = names('icmpv6.fmip6.subtype', { 2: 'router solicitation for proxy advertisement', 3: 'proxy router advertisement', 4: 'handover initiate', 5: 'handover acknowledge' });
/** RFC 6775 §4.4. */
const addressStatusNames = names('icmpv6.6lowpannd.da.status', { 0: 'not in use', 1: 'in use by another', 2: 'the table is full' });

/** Messages of renumbering, mobility, secure neighbour discovery, locators and low-power networks. */
export const rareFields = fieldsOf('icmpv6', 'RFC 4443 §2.1', {
  'rr.sequence_number': u32(4, { when: ofRenumbering, label: 'Sequence number', doc: 'Counts the commands.', spec: 'RFC 2894 §3.1' }),
  'rr.segment_number': u8(8, { when: ofRenumbering, label: 'Segment number', doc: 'Tells the messages with the same sequence number apart.', spec: 'RFC 2894 §3.1' }),
  'rr.flag': u8(9, { hex: true, when: ofRenumbering, label: 'Flags', doc: 'How the command is to be carried out.', spec: 'RFC 2894 §3.1' }),
  'rr.flag.t': flag(9, 1, 0x80, { when: ofRenumbering, label: 'Test', doc: 'The command is only to be tried out.', spec: 'RFC 2894 §3.1' }),
  'rr.flag.r': flag(9, 1, 0x40, { when: ofRenumbering, label: 'Result requested', doc: 'Routers are to report what they did.', spec: 'RFC 2894 §3.1' }),
  'rr.flag.a': flag(9, 1, 0x20, { when: ofRenumbering, label: 'All interfaces', doc: 'The command holds for interfaces that are down, too.', spec: 'RFC 2894 §3.1' }),
  'rr.flag.s': flag(9, 1, 0x10, { when: ofRenumbering, label: 'Site-specific', doc: 'The command holds for interfaces of one site only.', spec: 'RFC 2894 §3.1' }),
  'rr.flag.p': flag(9, 1, 0x08, { when: ofRenumbering, label: 'Processed', doc: 'The command was carried out before.', spec: 'RFC 2894 §3.1' }),
  'rr.flag.rsv': u8(9, { mask: 0x07, when: ofRenumbering, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 2894 §3.1' }),
  'rr.maxdelay': u16(10, { unit: 'milliseconds', when: ofRenumbering, label: 'Maximum delay', doc: 'Within what time routers must answer.', spec: 'RFC 2894 §3.1' }),
  'mip6.identifier': u16(4, { when: ofMobileIp, label: 'Identifier', doc: 'Matches answers with questions.', spec: 'RFC 6275 §6.5' }),
  'mip6.flag': u16(6, { hex: true, when: ofMobilePrefix, label: 'Flags', doc: 'Where addresses come from in the home network.', spec: 'RFC 6275 §6.8' }),
  'mip6.flag.m': flag(6, 2, 0x8000, { when: ofMobilePrefix, label: 'Managed', doc: 'Addresses are given out by DHCPv6.', spec: 'RFC 6275 §6.8' }),
  'mip6.flag.o': flag(6, 2, 0x4000, { when: ofMobilePrefix, label: 'Other', doc: 'Other information is given out by DHCPv6.', spec: 'RFC 6275 §6.8' }),
  'mip6.flag.rsv': u16(6, { mask: 0x3fff, when: ofMobilePrefix, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 6275 §6.8' }),
  'mip6.home_agent_address': ipv6(VARIES, { label: 'Home agent address', doc: 'A router that stands in for machines that are away.', spec: 'RFC 6275 §6.6' }),
  'send.identifier': u16(4, { when: ofPaths, label: 'Identifier', doc: 'Matches answers with questions.', spec: 'RFC 3971 §6.4.1' }),
  'send.all_components': u16(6, { when: of(T.pathAdvertisement), label: 'All components', doc: 'How many certificates the path has.', spec: 'RFC 3971 §6.4.2' }),
  'send.component': u16(VARIES, { label: 'Component', doc: 'Which certificate of the path it is.', spec: 'RFC 3971 §6.4.1' }),
  'fmip6.subtype': u8(4, { names: handoverNames, when: ofHandover, label: 'Subtype', doc: 'Which message about a handover it is.', spec: 'RFC 5568 §6.1' }),
  'fmip6.identifier': u16(6, { when: ofHandover, label: 'Identifier', doc: 'Matches answers with questions.', spec: 'RFC 5568 §6.1' }),
  'mcast_ra.query_interval': u16(4, { unit: 'seconds', when: of(T.multicastRouter), label: 'Query interval', doc: 'How often the router asks who listens.', spec: 'RFC 4286 §3.2' }),
  'mcast_ra.robustness_variable': u16(6, { when: of(T.multicastRouter), label: 'Robustness', doc: 'How many times messages are repeated in case some get lost.', spec: 'RFC 4286 §3.2' }),
  'ilnp.nb_locs': u8(4, { when: of(T.locatorUpdate), label: 'Number of locators', doc: 'How many locators follow.', spec: 'RFC 6743 §3' }),
  'ilnp.nb_locator': u64(VARIES, { hex: true, label: 'Locator', doc: 'The network that the machine can be reached in.', spec: 'RFC 6743 §3' }),
  'ilnp.nb_preference': u16(VARIES, { label: 'Preference', doc: 'How much the locator is to be preferred to others; the lower the better.', spec: 'RFC 6743 §3' }),
  'ilnp.nb_lifetime': u16(VARIES, { unit: 'seconds', label: 'Lifetime', doc: 'How long the locator is valid.', spec: 'RFC 6743 §3' }),
  '6lowpannd.da.status': u8(4, { names: addressStatusNames, when: ofAddressCheck, label: 'Status', doc: 'Whether another machine has the address.', spec: 'RFC 6775 §4.4' }),
  '6lowpannd.da.rsv': u8(5, { when: ofAddressCheck, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 6775 §4.4' }),
  '6lowpannd.da.lifetime': u16(6, { when: ofAddressCheck, label: 'Lifetime', doc: 'How long the address is registered, in minutes.', spec: 'RFC 6775 §4.4' }),
  '6lowpannd.da.eui64': mac(VARIES, { label: 'EUI-64', doc: 'The hardware address of the machine that registers.', spec: 'RFC 6775 §4.4' }),
  '6lowpannd.da.reg_addr': ipv6(16, { when: ofAddressCheck, label: 'Registered address', doc: 'The address that is checked.', spec: 'RFC 6775 §4.4' }),
});
const f = rareFields;

export const rareMessages: ReadonlyMap<number, Message> = new Map<number, Message>([
  [T.renumbering, { fixed: 16 }],
  [T.agentRequest, { fixed: 8 }],
  [T.agentReply, { fixed: 8, detail: addHomeAgents }],
  [T.mobilePrefixSolicitation, { fixed: 8 }],
  [T.mobilePrefixAdvertisement, { fixed: 8, detail: addNeighbourOptions }],
  [T.pathSolicitation, { fixed: 8, place: addComponent, placed: 8, detail: addNeighbourOptions }],
  [T.pathAdvertisement, { fixed: 12, place: addComponent, placed: 10, detail: addNeighbourOptions }],
  [T.mobility, { fixed: 8, detail: addNeighbourOptions }],
  [T.multicastRouter, { fixed: 8 }],
  [T.fastHandover, { fixed: 8, detail: addNeighbourOptions }],
  [T.locatorUpdate, { fixed: 8, detail: addLocators }],
  [T.addressRequest, { fixed: 32, place: addHardwareAddress, placed: 16 }],
  [T.addressConfirmation, { fixed: 32, place: addHardwareAddress, placed: 16 }],
]);

/** RFC 3971 §6.4: the component stands in another place in question and answer. */
function addComponent(t: TreeBuilder): number {
  const at = t.start + (t.bytes[t.start] === T.pathSolicitation ? 6 : 8);
  if (at + 2 > t.end) return t.start;
  t.add(f['send.component'], at, at + 2);
  return at + 2;
}

/** RFC 6775 §4.4. */
function addHardwareAddress(t: TreeBuilder): number {
  const at = t.start + 8;
  if (at + 8 > t.end) return t.start;
  t.add(f['6lowpannd.da.eui64'], at, at + 8);
  return at + 8;
}

/** RFC 6275 §6.6. */
function addHomeAgents(t: TreeBuilder, from: number): void {
  const parts = new Places(t, from, t.end);
  while (parts.left > 0 && parts.take(f['mip6.home_agent_address']));
  parts.rest(common.unknown_data);
}

/** RFC 6743 §3. */
function addLocators(t: TreeBuilder, from: number): void {
  const parts = new Places(t, from, t.end);
  for (let left = t.bytes[t.start + f['ilnp.nb_locs'].at]!; left > 0 && parts.take(f['ilnp.nb_locator']); left--) {
    parts.take(f['ilnp.nb_preference']);
    parts.take(f['ilnp.nb_lifetime']);
  }
  parts.rest(common.unknown_data);
}
