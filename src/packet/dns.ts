import { type Field, fieldsOf, flag, u16 } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { dnsPairFields } from '../message/dns-fields.ts';
import { type CompressedName, NOWHERE } from '../message/domain-name.ts';
import { ednsFields, placeOptions } from './dns-edns.ts';
import { dnsRecordFields as r } from './dns-fields.ts';
import { opcodeNames, rcodeNames, TYPE } from './dns-names.ts';
import { recordLayouts } from './dns-records.ts';
import { svcbFields, svcbLayouts } from './dns-svcb.ts';
import { addRemains } from './fixed.ts';
import { NamePlaces } from './name-places.ts';
import { udpPort } from './port.ts';

const HEADER = 12;
/** Type and class of a question; type, class, time to live and length of a record. */
const QUESTION = 4;
const RECORD = 10;
const COUNTS_AT = 4;
const UPDATE = 5;

const isResponse = (b: Uint8Array, s: number): boolean => (b[s + 2]! & 0x80) !== 0;
const isUpdate = (b: Uint8Array, s: number): boolean => ((b[s + 2]! >> 3) & 15) === UPDATE;
const isNoUpdate = (b: Uint8Array, s: number): boolean => !isUpdate(b, s);

const f = fieldsOf('dns', 'RFC 1035 §4.1.1', {
  id: u16(0, { hex: true, label: 'Transaction ID', doc: 'Number of the question; the answer repeats it.' }),
  flags: u16(2, { hex: true, label: 'Flags', doc: 'What kind of message it is, and how it turned out.' }),
  'flags.response': flag(2, 2, 0x8000, { label: 'Response', doc: 'Set: the message is an answer; clear: a question.' }),
  'flags.opcode': u16(2, { mask: 0x7800, names: opcodeNames, label: 'Operation', doc: 'What is wanted: to look something up, most often.' }),
  'flags.authoritative': flag(2, 2, 0x0400, { when: isResponse, label: 'Authoritative', doc: 'The answer comes from a server of the zone itself, not from what another has remembered.' }),
  'flags.conflict': flag(2, 2, 0x0400, { label: 'Conflict', doc: 'Several machines claim the name.', spec: 'RFC 4795 §2.1.1' }),
  'flags.truncated': flag(2, 2, 0x0200, { label: 'Truncated', doc: 'The message did not fit: ask again over TCP.' }),
  'flags.recdesired': flag(2, 2, 0x0100, { label: 'Recursion desired', doc: 'The server should ask others where it does not know itself.' }),
  'flags.tentative': flag(2, 2, 0x0100, { label: 'Tentative', doc: 'The machine has not made sure yet that the name is its own alone.', spec: 'RFC 4795 §2.1.1' }),
  'flags.recavail': flag(2, 2, 0x0080, { when: isResponse, label: 'Recursion available', doc: 'The server would ask others.' }),
  'flags.z': flag(2, 2, 0x0040, { label: 'Reserved', doc: 'Must be zero.' }),
  'flags.authenticated': flag(2, 2, 0x0020, { when: (b, s) => isResponse(b, s) || (b[s + 3]! & 0x20) !== 0, label: 'Authenticated', doc: 'The server has checked the signatures of the answer; in a question: it would be good to know whether it has.', spec: 'RFC 6840 §5.7, §5.8' }),
  'flags.checkdisable': flag(2, 2, 0x0010, { label: 'Checking disabled', doc: 'The answer may come unchecked: who asks checks the signatures.', spec: 'RFC 4035 §3.2.2' }),
  'flags.rcode': u16(2, { mask: 0x000f, when: isResponse, names: rcodeNames, label: 'Reply code', doc: 'How it turned out.' }),
  'count.queries': u16(4, { when: isNoUpdate, label: 'Questions', doc: 'How many questions follow: practically always one.' }),
  'count.zones': u16(4, { when: isUpdate, label: 'Zones', doc: 'How many zones follow: always one.', spec: 'RFC 2136 §2.2' }),
  'count.answers': u16(6, { when: isNoUpdate, label: 'Answers', doc: 'How many records follow that answer the question.' }),
  'count.prerequisites': u16(6, { when: isUpdate, label: 'Prerequisites', doc: 'How many conditions follow.', spec: 'RFC 2136 §2.2' }),
  'count.auth_rr': u16(8, { when: isNoUpdate, label: 'Authority records', doc: 'How many records follow that say who knows.' }),
  'count.updates': u16(8, { when: isUpdate, label: 'Updates', doc: 'How many changes follow.', spec: 'RFC 2136 §2.2' }),
  'count.add_rr': u16(10, { label: 'Additional records', doc: 'How many more records follow.' }),
});

