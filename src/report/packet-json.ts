import type { Analyzer } from '../analysis/analyzer.ts';
import type { Found } from '../analysis/lookup.ts';
import { isPrintable } from '../base/escape.ts';
import type { Field, Value } from '../base/field.ts';
import { NamedNumber, Sentence } from '../base/sentence.ts';
import type { Tree } from '../base/tree.ts';
import { hexText, nameOf, nodeValue, plainText } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Ink } from './ink.ts';

/** The version of the JSON that `packets -T json` prints; it goes up when something in it changes its meaning or goes away. */
export const SCHEMA = 'pupil.packet/1';

/** A packet with its whole tree: layers, their fields, parts of fields. It is written as it is read: no object is made of it first. */
export function writePacketJson(ink: Ink, a: Analyzer, tree: Tree, catalogue: Catalogue): void {
  writeAbout(ink, a);
  ink.ascii(',"layers":');
  writeNodes(ink, tree, 0, tree.length, 0);
  writeFaults(ink, a, catalogue);
  ink.ascii('}');
}

/** A packet with chosen fields only, every value of each. */
export function writeFieldsJson(ink: Ink, a: Analyzer, chosen: readonly Field[], found: readonly (readonly Found[])[]): void {
  writeAbout(ink, a);
  ink.ascii(',"fields":{');
  let isFirst = true;
  for (const [i, { path }] of chosen.entries()) {
    if (found[i]!.length === 0 || chosen.findIndex((field) => field.path === path) < i) continue;
    if (!isFirst) ink.ascii(',');
    isFirst = false;
    writeString(ink, path);
    ink.ascii(':[');
    for (const [n, { field, value }] of found[i]!.entries()) {
      if (n > 0) ink.ascii(',');
      writeValue(ink, field, value);
    }
    ink.ascii(']');
  }
  ink.ascii('}}');
}

/** What is said of every packet. The object stays open. */
function writeAbout(ink: Ink, a: Analyzer): void {
  ink.ascii(`{"schema":"${SCHEMA}","number":`);
  ink.uint(a.number);
  if (a.hasTime) ink.ascii(`,"time":"${a.seconds}.${String(a.nanos).padStart(9, '0')}"`);
  ink.ascii(',"length":');
  ink.uint(a.wireLength);
  ink.ascii(',"captured":');
  ink.uint(a.to - a.from);
}

function writeFaults(ink: Ink, { walk, from }: Analyzer, catalogue: Catalogue): void {
  if (walk.faultCount === 0) return;
  const faults = Array.from({ length: walk.faultCount }, (_, i) => {
    const fault = walk.fault(i);
    return { code: fault.code, at: fault.at - from, text: catalogue.fault(fault) };
  });
  ink.ascii(',"faults":');
  ink.text(JSON.stringify(faults));
}

/** The nodes `from`..`end` that stand at a depth, each with its own children. */
function writeNodes(ink: Ink, tree: Tree, from: number, end: number, depth: number): void {
  ink.ascii('[');
  let isFirst = true;
  for (let node = from; node < end; node = tree.skip(node)) {
    if (tree.depth[node]! < depth) continue;
    if (!isFirst) ink.ascii(',');
    isFirst = false;
    writeNode(ink, tree, node);
  }
  ink.ascii(']');
}

function writeNode(ink: Ink, tree: Tree, node: number): void {
  const field = tree.fields[node]!;
  const value = nodeValue(tree, node);
  ink.ascii('{"field":"');
  ink.ascii(field.path);
  ink.ascii('"');
  if (field.generated) ink.ascii(',"generated":true');
  else writeRange(ink, tree.from[node]!, tree.to[node]!);
  if (tree.source[node] !== 0) writeSource(ink, tree, node);
  if (field.kind !== 'layer' && field.kind !== 'none') {
    ink.ascii(',"value":');
    writeValue(ink, field, value);
  }
  const name = nameOf(field, value);
  if (name !== undefined) {
    ink.ascii(',"name":');
    writeString(ink, name);
  }
  const end = tree.skip(node);
  if (end > node + 1) {
    ink.ascii(',"fields":');
    writeNodes(ink, tree, node + 1, end, tree.depth[node]! + 1);
  }
  ink.ascii('}');
}

function writeRange(ink: Ink, from: number, to: number): void {
  ink.ascii(',"from":');
  writeNumber(ink, from);
  ink.ascii(',"to":');
  writeNumber(ink, to);
}

/** The pieces of packets that a reassembled node's bytes came from; said once, at the layer. */
function writeSource(ink: Ink, tree: Tree, node: number): void {
  const index = tree.source[node]!;
  ink.ascii(',"source":');
  if (tree.depth[node]! > 0) ink.uint(index);
  else ink.ascii(JSON.stringify({ number: index, pieces: tree.sources[index - 1]!.pieces.map((p) => ({ packet: p.packet, from: p.from, to: p.to, offset: p.offset })) }));
}

/** A value in JSON: numbers up to 2^53 as numbers, wider ones and times as strings, bytes as hexadecimal. */
function writeValue(ink: Ink, field: Field, value: Value): void {
  const { kind } = field;
  if (kind === 'none' || kind === 'layer') ink.ascii('true');
  else if (kind === 'bool') ink.ascii(value === true || value === 1 ? 'true' : 'false');
  else if (kind === 'ipv4' || kind === 'ipv6' || kind === 'mac' || kind === 'span' || value instanceof Sentence || value instanceof NamedNumber) writeString(ink, plainText(field, value));
  else if (typeof value === 'number') writeNumber(ink, value);
  else if (typeof value === 'boolean') ink.ascii(String(value));
  else writeString(ink, value instanceof Uint8Array ? hexText(value) : String(value));
}

function writeNumber(ink: Ink, value: number): void {
  if (value >= 0 && Number.isSafeInteger(value)) ink.uint(value);
  else ink.ascii(JSON.stringify(value));
}

function writeString(ink: Ink, text: string): void {
  if (!isPrintable(text) || text.includes('"') || text.includes('\\')) {
    ink.text(JSON.stringify(text));
    return;
  }
  ink.ascii('"');
  ink.ascii(text);
  ink.ascii('"');
}
