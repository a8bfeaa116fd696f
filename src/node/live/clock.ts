/** The time of day is told in whole milliseconds: on the average it is half of one more. */
const HALF = 0.5;
/** The two clocks are brought together again when they differ by so many milliseconds. */
const TOLERANCE = 2;
/** How often the two are compared, in milliseconds. */
const COMPARE = 1000;

/** The time of day with the resolution of the monotonic clock, which it follows when the time of day is set. */
export class Clock {
  /** The time that was read last. */
  seconds = 0;
  nanos = 0;
  readonly #day: () => number;
  readonly #monotonic: () => number;
  /** Milliseconds between the two clocks, and when that was last looked at. */
  #offset: number;
  #compared: number;

  /** All in milliseconds; by default the clocks of the system. `origin`: the time of day when the monotonic clock began to count, to a fraction of a millisecond. */
  constructor(day: () => number = Date.now, monotonic: () => number = () => performance.now(), origin = performance.timeOrigin) {
    this.#day = day;
    this.#monotonic = monotonic;
    this.#offset = origin;
    this.#compared = -Infinity;
  }

  /** HOT: must not allocate. */
  read(): void {
    const now = this.#monotonic();
    if (now - this.#compared > COMPARE) this.#compare(now);
    const time = now + this.#offset;
    this.seconds = Math.floor(time / 1000);
    this.nanos = Math.min(999_999_999, Math.floor((time - this.seconds * 1000) * 1e6));
  }

  #compare(now: number): void {
    const error = this.#day() + HALF - (now + this.#offset);
    if (Math.abs(error) >= TOLERANCE) this.#offset += error;
    this.#compared = now;
  }
}
