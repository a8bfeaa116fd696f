import { safe } from '../base/escape.ts';
import { type Field, shiftOf, type Value } from '../base/field.ts';
import { Sentence } from '../base/sentence.ts';
import type { Tree } from '../base/tree.ts';
import { hexText, namedNumber, nodeValue } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { cut } from './cut.ts';
import { writeHex } from './hex.ts';
import type { Ink } from './ink.ts';
import { paint, type Palette, type Role, roleOf } from './palette.ts';
import { smallNumber } from './small-number.ts';
import width from './width.ts';

export interface TreeStyle {
  /** The bytes of each layer under its name. */
  readonly hex: boolean;
  /** Only these protocols in full, the others in their one line. Undefined: all. */
  readonly only: ReadonlySet<string> | undefined;
  /** A sentence under each line that says what it is. */
  readonly explain?: boolean;
  /** Columns after which values are cut with `…`. Undefined: never. */
  readonly columns: number | undefined;
}

const RANGE_WIDTH = 11;
/** The label column is as wide as the labels of its layer, within these. */
const MIN_LABEL = 12;
const MAX_LABEL = 40;
/** Bytes of a value that are shown in a line; the hex view and JSON have them all. */
const MAX_BYTES = 32;

const encoder = new TextEncoder();
const NOTHING = new Uint8Array(0);

/**
 * Prints the decoded form of packets, a line a field: byte range, label, value, meaning. With `hex` the original stands beside it. A packet
 * has a hundred lines, most of them the same as in the packet before: what they are made of is kept as bytes, for each field.
 */
export class PacketTree {
  readonly #ink: Ink;
  readonly #catalogue: Catalogue;
  readonly #palette: Palette;
  readonly #style: TreeStyle;
  readonly #pens = new Map<Field, Pen>();
  /** Those of the nodes of the layer at hand. */
  readonly #row: Pen[] = [];

  constructor(ink: Ink, catalogue: Catalogue, palette: Palette, style: TreeStyle) {
    this.#ink = ink;
    this.#catalogue = catalogue;
    this.#palette = palette;
    this.#style = style;
  }

