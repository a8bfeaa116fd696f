import type { FaultCode } from './fault.ts';
import type { Field, Value } from './field.ts';
import type { Protocol } from './protocol.ts';
import type { Source, Walk } from './walk.ts';

/**
 * The decoded form of a packet: numbers in prefix order. A node is a field and a byte range; everything
 * else follows from the two. Only what the bytes do not say by themselves (a name put together from
 * pointers, a counted number) carries its value.
 */
export class Tree {
  length = 0;
  readonly fields: Field[] = [];
  /** 0: the packet; otherwise 1 + index into `sources`. */
  readonly source: number[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly depth: number[] = [];
  readonly given: (Value | undefined)[] = [];
  /** Bytes of the packet, and the buffers that were put together from several. */
  packet: Uint8Array = new Uint8Array(0);
  readonly sources: Source[] = [];

  clear(packet: Uint8Array, sources: readonly Source[]): void {
    this.length = 0;
    this.packet = packet;
    this.sources.splice(0, this.sources.length, ...sources);
  }

  bytes(node: number): Uint8Array {
    const source = this.source[node]!;
    return source === 0 ? this.packet : this.sources[source - 1]!.bytes;
  }

  add(field: Field, source: number, from: number, to: number, depth: number, value: Value | undefined): number {
    const node = this.length++;
    this.#put(node, field, source, from, to, depth, value);
    return node;
  }

  /** Put a node in before `at`. The columns keep their room from packet to packet, so they must not grow with every node put in. */
  insert(at: number, field: Field, source: number, from: number, to: number, depth: number, value: Value | undefined): void {
    for (let node = this.length++; node > at; node--) this.#copy(node - 1, node);
    this.#put(at, field, source, from, to, depth, value);
  }

  #put(node: number, field: Field, source: number, from: number, to: number, depth: number, value: Value | undefined): void {
    this.fields[node] = field;
    this.source[node] = source;
    this.from[node] = from;
    this.to[node] = to;
    this.depth[node] = depth;
    this.given[node] = value;
  }

  #copy(node: number, onto: number): void {
    this.#put(onto, this.fields[node]!, this.source[node]!, this.from[node]!, this.to[node]!, this.depth[node]!, this.given[node]);
  }

  /** The node after the last descendant of a node. */
  skip(node: number): number {
    const depth = this.depth[node]!;
    let next = node + 1;
    while (next < this.length && this.depth[next]! > depth) next++;
    return next;
  }
}

/**
 * Writes the tree of one layer: the fields with a fixed place by itself, the rest through `detail`.
 * Offsets are of `bytes`, half-open. A detail must check what it reads against `end`.
 */
export class TreeBuilder {
  readonly tree = new Tree();
  walk!: Walk;
  /** Index of the layer at hand in the walk. */
  layer = 0;
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  body = 0;
  end = 0;
  wireEnd = 0;
  #source = 0;
  #depth = 0;
  /** The node of the layer as a whole. */
  #root = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #from = 0;
  /** What is taken off offsets of the layer at hand. */
  #origin = 0;
  readonly #within: string[] = [];

  /** Begin the tree of the packet in bytes `from`..`to`; offsets in the tree are counted from its first byte. */
  open(walk: Walk, bytes: Uint8Array, from: number, to: number): void {
    this.walk = walk;
    this.#bytes = bytes;
    this.#from = from;
    this.tree.clear(bytes.subarray(from, to), walk.sources);
  }

  /** Add layer `layer` with all its fields. */
  addLayer(layer: number): void {
    const w = this.walk;
    const p = w.protocol(layer);
    this.layer = layer;
    this.#source = w.sourceOf(layer);
    this.bytes = this.#source === 0 ? this.#bytes : w.sources[this.#source - 1]!.bytes;
    this.#origin = this.#source === 0 ? this.#from : 0;
    this.start = w.startOf(layer);
    this.body = w.bodyOf(layer);
    this.end = w.endOf(layer);
    this.wireEnd = w.wireEndOf(layer);
    this.#depth = 0;
    this.#root = this.tree.length;
    this.begin(p.self, this.start, this.body);
    this.#addFixed(p);
    this.#depth = 1;
    p.detail?.(this);
    this.#depth = 0;
  }

  /** Where what the layer carries ended: after it come padding and trailers. */
  get innerEnd(): number {
    const inner = this.layer + 1;
    return inner < this.walk.depth && this.walk.sourceOf(inner) === this.#source ? this.walk.endOf(inner) : this.end;
  }

  /** The buffer that what the layer at hand carries goes on in; undefined: it stands in the same one. */
  get continuation(): Source | undefined {
    const inner = this.layer + 1;
    const source = inner < this.walk.depth ? this.walk.sourceOf(inner) : this.#source;
    return source === this.#source ? undefined : this.walk.sources[source - 1];
  }

  /** A node at the present depth. */
  add(field: Field, from: number, to: number, value?: Value): number {
    return this.tree.add(field, this.#source, from - this.#origin, to - this.#origin, this.#depth, value);
  }

  /** A generated node under the last node of `parent` in this layer; where it has none, at the present depth. */
  addUnder(parent: Field, field: Field, value: Value = true): void {
    const tree = this.tree;
    let node = tree.length - 1;
    while (node > this.#root && tree.fields[node] !== parent) node--;
    if (node === this.#root) {
      this.add(field, this.start, this.start, value);
      return;
    }
    tree.insert(tree.skip(node), field, this.#source, tree.from[node]!, tree.to[node]!, tree.depth[node]! + 1, value);
  }

  /** A fault found while the details were read. A quotation has none: it is often cut, and its reader is not to blame. */
  fault(code: FaultCode, at: number, need: number, had: number): void {
    if (!this.walk.isQuoted(this.layer)) this.walk.note(code, at, need, had);
  }

  /** Bytes of a source, with offsets as in the walk. */
  sourceBytes(source: number): Uint8Array {
    return source === 0 ? this.#bytes : this.walk.sources[source - 1]!.bytes;
  }

  /** A node whose parts follow, until `close`. */
  begin(field: Field, from: number, to: number, value?: Value): void {
    this.add(field, from, to, value);
    this.#depth++;
  }

  close(): void {
    this.#depth--;
  }

  /** The declared fields whose place is fixed, those that are parts of others under them. */
  #addFixed(p: Protocol): void {
    const within = this.#within;
    within.length = 0;
    let before: Field | undefined;
    for (const field of p.fields) {
      if (field.at < 0 || this.start + field.at + field.size > this.body) continue;
      if (field.when !== undefined && !field.when(this.bytes, this.start)) continue;
      // The same bits under another protocol's name are shown under the name before.
      if (before === undefined || !isAlias(field, before)) while (within.length > 0 && within.at(-1) !== field.within) within.pop();
      this.#depth = 1 + within.length;
      this.add(field, this.start + field.at, this.start + field.at + field.size);
      within.push(field.path);
      before = field;
    }
  }
}

function isAlias(field: Field, other: Field): boolean {
  return field.at === other.at && field.size === other.size && field.mask !== 0 && field.mask === other.mask;
}
