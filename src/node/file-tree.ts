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

/** The files below a folder, in the order of their names; links, which may lead anywhere, and devices are left out. */
export function filesBelow(folder: string): TreeFile[] {
  const files: TreeFile[] = [];
  list(folder, '', 0, files);
  return files;
}

function list(folder: string, prefix: string, depth: number, files: TreeFile[]): void {
  const entries = fs.readdirSync(path.join(folder, prefix), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory() && depth < MAX_TREE_DEPTH) list(folder, name, depth + 1, files);
    if (!entry.isFile() || files.length === MAX_TREE_FILES) continue;
    const { size, mtimeMs } = fs.statSync(path.join(folder, name));
    files.push({ path: name, size, modified: Math.floor(mtimeMs) });
  }
}
