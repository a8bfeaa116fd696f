import { decodeWords } from './encoded-word.ts';
import { undeclaredText } from './header-text.ts';
import type { Range } from './range.ts';
import { type Token, tokensOf } from './token.ts';

/** Somebody's mailbox, with the name that it is shown under (RFC 5322 §3.4). */
export interface Mailbox extends Range {
  readonly kind: 'mailbox';
  /** Decoded; empty where none is given. */
  readonly name: string;
  /** `local@domain`, without comments, routes and white space; empty for `<>`, to which nobody answers. */
  readonly address: string;
  readonly local: string;
  readonly domain: string;
  /** Where the name stands; undefined if there is none. */
  readonly nameAt: Range | undefined;
  /** Where the address stands, without its angle brackets. */
  readonly addressAt: Range;
}

/** Several mailboxes under one name, which may be none: `undisclosed-recipients:;`. */
export interface Group extends Range {
  readonly kind: 'group';
  readonly name: string;
  readonly members: readonly Mailbox[];
}

export type Address = Mailbox | Group;

/** Dots are left in atoms: old names have them without quotation marks (§4.1). */
const SPECIALS = '<>:;@,';

/**
 * The addresses of a field in `from`..`to` (RFC 5322 §3.4, with the obsolete forms of §4.4): mailboxes and groups, with comments, quoted strings, routes, and
 * semicolons in the place of commas. `charset` is that of the body, for names in undeclared
 * 8-bit characters. How many there can be, MAX_VALUE limits.
 */
export function addressesOf(b: Uint8Array, from: number, to: number, charset = ''): Address[] {
  const reader = new AddressReader(charset);
  for (const token of tokensOf(b, from, to, SPECIALS)) reader.take(token);
  return reader.end();
}

/** The mailboxes of a field, those in groups included. */
export function mailboxesOf(b: Uint8Array, from: number, to: number, charset = ''): Mailbox[] {
  return addressesOf(b, from, to, charset).flatMap((a) => (a.kind === 'group' ? a.members : a));
}

/**
 * Where a token stands: outside of angle brackets, right after the opening one, in the route of `<@a,@b:user@c>` (§4.4), or in the address. Only in a route does a comma not
 * end the mailbox: elsewhere it shows that the closing bracket was forgotten.
 */
type Place = 'outside' | 'opened' | 'route' | 'address';

function placeAfter(place: Place, special: string): Place {
  if (special === '<') return 'opened';
  if (special === '>') return 'outside';
  if (place === 'opened') return special === '@' ? 'route' : 'address';
  return place === 'route' && special === ':' ? 'address' : place;
}

class AddressReader {
  readonly #charset: string;
  readonly #addresses: Address[] = [];
  /** Tokens of the mailbox at hand. */
  #tokens: Token[] = [];
  #place: Place = 'outside';
  #group: { name: string; from: number; to: number; members: Mailbox[] } | undefined;

  constructor(charset: string) {
    this.#charset = charset;
  }

  take(token: Token): void {
    const special = token.kind === 'special' ? token.text : '';
    if (special === ';') this.#endGroup(token.to);
    else if (special === ',' && this.#place !== 'route') this.#endMailbox();
    else if (special === ':' && this.#place === 'outside' && this.#group === undefined) this.#beginGroup(token.to);
    else {
      this.#tokens.push(token);
      if (isWord(token)) this.#place = placeAfter(this.#place, special);
    }
  }

  end(): Address[] {
    this.#endGroup(undefined);
    return this.#addresses;
  }

  #beginGroup(to: number): void {
    this.#group = { name: phrase(this.#tokens.filter(isWord), this.#charset), from: this.#tokens[0]?.from ?? to - 1, to, members: [] };
    this.#tokens = [];
  }

  #endGroup(to: number | undefined): void {
    this.#endMailbox();
    const group = this.#group;
    this.#group = undefined;
    if (group !== undefined) this.#addresses.push({ kind: 'group', ...group, to: to ?? group.members.at(-1)?.to ?? group.to });
  }

