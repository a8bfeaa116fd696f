import { crc32 } from '../../base/crc32.ts';
import { MAX_ENTRIES, MAX_INFLATED, MAX_PART } from './limit.ts';
import { Refused } from './refused.ts';

/** How much a package may hold. */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes that one part, and all parts that are read, may unpack to. */
  readonly part: number;
  readonly total: number;
  /** Told of an entry that is refused; the others are read all the same. Without it the package is refused as a whole. */
  readonly refused?: (name: string, why: Refused) => void;
}

const usual: ZipLimits = { entries: MAX_ENTRIES, part: MAX_PART, total: MAX_INFLATED };

/** A file of a package. */
export interface ZipFile {
  readonly name: string;
  readonly size: number;
  /** When it was changed last, in milliseconds since 1970. The format knows no time zones: the time is taken for UTC. */
  readonly modified: number;
}

/**
 * Undoes DEFLATE (RFC 1951), which the platform does: at most `limit` bytes come out. `large`: there would be more; `broken`: the data is not sound.
 */
export type Inflate = (packed: Uint8Array, limit: number) => Uint8Array | 'large' | 'broken';

interface Entry extends ZipFile {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly at: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
/** The comment after the end record is at most so long. */
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x0001;
/** Made on a Unix; the type of a file is in the upper half of its attributes there. */
const UNIX = 3;
const TYPE_MASK = 0xf000;
const SYMBOLIC_LINK = 0xa000;

const utf8 = new TextDecoder();

/**
 * A ZIP package (PKWARE APPNOTE 6.3.10) of which only named parts are unpacked, each within its limit. Sizes and checksums must be those that the
 * directory claims. Packages beyond 4 GiB, and such that leave the package by their names or links, are refused.
 */
export class Zip {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #inflate: Inflate;
  readonly #limits: ZipLimits;
  readonly #entries = new Map<string, Entry>();
  #inflated = 0;

  constructor(bytes: Uint8Array, inflate: Inflate, limits = usual) {
    this.#limits = limits;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#inflate = inflate;
    this.#readDirectory();
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Its files, in the order of its directory. */
  files(): ZipFile[] {
    return [...this.#entries.values()].filter(({ name }) => !name.endsWith('/'));
  }

  /** The bytes of a part; undefined: the package has none of that name. */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    const { part: most, total } = this.#limits;
    if (entry.size > most) throw new Refused('report-inflated', { had: most, found: name });
    const part = this.#unpack(entry);
    if (part.length !== entry.size) throw lie(entry);
    if (crc32(0, part) !== entry.crc) throw new Refused('report-part-sum', { found: name });
    this.#inflated += part.length;
    if (this.#inflated > total) throw new Refused('report-bomb', { had: total });
    return part;
  }

  #unpack(entry: Entry): Uint8Array {
    const packed = this.#packedBytes(entry);
    if (entry.method === STORED) return packed;
    if (entry.method !== DEFLATED) throw new Refused('report-part-method', { had: entry.method, found: entry.name });
    const part = this.#inflate(packed, entry.size);
    if (part === 'large') throw lie(entry);
    if (part === 'broken') throw new Refused('report-part-broken', { found: entry.name });
    return part;
  }

  #packedBytes(entry: Entry): Uint8Array {
    const { at } = entry;
    if (at + LOCAL_SIZE > this.#bytes.length || this.#u32(at) !== LOCAL) throw new Refused('report-part-lost', { found: entry.name });
    const from = at + LOCAL_SIZE + this.#u16(at + 26) + this.#u16(at + 28);
    if (from + entry.packed > this.#bytes.length) throw new Refused('report-part-cut', { found: entry.name });
    return this.#bytes.subarray(from, from + entry.packed);
  }

  #readDirectory(): void {
    const end = this.#findEnd();
    const count = this.#u16(end + 10);
    if (count > this.#limits.entries) throw new Refused('report-entries', { need: count, had: this.#limits.entries });
    let at = this.#u32(end + 16);
    for (let i = 0; i < count; i++) {
      if (at + CENTRAL_SIZE > end || this.#u32(at) !== CENTRAL) throw new Refused('report-directory');
      const next = at + CENTRAL_SIZE + this.#u16(at + 28) + this.#u16(at + 30) + this.#u16(at + 32);
      if (next > end) throw new Refused('report-directory');
      this.#addEntry(at);
      at = next;
    }
  }

  #addEntry(at: number): void {
    const name = utf8.decode(this.#bytes.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + this.#u16(at + 28)));
    try {
      this.#addNamed(name, at);
    } catch (error) {
      if (!(error instanceof Refused) || this.#limits.refused === undefined) throw error;
      this.#limits.refused(name, error);
    }
  }

  #addNamed(name: string, at: number): void {
    if (leadsOut(name) || this.#isLink(at)) throw new Refused('report-path', { found: name });
    if ((this.#u16(at + 8) & ENCRYPTED) !== 0) throw new Refused('report-encrypted');
    // Readers differ in which of two they take: a report that shows this to one and that to another is none.
    if (this.#entries.has(name)) throw new Refused('report-part-twice', { found: name });
    this.#entries.set(name, {
      name, method: this.#u16(at + 10), crc: this.#u32(at + 16), packed: this.#u32(at + 20), size: this.#u32(at + 24), at: this.#u32(at + 42),
      modified: timeOf(this.#u16(at + 14), this.#u16(at + 12)),
    });
  }

  #isLink(at: number): boolean {
    return this.#bytes[at + 5] === UNIX && ((this.#u32(at + 38) >>> 16) & TYPE_MASK) === SYMBOLIC_LINK;
  }

  /** Where the end record stands: it is looked for from behind, for a comment of any length may follow it. */
  #findEnd(): number {
    const last = this.#bytes.length - END_SIZE;
    for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
      if (this.#u32(at) === END && at + END_SIZE + this.#u16(at + 20) <= this.#bytes.length) return at;
    }
    throw new Refused('report-directory');
  }

  #u16(at: number): number {
    return this.#view.getUint16(at, true);
  }

  #u32(at: number): number {
    return this.#view.getUint32(at, true);
  }
}

/** A date and a time of MS-DOS: bits of years since 1980, months, days; hours, minutes, half seconds. */
function timeOf(date: number, time: number): number {
  return Date.UTC(1980 + (date >>> 9), ((date >>> 5) & 15) - 1, date & 31, time >>> 11, (time >>> 5) & 63, 2 * (time & 31));
}

function lie({ name, size }: Entry): Refused {
  return new Refused('report-lie', { need: size, found: name });
}

/** Absolute, or with a step upwards, in the notation of any system. */
function leadsOut(name: string): boolean {
  return /^[/\\]|^[a-z]:/i.test(name) || name.split(/[/\\]/).includes('..');
}
