/** Bytes of a slab, and how many of them there are. */
export const SLAB = 1 << 20;
const SLABS = 4;

/** Where in the state stand: the slabs that were given, and those that were taken, since the beginning; whether there is an answer; and then the length of each slab. */
const GIVEN = 0;
const TAKEN = 1;
const ANSWERED = 2;
const LENGTHS = 3;

/** The memory of a ring, to be handed to another thread. */
export interface RingMemory {
  readonly state: SharedArrayBuffer;
  readonly slabs: readonly SharedArrayBuffer[];
}

/**
 * Memory that two threads share: one gives slabs, the other takes them, in the same order, and each waits for the other. No messages pass, so that neither
 * needs its event loop.
 */
export class SlabRing {
  readonly memory: RingMemory;
  /** What is to be given, or was taken. Each thread has one of its own: bytes get quickly into shared memory, and out of it, only where both begin at a word. */
  readonly slab = new Uint8Array(SLAB);
  readonly #state: Int32Array;
  readonly #slabs: readonly Uint8Array[];

  constructor(memory: RingMemory = newMemory()) {
    this.memory = memory;
    this.#state = new Int32Array(memory.state);
    this.#slabs = memory.slabs.map((slab) => new Uint8Array(slab));
  }

  /** Hand over the first bytes of `slab`, as soon as there is room. False: there was none for so many milliseconds. */
  give(length: number, patience: number): boolean {
    const given = Atomics.load(this.#state, GIVEN);
    const taken = Atomics.load(this.#state, TAKEN);
    if (given - taken === SLABS && Atomics.wait(this.#state, TAKEN, taken, patience) === 'timed-out') return false;
    const index = given % SLABS;
    this.#slabs[index]!.set(this.slab.subarray(0, length));
    this.#state[LENGTHS + index] = length;
    this.#raise(GIVEN);
    return true;
  }

  /** Wait for the next slab, and copy it into `slab`. Returns its length. */
  take(): number {
    const taken = Atomics.load(this.#state, TAKEN);
    Atomics.wait(this.#state, GIVEN, taken);
    const index = taken % SLABS;
    const length = this.#state[LENGTHS + index]!;
    this.slab.set(this.#slabs[index]!.subarray(0, length));
    this.#raise(TAKEN);
    return length;
  }

  /** Who takes the slabs has said something, elsewhere. */
  answer(): void {
    this.#raise(ANSWERED);
  }

  /** Wait for that. False: nothing was said for so many milliseconds. */
  awaitAnswer(patience: number): boolean {
    return Atomics.wait(this.#state, ANSWERED, 0, patience) !== 'timed-out';
  }

  #raise(count: number): void {
    Atomics.add(this.#state, count, 1);
    Atomics.notify(this.#state, count);
  }
}

function newMemory(): RingMemory {
  return { state: new SharedArrayBuffer(4 * (LENGTHS + SLABS)), slabs: Array.from({ length: SLABS }, () => new SharedArrayBuffer(SLAB)) };
}
