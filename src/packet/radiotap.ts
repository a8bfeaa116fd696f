import { littleWord } from '../base/bytes.ts';
import { bytes, type Field, fieldsOf, flag, i8, u16le, u32le, u64le, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { linkType } from './link-type.ts';
import { Places } from './places.ts';
import { wlan } from './wlan.ts';

const HEADER = 8;
const WORD = 4;
/** Bits of the words that say which fields are present. */
const PRESENT = { time: 0x01, flags: 0x02, more: 0x8000_0000 } as const;
const TIME = 8;
/** Bit of the flags: a frame check sequence follows the frame. */
const HAS_FCS = 0x10;
const FCS = 4;
/** After this bit of a word come fields of a maker, which say themselves how long they are. */
const VENDOR = 30;
const VENDOR_HEADER = 6;
/** After this one the numbers begin anew with the standard's; it and those after it stand for no field. */
const STANDARD = 29;

const f = fieldsOf('radiotap', 'radiotap.org', {
  version: u8(0, { label: 'Version', doc: 'Version of the header: 0.' }),
  pad: u8(1, { label: 'Filling', doc: 'Moves what follows to an even offset.' }),
  length: u16le(2, { unit: 'bytes', label: 'Header length', doc: 'Where the header ends and the frame begins.' }),
  'present.word': u32le(VARIES, { hex: true, label: 'Present', doc: 'Which fields follow, one bit for each.' }),
  mactime: u64le(VARIES, { unit: 'microseconds', label: 'MAC time', doc: 'When the first bit of the frame came, by the clock of the card.' }),
  flags: u8(VARIES, { hex: true, label: 'Flags', doc: 'How the frame was sent or received.' }),
  'flags.shortgi': flag(VARIES, 1, 0x80, { label: 'Short guard interval', doc: 'The pause between two symbols was short.' }),
  'flags.badfcs': flag(VARIES, 1, 0x40, { label: 'Bad check sequence', doc: 'The frame came damaged.' }),
  'flags.datapad': flag(VARIES, 1, 0x20, { label: 'Padded', doc: 'The header of the frame is filled up to a multiple of four bytes.' }),
  'flags.fcs': flag(VARIES, 1, 0x10, { label: 'Check sequence follows', doc: 'The frame check sequence stands at the end of the frame.' }),
  'flags.frag': flag(VARIES, 1, 0x08, { label: 'Fragmentation', doc: 'The frame was sent in fragments.' }),
  'flags.wep': flag(VARIES, 1, 0x04, { label: 'WEP', doc: 'The frame was encrypted with WEP.' }),
  'flags.preamble': flag(VARIES, 1, 0x02, { label: 'Short preamble', doc: 'The preamble was short.' }),
  'flags.cfp': flag(VARIES, 1, 0x01, { label: 'Contention-free period', doc: 'The frame was sent while an access point gave turns.' }),
  datarate: u8(VARIES, { scale: 0.5, label: 'Rate', doc: 'How fast the frame was sent, in Mbit/s; on the wire in units of 500 kbit/s.' }),
  'channel.freq': u16le(VARIES, { label: 'Frequency', doc: 'The middle of the channel, in MHz.' }),
  'channel.flags': u16le(VARIES, { hex: true, label: 'Channel flags', doc: 'Of which kind the channel is.' }),
  'fhss.hopset': u8(VARIES, { label: 'Hop set', doc: 'Which set of channels the radio hops over.' }),
  'fhss.pattern': u8(VARIES, { label: 'Hop pattern', doc: 'In which order it does.' }),
  dbm_antsignal: i8(VARIES, { label: 'Signal', doc: 'How strong the signal was, in dBm: the nearer to 0 the stronger.' }),
  dbm_antnoise: i8(VARIES, { label: 'Noise', doc: 'How strong the noise was, in dBm.' }),
  quality: u16le(VARIES, { label: 'Lock quality', doc: 'How well the receiver followed the signal.' }),
  txattenuation: u16le(VARIES, { label: 'Attenuation', doc: 'How far the sender stayed below its full power.' }),
  db_txattenuation: u16le(VARIES, { label: 'Attenuation in dB', doc: 'How far the sender stayed below its full power, in dB.' }),
  txpower: i8(VARIES, { label: 'Power', doc: 'How strong the signal was sent, in dBm.' }),
  antenna: u8(VARIES, { label: 'Antenna', doc: 'Number of the antenna.' }),
  db_antsignal: u8(VARIES, { label: 'Signal in dB', doc: 'How strong the signal was, from a level that is not told.' }),
  db_antnoise: u8(VARIES, { label: 'Noise in dB', doc: 'How strong the noise was, from a level that is not told.' }),
  rxflags: u16le(VARIES, { hex: true, label: 'Receive flags', doc: 'How the frame was received.' }),
  txflags: u16le(VARIES, { hex: true, label: 'Send flags', doc: 'How the frame was sent.' }),
  rts_retries: u8(VARIES, { label: 'RTS retries', doc: 'How often the medium was asked for anew.' }),
  data_retries: u8(VARIES, { label: 'Data retries', doc: 'How often the frame was sent anew.' }),
  xchannel: bytes(VARIES, 8, { label: 'Extended channel', doc: 'The channel, with more flags.' }),
  mcs: bytes(VARIES, 3, { label: 'MCS', doc: 'Modulation and coding of 802.11n.' }),
  ampdu: bytes(VARIES, 8, { label: 'A-MPDU', doc: 'Which aggregate of frames this one was a part of.' }),
  vht: bytes(VARIES, 12, { label: 'VHT', doc: 'Modulation and coding of 802.11ac.' }),
  timestamp: bytes(VARIES, 12, { label: 'Timestamp', doc: 'When the frame came, by another clock.' }),
  he: bytes(VARIES, 12, { label: 'HE', doc: 'Modulation and coding of 802.11ax.' }),
  he_mu: bytes(VARIES, 12, { label: 'HE multi-user', doc: 'How the medium was shared by several users.' }),
  he_mu_other_user: bytes(VARIES, 6, { label: 'HE other user', doc: 'Another user in the same transmission.' }),
  zero_length_psdu: u8(VARIES, { label: 'No frame', doc: 'Why there is no frame behind the preamble.' }),
  l_sig: bytes(VARIES, 4, { label: 'L-SIG', doc: 'The old part of the preamble.' }),
  padding: bytes(VARIES, 0, { label: 'Filling', doc: 'Moves the next field to its alignment.' }),
  vendor: bytes(VARIES, 0, { label: 'Fields of a maker', doc: 'Fields that only their maker knows.' }),
  data: bytes(VARIES, 0, { label: 'Further fields', doc: 'Fields that are not known here.' }),
});

interface Element {
  readonly fields: readonly Field[];
  readonly align: number;
}

const element = (align: number, ...fields: readonly Field[]): Element => ({ fields, align });

/** By bit; a bit without an element ends what can be told (radiotap.org/fields). */
const elements: readonly (Element | undefined)[] = [
  element(8, f.mactime), element(1, f.flags), element(1, f.datarate), element(2, f['channel.freq'], f['channel.flags']), element(1, f['fhss.hopset'], f['fhss.pattern']), element(1, f.dbm_antsignal),
  element(1, f.dbm_antnoise), element(2, f.quality), element(2, f.txattenuation), element(2, f.db_txattenuation), element(1, f.txpower), element(1, f.antenna), element(1, f.db_antsignal),
  element(1, f.db_antnoise), element(2, f.rxflags), element(2, f.txflags), element(1, f.rts_retries), element(1, f.data_retries), element(4, f.xchannel), element(1, f.mcs), element(4, f.ampdu), element(2, f.vht),
  element(8, f.timestamp), element(2, f.he), element(2, f.he_mu), element(2, f.he_mu_other_user), element(1, f.zero_length_psdu), element(2, f.l_sig),
];

const flagFields: readonly Field[] = [
  f['flags.shortgi'], f['flags.badfcs'], f['flags.datapad'], f['flags.fcs'], f['flags.frag'], f['flags.wep'], f['flags.preamble'], f['flags.cfp'],
];

/** HOT: must not allocate. Where the words that say what is present end. */
function endOfWords(b: Uint8Array, s: number, end: number): number {
  let at = s + WORD;
  while (at + WORD <= end && (littleWord(b, at) & PRESENT.more) !== 0) at += WORD;
  return Math.min(at + WORD, end);
}

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const length = f.length.read(b, s);
  if (length < HEADER) return w.fail('length-small', s + 2, HEADER, length);
  if (!w.need(length)) return false;
  w.body = s + length;
  w.fcsSize = hasCheckSequence(b, s, w.body) ? FCS : 0;
  w.next = wlan;
  return true;
}

