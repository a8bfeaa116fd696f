import { decode } from '../base/value.ts';
import { MAX_VALUE } from './header-text.ts';

/** What the value of a structured header field is made of (RFC 5322 §3.2). White space between tokens is left out. */
export interface Token {
  readonly kind: 'atom' | 'quoted' | 'literal' | 'comment' | 'special';
  /** With quotation marks, brackets or parentheses. */
  readonly from: number;
  readonly to: number;
  /** Without them, without backslashes and line ends; one character for each byte. */
  readonly text: string;
}

type Enclosure = 'quoted' | 'literal' | 'comment';

/** What begins with these characters goes on to the one that ends it. */
const enclosures: Readonly<Record<string, Enclosure>> = { '"': 'quoted', '[': 'literal', '(': 'comment' };
const closers: Readonly<Record<Enclosure, string>> = { quoted: '"', literal: ']', comment: ')' };

/** An encoded word (RFC 2047 §2) is an atom, even where its sender forgot that it must not hold specials there (§5). */
const encodedWord = /=\?[^?\s]+\?[bq]\?[^?\s]*\?=/iy;

/**
 * The tokens of `from`..`to`. A character of `specials` is a token of its own; everything but these, white space and what begins an enclosure
 * makes up atoms, dots and 8-bit characters included. What opens and is never closed does not swallow the rest: it counts as a special.
 */
export function tokensOf(b: Uint8Array, from: number, to: number, specials: string): Token[] {
  return new Lexer(b, from, Math.min(to, from + MAX_VALUE), specials).read();
}

class Lexer {
  readonly #text: string;
  readonly #from: number;
  readonly #specials: string;
  readonly #tokens: Token[] = [];
  /** Openings that are known not to be closed any more: looking for their ends once is enough. */
  readonly #unclosed = new Set<Enclosure>();

  constructor(b: Uint8Array, from: number, to: number, specials: string) {
    this.#text = decode(b.subarray(from, to), 'latin1');
    this.#from = from;
    this.#specials = specials;
  }

  read(): Token[] {
    const text = this.#text;
    let at = 0;
    while (at < text.length) {
      const character = text[at]!;
      if (isSpace(character)) at++;
      else at = this.#enclosed(at) ?? (this.#isSpecial(character) ? this.#push('special', at, at + 1, character) : this.#atom(at));
    }
    return this.#tokens;
  }

  #push(kind: Token['kind'], from: number, to: number, text: string): number {
    this.#tokens.push({ kind, from: this.#from + from, to: this.#from + to, text });
    return to;
  }

  #isSpecial(character: string): boolean {
    return this.#specials.includes(character) || enclosures[character] !== undefined;
  }

  #atom(from: number): number {
    const text = this.#text;
    encodedWord.lastIndex = from;
    let to = encodedWord.test(text) ? encodedWord.lastIndex : from;
    while (to < text.length && !isSpace(text[to]!) && !this.#isSpecial(text[to]!)) to++;
    return this.#push('atom', from, to, text.slice(from, to));
  }

  /** The enclosure that begins at `from`, and where it ends; undefined if none begins there, or none ends. Comments nest (§3.2.2). */
  #enclosed(from: number): number | undefined {
    const kind = enclosures[this.#text[from]!];
    if (kind === undefined || this.#unclosed.has(kind)) return undefined;
    const closer = closers[kind];
    let depth = 1;
    for (let i = from + 1; i < this.#text.length; i++) {
      const character = this.#text[i]!;
      if (character === '\\') i++;
      else if (character === closer && --depth === 0) return this.#push(kind, from, i + 1, plain(this.#text.slice(from + 1, i)));
      else if (kind === 'comment' && character === '(') depth++;
    }
    this.#unclosed.add(kind);
    return undefined;
  }
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}

/** Quoted pairs stand for their second character (§3.2.1), and line ends for nothing (§2.2.3). */
function plain(text: string): string {
  return text.replace(/\\([^])|\r?\n/g, '$1');
}
