import { Columns } from '../base/columns.ts';
import { FlowTable } from '../stream/flows.ts';

/** Pairs of UDP ends that are remembered; the oldest is forgotten for a new one. */
export const MAX_EXCHANGES = 200_000;

/** Who exchanges UDP datagrams with whom, and since when: typed columns, by slot. */
export class Exchanges {
  readonly flows = new FlowTable();
  readonly columns = new Columns({
    firstSeconds: Float64Array,
    firstNanos: Int32Array,
    lastSeconds: Float64Array,
    lastNanos: Int32Array,
    /** Time of the datagram before the last, for `udp.time_delta`. */
    previousSeconds: Float64Array,
    previousNanos: Int32Array,
  });
  /** Slots in the order in which they were opened, as a ring. */
  readonly #ring: Int32Array;

  /** `limit`: how many pairs are remembered. */
  constructor(limit = MAX_EXCHANGES) {
    this.#ring = new Int32Array(limit);
  }

  /** HOT: must not allocate but for a new pair. The slot of the pair that a datagram belongs to; addresses stand as in `FlowTable.find`. */
  datagram(b: Uint8Array, addressAt: number, addressSize: number, sourcePort: number, destinationPort: number, seconds: number, nanos: number): number {
    const found = this.flows.find(b, addressAt, addressSize, sourcePort, destinationPort);
    const slot = found >= 0 ? found : this.#open(seconds, nanos);
    const c = this.columns.at;
    c.previousSeconds[slot] = c.lastSeconds[slot]!;
    c.previousNanos[slot] = c.lastNanos[slot]!;
    c.lastSeconds[slot] = seconds;
    c.lastNanos[slot] = nanos;
    return slot;
  }

  #open(seconds: number, nanos: number): number {
    const place = this.flows.opened % this.#ring.length;
    // `retire` leaves what was looked for as it is: the pair at hand is opened with it.
    if (this.flows.opened >= this.#ring.length) this.flows.retire(this.#ring[place]!);
    const slot = this.flows.open();
    while (this.columns.length <= slot) this.columns.add();
    this.#ring[place] = slot;
    const c = this.columns.at;
    c.firstSeconds[slot] = c.lastSeconds[slot] = seconds;
    c.firstNanos[slot] = c.lastNanos[slot] = nanos;
    return slot;
  }
}
