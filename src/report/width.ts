import { isPrintable } from '../base/escape.ts';

/** Marks that sit on the character before them, and characters that are not seen. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;

/** Escape sequences that colour text. */
// oxlint-disable-next-line no-control-regex -- finding escape characters is what it is for
const COLOUR = /\u001b\[[\d;]*m/g;

/** Columns that a text takes on a terminal: East Asian wide characters and emoji two, marks none. */
export default function width(text: string): number {
  if (isPrintable(text)) return text.length;
  let columns = 0;
  for (const character of text.replace(COLOUR, '')) {
    const code = character.codePointAt(0)!;
    if (code < 0x7f && code >= 0x20) columns++;
    else if (!ZERO.test(character)) columns += isWide(code) ? 2 : 1;
  }
  return columns;
}

/** Unicode Standard Annex 11, the blocks that are wide as a whole. */
function isWide(code: number): boolean {
  return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd);
}
