import { composed, type Field, fieldsOf, type Value } from '../base/field.ts';
import { type Protocol, protocolByName } from '../base/protocol.ts';
import { type Tree, TreeBuilder } from '../base/tree.ts';
import { nodeValue } from '../base/value.ts';
import { vocabulary } from '../base/vocabulary.ts';
import { type Source, Walk } from '../base/walk.ts';
import { frame, tcp, tcpFields } from '../packet/index.ts';
import type { Carried, Unit } from '../session/index.ts';
import type { Analyzer } from './analyzer.ts';
import { derivedFields, isSeveral, relativeEdge } from './derived.ts';

/** What the tree says of a session itself. */
export const sessionFields = fieldsOf('session', '', {
  recognized_by: composed({
    vocabulary: vocabulary('session.recognized_by', '', { PROBE: 'its first bytes look like it', 'DECODE-AS': 'the user said so', HANDOVER: 'the dialogue before it handed over to it' }),
    label: 'Recognized by',
    doc: 'Why the stream is taken for this dialogue, where it is not for the port.',
  }),
});

const edges = new Set<Field>([tcpFields['options.sack_le'], tcpFields['options.sack_re'], tcpFields['options.sack.dsack_le'], tcpFields['options.sack.dsack_re']]);

const derivedOf = new Map<Protocol, ReturnType<typeof derivedFields>>();

function derived(p: Protocol): ReturnType<typeof derivedFields> {
  let list = derivedOf.get(p);
  if (list === undefined) derivedOf.set(p, (list = derivedFields(p.fields)));
  return list;
}

/** Builds the decoded tree of the packet at hand: what the capture says of it, its layers, and what dialogues made of it. */
export class Inspector {
  readonly #builder = new TreeBuilder();
  readonly #carriedBuilder = new TreeBuilder();
  readonly #carriedWalk: Walk;
  readonly #a: Analyzer;

  constructor(a: Analyzer) {
    this.#a = a;
    this.#carriedWalk = new Walk({ oemCodepage: a.walk.oemCodepage });
  }

  /** The whole tree. It may be used until the next packet. */
  inspect(): Tree {
    this.begin();
    this.addFrame();
    for (let layer = 0; layer < this.#a.walk.depth; layer++) this.addLayer(layer);
    this.addUnits(this.#a.units);
    return this.#builder.tree;
  }

  get tree(): Tree {
    return this.#builder.tree;
  }

  begin(): void {
    this.#builder.open(this.#a.walk, this.#a.bytes, this.#a.from, this.#a.to);
  }

  addFrame(): void {
    const { tree } = this.#builder;
    tree.add(frame.self, 0, 0, 0, 0, undefined);
    this.#addDerived(frame, 0, 0);
  }

  addLayer(layer: number): void {
    const p = this.#a.walk.protocol(layer);
    const { tree } = this.#builder;
    const root = tree.length;
    this.#builder.addLayer(layer);
    if (p === tcp) this.#relateEdges(layer, root);
    this.#addDerived(p, layer, root);
  }

  addUnits(units: readonly Unit[]): void {
    for (let i = 0; i < units.length; ) i = this.#addUnit(units, i);
  }

  /**
   * Add one unit, and those after it that stand in the same bytes under the same protocol. Returns the next. What a unit carries
   * are layers of their own: its node ends where they begin, and the next unit begins a node after them.
   */
  #addUnit(units: readonly Unit[], first: number): number {
    const { tree } = this.#builder;
    const unit = units[first]!;
    const { source, shift } = this.#place(unit);
    const from = unit.from + shift;
    const root = tree.add(unit.session.dialogue.self, source, from, (unit.carried[0]?.from ?? unit.to) + shift, 0, undefined);
    const { how } = unit.session.recognised;
    if (how !== 'port') tree.add(sessionFields.recognized_by, source, from, from, 1, how);
    this.#addMarks(unit, source, shift);
    let next = first + 1;
    if (carriesLayers(unit)) return next;
    for (; next < units.length; next++) {
      const other = units[next]!;
      if (other.session !== unit.session || other.side !== unit.side || carriesLayers(other)) break;
      const place = this.#place(other);
      if (place.source !== 0 || source !== 0 || other.from + place.shift !== tree.to[root]) {
        if (place.source !== 0) tree.sources.pop();
        break;
      }
      tree.to[root] = other.to + place.shift;
      this.#addMarks(other, 0, place.shift);
    }
    return next;
  }

  #addMarks(unit: Unit, source: number, shift: number): void {
    for (const m of unit.marks) this.#builder.tree.add(m.field, source, m.from + shift, m.to + shift, m.depth, m.value);
    for (const c of unit.carried) this.#addCarried(unit.bytes, c, source, shift);
    for (const { protocol, source: whole } of unit.assembled) {
      this.#addCarried(whole.bytes, { protocol, from: 0, to: whole.bytes.length, length: whole.bytes.length }, this.#builder.tree.sources.push(whole), 0);
    }
  }

