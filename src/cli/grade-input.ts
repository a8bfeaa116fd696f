import fs from 'node:fs';
import path from 'node:path';
import type { Fault } from '../base/fault.ts';
import { MAX_REPORT } from '../grade/document/limit.ts';
import { Refused } from '../grade/document/refused.ts';
import { Zip } from '../grade/document/zip.ts';
import { faulty, type Said, said } from '../grade/said.ts';
import type { FileEntry } from '../grade/submission.ts';
import { filesBelow, type LeftOut, MAX_TREE_DEPTH, MAX_TREE_FILES } from '../node/file-tree.ts';
import { reportPlatform } from '../node/report-platform.ts';

/** The files of a class, from a folder or an archive. */
export interface ClassInput {
  readonly entries: readonly FileEntry[];
  /** What shows that a folder is there, though no file of it is read: empty folders, with a `/` behind them, and what was left out. */
  readonly traces: readonly string[];
  readonly warnings: readonly Said[];
  /** The bytes of a file; undefined: it is too large to be looked at, or its archive is damaged there. */
  readonly read: (file: FileEntry) => Uint8Array | undefined;
}

/** Files in the archive of a class. */
const MAX_CLASS_FILES = 50_000;

/** Open a folder or an archive; a fault if it is neither. What lies in `out` is no submission, though that folder may stand among them. */
export function openClass(where: string, out: string | undefined): ClassInput | Fault {
  try {
    return fs.statSync(where).isDirectory() ? folder(where, out) : archive(fs.readFileSync(where));
  } catch (error) {
    if (error instanceof Refused) return error.fault;
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return { code: code === 'ENOENT' ? 'open-missing' : 'open-failed', at: 0, need: 0, had: 0, found: code };
  }
}

function folder(where: string, out: string | undefined): ClassInput {
  const { files, empty, leftOut } = filesBelow(where);
  const own = out === undefined ? undefined : `${path.relative(where, out).replaceAll(path.sep, '/')}/`;
  const isHandedIn = (name: string): boolean => own === undefined || !name.startsWith(own);
  return {
    entries: files.filter((file) => isHandedIn(file.path)), traces: [...empty.map((name) => `${name}/`), ...leftOut.map((one) => one.path)].filter(isHandedIn), warnings: leftOut.map(leftOutWarning),
    read: ({ path: name, size }) => (size > MAX_REPORT ? undefined : readable(path.join(where, name))),
  };
}

function leftOutWarning({ path: file, why, code = '' }: LeftOut): Said {
  if (why === 'unreadable') return faulty('class.refused', { code: 'open-failed', at: 0, need: 0, had: 0, found: code }, { file });
  return why === 'beyond' ? said('class.beyond', { file, files: MAX_TREE_FILES, depth: MAX_TREE_DEPTH }) : said(`class.${why}`, { file });
}

/** Who may not read a file, or finds it gone, goes on with the others. */
function readable(file: string): Uint8Array | undefined {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** A hostile entry is refused by itself; the class is graded all the same. */
function archive(bytes: Uint8Array): ClassInput {
  const warnings: Said[] = [];
  const zip = new Zip(bytes, reportPlatform.inflate, {
    entries: MAX_CLASS_FILES, part: MAX_REPORT, total: Infinity, refused: (file, { fault }) => warnings.push(faulty('class.refused', fault, { file })),
  });
  const entries = zip.files().map(({ name, size, modified }) => ({ path: name, size, modified }));
  return { entries, traces: [], warnings, read: ({ path: name }) => part(zip, name) };
}

function part(zip: Zip, name: string): Uint8Array | undefined {
  try {
    return zip.read(name);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
