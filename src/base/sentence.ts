import type { Field } from './field.ts';

/**
 * A value in words: a key of its field's phrases, and what fills their gaps (`{name}`, `{name:format}`). People are told it by the catalogue, in
 * their language; scripts and filters get `toString`: English, with numbers as they are.
 */
export class Sentence {
  readonly field: Field;
  readonly key: string;
  readonly args: Readonly<Record<string, string | number>>;

  constructor(field: Field, key: string, args: Readonly<Record<string, string | number>>) {
    this.field = field;
    this.key = key;
    this.args = args;
  }

  get text(): string {
    return this.field.phrases?.[this.key] ?? this.key;
  }

  toString(): string {
    return this.text.replace(/\{([\w-]+)(?::[\w-]+)?\}/g, (_, name: string) => String(this.args[name] ?? ''));
  }
}
