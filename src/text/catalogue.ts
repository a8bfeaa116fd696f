import { safe } from '../base/escape.ts';
import { type Fault, type FaultCode, faultTexts } from '../base/fault.ts';
import type { Field, Kind, Unit, Value } from '../base/field.ts';
import type { Names } from '../base/names.ts';
import { type Args, NamedNumber, Sentence } from '../base/sentence.ts';
import { isoDateText, namedNumber, NEVER, NO_DATE, plainText } from '../base/value.ts';
import type { FilterError } from '../analysis/filter/filter-error.ts';
import { english, englishNumbers, type MessageKey } from './english.ts';
import type { FamilyTexts, Language, LanguageTexts } from './language.ts';
import type { Message, PluralForm } from './message.ts';
import { byteCount, duration, grouped, type NumberStyle } from './number.ts';

/** What the catalogue needs to know of a dialogue. */
interface Talk {
  readonly name: string;
  readonly phrases: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<string, string>>;
}

/** What the catalogue needs to know of a packet protocol. */
interface Lined {
  readonly name: string;
  readonly lines: Readonly<Record<string, string>>;
}

/** Things that are counted within a sentence: `{n:messages}` becomes `1 message`, `2 messages`. */
const nouns = ['messages', 'objects', 'packets', 'octets'] as const;
type Noun = (typeof nouns)[number];

function isNoun(format: string | undefined): format is Noun {
  return nouns.some((noun) => noun === format);
}

/** Numbers below have their plural forms remembered. */
const REMEMBERED = 4096;

/** Everything that is said to people, in one language. What another language does not say is said in English. */
export class Catalogue {
  readonly language: Language;
  readonly #messages: Readonly<Record<MessageKey, Message>>;
  readonly #numbers: NumberStyle;
  readonly #plural: Intl.PluralRules;
  readonly #forms: PluralForm[] = [];
  readonly #faults: Readonly<Record<string, string>>;
  readonly #fields: NonNullable<FamilyTexts['fields']>;
  readonly #names: NonNullable<FamilyTexts['names']>;
  readonly #words: Readonly<Record<string, ReadonlyMap<string, string>>>;
  readonly #phrases: NonNullable<FamilyTexts['phrases']>;
  readonly #states: NonNullable<FamilyTexts['states']>;
  readonly #lines: NonNullable<FamilyTexts['lines']>;

  constructor(language: Language = 'en', texts?: LanguageTexts) {
    this.language = language;
    this.#messages = texts?.messages ?? english;
    this.#numbers = texts?.numbers ?? englishNumbers;
    this.#faults = texts?.faults ?? faultTexts;
    this.#plural = new Intl.PluralRules(language);
    const families = texts?.families ?? [];
    this.#fields = merged(families, 'fields');
    this.#names = merged(families, 'names');
    this.#words = Object.fromEntries(Object.entries(merged(families, 'words')).map(([id, words]) => [id, inCapitals(words)]));
    this.#phrases = merged(families, 'phrases');
    this.#states = merged(families, 'states');
    this.#lines = merged(families, 'lines');
  }

  /** A message of the program. Captured text that fills a gap is escaped. */
  say(key: MessageKey, args: Args = {}): string {
    return this.#fill(this.#messages[key], args);
  }

  /** A sentence of a dialogue. */
  phrase(of: Talk, key: string, args: Args): string {
    return this.#fill(this.#phrases[of.name]?.[key] ?? of.phrases[key] ?? key, args, of);
  }

  /** What a state of a dialogue is called. */
  state(of: Talk, key: string): string {
    return this.#states[of.name]?.[key]?.[0] ?? key;
  }

  /** What holds while a dialogue is in a state. */
  stateExplanation(of: Talk, key: string): string {
    return this.#states[of.name]?.[key]?.[1] ?? of.states[key] ?? '';
  }

  /** The text of a protocol for the packet list, with `{field}` in it. */
  line(of: Lined, key: string): string {
    return this.#lines[of.name]?.[key] ?? of.lines[key] ?? '';
  }

  fault(fault: Fault): string {
    const { need, had, found = '' } = fault;
    return this.#fill(this.#faults[fault.code] ?? fault.code, { need, had, found });
  }

