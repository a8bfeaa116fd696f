import { createHash, type Hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { put } from '../base/bytes.ts';
import { WriteFailure } from './capture-save.ts';
import { type ContentEnd, type ContentStore, FileExists, type WrittenFile } from './content-store.ts';

/** Bytes of one content that wait in memory for its end, and of all together; beyond that they go to a file as they come. */
const MAX_IN_MEMORY = 4 << 20;
const MAX_IN_MEMORY_TOTAL = 256 << 20;
/** Contents wait in rooms of so many bytes, which are used again: new memory costs more than what is done with it. So many free ones are kept. */
const ROOM = 16 << 10;
const MAX_SPARE = 4096;

/** What else is to be made of a content than its bytes. Asked for those that are short enough to be kept in memory. */
export interface FilePolicy {
  /** The bytes to be written in place of those that passed by; undefined: those. */
  refined(end: ContentEnd, bytes: Uint8Array): Uint8Array | undefined;
  /** Further files made of it. */
  partsOf(end: ContentEnd, bytes: Uint8Array): Iterable<{ readonly name: string; readonly bytes: Uint8Array }>;
}

/** A content whose end has not come. */
interface Open {
  /** Where its bytes wait, and how many there are. All rooms but the last are full. */
  readonly rooms: Uint8Array[];
  length: number;
  /** The file that it is being written to, once it is too long for memory. */
  spilled: { readonly path: string; readonly hash: Hash } | undefined;
}

/** Writes contents to files of a folder, each when its end has come. */
export class ContentFolder implements ContentStore {
  readonly #files: WrittenFile[] = [];
  readonly #folder: string;
  readonly #policy: FilePolicy;
  readonly #force: boolean;
  readonly #open = new Map<number, Open>();
  readonly #names = new Set<string>();
  readonly #spare: Uint8Array[] = [];
  /** Where a content is put together that takes several rooms. */
  #whole: Uint8Array = new Uint8Array(ROOM);
  #inMemory = 0;
  #spills = 0;

  /** The folder is there. */
  constructor(folder: string, policy: FilePolicy, force: boolean) {
    this.#folder = folder;
    this.#policy = policy;
    this.#force = force;
  }

  data(content: number, bytes: Uint8Array, from: number, to: number): void {
    const open = this.#open.get(content) ?? this.#begin(content);
    for (let at = from; at < to; ) {
      const within = open.length % ROOM;
      if (within === 0) open.rooms.push(this.#spare.pop() ?? Buffer.allocUnsafeSlow(ROOM));
      const end = Math.min(to, at + ROOM - within);
      put(open.rooms.at(-1)!, within, bytes, at, end);
      open.length += end - at;
      at = end;
    }
    this.#inMemory += to - from;
    if (open.length > MAX_IN_MEMORY || this.#inMemory > MAX_IN_MEMORY_TOTAL) this.#spill(open);
  }

  close(content: number, end: ContentEnd): void {
    const open = this.#open.get(content);
    if (open === undefined) return;
    this.#open.delete(content);
    if (open.spilled !== undefined) this.#finishSpilled(content, end, open, open.spilled);
    else this.#finish(content, end, this.#gathered(open));
    this.#vacate(open);
  }

  finish(): readonly WrittenFile[] {
    return this.#files;
  }

  abandon(): void {}

  #begin(content: number): Open {
    const open: Open = { rooms: [], length: 0, spilled: undefined };
    this.#open.set(content, open);
    return open;
  }

  #finish(content: number, end: ContentEnd, bytes: Uint8Array): void {
    const refined = this.#policy.refined(end, bytes) ?? bytes;
    this.#write(content, end.name, refined, false);
    for (const part of this.#policy.partsOf(end, bytes)) this.#write(content, part.name, part.bytes, true);
  }

  #finishSpilled(content: number, end: ContentEnd, open: Open, spilled: { path: string; hash: Hash }): void {
    this.#spill(open);
    const name = this.#unique(end.name);
    const file = path.join(this.#folder, name);
    if (!this.#force && fs.existsSync(file)) throw new FileExists(file);
    const size = attempt(file, () => {
      fs.renameSync(spilled.path, file);
      return fs.statSync(file).size;
    });
    this.#files.push({ name, size, sha256: spilled.hash.digest('hex'), content, isPart: false });
  }

  #write(content: number, wanted: string, bytes: Uint8Array, isPart: boolean): void {
    const name = this.#unique(wanted);
    const file = path.join(this.#folder, name);
    attempt(file, () => fs.writeFileSync(file, bytes, { flag: this.#force ? 'w' : 'wx' }));
    this.#files.push({ name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), content, isPart });
  }

  /** A name that this run has not used: `page.html`, `page-2.html`. */
  #unique(name: string): string {
    const { name: stem, ext } = path.parse(name);
    let unique = name;
    for (let n = 2; this.#names.has(unique.toLowerCase()); n++) unique = `${stem}-${n}${ext}`;
    this.#names.add(unique.toLowerCase());
    return unique;
  }

  /** Move what waits to a file. */
  #spill(open: Open): void {
    open.spilled ??= { path: path.join(this.#folder, `.part-${process.pid}-${this.#spills++}`), hash: createHash('sha256') };
    const { path: file, hash } = open.spilled;
    const bytes = this.#gathered(open);
    attempt(file, () => fs.appendFileSync(file, bytes));
    hash.update(bytes);
    this.#vacate(open);
  }

  /** What waits in memory, all in one place. It is good until the next content. */
  #gathered({ rooms, length }: Open): Uint8Array {
    if (length > this.#whole.length) this.#whole = new Uint8Array(2 ** Math.ceil(Math.log2(length)));
    for (const [i, room] of rooms.entries()) put(this.#whole, i * ROOM, room, 0, Math.min(ROOM, length - i * ROOM));
    return this.#whole.subarray(0, length);
  }

  /** Its rooms are free. */
  #vacate(open: Open): void {
    this.#inMemory -= open.length;
    open.length = 0;
    for (let room; (room = open.rooms.pop()) !== undefined; ) if (this.#spare.length < MAX_SPARE) this.#spare.push(room);
  }
}

/** Make the folder, if it is not there. Throws WriteFailure. */
export function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new WriteFailure(folder, error, 'content');
  }
}

/** Do something with a file that is written. Throws FileExists, WriteFailure. */
function attempt<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new FileExists(file, { cause: error });
    throw new WriteFailure(file, error, 'content');
  }
}
