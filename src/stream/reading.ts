/** A generator that reads a stream: it yields when it needs more bytes, and returns what it read. */
export type Reading<T> = Generator<void, T, void>;

/**
 * A reading that needs no more bytes, as most do not: `yield*` asks it for its result at once, so that one object serves for all, and nothing is
 * allocated. Of a generator it has what `yield*` needs.
 */
export class Done<T> {
  readonly #result: { done: true; value: T };

  constructor(value: T) {
    this.#result = { done: true, value };
  }

  with(value: T): Reading<T> {
    this.#result.value = value;
    return this as unknown as Reading<T>;
  }

  next(): IteratorReturnResult<T> {
    return this.#result;
  }

  [Symbol.iterator](): this {
    return this;
  }
}

/** A line of a stream. Offsets are in the reader's `bytes` and hold until it is fed again. */
export interface Line {
  from: number;
  /** Where the text ends: before CRLF, or a bare LF. */
  to: number;
  /** Where the next line begins. */
  end: number;
  /** CRLF stood at the end, as every text protocol of the internet demands. */
  crlf: boolean;
  /** Its end was seen; else the stream ended before, or its next bytes are lost, or the line is longer than is read at once. */
  whole: boolean;
}

/** What was asked for is there. */
export const yes = new Done(true).with(true);

/** A packet, and when it was captured. */
export interface Moment {
  readonly packet: number;
  readonly seconds: number;
  readonly nanos: number;
}

/** All moments are made here: objects of one shape are quick to look into. */
export const momentOf = (packet: number, seconds: number, nanos: number): Moment => ({ packet, seconds, nanos });
