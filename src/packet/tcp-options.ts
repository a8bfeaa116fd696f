import { bytes, counted, fieldsOf, flag, group, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { addOptions, type OptionLayout, type OptionList } from './option-list.ts';
import type { Places } from './places.ts';
import { mptcpFields, placeMptcp } from './tcp-mptcp.ts';
import { rareTcpFields, rareTcpOptions } from './tcp-rare-options.ts';

/** IANA, TCP Option Kind Numbers. */
const optionKindNames = names('tcp.option_kind', {
  0: 'end of options', 1: 'no operation', 2: 'maximum segment size', 3: 'window scale', 4: 'SACK permitted', 5: 'SACK', 6: 'echo (obsolete)',
  7: 'echo reply (obsolete)', 8: 'timestamps', 9: 'partial order permitted (obsolete)', 10: 'partial order profile (obsolete)', 11: 'CC (obsolete)',
  12: 'CC.NEW (obsolete)', 13: 'CC.ECHO (obsolete)', 14: 'alternate checksum request', 15: 'alternate checksum data', 16: 'Skeeter', 17: 'Bubba',
  18: 'trailer checksum', 19: 'MD5 signature', 20: 'SCPS capabilities', 21: 'SCPS selective negative acknowledgements', 22: 'SCPS record boundary',
  23: 'SCPS corruption experienced', 24: 'SNAP', 26: 'TCP compression filter', 27: 'quick-start response', 28: 'user timeout', 29: 'authentication (TCP-AO)',
  30: 'Multipath TCP', 34: 'Fast Open cookie', 69: 'encryption negotiation', 172: 'accurate ECN order 0', 174: 'accurate ECN order 1', 253: 'experiment 1', 254: 'experiment 2',
});

const f = fieldsOf('tcp', 'RFC 9293 §3.2', {
  option_kind: u8(VARIES, { names: optionKindNames, label: 'Kind', doc: 'Which option it is.' }),
  option_len: u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the option, its kind and length bytes included.' }),
  'options.eol': bytes(VARIES, 0, { label: 'End of options', doc: 'No more options; what is left of the header is filling.' }),
  'options.nop': bytes(VARIES, 0, { label: 'No operation', doc: 'One byte of filling, so that the next option starts on a word.' }),
  'options.padding': bytes(VARIES, 0, { label: 'Filling', doc: 'Zeros up to the end of the header.' }),
  'options.mss': bytes(VARIES, 0, { label: 'Maximum segment size', doc: 'The longest segment that the sender is ready to take.', spec: 'RFC 9293 §3.7.1' }),
  'options.mss_val': u16(VARIES, { unit: 'bytes', label: 'MSS value', doc: 'The longest run of data that a segment to the sender may carry.', spec: 'RFC 9293 §3.7.1' }),
  'options.wscale': bytes(VARIES, 0, { label: 'Window scale', doc: 'The window is to be multiplied by a power of two.', spec: 'RFC 7323 §2.2' }),
  'options.wscale.shift': u8(VARIES, { label: 'Shift count', doc: 'The window is shifted left by so many bits; 14 at most.', spec: 'RFC 7323 §2.2' }),
  'options.wscale.multiplier': counted({ size: 2, label: 'Multiplier', doc: 'What the shift amounts to: the window is multiplied by it.', spec: 'RFC 7323 §2.3' }),
  'options.sack_perm': bytes(VARIES, 0, { label: 'SACK permitted', doc: 'The sender understands selective acknowledgments.', spec: 'RFC 2018 §2' }),
  'options.sack': bytes(VARIES, 0, { label: 'Selective acknowledgment', doc: 'Stretches that arrived although something before them is missing.', spec: 'RFC 2018 §3' }),
  'options.sack_le': u32(VARIES, { label: 'Left edge', doc: 'First byte of a stretch that arrived, counted from the start of the connection.', spec: 'RFC 2018 §3' }),
  'options.sack_re': u32(VARIES, { label: 'Right edge', doc: 'The byte after a stretch that arrived, counted from the start of the connection.', spec: 'RFC 2018 §3' }),
  'options.sack.count': counted({ size: 1, label: 'Number of stretches', doc: 'How many stretches the option tells of.', spec: 'RFC 2018 §3' }),
  'options.sack.dsack_le': counted({ label: 'Duplicate from', doc: 'The first stretch arrived twice: it begins here.', spec: 'RFC 2883 §4' }),
  'options.sack.dsack_re': counted({ label: 'Duplicate up to', doc: 'The first stretch arrived twice: it ends before this byte.', spec: 'RFC 2883 §4' }),
  'options.timestamp': bytes(VARIES, 0, { label: 'Timestamps', doc: 'The clocks of both ends, to measure the way there and back.', spec: 'RFC 7323 §3.2' }),
  'options.timestamp.tsval': u32(VARIES, { label: 'Timestamp value', doc: "The sender's clock when it sent the segment.", spec: 'RFC 7323 §3.2' }),
  'options.timestamp.tsecr': u32(VARIES, { label: 'Timestamp echo reply', doc: 'The clock value last received from the other side, sent back.', spec: 'RFC 7323 §3.2' }),
  'options.md5': bytes(VARIES, 0, { label: 'MD5 signature', doc: 'Proof that the segment comes from someone who knows the key; protects BGP.', spec: 'RFC 2385 §2' }),
  'options.md5.digest': bytes(VARIES, 16, { label: 'Digest', doc: 'MD5 over addresses, header, data and key.', spec: 'RFC 2385 §2' }),
  'options.user_to': bytes(VARIES, 0, { label: 'User timeout', doc: 'How long the sender waits for an acknowledgment before it gives up.', spec: 'RFC 5482 §3' }),
  'options.user_to_granularity': flag(VARIES, 2, 0x8000, { label: 'Granularity', doc: 'Set: the timeout is in minutes; clear: in seconds.', spec: 'RFC 5482 §3' }),
  'options.user_to_val': u16(VARIES, { mask: 0x7fff, label: 'Timeout', doc: 'The timeout in minutes or seconds.', spec: 'RFC 5482 §3' }),
  'options.ao': bytes(VARIES, 0, { label: 'Authentication', doc: 'Proof that the segment comes from someone who knows the key; replaces the MD5 signature.', spec: 'RFC 5925 §2.2' }),
  'options.ao.keyid': u8(VARIES, { label: 'Key', doc: 'Number of the key that this segment was signed with.', spec: 'RFC 5925 §2.2' }),
  'options.ao.rnextkeyid': u8(VARIES, { label: 'Next key', doc: 'Number of the key that the sender is ready to receive with.', spec: 'RFC 5925 §2.2' }),
  'options.ao.mac': bytes(VARIES, 0, { label: 'Message authentication code', doc: 'The proof itself.', spec: 'RFC 5925 §2.2' }),
  'options.tfo': bytes(VARIES, 0, { label: 'Fast Open cookie', doc: 'A cookie that lets data ride on the SYN the next time; empty: a request for one.', spec: 'RFC 7413 §4.1.1' }),
  'options.tfo.request': group({ label: 'Cookie request', doc: 'The client has no cookie yet and asks for one.', spec: 'RFC 7413 §4.1.1' }),
  'options.tfo.cookie': bytes(VARIES, 0, { label: 'Cookie', doc: 'What the server gave, and checks when it comes back.', spec: 'RFC 7413 §4.1.1' }),
  'options.unknown': bytes(VARIES, 0, { label: 'Option', doc: 'An option that is not known here.' }),
  'options.unknown.payload': bytes(VARIES, 0, { label: 'Content', doc: 'The content of the option, as it is.' }),
  'options.broken': bytes(VARIES, 0, { label: 'Broken option', doc: 'An option whose length cannot be right; it ends the list.' }),
  'options.data': bytes(VARIES, 0, { label: 'Option data', doc: 'Content of an option that has not the length it should have.' }),
});
export const tcpOptionFields = { ...f, ...mptcpFields, ...rareTcpFields };

const MAX_SHIFT = 14;

/** How options are laid out after kind and length, by kind. */
const layouts: ReadonlyMap<number, OptionLayout> = new Map<number, OptionLayout>([
  [2, { field: f['options.mss'], length: 4, place: (o) => void o.take(f['options.mss_val']) }],
  [3, { field: f['options.wscale'], length: 3, place: placeScale }],
  [4, { field: f['options.sack_perm'], place: () => undefined }],
  [5, { field: f['options.sack'], place: placeSack }],
  [8, { field: f['options.timestamp'], length: 10, place: (o) => {
    o.take(f['options.timestamp.tsval']);
    o.take(f['options.timestamp.tsecr']);
  } }],
  [19, { field: f['options.md5'], length: 18, place: (o) => void o.take(f['options.md5.digest']) }],
  [28, { field: f['options.user_to'], length: 4, place: (o) => void o.share(f['options.user_to_granularity'], f['options.user_to_val']) }],
  [29, { field: f['options.ao'], place: (o) => {
    if (o.left < 2) return;
    o.take(f['options.ao.keyid']);
    o.take(f['options.ao.rnextkeyid']);
    o.rest(f['options.ao.mac']);
  } }],
  [30, { field: mptcpFields['options.mptcp'], place: placeMptcp }],
  [34, { field: f['options.tfo'], place: placeCookie }],
  ...rareTcpOptions(placeCookie),
]);

const options: OptionList = {
  layouts, kind: (o) => void o.take(f.option_kind), length: f.option_len, end: f['options.eol'], padding: f['options.padding'], noOperation: f['options.nop'],
  unknown: f['options.unknown'], content: f['options.unknown.payload'], broken: f['options.broken'], rest: f['options.data'],
};

/** Adds the options in `from`..`to` to the tree. */
export function addTcpOptions(t: TreeBuilder, from: number, to: number): void {
  addOptions(t, options, from, to);
}

function placeScale(o: Places, t: TreeBuilder): void {
  const shift = t.bytes[o.at]!;
  o.take(f['options.wscale.shift']);
  t.addUnder(f['options.wscale.shift'], f['options.wscale.multiplier'], 2 ** Math.min(shift, MAX_SHIFT));
}

/** Pairs of edges. The first tells of a duplicate if it lies below the acknowledgment, or within the second (RFC 2883 §4). */
function placeSack(o: Places, t: TreeBuilder): void {
  const first = o.at;
  let count = 0;
  for (; o.left >= 8; count++) {
    o.take(f['options.sack_le']);
    o.take(f['options.sack_re']);
  }
  t.add(f['options.sack.count'], first, first, count);
  if (count === 0) return;
  const edge = (i: number): number => word(t.bytes, first + 4 * i);
  const acknowledgment = word(t.bytes, t.start + 8);
  const isBelow = isUpTo(edge(1), acknowledgment);
  const isWithin = count > 1 && isUpTo(edge(2), edge(0)) && isUpTo(edge(1), edge(3));
  if (!isBelow && !isWithin) return;
  t.add(f['options.sack.dsack_le'], first, first, edge(0));
  t.add(f['options.sack.dsack_re'], first, first, edge(1));
}

/** Is sequence number `a` not after `b`? They wrap around at 2^32. */
function isUpTo(a: number, b: number): boolean {
  return ((a - b) | 0) <= 0;
}

function word(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}

/** RFC 7413 §4.1.1: without a cookie the option asks for one. */
function placeCookie(o: Places, t: TreeBuilder): void {
  if (o.left > 0) o.rest(f['options.tfo.cookie']);
  else t.add(f['options.tfo.request'], o.at, o.at);
}
