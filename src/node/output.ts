import fs from 'node:fs';
import { pause } from './pause.ts';

/** The reader of our output has gone away (`| head`): nothing more needs to be done. */
export class ClosedPipe extends Error {}

/**
 * Writes to a descriptor before it returns, whatever the descriptor is: nothing piles up in memory, nothing is lost at
 * exit. Throws ClosedPipe when nobody reads any more.
 */
export class Output {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }

  write(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
    for (let at = 0; at < bytes.length; ) at += this.#some(bytes, at);
  }

  #some(bytes: Uint8Array, at: number): number {
    try {
      return fs.writeSync(this.#fd, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') throw new ClosedPipe();
      if (code !== 'EAGAIN') throw error;
      // A pipe that was made non-blocking is full: give its reader a moment.
      pause();
      return 0;
    }
  }
}
