/** Letters of other alphabets that look like hexadecimal digits, or like the x of 0x. Students type them without noticing. */
const homoglyphs: Readonly<Record<string, string>> = {
  А: 'A', В: 'B', С: 'C', Е: 'E', О: '0', Х: 'x', а: 'a', в: 'b', с: 'c', е: 'e', о: '0', х: 'x',
};
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** A line for those who look for bytes in it: no two ways to write a character, no invisible ones, plain blanks (Unicode Standard Annex 15, NFKC). */
export function plainCharacters(text: string): string {
  return text.replace(INVISIBLE, '').replace(BLANKS, ' ').normalize('NFKC');
}

/**
 * What could be hexadecimal digits, with look-alikes of other alphabets taken for the digits they look like. Only for what is a candidate for bytes or
 * numbers: in prose this would make nonsense.
 */
export function foldedDigits(text: string): string {
  return text.replace(/[АВСЕОХавсеох]/g, (character) => homoglyphs[character]!);
}

/** Does a line look like bytes in hexadecimal, rather than like text? */
export function isDumpLike(line: string): boolean {
  const text = foldedDigits(plainCharacters(line));
  return /(?:^|[\s"|])(?:[\da-f]{2}[\s:.,-]+){3}[\da-f]{2}\b|(?:^|\s)(?:[\da-f]{4}\s+){3}[\da-f]{4}\b|\b[\da-f]{16}|(?:\\x[\da-f]{2}){2}|(?:0x[\da-f]{1,2},\s*){3}/i.test(text) && /\d/.test(text);
}
