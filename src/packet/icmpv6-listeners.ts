import { bytes, fieldsOf, flag, group, ipv6, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { icmpv6CommonFields as common, type Message } from './icmpv6-common.ts';
import { ICMPV6 } from './icmpv6-names.ts';
import { Places } from './places.ts';

/** Shorter queries are of version 1 (RFC 3810 §8.1). */
const QUERY2 = 28;
const RECORD_HEADER = 20;
/** The maximum response of a query stands where the other messages of version 1 have the same two bytes (RFC 2710 §3). */
const RESPONSE_AT = 4;

/** RFC 3810 §5.2.12. */
const recordNames = names('icmpv6.mldr.mar.record_type', { 1: 'include', 2: 'exclude', 3: 'change to include', 4: 'change to exclude', 5: 'allow new sources', 6: 'block old sources' });

const ofVersion1 = (b: Uint8Array, s: number): boolean => b[s]! >= ICMPV6.listenerQuery && b[s]! <= ICMPV6.listenerDone;

/** Multicast listener discovery, versions 1 and 2. */
export const listenerFields = fieldsOf('icmpv6', 'RFC 3810 §5.1', {
  'mld.maximum_response_delay': u16(VARIES, { unit: 'milliseconds', label: 'Maximum response delay', doc: 'Within what time listeners must answer the query.', spec: 'RFC 2710 §3.4' }),
  'mld.maximum_response_code': u16(VARIES, { unit: 'milliseconds', label: 'Maximum response', doc: 'Within what time listeners must answer the query; on the wire as a code that reaches far.' }),
  'mld.multicast_address': ipv6(8, { when: ofVersion1, label: 'Multicast address', doc: 'The group; :: in a query about all groups.' }),
  'mld.flag': u8(VARIES, { hex: true, label: 'Flags', doc: 'How the query is to be treated.' }),
  'mld.flag.s': flag(VARIES, 1, 0x08, { label: 'Suppress', doc: 'Other routers should not set their timers by this query.' }),
  'mld.flag.qrv': u8(VARIES, { mask: 0x07, label: 'Robustness', doc: 'How many times messages are repeated in case some get lost.' }),
  'mld.flag.reserved': u8(VARIES, { mask: 0xf0, label: 'Reserved', doc: 'Must be zero.' }),
  'mld.qqi': u8(VARIES, { unit: 'seconds', label: 'Query interval', doc: 'How often the router asks; on the wire as a code that reaches far.' }),
  'mld.nb_sources': u16(VARIES, { label: 'Number of sources', doc: 'How many sources the query asks about.' }),
  'mld.source_address': ipv6(VARIES, { label: 'Source', doc: 'A sender that the query asks about.' }),
  'mldr.nb_mcast_records': u16(6, { when: (b, s) => b[s] === ICMPV6.listenerReport2, label: 'Number of records', doc: 'How many groups the report is about.', spec: 'RFC 3810 §5.2' }),
  'mldr.mar': group({ label: 'Record', doc: 'What the listener wants of one group.', spec: 'RFC 3810 §5.2.4' }),
  'mldr.mar.record_type': u8(VARIES, { names: recordNames, label: 'Record type', doc: 'Whether the sources listed are wanted or unwanted, and whether that is new.', spec: 'RFC 3810 §5.2.5' }),
  'mldr.mar.aux_data_len': u8(VARIES, { unit: 'words', label: 'Auxiliary data length', doc: 'How many 32-bit words end the record: 0.', spec: 'RFC 3810 §5.2.6' }),
  'mldr.mar.nb_sources': u16(VARIES, { label: 'Number of sources', doc: 'How many sources follow.', spec: 'RFC 3810 §5.2.7' }),
  'mldr.mar.multicast_address': ipv6(VARIES, { label: 'Multicast address', doc: 'The group.', spec: 'RFC 3810 §5.2.8' }),
  'mldr.mar.source_address': ipv6(VARIES, { label: 'Source', doc: 'A sender to the group.', spec: 'RFC 3810 §5.2.9' }),
  'mldr.mar.auxiliary_data': bytes(VARIES, 0, { label: 'Auxiliary data', doc: 'Has no meaning yet.', spec: 'RFC 3810 §5.2.10' }),
});
const f = listenerFields;

const version1: Message = { fixed: 24, place: addResponse, placed: RESPONSE_AT + 2, detail: addSources };

export const listenerMessages: ReadonlyMap<number, Message> = new Map<number, Message>([
  [ICMPV6.listenerQuery, version1],
  [ICMPV6.listenerReport, version1],
  [ICMPV6.listenerDone, version1],
  [ICMPV6.listenerReport2, { fixed: 8, detail: addReport2 }],
]);

/** How long listeners may take to answer. */
function addResponse(t: TreeBuilder): number {
  const { bytes: b } = t;
  const at = t.start + RESPONSE_AT;
  if (at + 2 > t.end) return t.start;
  if (isQuery2(t)) t.add(f['mld.maximum_response_code'], at, at + 2, responseOf((b[at]! << 8) | b[at + 1]!));
  else t.add(f['mld.maximum_response_delay'], at, at + 2);
  return at + 2;
}

function isQuery2(t: TreeBuilder): boolean {
  return t.bytes[t.start] === ICMPV6.listenerQuery && t.wireEnd - t.start >= QUERY2;
}

/** What a query of version 2 holds after the group. */
function addSources(t: TreeBuilder, from: number): void {
  const parts = new Places(t, from, t.end);
  if (isQuery2(t)) addQuery2(t, parts);
  parts.rest(common.unknown_data);
}

function addQuery2(t: TreeBuilder, parts: Places): void {
  parts.bits(f['mld.flag'], f['mld.flag.s'], f['mld.flag.qrv'], f['mld.flag.reserved']);
  if (!parts.has(1) || !parts.take(f['mld.qqi'], 1, intervalOf(t.bytes[parts.at]!)) || !parts.take(f['mld.nb_sources'])) return;
  const count = (t.bytes[parts.at - 2]! << 8) | t.bytes[parts.at - 1]!;
  for (let i = 0; i < count && parts.take(f['mld.source_address']); i++);
}

/** The records of a report of version 2. */
function addReport2(t: TreeBuilder, from: number): void {
  const { bytes: b } = t;
  let at = from;
  while (at < t.end) {
    const sources = at + 4 <= t.end ? (b[at + 2]! << 8) | b[at + 3]! : 0;
    const auxiliary = at + 4 <= t.end ? b[at + 1]! * 4 : 0;
    const record = new Places(t, at, at + RECORD_HEADER + 16 * sources + auxiliary);
    t.begin(f['mldr.mar'], at, record.end);
    record.take(f['mldr.mar.record_type']);
    record.take(f['mldr.mar.aux_data_len']);
    record.take(f['mldr.mar.nb_sources']);
    record.take(f['mldr.mar.multicast_address']);
    for (let i = 0; i < sources && record.take(f['mldr.mar.source_address']); i++);
    if (auxiliary > 0) record.take(f['mldr.mar.auxiliary_data'], auxiliary);
    record.rest(common.unknown_data);
    t.close();
    at = record.end;
  }
}

/** From 32768 on the code is a floating-point number (RFC 3810 §5.1.3). */
function responseOf(code: number): number {
  return code < 0x8000 ? code : ((code & 0x0fff) | 0x1000) << (((code >> 12) & 7) + 3);
}

/** From 128 on the code is a floating-point number (RFC 3810 §5.1.9). */
function intervalOf(code: number): number {
  return code < 0x80 ? code : ((code & 0x0f) | 0x10) << (((code >> 4) & 7) + 3);
}
