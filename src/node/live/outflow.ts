import fs from 'node:fs';
import { ClosedPipe } from '../output.ts';
import { Patience } from '../pause.ts';

/** Bytes that are kept for a slow reader. */
export const MAX_OUTFLOW = 64 << 20;
/** They are kept in pieces of so many bytes, and so many empty pieces are kept for the next time: new memory costs more than what is done with it. */
const PIECE = 256 << 10;
const MAX_SPARE = 16;

/** A piece of memory that is filled from its beginning and emptied in the same order. */
class Piece {
  readonly bytes = new Uint8Array(PIECE);
  filled = 0;
  taken = 0;
}

/**
 * A non-blocking pipe to somebody who may be slow, from somebody who is to be back at once: what the pipe does not take now is kept, up to a limit; only
 * then is the reader waited for. Throws ClosedPipe when nobody reads any more.
 */
export class Outflow {
  readonly #fd: number;
  readonly #limit: number;
  /** What waits; there is always a piece that is being filled. */
  readonly #waiting: Piece[] = [new Piece()];
  readonly #spare: Piece[] = [];
  readonly #patience = new Patience();
  /** Bytes that wait in all. */
  #size = 0;

  constructor(fd: number, limit = MAX_OUTFLOW) {
    this.#fd = fd;
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** The bytes may be changed afterwards. */
  write(bytes: Uint8Array): void {
    this.push();
    const at = this.isEmpty ? this.#some(bytes, 0, bytes.length) : 0;
    const rest = bytes.length - at;
    while (!this.isEmpty && this.#size + rest > this.#limit) {
      this.#patience.wait();
      this.push();
    }
    if (rest > 0) this.#keep(bytes, at);
  }

  /** Hand over what is taken now. */
  push(): void {
    while (this.#size > 0) {
      const first = this.#waiting[0]!;
      const taken = this.#some(first.bytes, first.taken, first.filled);
      if (taken === 0) return;
      this.#patience.renew();
      this.#size -= taken;
      first.taken += taken;
      if (first.taken === first.filled) this.#release(first);
    }
  }

  /** Wait until everything has been taken. */
  drain(): void {
    for (this.push(); !this.isEmpty; this.push()) this.#patience.wait();
  }

  #keep(bytes: Uint8Array, from: number): void {
    for (let at = from; at < bytes.length; ) {
      const last = this.#waiting.at(-1)!;
      const end = Math.min(bytes.length, at + PIECE - last.filled);
      last.bytes.set(bytes.subarray(at, end), last.filled);
      last.filled += end - at;
      at = end;
      if (last.filled === PIECE) this.#waiting.push(this.#spare.pop() ?? new Piece());
    }
    this.#size += bytes.length - from;
  }

  /** All bytes of the oldest piece have been taken: it is filled anew, or kept for the next time. */
  #release(piece: Piece): void {
    piece.filled = piece.taken = 0;
    if (this.#waiting.length === 1) return;
    this.#waiting.shift();
    if (this.#spare.length < MAX_SPARE) this.#spare.push(piece);
  }

  #some(bytes: Uint8Array, at: number, end: number): number {
    try {
      return fs.writeSync(this.#fd, bytes, at, end - at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new ClosedPipe();
      if (code !== 'EAGAIN') throw error;
      return 0;
    }
  }
}
