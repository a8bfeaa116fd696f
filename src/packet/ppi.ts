import { bytes, fieldsOf, flag, flagLittle, group, i8, u16le, u32le, u64le, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { linkType, linkTypeNames } from './link-type.ts';
import { addTlvs, type TlvList } from './tlv-list.ts';

const HEADER = 8;
const FIELD_HEADER = 4;
/** The field that a card writes about every 802.11 frame, and where its flags stand. */
const COMMON = 2;
const FLAGS_AT = FIELD_HEADER + 8;
const HAS_FCS = 0x01;
const FCS = 4;

const fieldNames = names('ppi.field_type', {
  2: '802.11 common', 3: '802.11n MAC', 4: '802.11n MAC and PHY', 5: 'spectrum map', 6: 'process', 7: 'capture', 8: 'aggregation', 9: '802.3', 30002: 'geographic position', 30003: 'vector', 30004: 'sensor', 30005: 'antenna',
});

const f = fieldsOf('ppi', 'CACE PPI §3', {
  version: u8(0, { label: 'Version', doc: 'Version of the header: 0.' }),
  flags: u8(1, { hex: true, label: 'Flags', doc: 'How the header is laid out.' }),
  'flags.alignment': flag(1, 1, 0x01, { label: 'Aligned', doc: 'Set: each field begins at a multiple of four bytes.' }),
  'flags.reserved': u8(1, { mask: 0xfe, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  length: u16le(2, { unit: 'bytes', label: 'Header length', doc: 'Where the header ends and the frame begins.' }),
  dlt: u32le(4, { names: linkTypeNames, label: 'Link type', doc: 'What kind of frame follows.' }),
  field: group({ label: 'Field', doc: 'One thing that is known about the frame.' }),
  field_type: u16le(VARIES, { names: fieldNames, label: 'Field type', doc: 'What the field is about.' }),
  field_len: u16le(VARIES, { unit: 'bytes', label: 'Field length', doc: 'How many bytes follow.' }),
  '80211-common.tsft': u64le(VARIES, { unit: 'microseconds', label: 'MAC time', doc: 'When the frame came, by the clock of the card.', spec: 'CACE PPI §4.1.2' }),
  '80211-common.flags': u16le(VARIES, { hex: true, label: 'Flags', doc: 'How the frame came.', spec: 'CACE PPI §4.1.2' }),
  '80211-common.flags.fcs': flagLittle(VARIES, 2, 0x0001, { label: 'Check sequence follows', doc: 'The frame check sequence stands at the end of the frame.', spec: 'CACE PPI §4.1.2' }),
  '80211-common.rate': u16le(VARIES, { scale: 0.5, label: 'Rate', doc: 'How fast the frame was sent, in Mbit/s; on the wire in units of 500 kbit/s.', spec: 'CACE PPI §4.1.2' }),
  '80211-common.chan.freq': u16le(VARIES, { label: 'Frequency', doc: 'The middle of the channel, in MHz.', spec: 'CACE PPI §4.1.2' }),
  '80211-common.chan.flags': u16le(VARIES, { hex: true, label: 'Channel flags', doc: 'Of which kind the channel is.', spec: 'CACE PPI §4.1.2' }),
  '80211-common.fhss.hopset': u8(VARIES, { hex: true, label: 'Hop set', doc: 'Which set of channels the radio hops over.', spec: 'CACE PPI §4.1.2' }),
  '80211-common.fhss.pattern': u8(VARIES, { hex: true, label: 'Hop pattern', doc: 'In which order it does.', spec: 'CACE PPI §4.1.2' }),
  '80211-common.dbm.antsignal': i8(VARIES, { label: 'Signal', doc: 'How strong the signal was, in dBm: the nearer to 0 the stronger.', spec: 'CACE PPI §4.1.2' }),
  '80211-common.dbm.antnoise': i8(VARIES, { label: 'Noise', doc: 'How strong the noise was, in dBm.', spec: 'CACE PPI §4.1.2' }),
  data: bytes(VARIES, 0, { label: 'Data', doc: 'Content of a field that is not known here.' }),
});

const list: TlvList = {
  element: f.field, header: FIELD_HEADER, data: f.data,
  type: (b, at) => (b[at + 1]! << 8) | b[at]!,
  size: (b, at) => FIELD_HEADER + ((b[at + 3]! << 8) | b[at + 2]!),
  head: (o) => {
    o.take(f.field_type);
    o.take(f.field_len);
  },
  layouts: new Map([[COMMON, (o) => {
    const rest = [f['80211-common.rate'], f['80211-common.chan.freq'], f['80211-common.chan.flags'], f['80211-common.fhss.hopset'], f['80211-common.fhss.pattern'], f['80211-common.dbm.antsignal'], f['80211-common.dbm.antnoise']];
    if (!o.take(f['80211-common.tsft']) || !o.bits(f['80211-common.flags'], f['80211-common.flags.fcs'])) return;
    for (const field of rest) if (!o.take(field)) return;
  }]]),
};

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const length = f.length.read(b, s);
  if (length < HEADER) return w.fail('length-small', s + 2, HEADER, length);
  if (!w.need(length)) return false;
  w.body = s + length;
  w.fcsSize = hasCheckSequence(b, s + HEADER, w.body) ? FCS : 0;
  w.next = w.choose(linkType, f.dlt.read(b, s));
  return true;
}

/** HOT: must not allocate. */
function hasCheckSequence(b: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at + FLAGS_AT + 2 <= to; at += list.size(b, at)) if (list.type(b, at) === COMMON) return (b[at + FLAGS_AT]! & HAS_FCS) !== 0;
  return false;
}

function detail(t: TreeBuilder): void {
  if (t.body >= t.start + HEADER) addTlvs(t, list, t.start + HEADER, t.body);
}

export const ppi = protocol('ppi', {
  short: 'PPI', title: 'Per-Packet Information', spec: 'CACE PPI',
  doc: 'What a capturing program knows about a frame, before the frame itself.',
  fields: f, step, detail,
  lines: { frame: '{dlt:name}' },
});

linkType.join(ppi, 192);
