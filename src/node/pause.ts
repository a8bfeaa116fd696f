const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Wait so many milliseconds, without anything else being done. */
export function pause(milliseconds: number): void {
  Atomics.wait(sleeper, 0, 0, milliseconds);
}

/** Milliseconds. */
const FIRST_PAUSE = 0.05;
const LONGEST_PAUSE = 2;

/**
 * Waiting for the other end of a pipe that has no room, or nothing to read. (It would block, if Node had not made it non-blocking.) Most are quick: the first pause is
 * short, each further one twice as long.
 */
export class Patience {
  #next = FIRST_PAUSE;

  wait(): void {
    pause(this.#next);
    this.#next = Math.min(LONGEST_PAUSE, 2 * this.#next);
  }

  /** The other end has done something. */
  renew(): void {
    this.#next = FIRST_PAUSE;
  }
}
