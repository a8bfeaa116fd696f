import fs from 'node:fs';
import path from 'node:path';
import '../../src/analysis/inspector.ts';
import { fields } from '../../src/base/field.ts';
import { protocols } from '../../src/base/protocol.ts';
import { verbs } from '../../src/cli/verbs.ts';
import { labNames } from '../../src/node/lab-files.ts';
import { listInterfaces } from '../../src/node/live/interfaces.ts';
import { dialogues } from '../../src/session/index.ts';

/** What filters are written with: paths of fields, and the beginnings of such. */
const paths = new Set(fields.flatMap(({ path }) => path.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.'))));
/** Names that are put together with underscores, as registries and interfaces of programs do: `TLS_NULL_WITH_NULL_NULL`, `encrypt_then_mac`. */
const identifiers = new Set([...fields.flatMap((f) => [...(f.names?.table.values() ?? [])]), ...fields.map((f) => f.path.split('.').at(-1)!)].filter((name) => name.includes('_')));

const isName = (word: string): boolean => identifiers.has(word) || (word.includes('.') && paths.has(word));

/** Latin words that stand side by side, with one blank between them. Hexadecimal numbers, what stands for a character, paths of fields and identifiers are none. */
export function runsOfWords(text: string): string[] {
  const words = text.replace(/\\(?:x[\da-f]{2}|u\{?[\da-f]+\}?|[a-z])/g, ' · ')
    .replace(/\w[\w-]*(?:\.[\w-]+)+|\w+_\w+/g, (word) => (isName(word) ? ' · ' : word))
    .replace(/(?<![A-Za-z])(?:0x)?[\da-f]+(?![A-Za-z])/g, ' · ');
  return [...new Set(words.match(/(?<!\p{L})[A-Za-z]{2,}(?!\p{L})(?:[ '-][A-Za-z]+(?!\p{L}))*/gu) ?? [])];
}

/** What stands between characters that are no Latin letters. */
export const partsOf = (text: string): string[] => text.split(/[^A-Za-z]+/);

/** Every text that stands somewhere in a value, without the keys. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The Latin words of a text. */
export function wordsOf(text: string): Set<string> {
  return new Set(text.match(/(?<!\p{L})[A-Za-z]+(?!\p{L})/gu) ?? []);
}

/** Does a text stand in the packets of a capture: as it is, in UTF-16, in base64, or as a NetBIOS name? */
export function capturedText(file: string): (text: string) => boolean {
  const bytes = fs.readFileSync(file).toString('latin1');
  const encoded = [...(bytes.match(/[A-Za-z\d+/]{4,}=*/g) ?? []).map((text) => Buffer.from(text, 'base64').toString('latin1')), ...(bytes.match(/(?:[A-P]{2}){16}/g) ?? []).map(halves)].join('\n');
  return (text) => bytes.includes(text) || bytes.includes(text.split('').join('\0')) || encoded.includes(text);
}

/** Letters from A to P, each half a byte (RFC 1001 §14.1). */
function halves(text: string): string {
  return text.replace(/../g, (pair) => String.fromCharCode(((pair.charCodeAt(0) - 0x41) << 4) | (pair.charCodeAt(1) - 0x41)));
}

/** Verbs whose output holds the values of fields as filters know them. */
export const showsTrees = (verb: string): boolean => ['packets', 'sheet', 'explain'].includes(verb);

/** States of dialogues as filters know them: in trees and sheets they stand beside their names. */
export const stateWords: ReadonlySet<string> = new Set(dialogues.flatMap((d) => Object.keys(d.states)).flatMap(partsOf));

/** Words that are the same in every language: those of the reviewed list, names of protocols and standards, words that stand in vocabularies, verbs of the program. */
export function knownWords(): Set<string> {
  const list = fs.readFileSync(path.resolve(import.meta.dirname, '../text/protocol-words.txt'), 'utf8').split('\n').filter((line) => !line.startsWith('#'));
  const names = [...[...protocols, ...dialogues].flatMap((p) => [p.name, p.short]), ...fields.map((f) => f.path.split('.')[0]!)];
  const standards = fields.flatMap((f) => [f.spec, ...[...(f.names?.explained.values() ?? [])].map((e) => e.spec)]);
  const words = fields.flatMap((f) => [...(f.vocabulary?.table.keys() ?? [])]);
  return new Set([...list, ...names, ...standards, ...words, ...verbs.map((v) => v.name)].flatMap(partsOf));
}

/** Names that the machine gives to its interfaces, and the labs that are there. */
export function machineWords(): string[] {
  return [...listInterfaces().flatMap((i) => [i.name, i.driver ?? '']), ...labNames()].flatMap(partsOf);
}
