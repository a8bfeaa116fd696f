import { bytes, composed, type Field, fieldsOf, flag, ipv4, text, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { decodeName, encodedName, nameEnd } from '../message/netbios-name.ts';
import { data } from './data.ts';
import { endOfFixed } from './fixed.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';
import { isSmb, smb } from './smb.ts';

/** What every message begins with (RFC 1002 §4.4.1), and where the names of a datagram begin (§4.4.2). */
const HEADER = 10;
const DATAGRAM = 14;
const PORT = 138;
const MORE_FRAGMENTS = 0x01;

const TYPE = { unique: 0x10, group: 0x11, broadcast: 0x12, error: 0x13, query: 0x14, positive: 0x15, negative: 0x16 } as const;
const typeNames = names('nbdgm.type', {
  0x10: ['datagram to one', 'Goes to the one machine that has the name.'],
  0x11: ['datagram to a group', 'Goes to every machine that has joined the group with this name.'],
  0x12: ['datagram to everybody', 'Goes to every machine of the network, whatever its name.'],
  0x13: ['datagram error', 'Tells the sender that its datagram could not be delivered.', 'RFC 1002 §4.4.3'],
  0x14: ['datagram query', 'Asks the distribution server whether it can pass on datagrams to a name.', 'RFC 1002 §4.4.4'],
  0x15: ['positive query response', 'The distribution server can pass datagrams on to that name.', 'RFC 1002 §4.4.4'],
  0x16: ['negative query response', 'The distribution server does not know that name.', 'RFC 1002 §4.4.4'],
});
/** RFC 1002 §4.4.1; H nodes, which the standard does not know, call themselves like the fourth. */
const nodeTypeNames = names('nbdgm.node_type', {
  0: ['B node', 'Its sender finds names by broadcasts alone.', 'RFC 1001 §10.1'],
  1: ['P node', 'Its sender asks a name server and never broadcasts.', 'RFC 1001 §10.2'],
  2: ['M node', 'Its sender broadcasts first, then asks a name server.', 'RFC 1001 §10.3'],
  3: ['datagram distribution server, or H node', 'A server passes the datagram on for somebody else; or its sender asks a name server first, then everybody.'],
});
/** RFC 1002 §4.4.3. */
const errorNames = names('nbdgm.error_code', {
  0x82: ['destination name not present', 'The machine that got the datagram does not have the name that it is for.'],
  0x83: ['invalid source name format', 'The name of the sender is not written as the standard demands.'],
  0x84: ['invalid destination name format', 'The name of the recipient is not written as the standard demands.'],
});

const isDatagram = (b: Uint8Array, s: number): boolean => b[s]! >= TYPE.unique && b[s]! <= TYPE.broadcast;
const isError = (b: Uint8Array, s: number): boolean => b[s] === TYPE.error;
const isQuery = (b: Uint8Array, s: number): boolean => b[s]! >= TYPE.query && b[s]! <= TYPE.negative;
const datagram = { spec: 'RFC 1002 §4.4.2' };

const f = fieldsOf('nbdgm', 'RFC 1002 §4.4.1', {
  type: u8(0, { names: typeNames, label: 'Message type', doc: 'Whom the datagram is for, or what is said about one.' }),
  flags: u8(1, { hex: true, label: 'Flags', doc: 'Which piece of a datagram it is, and how its sender finds names.' }),
  next: flag(1, 1, MORE_FRAGMENTS, { within: 'flags', label: 'More fragments', doc: 'Another piece of the datagram follows.' }),
  first: flag(1, 1, 0x02, { within: 'flags', label: 'First fragment', doc: 'The datagram begins here.' }),
  node_type: u8(1, { mask: 0x0c, within: 'flags', names: nodeTypeNames, label: 'Node type', doc: 'How the sender finds names: by asking everybody, or a name server, or both.' }),
  dgram_id: u16(2, { hex: true, label: 'Datagram ID', doc: 'Number of the datagram; all its pieces have the same.' }),
  'src.ip': ipv4(4, { label: 'Source address', doc: 'Address of the sender; a distribution server that passes the datagram on leaves it as it is.' }),
  'src.port': u16(8, { label: 'Source port', doc: 'Port of the sender.' }),
  dgram_len: u16(10, { ...datagram, unit: 'bytes', when: isDatagram, label: 'Datagram length', doc: 'How many bytes follow the packet offset: both names, and the data.' }),
  pkt_offset: u16(12, { ...datagram, unit: 'bytes', when: isDatagram, label: 'Packet offset', doc: 'Where in the datagram this piece of it begins.' }),
  error_code: u8(10, { hex: true, names: errorNames, when: isError, label: 'Error code', doc: 'Why the datagram could not be delivered.', spec: 'RFC 1002 §4.4.3' }),
  source_name: text(VARIES, 0, { ...datagram, label: 'Source name', doc: 'The NetBIOS name of the sender.' }),
  'source_name.service': composed({ within: 'source_name', label: 'Service', doc: 'What the last byte of the source name stands for.', spec: 'RFC 1001 §14.1' }),
  destination_name: text(VARIES, 0, { ...datagram, label: 'Destination name', doc: 'The NetBIOS name of the receiver, or of the group of receivers.' }),
  'destination_name.service': composed({ within: 'destination_name', label: 'Service', doc: 'What the last byte of the destination name stands for.', spec: 'RFC 1001 §14.1' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes that are none of these things.' }),
});
const fields = Object.values(f);

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  w.body = w.end;
  if (!w.need(HEADER)) return false;
  if (isError(b, s)) return w.need(HEADER + 1);
  if (!isDatagram(b, s)) return true;
  if (!w.need(DATAGRAM)) return false;
  w.limit(DATAGRAM + word(b, s + 10));
  const source = nameEnd(b, s + DATAGRAM, w.end);
  const destination = source < 0 ? -1 : nameEnd(b, source, w.end);
  w.body = destination < 0 ? w.end : destination;
  if ((b[s + 1]! & MORE_FRAGMENTS) !== 0) w.fragment = true;
  const isBeginning = word(b, s + 12) === 0;
  w.next = isBeginning && isSmb(b, w.body, w.end) ? smb : data;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const parts = new Places(t, endOfFixed(t, fields), t.body);
  if (parts.at === s + headerLength(b, s)) addNames(t, parts);
  parts.rest(f.rest);
}

function addNames(t: TreeBuilder, parts: Places): void {
  const { bytes: b, start: s } = t;
  if (isDatagram(b, s) && !addName(t, parts, f.source_name, f['source_name.service'])) return;
  if (isDatagram(b, s) || isQuery(b, s)) addName(t, parts, f.destination_name, f['destination_name.service']);
}

function headerLength(b: Uint8Array, s: number): number {
  return isDatagram(b, s) ? DATAGRAM : isError(b, s) ? HEADER + 1 : HEADER;
}

function addName(t: TreeBuilder, parts: Places, field: Field, service: Field): boolean {
  const { at } = parts;
  const encoded = encodedName(t.bytes, at, parts.end);
  if (encoded === undefined) return parts.has(parts.left + 1);
  const name = decodeName(encoded, t.walk.oemCodepage);
  t.begin(field, at, encoded.end, name?.text ?? encoded.labels.join('.'));
  if (name?.service !== undefined) t.add(service, at, at, name.service);
  t.close();
  parts.at = encoded.end;
  return true;
}

function word(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!;
}

export const nbdgm = protocol('nbdgm', {
  short: 'NBDS', title: 'NetBIOS Datagram Service', spec: 'RFC 1002 §4.4',
  doc: 'Carries single messages between NetBIOS names, to one machine or to many.',
  fields: f, step, detail,
  lines: { datagram: '{type:name} {source_name} → {destination_name}', error: '{type:name} {error_code:name}', query: '{type:name} {destination_name}' },
  line: (b, s) => (isDatagram(b, s) ? 'datagram' : isError(b, s) ? 'error' : 'query'),
});

udpPort.join(nbdgm, PORT);
