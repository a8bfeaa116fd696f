import { type MailDate, dateOf } from './date.ts';
import { undeclaredText, unfolded } from './header-text.ts';
import type { Range } from './range.ts';
import { type Token, tokensOf } from './token.ts';

/** Words that begin a clause of a Received field (RFC 5321 §4.4). */
export type ClauseName = 'from' | 'by' | 'via' | 'with' | 'id' | 'for';

/** What follows such a word, with comments: `mx.lab.test (mx.lab.test [10.77.0.2])`. */
export interface Clause extends Range {
  readonly name: ClauseName;
  readonly text: string;
}

/** The line that a server put on top of a mail when it took charge of it. */
export interface Received {
  readonly clauses: readonly Clause[];
  /** Where the date stands, and what it says if it is one. */
  readonly dateAt: Range | undefined;
  readonly date: MailDate | undefined;
}

const clauseNames: ReadonlySet<string> = new Set<ClauseName>(['from', 'by', 'via', 'with', 'id', 'for']);

/** The clauses and the date of the Received field in `from`..`to`. Its date comes after the last semicolon. */
export function receivedOf(b: Uint8Array, from: number, to: number): Received {
  const tokens = tokensOf(b, from, to, ';<>');
  const semicolon = tokens.findLastIndex((t) => t.kind === 'special' && t.text === ';');
  const clauses = clausesOf(b, semicolon < 0 ? tokens : tokens.slice(0, semicolon));
  const first = semicolon < 0 ? undefined : tokens[semicolon + 1];
  if (first === undefined) return { clauses, dateAt: undefined, date: undefined };
  const dateAt = { from: first.from, to: tokens.at(-1)!.to };
  return { clauses, dateAt, date: dateOf(b, dateAt.from, dateAt.to) };
}

function clausesOf(b: Uint8Array, tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  for (let i = 0; i < tokens.length; ) {
    const name = clauseName(tokens[i]!);
    // The word after the name of a clause is never another name: `id with` is an id.
    let end = Math.min(tokens.length, i + 2);
    while (end < tokens.length && clauseName(tokens[end]!) === undefined) end++;
    if (name !== undefined && end > i + 1) {
      const at = { from: tokens[i + 1]!.from, to: tokens[end - 1]!.to };
      clauses.push({ name, text: undeclaredText(unfolded(b, at.from, at.to)), ...at });
    }
    i = name === undefined ? i + 1 : end;
  }
  return clauses;
}

function clauseName(token: Token): ClauseName | undefined {
  const word = token.text.toLowerCase();
  return token.kind === 'atom' && clauseNames.has(word) ? (word as ClauseName) : undefined;
}
