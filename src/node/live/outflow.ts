import fs from 'node:fs';
import { copyOf } from '../../base/bytes.ts';
import { ClosedPipe } from '../output.ts';
import { pause } from '../pause.ts';

/** Bytes that are kept for a slow reader. */
export const MAX_OUTFLOW = 64 << 20;

/**
 * A non-blocking pipe to somebody who may be slow, from somebody who is to be back at once: what the pipe does not take now is kept, up to a limit; only
 * then is the reader waited for. Throws ClosedPipe when nobody reads any more.
 */
export class Outflow {
  readonly #fd: number;
  readonly #limit: number;
  #waiting: Uint8Array[] = [];
  /** Bytes of the first of them that have been taken; bytes that wait in all. */
  #taken = 0;
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
    const at = this.isEmpty ? this.#some(bytes, 0) : 0;
    const rest = bytes.length - at;
    while (!this.isEmpty && this.#size + rest > this.#limit) {
      pause();
      this.push();
    }
    if (rest === 0) return;
    this.#waiting.push(copyOf(bytes, at, bytes.length));
    this.#size += rest;
  }

  /** Hand over what is taken now. */
  push(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const taken = this.#some(first, this.#taken);
      if (taken === 0) return;
      this.#size -= taken;
      this.#taken += taken;
      if (this.#taken < first.length) continue;
      this.#waiting.shift();
      this.#taken = 0;
    }
  }

  /** Wait until everything has been taken. */
  drain(): void {
    for (this.push(); !this.isEmpty; this.push()) pause();
  }

  #some(bytes: Uint8Array, at: number): number {
    try {
      return fs.writeSync(this.#fd, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new ClosedPipe();
      if (code !== 'EAGAIN') throw error;
      return 0;
    }
  }
}
