import { bytes, type Field, fieldsOf, flag, ipv6, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { icmpv6CommonFields as common, type Message } from './icmpv6-common.ts';
import { ICMPV6 } from './icmpv6-names.ts';
import { icmpv6OptionFields } from './icmpv6-options.ts';
import { Places } from './places.ts';

/** RFC 6550 §6: codes of the messages; the secure ones have SECURE set. */
const CODE = { solicitation: 0, information: 1, advertisement: 2, acknowledgment: 3 } as const;
const SECURE = 0x80;
const PAD1 = 0;

const modeNames = names('icmpv6.rpl.dio.flag.mop', { 0: 'no downward routes', 1: 'non-storing', 2: 'storing, without multicast', 3: 'storing, with multicast', 4: 'route discovery between two nodes' });
const optionNames = names('icmpv6.rpl.opt.type', {
  0: 'filling of one byte', 1: 'filling', 2: 'metric container', 3: 'route information', 4: 'DODAG configuration', 5: 'target', 6: 'transit information', 7: 'solicited information',
  8: 'prefix information', 9: 'target descriptor', 10: 'route discovery',
});

const graph = { label: 'DODAG identifier', doc: 'Address of the root, which names the graph of routes.' };
const instance = { label: 'Instance', doc: 'Number of the RPL instance: several can run in one network.' };

/** The routing protocol of low-power networks: the messages; of their options, type and length. */
export const rplFields = fieldsOf('icmpv6', 'RFC 6550 §6', {
  'rpl.secure.flag': u8(VARIES, { hex: true, label: 'Security flags', doc: 'How the counter is to be read.', spec: 'RFC 6550 §6.1' }),
  'rpl.secure.flag.t': flag(VARIES, 1, 0x80, { label: 'Counter is a time', doc: 'The counter is a time, not a number.', spec: 'RFC 6550 §6.1' }),
  'rpl.secure.flag.rsv': u8(VARIES, { mask: 0x7f, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 6550 §6.1' }),
  'rpl.secure.algorithm': u8(VARIES, { label: 'Algorithm', doc: 'How the message is encrypted and signed; 0: AES-128 with CCM, and RSA with SHA-256.', spec: 'RFC 6550 §6.1' }),
  'rpl.secure.level': u8(VARIES, { hex: true, label: 'Security level and key mode', doc: 'How strongly the message is protected, and how its key is named.', spec: 'RFC 6550 §6.1' }),
  'rpl.secure.kim': u8(VARIES, { mask: 0xc0, label: 'Key identifier mode', doc: 'How the key is named.', spec: 'RFC 6550 §6.1' }),
  'rpl.secure.rsv': u8(VARIES, { mask: 0x38, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 6550 §6.1' }),
  'rpl.secure.lvl': u8(VARIES, { mask: 0x07, label: 'Security level', doc: 'How strongly the message is protected.', spec: 'RFC 6550 §6.1' }),
  'rpl.secure.counter': u32(VARIES, { label: 'Counter', doc: 'Never the same twice, so that an old message cannot be used again.', spec: 'RFC 6550 §6.1' }),
  'rpl.secure.content': bytes(VARIES, 0, { label: 'Secured content', doc: 'Key identifier and message, of which a part may be encrypted.', spec: 'RFC 6550 §6.1' }),
  'rpl.dis.flags': u8(VARIES, { label: 'Flags', doc: 'Without a meaning yet.', spec: 'RFC 6550 §6.2' }),
  'rpl.dio.instance': u8(VARIES, instance),
  'rpl.dio.version': u8(VARIES, { label: 'Version', doc: 'Version of the graph; the root counts it up to have the graph built anew.', spec: 'RFC 6550 §6.3' }),
  'rpl.dio.rank': u16(VARIES, { label: 'Rank', doc: 'How far the sender is from the root.', spec: 'RFC 6550 §6.3' }),
  'rpl.dio.flag': u8(VARIES, { hex: true, label: 'Flags', doc: 'Properties of the graph.', spec: 'RFC 6550 §6.3' }),
  'rpl.dio.flag.g': flag(VARIES, 1, 0x80, { label: 'Grounded', doc: 'The graph leads where the application wants to go.', spec: 'RFC 6550 §6.3' }),
  'rpl.dio.flag.0': flag(VARIES, 1, 0x40, { label: 'Zero', doc: 'Must be zero.', spec: 'RFC 6550 §6.3' }),
  'rpl.dio.flag.mop': u8(VARIES, { mask: 0x38, hex: true, names: modeNames, label: 'Mode of operation', doc: 'Who remembers the routes down from the root.', spec: 'RFC 6550 §6.3' }),
  'rpl.dio.flag.preference': u8(VARIES, { mask: 0x07, label: 'Preference', doc: 'How much the root is to be preferred to others.', spec: 'RFC 6550 §6.3' }),
  'rpl.dio.dtsn': u8(VARIES, { label: 'Trigger sequence number', doc: 'Counted up to have destinations advertised anew.', spec: 'RFC 6550 §6.3' }),
  'rpl.dio.dagid': ipv6(VARIES, graph),
  'rpl.dao.instance': u8(VARIES, instance),
  'rpl.dao.flag': u8(VARIES, { hex: true, label: 'Flags', doc: 'What is asked for, and what follows.', spec: 'RFC 6550 §6.4' }),
  'rpl.dao.flag.k': flag(VARIES, 1, 0x80, { label: 'Acknowledge', doc: 'The receiver is to acknowledge the message.', spec: 'RFC 6550 §6.4' }),
  'rpl.dao.flag.d': flag(VARIES, 1, 0x40, { label: 'Identifier present', doc: 'The identifier of the graph follows.', spec: 'RFC 6550 §6.4' }),
  'rpl.dao.flag.rsv': u8(VARIES, { mask: 0x3f, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 6550 §6.4' }),
  'rpl.dao.sequence': u8(VARIES, { label: 'Sequence number', doc: 'Counts the advertisements; the acknowledgment repeats it.', spec: 'RFC 6550 §6.4' }),
  'rpl.dao.dodagid': ipv6(VARIES, graph),
  'rpl.daoack.instance': u8(VARIES, instance),
  'rpl.daoack.flag': u8(VARIES, { hex: true, label: 'Flags', doc: 'What follows.', spec: 'RFC 6550 §6.5' }),
  'rpl.daoack.flag.d': flag(VARIES, 1, 0x80, { label: 'Identifier present', doc: 'The identifier of the graph follows.', spec: 'RFC 6550 §6.5' }),
  'rpl.daoack.flag.rsv': u8(VARIES, { mask: 0x7f, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 6550 §6.5' }),
  'rpl.daoack.sequence': u8(VARIES, { label: 'Sequence number', doc: 'Number of the advertisement that is acknowledged.', spec: 'RFC 6550 §6.5' }),
  'rpl.daoack.status': u8(VARIES, { label: 'Status', doc: '0: accepted; up to 127: accepted, but find another parent; above: refused.', spec: 'RFC 6550 §6.5' }),
  'rpl.daoack.dodagid': ipv6(VARIES, graph),
  'rpl.opt.type': u8(VARIES, { names: optionNames, label: 'Type', doc: 'Which option it is.', spec: 'RFC 6550 §6.7' }),
  'rpl.opt.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of what follows in the option.', spec: 'RFC 6550 §6.7' }),
  'rpl.opt.data': bytes(VARIES, 0, { label: 'Data', doc: 'The content of the option, as it is.', spec: 'RFC 6550 §6.7' }),
});
const f = rplFields;

export const rplMessages: ReadonlyMap<number, Message> = new Map<number, Message>([[ICMPV6.rpl, { fixed: 4, detail: addRpl }]]);

/** A message of RPL from its base object on. */
function addRpl(t: TreeBuilder, from: number): void {
  const code = t.bytes[t.start + 1]!;
  const parts = new Places(t, from, t.end);
  if (code & SECURE) {
    addSecurity(parts);
    return;
  }
  if (addBase(t, parts, code)) addOptions(t, parts);
  parts.rest(common.data);
}

/** What follows the security section may be encrypted (RFC 6550 §6.1). */
function addSecurity(parts: Places): void {
  parts.bits(f['rpl.secure.flag'], f['rpl.secure.flag.t'], f['rpl.secure.flag.rsv']);
  parts.take(f['rpl.secure.algorithm']);
  parts.bits(f['rpl.secure.level'], f['rpl.secure.kim'], f['rpl.secure.rsv'], f['rpl.secure.lvl']);
  parts.take(common.reserved, 1);
  parts.take(f['rpl.secure.counter']);
  parts.rest(f['rpl.secure.content']);
}

/** False: the message is not known here. */
function addBase(t: TreeBuilder, parts: Places, code: number): boolean {
  switch (code) {
    case CODE.solicitation:
      parts.take(f['rpl.dis.flags']);
      return parts.take(common.reserved, 1);
    case CODE.information:
      parts.take(f['rpl.dio.instance']);
      parts.take(f['rpl.dio.version']);
      parts.take(f['rpl.dio.rank']);
      parts.bits(f['rpl.dio.flag'], f['rpl.dio.flag.g'], f['rpl.dio.flag.0'], f['rpl.dio.flag.mop'], f['rpl.dio.flag.preference']);
      parts.take(f['rpl.dio.dtsn']);
      parts.take(common.reserved, 2);
      return parts.take(f['rpl.dio.dagid']);
    case CODE.advertisement:
      parts.take(f['rpl.dao.instance']);
      parts.bits(f['rpl.dao.flag'], f['rpl.dao.flag.k'], f['rpl.dao.flag.d'], f['rpl.dao.flag.rsv']);
      parts.take(common.reserved, 1);
      return parts.take(f['rpl.dao.sequence']) && addIdentifier(t, parts, f['rpl.dao.flag.d'], f['rpl.dao.dodagid']);
    case CODE.acknowledgment:
      parts.take(f['rpl.daoack.instance']);
      parts.bits(f['rpl.daoack.flag'], f['rpl.daoack.flag.d'], f['rpl.daoack.flag.rsv']);
      parts.take(f['rpl.daoack.sequence']);
      return parts.take(f['rpl.daoack.status']) && addIdentifier(t, parts, f['rpl.daoack.flag.d'], f['rpl.daoack.dodagid']);
    default:
      return false;
  }
}

/** The identifier of the graph, where a flag in the second byte says that it is there. */
function addIdentifier(t: TreeBuilder, parts: Places, present: Field, identifier: Field): boolean {
  return (t.bytes[parts.at - 3]! & present.mask) === 0 || parts.take(identifier);
}

function addOptions(t: TreeBuilder, outer: Places): void {
  while (outer.left > 0) {
    const { at } = outer;
    const type = t.bytes[at]!;
    const size = type === PAD1 ? 1 : outer.left > 1 ? 2 + t.bytes[at + 1]! : 2;
    const o = new Places(t, at, at + size);
    t.begin(icmpv6OptionFields.opt, at, o.end);
    o.take(f['rpl.opt.type']);
    if (type !== PAD1 && o.take(f['rpl.opt.length'])) {
      if (o.end < at + size) o.has(at + size - o.at);
      o.rest(f['rpl.opt.data']);
    }
    t.close();
    outer.at = o.end;
  }
}
