import { hexText, ipv4Text, ipv6Text } from '../base/value.ts';
import { foldedDigits } from './hex-text.ts';
import { type Fit, full, half } from './value-fit.ts';
import type { ValueReading } from './value-reading.ts';

const IPV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g;
const MAC = /(?<![\da-f])(?:[\da-f]{2}(?:[:-][\da-f]{2}){5}|[\da-f]{2}(?: [\da-f]{2}){5}|[\da-f]{4}(?:[.:-][\da-f]{4}){2}|[\da-f]{12})(?![\da-f])/gi;
/** A name of the maker for the first half, as Wireshark prints it: `Vmware_77:00:02`. */
const VENDOR = /[a-z][\w-]*[_ -]([\da-f]{2}[:-][\da-f]{2}[:-][\da-f]{2})(?![\da-f:-])/gi;
const BROADCAST = /broadcast|широковещательн|quảng bá/i;

/** An IPv4 address with dots between its numbers. (Other notations are numbers.) */
export function fitIpv4({ text }: ValueReading, address: number): Fit | undefined {
  const written = [...text.matchAll(IPV4)].map((found) => found[0].split('.').map(Number).join('.'));
  return among(written, ipv4Text(address));
}

export function fitIpv6({ text }: ValueReading, address: Uint8Array): Fit | undefined {
  const written = text.toLowerCase().split(/[\s(),;[\]]+/).filter((word) => word.includes(':'));
  return written.includes(ipv6Text(address, 0)) || written.some((word) => wholeGroups(word) === hexText(address)) ? full('address') : undefined;
}

/** The digits of an IPv6 address whose zeros were left out; undefined: it is none. */
function wholeGroups(word: string): string | undefined {
  const [left = '', right, ...more] = word.split('::');
  if (more.length > 0 || !/^[\da-f:]*$/.test(word)) return undefined;
  const groups = (half: string | undefined): string[] => (half === undefined || half === '' ? [] : half.split(':'));
  const missing = 8 - groups(left).length - groups(right).length;
  if (missing < 0 || (right === undefined && missing > 0)) return undefined;
  return [...groups(left), ...Array.from({ length: missing }, () => '0'), ...groups(right)].map((group) => group.padStart(4, '0')).join('');
}

/** A hardware address in any notation; a maker's name for its first half says less, and is weak. */
export function fitMac({ text }: ValueReading, address: Uint8Array): Fit | undefined {
  const digits = hexText(address);
  const written = [...foldedDigits(text).matchAll(MAC)].map((found) => found[0].replace(/[^\da-f]/gi, '').toLowerCase());
  if (written.length > 0) return among(written, digits);
  if (/^f+$/.test(digits) && BROADCAST.test(text)) return full('name');
  const vendor = [...text.matchAll(VENDOR)].map((found) => found[1]!.replace(/[:-]/g, '').toLowerCase());
  return vendor.includes(digits.slice(6)) ? full('vendor', 'weak') : undefined;
}

/** Is it the one that is written, or one of several? */
function among(written: readonly string[], address: string): Fit | undefined {
  if (!written.includes(address)) return undefined;
  return new Set(written).size === 1 ? full('address') : half('several-numbers');
}
