import type { Analyzer } from '../analysis/analyzer.ts';
import { derivationOf, isSeveral } from '../analysis/derived.ts';
import type { Inspector } from '../analysis/inspector.ts';
import { safe } from '../base/escape.ts';
import type { Field, Value } from '../base/field.ts';
import { NamedNumber, Sentence } from '../base/sentence.ts';
import type { Protocol } from '../base/protocol.ts';
import { nodeValue, plainText, valueAt } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Ink } from './ink.ts';

/** Values of one field shown in a line: a DNS answer may have hundreds of addresses. */
const MAX_VALUES = 6;

type Part = Uint8Array | { readonly field: Field; readonly format: string };

const encoder = new TextEncoder();

/** A protocol's text for the packet list, cut into literals and fields. */
export type LineTemplate = readonly Part[];

export function compileLine(p: Protocol, text: string): LineTemplate {
  const parts: Part[] = [];
  let last = 0;
  for (const match of text.matchAll(/\{([\w.-]+)(?::(\w+))?\}/g)) {
    if (match.index > last) parts.push(encoder.encode(text.slice(last, match.index)));
    const field = p.fields.find((f) => f.path === `${p.name}.${match[1]!}` || f.path === match[1]);
    parts.push(field === undefined ? encoder.encode(match[0]) : { field, format: match[2] ?? '' });
    last = match.index + match[0].length;
  }
  if (last < text.length) parts.push(encoder.encode(text.slice(last)));
  return parts;
}

/** Write a line for a layer of the packet at hand. The blank before a field that is not there is left out. */
export function writeLine(ink: Ink, template: LineTemplate, a: Analyzer, layer: number, inspector: Inspector, catalogue: Catalogue): void {
  const begin = ink.width;
  let inspected = false;
  let isBlankDue = false;
  for (const part of template) {
    if (part instanceof Uint8Array) {
      if (isBlankDue) ink.byte(BLANK);
      isBlankDue = part.at(-1) === BLANK;
      ink.raw(part, 0, isBlankDue ? part.length - 1 : part.length);
      continue;
    }
    const { field, format } = part;
    const isDirect = format === 'set' || field.at >= 0 || derivationOf(field) !== undefined;
    if (!isDirect && !inspected) {
      inspector.begin();
      inspector.addLayer(layer);
      inspected = true;
    }
    const value = isDirect ? directValue(a, layer, field) : undefined;
    const isThere = isDirect ? value !== undefined : holds(inspector, field);
    if (isThere && isBlankDue && ink.width > begin) ink.byte(BLANK);
    isBlankDue = false;
    if (!isThere) continue;
    if (value === undefined) writeNodes(ink, inspector, field, format, catalogue);
    else if (format === 'set') ink.text(flagsSet(a, layer, field, catalogue));
    else writeValue(ink, field, value, format, catalogue);
  }
}

const BLANK = 0x20;

/** Does a field stand in the tree at hand? */
function holds({ tree }: Inspector, field: Field): boolean {
  for (let node = 0; node < tree.length; node++) if (tree.fields[node] === field) return true;
  return false;
}

function directValue(a: Analyzer, layer: number, field: Field): Value | undefined {
  const how = derivationOf(field);
  if (how !== undefined) {
    const value = how(a, layer);
    return value !== undefined && isSeveral(value) ? value[0] : value;
  }
  const w = a.walk;
  const at = w.startOf(layer) + field.at;
  if (at + field.size > w.endOf(layer)) return undefined;
  if (field.when !== undefined && !field.when(a.sourceBytes(w.sourceOf(layer)), w.startOf(layer))) return undefined;
  if (field.kind === 'uint' && field.size <= 4) return field.read(a.sourceBytes(w.sourceOf(layer)), w.startOf(layer));
  return valueAt(field, a.sourceBytes(w.sourceOf(layer)), at, at + field.size);
}

/** Values of a field in the tree at hand; what is said several times in a row is written once. */
function writeNodes(ink: Ink, { tree }: Inspector, field: Field, format: string, catalogue: Catalogue): void {
  let count = 0;
  let last: string | undefined;
  for (let node = 0; node < tree.length; node++) {
    if (tree.fields[node] !== field) continue;
    const text = plainText(field, nodeValue(tree, node));
    if (text === last) continue;
    last = text;
    if (count > 0) ink.text(count === MAX_VALUES ? ', …' : ', ');
    if (count++ === MAX_VALUES) return;
    writeValue(ink, field, nodeValue(tree, node), format === 'first' ? 'name' : format, catalogue);
    if (format === 'first') return;
  }
}

function writeValue(ink: Ink, field: Field, value: Value, format: string, catalogue: Catalogue): void {
  if (format === 'name') {
    const name = catalogue.nameOf(field, value);
    if (name !== undefined) {
      ink.text(name);
      return;
    }
  }
  if (typeof value === 'number' && field.kind === 'ipv4') ink.ipv4(value);
  else if (typeof value === 'number' && field.kind === 'uint' && field.hex === 0) ink.uint(value);
  else if (value instanceof Uint8Array && field.kind === 'mac' && value.length === 6) ink.mac(value, 0);
  else ink.text(safe(value instanceof Sentence || value instanceof NamedNumber ? catalogue.text(field, value) : plainText(field, value)));
}

/** Texts of flags by field and value, for each catalogue: a capture holds few combinations. */
const flagTexts = new WeakMap<Catalogue, Map<number, string>>();

/** Labels of the flags under a field that are set, lowest bit first: `SYN, ACK`. */
function flagsSet(a: Analyzer, layer: number, field: Field, catalogue: Catalogue): string {
  const value = Number(directValue(a, layer, field) ?? 0);
  const key = field.id * 0x10000 + value;
  const texts = flagTexts.get(catalogue) ?? new Map<number, string>();
  flagTexts.set(catalogue, texts);
  let text = texts.get(key);
  if (text === undefined) {
    const flags = a.walk.protocol(layer).fields.filter((f) => f.within === field.path && f.kind === 'bool' && f.at >= 0);
    text = flags.filter((f) => directValue(a, layer, f) === true).map((f) => catalogue.label(f)).reverse().join(', ');
    texts.set(key, text);
  }
  return text;
}
