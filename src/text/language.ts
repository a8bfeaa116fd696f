import type { FaultCode, faultTexts } from '../base/fault.ts';
import type { english } from './english.ts';
import type { Message, PluralForm } from './message.ts';
import type { NumberStyle } from './number.ts';
import type { Files } from './files.ts';
import type { Like, Told, Words } from './words.ts';

export const languages = ['en', 'ru', 'vi'] as const;
export type Language = (typeof languages)[number];

/** What a language says of some protocols; the keys are those of the declarations, see `words.ts`. */
export interface FamilyTexts {
  /** By path. */
  readonly fields?: Readonly<Record<string, Told>>;
  /** By the id of the table, and by number. */
  readonly names?: Readonly<Record<string, Readonly<Record<number, string | Told>>>>;
  /** By the id of the vocabulary, and by word. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By the name of the dialogue or the path of the field, and by key. */
  readonly phrases?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By the name of the dialogue, and by key. */
  readonly states?: Readonly<Record<string, Readonly<Record<string, Told>>>>;
  /** By the name of the protocol, and by key. */
  readonly lines?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Everything that is said in a language other than English, which stands where it belongs. */
export interface LanguageTexts {
  readonly messages: Readonly<Record<keyof typeof english, Message>>;
  readonly faults: Readonly<Record<FaultCode, string>>;
  readonly numbers: NumberStyle;
  readonly families: readonly FamilyTexts[];
}

/** All files of a language. */
export type FileTexts = { readonly [K in keyof Files]: Words<Files[K]> };

export type FaultTexts = { readonly [C in FaultCode]: Like<(typeof faultTexts)[C]> };

/** The messages of the program in a language: what has plural forms in English has those of the language, or one text that fits every number. */
export type Messages<Forms extends PluralForm> = { readonly [K in keyof typeof english]: Translated<(typeof english)[K], Forms> };
type Translated<M, Forms extends PluralForm> = Text<M extends { readonly other: infer O } ? O : M, Forms>;
type Text<M, Forms extends PluralForm> = M extends string ? Like<M> | ({ readonly [F in Forms]: Like<M> } & { readonly other?: Like<M> }) : never;
