import type { Node, Decoded } from './decode.ts';
import { fieldByPath } from '../../src/analysis/lookup.ts';

/**
 * What is wrong with the ranges of a decoded packet. The parts of every layer must cover it without gap or overlap, to the bit;
 * parts of parts must lie inside, without overlap. What a layer has after that which it carries (a trailer) must be without gap or
 * overlap in itself. What is worked out (generated) has no bytes and is left out.
 */
export function tilingProblems(decoded: Decoded): string[] {
  const problems: string[] = [];
  const real = decoded.nodes.filter((n) => !n.generated);
  real.forEach((node, i) => {
    const children = childrenOf(real, i);
    if (children.length === 0) return;
    const mine = bitsOf(node);
    const spans = children.flatMap((child) => bitsOf(child).map((span) => ({ ...span, path: child.path })));
    spans.sort((a, b) => a.from - b.from || a.to - b.to);
    let at = mine[0]!.from;
    const end = mine.at(-1)!.to;
    const trailer = node.depth === 0 ? spans.findIndex((span) => span.from >= end && span.to > end) : -1;
    problems.push(...chainProblems(node.path, trailer < 0 ? [] : spans.splice(trailer)));
    for (const span of spans) {
      if (span.from < at) problems.push(`${node.path}: ${span.path} begins at ${where(span.from)}, before ${where(at)}`);
      else if (span.from > at && node.depth === 0) problems.push(`${node.path}: nothing covers ${where(at)} to ${where(span.from)}, before ${span.path}`);
      at = Math.max(at, span.to);
    }
    if (at > end) problems.push(`${node.path}: its parts go on to ${where(at)}, beyond its end at ${where(end)}`);
    if (at < end && node.depth === 0) problems.push(`${node.path}: nothing covers ${where(at)} to its end at ${where(end)}`);
  });
  return problems;
}

interface Span {
  from: number;
  to: number;
  path: string;
}

/** What is wrong with spans that should follow one another. */
function chainProblems(path: string, spans: readonly Span[]): string[] {
  return spans.slice(1).flatMap((span, i) => (span.from === spans[i]!.to ? [] : [`${path}: ${span.path} begins at ${where(span.from)}, not where ${spans[i]!.path} ends`]));
}

const where = (bit: number): string => (bit % 8 === 0 ? `${bit / 8}` : `${Math.floor(bit / 8)}.${bit % 8}`);

function childrenOf(nodes: readonly Node[], i: number): Node[] {
  const children: Node[] = [];
  for (let k = i + 1; k < nodes.length && nodes[k]!.depth > nodes[i]!.depth; k++) {
    if (nodes[k]!.depth === nodes[i]!.depth + 1 && nodes[k]!.source === nodes[i]!.source) children.push(nodes[k]!);
  }
  return children;
}

/** The runs of bits that a node covers: all of its bytes, or what its mask takes of them. */
function bitsOf(node: Node): { from: number; to: number }[] {
  const field = fieldByPath(node.path)!;
  const size = node.to - node.from;
  if (field.mask === 0 || size === 0 || size > 4) return [{ from: node.from * 8, to: node.to * 8 }];
  const runs: { from: number; to: number }[] = [];
  for (let bit = 0; bit < size * 8; bit++) {
    const byte = Math.floor(bit / 8);
    const weight = (field.little ? byte : size - 1 - byte) * 8 + (7 - (bit % 8));
    if (((field.mask >>> weight) & 1) === 0) continue;
    const at = node.from * 8 + bit;
    const last = runs.at(-1);
    if (last !== undefined && last.to === at) last.to++;
    else runs.push({ from: at, to: at + 1 });
  }
  return runs;
}
