import { protocols } from '../base/protocol.ts';
import { dialogues } from '../session/index.ts';
import type { Analyzer } from './analyzer.ts';
import { dialogueOf } from './layers.ts';

/** A protocol at its place below others, with the packets that hold it there and their bytes on the wire. */
export interface HierarchyNode {
  readonly name: string;
  packets: number;
  bytes: number;
  /** Numbers of the first packets. */
  readonly first: readonly number[];
  readonly children: HierarchyNode[];
}

/** Numbers of packets remembered for each place. */
const FIRST = 3;
/** Places in the hierarchy that are counted; real captures have some tens. */
const MAX_NODES = 4096;
const ROOT = 0;

/** Counts which protocols stand inside which: one step through a table per layer. */
export class Hierarchy {
  readonly #kinds = protocols.length + dialogues.length;
  /** The node for a kind below a node, by `node * kinds + kind`; 0: none yet. */
  #next = new Int32Array(64 * this.#kinds);
  readonly #kindOf: number[] = [-1];
  readonly #packets = new Float64Array(MAX_NODES);
  readonly #bytes = new Float64Array(MAX_NODES);
  readonly #first = new Int32Array(MAX_NODES * FIRST);
  readonly #dialogueKind = new Map(dialogues.map((d, i) => [d, protocols.length + i] as const));

  /** HOT: must not allocate but for a new place. Count the packet at hand. */
  packet(a: Analyzer): void {
    const w = a.walk;
    let node = ROOT;
    this.#count(node, a);
    for (let layer = 0; layer < w.depth; layer++) {
      if (w.isQuoted(layer)) return;
      node = this.#below(node, w.protocol(layer).id);
      this.#count(node, a);
    }
    const said = dialogueOf(a);
    if (said !== undefined) this.#count(this.#below(node, this.#dialogueKind.get(said)!), a);
  }

  /** The tree of protocols below all packets, the most frequent first. */
  tree(): HierarchyNode {
    const nodes: HierarchyNode[] = this.#kindOf.map((kind, i) => ({ name: this.#name(kind), packets: this.#packets[i]!, bytes: this.#bytes[i]!, first: [...this.#first.subarray(i * FIRST, i * FIRST + Math.min(FIRST, this.#packets[i]!))], children: [] }));
    for (let node = 0; node < nodes.length; node++) {
      for (let kind = 0; kind < this.#kinds; kind++) {
        const child = this.#next[node * this.#kinds + kind]!;
        if (child !== 0) nodes[node]!.children.push(nodes[child]!);
      }
      nodes[node]!.children.sort((x, y) => y.packets - x.packets || (x.name < y.name ? -1 : 1));
    }
    return nodes[ROOT]!;
  }

  /** Packets by their innermost protocol, the most frequent first. What is not decoded belongs to the protocol that carries it. */
  innermost(): { name: string; packets: number }[] {
    const counts = new Map<string, number>();
    const visit = (node: HierarchyNode): void => {
      const children = node.children.filter((child) => child.name !== 'data');
      const inside = children.reduce((n, child) => n + child.packets, 0);
      if (node.packets > inside && node.name !== '') counts.set(node.name, (counts.get(node.name) ?? 0) + node.packets - inside);
      children.forEach(visit);
    };
    visit(this.tree());
    return [...counts].map(([name, packets]) => ({ name, packets })).sort((a, b) => b.packets - a.packets);
  }

  #name(kind: number): string {
    if (kind < 0) return '';
    return kind < protocols.length ? protocols[kind]!.name : dialogues[kind - protocols.length]!.name;
  }

  #count(node: number, a: Analyzer): void {
    const count = this.#packets[node]!++;
    if (count < FIRST) this.#first[node * FIRST + count] = a.number;
    this.#bytes[node]! += a.wireLength;
  }

  #below(node: number, kind: number): number {
    const at = node * this.#kinds + kind;
    const found = this.#next[at]!;
    return found !== 0 ? found : this.#add(at, node, kind);
  }

  #add(at: number, node: number, kind: number): number {
    if (this.#kindOf.length === MAX_NODES) return node;
    const added = this.#kindOf.push(kind) - 1;
    if ((added + 1) * this.#kinds > this.#next.length) {
      const wider = new Int32Array(this.#next.length * 2);
      wider.set(this.#next);
      this.#next = wider;
    }
    this.#next[at] = added;
    return added;
  }
}
