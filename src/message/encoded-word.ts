import { concatenated, latinBytes } from '../base/bytes.ts';
import { decodeBase64 } from './base64.ts';
import { decodeCharset } from './charset.ts';
import { undeclaredText } from './header-text.ts';

/** `=?charset?encoding?text?=` (RFC 2047 §2); a language may follow the charset (RFC 2231 §5). */
const encodedWord = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi;

/** Neighbouring words of one charset, whose bytes are decoded together: some senders cut characters in two. */
interface Run {
  readonly charset: string;
  readonly parts: Uint8Array[];
}

/**
 * The text of an unfolded header field (one character for each byte) with its encoded words decoded. What stands outside of them is ASCII by the book; where it is
 * not, it is read as `undeclaredText` says, with the body's `charset`.
 */
export function decodeWords(latin: string, charset = ''): string {
  if (!latin.includes('=?')) return undeclaredText(latin, charset);
  let result = '';
  let run: Run | undefined;
  let last = 0;
  for (const match of latin.matchAll(encodedWord)) {
    const [whole, name = '', encoding = '', content = ''] = match;
    const between = latin.slice(last, match.index);
    // White space between two encoded words is not part of the text (RFC 2047 §6.2).
    const isNeighbour = run !== undefined && /^[ \t]*$/.test(between);
    if (run !== undefined && !(isNeighbour && run.charset === name.toLowerCase())) {
      result += textOf(run);
      run = undefined;
    }
    if (!isNeighbour) result += undeclaredText(between, charset);
    run ??= { charset: name.toLowerCase(), parts: [] };
    run.parts.push(encoding.toLowerCase() === 'b' ? decodeBase64(content) : decodeQ(content));
    last = match.index + whole.length;
  }
  if (run !== undefined) result += textOf(run);
  return result + undeclaredText(latin.slice(last), charset);
}

function textOf(run: Run): string {
  return decodeCharset(concatenated(run.parts), run.charset).text;
}

/** The Q encoding: `=XX` is a byte, `_` a space (RFC 2047 §4.2). */
function decodeQ(latin: string): Uint8Array {
  return latinBytes(latin.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
}
