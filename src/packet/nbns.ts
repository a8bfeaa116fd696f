import { bytes, composed, type Field, fieldsOf, flag, group, ipv4, text, u16, u32, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { Sentence } from '../base/sentence.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { decodeName, type EncodedName, encodedName, type NetbiosName } from '../message/netbios-name.ts';
import { classNames, nodeTypeNames, opcodeNames, rcodeNames, TYPE, typeNames } from './nbns-names.ts';
import { addNodeStatus, nodeStatusFields } from './nbns-status.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

const HEADER = 12;
const FLAGS_AT = 2;
const COUNTS_AT = 4;
const PORT = 137;
/** What follows the name of a question: type and class; and of a record: the same, time to live, and length of its data. */
const QUESTION = 4;
const RECORD = 10;
/** Flags of a name, and an address that has it. */
const ENTRY = 6;
const RESPONSE = 0x80;
/** The operation by which a server asks for patience (RFC 1002 §4.2.16). */
const WAIT = 7;
const record = { spec: 'RFC 1002 §4.2.1.3' };
const ofFlags = { spec: 'RFC 1002 §4.2.1.1', within: 'flags' };

const f = fieldsOf('nbns', 'RFC 1002 §4.2.1.1', {
  id: u16(0, { hex: true, label: 'Transaction ID', doc: 'Number of the question; its answer has the same.' }),
  // The flags have no fixed place: those of a request stand again in the answer that asks its sender to wait.
  flags: u16(VARIES, { hex: true, label: 'Flags', doc: 'What the message is for, and how it is to be treated.' }),
  'flags.response': flag(VARIES, 2, 0x8000, { ...ofFlags, label: 'Response', doc: 'Set: an answer; clear: a request.' }),
  'flags.opcode': u16(VARIES, { ...ofFlags, mask: 0x7800, names: opcodeNames, label: 'Operation', doc: 'What is done with the name: asked for, registered, released, refreshed.' }),
  'flags.authoritative': flag(VARIES, 2, 0x0400, { ...ofFlags, label: 'Authoritative', doc: 'The one who answers is responsible for the name.' }),
  'flags.truncated': flag(VARIES, 2, 0x0200, { ...ofFlags, label: 'Truncated', doc: 'The message did not fit into a datagram.' }),
  'flags.recdesired': flag(VARIES, 2, 0x0100, { ...ofFlags, label: 'Recursion desired', doc: 'A name server should find the answer itself, and not only tell whom to ask.' }),
  'flags.recavail': flag(VARIES, 2, 0x0080, { ...ofFlags, label: 'Recursion available', doc: 'The name server does so.' }),
  'flags.broadcast': flag(VARIES, 2, 0x0010, { ...ofFlags, label: 'Broadcast', doc: 'The message goes to everybody on the network, not to a name server.' }),
  'flags.rcode': u16(VARIES, { ...ofFlags, mask: 0x000f, names: rcodeNames, label: 'Reply code', doc: 'Whether the request was granted, and if not, why.' }),
  'count.queries': u16(VARIES, { label: 'Questions', doc: 'How many questions follow: names that are asked for, or that are to be registered.' }),
  'count.answers': u16(VARIES, { label: 'Answers', doc: 'How many records answer them.' }),
  'count.auth_rr': u16(VARIES, { label: 'Authority records', doc: 'How many records tell which name server to ask.' }),
  'count.add_rr': u16(VARIES, { label: 'Additional records', doc: 'How many further records there are: in a registration, the address that is to have the name.' }),
  query: group({ label: 'Question', doc: 'A name, and what is asked about it.', spec: 'RFC 1002 §4.2.1.2' }),
  answer: group({ ...record, label: 'Answer', doc: 'A record that answers the question.' }),
  authority: group({ ...record, label: 'Authority record', doc: 'A record that tells which name server to ask.' }),
  additional: group({ ...record, label: 'Additional record', doc: 'A record beside question and answer: in a registration, the address that is to have the name.' }),
  name: text(VARIES, 0, { label: 'Name', doc: 'A NetBIOS name; its last byte, in angle brackets, says which service of the machine is meant.', spec: 'RFC 1001 §14.1', phrases: { service: '{name} ({service})', unknown: '{name} (Unknown)' } }),
  'name.service': composed({ within: 'name', label: 'Service', doc: 'What the last byte of the name stands for.', spec: 'RFC 1001 §14.1' }),
  'name.scope': composed({ within: 'name', label: 'Scope', doc: 'The part of the network in which the name means this machine; others do not see it.', spec: 'RFC 1001 §9' }),
  type: u16(VARIES, { names: typeNames, label: 'Type', doc: 'NB: addresses of a name; NBSTAT: the names of a machine, and its state.', spec: 'RFC 1002 §4.2.1.2' }),
  class: u16(VARIES, { names: classNames, label: 'Class', doc: 'Always IN, the internet.', spec: 'RFC 1002 §4.2.1.2' }),
  ttl: u32(VARIES, { ...record, unit: 'seconds', label: 'Time to live', doc: 'How long the record holds; 0: for ever.' }),
  data_length: u16(VARIES, { ...record, unit: 'bytes', label: 'Data length', doc: 'How many bytes of data the record has.' }),
  nb_flags: u16(VARIES, { ...record, hex: true, label: 'Name flags', doc: 'What kind of name it is.' }),
  'nb_flags.group': flag(VARIES, 2, 0x8000, { ...record, within: 'nb_flags', label: 'Group name', doc: 'Set: many machines may have the name; clear: one only.' }),
  'nb_flags.ont': u16(VARIES, { ...record, mask: 0x6000, within: 'nb_flags', names: nodeTypeNames, label: 'Owner node type', doc: 'How the owner of the name finds other names.' }),
  addr: ipv4(VARIES, { ...record, label: 'Address', doc: 'Address of the owner of the name, or of a name server.' }),
  name_server: text(VARIES, 0, { label: 'Name server', doc: 'Name of the name server that is to be asked instead.', spec: 'RFC 1002 §4.2.15' }),
  data: bytes(VARIES, 0, { ...record, label: 'Data', doc: 'Data of the record, as it is.' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes that belong to no record.' }),
});
const allFields = { ...f, ...nodeStatusFields };

const counts = [f['count.queries'], f['count.answers'], f['count.auth_rr'], f['count.add_rr']];
const sections = [f.query, f.answer, f.authority, f.additional] as const;
const ofRequests = [f['flags.response'], f['flags.opcode'], f['flags.truncated'], f['flags.recdesired'], f['flags.broadcast']];
const ofResponses = [
  f['flags.response'], f['flags.opcode'], f['flags.authoritative'], f['flags.truncated'], f['flags.recdesired'], f['flags.recavail'], f['flags.broadcast'], f['flags.rcode'],
];

function step(w: Walk): boolean {
  w.body = w.end;
  return w.need(HEADER);
}

function detail(t: TreeBuilder): void {
  const { start: s } = t;
  if (t.end < s + HEADER) return addEarlyEnd(t);
  const head = new Places(t, s + FLAGS_AT, s + HEADER);
  addFlags(t, head);
  for (const count of counts) head.take(count);
  const parts = new Places(t, s + HEADER, t.end);
  let isWhole = true;
  for (const [i, section] of sections.entries()) {
    const count = word(t.bytes, s + COUNTS_AT + 2 * i);
    for (let n = 0; n < count && isWhole; n++) isWhole = addRecord(t, parts, section);
  }
  parts.rest(f.rest);
}

/** What is whole of a header that ends early. */
function addEarlyEnd(t: TreeBuilder): void {
  const { start: s, end } = t;
  const head = new Places(t, end < s + FLAGS_AT ? s : s + FLAGS_AT, end);
  if (head.left >= f.flags.size) addFlags(t, head);
  for (const count of counts) if (head.left >= count.size) head.take(count);
  head.rest(f.rest);
}

/** Flags; those that only answers have are left out where there is a request. */
function addFlags(t: TreeBuilder, parts: Places): void {
  parts.bits(f.flags, ...((t.bytes[parts.at]! & RESPONSE) === 0 ? ofRequests : ofResponses));
}

/** A question or a record. False: it is not whole, and where the next one would begin is not known. */
function addRecord(t: TreeBuilder, parts: Places, section: (typeof sections)[number]): boolean {
  const { bytes: b } = t;
  const { at, end } = parts;
  const name = encodedName(b, at, end, t.start);
  if (name === undefined) return parts.has(parts.left + 1);
  const isQuestion = section === f.query;
  const head = name.end + (isQuestion ? QUESTION : RECORD);
  const to = isQuestion || head > end ? head : head + word(b, head - 2);
  const inner = new Places(t, at, to);
  t.begin(section, at, inner.end);
  const type = name.end + 2 <= end ? word(b, name.end) : 0;
  addName(t, inner, f.name, name, !isQuestion && type === TYPE.name);
  if (inner.take(f.type) && inner.take(f.class) && !isQuestion && inner.take(f.ttl) && inner.take(f.data_length)) {
    if (inner.has(to - inner.at)) addData(t, inner, type);
  }
  inner.rest(f.data);
  t.close();
  parts.at = inner.end;
  return to <= end;
}

/** The data of a record, as far as its type is known. */
function addData(t: TreeBuilder, parts: Places, type: number): void {
  switch (type) {
    case TYPE.name:
      if (!isWait(t)) addAddresses(parts);
      else if (parts.has(2)) addFlags(t, parts);
      break;
    case TYPE.status:
      addNodeStatus(t, parts);
      break;
    case TYPE.address:
      parts.take(f.addr);
      break;
    case TYPE.nameServer: {
      const name = encodedName(t.bytes, parts.at, parts.end, t.start);
      if (name !== undefined) addName(t, parts, f.name_server, name);
      break;
    }
  }
}

/** Does the message ask the sender of a request to wait? Its record then tells which request. */
function isWait({ bytes: b, start: s }: TreeBuilder): boolean {
  return b[s + FLAGS_AT]! >> 3 === (RESPONSE >> 3 | WAIT);
}

/** Each address that has the name, with flags (RFC 1002 §4.2.13). */
function addAddresses(parts: Places): void {
  while (parts.left > 0 && parts.has(ENTRY)) {
    parts.bits(f.nb_flags, f['nb_flags.group'], f['nb_flags.ont']);
    parts.take(f.addr);
  }
}

/** A name that is known to be whole. A record of addresses has the meaning of its name beside it, as Wireshark has. */
function addName(t: TreeBuilder, parts: Places, field: Field, encoded: EncodedName, isExplained = false): void {
  const { at } = parts;
  const name = decodeName(encoded, t.walk.oemCodepage);
  t.begin(field, at, encoded.end, name !== undefined && isExplained ? explained(name) : (name?.text ?? encoded.labels.join('.')));
  if (field === f.name && name !== undefined) addMeaning(t, at, name);
  t.close();
  parts.at = encoded.end;
  const bad = encoded.badPointer;
  if (bad !== undefined) t.fault('pointer', bad.at, bad.target, bad.at - t.start);
}

function explained({ text: name, service }: NetbiosName): Sentence {
  return service === undefined ? new Sentence(f.name, 'unknown', { name }) : new Sentence(f.name, 'service', { name, service });
}

function addMeaning(t: TreeBuilder, at: number, { service, scope }: NetbiosName): void {
  if (service !== undefined) t.add(f['name.service'], at, at, service);
  if (scope !== '') t.add(f['name.scope'], at, at, scope);
}

function word(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!;
}

const isResponse = (b: Uint8Array, s: number): boolean => (b[s + FLAGS_AT]! & RESPONSE) !== 0;
const isRefusal = (b: Uint8Array, s: number): boolean => isResponse(b, s) && (b[s + FLAGS_AT + 1]! & 0x0f) !== 0;

/** Is the first question or record about the status of a machine? */
function isStatus(b: Uint8Array, s: number, end: number): boolean {
  const name = encodedName(b, s + HEADER, end, s);
  return name !== undefined && name.end + 2 <= end && word(b, name.end) === TYPE.status;
}

export const nbns = protocol('nbns', {
  short: 'NBNS', title: 'NetBIOS Name Service', spec: 'RFC 1002 §4.2',
  doc: 'Finds the address that belongs to a NetBIOS name, and sees to it that no two machines have the same one.',
  fields: allFields, step, detail,
  lines: {
    request: '{flags.opcode:name} {name:first}',
    response: '{flags.opcode:name} response {name:first} {addr}',
    refusal: '{flags.opcode:name} response {name:first} {flags.rcode:name}',
    'status-request': 'status query {name:first}',
    'status-response': 'status response {name:first} {netbios_name}',
  },
  line: (b, s, end) => (isRefusal(b, s) ? 'refusal' : `${isStatus(b, s, end) ? 'status-' : ''}${isResponse(b, s) ? 'response' : 'request'}`),
});

udpPort.join(nbns, PORT);