  /** The layers of a message that a dialogue carries, walked in `bytes`. */
  #addCarried(bytes: Uint8Array, carried: Carried, source: number, shift: number): void {
    const first = protocolByName(carried.protocol);
    if (first === undefined) return;
    const walk = this.#carriedWalk;
    walk.run(bytes, carried.from, carried.to, carried.length, this.#a.number, first);
    const builder = this.#carriedBuilder;
    builder.open(walk, bytes, 0, bytes.length);
    for (let layer = 0; layer < walk.depth; layer++) builder.addLayer(layer);
    const { tree } = builder;
    for (let i = 0; i < tree.length; i++) this.#builder.tree.add(tree.fields[i]!, source, tree.from[i]! + shift, tree.to[i]! + shift, tree.depth[i]!, tree.given[i]);
    this.#noteFaults(walk, source === 0 ? shift + this.#a.from : shift);
  }

  /** What was wrong with a carried message is wrong with the packet. */
  #noteFaults(walk: Walk, shift: number): void {
    for (let i = 0; i < walk.faultCount; i++) {
      const { code, at, need, had } = walk.fault(i);
      this.#a.walk.note(code, at + shift, need, had);
    }
  }

  /** A unit lies in the packet itself, or in a buffer of its own that was put together from several. */
  #place(unit: Unit): { source: number; shift: number } {
    const [piece] = unit.pieces;
    if (unit.pieces.length === 1 && piece!.packet === this.#a.number && piece!.from >= 0) return { source: 0, shift: piece!.from - unit.from };
    const whole: Source = { bytes: unit.bytes.subarray(unit.from, unit.to), pieces: unit.pieces };
    return { source: this.#builder.tree.sources.push(whole), shift: -unit.from };
  }

  #addDerived(p: Protocol, layer: number, root: number): void {
    const { tree } = this.#builder;
    const source = tree.source[root]!;
    const at = tree.from[root]!;
    for (const { field, how, under } of derived(p)) {
      const value = how(this.#a, layer);
      if (value === undefined) continue;
      const values = isSeveral(value) ? value : [value];
      // What is there is there, however often scripts are told.
      for (const one of field.kind === 'none' ? values.slice(0, 1) : values) tree.add(field, source, at, at, 1, one);
      const told = under?.how(this.#a, layer);
      if (told !== undefined && !isSeveral(told)) tree.add(under!.field, source, at, at, 2, told);
    }
  }

  /** Edges of selective acknowledgments are shown relative, as the numbers they belong to. */
  #relateEdges(layer: number, root: number): void {
    const { tree } = this.#builder;
    for (let node = root; node < tree.length; node++) {
      const field: Field = tree.fields[node]!;
      if (!edges.has(field)) continue;
      const raw: Value = nodeValue(tree, node);
      tree.given[node] = relativeEdge(this.#a, layer, Number(raw));
    }
  }
}

/** Does a unit bring layers of its own, so that the next begins a node after them? */
const carriesLayers = (unit: Unit): boolean => unit.carried.length + unit.assembled.length > 0;
