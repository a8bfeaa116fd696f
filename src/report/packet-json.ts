import type { Analyzer } from '../analysis/analyzer.ts';
import type { Found } from '../analysis/lookup.ts';
import { isPrintable } from '../base/escape.ts';
import type { Field, Value } from '../base/field.ts';
import { NamedNumber, Sentence } from '../base/sentence.ts';
import type { Tree } from '../base/tree.ts';
import { hexText, nameOf, nodeValue, plainText } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { Ink } from './ink.ts';
import { smallNumber } from './small-number.ts';

/** The version of the JSON that `packets -T json` prints; it goes up when something in it changes its meaning or goes away. */
export const SCHEMA = 'pupil.packet/1';

/**
 * Writes packets with their whole trees: layers, their fields, parts of fields. They are written as they are read: no object is made of them first. What
 * is said again and again, a field's name and what its small numbers are called, is kept as bytes.
 */
export class PacketJson {
  readonly #ink: Ink;
  readonly #catalogue: Catalogue;
  readonly #pens = new Map<Field, Pen>();

  constructor(ink: Ink, catalogue: Catalogue) {
    this.#ink = ink;
    this.#catalogue = catalogue;
  }

  write(a: Analyzer, tree: Tree): void {
    writeAbout(this.#ink, a);
    this.#ink.ascii(',"layers":');
    this.#nodes(tree, 0, tree.length, 0);
    writeFaults(this.#ink, a, this.#catalogue);
    this.#ink.ascii('}');
  }

  /** The nodes `from`..`end` that stand at a depth, each with its own children. */
  #nodes(tree: Tree, from: number, end: number, depth: number): void {
    const ink = this.#ink;
    ink.ascii('[');
    let isFirst = true;
    for (let node = from; node < end; node = tree.skip(node)) {
      if (tree.depth[node]! < depth) continue;
      if (!isFirst) ink.ascii(',');
      isFirst = false;
      this.#node(tree, node);
    }
    ink.ascii(']');
  }

  #node(tree: Tree, node: number): void {
    const ink = this.#ink;
    const field = tree.fields[node]!;
    const pen = this.#pen(field);
    ink.bytes(pen.head);
    if (!field.generated) writeRange(ink, tree.from[node]!, tree.to[node]!);
    if (tree.source[node] !== 0) writeSource(ink, tree, node);
    this.#value(field, nodeValue(tree, node), pen);
    const end = tree.skip(node);
    if (end > node + 1) {
      ink.ascii(',"fields":');
      this.#nodes(tree, node + 1, end, tree.depth[node]! + 1);
    }
    ink.ascii('}');
  }

  #value(field: Field, value: Value, pen: Pen): void {
    const small = smallNumber(value);
    if (small < 0) writeNamedValue(this.#ink, field, value);
    else this.#ink.bytes((pen.values[small] ??= bytesOf((ink) => writeNamedValue(ink, field, value))));
  }

  #pen(field: Field): Pen {
    let pen = this.#pens.get(field);
    if (pen === undefined) this.#pens.set(field, (pen = { head: bytesOf((ink) => ink.ascii(`{"field":"${field.path}"${field.generated ? ',"generated":true' : ''}`)), values: [] }));
    return pen;
  }
}

/** What is written of a field: before its place and its value, and its small numbers with their names. */
interface Pen {
  readonly head: Uint8Array;
  readonly values: Uint8Array[];
}

function bytesOf(write: (ink: Ink) => void): Uint8Array {
  let bytes: Uint8Array = new Uint8Array(0);
  const ink = new Ink((written) => {
    bytes = written.slice();
  });
  write(ink);
  ink.flush();
  return bytes;
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

/** The value of a node, and what it is called. */
function writeNamedValue(ink: Ink, field: Field, value: Value): void {
  if (field.kind !== 'layer' && field.kind !== 'none') {
    ink.ascii(',"value":');
    writeValue(ink, field, value);
  }
  const name = nameOf(field, value);
  if (name === undefined) return;
  ink.ascii(',"name":');
  writeString(ink, name);
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
