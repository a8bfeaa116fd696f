import { decodeBase64 } from './base64.ts';

/** `&`, base64 with `,` in the place of `/`, `-`. */
const shifted = /&([A-Za-z0-9+,]*)-/g;

/**
 * A name of a mailbox in modified UTF-7 as people read it (RFC 3501 §5.1.3): `&BB8EPgRHBEIEMA-` is `Почта`, `&-` is `&`. What is not well-formed stays as it is: servers of today may send
 * UTF-8 in its place (RFC 9051 §5.1).
 */
export function decodeModifiedUtf7(text: string): string {
  return text.replace(shifted, (whole: string, base64: string) => (base64 === '' ? '&' : (utf16(decodeBase64(base64.replaceAll(',', '/'))) ?? whole)));
}

/** UTF-16, the big end first. Undefined: it is nothing, or half of a character is left over. */
function utf16(b: Uint8Array): string | undefined {
  if (b.length === 0 || b.length % 2 !== 0) return undefined;
  let text = '';
  for (let i = 0; i < b.length; i += 2) text += String.fromCharCode((b[i]! << 8) | b[i + 1]!);
  return text;
}
