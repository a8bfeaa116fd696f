import fs from 'node:fs';
import { writerFor } from '../capture/write.ts';
import type { CaptureWriter } from '../capture/writer.ts';
import { ClosedPipe, Output } from './output.ts';

/** Why a capture must not be written to a file. */
export type Obstacle = 'exists' | 'same' | 'directory';

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;

/** A file that could not be written; `code` is the system's. */
export class WriteFailure extends Error {
  readonly path: string;
  readonly code: string;

  constructor(path: string, cause: unknown) {
    super(`cannot write ${path}`, { cause });
    this.path = path;
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

/** What there is to be known of a file; undefined: there is none, or it may not be seen, and opening it will say why. */
function seen(look: () => fs.Stats): fs.Stats | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** A capture file that is being written. It comes into being with its first bytes: a run that reads nothing leaves nothing, and overwrites nothing. */
export class SavedCapture {
  readonly writer: CaptureWriter;
  readonly #path: string;
  #file: number | undefined = undefined;

  constructor(path: string, application: string) {
    this.#path = path;
    this.writer = writerFor(path, application, (bytes) => this.#write(bytes));
  }

  close(): void {
    this.writer.end();
    if (this.#file !== undefined && this.#file !== STANDARD_OUTPUT) this.#attempt(() => fs.closeSync(this.#file!));
  }

  #write(bytes: Uint8Array): void {
    const file = (this.#file ??= this.#path === '-' ? STANDARD_OUTPUT : this.#attempt(() => fs.openSync(this.#path, 'w')));
    this.#attempt(() => new Output(file).write(bytes));
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw error instanceof ClosedPipe ? error : new WriteFailure(this.#path, error);
    }
  }
}
