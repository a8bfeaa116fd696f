/** What the numbers of a field are called: `6` is `TCP` in an IP header. */
export interface Names {
  /** Under this name translations of the table are kept, `icmp.type` say. */
  readonly id: string;
  /** The numbers that have a name, for lists and for the test that translations are whole. */
  readonly table: ReadonlyMap<number, string>;
  /** The name of a number, or undefined where nobody has given it one. */
  of(value: number): string | undefined;
}

/** A closed table, written as number → name. */
export function names(id: string, table: Readonly<Record<number, string>>): Names {
  const map = new Map(Object.entries(table).map(([value, name]) => [Number(value), name] as const));
  return { id, table: map, of: (value) => map.get(value) };
}

/** A table with ranges in it ("49152-65535 is private use"): `rule` answers where the table is silent. */
export function namesWithRule(id: string, table: Readonly<Record<number, string>>, rule: (value: number) => string | undefined): Names {
  const plain = names(id, table);
  return { ...plain, of: (value) => plain.of(value) ?? rule(value) };
}
