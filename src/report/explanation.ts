import { dialogues } from '../analysis/layers.ts';
import { faultTexts, type FaultCode } from '../base/fault.ts';
import { type Field, fields } from '../base/field.ts';
import type { Names } from '../base/names.ts';
import { protocols } from '../base/protocol.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** Something that can be explained: a protocol, a field, a number of a field, a word of a protocol, a state, a fault. */
export interface Entry {
  /** As it is typed: `tcp.flags.syn`, `550`, `FETCH`. */
  readonly term: string;
  /** What it is called, or what it says in a few words. */
  readonly label: string;
  /** The sentence about it. */
  readonly doc: string;
  /** What it is and where it stands: `field tcp.flags`, `550 in smtp.response.code`. */
  readonly place: string;
  readonly spec: string;
  /** The first parts of its path and of the name of its table: `nbns` and `netbios`. */
  readonly families: readonly string[];
  /** Terms by which it is found whole, and a text in which parts of it are found; in small letters. */
  readonly keys: readonly string[];
  readonly text: string;
  /** What the numbers of a field are called, as they would be asked for. */
  readonly values: readonly string[];
}

type Draft = Omit<Entry, 'keys' | 'text' | 'families' | 'values'> & { readonly paths: readonly string[]; readonly keys?: readonly string[]; readonly values?: readonly string[] };

function entry({ paths, keys = [], values = [], ...rest }: Draft): Entry {
  const all = [rest.term, rest.label, ...keys].map((key) => key.toLowerCase());
  return { ...rest, values, families: paths.map((path) => path.split('.')[0]!), keys: all, text: all.join('\n') };
}

/** Everything that is explained, in the language of a catalogue. */
export function entries(c: Catalogue): Entry[] {
  return [...fields.map((field) => fieldEntry(field, c)), ...bearers('names').flatMap((field) => numberEntries(field, c)), ...wordEntries(c), ...stateEntries(c), ...faultEntries(c)];
}

function fieldEntry(field: Field, c: Catalogue): Entry {
  const { path, label, spec, names } = field;
  const isLayer = field.kind === 'layer';
  return entry({
    paths: [path], term: path, label: c.label(field), doc: c.explanation(field), spec,
    place: isLayer ? c.say('explain.protocol') : `${c.say('explain.field', { path: field.within ?? path.split('.')[0]! })} · ${c.kind(field.kind)}`,
    keys: [label, ...(isLayer ? shortNames(path) : [path.split('.').at(-1)!])],
    values: names === undefined ? [] : [...names.table.keys()].map((value) => `${numberText(field, value)} ${c.name(names, value)}`),
  });
}

/** A protocol as lists call it: `POP`, `IPv4`. */
function shortNames(name: string): string[] {
  return [...protocols, ...dialogues].filter((p) => p.name === name).map((p) => p.short);
}

/** For every table of names, or every vocabulary, one field that has it: that whose path it bears, or else the first. */
function bearers(of: 'names' | 'vocabulary'): Field[] {
  const found = new Map<string, Field>();
  for (const field of fields) {
    const id = field[of]?.id;
    if (id !== undefined && (!found.has(id) || field.path === id)) found.set(id, field);
  }
  return [...found.values()];
}

function numberEntries(field: Field, c: Catalogue): Entry[] {
  const names = field.names!;
  return [...names.table].map(([value, english]) => {
    const term = numberText(field, value);
    return entry({
      paths: [field.path, names.id], term, label: c.name(names, value) ?? english, doc: c.nameExplanation(names, value) ?? protocolExplanation(english, c) ?? c.explanation(field), spec: specOf(names, value) || field.spec,
      place: c.say('explain.number', { value: c.label(field), path: field.path }), keys: [english, String(value), `0x${value.toString(16)}`],
    });
  });
}

/** A number that leads to a protocol, an EtherType say, is explained by the protocol. */
function protocolExplanation(name: string, c: Catalogue): string | undefined {
  const found = protocols.find((p) => p.short === name);
  return found === undefined ? undefined : c.explanation(found.self);
}

function specOf(names: Names, value: number): string {
  return names.explained.get(value)?.spec ?? '';
}

/** A number as it is printed. */
function numberText({ hex }: Field, value: number): string {
  return hex > 0 ? `0x${value.toString(16).padStart(hex, '0')}` : String(value);
}

function wordEntries(c: Catalogue): Entry[] {
  return bearers('vocabulary').flatMap((field) => [...field.vocabulary!.table].map(([word, { spec }]) =>
    entry({ paths: [field.path], term: word, label: c.label(field), doc: c.word(field, word) ?? '', spec, place: c.say('explain.word', { path: field.path }) })));
}

function stateEntries(c: Catalogue): Entry[] {
  return dialogues.flatMap((d) => Object.keys(d.states).map((state) =>
    entry({ paths: [d.name], term: state, label: c.state(d, state), doc: c.stateExplanation(d, state), spec: d.spec, place: c.say('explain.state', { protocol: d.short }) })));
}

function faultEntries(c: Catalogue): Entry[] {
  return (Object.keys(faultTexts) as FaultCode[]).map((code) => entry({ paths: [], term: code, label: '', doc: c.faultPattern(code), spec: '', place: c.say('explain.fault', { code }) }));
}

/** Shorter words stand in too many texts. */
const MIN_PART = 3;

/** What is meant by some words: exactly those, or else those that have them as a part. A protocol in front narrows the search; numbers are decimal or hexadecimal. */
export function find(all: readonly Entry[], words: readonly string[]): Entry[] {
  const [first = '', ...rest] = words.map((word) => word.toLowerCase());
  const family = familyOf(all, first);
  const scope = rest.length > 0 && family !== undefined ? all.filter((e) => e.families.includes(family)) : all;
  const term = (scope === all ? [first, ...rest] : rest).join(' ');
  const exact = scope.filter((e) => e.keys.includes(term) || e.keys.includes(plainNumber(term)));
  const found = exact.length > 0 || term.length < MIN_PART ? exact : scope.filter((e) => term.split(' ').every((part) => e.text.includes(part)));
  return found.toSorted((a, b) => rank(a, term) - rank(b, term));
}

/** `0x0806` as tables have it: `0x806`. */
function plainNumber(term: string): string {
  return /^0x[\da-f]+$/.test(term) ? `0x${term.slice(2).replace(/^0+(?=.)/, '')}` : term;
}

/** `pop3` is POP. */
function familyOf(all: readonly Entry[], word: string): string | undefined {
  const named = all.find((e) => e.families.includes(word)) ?? all.find((e) => e.families.includes(e.term) && (e.keys.includes(word) || e.keys.includes(word.replace(/\d$/, ''))));
  return named?.families.find((family) => family === word) ?? named?.families[0];
}

/** What was typed as it stands comes first; then what is short. */
function rank(e: Entry, term: string): number {
  return (e.term.toLowerCase() === term ? 0 : e.keys.includes(term) ? 100 : 1000) + e.term.length;
}

/** Terms of which one may have been meant. */
export function terms(all: readonly Entry[]): string[] {
  return [...new Set(all.flatMap((e) => (/^\d|^0x/.test(e.term) ? [] : [e.term])))];
}
