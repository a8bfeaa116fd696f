import type { Analyzer } from '../analysis/analyzer.ts';
import type { Found } from '../analysis/lookup.ts';
import type { Field, Value } from '../base/field.ts';
import { NamedNumber, Sentence } from '../base/sentence.ts';
import type { Tree } from '../base/tree.ts';
import { hexText, nameOf, nodeValue, plainText } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** The version of the JSON that `packets -T json` prints; it goes up when something in it changes its meaning or goes away. */
export const SCHEMA = 'pupil.packet/1';

/** A value in JSON: numbers up to 2^53 as numbers, wider ones and times as strings, bytes as hexadecimal. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

function jsonValue(field: Field, value: Value): Json {
  if (field.kind === 'none' || field.kind === 'layer') return true;
  if (field.kind === 'bool') return value === true || value === 1;
  if (typeof value === 'bigint') return value.toString();
  if (field.kind === 'ipv4' || field.kind === 'ipv6' || field.kind === 'mac') return plainText(field, value);
  if (value instanceof Uint8Array) return hexText(value);
  return field.kind === 'span' || value instanceof Sentence || value instanceof NamedNumber ? plainText(field, value) : value;
}

/** A packet with its whole tree: layers, their fields, parts of fields. */
export function packetJson(a: Analyzer, tree: Tree, catalogue: Catalogue): Json {
  const faults = Array.from({ length: a.walk.faultCount }, (_, i) => {
    const fault = a.walk.fault(i);
    return { code: fault.code, at: fault.at - a.from, text: catalogue.fault(fault) };
  });
  return { ...about(a), layers: children(tree, -1, tree.length, 0), ...(faults.length > 0 ? { faults } : {}) };
}

/** A packet with chosen fields only, every value of each. */
export function fieldsJson(a: Analyzer, chosen: readonly Field[], found: readonly (readonly Found[])[]): Json {
  const fields = chosen.map((field, i) => [field.path, found[i]!.map((f) => jsonValue(f.field, f.value))] as const).filter(([, values]) => values.length > 0);
  return { ...about(a), fields: Object.fromEntries(fields) };
}

function about(a: Analyzer): { [key: string]: Json } {
  const time = a.hasTime ? { time: `${a.seconds}.${String(a.nanos).padStart(9, '0')}` } : {};
  return { schema: SCHEMA, number: a.number, ...time, length: a.wireLength, captured: a.to - a.from };
}

/** The nodes between two places that stand at a depth, each with its own children. */
function children(tree: Tree, parent: number, end: number, depth: number): Json[] {
  const list: Json[] = [];
  for (let node = parent + 1; node < end; node = tree.skip(node)) {
    if (tree.depth[node]! >= depth) list.push(nodeJson(tree, node));
  }
  return list;
}

function nodeJson(tree: Tree, node: number): Json {
  const field = tree.fields[node]!;
  const inner = children(tree, node, tree.skip(node), tree.depth[node]! + 1);
  const value = nodeValue(tree, node);
  const name = nameOf(field, value);
  return {
    field: field.path,
    ...(field.generated ? { generated: true } : { from: tree.from[node]!, to: tree.to[node]! }),
    ...(tree.source[node] === 0 ? {} : { source: sourceJson(tree, node) }),
    ...(field.kind === 'layer' || field.kind === 'none' ? {} : { value: jsonValue(field, value) }),
    ...(name === undefined ? {} : { name }),
    ...(inner.length > 0 ? { fields: inner } : {}),
  };
}

/** The pieces of packets that a reassembled node's bytes came from; said once, at the layer. */
function sourceJson(tree: Tree, node: number): Json {
  const index = tree.source[node]!;
  if (tree.depth[node]! > 0) return index;
  return { number: index, pieces: tree.sources[index - 1]!.pieces.map((p) => ({ packet: p.packet, from: p.from, to: p.to, offset: p.offset })) };
}
