/** Languages that texts of a lab may be written in. */
export const labLanguages = ['en', 'ru', 'vi'] as const;
type LabLanguage = (typeof labLanguages)[number];

/** A text in the languages that the author of a lab wrote it in; one at least. */
export type LocalText = Readonly<Partial<Record<LabLanguage, string>>>;

/** The text in a language; where it has not been written in it, in English; else in any. */
export function textIn(text: LocalText, language: LabLanguage): string {
  return text[language] ?? text.en ?? Object.values(text).find((other) => other !== undefined) ?? '';
}
