import { createHash, type Hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Content, ContentSink } from '../analysis/content-log.ts';

/** Bytes of one content that wait in memory for its end, and of all together; beyond that they go to a file as they come. */
const MAX_IN_MEMORY = 4 << 20;
const MAX_IN_MEMORY_TOTAL = 256 << 20;

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
  readonly pieces: Uint8Array[];
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
    if (this.#policy.wants(content)) this.#open.set(content, { pieces: [], length: 0, spilled: undefined });
  }

  data(content: Content, bytes: Uint8Array, from: number, to: number): void {
    const open = this.#open.get(content);
    if (open === undefined) return;
    open.pieces.push(new Uint8Array(bytes.subarray(from, to)));
    open.length += to - from;
    this.#inMemory += to - from;
    if (open.length > MAX_IN_MEMORY || this.#inMemory > MAX_IN_MEMORY_TOTAL) this.#spill(open);
  }

  hole(): void {}

  closed(content: Content): void {
    const open = this.#open.get(content);
    if (open === undefined) return;
    this.#open.delete(content);
    if (open.length === 0 && open.spilled === undefined) return;
    if (open.spilled === undefined) this.#finish(content, this.#taken(open));
    else this.#finishSpilled(content, open, open.spilled);
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
    this.#refuseExisting(name);
    fs.writeFileSync(path.join(this.#folder, name), bytes);
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

  /** Move what waits to a file. */
  #spill(open: Open): void {
    open.spilled ??= { path: path.join(this.#folder, `.part-${process.pid}-${this.#spills++}`), hash: createHash('sha256') };
    const bytes = this.#taken(open);
    fs.appendFileSync(open.spilled.path, bytes);
    open.spilled.hash.update(bytes);
  }

  /** What waits in memory, which is then free. */
  #taken(open: Open): Uint8Array {
    const bytes = open.pieces.length === 1 ? open.pieces[0]! : Buffer.concat(open.pieces);
    this.#inMemory -= bytes.length;
    open.pieces.length = 0;
    return bytes;
  }
}
