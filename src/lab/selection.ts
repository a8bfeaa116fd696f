import type { Analyzer } from '../analysis/analyzer.ts';
import { compileFilter } from '../analysis/filter/filter.ts';
import { FilterSet } from '../analysis/filter/filter-set.ts';
import { segmentLayer } from '../analysis/layers.ts';
import { Lookup } from '../analysis/lookup.ts';
import type { Check } from './checker.ts';
import type { Choice, Lab, Part } from './lab.ts';

/** Connections of which candidates are remembered, for each part. */
export const MAX_CANDIDATES = 1000;

/** The packets and the connection that tell most about a part of a lab. */
export interface Selected {
  readonly part: Part;
  readonly packets: readonly number[];
  /** The connection that they are of (`tcp.stream`); undefined: the part asks for none, or there is none. */
  readonly stream: number | undefined;
  /** The packets that made the steps of the part's connection. */
  readonly steps: readonly number[];
}

/** A packet that may be shown for a choice. */
interface Candidate {
  readonly packet: number;
  /** The packet whose number stands in the choice's field. */
  readonly before: number | undefined;
  /** It is there from its first to its last byte, without a fault, and was not sent a second time. */
  readonly isIntact: boolean;
}

/** By choice: what was found so far. */
type Candidates = (Candidate | undefined)[];

/** No connection: the best of the whole capture. */
const ANYWHERE = -1;

/**
 * Chooses the packets of a sheet. For each choice of a part it is the first packet that passes, in the connection that comes furthest through the steps that the part asks for;
 * a whole packet comes before one that is cut, faulty or sent again, and one that does not lie before the packet of the choice before comes first.
 */
export class Selection {
  readonly #a: Analyzer;
  readonly #lab: Lab;
  readonly #filters: FilterSet;
  readonly #again = compileFilter('tcp.analysis.retransmission');
  readonly #lookups = new Map<Choice, Lookup>();
  readonly #found = new Map<Part, Map<number, Candidates>>();

  constructor(lab: Lab, a: Analyzer) {
    this.#lab = lab;
    this.#a = a;
    const choices = lab.parts.flatMap((part) => part.sheet.packets);
    this.#filters = new FilterSet(a, [this.#again, ...choices.map((choice) => choice.filter)]);
    for (const choice of choices) if (choice.with !== undefined) this.#lookups.set(choice, new Lookup(a, [choice.with]));
    for (const part of lab.parts) this.#found.set(part, new Map());
  }

  /** Look at the packet at hand. */
  packet(): void {
    this.#filters.look();
    const layer = segmentLayer(this.#a);
    const stream = layer < 0 ? ANYWHERE : this.#a.connections.flows.number(this.#a.slots[layer]!);
    for (const part of this.#lab.parts) {
      part.sheet.packets.forEach((choice, i) => {
        if (!this.#filters.test(choice.filter)) return;
        this.#consider(part, ANYWHERE, choice, i);
        if (stream !== ANYWHERE) this.#consider(part, stream, choice, i);
      });
    }
  }

  /** What was chosen, for a capture that was checked in the same pass. */
  selected(check: Check): Selected[] {
    return check.parts.map(({ part, needs }) => {
      const way = needs.find(({ need }) => need.kind === 'connection');
      const candidates = this.#found.get(part)!.get(way === undefined ? ANYWHERE : (way.stream ?? NOWHERE)) ?? [];
      const packets = new Set(candidates.flatMap((one) => (one === undefined ? [] : one.before === undefined ? [one.packet] : [one.before, one.packet])));
      return { part, packets: [...packets].toSorted((x, y) => x - y), stream: way?.stream, steps: way?.packets ?? [] };
    });
  }

  #consider(part: Part, stream: number, choice: Choice, index: number): void {
    const found = this.#found.get(part)!;
    let candidates = found.get(stream);
    if (candidates === undefined) {
      if (found.size >= MAX_CANDIDATES) return;
      found.set(stream, (candidates = []));
    }
    const known = candidates[index];
    const isIntact = this.#isIntact();
    const isEarly = known !== undefined && candidates.slice(0, index).some((other) => other !== undefined && other.packet > known.packet);
    if (known === undefined || isEarly || (isIntact && !known.isIntact)) candidates[index] = { packet: this.#a.number, before: this.#before(choice), isIntact };
  }

  #before(choice: Choice): number | undefined {
    const value = this.#lookups.get(choice)?.look()[0]?.[0]?.value;
    return typeof value === 'number' ? value : undefined;
  }

  #isIntact(): boolean {
    const a = this.#a;
    return a.to - a.from >= a.wireLength && a.walk.faultCount === 0 && !this.#filters.test(this.#again);
  }
}

/** No connection has begun the steps: nothing is shown. */
const NOWHERE = -2;
