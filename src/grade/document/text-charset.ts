import { decodeCharset } from '../../message/charset.ts';

/** The sets that text files without any mark are in, where students write: Windows first, then what Unix and DOS had. */
const candidates = ['windows-1251', 'windows-1258', 'koi8-r', 'cp866'] as const;
/** Bytes that are looked at to choose a set. */
const SAMPLE = 64_000;

/** The characters of a text file: by its byte order mark, as UTF-8 where it is sound, and otherwise in the set in which its words look most like words. */
export function decodeText(bytes: Uint8Array): string {
  const marked = markedCharset(bytes);
  if (marked !== undefined) return decodeCharset(bytes, marked).text.replace(/^\ufeff/, '');
  if (isUtf8(bytes)) return decodeCharset(bytes, 'utf-8').text;
  const sample = bytes.subarray(0, SAMPLE);
  const scores = candidates.map((charset) => likeness(decodeCharset(sample, charset).text));
  return decodeCharset(bytes, candidates[scores.indexOf(Math.max(...scores))]!).text;
}

/** As a byte order mark says; UTF-16 is also known by the zeros of its ASCII characters. */
function markedCharset(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if ((a === 0xff && b === 0xfe) || (b === 0 && d === 0 && a !== 0 && c !== 0)) return 'utf-16le';
  return (a === 0xfe && b === 0xff) || (a === 0 && c === 0 && b !== 0 && d !== 0) ? 'utf-16be' : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** How much the words with letters beyond ASCII look like words: of one script, and small but for their first letter, or all capitals. */
function likeness(text: string): number {
  let score = 0;
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    // oxlint-disable-next-line no-control-regex -- the letters of ASCII tell nothing
    if (/^[\u0000-\u007f]*$/.test(word)) continue;
    const isOneScript = /^(?:[\p{Script=Latin}\p{M}]+|\p{Script=Cyrillic}+)$/u.test(word);
    score += isOneScript && /^\p{L}?[\p{Ll}\p{M}]*$|^\p{Lu}+$/u.test(word) ? word.length : -word.length;
  }
  return score;
}