/** The header, but for flags that have another meaning in a protocol. */
function headerWithout<K extends keyof typeof f>(...names: readonly K[]): Omit<typeof f, K> {
  return Object.fromEntries(Object.entries(f).filter(([name]) => !names.some((each) => each === name))) as unknown as Omit<typeof f, K>;
}
const unicastHeader = headerWithout('flags.conflict', 'flags.tentative');
const linkLocalHeader = headerWithout('flags.authoritative', 'flags.recdesired', 'flags.recavail', 'flags.z', 'flags.authenticated', 'flags.checkdisable');
const sectionFields = { ...r, ...svcbFields, ...ednsFields };

const layouts = new Map([...recordLayouts, ...svcbLayouts, [TYPE.opt, placeOptions] as const]);

function step(w: Walk): boolean {
  w.body = w.end;
  return w.need(HEADER);
}

/** `isMulticast`: the highest bit of a class is a flag (RFC 6762 §18.12, §18.13). */
function addSections(t: TreeBuilder, isMulticast: boolean): void {
  const { bytes: b, start: s } = t;
  if (t.end < s + HEADER) return addRemains(t, f, r['extraneous.data']);
  const o = new NamePlaces(t, s + HEADER, t.wireEnd, s);
  const sections = isUpdate(b, s) ? [r.zone, r.prerequisite, r.update, r.additional] : [r.query, r.answer, r.authority, r.additional];
  for (const [i, section] of sections.entries()) {
    const count = number(b, s + COUNTS_AT + 2 * i);
    for (let n = 0; n < count; n++) {
      if (!o.has(1)) return;
      const name = o.name;
      const after = i === 0 ? QUESTION : RECORD + dataLength(b, name.to, o.end);
      const to = name.to === NOWHERE ? o.end : Math.min(name.to + after, o.end);
      t.begin(section, o.at, to);
      const isWhole = i === 0 ? placeQuestion(o, t, name, isMulticast) : placeRecord(o, t, name, isMulticast);
      t.close();
      o.at = to;
      if (!isWhole) return o.rest(r['extraneous.data']);
    }
  }
  o.rest(r['extraneous.data']);
}

/** Length of the data of a record whose name ends at `at`, if that is there. */
function dataLength(b: Uint8Array, at: number, end: number): number {
  return at + RECORD <= end ? number(b, at + RECORD - 2) : 0;
}

function placeQuestion(o: NamePlaces, t: TreeBuilder, name: CompressedName, isMulticast: boolean): boolean {
  if (!o.takeName(r['qry.name'], name)) return false;
  t.addUnder(r['qry.name'], r['qry.name.len'], name.octets);
  t.addUnder(r['qry.name'], r['count.labels'], name.labels);
  return o.take(r['qry.type']) && placeClass(o, t, r['qry.class'], isMulticast ? r['qry.qu'] : undefined);
}

/** A resource record (RFC 1035 §4.1.3). */
function placeRecord(o: NamePlaces, t: TreeBuilder, name: CompressedName, isMulticast: boolean): boolean {
  if (!o.takeName(r['resp.name'], name) || !o.has(2)) return false;
  const type = number(t.bytes, o.at);
  if (type === TYPE.srv) addService(t, name.text);
  o.take(r['resp.type']);
  const flush = isMulticast ? r['resp.cache_flush'] : undefined;
  if (type === TYPE.opt) {
    placeClass(o, t, ednsFields['rr.udp_payload_size'], flush);
    o.take(ednsFields['resp.ext_rcode']);
    o.take(ednsFields['resp.edns0_version']);
    o.bits(ednsFields['resp.z'], ednsFields['resp.z.do'], ednsFields['resp.z.reserved']);
  } else {
    placeClass(o, t, r['resp.class'], flush);
    o.take(r['resp.ttl']);
  }
  if (!o.has(2)) return false;
  const length = number(t.bytes, o.at);
  o.take(r['resp.len']);
  const to = o.at + length;
  const data = new NamePlaces(t, o.at, to, o.message);
  // What is to be deleted has no data (RFC 2136 §2.5).
  if (length > 0) layouts.get(type)?.(data, t);
  if (data.end < to) data.has(to - data.at);
  data.rest(r.data);
  return data.end === to;
}

