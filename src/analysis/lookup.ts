import { type Field, fields as allFields, type Value } from '../base/field.ts';
import type { Protocol } from '../base/protocol.ts';
import { protocolByName, protocols } from '../base/protocol.ts';
import { nodeValue, valueAt } from '../base/value.ts';
import { type Dialogue, dialogues } from '../session/index.ts';
import { columnFields, frame } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';
import { type Derive, derivationOf, isSeveral } from './derived.ts';
import { Inspector, sessionFields } from './inspector.ts';
import { dialogueOf } from './layers.ts';

/** A value found in a packet, with the field that it is of (one of the parts, for an either-end field). */
export interface Found {
  readonly field: Field;
  readonly value: Value;
  /** Index of the layer that it stands in, or DIALOGUE. */
  readonly layer: number;
}

/** Stands for the index of a layer where a dialogue, not a layer, gave the value. */
const DIALOGUE = -1;

/** How a field is got at: read at its fixed place, worked out, or looked for in the tree of its layer. */
type Access =
  | { kind: 'fixed'; field: Field; column: number }
  | { kind: 'derived'; field: Field; how: Derive; column: number }
  | { kind: 'layer'; field: Field; column: number }
  | { kind: 'tree' };

/** The fields by their paths; the first `indexed` of all fields are in it. Made when it is asked, because most runs do not. */
const byPath = new Map<string, Field>();
let indexed = 0;

/** The field of a path, or undefined. */
export function fieldByPath(path: string): Field | undefined {
  for (; indexed < allFields.length; indexed++) byPath.set(allFields[indexed]!.path, allFields[indexed]!);
  return byPath.get(path);
}

/** The values of chosen fields in the packet at hand: without a tree where the fields have fixed places. */
export class Lookup {
  readonly #a: Analyzer;
  readonly #inspector: Inspector;
  /** By protocol id: how to get at the chosen fields of the protocol. */
  readonly #byProtocol: (readonly Access[] | undefined)[] = [];
  readonly #frame: readonly Access[];
  /** By field id: the columns that want it. */
  readonly #columnsOf: (number[] | undefined)[] = [];
  readonly #wantsUnits: boolean;
  /** One list per chosen field. Valid until the next packet. */
  readonly found: Found[][];

