import { FlowTable } from '../stream/flows.ts';

/** A flow table that holds the last `size` flows: the oldest is forgotten for a new one. */
export class RecentFlows {
  readonly #table = new FlowTable();
  /** Slots in the order in which they were opened, as a ring. */
  readonly #ring: Int32Array;
  #opened = 0;

  constructor(size: number) {
    this.#ring = new Int32Array(size);
  }

  /** HOT: must not allocate. See `FlowTable.find`. */
  find(bytes: Uint8Array, at: number, size: number, sourcePort: number, destinationPort: number): number {
    return this.#table.find(bytes, at, size, sourcePort, destinationPort);
  }

  /** Open a flow with the ends that were last looked for. Returns its slot, which another may have had. */
  open(): number {
    const place = this.#opened % this.#ring.length;
    // `retire` leaves the probe as it is: the slot is given to the flow at hand.
    if (this.#opened >= this.#ring.length) this.#table.retire(this.#ring[place]!);
    const slot = this.#table.open();
    this.#ring[place] = slot;
    this.#opened++;
    return slot;
  }
}
