import { safe } from '../base/escape.ts';
import { type Fault, faultTexts } from '../base/fault.ts';
import type { Field, Kind, Unit, Value } from '../base/field.ts';
import { Sentence } from '../base/sentence.ts';
import { nameOf } from '../base/value.ts';
import type { FilterError } from '../analysis/filter/filter-error.ts';
import { english, englishNumbers, type MessageKey } from './english.ts';
import type { Args, Message, PluralForm } from './message.ts';
import { byteCount, duration, grouped, type NumberStyle } from './number.ts';

export const languages = ['en'] as const;
export type Language = (typeof languages)[number];

/** A dialogue's sentence and the texts it has in English. */
interface Phrases {
  readonly name: string;
  readonly phrases: Readonly<Record<string, string>>;
}

/** Things that are counted within a sentence: `{n:messages}` becomes `1 message`, `2 messages`. */
const nouns = ['messages', 'objects', 'packets'] as const;
type Noun = (typeof nouns)[number];

function isNoun(format: string | undefined): format is Noun {
  return nouns.some((noun) => noun === format);
}

/** Numbers below have their plural forms remembered. */
const REMEMBERED = 4096;

/** Everything that is said to people, in one language. */
export class Catalogue {
  readonly language: Language;
  readonly #messages: Readonly<Record<MessageKey, Message>>;
  readonly #numbers: NumberStyle;
  readonly #plural: Intl.PluralRules;
  readonly #forms: PluralForm[] = [];

  constructor(language: Language = 'en') {
    this.language = language;
    this.#messages = english;
    this.#numbers = englishNumbers;
    this.#plural = new Intl.PluralRules(language);
  }

  /** A message of the program. Captured text that fills a gap is escaped. */
  say(key: MessageKey, args: Args = {}): string {
    return this.#fill(this.#messages[key], args);
  }

  /** A sentence of a dialogue. */
  phrase(of: Phrases, key: string, args: Args): string {
    return this.#fill(of.phrases[key] ?? key, args);
  }

  /** The text of a protocol for the packet list, with `{field}` in it. */
  line(of: { readonly lines: Readonly<Record<string, string>> }, key: string): string {
    return of.lines[key] ?? '';
  }

  fault(fault: Fault): string {
    const { need, had, found = '' } = fault;
    return this.#fill(faultTexts[fault.code], { need, had, found });
  }

  filterError(error: FilterError): string {
    const kind = error.args['kind'];
    return this.say(`filter.${error.code}`, kind === undefined ? error.args : { ...error.args, kind: this.kind(kind as Kind) });
  }

  /** What a field is called. */
  label(field: Field): string {
    return field.label;
  }

  /** One sentence about a field. */
  explanation(field: Field): string {
    return field.doc;
  }

  /** What the value of a field means: the name of a number, whether a flag is set, the unit, the words of a sentence. */
  meaning(field: Field, value: Value): string {
    if (value instanceof Sentence) return this.#fill(value.text, value.args);
    if (field.kind === 'bool') return this.say(value === true || value === 1 ? 'value.set' : 'value.not-set');
    const name = nameOf(field, value);
    if (name !== undefined) return name;
    if (field.vocabulary !== undefined && typeof value === 'string') return field.vocabulary.of(value)?.meaning ?? '';
    return field.unit === undefined ? '' : this.unit(field.unit, Number(value));
  }

  unit(unit: Unit, count: number): string {
    return this.say(`unit.${unit}`, { count });
  }

  kind(kind: Kind): string {
    return this.say(`kind.${kind}`);
  }

  number(n: number): string {
    return grouped(n, this.#numbers);
  }

  bytes(n: number): string {
    return byteCount(n, this.#numbers);
  }

  duration(seconds: number): string {
    return duration(seconds, this.#numbers);
  }

  #fill(message: Message, args: Args): string {
    const text = typeof message === 'string' ? message : this.#pluralForm(message, Number(args['count'] ?? 0));
    return text.replace(/\{([\w-]+)(?::([\w-]+))?\}/g, (_, name: string, format: string | undefined) => this.#gap(args[name] ?? '', format));
  }

  #pluralForm(message: Partial<Record<PluralForm, string>>, count: number): string {
    return message[this.#formOf(count)] ?? message.other ?? '';
  }

  /** Looking a form up costs a microsecond; lists ask for the same numbers again and again. */
  #formOf(count: number): PluralForm {
    if (!Number.isInteger(count) || count < 0 || count >= REMEMBERED) return this.#plural.select(count);
    return (this.#forms[count] ??= this.#plural.select(count));
  }

  #gap(value: string | number, format: string | undefined): string {
    if (isNoun(format)) return this.say(`noun.${format}`, { count: value });
    if (typeof value === 'string') return safe(value);
    if (format === 'bytes') return this.bytes(value);
    if (format === 'duration') return this.duration(value);
    return format === 'plain' ? String(value) : this.number(value);
  }
}