  /** A mailbox is over. There may be none between two commas, or nothing but a comment (§4.4). */
  #endMailbox(): void {
    const tokens = this.#tokens;
    this.#tokens = [];
    this.#place = 'outside';
    if (!tokens.some(isWord)) return;
    const made = mailbox(tokens, this.#charset);
    if (this.#group === undefined) this.#addresses.push(made);
    else this.#group.members.push(made);
  }
}

function mailbox(tokens: readonly Token[], charset: string): Mailbox {
  const words = tokens.filter(isWord);
  const bracket = words.findIndex((t) => isSpecial(t, '<'));
  const spec = bracket < 0 ? bareAddress(words) : bracketed(words, bracket);
  const given = words.slice(0, bracket < 0 ? words.length - spec.length : bracket);
  // Before there were display names, a comment behind the address said whose it is (§3.4).
  const names = given.length > 0 ? given : tokens.filter((t) => !isWord(t)).slice(-1);
  const last = tokens.at(-1)!;
  const at = spec.findLastIndex((t) => isSpecial(t, '@'));
  const local = spelled(at < 0 ? spec : spec.slice(0, at), charset);
  const domain = at < 0 ? '' : spelled(spec.slice(at + 1), charset);
  return {
    kind: 'mailbox', from: tokens[0]!.from, to: last.to,
    name: phrase(names, charset),
    address: at < 0 ? local : `${local}@${domain}`,
    local, domain,
    nameAt: names.length === 0 ? undefined : rangeOf(names),
    addressAt: spec.length > 0 ? rangeOf(spec) : { from: words[bracket]?.to ?? last.to, to: words[bracket]?.to ?? last.to },
  };
}

/** What stands in angle brackets, without the route that may come first: `@a,@b:` (§4.4). */
function bracketed(words: readonly Token[], bracket: number): readonly Token[] {
  const end = words.findIndex((t, i) => i > bracket && isSpecial(t, '>'));
  const inside = words.slice(bracket + 1, end < 0 ? words.length : end);
  const route = inside.findLastIndex((t) => isSpecial(t, ':'));
  return inside.slice(route + 1);
}

/** An address without brackets, at the end of the words: what is glued to its `@` by dots. A single word is a local user, several without `@` are a name. */
function bareAddress(words: readonly Token[]): readonly Token[] {
  const at = words.findLastIndex((t) => isSpecial(t, '@'));
  if (at < 0) return words.length === 1 ? words : [];
  let first = Math.max(0, at - 1);
  while (first > 0 && (words[first]!.text.startsWith('.') || words[first - 1]!.text.endsWith('.')) && words[first - 1]!.kind !== 'special') first--;
  return words.slice(first);
}

/** Comments may stand anywhere, and mean nothing. */
function isWord(token: Token): boolean {
  return token.kind !== 'comment';
}

function isSpecial(token: Token, text: string): boolean {
  return token.kind === 'special' && token.text === text;
}

function rangeOf(tokens: readonly Token[]): Range {
  return { from: tokens[0]!.from, to: tokens.at(-1)!.to };
}

/** A name: words, with a blank where white space stood between them, decoded. */
function phrase(tokens: readonly Token[], charset: string): string {
  const words = tokens.map((t, i) => (i > 0 && t.from > tokens[i - 1]!.to ? ' ' : '') + (t.kind === 'literal' ? `[${t.text}]` : t.text));
  return decodeWords(words.join(''), charset);
}

/** A part of an address as it is spelled, a quoted string in its quotation marks, a literal in its brackets. */
function spelled(tokens: readonly Token[], charset: string): string {
  return undeclaredText(tokens.map(asWritten).join(''), charset);
}

function asWritten({ kind, text }: Token): string {
  if (kind === 'quoted') return `"${text.replace(/["\\]/g, '\\$&')}"`;
  return kind === 'literal' ? `[${text}]` : text;
}
