import { bytes, fieldsOf, flag, group, i32, ipv4, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { ICMP } from './icmp-names.ts';
import { Places } from './places.ts';

/** The header before the addresses, and what an address takes with its preference (RFC 1256 §3). */
const HEADER = 8;
const ENTRY_WORDS = 2;

const ofAdvertisements = (b: Uint8Array, s: number): boolean => b[s] === ICMP.routerAdvertisement;

/** RFC 5944 §2.1, RFC 4721 §2. */
const TYPE = { pad: 0, agent: 16, prefixes: 19, challenge: 24 } as const;
const typeNames = names('icmp.mip.type', { 0: 'padding', 16: 'mobility agent', 19: 'prefix lengths', 24: 'challenge' });

const routerFields = fieldsOf('icmp', 'RFC 1256 §3', {
  num_addrs: u8(4, { when: ofAdvertisements, label: 'Number of addresses', doc: 'How many router addresses follow.' }),
  addr_entry_size: u8(5, { unit: 'words', when: ofAdvertisements, label: 'Entry size', doc: 'How many 32-bit words each of them takes: 2.' }),
  lifetime: u16(6, { unit: 'seconds', when: ofAdvertisements, label: 'Lifetime', doc: 'How long the addresses may be believed.' }),
  router_address: ipv4(VARIES, { label: 'Router address', doc: 'An address of the router on this network.' }),
  pref_level: i32(VARIES, { label: 'Preference', doc: 'How much the address is to be preferred to others; the higher the better.' }),
  entry_rest: bytes(VARIES, 0, { label: 'Rest of the entry', doc: 'What an entry holds beyond address and preference.' }),
});

const mobileIpFields = fieldsOf('icmp', 'RFC 5944 §2.1.1', {
  mip: group({ label: 'Mobile IP extension', doc: 'What a router says of itself to computers that have moved to its network.' }),
  'mip.type': u8(VARIES, { names: typeNames, label: 'Type', doc: 'Which extension it is.' }),
  'mip.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of what follows in the extension.' }),
  'mip.seq': u16(VARIES, { label: 'Sequence number', doc: 'Counts the advertisements since the agent was started.' }),
  'mip.life': u16(VARIES, { unit: 'seconds', label: 'Registration lifetime', doc: 'The longest time for which the agent registers anybody.' }),
  'mip.flags': u16(VARIES, { hex: true, label: 'Flags', doc: 'What the agent can do.' }),
  'mip.r': flag(VARIES, 2, 0x8000, { label: 'Registration required', doc: 'Whoever visits must register with this agent.' }),
  'mip.b': flag(VARIES, 2, 0x4000, { label: 'Busy', doc: 'The agent takes nobody in at present.' }),
  'mip.h': flag(VARIES, 2, 0x2000, { label: 'Home agent', doc: 'The agent stands in for those who are away from this network.' }),
  'mip.f': flag(VARIES, 2, 0x1000, { label: 'Foreign agent', doc: 'The agent serves visitors to this network.' }),
  'mip.m': flag(VARIES, 2, 0x0800, { label: 'Minimal encapsulation', doc: 'The agent takes packets packed by RFC 2004.' }),
  'mip.g': flag(VARIES, 2, 0x0400, { label: 'GRE', doc: 'The agent takes packets packed in GRE.' }),
  'mip.v': flag(VARIES, 2, 0x0200, { label: 'Reserved (once header compression)', doc: 'Sent as zero; RFC 2002 used it for Van Jacobson header compression.' }),
  'mip.rt': flag(VARIES, 2, 0x0100, { label: 'Reverse tunnel', doc: 'The agent tunnels what the visitor sends back to its home, too.' }),
  'mip.u': flag(VARIES, 2, 0x0080, { label: 'UDP tunnel', doc: 'The agent takes packets packed in UDP.', spec: 'RFC 3519 §3.4' }),
  'mip.x': flag(VARIES, 2, 0x0040, { label: 'Revocation', doc: 'The agent tells when a registration is taken back.', spec: 'RFC 3543 §3.1' }),
  'mip.reserved': u16(VARIES, { mask: 0x003f, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'mip.coa': ipv4(VARIES, { label: 'Care-of address', doc: 'An address under which visitors can be reached.' }),
  'mip.prefixlength': u8(VARIES, { unit: 'bits', label: 'Prefix length', doc: 'How many bits of the router address at the same place of the list name the network.', spec: 'RFC 5944 §2.1.2' }),
  'mip.challenge': bytes(VARIES, 0, { label: 'Challenge', doc: 'A random value that a registration must send back, so that an old one cannot be used again.', spec: 'RFC 4721 §2' }),
  'mip.content': bytes(VARIES, 0, { label: 'Content', doc: 'The content of an extension that is not known here.' }),
});
const f = mobileIpFields;
export const routerDiscoveryFields = { ...routerFields, ...mobileIpFields };

/** Does the router advertisement at `s` list addresses in a way that can be read? */
export function hasEntries(b: Uint8Array, s: number): boolean {
  return b[s + 5]! >= ENTRY_WORDS;
}

/** Adds the addresses of a router advertisement, and what a mobility agent says after them. */
export function addRouters(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const size = b[s + 5]! * 4;
  const parts = new Places(t, s + HEADER, t.end);
  for (let left = b[s + 4]!; left > 0; left--) {
    if (!parts.has(size)) {
      parts.rest(routerFields.entry_rest);
      return;
    }
    parts.take(routerFields.router_address);
    parts.take(routerFields.pref_level);
    if (size > ENTRY_WORDS * 4) parts.take(routerFields.entry_rest, size - ENTRY_WORDS * 4);
  }
  addMobileIp(t, parts.at);
}

/** Adds the extensions that lie from `from` to the end of the layer. */
function addMobileIp(t: TreeBuilder, from: number): void {
  for (let at = from; at < t.end; ) {
    const type = t.bytes[at]!;
    const to = type === TYPE.pad ? at + 1 : Math.min(t.end, at + 2 + (at + 1 < t.end ? t.bytes[at + 1]! : 0));
    t.begin(f.mip, at, to);
    const parts = new Places(t, at, to);
    parts.take(f['mip.type']);
    if (type !== TYPE.pad && parts.take(f['mip.length'])) addContent(parts, type);
    t.close();
    at = to;
  }
}

function addContent(parts: Places, type: number): void {
  switch (type) {
    case TYPE.agent:
      parts.take(f['mip.seq']);
      parts.take(f['mip.life']);
      parts.bits(
        f['mip.flags'], f['mip.r'], f['mip.b'], f['mip.h'], f['mip.f'], f['mip.m'], f['mip.g'], f['mip.v'], f['mip.rt'], f['mip.u'], f['mip.x'], f['mip.reserved'],
      );
      while (parts.left >= 4) parts.take(f['mip.coa']);
      break;
    case TYPE.prefixes:
      while (parts.left > 0) parts.take(f['mip.prefixlength']);
      break;
    case TYPE.challenge:
      parts.rest(f['mip.challenge']);
      break;
  }
  parts.rest(f['mip.content']);
}
