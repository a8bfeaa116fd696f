import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { Places } from './places.ts';

/** How one kind of option is laid out. */
export interface OptionLayout {
  /** Stands for the option as a whole. */
  readonly field: Field;
  /** Its length, where it must have that and no other. */
  readonly length?: number;
  /** Places what comes after kind and length; `length` is that of the whole option. */
  readonly place: (o: Places, t: TreeBuilder, length: number) => void;
  /** Places the fields that are whole where the snap length has cut the option. */
  readonly placeCut?: (o: Places, t: TreeBuilder) => void;
}

/** The options of a protocol: a kind, and but for the first two a length that counts both. */
export interface OptionList {
  readonly layouts: ReadonlyMap<number, OptionLayout>;
  /** Places the kind. */
  readonly kind: (o: Places) => void;
  readonly length: Field;
  /** Kind 0 ends the list, and filling follows it; kind 1 is one byte of filling. */
  readonly end: Field;
  readonly padding: Field;
  readonly noOperation: Field;
  /** An option without a layout, and its content. */
  readonly unknown: Field;
  readonly content: Field;
  /** An option whose length cannot be right; it ends the list. */
  readonly broken: Field;
  /** What is left of an option that has not the length that it should have. */
  readonly rest: Field;
}

const END = 0;
const NO_OPERATION = 1;

/** Adds the options in `from`..`to` to the tree. An option that claims more than is left ends the list (RFC 9293 §3.1, RFC 1122 §3.2.1.8). */
export function addOptions(t: TreeBuilder, list: OptionList, from: number, to: number): void {
  let at = from;
  while (at < to) {
    const kind = t.bytes[at]!;
    if (kind === END || kind === NO_OPERATION) {
      t.begin(kind === END ? list.end : list.noOperation, at, at + 1);
      list.kind(new Places(t, at, at + 1));
      t.close();
      at++;
      if (kind === NO_OPERATION) continue;
      if (at < to) t.add(list.padding, at, to);
      return;
    }
    const length = at + 1 < to ? t.bytes[at + 1]! : 0;
    if (length < 2 || at + length > to) {
      const placeCut = length >= 2 && isCut(t, to) ? list.layouts.get(kind)?.placeCut : undefined;
      if (placeCut === undefined) addBroken(t, list, at, to, length);
      else addCut(t, list, at, to, placeCut);
      return;
    }
    addOption(t, list, kind, at, at + length);
    at += length;
  }
}

/** Did the snap length cut the list that ends at `to`? */
function isCut(t: TreeBuilder, to: number): boolean {
  return to === t.end && t.end < t.wireEnd;
}

/** What the capture holds of an option that it does not hold in full. */
function addCut(t: TreeBuilder, list: OptionList, at: number, to: number, placeCut: NonNullable<OptionLayout['placeCut']>): void {
  const o = new Places(t, at, to);
  t.begin(list.layouts.get(t.bytes[at]!)!.field, at, to);
  list.kind(o);
  o.take(list.length);
  placeCut(o, t);
  o.rest(list.rest);
  t.close();
}

function addBroken(t: TreeBuilder, list: OptionList, at: number, to: number, length: number): void {
  // Where the snap length cut the header, that was noted already.
  if (!isCut(t, to)) t.fault('option', at, length, to - at);
  const o = new Places(t, at, to);
  t.begin(list.broken, at, to);
  list.kind(o);
  if (o.left > 0) o.take(list.length);
  o.rest(list.rest);
  t.close();
}

/** One option of at least two bytes. */
function addOption(t: TreeBuilder, list: OptionList, kind: number, at: number, to: number): void {
  const layout = list.layouts.get(kind);
  const o = new Places(t, at, to);
  t.begin(layout?.field ?? list.unknown, at, to);
  list.kind(o);
  o.take(list.length);
  if (layout === undefined) o.rest(list.content);
  else if (layout.length === undefined || layout.length === to - at) layout.place(o, t, to - at);
  o.rest(list.rest);
  t.close();
}
