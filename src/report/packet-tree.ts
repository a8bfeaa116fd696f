import { safe } from '../base/escape.ts';
import { type Field, shiftOf, type Value } from '../base/field.ts';
import { Sentence } from '../base/sentence.ts';
import type { Tree } from '../base/tree.ts';
import { hexText, namedNumber, nodeValue } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { cut } from './cut.ts';
import { hexLines } from './hex.ts';
import { paint, type Palette, type Role, roleOf } from './palette.ts';
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

/** The decoded form of a packet, a line a field: byte range, label, value, meaning. With `hex` the original stands beside it. */
export function treeLines(tree: Tree, catalogue: Catalogue, palette: Palette, style: TreeStyle): string[] {
  const lines: string[] = [];
  let depth = 0;
  for (let node = 0; node < tree.length; node = tree.skip(node)) {
    const name = tree.fields[node]!.path;
    const role = roleOf(name, depth++ - 1);
    lines.push(heading(tree, node, catalogue, palette, role));
    if (style.explain === true) lines.push(paint(palette, 'dim', `  ${catalogue.explanation(tree.fields[node]!)}`));
    if (style.only !== undefined && !style.only.has(name)) continue;
    if (style.hex) lines.push(...hexOf(tree, node).map((line) => `  ${paint(palette, role, line)}`));
    fieldLines(tree, node, catalogue, palette, style, lines);
  }
  return lines;
}

function heading(tree: Tree, node: number, catalogue: Catalogue, palette: Palette, role: Role): string {
  const { label, range, meaning } = layerRow(tree, node, catalogue);
  return [paint(palette, role, label), paint(palette, 'dim', [range, meaning].filter((s) => s !== '').join('  '))].filter((s) => s !== '').join('  ');
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

function hexOf(tree: Tree, node: number): string[] {
  return hexLines(tree.bytes(node), tree.from[node]!, tree.to[node]!);
}

/** The lines of everything under a node. A packet has a hundred of them: nothing is made for a line that it does not show. */
function fieldLines(tree: Tree, root: number, catalogue: Catalogue, palette: Palette, style: TreeStyle, lines: string[]): void {
  const end = tree.skip(root);
  const rows: TreeRow[] = [];
  const labels: string[] = [];
  const widths: number[] = [];
  let labelWidth = MIN_LABEL;
  for (let node = root + 1; node < end; node++) {
    const row = fieldRow(tree, node, catalogue);
    const label = indented(row.label, tree.depth[node]! - 1);
    const columns = width(label);
    if (columns > labelWidth) labelWidth = Math.min(MAX_LABEL, columns);
    rows.push(row);
    labels.push(label);
    widths.push(columns);
  }
  const room = style.columns === undefined ? Infinity : style.columns - RANGE_WIDTH - 4 - labelWidth;
  const told = new Set<Field>();
  for (let i = 0; i < rows.length; i++) {
    const { range, value, meaning } = rows[i]!;
    const text = meaning === '' ? value : value === '' ? meaning : `${value}  ${meaning}`;
    lines.push(`${paint(palette, 'dim', range.padStart(RANGE_WIDTH))}  ${labels[i]}${spaces(labelWidth - widths[i]!)}  ${cut(text, room)}`.trimEnd());
    if (style.explain !== true) continue;
    for (const explanation of explanationsOf(tree, root + 1 + i, told, catalogue)) lines.push(paint(palette, 'dim', `${spaces(RANGE_WIDTH + 4)}${explanation}`));
  }
}

function indented(label: string, depth: number): string {
  return depth <= 0 ? label : spaces(2 * depth) + label;
}

/** So many spaces, none for less than one; short stretches are made once. */
function spaces(count: number): string {
  return count <= 0 ? '' : (stretches[count] ?? ' '.repeat(count));
}

const stretches = Array.from({ length: MAX_LABEL + 1 }, (_, i) => ' '.repeat(i));

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
  const label = catalogue.label(field);
  const isWhere = tree.to[node]! > tree.from[node]! && !field.generated;
  return { range: isWhere ? rangeText(tree, node) : '', label: field.generated ? `[${label}]` : label, value: valueText(field, value, catalogue), meaning: isWritten(field, value) ? '' : catalogue.meaning(field, value) };
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
  const field = tree.fields[node]!;
  const from = tree.from[node]!;
  const last = tree.to[node]! - 1;
  const bits = field.mask === 0 || field.little ? undefined : bitRange(field, last - from + 1);
  if (bits === undefined) return from === last ? `${from}` : `${from}–${last}`;
  const [first, final] = bits;
  const start = `${from + (first >> 3)}.${first & 7}`;
  if (first === final) return start;
  return first >> 3 === final >> 3 ? `${start}–${final & 7}` : `${start}–${from + (final >> 3)}.${final & 7}`;
}

/** The first and the last bit of a masked field, counted from the left of its integer of `size` bytes. Undefined: it fills the integer. */
function bitRange(field: Field, size: number): [number, number] | undefined {
  const width = size * 8;
  const last = width - 1 - shiftOf(field.mask);
  const first = width - (32 - Math.clz32(field.mask));
  return first === 0 && last === width - 1 ? undefined : [first, last];
}