  write(tree: Tree): void {
    let depth = 0;
    for (let node = 0; node < tree.length; node = tree.skip(node)) {
      const name = tree.fields[node]!.path;
      const role = roleOf(name, depth++ - 1);
      this.#heading(layerRow(tree, node, this.#catalogue), role);
      if (this.#style.explain === true) this.#explain(`  ${this.#catalogue.explanation(tree.fields[node]!)}`);
      if (this.#style.only !== undefined && !this.#style.only.has(name)) continue;
      if (this.#style.hex) writeHex(this.#ink, tree.bytes(node), tree.from[node]!, tree.to[node]!, 2, this.#palette[role]);
      this.#fields(tree, node);
    }
  }

  #heading({ label, range, meaning }: TreeRow, role: Role): void {
    this.#ink.text(paint(this.#palette, role, label));
    const where = range === '' || meaning === '' ? range + meaning : `${range}  ${meaning}`;
    if (where !== '') this.#ink.text(`  ${paint(this.#palette, 'dim', where)}`);
    this.#ink.endLine();
  }

  #explain(text: string): void {
    this.#ink.text(paint(this.#palette, 'dim', text));
    this.#ink.endLine();
  }

  /** The lines of everything under a node. */
  #fields(tree: Tree, root: number): void {
    const end = tree.skip(root);
    let labelWidth = MIN_LABEL;
    for (let node = root + 1; node < end; node++) {
      const pen = this.#pen(tree.fields[node]!);
      this.#row[node] = pen;
      const columns = indentOf(tree, node) + pen.columns;
      if (columns > labelWidth) labelWidth = Math.min(MAX_LABEL, columns);
    }
    const told = this.#style.explain === true ? new Set<Field>() : undefined;
    for (let node = root + 1; node < end; node++) {
      this.#line(tree, node, this.#row[node]!, labelWidth);
      if (told === undefined) continue;
      for (const explanation of explanationsOf(tree, node, told, this.#catalogue)) this.#explain(' '.repeat(RANGE_WIDTH + 4) + explanation);
    }
  }

  #line(tree: Tree, node: number, pen: Pen, labelWidth: number): void {
    const ink = this.#ink;
    const indent = indentOf(tree, node);
    this.#range(tree, node, pen);
    ink.spaces(2 + indent);
    ink.bytes(pen.label);
    ink.spaces(Math.max(0, labelWidth - indent - pen.columns) + 2);
    this.#value(tree, node, pen, labelWidth);
    ink.trimLine();
    ink.endLine();
  }

  /** Where a node stands, right-aligned; spaces where it stands nowhere. */
  #range(tree: Tree, node: number, pen: Pen): void {
    const from = tree.from[node]!;
    const to = tree.to[node]!;
    if (pen.from !== from || pen.to !== to) {
      pen.range = encoder.encode(paint(this.#palette, 'dim', (isPlaced(tree, node) ? rangeText(tree, node) : '').padStart(RANGE_WIDTH)));
      pen.from = from;
      pen.to = to;
    }
    this.#ink.bytes(pen.range);
  }

  /** What a node's value is and means. On a terminal it is cut where the line ends. */
  #value(tree: Tree, node: number, pen: Pen, labelWidth: number): void {
    const field = tree.fields[node]!;
    const value = nodeValue(tree, node);
    const { columns } = this.#style;
    if (columns !== undefined) this.#ink.text(cut(this.#told(field, value), columns - RANGE_WIDTH - 4 - labelWidth));
    else {
      const small = smallNumber(value);
      if (small >= 0) this.#ink.bytes((pen.values[small] ??= encoder.encode(this.#told(field, value))));
      else this.#ink.text(this.#told(field, value));
    }
  }

  #told(field: Field, value: Value): string {
    const text = valueText(field, value, this.#catalogue);
    const meaning = meaningOf(field, value, this.#catalogue);
    return text === '' || meaning === '' ? text + meaning : `${text}  ${meaning}`;
  }

  #pen(field: Field): Pen {
    let pen = this.#pens.get(field);
    if (pen === undefined) {
      const label = labelOf(field, this.#catalogue);
      this.#pens.set(field, (pen = { label: encoder.encode(label), columns: width(label), from: NaN, to: NaN, range: NOTHING, values: [] }));
    }
    return pen;
  }
}

/** What the lines of a field are made of. */
interface Pen {
  readonly label: Uint8Array;
  /** Columns of the label. */
  readonly columns: number;
  /** Where the field stood last, and how that is written. */
  from: number;
  to: number;
  range: Uint8Array;
  /** How small numbers are told. */
  readonly values: Uint8Array[];
}

function indentOf(tree: Tree, node: number): number {
  return 2 * (tree.depth[node]! - 1);
}

/** The row of a layer: its name, where it stands, and which packets it was put together from. */
export function layerRow(tree: Tree, node: number, catalogue: Catalogue): TreeRow {
  const source = tree.source[node]!;
  return {
    label: catalogue.label(tree.fields[node]!), range: tree.to[node]! > tree.from[node]! ? rangeText(tree, node) : '', value: '',
    meaning: source === 0 ? '' : catalogue.say('tree.reassembled', { packets: packetsOf(tree, source) }),
  };
}

/** The packets that the bytes of a reassembled buffer came from: `12, 14, 15`. */
function packetsOf(tree: Tree, source: number): string {
  return [...new Set(tree.sources[source - 1]!.pieces.map((p) => p.packet))].join(', ');
}

/** What a field is, where it stands for the first time in its layer; and what its number is, where that is explained. */
function explanationsOf(tree: Tree, node: number, told: Set<Field>, catalogue: Catalogue): string[] {
  const field = tree.fields[node]!;
  const number = namedNumber(field, nodeValue(tree, node));
  const ofNumber = field.names === undefined || number === undefined ? undefined : catalogue.nameExplanation(field.names, number);
  const lines = [...(told.has(field) ? [] : [catalogue.explanation(field)]), ...(ofNumber === undefined ? [] : [ofNumber])];
  told.add(field);
  return lines;
}

/** A node as people read it: what it is called, where it stands, what its value is and means. */
export interface TreeRow {
  readonly label: string;
  readonly range: string;
  readonly value: string;
  readonly meaning: string;
}

export function fieldRow(tree: Tree, node: number, catalogue: Catalogue): TreeRow {
  const field = tree.fields[node]!;
  const value = nodeValue(tree, node);
  return { range: isPlaced(tree, node) ? rangeText(tree, node) : '', label: labelOf(field, catalogue), value: valueText(field, value, catalogue), meaning: meaningOf(field, value, catalogue) };
}

/** What is worked out stands in brackets. */
function labelOf(field: Field, catalogue: Catalogue): string {
  const label = catalogue.label(field);
  return field.generated ? `[${label}]` : label;
}

function meaningOf(field: Field, value: Value, catalogue: Catalogue): string {
  return isWritten(field, value) ? '' : catalogue.meaning(field, value);
}

/** Does a node stand for bytes of its own? */
function isPlaced(tree: Tree, node: number): boolean {
  return tree.to[node]! > tree.from[node]! && !tree.fields[node]!.generated;
}

/** A value as people read it, on one line; the words of a sentence are its meaning. */
function valueText(field: Field, value: Value, catalogue: Catalogue): string {
  if (value instanceof Uint8Array && (field.kind === 'bytes' || field.kind === 'layer')) {
    return value.length <= MAX_BYTES ? hexText(value) : `${hexText(value.subarray(0, MAX_BYTES))}… (${value.length})`;
  }
  if (value instanceof Sentence && !isWritten(field, value)) return '';
  if (field.kind === 'bool') return value === true || value === 1 ? '1' : '0';
  return safe(catalogue.text(field, value));
}

/** A sentence that stands for bytes of the packet is their value. */
function isWritten(field: Field, value: Value): boolean {
  return value instanceof Sentence && !field.generated;
}

/** `14–33`, both ends included; of bit fields the bits too: `14.0–3`. */
function rangeText(tree: Tree, node: number): string {
  const from = tree.from[node]!;
  const last = tree.to[node]! - 1;
  if (!hasBits(tree, node)) return from === last ? `${from}` : `${from}–${last}`;
  const [first, final] = bitRange(tree.fields[node]!, last - from + 1);
  const start = `${from + (first >> 3)}.${first & 7}`;
  if (first === final) return start;
  return first >> 3 === final >> 3 ? `${start}–${final & 7}` : `${start}–${from + (final >> 3)}.${final & 7}`;
}

/** Does a node not reach from the first to the last bit of its bytes? */
function hasBits(tree: Tree, node: number): boolean {
  const field = tree.fields[node]!;
  if (field.mask === 0 || field.little) return false;
  const size = tree.to[node]! - tree.from[node]!;
  const [first, final] = bitRange(field, size);
  return first !== 0 || final !== 8 * size - 1;
}

/** The first and the last bit of a masked field, counted from the left of its integer of `size` bytes. */
function bitRange({ mask }: Field, size: number): [number, number] {
  const width = size * 8;
  return [width - (32 - Math.clz32(mask)), width - 1 - shiftOf(mask)];
}
