import { latinBytes } from '../base/bytes.ts';
import { decode } from '../base/value.ts';
import { decodeCharset } from './charset.ts';

/** Bytes of the value of one header field that are looked at. */
export const MAX_VALUE = 64 * 1024;

/** Where 8-bit text that nobody declared is neither UTF-8 nor in the character set of the body: what most programs of old wrote. */
const LAST_RESORT = 'windows-1252';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The value of a header field in `from`..`to` without the ends of folded lines (RFC 5322 §2.2.3): one character for each byte, so that it can be taken apart
 * before it is decoded. Of a value longer than MAX_VALUE, the beginning.
 */
export function unfolded(b: Uint8Array, from: number, to: number): string {
  return decode(b.subarray(from, Math.min(to, from + MAX_VALUE)), 'latin1').replace(/\r?\n/g, '');
}

/**
 * Text of bytes, one for each character of `latin`, whose character set is not declared: UTF-8 (RFC 6532 §3.1) if they can be that, else what the body is in,
 * `charset`, as older programs wrote their headers.
 */
export function undeclaredText(latin: string, charset = ''): string {
  return isAscii(latin) ? latin : undeclared(latinBytes(latin), charset);
}

/** The same of bytes. */
export function undeclared(bytes: Uint8Array, charset = ''): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return decodeCharset(bytes, namesNothing(charset) ? LAST_RESORT : charset).text;
  }
}

function isAscii(latin: string): boolean {
  for (let i = 0; i < latin.length; i++) if (latin.charCodeAt(i) >= 0x80) return false;
  return true;
}

/** ASCII is what everything is in that does not say otherwise (RFC 2045 §5.2), so who names it and has 8-bit characters says nothing. */
export function namesNothing(charset: string): boolean {
  return charset === '' || /^(us-?)?ascii$/i.test(charset);
}
