import type { Language } from '../text/language.ts';

/** A text in the languages that the author of a lab wrote it in; one at least. */
export type LocalText = Readonly<Partial<Record<Language, string>>>;

/** The text in a language; where it has not been written in it, in English; else in any. */
export function textIn(text: LocalText, language: Language): string {
  return text[language] ?? text.en ?? Object.values(text).find((other) => other !== undefined) ?? '';
}
