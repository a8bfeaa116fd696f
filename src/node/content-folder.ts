import { createHash, type Hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Content, ContentSink } from '../analysis/content-log.ts';
import { put } from '../base/bytes.ts';

/** Bytes of one content that wait in memory for its end, and of all together; beyond that they go to a file as they come. */
const MAX_IN_MEMORY = 4 << 20;
const MAX_IN_MEMORY_TOTAL = 256 << 20;
/** The room that a content gets at first, in bytes; others are twice, four times, … as long. Free ones are used again, for new memory costs more than what is done with it: so much is kept. */
const FIRST_ROOM = 16 << 10;
const MAX_SPARE = 64 << 20;

/** A file that was written. */
export interface WrittenFile {
  /** In the folder. */
  readonly name: string;
  readonly size: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  readonly content: Content;
  /** It was made of a part of the content: an attachment of a mail. */
  readonly isPart: boolean;
}

/** What decides about the files: names, and what else is to be written of a content. */
export interface FilePolicy {
  /** Is the content wanted at all? */
  wants(content: Content): boolean;
  /** A safe name. Two contents may have the same: the second gets a number. */
  nameOf(content: Content): string;
  /** The bytes to be written in place of those that passed by; undefined: those. Not asked for contents too long to be kept in memory. */
  refined(content: Content, bytes: Uint8Array): Uint8Array | undefined;
  /** Further files made of it. */
  partsOf(content: Content, bytes: Uint8Array): Iterable<{ readonly name: string; readonly bytes: Uint8Array }>;
}

/** A content whose end has not come. */
interface Open {
  /** The first `length` bytes wait. */
  bytes: Uint8Array;
  length: number;
  /** The file that it is being written to, once it is too long for memory. */
  spilled: { readonly path: string; readonly hash: Hash } | undefined;
}

/** A file of that name is there already, and was not to be overwritten. */
export class FileExists extends Error {}

/** Writes contents to files of a folder, each when its end has come. */
export class ContentFolder implements ContentSink {
  readonly files: WrittenFile[] = [];
  readonly #folder: string;
  readonly #policy: FilePolicy;
  readonly #force: boolean;
  readonly #open = new Map<Content, Open>();
  readonly #names = new Set<string>();
  /** Free rooms by their length, and how long they are together. */
  readonly #spare = new Map<number, Uint8Array[]>();
  #spareSize = 0;
  #inMemory = 0;
  #spills = 0;

  /** Makes the folder, if it is not there. */
  constructor(folder: string, policy: FilePolicy, force: boolean) {
    this.#folder = folder;
    this.#policy = policy;
    this.#force = force;
    fs.mkdirSync(folder, { recursive: true });
  }

  opened(content: Content): void {
    if (this.#policy.wants(content)) this.#open.set(content, { bytes: nothing, length: 0, spilled: undefined });
  }

  data(content: Content, bytes: Uint8Array, from: number, to: number): void {
    const open = this.#open.get(content);
    if (open === undefined) return;
    if (open.length + to - from > open.bytes.length) this.#widen(open, open.length + to - from);
    put(open.bytes, open.length, bytes, from, to);
    open.length += to - from;
    this.#inMemory += to - from;
    if (open.length > MAX_IN_MEMORY || this.#inMemory > MAX_IN_MEMORY_TOTAL) this.#spill(open);
  }

  hole(): void {}

  closed(content: Content): void {
    const open = this.#open.get(content);
    if (open === undefined) return;
    this.#open.delete(content);
    if (open.spilled !== undefined) this.#finishSpilled(content, open, open.spilled);
    else if (open.length > 0) this.#finish(content, this.#taken(open));
    this.#release(open.bytes);
  }

  /** What never ended is written as far as it came. */
  end(): void {
    for (const content of this.#open.keys()) this.closed(content);
  }

  #finish(content: Content, bytes: Uint8Array): void {
    const refined = this.#policy.refined(content, bytes) ?? bytes;
    this.#write(content, this.#policy.nameOf(content), refined, false);
    for (const part of this.#policy.partsOf(content, bytes)) this.#write(content, part.name, part.bytes, true);
  }

  #finishSpilled(content: Content, open: Open, spilled: { path: string; hash: Hash }): void {
    this.#spill(open);
    const name = this.#unique(this.#policy.nameOf(content));
    const size = fs.statSync(spilled.path).size;
    this.#refuseExisting(name);
    fs.renameSync(spilled.path, path.join(this.#folder, name));
    this.files.push({ name, size, sha256: spilled.hash.digest('hex'), content, isPart: false });
  }

  #write(content: Content, wanted: string, bytes: Uint8Array, isPart: boolean): void {
    const name = this.#unique(wanted);
    this.#put(path.join(this.#folder, name), bytes);
    this.files.push({ name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), content, isPart });
  }

  /** A name that this run has not used: `page.html`, `page-2.html`. */
  #unique(name: string): string {
    const { name: stem, ext } = path.parse(name);
    let unique = name;
    for (let n = 2; this.#names.has(unique.toLowerCase()); n++) unique = `${stem}-${n}${ext}`;
    this.#names.add(unique.toLowerCase());
    return unique;
  }

  #refuseExisting(name: string): void {
    if (!this.#force && fs.existsSync(path.join(this.#folder, name))) throw new FileExists(path.join(this.#folder, name));
  }

  #put(file: string, bytes: Uint8Array): void {
    try {
      fs.writeFileSync(file, bytes, { flag: this.#force ? 'w' : 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new FileExists(file, { cause: error });
      throw error;
    }
  }

  /** Move what waits to a file. */
  #spill(open: Open): void {
    open.spilled ??= { path: path.join(this.#folder, `.part-${process.pid}-${this.#spills++}`), hash: createHash('sha256') };
    const bytes = this.#taken(open);
    fs.appendFileSync(open.spilled.path, bytes);
    open.spilled.hash.update(bytes);
  }

  /** What waits in memory. It is good until the room is used again. */
  #taken(open: Open): Uint8Array {
    const bytes = open.bytes.subarray(0, open.length);
    this.#inMemory -= open.length;
    open.length = 0;
    return bytes;
  }

  /** Room for `length` bytes. */
  #widen(open: Open, length: number): void {
    let size = FIRST_ROOM;
    while (size < length) size *= 2;
    const spare = this.#spare.get(size)?.pop();
    if (spare !== undefined) this.#spareSize -= size;
    const wider = spare ?? Buffer.allocUnsafeSlow(size);
    wider.set(open.bytes.subarray(0, open.length));
    this.#release(open.bytes);
    open.bytes = wider;
  }

  #release(room: Uint8Array): void {
    if (room.length === 0 || this.#spareSize + room.length > MAX_SPARE) return;
    const rooms = this.#spare.get(room.length) ?? [];
    this.#spare.set(room.length, rooms);
    rooms.push(room);
    this.#spareSize += room.length;
  }
}

const nothing = new Uint8Array(0);
