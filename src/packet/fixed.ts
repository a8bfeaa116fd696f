import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';

/** Does a field have a fixed place in the layer at hand, if enough of the layer is there? */
function belongs(t: TreeBuilder, field: Field): boolean {
  return field.at >= 0 && (field.when === undefined || field.when(t.bytes, t.start));
}

/**
 * Adds bytes `from`..`to` of the header that no field with a fixed place claims, as `unused`; what is missing of the layer is left out.
 * Returns the offset after the last of them.
 */
export function addUnclaimed(t: TreeBuilder, fields: readonly Field[], unused: Field, from: number, to: number): number {
  const end = Math.min(to, t.end - t.start);
  const claimed = (at: number): boolean => fields.some((field) => field.at <= at && at < field.at + field.size && belongs(t, field));
  let last = 0;
  for (let at = from; at < end; at++) {
    const begin = at;
    while (at < end && !claimed(at)) at++;
    if (at === begin) continue;
    t.add(unused, t.start + begin, t.start + at);
    last = at;
  }
  return t.start + last;
}

/** Adds what there is of a header that ends early, after its last whole field, as `rest`. */
export function addRemains(t: TreeBuilder, fields: Readonly<Record<string, Field>>, rest: Field): void {
  const from = endOfFixed(t, Object.values(fields));
  if (from < t.end) t.add(rest, from, t.end);
}

/** Offset of the first byte after the last field with a fixed place that is there. */
export function endOfFixed(t: TreeBuilder, fields: readonly Field[]): number {
  let end = t.start;
  for (const field of fields) {
    const to = t.start + field.at + field.size;
    if (to > end && to <= t.body && belongs(t, field)) end = to;
  }
  return end;
}
