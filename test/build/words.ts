import fs from 'node:fs';
import path from 'node:path';
import { fields } from '../../src/base/field.ts';
import { protocols } from '../../src/base/protocol.ts';
import { verbs } from '../../src/cli/verbs.ts';
import { dialogues } from '../../src/session/index.ts';

/** Latin words that stand side by side, with one blank between them. Hexadecimal numbers and what stands for a character are none. */
export function runsOfWords(text: string): string[] {
  const words = text.replace(/\\(?:x[\da-f]{2}|u\{?[\da-f]+\}?|[a-z])/g, ' · ').replace(/(?<![A-Za-z])(?:0x)?[\da-f]+(?![A-Za-z])/g, ' · ');
  return [...new Set(words.match(/[A-Za-z]{2,}(?:[ '-][A-Za-z]+)*/g) ?? [])];
}

/** Every text that stands somewhere in a value, without the keys. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The Latin words of a text. */
export function wordsOf(text: string): Set<string> {
  return new Set(text.match(/(?<!\p{L})[A-Za-z]+(?!\p{L})/gu) ?? []);
}

/** Does a text stand in the packets of a capture, as it is? */
export function capturedText(file: string): (text: string) => boolean {
  const bytes = fs.readFileSync(file).toString('latin1');
  return (text) => bytes.includes(text);
}

/**
 * Words that are the same in every language: those of the reviewed list, names of protocols and standards, words that stand in vocabularies, verbs of the program, and what filters
 * know: parts of the paths of fields, states.
 */
export function knownWords(): Set<string> {
  const list = fs.readFileSync(path.resolve(import.meta.dirname, '../text/protocol-words.txt'), 'utf8').split('\n').filter((line) => !line.startsWith('#'));
  const names = [...protocols, ...dialogues].flatMap((p) => [p.name, p.short]);
  const states = dialogues.flatMap((d) => Object.keys(d.states));
  const standards = fields.flatMap((f) => [f.spec, ...[...(f.names?.explained.values() ?? [])].map((e) => e.spec)]);
  const words = fields.flatMap((f) => [...(f.vocabulary?.table.keys() ?? [])]);
  return new Set([...list, ...names, ...states, ...standards, ...words, ...verbs.map((v) => v.name), ...fields.map((f) => f.path)].flatMap((text) => text.split(/[^A-Za-z]+/)));
}
