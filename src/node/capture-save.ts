import fs from 'node:fs';
import { writerFor } from '../capture/write.ts';
import type { CaptureWriter } from '../capture/writer.ts';
import { ClosedPipe, Output } from './output.ts';

/** Why a capture must not be written to a file. */
export type Obstacle = 'exists' | 'same' | 'directory';

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;

/** A file that could not be written; `code` is the system's. Of packets, those before stay in it; a content without its end is of no use. */
export class WriteFailure extends Error {
  readonly path: string;
  readonly code: string;
  readonly holds: 'packets' | 'content';

  constructor(path: string, cause: unknown, holds: 'packets' | 'content' = 'packets') {
    super(`cannot write ${path}`, { cause });
    this.path = path;
    this.holds = holds;
    this.code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

/** What speaks against writing to `path` (`-`: standard output) while `sources` are read; undefined: nothing. Devices and pipes are no files that could be lost. */
export function obstacleTo(path: string, sources: readonly string[], force: boolean): Obstacle | undefined {
  const there = path === '-' ? undefined : seen(() => fs.statSync(path));
  if (there === undefined) return undefined;
  if (there.isDirectory()) return 'directory';
  if (!there.isFile()) return undefined;
  const isSource = sources.some((source) => {
    const stat = source === '-' ? seen(() => fs.fstatSync(STANDARD_INPUT)) : seen(() => fs.statSync(source));
    return stat !== undefined && stat.dev === there.dev && stat.ino === there.ino;
  });
  if (isSource) return 'same';
  return force ? undefined : 'exists';
}

/** What an action on a file gives; undefined: it failed. There is no such file, or it may not be seen, and opening it will say why. */
function seen<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Where the name of a file that is being written leads: to it, nowhere (it was moved or deleted), or to another file. */
export type Whereabouts = 'here' | 'gone' | 'other';

/**
 * A capture file that is being written. It comes into being with its first bytes: a run that reads nothing leaves nothing, and overwrites
 * nothing. When it cannot be written on (a full disk), it is closed with the records that are whole in it.
 */
export class SavedCapture {
  readonly path: string;
  readonly writer: CaptureWriter;
  #file: number | undefined = undefined;
  /** Bytes of whole records in the file. */
  #written = 0;
  #isClosed = false;

  constructor(path: string, application: string) {
    this.path = path;
    this.writer = writerFor(path, application, (bytes) => this.#write(bytes));
  }

  close(): void {
    if (this.#isClosed) return;
    this.writer.end();
    this.#release();
  }

  whereabouts(): Whereabouts {
    if (this.#file === undefined || this.#file === STANDARD_OUTPUT) return 'here';
    const [mine, there] = [seen(() => fs.fstatSync(this.#file!)), seen(() => fs.statSync(this.path))];
    if (there === undefined) return 'gone';
    return mine === undefined || (mine.dev === there.dev && mine.ino === there.ino) ? 'here' : 'other';
  }

  #write(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    try {
      this.#file ??= this.path === '-' ? STANDARD_OUTPUT : fs.openSync(this.path, 'w');
      new Output(this.#file).write(bytes);
      this.#written += bytes.length;
    } catch (error) {
      this.#giveUp();
      throw error instanceof ClosedPipe ? error : new WriteFailure(this.path, error);
    }
  }

  /** Cut off what was written of a record, and close. What is wrong with that is less than what went wrong before. */
  #giveUp(): void {
    const file = this.#file;
    if (file !== undefined && file !== STANDARD_OUTPUT) seen(() => fs.ftruncateSync(file, this.#written));
    seen(() => this.#release());
  }

  #release(): void {
    this.#isClosed = true;
    if (this.#file === undefined || this.#file === STANDARD_OUTPUT) return;
    try {
      fs.closeSync(this.#file);
    } catch (error) {
      throw new WriteFailure(this.path, error);
    }
  }
}
