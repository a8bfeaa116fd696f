import fs from 'node:fs';
import path from 'node:path';
import { WriteFailure } from './capture-save.ts';

/** A folder that a run writes its files into. */
export class OutputFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Is there something in it already? */
  get isTaken(): boolean {
    try {
      return fs.readdirSync(this.#folder).length > 0;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code !== 'ENOENT';
    }
  }

  /** Remove a folder in it that an earlier run has left. */
  clear(name: string): void {
    fs.rmSync(path.join(this.#folder, name), { recursive: true, force: true });
  }

  /** Write a file; `name` may lie in folders of the folder, which are made. */
  write(name: string, content: string | Uint8Array): void {
    writeFile(path.join(this.#folder, name), content);
  }
}

/** Write a file, and the folders that it lies in. Throws WriteFailure. */
export function writeFile(file: string, content: string | Uint8Array): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  } catch (error) {
    throw new WriteFailure(file, error);
  }
}