  constructor(a: Analyzer, chosen: readonly Field[]) {
    this.#a = a;
    this.#inspector = new Inspector(a);
    this.found = chosen.map(() => []);
    chosen.forEach((field, column) => {
      for (const part of partsOf(field)) (this.#columnsOf[part.id] ??= []).push(column);
    });
    for (const p of protocols) this.#byProtocol[p.id] = this.#accesses(p);
    this.#frame = this.#byProtocol[frame.id] ?? [];
    this.#wantsUnits = chosen.some((field) => partsOf(field).some((part) => sayersOf(part) !== undefined));
  }

  /** Look the fields up in the packet at hand. */
  look(): readonly (readonly Found[])[] {
    const { walk } = this.#a;
    for (const list of this.found) if (list.length > 0) list.length = 0;
    this.#take(this.#frame, frame, 0);
    for (let layer = 0; layer < walk.depth; layer++) {
      const p = walk.protocol(layer);
      const accesses = this.#byProtocol[p.id];
      if (accesses !== undefined) this.#take(accesses, p, layer);
    }
    if (this.#wantsUnits) this.#lookAtDialogue();
    return this.found;
  }

  #lookAtDialogue(): void {
    const said = dialogueOf(this.#a);
    if (this.#a.units.length > 0) {
      this.#inspector.begin();
      this.#inspector.addUnits(this.#a.units);
      this.#collect(DIALOGUE);
    }
    if (said === undefined || this.#a.units.some((unit) => unit.session.dialogue === said)) return;
    // A part of a message that a later packet completes belongs to its dialogue all the same.
    const value = this.#a.bytes.subarray(this.#a.walk.bodyOf(this.#a.walk.depth - 1), this.#a.to);
    for (const column of this.#columnsOf[said.self.id] ?? []) this.found[column]!.push({ field: said.self, value, layer: DIALOGUE });
  }

  #take(accesses: readonly Access[], p: Protocol, layer: number): void {
    for (const access of accesses) {
      if (access.kind === 'tree') {
        this.#inspector.begin();
        if (p === frame) this.#inspector.addFrame();
        else this.#inspector.addLayer(layer);
        this.#collect(layer);
        continue;
      }
      const value = this.#value(access, layer);
      if (value === undefined) continue;
      const list = this.found[access.column]!;
      if (isSeveral(value)) for (const each of value) list.push({ field: access.field, value: each, layer });
      else list.push({ field: access.field, value, layer });
    }
  }

  #value(access: Exclude<Access, { kind: 'tree' }>, layer: number): ReturnType<Derive> {
    if (access.kind === 'derived') return access.how(this.#a, layer);
    return access.kind === 'fixed' ? this.#fixed(access.field, layer) : this.#layerBytes(layer);
  }

  /** The value of a protocol: its layer from the header's first byte to the end. */
  #layerBytes(layer: number): Value {
    const w = this.#a.walk;
    return this.#a.sourceBytes(w.sourceOf(layer)).subarray(w.startOf(layer), w.endOf(layer));
  }

  #fixed(field: Field, layer: number): Value | undefined {
    const w = this.#a.walk;
    const at = w.startOf(layer) + field.at;
    if (at + field.size > w.bodyOf(layer)) return undefined;
    const b = this.#a.sourceBytes(w.sourceOf(layer));
    if (field.when !== undefined && !field.when(b, w.startOf(layer))) return undefined;
    return field.kind === 'uint' && field.size <= 4 ? field.read(b, w.startOf(layer)) : valueAt(field, b, at, at + field.size);
  }

  /** The values of the tree at hand, each to the columns that want it. What is worked out for a layer was asked for itself: the tree may say less of it. */
  #collect(layer: number): void {
    const { tree } = this.#inspector;
    for (let node = 0; node < tree.length; node++) {
      const field = tree.fields[node]!;
      const columns = this.#columnsOf[field.id];
      if (columns === undefined || (layer !== DIALOGUE && derivationOf(field) !== undefined)) continue;
      const value = field.kind !== 'layer' ? nodeValue(tree, node) : layer !== DIALOGUE ? this.#layerBytes(layer) : tree.bytes(node).subarray(tree.from[node], tree.to[node]);
      for (const column of columns) this.found[column]!.push({ field, value, layer });
    }
  }

  /** How the chosen fields of a protocol are got at: those that are not worked out by the tree as soon as one of them needs it. Undefined: none is chosen. */
  #accesses(p: Protocol): readonly Access[] | undefined {
    const list: Access[] = [];
    let wantsTree = false;
    for (const field of p === frame ? [p.self, ...p.fields, ...Object.values(columnFields)] : [p.self, ...p.fields]) {
      for (const column of this.#columnsOf[field.id] ?? []) {
        const how = derivationOf(field);
        if (how !== undefined) list.push({ kind: 'derived', field, how, column });
        else if (field === p.self) list.push({ kind: 'layer', field, column });
        else if (field.at >= 0) list.push({ kind: 'fixed', field, column });
        else wantsTree = true;
      }
    }
    if (wantsTree) return [...list.filter(({ kind }) => kind === 'derived'), { kind: 'tree' }];
    return list.length === 0 ? undefined : list;
  }
}

/** The fields that a field stands for: those of either end, or itself. */
export function partsOf(field: Field): Field[] {
  return field.parts.length === 0 ? [field] : field.parts.map((path) => fieldByPath(path)!);
}

/** By field: names of the dialogues in whose units it may stand. */
let sayers: ReadonlyMap<Field, ReadonlySet<string>> | undefined;

/** The dialogues that may say a field, by name; undefined: it stands in no unit. */
export function sayersOf(field: Field): ReadonlySet<string> | undefined {
  sayers ??= allSayers();
  return sayers.get(field);
}

function allSayers(): Map<Field, Set<string>> {
  const found = new Map<Field, Set<string>>();
  for (const d of dialogues) {
    for (const field of [...Object.values(sessionFields), ...fieldsOfUnits(d)]) {
      const names = found.get(field) ?? new Set();
      found.set(field, names.add(d.name));
    }
  }
  return found;
}

/** All fields that units of a dialogue may hold: its own, and those of the messages that it carries. */
function fieldsOfUnits(d: Dialogue): Field[] {
  const carried = (d.carries ?? []).flatMap((name) => protocolByName(name) ?? []);
  return [d, ...carried].flatMap(({ self, fields }) => [self, ...fields]);
}
