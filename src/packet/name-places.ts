import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { type CompressedName, compressedName } from './domain-labels.ts';
import { Places } from './places.ts';

/** Places the fields of a structure with domain names in it, which may be compressed. */
export class NamePlaces extends Places {
  /** Where the message begins, from which pointers count. */
  readonly message: number;
  readonly #t: TreeBuilder;

  constructor(t: TreeBuilder, from: number, to: number, message: number) {
    super(t, from, to);
    this.#t = t;
    this.message = message;
  }

  /** The name that comes next, without taking it. Undefined: it is not whole. */
  get name(): CompressedName | undefined {
    return compressedName(this.#t.bytes, this.message, this.at, this.end);
  }

  /** The next field, which is a name. Undefined: it is not whole, and nothing was placed. */
  takeName(field: Field, name = this.name): CompressedName | undefined {
    if (name === undefined) {
      this.has(this.left + 1);
      return undefined;
    }
    if (name.fault !== undefined) this.#t.fault(name.fault.code, name.fault.at, name.fault.need, name.fault.had);
    return this.take(field, name.to - this.at, name.text === '' ? '<Root>' : name.text) ? name : undefined;
  }
}
