import { type Field, fieldsOf, flag, ipv4, ipv6, text, u16, u32, u64, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { domainLabels } from '../message/domain-name.ts';
import { icmpv6CommonFields as common, type Message } from './icmpv6-common.ts';
import { ICMPV6 } from './icmpv6-names.ts';
import { Places } from './places.ts';

/** The header, the nonce included (RFC 4620 §4). */
const HEADER = 16;
const SUBJECT = { ipv6: 0, name: 1, ipv4: 2 } as const;
const QTYPE = { name: 2, addresses: 3, ipv4: 4 } as const;

/** RFC 4620 §6. */
const qtypeNames = names('icmpv6.ni.qtype', { 0: 'nothing', 1: 'supported questions (obsolete)', 2: 'name of the node', 3: 'IPv6 addresses of the node', 4: 'IPv4 addresses of the node' });

const ofNodes = (b: Uint8Array, s: number): boolean => b[s] === ICMPV6.nodeQuery || b[s] === ICMPV6.nodeReply;

export const nodeFields = fieldsOf('icmpv6', 'RFC 4620 §4', {
  'ni.qtype': u16(4, { when: ofNodes, names: qtypeNames, label: 'Question', doc: 'What is asked about the machine.' }),
  'ni.flag': u16(6, { when: ofNodes, hex: true, label: 'Flags', doc: 'Which addresses are asked for, or were left out.' }),
  'ni.flag.g': flag(6, 2, 0x0020, { when: ofNodes, label: 'Global', doc: 'Global addresses are asked for.', spec: 'RFC 4620 §6.3' }),
  'ni.flag.s': flag(6, 2, 0x0010, { when: ofNodes, label: 'Site-local', doc: 'Addresses of the site are asked for.', spec: 'RFC 4620 §6.3' }),
  'ni.flag.l': flag(6, 2, 0x0008, { when: ofNodes, label: 'Link-local', doc: 'Addresses of the link are asked for.', spec: 'RFC 4620 §6.3' }),
  'ni.flag.c': flag(6, 2, 0x0004, { when: ofNodes, label: 'Compatible', doc: 'IPv4 addresses written as IPv6 ones are asked for.', spec: 'RFC 4620 §6.3' }),
  'ni.flag.a': flag(6, 2, 0x0002, { when: ofNodes, label: 'All', doc: 'The addresses of all interfaces are asked for, not only those of one.', spec: 'RFC 4620 §6.3' }),
  'ni.flag.t': flag(6, 2, 0x0001, { when: ofNodes, label: 'Truncated', doc: 'Not all addresses found room.', spec: 'RFC 4620 §6.3' }),
  'ni.flag.rsv': u16(6, { when: ofNodes, mask: 0xffc0, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'ni.nonce': u64(8, { when: ofNodes, hex: true, label: 'Nonce', doc: 'A random value; the answer repeats it.' }),
  'ni.query.subject_ipv6': ipv6(VARIES, { label: 'Subject', doc: 'The machine that is asked about, by an IPv6 address.', spec: 'RFC 4620 §4' }),
  'ni.query.subject_fqdn': text(VARIES, 0, { charset: 'utf-8', label: 'Subject', doc: 'The machine that is asked about, by its name.', spec: 'RFC 4620 §4' }),
  'ni.query.subject_ipv4': ipv4(VARIES, { label: 'Subject', doc: 'The machine that is asked about, by an IPv4 address.', spec: 'RFC 4620 §4' }),
  'ni.reply.node_ttl': u32(VARIES, { unit: 'seconds', label: 'Time to live', doc: 'How long the answer may be kept; 0 by the present standard.', spec: 'RFC 4620 §6.2' }),
  'ni.reply.node_name': text(VARIES, 0, { charset: 'utf-8', label: 'Name', doc: 'A name of the machine.', spec: 'RFC 4620 §6.2' }),
  'ni.reply.node_address': ipv6(VARIES, { label: 'Address', doc: 'An IPv6 address of the machine.', spec: 'RFC 4620 §6.3' }),
  'ni.reply.ipv4_address': ipv4(VARIES, { label: 'Address', doc: 'An IPv4 address of the machine.', spec: 'RFC 4620 §6.4' }),
});
const f = nodeFields;

export const nodeMessages: ReadonlyMap<number, Message> = new Map<number, Message>([
  [ICMPV6.nodeQuery, { fixed: HEADER, detail: addNodeInformation }],
  [ICMPV6.nodeReply, { fixed: HEADER, detail: addNodeInformation }],
]);

/** The data of a question about a machine, or of the answer. */
function addNodeInformation(t: TreeBuilder, from: number): void {
  const parts = new Places(t, from, t.end);
  if (parts.left > 0) {
    if (t.bytes[t.start] === ICMPV6.nodeQuery) addSubject(t, parts, t.bytes[t.start + 1]!);
    else addAnswer(t, parts, f['ni.qtype'].read(t.bytes, t.start));
  }
  parts.rest(common.unknown_data);
}

function addSubject(t: TreeBuilder, parts: Places, code: number): void {
  if (code === SUBJECT.ipv6) parts.take(f['ni.query.subject_ipv6']);
  else if (code === SUBJECT.ipv4) parts.take(f['ni.query.subject_ipv4']);
  else if (code === SUBJECT.name) addName(t, parts, f['ni.query.subject_fqdn']);
}

function addAnswer(t: TreeBuilder, parts: Places, question: number): void {
  if (question === QTYPE.name) {
    if (parts.take(f['ni.reply.node_ttl'])) while (parts.left > 0 && t.bytes[parts.at] !== 0 && addName(t, parts, f['ni.reply.node_name']));
  } else if (question === QTYPE.addresses) {
    while (parts.left > 0 && parts.take(f['ni.reply.node_ttl']) && parts.take(f['ni.reply.node_address']));
  } else if (question === QTYPE.ipv4) {
    while (parts.left > 0 && parts.take(f['ni.reply.node_ttl']) && parts.take(f['ni.reply.ipv4_address']));
  }
}

function addName(t: TreeBuilder, parts: Places, field: Field): boolean {
  const name = domainLabels(t.bytes, parts.at, parts.end);
  return name !== undefined && parts.take(field, name.to - parts.at, name.text);
}
