import { bytes, dateIn, fieldsOf, group, i8, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { addRemains } from './fixed.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

const HEADER = 48;
const TIMES_AT = 16;
/** Modes whose messages have another form (RFC 9327, and private use). */
const CONTROL = 6;
/** Seconds from 1900, where NTP counts from, to 1970; and how long it counts before it begins anew (RFC 5905 §6). */
const TO_1970 = 2_208_988_800;
const ERA = 2 ** 32;
/** Key number with MD5 or SHA-1. */
const CODE_SIZES = [20, 24];

const modeNames = names('ntp.flags.mode', { 1: 'symmetric active', 2: 'symmetric passive', 3: 'client', 4: 'server', 5: 'broadcast', 6: 'control', 7: 'private' });
const leapNames = names('ntp.flags.li', { 0: 'no warning', 1: 'the last minute of the day has 61 seconds', 2: 'the last minute of the day has 59 seconds', 3: 'the clock is not set' });

const isTime = (b: Uint8Array, s: number): boolean => (b[s]! & 7) < CONTROL;

const f = fieldsOf('ntp', 'RFC 5905 §7.3', {
  flags: u8(0, { hex: true, label: 'Flags', doc: 'Leap second, version and mode.' }),
  'flags.li': u8(0, { mask: 0xc0, names: leapNames, label: 'Leap indicator', doc: 'Whether a second is going to be put in or left out.' }),
  'flags.vn': u8(0, { mask: 0x38, label: 'Version', doc: 'Version of the protocol.' }),
  'flags.mode': u8(0, { mask: 0x07, names: modeNames, label: 'Mode', doc: 'Who speaks: one who asks for the time, or one who tells it.' }),
  stratum: u8(1, { when: isTime, label: 'Stratum', doc: 'How many steps the server is away from a true clock; 1: it has one; 0: not known.' }),
  ppoll: i8(2, { when: isTime, label: 'Poll interval', doc: 'How long at most between two questions, in seconds as a power of two: 6 is 64 seconds.' }),
  precision: i8(3, { when: isTime, label: 'Precision', doc: 'How fine the clock is, in seconds as a power of two: -20 is about a microsecond.' }),
  rootdelay: u32(4, { when: isTime, label: 'Root delay', doc: 'How long the way to the true clock and back takes, in units of 1/65536 second.' }),
  rootdispersion: u32(8, { when: isTime, label: 'Root dispersion', doc: 'How far the time may be off, in units of 1/65536 second.' }),
  refid: bytes(12, 4, { when: isTime, label: 'Reference ID', doc: 'From where the server has the time: four letters, or an address.' }),
  reftime: dateIn(8, { label: 'Reference time', doc: 'When the clock was last set.' }),
  org: dateIn(8, { label: 'Origin time', doc: 'When the question was sent, by the clock of the one who asked.' }),
  rec: dateIn(8, { label: 'Receive time', doc: 'When the question came in, by the clock of the server.' }),
  xmt: dateIn(8, { label: 'Transmit time', doc: 'When this message was sent, by the clock of its sender.' }),
  ext: group({ label: 'Extension', doc: 'An addition to the message.', spec: 'RFC 7822 §3' }),
  'ext.type': u16(VARIES, { hex: true, label: 'Type', doc: 'Which addition it is.', spec: 'RFC 7822 §3' }),
  'ext.length': u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the whole addition.', spec: 'RFC 7822 §3' }),
  'ext.value': bytes(VARIES, 0, { label: 'Content', doc: 'Content of the addition, as it is.', spec: 'RFC 7822 §3' }),
  keyid: bytes(VARIES, 4, { label: 'Key', doc: 'Number of the key that the message is signed with.' }),
  mac: bytes(VARIES, 0, { label: 'Message authentication code', doc: 'Proof that the message comes from someone who knows the key.' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes after the message that are neither an addition nor a proof.' }),
});

function step(w: Walk): boolean {
  w.body = w.end;
  if (!w.need(1)) return false;
  if (isTime(w.bytes, w.start)) return w.need(HEADER);
  w.body = w.start + 1;
  w.next = data;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  if (t.body === s || !isTime(b, s)) return;
  if (t.end < s + TIMES_AT) return addRemains(t, f, f.rest);
  const o = new Places(t, s + TIMES_AT, t.end);
  for (const field of [f.reftime, f.org, f.rec, f.xmt]) {
    if (o.left >= field.size) o.take(field, field.size, timeText(b, o.at));
  }
  while (o.left > Math.max(...CODE_SIZES) && takeExtension(o, t));
  if (CODE_SIZES.includes(o.left)) {
    o.take(f.keyid);
    o.takeRest(f.mac);
  }
  o.rest(f.rest);
}

function takeExtension(o: Places, t: TreeBuilder): boolean {
  const length = (t.bytes[o.at + 2]! << 8) | t.bytes[o.at + 3]!;
  if (length < 4 || length > o.left) return false;
  const e = new Places(t, o.at, o.at + length);
  t.begin(f.ext, e.at, e.end);
  e.take(f['ext.type']);
  e.take(f['ext.length']);
  e.takeRest(f['ext.value']);
  t.close();
  o.at = e.end;
  return true;
}

/** Seconds in 32 bits and a fraction in 32 (RFC 5905 §6); what is below 1968 is of the next era (§A.5). Zero: nobody set it. */
function timeText(b: Uint8Array, at: number): string {
  const word = (i: number): number => ((b[i]! << 24) | (b[i + 1]! << 16) | (b[i + 2]! << 8) | b[i + 3]!) >>> 0;
  const seconds = word(at);
  const fraction = word(at + 4);
  if (seconds === 0 && fraction === 0) return 'NULL';
  const era = seconds >= 0x8000_0000 ? 0 : ERA;
  return `${seconds + era - TO_1970}.${String(Math.floor((fraction * 1e9) / ERA)).padStart(9, '0')}`;
}

export const ntp = protocol('ntp', {
  short: 'NTP', title: 'Network Time Protocol', spec: 'RFC 5905',
  doc: 'Sets clocks: by when a question was sent and received, and its answer sent, the way can be taken off.',
  fields: f, step, detail,
  lines: { message: 'NTPv{flags.vn} {flags.mode:name}' },
});

udpPort.join(ntp, 123);
