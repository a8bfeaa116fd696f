/** Bytes of a slab, and how many of them there are. */
export const SLAB = 1 << 20;
const SLABS = 4;

/** Where in the state stand: the slabs that were filled, and those that were emptied, since the beginning; and then the length of each. */
const FILLED = 0;
const EMPTIED = 1;
const LENGTHS = 2;

/** The memory of a ring, to be handed to another thread. */
export interface RingMemory {
  readonly state: SharedArrayBuffer;
  readonly slabs: readonly SharedArrayBuffer[];
}

/**
 * Memory that two threads share: one fills slabs, the other empties them, in the same order, and each waits for the other. No messages pass, so that neither
 * needs its event loop.
 */
export class SlabRing {
  readonly memory: RingMemory;
  readonly #state: Int32Array;
  readonly #slabs: readonly Uint8Array[];

  constructor(memory: RingMemory = newMemory()) {
    this.memory = memory;
    this.#state = new Int32Array(memory.state);
    this.#slabs = memory.slabs.map((slab) => new Uint8Array(slab));
  }

  /** The next slab to be filled; undefined: none became free for so many milliseconds. */
  free(patience: number): Uint8Array | undefined {
    const filled = Atomics.load(this.#state, FILLED);
    const emptied = Atomics.load(this.#state, EMPTIED);
    if (filled - emptied === SLABS && Atomics.wait(this.#state, EMPTIED, emptied, patience) === 'timed-out') return undefined;
    return this.#slabs[filled % SLABS];
  }

  /** Wait until all slabs have been emptied; false: none was for so many milliseconds. */
  settle(patience: number): boolean {
    const filled = Atomics.load(this.#state, FILLED);
    for (let emptied: number; (emptied = Atomics.load(this.#state, EMPTIED)) < filled; ) {
      if (Atomics.wait(this.#state, EMPTIED, emptied, patience) === 'timed-out') return false;
    }
    return true;
  }

  /** The slab that `free` gave holds so many bytes, and is for the other thread now. */
  fill(length: number): void {
    const filled = Atomics.load(this.#state, FILLED);
    this.#state[LENGTHS + (filled % SLABS)] = length;
    Atomics.store(this.#state, FILLED, filled + 1);
    Atomics.notify(this.#state, FILLED);
  }

  /** The next slab that was filled, once there is one. It is the other thread's again after the call of `empty`. */
  filled(): Uint8Array {
    const emptied = Atomics.load(this.#state, EMPTIED);
    Atomics.wait(this.#state, FILLED, emptied);
    const index = emptied % SLABS;
    return this.#slabs[index]!.subarray(0, this.#state[LENGTHS + index]);
  }

  empty(): void {
    Atomics.add(this.#state, EMPTIED, 1);
    Atomics.notify(this.#state, EMPTIED);
  }
}

function newMemory(): RingMemory {
  return { state: new SharedArrayBuffer(4 * (LENGTHS + SLABS)), slabs: Array.from({ length: SLABS }, () => new SharedArrayBuffer(SLAB)) };
}
