import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { type CompressedName, compressedName, NOWHERE } from '../message/domain-name.ts';
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

  /** The name that comes next, without taking it. */
  get name(): CompressedName {
    return compressedName(this.#t.bytes, this.message, this.at, this.end);
  }

  /** The next field, which is a name. False: it cannot be read, and nothing was placed. */
  takeName(field: Field, name = this.name): boolean {
    const { fault, to } = name;
    if (to === NOWHERE) {
      if (fault === undefined) this.has(this.left + 1);
      else this.fail(fault.code, fault.at, fault.need, fault.had);
      return false;
    }
    if (fault !== undefined) this.#t.fault(fault.code, fault.at, fault.need, fault.had);
    return this.take(field, to - this.at, shown(name));
  }
}

/** As tshark prints names that are none, so that filters for them work here, too. */
function shown({ text, fault }: CompressedName): string {
  if (fault !== undefined) return fault.code === 'name' ? '<Name too long>' : '<Name contains a pointer that loops>';
  return text === '' ? '<Root>' : text;
}
