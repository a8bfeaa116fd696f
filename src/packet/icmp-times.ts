import { composed, dateIn, type Field, fieldsOf, span, u32 } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { ICMP } from './icmp-names.ts';

const ofTimestamps = (b: Uint8Array, s: number): boolean => b[s] === ICMP.timestamp || b[s] === ICMP.timestampReply;

const timeOfDay = { label: 'Time of day', doc: 'The same as hours, minutes and seconds.' };

export const icmpTimeFields = fieldsOf('icmp', 'RFC 792', {
  originate_timestamp: u32(8, { unit: 'milliseconds', when: ofTimestamps, label: 'Originate timestamp', doc: 'When the question was sent, by the clock of the one who asks, in milliseconds since midnight UT.' }),
  'originate_timestamp.text': composed({ within: 'originate_timestamp', ...timeOfDay }),
  receive_timestamp: u32(12, { unit: 'milliseconds', when: ofTimestamps, label: 'Receive timestamp', doc: 'When the question arrived, by the clock of the one who answers.' }),
  'receive_timestamp.text': composed({ within: 'receive_timestamp', ...timeOfDay }),
  transmit_timestamp: u32(16, { unit: 'milliseconds', when: ofTimestamps, label: 'Transmit timestamp', doc: 'When the answer was sent, by the clock of the one who answers.' }),
  'transmit_timestamp.text': composed({ within: 'transmit_timestamp', ...timeOfDay }),
  data_time: dateIn(8, { label: 'Time in the data', doc: 'When ping sent the question: some pings put it at the head of the data, so that they need not remember.' }),
  data_time_relative: span({ label: 'Time since then', doc: 'How much later this packet was captured.' }),
});
const f = icmpTimeFields;

/** Bytes of a time in the data of an echo: seconds since 1970 and microseconds. */
export const DATA_TIME = 8;
const SECONDS_A_DAY = 86_400;
const MILLISECONDS_A_DAY = 86_400_000;
const NOT_STANDARD = 0x80000000;

type Read = (b: Uint8Array, at: number) => number;

/**
 * HOT: must not allocate. Does the data of an echo begin with the time? Nothing says so: seconds and microseconds, in the
 * byte order of the sender, count as one if they lie within a day of the capture.
 */
export function beginsWithTime(b: Uint8Array, at: number, end: number, seconds: number): boolean {
  return at + DATA_TIME <= end && (isTime(word, b, at, seconds) || isTime(wordLittle, b, at, seconds));
}

function isTime(read: Read, b: Uint8Array, at: number, seconds: number): boolean {
  return Math.abs(read(b, at) - seconds) < SECONDS_A_DAY && read(b, at + 4) < 1_000_000;
}

/** Adds the time at the head of the data of an echo. */
export function addDataTime(t: TreeBuilder, at: number): void {
  const { walk, bytes: b } = t;
  const read = isTime(word, b, at, walk.seconds) ? word : wordLittle;
  const seconds = read(b, at);
  const nanos = read(b, at + 4) * 1000;
  t.add(f.data_time, at, at + DATA_TIME, `${seconds}.${String(nanos).padStart(9, '0')}`);
  t.add(f.data_time_relative, at, at, walk.seconds - seconds + (walk.nanos - nanos) / 1e9);
}

/** Adds what the three timestamps mean, where they have a meaning. */
export function addTimesOfDay(t: TreeBuilder): void {
  addTimeOfDay(t, f.originate_timestamp, f['originate_timestamp.text']);
  addTimeOfDay(t, f.receive_timestamp, f['receive_timestamp.text']);
  addTimeOfDay(t, f.transmit_timestamp, f['transmit_timestamp.text']);
}

/** With the high bit set a timestamp is anything (RFC 792); Windows writes its own byte order, which shows where only that fits into a day. */
function addTimeOfDay(t: TreeBuilder, field: Field, meaning: Field): void {
  const at = t.start + field.at;
  if (at + field.size > t.end) return;
  const value = word(t.bytes, at);
  const turned = wordLittle(t.bytes, at);
  if (value < MILLISECONDS_A_DAY) t.addUnder(field, meaning, clock(value));
  else if (turned < MILLISECONDS_A_DAY) t.addUnder(field, meaning, `${clock(turned)} (little-endian)`);
  else if (value >= NOT_STANDARD) t.addUnder(field, meaning, 'not standard');
}

function clock(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(11, 23);
}

function word(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}

function wordLittle(b: Uint8Array, at: number): number {
  return ((b[at + 3]! << 24) | (b[at + 2]! << 16) | (b[at + 1]! << 8) | b[at]!) >>> 0;
}
