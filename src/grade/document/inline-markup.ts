/** The characters that a backslash takes their meaning from (CommonMark §2.4), and code, in which none has one (§6.1). */
const LITERAL = /\\([!-/:-@[-`{-~])|`+([^`]+)`+/g;
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
const HIDDEN_AT = 0xe000;
/** Longer lines are left as they are: nobody marks them up, and patterns that go back over a line take their time with them. */
const MAX_MARKED = 2_000;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', apos: "'" };

/**
 * A line of Markdown as its reader sees it: emphasis, code marks and tags are gone, links are their texts, struck-out words are not there. In
 * the corners of CommonMark a star may be lost or left, which nothing here depends on.
 */
export function withoutMarkup(line: string): string {
  if (line.length > MAX_MARKED) return line;
  const text = line
    .replace(LITERAL, (_, escaped: string | undefined, code: string | undefined) => (escaped ?? code!).replace(PUNCTUATION, hidden))
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/~~[^~]+~~/g, '')
    .replace(/(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, name: string) => characterOf(name) ?? whole);
  return text.replace(/[\ue000-\ue07f]/g, (character) => String.fromCharCode(character.charCodeAt(0) - HIDDEN_AT));
}

/** A character that stands for another, so that no rule meets it. */
function hidden(character: string): string {
  return String.fromCharCode(HIDDEN_AT + character.charCodeAt(0));
}

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(entities, name) ? entities[name] : undefined;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