/** HOT: must not allocate. The flags come first, or after the time. */
function hasCheckSequence(b: Uint8Array, s: number, end: number): boolean {
  const present = littleWord(b, s + WORD);
  if ((present & PRESENT.flags) === 0) return false;
  let at = endOfWords(b, s, end);
  if ((present & PRESENT.time) !== 0) at = s + Math.ceil((at - s) / TIME) * TIME + TIME;
  return at < end && (b[at]! & HAS_FCS) !== 0;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER) return;
  const wordsEnd = endOfWords(b, s, body);
  const o = new Places(t, s + WORD, body);
  while (o.at < wordsEnd) if (!o.take(f['present.word'])) break;
  let space: Space = 'standard';
  for (let at = s + WORD; at < wordsEnd; at += WORD) {
    const present = littleWord(b, at);
    if (space === 'standard' && !takeFields(t, o, present)) break;
    if (space === 'beyond') break;
    space = spaceAfter(space, present);
  }
  o.rest(f.data);
}

/** Whose numbers the bits of a word are: the standard's from 0, those of a maker, who said how long its fields are, or the standard's from 32. */
type Space = 'standard' | 'vendor' | 'beyond';

function spaceAfter(space: Space, present: number): Space {
  if ((present & (1 << STANDARD)) !== 0) return 'standard';
  return space === 'vendor' || (present & (1 << VENDOR)) !== 0 ? 'vendor' : 'beyond';
}

