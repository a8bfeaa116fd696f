import { bytes, counted, type Field, fieldsOf, flag, group, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { addOptions, type OptionLayout, type OptionList } from './option-list.ts';
import type { Places } from './places.ts';
import { mptcpFields, placeMptcp } from './tcp-mptcp.ts';
import { rareTcpFields, rareTcpOptions } from './tcp-rare-options.ts';

/** IANA, TCP Option Kind Numbers. */
const optionKindNames = names('tcp.option_kind', {
  0: ['end of options', 'Ends the list of options; what follows is filling.'],
  1: ['no operation', 'Does nothing; it fills up, so that the next option begins at a round offset.'],
  2: ['maximum segment size', 'The most data that the sender wants to get in one segment; only with SYN.'],
  3: ['window scale', 'By how many bits the window field is shifted, so that windows may be larger than 65535 bytes.'],
  4: ['SACK permitted', 'The sender understands selective acknowledgments; only with SYN.'],
  5: ['SACK', 'Names stretches that have arrived beyond a gap, so that only the gap is sent again.'],
  6: ['echo (obsolete)', 'Asked for its data to be sent back, to measure the round trip; timestamps replaced it.'],
  7: ['echo reply (obsolete)', 'Sent the data of an echo back; timestamps replaced it.'],
  8: ['timestamps', "The sender's clock, and the clock value that it last heard: this measures the round trip."],
  9: ['partial order permitted (obsolete)', 'Allowed data to be handed on out of order; never used widely.'],
  10: ['partial order profile (obsolete)', 'Marked the start and end of such data; never used widely.'],
  11: ['CC (obsolete)', 'Counted connections for short transactions (T/TCP).'],
  12: ['CC.NEW (obsolete)', 'Gave a new connection count when the old one was not known (T/TCP).'],
  13: ['CC.ECHO (obsolete)', 'Sent the connection count back (T/TCP).'],
  14: ['alternate checksum request', 'Asked for another kind of checksum; never used widely.'],
  15: ['alternate checksum data', 'Held the other checksum where it is too long for its field; never used widely.'],
  16: ['Skeeter', 'An early experiment with protected connections.'],
  17: ['Bubba', 'An early experiment with protected connections.'],
  18: ['trailer checksum', 'Moved the checksum to the end of the segment.'],
  19: ['MD5 signature', 'Protects each segment by a common secret, as routers do with BGP; TCP-AO follows it.'],
  20: ['SCPS capabilities', 'Abilities of TCP on links to spacecraft.'],
  21: ['SCPS selective negative acknowledgements', 'Names stretches that are missing, on links to spacecraft.'],
  22: ['SCPS record boundary', 'Marks the end of a record, on links to spacecraft.'],
  23: ['SCPS corruption experienced', 'Says that segments were damaged and not lost to congestion, on links to spacecraft.'],
  24: ['SNAP', 'Belonged to an old protocol of replicated systems.'],
  26: ['TCP compression filter', 'Belonged to a way of compressing data; never used widely.'],
  27: ['quick-start response', 'Tells the sender how fast the routers on the way let it begin.'],
  28: ['user timeout', 'How long the sender waits for an acknowledgment before it gives the connection up.'],
  29: ['authentication (TCP-AO)', 'Proves with a common secret that the segment is from the other end and unchanged.'],
  30: ['Multipath TCP', 'Joins several paths, Wi-Fi and mobile network say, into one connection.'],
  34: ['Fast Open cookie', 'Lets a client that has been here before send data together with its SYN.'],
  69: ['encryption negotiation', 'Agrees on the encryption of the connection (tcpcrypt).'],
  172: ['accurate ECN order 0', 'Counts bytes that met congestion, for an exact reaction to it.'],
  174: ['accurate ECN order 1', 'Counts bytes that met congestion, with the counters in another order.'],
  253: ['experiment 1', 'Free for experiments; a number in it says which.'],
  254: ['experiment 2', 'Free for experiments; a number in it says which.'],
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
  [5, { field: f['options.sack'], place: placeSack, placeCut: (o, t) => {
    placeSack(o, t);
    placeIfWhole(o, f['options.sack_le']);
  } }],
  [8, { field: f['options.timestamp'], length: 10, place: (o) => {
    o.take(f['options.timestamp.tsval']);
    o.take(f['options.timestamp.tsecr']);
  }, placeCut: (o) => placeIfWhole(o, f['options.timestamp.tsval']) }],
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

/** A field of an option that the snap length has cut, if the cut comes after it. */
function placeIfWhole(o: Places, field: Field): void {
  if (o.left >= field.size) o.take(field);
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
