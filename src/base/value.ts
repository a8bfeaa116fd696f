import { isAscii, latinText } from './latin.ts';
import { type Charset, type Field, shiftOf, type Value } from './field.ts';
import type { Tree } from './tree.ts';

/** The value of a field that stands at `from`..`to`. Bytes are a view, not a copy. */
export function valueAt(field: Field, bytes: Uint8Array, from: number, to: number): Value {
  switch (field.kind) {
    case 'uint':
    case 'int':
    case 'packet':
      return numberAt(field, bytes, from, to);
    case 'bool':
      return to > from && numberAt(field, bytes, from, to) !== 0;
    case 'ipv4':
      return Number(numberAt(field, bytes, from, to));
    case 'text':
      return decode(bytes.subarray(from, to), field.charset);
    case 'none':
    case 'layer':
      return true;
    default:
      return bytes.subarray(from, to);
  }
}

/** The value of a node of a tree. */
export function nodeValue(tree: Tree, node: number): Value {
  return tree.given[node] ?? valueAt(tree.fields[node]!, tree.bytes(node), tree.from[node]!, tree.to[node]!);
}

function numberAt(field: Field, bytes: Uint8Array, from: number, to: number): number | bigint {
  if (to - from > 6) return wideNumber(field, bytes, from, to);
  let n = 0;
  for (let i = from; i < to; i++) n = n * 256 + bytes[field.little ? to - 1 - (i - from) : i]!;
  if (field.mask !== 0) n = (n & field.mask) >>> shiftOf(field.mask);
  if (field.kind === 'int' && to > from && n >= 2 ** (8 * (to - from) - 1)) n -= 2 ** (8 * (to - from));
  return n * field.scale;
}

function wideNumber(field: Field, bytes: Uint8Array, from: number, to: number): bigint {
  let n = 0n;
  for (let i = from; i < to; i++) n = (n << 8n) | BigInt(bytes[field.little ? to - 1 - (i - from) : i]!);
  return n;
}

/** As scripts get it (`-T fields`): widths and notation are those of tshark. */
export function scriptText(field: Field, value: Value): string {
  switch (field.kind) {
    case 'uint':
    case 'int':
      return field.hex > 0 ? `0x${value.toString(16).padStart(field.hex, '0')}` : value.toString();
    case 'bool':
      return value ? '1' : '0';
    case 'ipv4':
      return typeof value === 'number' ? ipv4Text(value) : String(value);
    case 'none':
      return '1';
    case 'layer':
      return field.label;
    default:
      return plainText(field, value);
  }
}

/** As people read it. */
export function plainText(field: Field, value: Value): string {
  switch (field.kind) {
    case 'uint':
    case 'int':
      return field.hex > 0 ? `0x${value.toString(16).padStart(field.hex, '0')}` : value.toString();
    case 'ipv4':
      return typeof value === 'number' ? ipv4Text(value) : String(value);
    case 'ipv6':
      return value instanceof Uint8Array ? ipv6Text(value, 0) : String(value);
    case 'mac':
      return value instanceof Uint8Array ? macText(value) : String(value);
    case 'bytes':
      return value instanceof Uint8Array ? hexText(value) : String(value);
    case 'date':
      return dateText(String(value));
    case 'span':
      return typeof value === 'number' ? value.toFixed(9) : String(value);
    case 'none':
    case 'layer':
      return '';
    default:
      return String(value);
  }
}

/** The name that the number of a field has in English, if it has one. */
export function nameOf(field: Field, value: Value): string | undefined {
  const number = namedNumber(field, value);
  return number === undefined ? undefined : field.names?.of(number);
}

/** The number of a field that may have a name; a hardware address counts as a number of 48 bits. */
export function namedNumber({ kind, names }: Field, value: Value): number | undefined {
  if (names === undefined) return undefined;
  if (typeof value === 'number') return value;
  return kind === 'mac' && value instanceof Uint8Array && value.length === MAC ? value.reduce((n, b) => n * 256 + b, 0) : undefined;
}

const MAC = 6;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Values of a date that is none: nobody has set it, or it lies beyond every calendar. */
export const NO_DATE = 'not given';
export const NEVER = 'never';

