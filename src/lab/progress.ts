import type { Analyzer } from '../analysis/analyzer.ts';
import type { Filter } from '../analysis/filter/filter.ts';
import { FilterSet } from '../analysis/filter/filter-set.ts';
import { segmentLayer } from '../analysis/layers.ts';
import { MAX_EXAMPLES } from './finding.ts';
import type { ConnectionNeed, MoveNeed, Need, PacketNeed } from './lab.ts';

/** Connections whose way through the steps of a need is followed at a time; an older one makes room for a newer. */
export const MAX_FOLLOWED = 1000;

/** How far a need is met. */
export interface Progress {
  readonly isMet: boolean;
  /** How often, and in which packets first; of a connection: the packets of its steps. */
  readonly count: number;
  readonly packets: readonly number[];
  /** Number of the connection that has come furthest (`tcp.stream`). */
  readonly stream: number | undefined;
  /** How many steps it has made, and the one that would be next. */
  readonly steps: number;
  readonly next: Filter | undefined;
}

/** Follows one need through a capture. */
export interface Follower {
  /** Nothing more is missing; it stays so. */
  readonly isMet: boolean;
  packet(a: Analyzer, filters: FilterSet): void;
  moved(dialogue: string, from: string, to: string, packet: number): void;
  progress(): Progress;
}

export function followerOf(need: Need): Follower {
  switch (need.kind) {
    case 'packets':
      return new PacketFollower(need);
    case 'connection':
      return new ConnectionFollower(need);
    case 'move':
      return new MoveFollower(need);
  }
}

const nothing = (): void => undefined;

class PacketFollower implements Follower {
  readonly #need: PacketNeed;
  readonly #packets: number[] = [];
  #count = 0;

  constructor(need: PacketNeed) {
    this.#need = need;
  }

  packet(a: Analyzer, filters: FilterSet): void {
    if (!filters.test(this.#need.filter)) return;
    this.#count++;
    if (this.#packets.length < MAX_EXAMPLES) this.#packets.push(a.number);
  }

  readonly moved = nothing;

  get isMet(): boolean {
    return this.#count >= this.#need.count;
  }

  progress(): Progress {
    return { isMet: this.isMet, count: this.#count, packets: this.#packets, stream: undefined, steps: 0, next: undefined };
  }
}

/** A connection on its way through the steps. */
interface Way {
  readonly stream: number;
  /** The packet of each step that was made. */
  readonly packets: number[];
}

class ConnectionFollower implements Follower {
  readonly #steps: readonly Filter[];
  readonly #ways = new Map<number, Way>();
  #best: Way | undefined;
  #count = 0;

  constructor({ steps }: ConnectionNeed) {
    this.#steps = steps;
  }

  packet(a: Analyzer, filters: FilterSet): void {
    const layer = segmentLayer(a);
    if (layer < 0) return;
    const stream = a.connections.flows.number(a.slots[layer]!);
    const way = this.#ways.get(stream) ?? { stream, packets: [] };
    const before = way.packets.length;
    for (let step = before; step < this.#steps.length && filters.test(this.#steps[step]!); step++) way.packets.push(a.number);
    if (way.packets.length === before) return;
    if (before === 0) this.#begin(way);
    if (way.packets.length > (this.#best?.packets.length ?? 0)) this.#best = way;
    if (way.packets.length === this.#steps.length) this.#count++;
  }

  readonly moved = nothing;

  get isMet(): boolean {
    return this.#count > 0;
  }

  progress(): Progress {
    const made = this.#best?.packets.length ?? 0;
    return { isMet: this.isMet, count: this.#count, packets: this.#best?.packets ?? [], stream: this.#best?.stream, steps: made, next: this.#steps[made] };
  }

  #begin(way: Way): void {
    const [oldest] = this.#ways.keys();
    if (this.#ways.size >= MAX_FOLLOWED && oldest !== undefined) this.#ways.delete(oldest);
    this.#ways.set(way.stream, way);
  }
}

class MoveFollower implements Follower {
  readonly #need: MoveNeed;
  readonly #packets: number[] = [];
  #count = 0;

  constructor(need: MoveNeed) {
    this.#need = need;
  }

  readonly packet = nothing;

  moved(dialogue: string, from: string, to: string, packet: number): void {
    const { dialogue: wanted, from: start, to: goal } = this.#need;
    if (dialogue !== wanted || to !== goal || (start !== undefined && from !== start)) return;
    this.#count++;
    if (this.#packets.length < MAX_EXAMPLES) this.#packets.push(packet);
  }

  get isMet(): boolean {
    return this.#count > 0;
  }

  progress(): Progress {
    return { isMet: this.isMet, count: this.#count, packets: this.#packets, stream: undefined, steps: 0, next: undefined };
  }
}

