/** What a word of a protocol means, and where that is said. */
export interface Word {
  /** A few words or one sentence: what it does, or what it says. */
  readonly meaning: string;
  readonly spec: string;
}

/** A word as it is declared: what it means, and perhaps the standard of its own. */
export type WordEntry = string | readonly [meaning: string, spec: string];

/** The words that a field of text may hold: commands, keywords, indicators. Case does not count. */
export interface Vocabulary {
  /** Under this name translations of the words are kept, `smtp.req.command` say. */
  readonly id: string;
  /** The words that are known, in capitals, for lists and for the test that translations are whole. */
  readonly table: ReadonlyMap<string, Word>;
  /** What a word means, or undefined where nobody has said. */
  of(word: string): Word | undefined;
}

/** A vocabulary with the types of its words, so that a translation that lacks one does not compile. */
export interface VocabularyOf<I extends string, W> extends Vocabulary {
  readonly id: I;
  /** As written. */
  readonly words: W;
}

/** Words written as `WORD: 'meaning'`, or with the standard of their own: `WORD: ['meaning', 'RFC 1985']`. `spec` is the standard of all others. */
export function vocabulary<const I extends string, const W extends Readonly<Record<string, WordEntry>>>(id: I, spec: string, words: W): VocabularyOf<I, W> {
  // Most vocabularies are never asked in a run, so that their tables are made when they are.
  let made: ReadonlyMap<string, Word> | undefined;
  const table = (): ReadonlyMap<string, Word> => (made ??= tableOf(words, spec));
  return { id, words, get table() { return table(); }, of: (word) => table().get(word.toUpperCase()) };
}

function tableOf(words: Readonly<Record<string, WordEntry>>, spec: string): Map<string, Word> {
  return new Map(Object.entries(words).map(([word, entry]) => [word.toUpperCase(), typeof entry === 'string' ? { meaning: entry, spec } : { meaning: entry[0], spec: entry[1] }]));
}