  /** What a kind of fault says, with dots for its numbers. */
  faultPattern(code: FaultCode): string {
    return (this.#faults[code] ?? code).replace(/\{[^}]+\}/g, '…');
  }

  filterError(error: FilterError): string {
    const kind = error.args['kind'];
    return this.say(`filter.${error.code}`, kind === undefined ? error.args : { ...error.args, kind: this.kind(kind as Kind) });
  }

  /** What a field is called. */
  label(field: Field): string {
    return this.#fields[field.path]?.[0] ?? field.label;
  }

  /** One sentence about a field. */
  explanation(field: Field): string {
    return this.#fields[field.path]?.[1] ?? field.doc;
  }

  /** The value of a field as people read it. Captured text is not escaped. */
  text(field: Field, value: Value): string {
    if (value instanceof NamedNumber) return this.#named(value);
    if (value instanceof Sentence) return this.#sentence(field, value);
    if (value === NO_DATE && field.kind === 'date') return this.say('value.no-date');
    if (value === NEVER && field.kind === 'date') return this.say('value.never');
    return field.kind === 'date' && this.language !== 'en' ? this.say('value.date', { date: isoDateText(String(value)) }) : plainText(field, value);
  }

  /** What the value of a field means: the name of a number, whether a flag is set, the unit, the words of a sentence. */
  meaning(field: Field, value: Value): string {
    if (value instanceof Sentence) return this.#sentence(field, value);
    if (field.kind === 'bool') return this.say(value === true || value === 1 ? 'value.set' : 'value.not-set');
    const name = this.nameOf(field, value);
    if (name !== undefined) return name;
    if (typeof value === 'string') return this.word(field, value) ?? this.#stateIn(field, value) ?? '';
    return field.unit === undefined ? '' : this.unit(field.unit, Number(value));
  }

  /** What the number of a field is called. Undefined: it has no name. */
  nameOf(field: Field, value: Value): string | undefined {
    const number = namedNumber(field, value);
    return field.names === undefined || number === undefined ? undefined : this.name(field.names, number);
  }

  /** What a number is called in a table. */
  name(names: Names, value: number): string | undefined {
    const found = names.find(value);
    if (found === undefined) return names.of(value);
    const { code } = found;
    const entry = this.#names[found.names.id]?.[found.value];
    const name = entry === undefined ? found.names.of(found.value) : typeof entry === 'string' ? entry : entry[0];
    return name === undefined || code === undefined ? name : this.say('value.code', { name, code });
  }

  /** One sentence about a number that has a name. Undefined: there is none. */
  nameExplanation(names: Names, value: number): string | undefined {
    const entry = this.#names[names.id]?.[value];
    return typeof entry === 'object' ? entry[1] : names.explained.get(value)?.doc;
  }

  /** What a word means that a field of text may hold. */
  word({ vocabulary }: Field, word: string): string | undefined {
    return vocabulary === undefined ? undefined : (this.#words[vocabulary.id]?.get(word.toUpperCase()) ?? vocabulary.of(word)?.meaning);
  }

  /** The plural forms of a message with their gaps, for others to choose from and fill: the form of one, and that of many. */
  forms(key: MessageKey): { readonly one: string; readonly other: string } {
    const message: Message = this.#messages[key];
    return typeof message === 'string' ? { one: message, other: message } : { one: message.one ?? message.other ?? '', other: message.other ?? message.many ?? '' };
  }

  /** What the state is called that a field like `smtp.state` names. */
  #stateIn({ path }: Field, value: string): string | undefined {
    const family = /^(.+)\.state$/.exec(path)?.[1];
    return family === undefined ? undefined : this.#states[family]?.[value]?.[0];
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

  #fill(message: Message, args: Args, of?: Talk): string {
    const text = typeof message === 'string' ? message : this.#pluralForm(message, Number(args['count'] ?? 0));
    if (!text.includes('{')) return text;
    return text.replace(/\{([\w-]+)(?::([\w-]+))?\}/g, (_, name: string, format: string | undefined) => this.#gap(args[name] ?? '', format, of));
  }

  /** Languages without a form of their own for fractions have that of many things. */
  #pluralForm(message: Partial<Record<PluralForm, string>>, count: number): string {
    return message[this.#formOf(count)] ?? message.other ?? message.many ?? '';
  }

  /** Looking a form up costs a microsecond; lists ask for the same numbers again and again. */
  #formOf(count: number): PluralForm {
    if (!Number.isInteger(count) || count < 0 || count >= REMEMBERED) return this.#plural.select(count);
    return (this.#forms[count] ??= this.#plural.select(count));
  }

  #sentence({ path }: Field, { key, text, args }: Sentence): string {
    return this.#fill(this.#phrases[path]?.[key] ?? text, args);
  }

  #named({ names, value }: NamedNumber): string {
    return this.name(names, value) ?? String(value);
  }

  #gap(value: Args[string], format: string | undefined, of: Talk | undefined): string {
    if (value instanceof NamedNumber) return this.#named(value);
    if (typeof value === 'object') return value.map((named) => this.#named(named)).join(', ');
    if (isNoun(format)) return this.say(`noun.${format}`, { count: value });
    if (typeof value === 'string') return format === 'state' && of !== undefined ? this.state(of, value) : safe(value);
    if (format === 'bytes') return this.bytes(value);
    if (format === 'duration') return this.duration(value);
    return format === 'plain' ? String(value) : this.number(value);
  }
}

/** One section of all families. */
function merged<S extends keyof FamilyTexts>(families: readonly FamilyTexts[], section: S): NonNullable<FamilyTexts[S]> {
  return Object.assign({}, ...families.map((f) => f[section])) as NonNullable<FamilyTexts[S]>;
}

function inCapitals(words: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(words).map(([word, meaning]) => [word.toUpperCase(), meaning]));
}
