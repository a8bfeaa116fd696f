import { describe, expect, test } from 'vitest';
import '../../src/analysis/inspector.ts';
import { faultTexts } from '../../src/base/fault.ts';
import { fields } from '../../src/base/field.ts';
import { protocols } from '../../src/base/protocol.ts';
import { dialogues } from '../../src/session/index.ts';
import { english } from '../../src/text/english.ts';
import type { Files } from '../../src/text/files.ts';
import type { FamilyTexts, LanguageTexts } from '../../src/text/language.ts';
import type { Message } from '../../src/text/message.ts';
import { russian } from '../../src/text/russian/index.ts';
import { vietnamese } from '../../src/text/vietnamese/index.ts';
import { textsIn } from '../build/words.ts';
import type { Family } from '../../src/text/words.ts';

const languages: readonly (readonly [string, LanguageTexts, RegExp])[] = [['Russian', russian, /[а-яё]/i], ['Vietnamese', vietnamese, /[a-z]/i]];

/** Formats of gaps that the catalogue knows; the fields of lines have others. */
const formats = new Set(['', 'plain', 'bytes', 'duration', 'state', 'messages', 'objects', 'packets', 'octets']);

interface Pair {
  readonly where: string;
  readonly own: string;
  readonly english: string;
}

/** A gap may stand in a sentence more than once. */
const gapsOf = (text: string): string[] => [...new Set([...text.matchAll(/\{([^}:]+)/g)].map((m) => m[1]!))].toSorted();
const formatsOf = (text: string): string[] => [...text.matchAll(/\{[^}:]+(?::([^}]*))?\}/g)].map((m) => m[1] ?? '');
const formsOf = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));

/** One section of all families, as pairs of keys and texts. */
function section<S extends keyof FamilyTexts>(texts: LanguageTexts, name: S): (readonly [string, NonNullable<FamilyTexts[S]>[string]])[] {
  return texts.families.flatMap((f) => Object.entries(f[name] ?? {}) as [string, NonNullable<FamilyTexts[S]>[string]][]);
}

/** Every sentence with gaps that a language has, beside the English one. */
function sentences(texts: LanguageTexts): Pair[] {
  const phrases = new Map<string, Readonly<Record<string, string>>>([...dialogues.map((d) => [d.name, d.phrases] as const), ...fields.flatMap((f) => (f.phrases === undefined ? [] : [[f.path, f.phrases] as const]))]);
  const said = section(texts, 'phrases').flatMap(([of, own]) => Object.entries(own).map(([key, text]) => ({ where: `${of} ${key}`, own: text, english: phrases.get(of)![key]! })));
  const faults = Object.entries(texts.faults).map(([code, own]) => ({ where: code, own, english: faultTexts[code as keyof typeof faultTexts] }));
  const messages = Object.entries(texts.messages).flatMap(([key, message]) => formsOf(message).map((own) => ({ where: key, own, english: formsOf(english[key as keyof typeof english]).at(-1)! })));
  return [...said, ...faults, ...messages];
}

/** Does not compile where a family of protocols has no file. */
const everyFamilyHasItsFile: [Exclude<Family, Files[keyof Files]>] extends [never] ? true : never = true;

test('every family of protocols has a file in each language', () => {
  expect(everyFamilyHasItsFile).toBe(true);
});

describe.each(languages)('the catalogue in %s', (_, texts, letters) => {
  test('fields: a label, and a sentence that begins with a capital letter or a number and ends with a full stop', () => {
    const odd = section(texts, 'fields').filter(([, [label, doc]]) => label.trim() !== label || label === '' || !/^[\p{Lu}\d]/u.test(doc) || !/[.!?]$/.test(doc) || !letters.test(doc));
    expect(odd).toEqual([]);
  });

  test('no field that does not exist, and none told twice', () => {
    const paths = section(texts, 'fields').map(([path]) => path);
    const known = new Set(fields.map((f) => f.path));
    expect(paths.filter((path, i) => !known.has(path) || paths.indexOf(path) !== i)).toEqual([]);
  });

  test('sentences have the gaps of the English ones, filled in ways that are known', () => {
    const odd = sentences(texts).filter(({ own, english: other }) => gapsOf(own).join() !== gapsOf(other).join() || formatsOf(own).some((format) => !formats.has(format)));
    expect(odd).toEqual([]);
  });

  test('lines of the packet list have the fields of the English ones', () => {
    const odd = section(texts, 'lines').flatMap(([name, own]) => Object.entries(own).filter(([key, text]) => text.match(/\{[^}]+\}/g)?.toSorted().join() !== protocols.find((p) => p.name === name && p.lines[key] !== undefined)?.lines[key]?.match(/\{[^}]+\}/g)?.toSorted().join()));
    expect(odd).toEqual([]);
  });

  test('texts are in the composed form of Unicode, without blanks at their ends or in a row', () => {
    expect(textsIn(texts).filter((s) => s !== s.normalize('NFC') || s !== s.trim() || s.includes('  '))).toEqual([]);
  });
});
