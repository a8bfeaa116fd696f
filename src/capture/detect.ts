import { decode } from '../base/value.ts';
import { big16, little32 } from './integer.ts';
import { isPcap } from './pcap.ts';
import { isPcapng } from './pcapng.ts';

/** So many bytes of the beginning of a file tell what it is. */
export const ENOUGH = 24;

/** What the beginning of a file says that it is. `found` is shown to people. */
export type Detected =
  | { readonly kind: 'pcap' | 'pcapng' }
  | { readonly kind: 'gzip' | 'zstd' }
  /** A capture format that is not read here, or packed in a way that is not unpacked here. */
  | { readonly kind: 'foreign' | 'packed'; readonly found: string }
  | { readonly kind: 'text' | 'unknown'; readonly found: string };

interface Signature {
  readonly kind: 'foreign' | 'packed';
  readonly name: string;
  /** As bytes of Latin-1. */
  readonly start: string;
}

const foreign = (name: string, ...starts: readonly string[]): Signature[] => starts.map((start) => ({ kind: 'foreign', name, start }));
const packed = (name: string, ...starts: readonly string[]): Signature[] => starts.map((start) => ({ kind: 'packed', name, start }));

/** Formats that the user should be told by name: `editcap` converts the captures, an unpacker the rest. */
const signatures: readonly Signature[] = [
  ...foreign('snoop', 'snoop\0'),
  ...foreign('Network Monitor', 'RTSS', 'GMBU'),
  ...foreign('EtherPeek, OmniPeek', '\x7fver'),
  ...foreign('Sniffer (DOS)', 'TRSNIFF data'),
  ...foreign('NetXRay, Sniffer (Windows)', 'XCP\0', 'VL\0\0'),
  ...foreign('iptrace', 'iptrace 1.0', 'iptrace 2.0'),
  ...foreign('btsnoop', 'btsnoop\0'),
  ...foreign('LANalyzer', '\x01\x10\x4c\0', '\x01\x10\x4e\0', '\x07\x10'),
  ...foreign('Visual Networks', '\x05VNF'),
  ...foreign('Observer', 'ObserverPktBuffe'),
  ...foreign('5View', '\xaa\xaa\xaa\xaa'),
  ...foreign('nettl', 'TR\0'),
  ...foreign('K12', '\0\0\x02\0\x12\x05\0\x10'),
  ...foreign('EyeSDN', 'EyeSDN'),
  ...foreign('Aethra', 'V0208'),
  ...foreign('IXIA lcap', '\x1c\0\x01\xac', '\xac\x01\0\x1c', '\x1c\0\x01\xab', '\xab\x01\0\x1c'),
  ...foreign('Navtel pcap', '\xa1\xe2\xcb\x12', '\x12\xcb\xe2\xa1'),
  ...packed('bzip2', 'BZh'),
  ...packed('xz', '\xfd7zXZ\0'),
  ...packed('lz4', '\x04\x22\x4d\x18'),
  ...packed('zip', 'PK\x03\x04'),
  ...packed('7z', '7z\xbc\xaf\x27\x1c'),
  ...packed('compress', '\x1f\x9d'),
];

/** What a file is that begins with these bytes. No more than `ENOUGH` of them are looked at; there may be fewer if the file is shorter. */
export function detect(start: Uint8Array): Detected {
  const b = start.subarray(0, ENOUGH);
  if (b.length >= 4) {
    if (isPcap(b)) return { kind: 'pcap' };
    if (isPcapng(b)) return { kind: 'pcapng' };
    if (isZstd(b)) return { kind: 'zstd' };
  }
  if (startsWith(b, '\x1f\x8b')) return { kind: 'gzip' };
  const known = signatures.find(({ start }) => startsWith(b, start));
  if (known !== undefined) return { kind: known.kind, found: known.name };
  if (isText(b)) return { kind: 'text', found: firstLine(b) };
  if (isErf(b)) return { kind: 'foreign', found: 'ERF' };
  return { kind: 'unknown', found: hexadecimal(b.subarray(0, 8)) };
}

/** A frame, or one of the sixteen kinds of frames to be skipped (RFC 8878 §3.1). */
function isZstd(b: Uint8Array): boolean {
  return startsWith(b, '\x28\xb5\x2f\xfd') || ((b[0]! & 0xf0) === 0x50 && startsWith(b.subarray(1), '\x2a\x4d\x18'));
}

function startsWith(b: Uint8Array, start: string): boolean {
  if (b.length < start.length) return false;
  for (let i = 0; i < start.length; i++) if (b[i] !== start.charCodeAt(i)) return false;
  return true;
}

/** Printable characters and white space only, in ASCII or UTF-8. */
function isText(b: Uint8Array): boolean {
  return b.every((c) => (c >= 0x20 && c !== 0x7f) || (c >= 0x09 && c <= 0x0d)) && !textOf(b).includes('\ufffd');
}

/** The characters; one that the end cuts is left out. */
function textOf(b: Uint8Array): string {
  return decode(b, 'utf-8').replace(/\ufffd$/, '');
}

function firstLine(b: Uint8Array): string {
  return textOf(b).trim().split(/[\r\n]/, 1)[0]!;
}

/** The kind of an ERF record that describes the capture, and need not have a time. */
const ERF_META = 27;

/** Endace's format has no signature: a time within reason, a known kind of record, a length of whole words. */
function isErf(b: Uint8Array): boolean {
  if (b.length < 16) return false;
  const year = 1970 + little32(b, 4) / 31_556_952;
  const kind = b[8]! & 0x7f;
  const length = big16(b, 10);
  return ((year > 1995 && year < 2038) || kind === ERF_META) && kind >= 1 && kind <= 48 && length >= 20 && length % 4 === 0;
}

function hexadecimal(b: Uint8Array): string {
  return Array.from(b, (c) => c.toString(16).padStart(2, '0')).join(' ');
}
