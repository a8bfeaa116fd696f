import type { sessionFields } from '../analysis/inspector.ts';
import type { columnFields, PacketDeclarations } from '../packet/index.ts';
import type { DialogueDeclarations } from '../session/index.ts';

/*
 * What a language has to say of a protocol, worked out from the declarations: every field, name, word, sentence, state and line that stands there has a
 * translation under the same key, with the same gaps. One that is missing, misspelt or left over does not compile.
 *
 * Translations are kept by families: all that begins with the same word, `tcp` and `tcp.flags.syn` say, stands in one file.
 */

/** Everything that declares fields: protocols, dialogues, and two sets of fields that belong to neither. */
type Declared = PacketDeclarations | DialogueDeclarations | { readonly declared: typeof sessionFields } | { readonly declared: typeof columnFields };

type ValueOf<T> = T[keyof T];
/** The fields that stand in declarations, each with its types. */
type DeclaredField = Declared extends infer D ? (D extends { readonly declared: infer F } ? ValueOf<F> : never) : never;
/** A protocol as a whole is a field, too. */
type DeclaredPath = PathOf<DeclaredField> | NameOf<Declared>;
type PathOf<F> = F extends { readonly path: infer P extends string } ? P : never;
type NameOf<D> = D extends { readonly name: infer N extends string } ? N : never;

/** Tables of names and vocabularies, each with its id. */
type DeclaredNames = DeclaredField extends infer F ? (F extends { readonly names: infer N } ? Known<N> : never) : never;
type DeclaredWords = DeclaredField extends infer F ? (F extends { readonly vocabulary: infer V } ? Known<V> : never) : never;
/** Without those that are but any table, for nothing is known of their keys. */
type Known<T> = T extends { readonly id: infer I extends string } ? (string extends I ? never : T) : never;

/** The first part of a path: `tcp` of `tcp.flags.syn`. */
type First<P extends string> = P extends `${infer F}.${string}` ? F : P;
export type Family = First<DeclaredPath | DeclaredNames['id']>;
/** Of paths or ids, those of a family. */
type Within<P extends string, F extends string> = P extends F | `${F}.${string}` ? P : never;

// ---- gaps ----

/** The names of the gaps of a text: `from` and `size` of `{from}, {size:bytes}`. */
type Gaps<T extends string> = T extends `${string}{${infer G}}${infer Rest}` ? (G extends `${infer N}:${string}` ? N : G) | Gaps<Rest> : never;
/** A text that has a gap, however it is filled. */
type WithGap<G extends string> = G extends string ? (text: `${string}{${G}}${string}` | `${string}{${G}:${string}}${string}`) => void : never;
/** A text with the same gaps as another, in any order. */
export type Like<T extends string> = [Gaps<T>] extends [never] ? string : WithGap<Gaps<T>> extends (text: infer I) => void ? I & string : never;

/** A field of the packet list stands in braces with its format, which makes a difference: the whole is a gap. */
type WholeGaps<T extends string> = T extends `${string}{${infer G}}${infer Rest}` ? G | WholeGaps<Rest> : never;
type WithWholeGap<G extends string> = G extends string ? (text: `${string}{${G}}${string}`) => void : never;
type LikeLine<T extends string> = [WholeGaps<T>] extends [never] ? string : WithWholeGap<WholeGaps<T>> extends (text: infer I) => void ? I & string : never;

// ---- sections of a family ----

/** What a field is called, and one sentence about it. */
export type Told = readonly [label: string, doc: string];

type FieldTexts<F extends string> = { readonly [P in Within<DeclaredPath, F>]: Told };

/** A name that describes begins with a small letter; a name with a sentence is told whole. Proper names may stay as they are. */
type IsDescription<E> = E extends readonly unknown[] ? true : E extends `${infer C}${string}` ? (C extends Uppercase<C> ? false : true) : false;
type EntryText<E> = E extends readonly unknown[] ? Told : string;
type TableTexts<T> =
  & { readonly [K in keyof T as IsDescription<T[K]> extends true ? K : never]: EntryText<T[K]> }
  & { readonly [K in keyof T as IsDescription<T[K]> extends true ? never : K]?: string };

type NamesTexts<F extends string> = { readonly [N in DeclaredNames as Within<N['id'], F>]: N extends { readonly entries: infer T } ? TableTexts<T> : never };
/** A table that has nothing but proper names may be left out. */
type Needed<T> = { readonly [K in keyof T as object extends T[K] ? never : K]: T[K] } & { readonly [K in keyof T as object extends T[K] ? K : never]?: T[K] };

type WordsTexts<F extends string> = { readonly [V in DeclaredWords as Within<V['id'], F>]: { readonly [W in keyof V['words']]: string } };

type PhraseTexts<P> = { readonly [K in keyof P]: P[K] extends string ? Like<P[K]> : never };
/** Of dialogues under their names, of fields that are sentences under their paths. */
type PhrasesTexts<F extends string> =
  & { readonly [D in DialogueDeclarations as Within<D['name'], F>]: PhraseTexts<Literal<D['phrases']>> }
  & { readonly [D in Sentences as Within<PathOf<D>, F>]: PhraseTexts<Literal<NonNullable<D['phrases']>>> };
type Sentences = DeclaredField extends infer D ? (D extends { readonly phrases: infer P } ? ([keyof Literal<NonNullable<P>>] extends [never] ? never : D & { readonly phrases: P }) : never) : never;
/** Without the index signature of what every declaration has. */
type Literal<T> = { readonly [K in keyof T as string extends K ? never : K]: T[K] };

/** A state: what it is called, and what holds in it. */
type StatesTexts<F extends string> = { readonly [D in DialogueDeclarations as Within<D['name'], F>]: { readonly [K in keyof Literal<D['states']>]: Told } };

type LinesTexts<F extends string> = { readonly [D in PacketDeclarations as [keyof Literal<D['lines']>] extends [never] ? never : Within<D['name'], F>]: { readonly [K in keyof Literal<D['lines']>]: D['lines'][K] extends string ? LikeLine<D['lines'][K]> : never } };

interface Sections<F extends string> {
  readonly fields: FieldTexts<F>;
  readonly names: Needed<NamesTexts<F>>;
  readonly words: WordsTexts<F>;
  readonly phrases: PhrasesTexts<F>;
  readonly states: StatesTexts<F>;
  readonly lines: LinesTexts<F>;
}

/** What a language says of a family of protocols; sections that would be empty are left out. */
export type Words<F extends Family> = { readonly [S in keyof Sections<F> as [keyof Sections<F>[S]] extends [never] ? never : S]: Sections<F>[S] };

/** A file that is still being written. @public */
export type Unfinished<F extends Family> = Partial<Words<F>>;
