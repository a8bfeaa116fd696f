/** What a word of a protocol means, and where that is said. */
export interface Word {
  /** A few words or one sentence: what it does, or what it says. */
  readonly meaning: string;
  readonly spec: string;
}

/** The words that a field of text may hold: commands, keywords, indicators. Case does not count. */
export interface Vocabulary {
  /** Under this name translations of the words are kept, `smtp.req.command` say. */
  readonly id: string;
  /** The words that are known, in capitals, for lists and for the test that translations are whole. */
  readonly table: ReadonlyMap<string, Word>;
  /** What a word means, or undefined where nobody has said. */
  of(word: string): Word | undefined;
}

/** Words written as `WORD: 'meaning'`, or with the standard of their own: `WORD: ['meaning', 'RFC 1985']`. `spec` is the standard of all others. */
export function vocabulary(id: string, spec: string, words: Readonly<Record<string, string | readonly [meaning: string, spec: string]>>): Vocabulary {
  const table = new Map(Object.entries(words).map(([word, entry]) => [word.toUpperCase(), typeof entry === 'string' ? { meaning: entry, spec } : { meaning: entry[0], spec: entry[1] }] as const));
  return { id, table, of: (word) => table.get(word.toUpperCase()) };
}