/** A class, or what stands in its place, with the flag that its highest bit may be. */
function placeClass(o: NamePlaces, t: TreeBuilder, field: Field, highest: Field | undefined): boolean {
  if (highest === undefined) return o.take(field);
  if (!o.has(field.size)) return false;
  const at = o.at;
  t.begin(field, at, at + field.size, number(t.bytes, at) & ~highest.mask);
  t.add(highest, at, at + field.size);
  t.close();
  o.at = at + field.size;
  return true;
}

/** `_service._protocol.domain` (RFC 2782); an instance of the service may stand before it (RFC 6763 §4.1). */
const serviceName = /(?:^|\.)(_[^.]+)\.(_[^.]+)\.(.+)$/;

function addService(t: TreeBuilder, name: string): void {
  const [, service, proto, domain] = serviceName.exec(name) ?? [];
  if (service === undefined || proto === undefined || domain === undefined) return;
  t.addUnder(r['resp.name'], r['srv.service'], service);
  t.addUnder(r['resp.name'], r['srv.proto'], proto);
  t.addUnder(r['resp.name'], r['srv.name'], domain);
}

function number(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!;
}

const answers = '{dns.cname} {dns.a} {dns.aaaa} {dns.ptr.domain_name} {dns.mx.mail_exchange} {dns.ns} {dns.srv.target} {dns.txt}';
const lines = {
  query: '{dns.qry.type:name} {dns.qry.name}?',
  failure: '{dns.qry.type:name} {dns.qry.name}: {dns.flags.rcode:name}',
  nothing: '{dns.qry.type:name} {dns.qry.name}: no such record',
  answer: `{dns.qry.type:name} {dns.qry.name}: ${answers}`,
  announcement: `{dns.resp.name}: ${answers}`,
  update: 'update of {dns.qry.name}: {dns.resp.name}',
};

/** Counts of questions and answers tell a question from an answer, and that from an announcement nobody asked for (RFC 6762 §8.3). */
function line(b: Uint8Array, s: number): keyof typeof lines {
  if (!isResponse(b, s)) return isUpdate(b, s) ? 'update' : 'query';
  if ((b[s + 3]! & 15) !== 0) return 'failure';
  if (number(b, s + COUNTS_AT) === 0) return 'announcement';
  return number(b, s + COUNTS_AT + 2) === 0 ? 'nothing' : 'answer';
}

export const dns = protocol('dns', {
  short: 'DNS', title: 'Domain Name System', spec: 'RFC 1034, RFC 1035',
  doc: 'Finds what is known of a name: its addresses, its mail servers, the name of an address.',
  fields: { ...unicastHeader, ...sectionFields, ...dnsPairFields }, step, detail: (t) => addSections(t, false), lines, line,
});

export const mdns = protocol('mdns', {
  short: 'MDNS', title: 'Multicast DNS', spec: 'RFC 6762',
  doc: 'Finds names on the local network without a server: everybody is asked, and who has the name answers.',
  fields: { ...unicastHeader, ...sectionFields }, step, detail: (t) => addSections(t, true), lines, line,
});

export const llmnr = protocol('llmnr', {
  short: 'LLMNR', title: 'Link-local Multicast Name Resolution', spec: 'RFC 4795',
  doc: 'Finds the names of machines on the local network without a server, the way of Windows.',
  fields: { ...linkLocalHeader, ...sectionFields, ...dnsPairFields }, step, detail: (t) => addSections(t, false), lines, line,
});

udpPort.join(dns, 53);
udpPort.join(mdns, 5353);
udpPort.join(llmnr, 5355);
