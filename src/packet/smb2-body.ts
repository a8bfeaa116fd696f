import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { SEVERITY, severityOf } from './nt-status.ts';
import { type BodyName, bodyFields } from './smb2-fields.ts';
import { fileTimeDate, guidText, utf16Text } from './windows-types.ts';

export { bodyFields } from './smb2-fields.ts';

type BodyFields = Record<BodyName, Field>;

/** A field of the fixed part, and how many bytes it takes there. */
type Part = readonly [name: BodyName, size: number];

/** A part of variable length. Its offset, counted from the header, and its length stand at these places of the body. */
interface Blob {
  readonly name: BodyName;
  readonly offsetAt: number;
  readonly offsetSize: number;
  readonly lengthAt: number;
  readonly lengthSize: number;
}

interface Layout {
  /** The structure size that the body begins with. */
  readonly code: number;
  readonly parts: readonly Part[];
  readonly blobs: readonly Blob[];
  /** Adds a list that follows the fixed part, */
  readonly list: Adder | undefined;
  /** and one that follows the parts of variable length. */
  readonly after: Adder | undefined;
}

/** Adds what stands from `from` on, and returns where it ends. */
type Adder = (t: TreeBuilder, f: BodyFields, m: Message, from: number) => number;

/** A body, and what the header says of it. It is captured up to `to`, and went on to `wireTo`. */
export interface Message {
  readonly command: number;
  readonly status: number;
  readonly isResponse: boolean;
  /** Where the header begins: offsets are counted from there. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly wireTo: number;
}

/** A layout; every body begins with its structure size. */
function layout(code: number, parts: readonly Part[], blobs: readonly Blob[] = [], list?: Adder, after?: Adder): Layout {
  return { code, parts: [['buffer_code', 2], ...parts], blobs, list, after };
}
const blob = (name: BodyName, offsetAt: number, offsetSize: number, lengthAt: number, lengthSize: number): Blob => ({ name, offsetAt, offsetSize, lengthAt, lengthSize });

const LOCK = 24;
const CONTEXT_HEADER = 8;

const empty = layout(4, [['reserved', 2]]);
const times: readonly Part[] = [['create.time', 8], ['last_access.time', 8], ['last_write.time', 8], ['last_change.time', 8]];
const range: readonly Part[] = [['olb.offset', 2], ['olb.length', 2]];
const wideRange: readonly Part[] = [['olb.offset', 4], ['olb.length', 4]];
const answer = (name: BodyName): Layout => layout(9, [['olb.offset', 2], ['olb.length', 4]], [blob(name, 2, 2, 4, 4)]);
const lease: readonly Part[] = [['lease.lease_flags', 4], ['lease.lease_key', 16]];
const oplockBreak = layout(24, [['create.oplock', 1], ['reserved', 5], ['fid', 16]]);
const leaseBreak = layout(36, [['reserved', 2], ...lease, ['lease.lease_state', 4], ['lease.lease_duration', 8]]);
const leaseNotice = layout(44, [
  ['lease.lease_oplock', 2], ...lease, ['lease.lease_state', 4], ['lease.lease_state', 4], ['lease.lease_break_reason', 4], ['lease.access_mask_hint', 4], ['lease.share_mask_hint', 4],
]);
/** MS-SMB2 §2.2.2. */
const errorLayout = layout(9, [['error.context_count', 1], ['error.reserved', 1], ['error.byte_count', 4]], [], (t, f, m, from) => {
  if (from < m.to) t.add(f['error.data'], from, m.to);
  return m.to;
});

/** By command: bodies of requests, bodies of responses (MS-SMB2 §2.2.3 to §2.2.40). */
const layouts: Readonly<Record<number, readonly [requests: readonly Layout[], responses: readonly Layout[]]>> = {
  0: [
    [layout(36, [
      ['dialect_count', 2], ['sec_mode', 1], ['reserved', 3], ['capabilities', 4], ['client_guid', 16], ['negotiate_context.offset', 4], ['negotiate_context.count', 2], ['reserved', 2],
    ], [], addDialects, addContexts)],
    [layout(65, [
      ['sec_mode', 1], ['reserved', 1], ['dialect', 2], ['negotiate_context.count', 2], ['server_guid', 16], ['capabilities', 4], ['max_trans_size', 4], ['max_read_size', 4],
      ['max_write_size', 4], ['current_time', 8], ['boot_time', 8], ...range, ['negotiate_context.offset', 4],
    ], [blob('security_blob', 56, 2, 58, 2)], undefined, addContexts)],
  ],
  1: [
    [layout(25, [['ses_req_flags', 1], ['sec_mode', 1], ['capabilities', 4], ['channel', 4], ...range, ['previous_sesid', 8]], [blob('security_blob', 12, 2, 14, 2)])],
    [layout(9, [['session_flags', 2], ...range], [blob('security_blob', 4, 2, 6, 2)])],
  ],
  2: [[empty], [empty]],
  3: [
    [layout(9, [['tc.flags', 2], ...range], [blob('tree', 4, 2, 6, 2)])],
    [layout(16, [['share_type', 1], ['reserved', 1], ['share_flags', 4], ['share_caps', 4], ['access_mask', 4]])],
  ],
  4: [[empty], [empty]],
  5: [
    [layout(57, [
      ['reserved', 1], ['create.oplock', 1], ['impersonation.level', 4], ['create_flags', 8], ['reserved', 8], ['access_mask', 4], ['file_attribute', 4], ['share_access', 4],
      ['create.disposition', 4], ['create.options', 4], ...range, ...wideRange,
    ], [blob('filename', 44, 2, 46, 2), blob('create.extrainfo', 48, 4, 52, 4)])],
    [layout(89, [
      ['create.oplock', 1], ['create.rep_flags', 1], ['create.action', 4], ...times, ['allocation_size', 8], ['eof', 8], ['file_attribute', 4], ['reserved', 4], ['fid', 16], ...wideRange,
    ], [blob('create.extrainfo', 80, 4, 84, 4)])],
  ],
  6: [
    [layout(24, [['close.flags', 2], ['reserved', 4], ['fid', 16]])],
    [layout(60, [['close.flags', 2], ['reserved', 4], ...times, ['allocation_size', 8], ['eof', 8], ['file_attribute', 4]])],
  ],
  7: [[layout(24, [['reserved', 6], ['fid', 16]])], [empty]],
  8: [
    [layout(49, [
      ['read_padding', 1], ['read_flags', 1], ['read_length', 4], ['file_offset', 8], ['fid', 16], ['min_count', 4], ['channel', 4], ['remaining_bytes', 4], ...range,
    ], [blob('channel_info_blob', 44, 2, 46, 2)])],
    [layout(17, [['olb.offset', 1], ['reserved', 1], ['olb.length', 4], ['read_remaining', 4], ['reserved', 4]], [blob('read_data', 2, 1, 4, 4)])],
  ],
  9: [
    [layout(49, [
      ['data_offset', 2], ['write_length', 4], ['file_offset', 8], ['fid', 16], ['channel', 4], ['remaining_bytes', 4], ...range, ['write.flags', 4],
    ], [blob('write_data', 2, 2, 4, 4), blob('channel_info_blob', 40, 2, 42, 2)])],
    [layout(17, [['reserved', 2], ['write.count', 4], ['write.remaining', 4], ['channel_info_offset', 2], ['channel_info_length', 2]])],
  ],
  10: [[layout(48, [['lock_count', 2], ['lock_sequence', 4], ['fid', 16]], [], addLocks)], [empty]],
  11: [
    [layout(57, [
      ['reserved', 2], ['ioctl.function', 4], ['fid', 16], ...wideRange, ['max_ioctl_in_size', 4], ...wideRange, ['max_ioctl_out_size', 4], ['ioctl.flags', 4], ['reserved', 4],
    ], [blob('ioctl.in', 24, 4, 28, 4), blob('ioctl.out', 36, 4, 40, 4)])],
    [layout(49, [['reserved', 2], ['ioctl.function', 4], ['fid', 16], ...wideRange, ...wideRange, ['ioctl.flags', 4], ['reserved', 4]], [blob('ioctl.in', 24, 4, 28, 4), blob('ioctl.out', 32, 4, 36, 4)])],
  ],
  12: [[empty], [empty]],
  13: [[empty], [empty]],
  14: [
    [layout(33, [['find.infolevel', 1], ['find.flags', 1], ['file_index', 4], ['fid', 16], ...range, ['output_buffer_len', 4]], [blob('find.pattern', 24, 2, 26, 2)])],
    [answer('find.info_blob')],
  ],
  15: [[layout(32, [['notify.flags', 2], ['output_buffer_len', 4], ['fid', 16], ['notify.filter', 4], ['reserved', 4]])], [answer('notify.out')]],
  16: [
    [layout(41, [
      ['class', 1], ['infolevel', 1], ['max_response_size', 4], ['getinfo_input_offset', 2], ['reserved', 2], ['getinfo_input_size', 4], ['getsetinfo_additional', 4], ['getinfo_flags', 4], ['fid', 16],
    ], [blob('getinfo_input', 8, 2, 12, 4)])],
    [answer('getinfo_data')],
  ],
  17: [
    [layout(33, [['class', 1], ['infolevel', 1], ['setinfo_size', 4], ['setinfo_offset', 2], ['reserved', 2], ['getsetinfo_additional', 4], ['fid', 16]], [blob('setinfo_data', 8, 2, 4, 4)])],
    [layout(2, [])],
  ],
  18: [[oplockBreak, leaseBreak], [oplockBreak, leaseBreak, leaseNotice]],
};

/** What the bytes of a field say, where that is not a plain number or plain bytes. */
const texts: Partial<Record<BodyName, (b: Uint8Array, from: number, to: number) => string>> = {
  client_guid: guidText, server_guid: guidText, fid: guidText, 'lease.lease_key': guidText,
  current_time: fileTimeDate, boot_time: fileTimeDate, 'create.time': fileTimeDate, 'last_access.time': fileTimeDate, 'last_write.time': fileTimeDate, 'last_change.time': fileTimeDate,
  tree: utf16Text, filename: utf16Text, 'find.pattern': utf16Text,
};

/** Bits of a field, by the field: as the drafts say, which are no fields yet. */
const bits = new Map<string, BodyName[]>();
for (const [name, draft] of Object.entries(bodyFields)) {
  if (draft.within !== undefined) bits.set(draft.within, [...(bits.get(draft.within) ?? []), name as BodyName]);
}

/** Adds the body of a message: its fixed part, its blobs and lists, and what is left over. */
export function addBody(t: TreeBuilder, f: BodyFields, m: Message): void {
  const found = layoutOf(t.bytes, m);
  if (found === undefined) {
    const rest = Math.min(m.from + 2, m.to);
    t.add(f.buffer_code, m.from, rest);
    if (rest < m.to) t.add(f.unknown, rest, m.to);
    return;
  }
  let at = addFixed(t, f, m, found);
  if (at === undefined) return;
  if (found.list !== undefined) at = found.list(t, f, m, at);
  at = addBlobs(t, f, m, found, at);
  if (found.after !== undefined) at = found.after(t, f, m, at);
  if (at < m.to) t.add(f.unknown, at, m.to);
}

/** Which layout a body has. An error is told in one of its own, which some ordinary answers are as long as. */
function layoutOf(b: Uint8Array, m: Message): Layout | undefined {
  if (m.from + 2 > m.to) return undefined;
  const code = b[m.from]! | (b[m.from + 1]! << 8);
  const [requests, responses] = layouts[m.command] ?? [[], []];
  const found = (m.isResponse ? responses : requests).find((candidate) => candidate.code === code);
  if (!m.isResponse || code !== errorLayout.code) return found;
  return found === undefined || isFailure(m) ? errorLayout : found;
}

const MORE_PROCESSING_REQUIRED = 0xc0000016;
const BUFFER_OVERFLOW = 0x80000005;
const PENDING = 0x00000103;

/** Is the body that of an error? A logon that goes on and an answer that was cut to fit are none (MS-SMB2 §3.3.4.4). */
function isFailure({ status }: Message): boolean {
  if (status === MORE_PROCESSING_REQUIRED || status === BUFFER_OVERFLOW) return false;
  return severityOf(status) >= SEVERITY.warning || status === PENDING;
}

/** Returns where the fixed part ends; undefined if the body ended first. */
function addFixed(t: TreeBuilder, f: BodyFields, m: Message, { parts }: Layout): number | undefined {
  let at = m.from;
  for (const [name, size] of parts) {
    if (at + size > m.to) {
      t.fault(m.to < m.wireTo ? 'cut' : 'short', at, size, m.to - at);
      if (at < m.to) t.add(f.unknown, at, m.to);
      return undefined;
    }
    addField(t, f, name === 'infolevel' ? levelName(t.bytes[at - 1]!) : name, at, at + size);
    at += size;
  }
  return at;
}

/** Levels are numbered in each class by itself; the class stands before the level. */
function levelName(infoClass: number): BodyName {
  return levels[infoClass] ?? 'infolevel';
}
const levels: Readonly<Record<number, BodyName>> = { 1: 'file_info.infolevel', 2: 'fs_info.infolevel', 3: 'sec_info.infolevel' };

function addField(t: TreeBuilder, f: BodyFields, name: BodyName, from: number, to: number): void {
  t.begin(f[name], from, to, texts[name]?.(t.bytes, from, to));
  for (const bit of bits.get(name) ?? []) t.add(f[bit], from, to);
  t.close();
}

/** Parts of variable length, in the order in which they stand; `at` is where they may begin at the earliest. Returns where they end. */
function addBlobs(t: TreeBuilder, f: BodyFields, m: Message, { blobs }: Layout, at: number): number {
  const placed = blobs
    .map((b) => ({ name: b.name, from: m.start + little(t.bytes, m.from + b.offsetAt, b.offsetSize), length: little(t.bytes, m.from + b.lengthAt, b.lengthSize) }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.from - b.from);
  let end = at;
  for (const { name, from, length } of placed) {
    if (from + length > m.wireTo) t.fault('length-big', from, length, Math.max(0, m.wireTo - from));
    const to = Math.min(from + length, m.to);
    if (from < end || from >= to) continue;
    if (from > end) t.add(f.padding, end, from);
    addField(t, f, name, from, to);
    end = to;
  }
  return end;
}

function little(b: Uint8Array, at: number, size: number): number {
  let n = 0;
  for (let i = size - 1; i >= 0; i--) n = n * 256 + b[at + i]!;
  return n;
}

/** The dialects that a client offers (MS-SMB2 §2.2.3). */
function addDialects(t: TreeBuilder, f: BodyFields, m: Message, from: number): number {
  const count = little(t.bytes, m.from + 2, 2);
  let at = from;
  for (let i = 0; i < count && at + 2 <= m.to; i++, at += 2) t.add(f.dialect, at, at + 2);
  return at;
}

/** Locks, or ends of locks (MS-SMB2 §2.2.26.1). */
function addLocks(t: TreeBuilder, f: BodyFields, m: Message, from: number): number {
  const count = little(t.bytes, m.from + 2, 2);
  let at = from;
  for (let i = 0; i < count && at + LOCK <= m.to; i++, at += LOCK) t.add(f.lock_info, at, at + LOCK);
  return at;
}

/** Where a request and a response tell the offset and the number of their negotiate contexts. */
const contextPlaces = { request: { offsetAt: 28, countAt: 32 }, response: { offsetAt: 60, countAt: 6 } } as const;
const SMB_3_1_1 = 0x0311;

/** Negotiate contexts, each at a multiple of eight bytes (MS-SMB2 §2.2.3.1); before SMB 3.1.1 these places mean something else. */
function addContexts(t: TreeBuilder, f: BodyFields, m: Message, end: number): number {
  const { offsetAt, countAt } = contextPlaces[m.isResponse ? 'response' : 'request'];
  if (m.isResponse && little(t.bytes, m.from + 4, 2) !== SMB_3_1_1) return end;
  const count = little(t.bytes, m.from + countAt, 2);
  let next = m.start + little(t.bytes, m.from + offsetAt, 4);
  let at = end;
  for (let i = 0; i < count && next >= at && next + CONTEXT_HEADER <= m.to; i++) {
    const length = little(t.bytes, next + 2, 2);
    const to = Math.min(next + CONTEXT_HEADER + length, m.to);
    if (next > at) t.add(f.padding, at, next);
    t.add(f['negotiate_context.type'], next, next + 2);
    t.add(f['negotiate_context.data_length'], next + 2, next + 4);
    t.add(f.reserved, next + 4, next + CONTEXT_HEADER);
    if (to > next + CONTEXT_HEADER) t.add(f['negotiate_context.data'], next + CONTEXT_HEADER, to);
    at = to;
    next = m.start + Math.ceil((to - m.start) / 8) * 8;
  }
  return at;
}
