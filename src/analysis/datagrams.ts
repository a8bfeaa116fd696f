import { ipv4Fields, ipv4Protocol, ipv6Fragment, ipv6FragmentFields, isFragment, isPart } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';
import type { Register } from './derived.ts';

/** The layers that may carry a fragment, with the field that says where the datagram became whole. */
const carriers = [
  { protocol: ipv4Protocol, reassembledIn: ipv4Fields.reassembled_in, incomplete: ipv4Fields['fragment.incomplete'], isFragment },
  { protocol: ipv6Fragment, reassembledIn: ipv6FragmentFields['reassembled.in'], incomplete: ipv6FragmentFields['fragment.incomplete'], isFragment: isPart },
];

/** Learn from the packet at hand where the datagrams became whole that the fragments before it belong to. */
export function learnDatagrams(a: Analyzer): void {
  const { walk: w, learn } = a;
  for (let layer = 0; layer + 1 < w.depth; layer++) {
    if (w.sourceOf(layer) === w.sourceOf(layer + 1)) continue;
    const carrier = carriers.find((c) => c.protocol === w.protocol(layer));
    const parts = w.sources[w.sourceOf(layer + 1) - 1]?.fragments ?? [];
    if (carrier !== undefined) for (const { packet } of parts) if (packet !== a.number) learn?.add(carrier.reassembledIn, packet, a.number);
  }
}

/** What is known of the fragments' datagrams by a pass before. */
export function deriveDatagrams(derive: Register): void {
  for (const { reassembledIn, incomplete, isFragment: isOne } of carriers) {
    const isLeft = (a: Analyzer, layer: number): boolean => isOne(a.sourceBytes(a.walk.sourceOf(layer)), a.walk.startOf(layer)) && !completes(a, layer);
    derive(reassembledIn, (a, layer) => (isWhole(a, layer) && isLeft(a, layer) ? a.known?.get(reassembledIn, a.number) : undefined));
    derive(incomplete, (a, layer) => {
      if (a.known === undefined || a.known.isFull || !isWhole(a, layer) || a.walk.isQuoted(layer) || !isLeft(a, layer)) return undefined;
      return a.known.get(reassembledIn, a.number) === undefined ? true : undefined;
    });
  }
}

/** Is the header of the layer there? */
function isWhole(a: Analyzer, layer: number): boolean {
  return a.walk.bodyOf(layer) - a.walk.startOf(layer) >= 8;
}

/** Did the layer's fragment make its datagram whole? Then what it carries goes on in another buffer. */
function completes(a: Analyzer, layer: number): boolean {
  return layer + 1 < a.walk.depth && a.walk.sourceOf(layer + 1) !== a.walk.sourceOf(layer);
}
