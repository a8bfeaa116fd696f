/**
 * What stands in a table at a number: its name; or its name, a sentence that explains it, and the standard where that is said. A name that begins
 * with a small letter describes, and every language has its own words for it. Others are proper names, which languages may leave as they are.
 */
export type NameEntry = string | readonly [name: string, doc: string, spec?: string];
export type NameTable = Readonly<Record<number, NameEntry>>;

/** A sentence about a number that has a name. */
export interface Explained {
  readonly doc: string;
  /** Empty: the standard of the field. */
  readonly spec: string;
}

/** Where the name of a number stands: in a table, at this number or at another one that it shares the name with. */
export interface Found {
  readonly names: Names;
  readonly value: number;
  /** What is told beside the name, where that alone says too little. */
  readonly code?: number;
}

/** What the numbers of a field are called: `6` is `TCP` in an IP header. */
export interface Names {
  /** Under this name translations of the table are kept, `icmp.type` say. */
  readonly id: string;
  /** The numbers that have a name, for lists and for the test that translations are whole. */
  readonly table: ReadonlyMap<number, string>;
  /** Those of them that are explained. */
  readonly explained: ReadonlyMap<number, Explained>;
  /** The name of a number, or undefined where nobody has given it one. */
  of(value: number): string | undefined;
  /** Where its name stands. Undefined: in no table, for it has none, or one that all languages share. */
  find(value: number): Found | undefined;
}

/** Names with the types of their keys, so that a translation that lacks one does not compile. */
export interface NamesOf<I extends string, T> extends Names {
  readonly id: I;
  /** As written. */
  readonly entries: T;
}

/** A closed table, written as number → name. */
export function names<const I extends string, const T extends NameTable>(id: I, entries: T): NamesOf<I, T> {
  return namesWithRule(id, entries, () => undefined);
}

/** A table of words that a standard writes so, and that are the same in every language: algorithms, services, codes. */
export function keywords<const I extends string>(id: I, entries: NameTable, rule: (value: number) => number | string | Found | undefined = () => undefined): NamesOf<I, Readonly<Record<never, NameEntry>>> {
  return namesWithRule<I, NameTable>(id, entries, rule);
}

/**
 * A table with ranges in it: where it is silent, `rule` answers with the number of an entry that holds for this number too, with the place of a name in
 * another table, or with a name that all languages share.
 */
export function namesWithRule<const I extends string, const T extends NameTable>(id: I, entries: T, rule: (value: number) => number | string | Found | undefined): NamesOf<I, T> {
  // Most tables are never asked in a run, so that they are made when they are.
  let made: ReadonlyMap<number, string> | undefined;
  let explained: ReadonlyMap<number, Explained> | undefined;
  const table = (): ReadonlyMap<number, string> => (made ??= tableOf(entries));
  const find = (value: number): Found | undefined => {
    const found = table().has(value) ? value : rule(value);
    if (typeof found === 'number') return { names, value: found };
    return typeof found === 'string' ? undefined : found;
  };
  const of = (value: number): string | undefined => {
    const found = table().get(value) ?? rule(value);
    if (typeof found === 'string' || found === undefined) return found;
    if (typeof found === 'number') return table().get(found);
    const name = found.names.of(found.value);
    return name === undefined || found.code === undefined ? name : `${name}, code ${found.code}`;
  };
  const names: NamesOf<I, T> = {
    id, entries, of, find,
    get table() { return table(); },
    get explained() { return (explained ??= explainedOf(entries)); },
  };
  return names;
}

function tableOf(entries: NameTable): Map<number, string> {
  return new Map(Object.entries(entries).map(([value, entry]) => [Number(value), typeof entry === 'string' ? entry : entry[0]]));
}

function explainedOf(entries: NameTable): Map<number, Explained> {
  return new Map(Object.entries(entries).flatMap(([value, entry]) => (typeof entry === 'string' ? [] : [[Number(value), { doc: entry[1], spec: entry[2] ?? '' }]])));
}
