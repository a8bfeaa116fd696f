import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { Places } from './places.ts';

/** A list of elements that begin with their type and their length: tags, options, information elements. */
export interface TlvList {
  /** Stands for an element as a whole. */
  readonly element: Field;
  /** Bytes of type and length together. */
  readonly header: number;
  readonly type: (b: Uint8Array, at: number) => number;
  /** How long the element at `at` is, type and length included. */
  readonly size: (b: Uint8Array, at: number) => number;
  /** Places type and length. */
  readonly head: (o: Places, t: TreeBuilder) => void;
  /** Places the contents of the types that are known. */
  readonly layouts: ReadonlyMap<number, TlvLayout>;
  /** Any other content, and what a layout leaves of its element. */
  readonly data: Field;
}

export type TlvLayout = (o: Places, t: TreeBuilder) => void;

/** Adds the elements in `from`..`to`. One whose length cannot be right ends the list. */
export function addTlvs(t: TreeBuilder, list: TlvList, from: number, to: number): void {
  let at = from;
  while (at + list.header <= to) {
    const size = list.size(t.bytes, at);
    if (size < list.header) {
      t.fault('option', at, size, to - at);
      break;
    }
    const end = Math.min(at + size, to);
    // Where the snap length cut the list, that was noted already.
    if (at + size > to && (to < t.end || t.end === t.wireEnd)) t.fault('option', at, size, to - at);
    const o = new Places(t, at, end);
    t.begin(list.element, at, end);
    list.head(o, t);
    list.layouts.get(list.type(t.bytes, at))?.(o, t);
    o.rest(list.data);
    t.close();
    at += size;
  }
  if (at < to) t.add(list.data, at, to);
}