/** A date in UTC, in tshark's notation, from seconds since 1970 with nine decimals. */
function dateText(epoch: string): string {
  const found = moment(epoch);
  return found === undefined ? epoch : `${found.second.date} ${found.second.clock}.${found.nanos} UTC`;
}

/** The same without words: `2026-11-21 07:59:12.204113000`. */
export function isoDateText(epoch: string): string {
  const found = moment(epoch);
  return found === undefined ? epoch : `${found.second.isoDate} ${found.second.clock}.${found.nanos}`;
}

/** A moment: its second, and the nanoseconds in it. Undefined: no calendar reaches it. */
function moment(epoch: string): { readonly second: Second; readonly nanos: string } | undefined {
  const [whole = '0', fraction = '000000000'] = epoch.split('.');
  // Before 1970 a fraction leads back from the whole second.
  const isBefore = epoch.startsWith('-') && Number(fraction) > 0;
  const second = secondOf(Number(whole) - Number(isBefore));
  return second === undefined ? undefined : { second, nanos: isBefore ? String(1e9 - Number(fraction)).padStart(9, '0') : fraction };
}

/** A second in UTC: `Nov 21, 2026`, `2026-11-21`, `07:59:12`. */
interface Second {
  readonly date: string;
  readonly isoDate: string;
  readonly clock: string;
}

/** The second that was asked for last: of the packets of a capture, most share theirs with the one before. */
let lastSeconds = NaN;
let lastSecond: Second | undefined;

function secondOf(seconds: number): Second | undefined {
  if (seconds !== lastSeconds) {
    lastSeconds = seconds;
    lastSecond = calendarOf(new Date(seconds * 1000));
  }
  return lastSecond;
}

function calendarOf(d: Date): Second | undefined {
  if (Number.isNaN(d.getTime())) return undefined;
  const iso = d.toISOString();
  return { date: `${MONTHS[d.getUTCMonth()]} ${String(d.getUTCDate()).padStart(2, ' ')}, ${d.getUTCFullYear()}`, isoDate: iso.slice(0, 10), clock: iso.slice(11, 19) };
}

export function ipv4Text(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** RFC 5952: lower case, the longest run of zero groups as `::`, the first where two are equally long. Addresses that hold one of IPv4 show it (RFC 4291 §2.5.5). */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[at + 2 * i] ?? 0) << 8) | (bytes[at + 2 * i + 1] ?? 0));
  const { from, length } = longestZeros(groups);
  if (from === 0 && length === 5 && groups[5] === 0xffff) return `::ffff:${ipv4Text(((groups[6]! << 16) | groups[7]!) >>> 0)}`;
  if (from === 0 && length === 6) return `::${ipv4Text(((groups[6]! << 16) | groups[7]!) >>> 0)}`;
  const hex = groups.map((g) => g.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, from).join(':')}::${hex.slice(from + length).join(':')}`;
}

function longestZeros(groups: readonly number[]): { from: number; length: number } {
  let best = { from: 0, length: 0 };
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (end < groups.length && groups[end] === 0) end++;
    if (end - i > best.length) best = { from: i, length: end - i };
    i = Math.max(i, end - 1);
  }
  return best;
}

const hexDigits = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

export function macText(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += i === 0 ? hexDigits[bytes[i]!]! : `:${hexDigits[bytes[i]!]!}`;
  return text;
}

export function hexText(bytes: Uint8Array): string {
  let text = '';
  for (const b of bytes) text += hexDigits[b]!;
  return text;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Characters of bytes; what the character set has no character for becomes U+FFFD. */
export function decode(bytes: Uint8Array, charset: Charset): string {
  if (charset === 'utf-8') return utf8.decode(bytes);
  if (charset === 'latin1' || isAscii(bytes, 0, bytes.length)) return latinText(bytes, 0, bytes.length);
  let text = '';
  for (const b of bytes) text += b < 0x80 ? String.fromCharCode(b) : '\ufffd';
  return text;
}

/** Characters up to the first zero: of a text that is filled up with zeros to the length of its room. */
export function decodeFilled(bytes: Uint8Array, charset: Charset): string {
  const zero = bytes.indexOf(0);
  return decode(zero < 0 ? bytes : bytes.subarray(0, zero), charset);
}