/** Takes the fields of one word. False: what follows cannot be told. */
function takeFields(t: TreeBuilder, o: Places, present: number): boolean {
  for (let bit = 0; bit < STANDARD; bit++) {
    if ((present & (1 << bit)) === 0) continue;
    const known = elements[bit];
    if (known === undefined) return false;
    align(t, o, known.align);
    if (known.fields[0] === f.flags) o.bits(f.flags, ...flagFields);
    else for (const field of known.fields) if (!o.take(field)) return false;
  }
  return (present & (1 << VENDOR)) === 0 || takeVendor(t, o);
}

function align(t: TreeBuilder, o: Places, to: number): void {
  const gap = (to - ((o.at - t.start) % to)) % to;
  if (gap > 0) o.take(f.padding, gap);
}

/** An organization and the length of its fields, and they. */
function takeVendor(t: TreeBuilder, o: Places): boolean {
  align(t, o, 2);
  return o.has(VENDOR_HEADER) && o.take(f.vendor, VENDOR_HEADER + ((t.bytes[o.at + 5]! << 8) | t.bytes[o.at + 4]!));
}

export const radiotap = protocol('radiotap', {
  short: 'RADIOTAP', title: 'Radiotap', spec: 'radiotap.org',
  doc: 'What a wireless card says about a frame: channel, speed, strength of the signal.',
  fields: f, step, detail,
  lines: { frame: '{dbm_antsignal} dBm' },
});

linkType.join(radiotap, 127);
