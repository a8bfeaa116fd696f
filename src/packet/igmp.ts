import { addWords } from '../base/checksum.ts';
import { bytes, counted, fieldsOf, flag, group, ipv4, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { CHECKSUM, checksumStatusNames } from './checksum-status.ts';
import { ipProtocol } from './ip-protocol.ts';
import { Places } from './places.ts';

const TYPE = { query: 0x11, report1: 0x12, report2: 0x16, leave: 0x17, report3: 0x22 } as const;
const MESSAGE = 8;
/** Longer queries are of version 3 (RFC 3376 §7.1). */
const QUERY3 = 12;
const RECORD_HEADER = 8;
const WORD = 4;

/** IANA, Internet Group Management Protocol Type Numbers. */
const typeNames = names('igmp.type', {
  0x11: 'membership query', 0x12: 'membership report, version 1', 0x13: 'DVMRP', 0x14: 'PIM, version 1', 0x15: 'Cisco trace', 0x16: 'membership report, version 2', 0x17: 'leave group',
  0x1e: 'multicast traceroute response', 0x1f: 'multicast traceroute', 0x22: 'membership report, version 3', 0x30: 'multicast router advertisement', 0x31: 'multicast router solicitation',
  0x32: 'multicast router termination',
});
/** RFC 3376 §4.2.12. */
const recordNames = names('igmp.record_type', { 1: 'include', 2: 'exclude', 3: 'change to include', 4: 'change to exclude', 5: 'allow new sources', 6: 'block old sources' });

const third = { spec: 'RFC 3376 §4.1' };
const report = { spec: 'RFC 3376 §4.2' };

const f = fieldsOf('igmp', 'RFC 2236 §2', {
  type: u8(0, { hex: true, names: typeNames, label: 'Type', doc: 'What kind of message it is.' }),
  version: counted({ size: 1, within: 'type', label: 'Version', doc: 'Which version of IGMP the message belongs to; it follows from type and length.' }),
  max_resp: u8(VARIES, { label: 'Maximum response time', doc: 'Within how many tenths of a second members must answer the query; on the wire as a code that reaches far.' }),
  reserved: bytes(VARIES, 0, { label: 'Reserved', doc: 'Must be zero.' }),
  checksum: u16(VARIES, { hex: true, label: 'Checksum', doc: "One's complement sum over the whole message." }),
  'checksum.status': counted({ size: 1, names: checksumStatusNames, label: 'Checksum status', doc: 'Whether the checksum is right.' }),
  maddr: ipv4(VARIES, { label: 'Group', doc: 'The multicast group that the message is about; 0.0.0.0 in a query about all groups.' }),
  resv: u8(VARIES, { ...third, mask: 0xf0, label: 'Reserved', doc: 'Must be zero.' }),
  s: flag(VARIES, 1, 0x08, { ...third, label: 'Suppress', doc: 'Other routers should not set their timers by this query.' }),
  qrv: u8(VARIES, { ...third, mask: 0x07, label: 'Robustness', doc: 'How many times messages are repeated in case some get lost.' }),
  qqic: u8(VARIES, { ...third, label: 'Query interval code', doc: 'How often the router asks, in seconds; from 128 on a code that reaches far.' }),
  num_src: u16(VARIES, { ...third, label: 'Number of sources', doc: 'How many sources follow.' }),
  num_grp_recs: u16(VARIES, { ...report, label: 'Number of records', doc: 'How many groups the report is about.' }),
  record: group({ ...report, label: 'Record', doc: 'What the member wants of one group.' }),
  record_type: u8(VARIES, { ...report, names: recordNames, label: 'Record type', doc: 'Whether the sources listed are wanted or unwanted, and whether that is new.' }),
  aux_data_len: u8(VARIES, { ...report, unit: 'words', label: 'Auxiliary data length', doc: 'How many 32-bit words end the record: 0.' }),
  saddr: ipv4(VARIES, { ...report, label: 'Source', doc: 'A sender to the group.' }),
  aux_data: bytes(VARIES, 0, { ...report, label: 'Auxiliary data', doc: 'Has no meaning yet.' }),
  data: bytes(VARIES, 0, { label: 'Content', doc: 'The rest of the message, as it is.' }),
});

function step(w: Walk): boolean {
  if (!w.need(1)) return false;
  w.body = w.end;
  return versionOf(w.bytes[w.start]!, w.wireEnd - w.start, 0) === 0 || w.need(MESSAGE);
}

/** The version of a message of `length` bytes; 0: it is none of those that are known here. */
function versionOf(type: number, length: number, response: number): number {
  switch (type) {
    case TYPE.query:
      return length >= QUERY3 ? 3 : response === 0 ? 1 : 2;
    case TYPE.report1:
      return 1;
    case TYPE.report2:
    case TYPE.leave:
      return 2;
    case TYPE.report3:
      return 3;
    default:
      return 0;
  }
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const p = new Places(t, s + 1, t.body);
  if (t.body === s) return;
  const version = versionOf(b[s]!, t.wireEnd - s, p.left > 0 ? b[s + 1]! : 0);
  if (version !== 0) {
    t.addUnder(f.type, f.version, version);
    if (p.left >= MESSAGE - 1) placeMessage(t, p, version);
  }
  p.rest(f.data);
}

function placeMessage(t: TreeBuilder, p: Places, version: number): void {
  const isReport3 = t.bytes[t.start] === TYPE.report3;
  if (version === 1 || isReport3) p.take(f.reserved, 1);
  else p.take(f.max_resp, 1, version === 3 ? spread(t.bytes[p.at]!) : undefined);
  p.take(f.checksum);
  t.add(f['checksum.status'], p.at, p.at, statusOf(t));
  if (isReport3) placeRecords(t, p);
  else p.take(f.maddr);
  if (version === 3 && !isReport3 && p.left >= QUERY3 - MESSAGE) placeQuery3(t, p);
}

function statusOf(t: TreeBuilder): number {
  if (t.end < t.wireEnd || t.walk.isQuoted(t.layer) || t.walk.fragment) return CHECKSUM.unverified;
  return addWords(0, t.bytes, t.start, t.end) === 0xffff ? CHECKSUM.good : CHECKSUM.bad;
}

function placeQuery3(t: TreeBuilder, p: Places): void {
  p.share(f.resv, f.s, f.qrv);
  p.take(f.qqic);
  p.take(f.num_src);
  placeSources(p, (t.bytes[p.at - 2]! << 8) | t.bytes[p.at - 1]!);
}

function placeSources(p: Places, count: number): void {
  for (let i = 0; i < count && p.take(f.saddr); i++);
}

function placeRecords(t: TreeBuilder, p: Places): void {
  const b = t.bytes;
  p.take(f.reserved, 2);
  p.take(f.num_grp_recs);
  for (let i = (b[p.at - 2]! << 8) | b[p.at - 1]!; i > 0 && p.has(RECORD_HEADER); i--) {
    const auxiliary = b[p.at + 1]! * WORD;
    const sources = (b[p.at + 2]! << 8) | b[p.at + 3]!;
    const record = new Places(t, p.at, Math.min(p.end, p.at + RECORD_HEADER + sources * WORD + auxiliary));
    t.begin(f.record, p.at, record.end);
    record.take(f.record_type);
    record.take(f.aux_data_len);
    record.take(f.num_src);
    record.take(f.maddr);
    placeSources(record, sources);
    if (auxiliary > 0) record.take(f.aux_data, auxiliary);
    record.rest(f.data);
    t.close();
    p.at = record.end;
  }
}

/** From 128 on a code is a floating-point number (RFC 3376 §4.1.1). */
function spread(code: number): number {
  return code < 0x80 ? code : ((code & 0x0f) | 0x10) << (((code >> 4) & 7) + 3);
}

export const igmp = protocol('igmp', {
  short: 'IGMP', title: 'Internet Group Management Protocol', spec: 'RFC 3376',
  doc: 'Tells routers which multicast groups somebody on the network wants to receive.',
  fields: f, step, detail,
  lines: { message: '{type:name} {maddr}' },
});

ipProtocol.join(igmp, 2);
