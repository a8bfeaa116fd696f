import { fieldByPath } from '../analysis/lookup.ts';
import { applicationLabels } from './label-application.ts';
import { networkLabels } from './label-network.ts';

/** Fields, by their paths, and what reports in English, Russian and Vietnamese call them: names with `|` between them, in each `(a|b)` either, `[a]` or nothing. */
export type Labels = Readonly<Record<string, string>>;

/** What a label may mean. */
export interface Meaning {
  /** Paths of fields, the likeliest first; none: the label is not known. */
  readonly paths: readonly string[];
  /** It reads so only without its diacritics, where another label reads the same. */
  readonly isAmbiguous: boolean;
}

/** Labels longer than this are sentences. */
const MAX_LABEL = 90;

/** Which protocols carry which: a section about one also speaks of those below it, and of what it carries. */
const carriers: Readonly<Record<string, readonly string[]>> = {
  arp: ['eth'], ip: ['eth'], icmp: ['ip', 'eth', 'data'], tcp: ['ip', 'eth'], udp: ['ip', 'eth'], dns: ['udp', 'ip', 'eth'],
  http: ['tcp', 'ip', 'eth'], smtp: ['imf', 'tcp', 'ip', 'eth'], pop: ['imf', 'tcp', 'ip', 'eth'], imap: ['imf', 'tcp', 'ip', 'eth'],
  nbns: ['udp', 'ip', 'eth'], nbdgm: ['udp', 'ip', 'eth'], nbss: ['tcp', 'ip', 'eth'],
};

/** Protocols of which the fields are known by labels. */
export const labelledProtocols: readonly string[] = ['eth', 'imf', 'data', ...Object.keys(carriers)];

/** Does a packet of protocol `inner` have a header of `outer` before it? */
export function isCarrier(outer: string, inner: string): boolean {
  return carriers[inner]?.includes(outer) ?? false;
}

/** Labels of one protocol, by how they compare: exactly, and without diacritics. */
interface Dictionary {
  readonly exact: ReadonlyMap<string, readonly string[]>;
  readonly bare: ReadonlyMap<string, Bare>;
}

interface Bare {
  readonly paths: Set<string>;
  /** The labels that read so. */
  readonly labels: Set<string>;
}

let dictionaries: ReadonlyMap<string, Dictionary> | undefined;

/** A label in brackets, as trees and sheets print what is worked out. */
export const WORKED_OUT = /^\s*\[(.*)\]\s*$/;

/** What a label means in a section about `protocols`; the protocols that carry those are asked after them, all others last. In brackets it means nothing that has bytes of its own. */
export function meaningOf(label: string, protocols: readonly string[]): Meaning {
  if (label.length > MAX_LABEL) return { paths: [], isAmbiguous: false };
  const isWorkedOut = WORKED_OUT.test(label);
  for (const way of waysToRead(label)) {
    const meaning = lookUp(way, protocols);
    const paths = isWorkedOut ? meaning.paths.filter((path) => fieldByPath(path)?.generated === true) : meaning.paths;
    if (paths.length > 0) return { ...meaning, paths };
  }
  return { paths: [], isAmbiguous: false };
}

/** A label as it is; without what stands in brackets; what stands in them; the sides of a slash. */
function* waysToRead(label: string): Generator<string> {
  const plain = label.replace(/^\s*(?:[-–—*•·]|\(?\d{1,2}[.)])\s+/, '').replace(WORKED_OUT, '$1');
  yield plain;
  yield plain.replace(/[([][^)\]]*[)\]]?/g, '');
  for (const found of plain.matchAll(/[([]([^)\]]+)/g)) yield found[1]!;
  if (plain.includes('/')) yield* plain.split('/');
}

function lookUp(label: string, protocols: readonly string[]): Meaning {
  const key = comparable(label);
  const bare = withoutDiacritics(key);
  if (key === '') return { paths: [], isAmbiguous: false };
  const all = (dictionaries ??= build());
  const order = [...new Set([...protocols, ...protocols.flatMap((name) => carriers[name] ?? []), ...(protocols.length === 0 ? all.keys() : [])])];
  const asked = order.flatMap((name) => all.get(name) ?? []);
  const exact = asked.flatMap((dictionary) => dictionary.exact.get(key) ?? []);
  if (exact.length > 0) return { paths: [...new Set(exact)], isAmbiguous: false };
  const stripped = asked.flatMap((dictionary) => dictionary.bare.get(bare) ?? []);
  return { paths: [...new Set(stripped.flatMap(({ paths }) => [...paths]))], isAmbiguous: stripped.some(({ labels, paths }) => labels.size > 1 && paths.size > 1) };
}

/** Without blanks and punctuation: that mends words which a layout has split. ё is е in most of what is written. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, '').normalize('NFC').replaceAll('ё', 'е');
}

export function withoutDiacritics(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}

function build(): Map<string, Dictionary> {
  const made = new Map<string, { exact: Map<string, string[]>; bare: Map<string, Bare> }>();
  for (const [path, names] of Object.entries({ ...networkLabels, ...applicationLabels })) {
    const protocol = path.slice(0, path.indexOf('.'));
    if (!made.has(protocol)) made.set(protocol, { exact: new Map(), bare: new Map() });
    const { exact, bare } = made.get(protocol)!;
    for (const name of [path, ...split(names).flatMap(expanded)]) {
      for (const key of new Set([comparable(name), comparable(`${protocol} ${name}`)])) {
        if (!(exact.get(key) ?? []).includes(path)) exact.set(key, [...(exact.get(key) ?? []), path]);
        const reads = withoutDiacritics(key);
        const entry = bare.get(reads) ?? { paths: new Set(), labels: new Set() };
        entry.paths.add(path);
        entry.labels.add(key);
        bare.set(reads, entry);
      }
    }
  }
  return made;
}

/** The names of a list; a `|` within brackets belongs to the name. */
function split(names: string): string[] {
  return names.split(/\|(?![^([]*[)\]])/).map((name) => name.trim());
}

/** Everything that a name with alternatives stands for. */
function expanded(name: string): string[] {
  const found = /[([]([^()[\]]*)[)\]]/.exec(name);
  if (found === null) return [name];
  const before = name.slice(0, found.index);
  const after = name.slice(found.index + found[0].length);
  const choices = [...found[1]!.split('|'), ...(found[0].startsWith('[') ? [''] : [])];
  return choices.flatMap((choice) => expanded(before + choice + after));
}
