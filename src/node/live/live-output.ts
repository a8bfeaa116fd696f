import fs from 'node:fs';
import { copyOf } from '../../base/bytes.ts';
import { WriteFailure } from '../capture-save.ts';

/** While so many bytes wait for a slow reader, nobody should write more. */
export const MAX_WAITING_OUTPUT = 1 << 20;
/** Milliseconds until a pipe that was made non-blocking, and is full, is tried again. */
const AGAIN = 5;

/**
 * Output of a program that must never wait: what is written is kept, and goes out as fast as its reader takes it, whether that is a
 * terminal, a pipe or a file. (A write that blocks, blocks a thread of its own.)
 */
export class LiveOutput {
  /** The reader has gone away, or (`failure`) what is written cannot be kept; from then on it is lost. */
  isClosed = false;
  failure: WriteFailure | undefined = undefined;
  /** Told when that happens. */
  onClosed: () => void = () => undefined;
  readonly #fd: number;
  #waiting: Uint8Array[] = [];
  #size = 0;
  #isBusy = false;
  #drained: (() => void)[] = [];

  constructor(fd: number) {
    this.#fd = fd;
  }

  get isCongested(): boolean {
    return this.#size > MAX_WAITING_OUTPUT;
  }

  /** Takes a copy. */
  write(data: string | Uint8Array): void {
    if (this.isClosed) return;
    const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : copyOf(data, 0, data.length);
    if (bytes.length === 0) return;
    this.#waiting.push(bytes);
    this.#size += bytes.length;
    if (!this.#isBusy) this.#next();
  }

  /** Resolves when everything has been taken, or nobody takes it any more. */
  drained(): Promise<void> {
    return this.#isBusy ? new Promise((resolve) => void this.#drained.push(resolve)) : Promise.resolve();
  }

  #next(): void {
    if (this.#waiting.length === 0 || this.isClosed) {
      this.#isBusy = false;
      for (const resolve of this.#drained.splice(0)) resolve();
      return;
    }
    this.#isBusy = true;
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#write(bytes, 0);
  }

  #write(bytes: Uint8Array, at: number): void {
    fs.write(this.#fd, bytes, at, bytes.length - at, null, (error, written) => {
      if (error !== null && error.code !== 'EAGAIN') this.#close(error);
      else if (error !== null) setTimeout(() => this.#write(bytes, at), AGAIN);
      else {
        this.#size -= written;
        if (at + written < bytes.length) this.#write(bytes, at + written);
        else this.#next();
      }
    });
  }

  #close(error: NodeJS.ErrnoException): void {
    this.isClosed = true;
    if (error.code !== 'EPIPE') this.failure = new WriteFailure('-', error);
    this.#waiting = [];
    this.#size = 0;
    this.#next();
    this.onClosed();
  }
}
