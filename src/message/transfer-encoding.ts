import { base64 } from './base64.ts';
import type { Decoded } from './decoded.ts';
import { quotedPrintable } from './quoted-printable.ts';
import type { Range } from './range.ts';
import { uuencoded, uuencodedFiles } from './uuencode.ts';

/** How the body of a part is written down (RFC 2045 §6.1). The first three are no encoding: the bytes are what they are. */
export type TransferEncoding = '7bit' | '8bit' | 'binary' | 'base64' | 'quoted-printable' | 'uuencode' | 'unknown';

type Decode = (b: Uint8Array, from: number, to: number, out?: Uint8Array) => Decoded;

const decoders: Readonly<Partial<Record<TransferEncoding, Decode>>> = { base64, 'quoted-printable': quotedPrintable, uuencode: uuencoded };

/** By names in lower case; without one, it is 7bit (RFC 2045 §6.1). */
const byName: Readonly<Record<string, TransferEncoding>> = {
  '': '7bit', '7bit': '7bit', '8bit': '8bit', binary: 'binary', base64: 'base64', 'quoted-printable': 'quoted-printable', 'x-uuencode': 'uuencode', 'x-uue': 'uuencode', uuencode: 'uuencode',
};

export function transferEncoding(name: string): TransferEncoding {
  const lower = name.toLowerCase();
  return Object.hasOwn(byName, lower) ? byName[lower]! : 'unknown';
}

/** Are the bytes written as they are? What only pretends to be encoded counts as written as it is. */
export function isIdentity(encoding: TransferEncoding): boolean {
  return decoders[encoding] === undefined;
}

/** How long the bytes of `from`..`to` are when they are decoded, and what does not belong there. */
export function measureTransfer(b: Uint8Array, { from, to }: Range, encoding: TransferEncoding): Decoded {
  const at = encodedRange(b, { from, to }, encoding);
  return decoders[encoding]?.(b, at.from, at.to) ?? { length: to - from, strange: 0, strangeAt: -1 };
}

/** The decoded bytes: a view of `b` where nothing is encoded. */
export function decodeTransfer(b: Uint8Array, { from, to }: Range, encoding: TransferEncoding): Uint8Array {
  const decode = decoders[encoding];
  if (decode === undefined) return b.subarray(from, to);
  const at = encodedRange(b, { from, to }, encoding);
  const out = new Uint8Array(at.to - at.from);
  return out.subarray(0, decode(b, at.from, at.to, out).length);
}

/** Around the lines of uuencode there are others. */
function encodedRange(b: Uint8Array, range: Range, encoding: TransferEncoding): Range {
  return encoding === 'uuencode' ? (uuencodedFiles(b, range.from, range.to)[0]?.lines ?? range) : range;
}
