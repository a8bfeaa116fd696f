import fs from 'node:fs';
import { Patience } from './pause.ts';

/** The reader of our output has gone away (`| head`): nothing more needs to be done. */
export class ClosedPipe extends Error {}

/** Our output cannot be written, mostly because a disk is full. */
export class OutputFailure extends Error {
  readonly code: string;

  constructor(cause: unknown) {
    super('the output cannot be written', { cause });
    this.code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

/**
 * Writes to a descriptor before it returns, whatever the descriptor is: nothing piles up in memory, nothing is lost at
 * exit. Throws ClosedPipe when nobody reads any more, and OutputFailure.
 */
export class Output {
  readonly #fd: number;
  readonly #patience = new Patience();

  constructor(fd: number) {
    this.#fd = fd;
  }

  write(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
    for (let at = 0; at < bytes.length; ) at += this.#some(bytes, at);
  }

  #some(bytes: Uint8Array, at: number): number {
    try {
      const written = fs.writeSync(this.#fd, bytes, at);
      this.#patience.renew();
      return written;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') throw new ClosedPipe();
      if (code !== 'EAGAIN') throw new OutputFailure(error);
      this.#patience.wait();
      return 0;
    }
  }
}
