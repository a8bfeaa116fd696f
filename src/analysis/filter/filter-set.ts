import type { Field } from '../../base/field.ts';
import type { Analyzer } from '../analyzer.ts';
import { type Found, Lookup } from '../lookup.ts';
import type { Filter } from './filter.ts';

/** Several filters asked about every packet: the fields that they need are looked up once. */
export class FilterSet {
  readonly #lookup: Lookup;
  /** For each filter the lists of its fields, which the lookup fills anew for each packet. */
  readonly #lists = new Map<Filter, readonly (readonly Found[])[]>();

  constructor(a: Analyzer, filters: readonly Filter[]) {
    const fields: readonly Field[] = [...new Set(filters.flatMap((filter) => filter.fields))];
    this.#lookup = new Lookup(a, fields);
    for (const filter of filters) this.#lists.set(filter, filter.fields.map((field) => this.#lookup.found[fields.indexOf(field)]!));
  }

  /** Look at the packet at hand. */
  look(): void {
    this.#lookup.look();
  }

  /** Does the packet that was looked at pass one of the filters? */
  test(filter: Filter): boolean {
    return filter.test(this.#lists.get(filter)!);
  }
}
