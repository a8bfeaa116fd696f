import { Analyzer } from '../analysis/analyzer.ts';
import { Inspector } from '../analysis/inspector.ts';
import { protocolNames } from '../analysis/layers.ts';
import { type Found, Lookup } from '../analysis/lookup.ts';
import { copyOf } from '../base/bytes.ts';
import type { Field, Value } from '../base/field.ts';
import type { Tree } from '../base/tree.ts';
import { nodeValue } from '../base/value.ts';
import type { PacketSink } from '../capture/packet-sink.ts';

/** Plays all packets of a capture, from the first, each time that it is called: a file that is read again, packets that are kept. */
export type Playback = (sink: PacketSink) => void;

/** What a capture has in one field of one packet. */
export interface Fact {
  readonly field: Field;
  readonly value: Value;
  /** Where its bytes are, half-open, from the first byte of the packet; undefined: it has none there (worked out, or put together from several packets). */
  readonly range: readonly [from: number, to: number] | undefined;
}

/** What a capture has in the fields of one packet. */
export interface PacketFacts {
  /** Its number in the capture, from 1. */
  readonly number: number;
  /** Names of its protocols, outermost first, its dialogue included; not those of a packet that is quoted in it. */
  readonly protocols: readonly string[];
  readonly bytes: Uint8Array;
  /** The values of a field, by its path, in the order of the packet; none: the packet does not have it. */
  of(path: string): readonly Fact[];
  /** The field that byte `at` of the packet belongs to, the most special one; undefined: none. */
  at(at: number): Fact | undefined;
}

/** Packets of one pass whose facts are kept. */
export const MAX_FACTS = 512;

/** One pass over a capture: the facts of the packets with these numbers, by number; of the first MAX_FACTS numbers. */
export function factsOf(play: Playback, numbers: Iterable<number>): Map<number, PacketFacts> {
  const wanted = new Set([...new Set(numbers)].slice(0, MAX_FACTS));
  const found = new Map<number, PacketFacts>();
  if (wanted.size === 0) return found;
  pass(play, (a) => {
    const inspector = new Inspector(a);
    return () => wanted.has(a.number) && found.set(a.number, new TreeFacts(a, inspector.inspect()));
  });
  return found;
}

/** One pass over a capture: what every packet has in some fields, a list for each. It may be used until the next packet. */
export function lookUp(play: Playback, fields: readonly Field[], visit: (number: number, found: readonly (readonly Found[])[]) => void): void {
  pass(play, (a) => {
    const lookup = new Lookup(a, fields);
    return () => visit(a.number, lookup.look());
  });
}

/** One pass over a capture, everything decoded; `begin` makes what looks at each packet. */
function pass(play: Playback, begin: (a: Analyzer) => () => unknown): void {
  const a: Analyzer = new Analyzer(() => void visit(), { marks: true, probe: true });
  const visit = begin(a);
  play(a);
  a.end();
}

/** Names of the protocols that the packet at hand is made of: not those of a packet that an error quotes. */
function ownProtocols(a: Analyzer): string[] {
  const w = a.walk;
  let depth = 0;
  while (depth < w.depth && !w.isQuoted(depth)) depth++;
  if (depth < w.depth) return Array.from({ length: depth }, (_, layer) => w.protocol(layer).name);
  // Dialogues that hand over to another (HTTP to TLS, SMB to what it carries) may both have said something.
  return [...new Set([...protocolNames(a), ...a.units.map((unit) => unit.session.dialogue.name)])];
}

/** The facts of a packet, taken out of its tree, which is used again for the next. */
class TreeFacts implements PacketFacts {
  readonly number: number;
  readonly protocols: readonly string[];
  readonly bytes: Uint8Array;
  readonly #byPath = new Map<string, Fact[]>();
  /** Those that have bytes, in the order of the tree: parts after what they are parts of. */
  readonly #placed: Fact[] = [];

  constructor(a: Analyzer, tree: Tree) {
    this.number = a.number;
    this.protocols = ownProtocols(a);
    this.bytes = copyOf(a.bytes, a.from, a.to);
    for (let node = 0; node < tree.length; node++) this.#take(tree, node);
  }

  of(path: string): readonly Fact[] {
    return this.#byPath.get(path) ?? [];
  }

  at(at: number): Fact | undefined {
    return this.#placed.findLast(({ range }) => range![0] <= at && at < range![1]);
  }

  #take(tree: Tree, node: number): void {
    const field = tree.fields[node]!;
    const value = nodeValue(tree, node);
    const from = tree.from[node]!;
    const to = tree.to[node]!;
    const isPlaced = tree.source[node] === 0 && to > from && !field.generated;
    const fact: Fact = { field, value: value instanceof Uint8Array ? copyOf(value, 0, value.length) : value, range: isPlaced ? [from, to] : undefined };
    const facts = this.#byPath.get(field.path);
    if (facts === undefined) this.#byPath.set(field.path, [fact]);
    else facts.push(fact);
    if (isPlaced && field.kind !== 'layer') this.#placed.push(fact);
  }
}
