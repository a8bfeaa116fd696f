/** Characters that word processors put in the place of those of ASCII. */
const replaced: Readonly<Record<string, string>> = { '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '‘': "'", '’': "'", '–': '-', '—': '-' };

/**
 * Is a text the column of characters that stands beside bytes in a dump? Printable bytes must be there as themselves; blanks may be lost; in the place of any
 * other byte one character stands, which is no letter or digit of ASCII.
 */
export function isTextColumn(text: string, bytes: readonly number[]): boolean {
  const column = text.trim().replace(/^[|>](.*?)[|<]?$/s, '$1').replace(/[“”„«»‘’–—]/g, (character) => replaced[character]!);
  if (column === '') return false;
  let at = 0;
  for (const byte of bytes) {
    if (byte === 0x20) {
      if (column[at] === ' ') at++;
    } else if (byte > 0x20 && byte < 0x7f) {
      while (column[at] === ' ') at++;
      if (column[at++] !== String.fromCharCode(byte)) return false;
    } else {
      if (at >= column.length || /[\da-z]/i.test(column[at]!)) return false;
      at++;
    }
  }
  return column.slice(at).trim() === '';
}

/** Is a text the end of the column of characters that belongs to bytes, broken off from it? */
export function endsTextColumn(text: string, bytes: readonly number[]): boolean {
  return bytes.some((_, from) => isTextColumn(text, bytes.slice(from)));
}
