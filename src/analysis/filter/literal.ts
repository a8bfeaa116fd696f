import type { Field, Kind } from '../../base/field.ts';
import { FilterError } from './filter-error.ts';
import type { Literal } from './syntax.ts';

/** What values are compared as. Bytes of addresses, too. */
export type Comparable = number | bigint | string | Uint8Array;

/** A value of a filter; `bits` is the length of a CIDR prefix. */
export interface Constant {
  readonly value: Comparable;
  readonly bits: number | undefined;
}

/** The value that a literal means beside a field. */
export function constant(literal: Literal, field: Field, kind: Kind): Constant {
  const value = readers[kind](literal, field);
  if (value === undefined) throw new FilterError('bad-value', literal.from, literal.to, { found: literal.text, path: field.path, kind });
  return typeof value === 'object' && 'bits' in value ? value : { value, bits: undefined };
}

type Read = (literal: Literal, field: Field) => Comparable | Constant | undefined;

const readers: Readonly<Record<Kind, Read>> = {
  uint: number, int: number, packet: number,
  bool: (l) => ({ true: 1, false: 0, '1': 1, '0': 0, yes: 1, no: 0 })[l.text.toLowerCase()] ?? number(l),
  span: (l) => finite(Number(l.text)), float: (l) => finite(Number(l.text)),
  time: instant, date: instant,
  ipv4: address4,
  ipv6: address6,
  mac: (l) => (l.quoted && !/^[0-9a-f]{2}([:.-]?[0-9a-f]{2})*$/i.test(l.text) ? undefined : bytes(l)),
  bytes, layer: bytes,
  text: (l) => l.text,
  none: () => undefined,
};

/** Decimal, `0x…`, `0b…`, octal with a leading 0 as in C, a character, or a name that the field gives to a number. */
function number(l: Literal, field?: Field): number | bigint | undefined {
  if (l.character) return l.text.codePointAt(0);
  if (/^-?(?:\d+|0x[0-9a-f]+|0b[01]+)$/i.test(l.text)) {
    const negative = l.text.startsWith('-');
    const digits = l.text.replace('-', '');
    const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    const signed = negative ? -value : value;
    return signed >= -(2n ** 53n) && signed <= 2n ** 53n ? Number(signed) : signed;
  }
  const wanted = l.text.toLowerCase();
  for (const [value, name] of field?.names?.table ?? []) if (name.toLowerCase() === wanted) return value;
  return undefined;
}

function finite(n: number): number | undefined {
  return Number.isFinite(n) ? n : undefined;
}

/** Seconds since 1970 with a fraction, or a date; as nanoseconds. */
function instant(l: Literal): bigint | undefined {
  const seconds = /^(-?\d+)(?:\.(\d{1,9}))?$/.exec(l.text);
  if (seconds !== null) return nanoseconds(seconds[1]!, seconds[2]);
  const date = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?)?(?: ?(?:UTC|Z))?$/.exec(l.text);
  if (date === null) return undefined;
  const milliseconds = Date.parse(`${date[1]}T${date[2] ?? '00:00'}Z`);
  return Number.isNaN(milliseconds) ? undefined : nanoseconds(String(milliseconds / 1000), date[3]);
}

/** Nanoseconds of a time as the fields of kind `time` give it: `seconds.fraction`. */
export function nanosecondsOf(text: string): bigint {
  const [seconds = '0', fraction] = text.split('.');
  return nanoseconds(seconds, fraction);
}

function nanoseconds(seconds: string, fraction = ''): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function address4(l: Literal): Constant | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(l.text);
  if (match === null) return undefined;
  const parts = match.slice(1, 5).map(Number);
  const bits = match[5] === undefined ? undefined : Number(match[5]);
  if (parts.some((p) => p > 255) || (bits !== undefined && bits > 32)) return undefined;
  return { value: parts.reduce((n, p) => n * 256 + p, 0), bits };
}

function address6(l: Literal): Constant | undefined {
  const [text = '', prefix] = l.text.split('/');
  const bits = prefix === undefined ? undefined : Number(prefix);
  const value = ipv6Bytes(text);
  if (value === undefined || (bits !== undefined && !(bits >= 0 && bits <= 128))) return undefined;
  return { value, bits };
}

/** RFC 4291 §2.2, with an IPv4 address at the end allowed. */
function ipv6Bytes(text: string): Uint8Array | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const [a = 0, b = 0, c = 0, d = 0] = dotted[2]!.split('.').map(Number);
    return ipv6Bytes(`${dotted[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2 || !/^[0-9a-f:]+$/i.test(text)) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (groups.some((g) => g === '' || g.length > 4)) return undefined;
  return Uint8Array.from(groups.flatMap((g) => [Number.parseInt(g, 16) >> 8, Number.parseInt(g, 16) & 255]));
}

/** Bytes in hexadecimal, with `:`, `-`, `.` or nothing between them; a quoted text means its characters. */
export function bytes(l: Literal): Uint8Array | undefined {
  if (l.quoted) return new TextEncoder().encode(l.text);
  const digits = l.text.replace(/^0x/i, '').replace(/[:.-]/g, '');
  if (!/^[0-9a-f]+$/i.test(digits)) return undefined;
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Uint8Array.from({ length: even.length / 2 }, (_, i) => Number.parseInt(even.slice(2 * i, 2 * i + 2), 16));
}
