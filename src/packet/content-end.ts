import type { TreeBuilder } from '../base/tree.ts';

/** Layers that do not say where they end, and show nothing of what stands after the packet that they carry. */
const OPEN = new Set(['llc', 'mpls']);

/** Where what the layer at hand carries ends: after it come padding and trailers. Without anything carried, the end of the layer. */
export function contentEnd(t: TreeBuilder): number {
  const { walk, layer } = t;
  let end = t.end;
  for (let inner = layer + 1; inner < walk.depth && walk.sourceOf(inner) === walk.sourceOf(layer); inner++) {
    end = walk.endOf(inner);
    if (!OPEN.has(walk.protocol(inner).name)) break;
  }
  return end;
}
