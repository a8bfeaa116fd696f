import { decodeBase64 } from './base64.ts';
import { decodeCharset } from './charset.ts';

/** `=?charset?encoding?text?=` (RFC 2047 §2); a language may follow the charset (RFC 2231 §5). */
const encodedWord = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi;
/** White space between two encoded words is not part of the text (RFC 2047 §6.2). */
const between = /(\?=)[ \t\r\n]+(?==\?[^?\s]+\?[bq]\?[^?]*\?=)/gi;

/** The text of a header field with its encoded words decoded. Neighbours of one charset are decoded together: some senders cut characters in two. */
export function decodeWords(text: string): string {
  const joined = text.replace(between, '$1');
  let result = '';
  let waiting: { charset: string; bytes: number[] } | undefined;
  let last = 0;
  for (const match of joined.matchAll(encodedWord)) {
    const [whole, charset = '', encoding = '', content = ''] = match;
    const between = joined.slice(last, match.index);
    if (waiting !== undefined && (between !== '' || waiting.charset !== charset.toLowerCase())) {
      result += decodeCharset(Uint8Array.from(waiting.bytes), waiting.charset).text;
      waiting = undefined;
    }
    result += between;
    waiting ??= { charset: charset.toLowerCase(), bytes: [] };
    const decoded = encoding.toLowerCase() === 'b' ? decodeBase64(content) : decodeQ(content);
    for (const byte of decoded) waiting.bytes.push(byte);
    last = match.index + whole.length;
  }
  if (waiting !== undefined) result += decodeCharset(Uint8Array.from(waiting.bytes), waiting.charset).text;
  return result + joined.slice(last);
}

/** The Q encoding: `=XX` is a byte, `_` a space (RFC 2047 §4.2). */
function decodeQ(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === '=' ? /^[0-9a-f]{2}/i.exec(text.slice(i + 1, i + 3)) : null;
    if (hex !== null) {
      bytes.push(Number.parseInt(hex[0], 16));
      i += 2;
    } else bytes.push(text[i] === '_' ? 0x20 : text.charCodeAt(i) & 255);
  }
  return Uint8Array.from(bytes);
}
