import { FilterError } from './filter-error.ts';

/** A piece of a filter's text; `from`..`to` is where it stands, for the caret under a mistake. */
export interface Token {
  readonly kind: 'word' | 'string' | 'symbol' | 'end';
  /** The text, of a string without its quotes and escapes. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** A string written r"…": escapes mean themselves. */
  readonly raw?: boolean;
  /** A character written 'x': a number. */
  readonly character?: boolean;
}

/** Longest first. */
const symbols = ['===', '!==', '==', '!=', '~=', '>=', '<=', '&&', '||', '..', '>', '<', '!', '~', '(', ')', '{', '}', '[', ']', ',', '&', '+', '*', '/', '%', '-', '#'];
/** A name, a number or an address. Dashes and colons belong to it inside, dots if they are single, a slash before a prefix length. */
const word = /[A-Za-z0-9_:]+(?:(?:\.(?!\.)|-|:)[A-Za-z0-9_:]+)*(?:::)?(?:(?<=[.:][0-9a-fA-F:]*)\/\d+)?/y;
const negative = /-(?:0x[0-9a-f]+|\d+(?:\.(?!\.)\d+)?)/iy;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** Cut a filter into tokens. The last is an `end`. */
export function tokens(text: string): Token[] {
  const list: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const token = next(text, at, list.at(-1));
    list.push(token);
    at = token.to;
  }
  list.push({ kind: 'end', text: '', from: text.length, to: text.length });
  return list;
}

function next(text: string, at: number, before: Token | undefined): Token {
  const c = text[at]!;
  if (c === '"') return quoted(text, at, at + 1, false);
  if ((c === 'r' || c === 'R') && text[at + 1] === '"') return quoted(text, at, at + 2, true);
  if (c === "'") return character(text, at);
  // A minus is a sign where no operand stands before it.
  if (c === '-' && (before === undefined || (before.kind === 'symbol' && !')]}'.includes(before.text)) || before.kind === 'word')) {
    const match = matchAt(negative, text, at);
    if (match !== undefined) return { kind: 'word', text: match, from: at, to: at + match.length };
  }
  const match = matchAt(word, text, at);
  if (match !== undefined) return { kind: 'word', text: match, from: at, to: at + match.length };
  const symbol = symbols.find((s) => text.startsWith(s, at));
  if (symbol === undefined) throw new FilterError('character', at, at + 1, { found: c });
  return { kind: 'symbol', text: symbol, from: at, to: at + symbol.length };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function quoted(text: string, from: number, start: number, raw: boolean): Token {
  let value = '';
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') return { kind: 'string', text: value, from, to: at + 1, raw };
    if (text[at] !== '\\' || raw) {
      value += text[at]!;
      continue;
    }
    const escape = escaped(text, at + 1);
    value += escape.value;
    at += escape.length;
  }
  throw new FilterError('unclosed', from, text.length, { found: '"' });
}

function character(text: string, from: number): Token {
  const escape = text[from + 1] === '\\' ? escaped(text, from + 2) : { value: text[from + 1] ?? '', length: 0 };
  const end = from + 2 + escape.length;
  if (text[end] !== "'" || escape.value === '') throw new FilterError('unclosed', from, text.length, { found: "'" });
  return { kind: 'string', text: escape.value, from, to: end + 1, character: true };
}

/** What stands after a backslash: a letter, `xHH`, or up to three octal digits. */
function escaped(text: string, at: number): { value: string; length: number } {
  const numeric = /^(?:x([0-9a-fA-F]{2})|([0-7]{1,3}))/.exec(text.slice(at, at + 3));
  if (numeric !== null) {
    const code = numeric[1] !== undefined ? Number.parseInt(numeric[1], 16) : Number.parseInt(numeric[2]!, 8);
    return { value: String.fromCharCode(code & 255), length: numeric[0].length };
  }
  const c = text[at] ?? '';
  return { value: escapes[c] ?? c, length: 1 };
}
