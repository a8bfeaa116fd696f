import fs from 'node:fs';
import path from 'node:path';

/** The labs that come with the program. It stands two folders below them, as source and as it is shipped. */
const bundled = path.resolve(import.meta.dirname, '../../labs');
/** Labs of one's own, beside the captures. */
const own = 'labs';
const FILE = 'lab.yaml';

/** A definition that was found. */
export interface LabFile {
  readonly path: string;
  readonly text: string;
}

/** Names of all labs: those in the folder `labs` here, and those that come with the program. */
export function labNames(): string[] {
  return [...new Set([own, bundled].flatMap(namesIn))].toSorted();
}

/** The definition of a lab by its name, or in a file or folder; undefined: there is none. One's own come before those of the program. */
export function labFile(name: string): LabFile | undefined {
  const places = isPlace(name) ? [name, path.join(name, FILE)] : [own, bundled].map((folder) => path.join(folder, name, FILE));
  const found = places.find((place) => fs.statSync(place, { throwIfNoEntry: false })?.isFile() === true);
  return found === undefined ? undefined : { path: found, text: fs.readFileSync(found, 'utf8') };
}

/** Where a new lab of one's own belongs. */
export function newLabPath(name: string): string {
  return path.join(own, name, FILE);
}

/** Write the definition of a new lab. */
export function writeLab(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** A path, not a name? */
function isPlace(name: string): boolean {
  return name.includes('/') || name.includes(path.sep) || /\.ya?ml$/.test(name);
}

function namesIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, FILE)));
}
