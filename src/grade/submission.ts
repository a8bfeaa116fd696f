import { safe } from '../base/escape.ts';
import { type Said, said } from './said.ts';

/** A file that was handed in, somewhere below the folder or archive of the class. */
export interface FileEntry {
  /** With `/` between its parts. */
  readonly path: string;
  readonly size: number;
  /** When it was changed last, in milliseconds since 1970; 0: nobody knows. */
  readonly modified: number;
}

/** What one student, or one group, has handed in. */
export interface Submission {
  /** Stands for it in overrides, lists and file names; unique in the class. */
  readonly key: string;
  readonly student: string;
  /** The number of the Moodle participant, or of the Gradescope submission. */
  readonly id: string | undefined;
  readonly origin: Origin;
  /** The folder that its feedback goes to. */
  readonly folder: string;
  readonly files: readonly HandedFile[];
  readonly warnings: readonly Said[];
}

export type Origin = 'moodle' | 'gradescope' | 'folder';

export interface HandedFile extends FileEntry {
  /** As its student named it. */
  readonly name: string;
  /** Typed into Moodle, rather than uploaded. */
  readonly isOnlineText: boolean;
}

/** A class, and what is among its files that belongs to no student. */
export interface ClassFiles {
  readonly submissions: readonly Submission[];
  readonly warnings: readonly Said[];
}

/** What Moodle calls what it lets teachers download: `fullname_participant_assignsubmission_file_…`. Full names may hold anything, so that it is read from the right. */
const moodle = /^(.*)_(\d+)_assignsubmission_(file|onlinetext)(?:_(.*))?$/s;
const gradescope = /^submission_(\d+)$/;
/** What systems leave in archives. */
const litter = /(?:^|\/)(?:__MACOSX\/|\.[^/]*$|Thumbs\.db$|desktop\.ini$)/i;
/** What a teacher keeps beside the submissions. */
const teachers = /\.(?:ya?ml|csv)$/i;

export interface MoodleName {
  readonly student: string;
  readonly id: string;
  readonly kind: 'file' | 'onlinetext';
  /** What follows: the name of a file in a flat download. */
  readonly rest: string;
}

export function moodleName(name: string): MoodleName | undefined {
  const [, student, id, kind, rest = ''] = moodle.exec(name) ?? [];
  return student === undefined || id === undefined ? undefined : { student, id, kind: kind as MoodleName['kind'], rest };
}

interface Draft {
  readonly student: string;
  readonly id: string | undefined;
  readonly origin: Origin;
  folder: string;
  readonly files: HandedFile[];
  readonly warnings: Said[];
}

/**
 * Give each file to its student. The class may be a download of Moodle with folders or without, an export of Gradescope, or one folder for each student. `traces` are
 * paths in folders of which no file is read: whose folder that is has handed in nothing, and is not forgotten.
 */
export function submissionsOf(entries: readonly FileEntry[], traces: readonly string[] = []): ClassFiles {
  const drafts = new Map<string, Draft>();
  const warnings: Said[] = [];
  const wanted = entries.filter((entry) => !litter.test(entry.path));
  const folders = traces.filter((path) => path.includes('/') && !litter.test(path.replace(/\/$/, '')));
  const top = commonFolder([...wanted, ...folders.map((path) => ({ path }))]);
  for (const entry of sorted(wanted)) {
    const [first = '', ...inner] = entry.path.slice(top.length).split('/');
    if (!assign(entry, first, inner, drafts) && !teachers.test(first)) warnings.push(said('class.nobodys', { file: entry.path }));
  }
  for (const path of folders) if (path.startsWith(top)) assignTrace(path.slice(top.length).split('/'), drafts);
  return { submissions: finished(drafts), warnings };
}

function assignTrace([first = '', ...inner]: readonly string[], drafts: Map<string, Draft>): void {
  if (inner.length > 0) draftOfFolder(first, drafts);
}

/** False: it belongs to nobody. */
function assign(entry: FileEntry, first: string, inner: readonly string[], drafts: Map<string, Draft>): boolean {
  const named = moodleName(first);
  if (named !== undefined) {
    assignMoodle(entry, first, inner, named, drafts);
    return true;
  }
  if (inner.length === 0) return false;
  draftOfFolder(first, drafts).files.push({ ...entry, name: inner.join('/'), isOnlineText: false });
  return true;
}

/** What the student has handed in whom a folder belongs to. */
function draftOfFolder(folder: string, drafts: Map<string, Draft>): Draft {
  const named = moodleName(folder);
  if (named !== undefined) return draftOf(drafts, `${named.student}_${named.id}`, { student: named.student, id: named.id, origin: 'moodle', folder });
  const id = gradescope.exec(folder)?.[1];
  return draftOf(drafts, folder, { student: folder, id, origin: id === undefined ? 'folder' : 'gradescope', folder });
}

function assignMoodle(entry: FileEntry, first: string, inner: readonly string[], { student, id, kind, rest }: MoodleName, drafts: Map<string, Draft>): void {
  const isFlat = inner.length === 0;
  const draft = isFlat ? draftOf(drafts, `${student}_${id}`, { student, id, origin: 'moodle', folder: `${student}_${id}_assignsubmission_file_` }) : draftOfFolder(first, drafts);
  // Feedback goes into the folder that files came in, not into that of the online text.
  if (!isFlat && kind === 'file') draft.folder = first;
  draft.files.push({ ...entry, name: isFlat ? rest : inner.join('/'), isOnlineText: kind === 'onlinetext' });
  if (moodleName(student) !== undefined) draft.warnings.push(said('submission.double-name', { file: first }));
}

function draftOf(drafts: Map<string, Draft>, key: string, about: Omit<Draft, 'files' | 'warnings'>): Draft {
  let draft = drafts.get(key);
  if (draft === undefined) drafts.set(key, (draft = { ...about, files: [], warnings: [] }));
  return draft;
}

function finished(drafts: ReadonlyMap<string, Draft>): Submission[] {
  const folders = new Set<string>();
  return [...drafts].sort(([a], [b]) => compare(a, b)).map(([key, draft]) => ({ ...draft, key, folder: uniqueFolder(draft.folder, folders) }));
}

/** A name that a folder can have on every system; it stays as it is where that is possible, because Moodle knows it again by it. */
export function folderName(name: string): string {
  const kept = safe(name).replace(/[\\/:*?"<>|]/g, '_').replace(/^\.+$|^$/, '_');
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(kept) ? `_${kept}` : kept;
}

function uniqueFolder(name: string, taken: Set<string>): string {
  const wanted = folderName(name);
  let unique = wanted;
  for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${wanted}-${n}`;
  taken.add(unique.toLowerCase());
  return unique;
}

/** An archive often holds all in one folder: that folder, with its `/`, if it holds nothing but folders and Moodle's files, and is no student's itself. */
function commonFolder(entries: readonly Pick<FileEntry, 'path'>[]): string {
  const first = entries[0]?.path.split('/')[0] ?? '';
  const top = `${first}/`;
  if (entries.length === 0 || moodleName(first) !== undefined || gradescope.test(first)) return '';
  const isAbove = entries.every(({ path }) => path.startsWith(top) && isDeeper(path.slice(top.length)));
  return isAbove ? top : '';
}

/** Is it in a folder, or named by Moodle, or the teacher's? */
function isDeeper(path: string): boolean {
  return path.includes('/') || moodleName(path) !== undefined || teachers.test(path);
}

function sorted(entries: readonly FileEntry[]): FileEntry[] {
  return [...entries].sort((a, b) => compare(a.path, b.path));
}

/** By code units: the same order on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
