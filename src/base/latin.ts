/** Characters that one call is given at most: arguments lie on the stack. */
const CHUNK = 4096;
/** Longest text for which putting it together piece by piece is quicker than a call for the whole. */
const SHORT = 16;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes `from`..`to` as a text of one character each, U+0000 to U+00FF. */
export function latinText(b: Uint8Array, from: number, to: number): string {
  if (to - from <= SHORT) return shortText(b, from, to);
  // As long as all is ASCII, UTF-8 says the same, and the runtime decodes it many times faster.
  if (isAscii(b, from, to)) return utf8.decode(b.subarray(from, to));
  let text = '';
  for (let at = from; at < to; at += CHUNK) text += String.fromCharCode(...b.subarray(at, Math.min(at + CHUNK, to)));
  return text;
}

/** HOT: must not allocate. */
export function isAscii(b: Uint8Array, from: number, to: number): boolean {
  let bits = 0;
  for (let i = from; i < to; i++) bits |= b[i]!;
  return bits < 0x80;
}

function shortText(b: Uint8Array, from: number, to: number): string {
  let text = '';
  let at = from;
  for (; at + 4 <= to; at += 4) text += String.fromCharCode(b[at]!, b[at + 1]!, b[at + 2]!, b[at + 3]!);
  for (; at < to; at++) text += String.fromCharCode(b[at]!);
  return text;
}

/** Words that are remembered: a power of two; and the longest of them, bytes. */
const WORDS = 4096;
const LONGEST_WORD = 32;
const words: string[] = Array.from({ length: WORDS }, () => '');

/**
 * Bytes `from`..`to` as text, one character each, in small letters if `small`. For the words of protocols, of which there are few and which come again
 * and again: most of them are remembered, so that nothing is allocated. Where two words fall on the same place, the later one is remembered.
 */
export function latinWord(b: Uint8Array, from: number, to: number, small = false): string {
  const length = to - from;
  if (length > LONGEST_WORD) return small ? latinText(b, from, to).toLowerCase() : latinText(b, from, to);
  const place = hashOf(b, from, to, small) & (WORDS - 1);
  const known = words[place]!;
  if (known.length === length && isSame(b, from, known, small)) return known;
  const text = small ? latinText(b, from, to).toLowerCase() : latinText(b, from, to);
  words[place] = text;
  return text;
}

/** FNV-1a. */
function hashOf(b: Uint8Array, from: number, to: number, small: boolean): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (small ? smallLetter(b[i]!) : b[i]!), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function isSame(b: Uint8Array, from: number, text: string, small: boolean): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== (small ? smallLetter(b[from + i]!) : b[from + i]!)) return false;
  return true;
}

/** As `toLowerCase` has it: the small letters of Latin-1 are 0x20 above the large ones; 0xd7 is a multiplication sign. */
function smallLetter(byte: number): number {
  const isLarge = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0xc0 && byte <= 0xde && byte !== 0xd7);
  return isLarge ? byte + 0x20 : byte;
}
