import fs from 'node:fs';
import path from 'node:path';

/** Folders in folders that are looked into, and files that are listed. */
export const MAX_TREE_DEPTH = 16;
export const MAX_TREE_FILES = 100_000;

/** A file below a folder. */
export interface TreeFile {
  /** From the folder, with `/` between its parts. */
  readonly path: string;
  readonly size: number;
  /** When it was changed last, in milliseconds since 1970. */
  readonly modified: number;
}

/** Something that is not looked into: a link, which may lead anywhere; a device or a pipe; what may not be read; what is beyond the limits, of which the first is named. */
export interface LeftOut {
  readonly path: string;
  readonly why: 'link' | 'special' | 'beyond' | 'unreadable';
  /** What the system says: `EACCES`. */
  readonly code?: string | undefined;
}

/** What stands below a folder, in the order of the names. */
export interface FileTree {
  readonly files: readonly TreeFile[];
  /** Folders without anything in them. */
  readonly empty: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** The files below a folder. Throws where the folder itself cannot be read. */
export function filesBelow(folder: string): FileTree {
  const lister = new Lister(folder);
  lister.list('', fs.readdirSync(folder, { withFileTypes: true }), 0);
  return lister;
}

class Lister implements FileTree {
  readonly files: TreeFile[] = [];
  readonly empty: string[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  list(prefix: string, entries: fs.Dirent[], depth: number): void {
    if (entries.length === 0 && prefix !== '') this.empty.push(prefix);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) this.#take(entry, prefix === '' ? entry.name : `${prefix}/${entry.name}`, depth);
  }

  #take(entry: fs.Dirent, name: string, depth: number): void {
    const isBeyond = entry.isDirectory() ? depth === MAX_TREE_DEPTH : this.files.length === MAX_TREE_FILES;
    if (entry.isSymbolicLink()) this.leftOut.push({ path: name, why: 'link' });
    else if (!entry.isDirectory() && !entry.isFile()) this.leftOut.push({ path: name, why: 'special' });
    else if (isBeyond) this.#leaveBeyond(name);
    else this.#read(entry, name, depth);
  }

  #read(entry: fs.Dirent, name: string, depth: number): void {
    const where = path.join(this.#folder, name);
    try {
      if (entry.isDirectory()) return this.list(name, fs.readdirSync(where, { withFileTypes: true }), depth + 1);
      const { size, mtimeMs } = fs.statSync(where);
      this.files.push({ path: name, size, modified: Math.floor(mtimeMs) });
    } catch (error) {
      this.leftOut.push({ path: name, why: 'unreadable', code: (error as NodeJS.ErrnoException).code });
    }
  }

  #leaveBeyond(name: string): void {
    if (!this.leftOut.some(({ why }) => why === 'beyond')) this.leftOut.push({ path: name, why: 'beyond' });
  }
}
