/**
 * A message in one language: a text with `{name}` gaps, or one text per plural form, chosen by the number `count`.
 * `{name:format}` says how a gap is filled, see Catalogue.
 */
export type Message = string | Partial<Record<PluralForm, string>>;
export type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

