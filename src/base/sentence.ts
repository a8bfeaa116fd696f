import type { Field } from './field.ts';
import type { Names } from './names.ts';

/** A number that fills a gap with its name, or is the value of a text field: it is told in everybody's own language, scripts get the English name. */
export class NamedNumber {
  readonly names: Names;
  readonly value: number;

  constructor(names: Names, value: number) {
    this.names = names;
    this.value = value;
  }

  toString(): string {
    return this.names.of(this.value) ?? String(this.value);
  }
}

/** What fills the gaps of a sentence. Texts are captured text, or words of protocols; several names stand side by side. */
export type Args = Readonly<Record<string, string | number | NamedNumber | readonly NamedNumber[]>>;

/**
 * A value in words: a key of its field's phrases, and what fills their gaps (`{name}`, `{name:format}`). People are told it by the catalogue, in
 * their language; scripts and filters get `toString`: English, with numbers as they are.
 */
export class Sentence {
  readonly field: Field;
  readonly key: string;
  readonly args: Args;

  constructor(field: Field, key: string, args: Args) {
    this.field = field;
    this.key = key;
    this.args = args;
  }

  get text(): string {
    return this.field.phrases?.[this.key] ?? this.key;
  }

  toString(): string {
    return this.text.replace(/\{([\w-]+)(?::[\w-]+)?\}/g, (_, name: string) => argText(this.args[name] ?? ''));
  }
}

/** What fills a gap in English, with numbers as they are. */
export function argText(arg: Args[string]): string {
  return typeof arg === 'object' && !(arg instanceof NamedNumber) ? arg.map(String).join(', ') : String(arg);
}
