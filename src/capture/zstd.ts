import { Decompress } from 'fzstd';
import type { Fault, FaultCode } from '../base/fault.ts';
import { little32 } from './integer.ts';
import type { Taker, Unpacker } from './unpacker.ts';

/** How far back a frame may refer: what RFC 8878 §3.1.1.1.2 recommends to support, and all but the `--ultra` levels of zstd need. */
export const MAX_WINDOW = 8 << 20;
/** Unpacked bytes of a block (RFC 8878 §3.1.1.2.4). */
const MAX_BLOCK = 128 << 10;

const MAGIC = 0xfd2fb528;
/** Frames of bytes for others, to be passed over: sixteen magic numbers. */
const SKIPPED = 0x184d2a50;

/** Magic number and descriptor; magic number and length. */
const BEGINNING = 5;
const SKIPPED_HEADER = 8;
const MAX_HEADER = 18;
const BLOCK_HEADER = 3;
const CHECKSUM = 4;
const RLE = 1;
const RESERVED = 3;

const nothing = new Uint8Array(0);

type State = 'frame' | 'skip' | 'block' | 'body' | 'checksum';

/**
 * Unpacks zstd (RFC 8878), of one frame or several. The frames are taken apart here, down to their blocks, so that a window that is
 * too large is seen before memory is taken for it, and every block is given away before the next; fzstd unpacks the blocks. Checksums are not compared.
 */
export class ZstdUnpacker implements Unpacker {
  readonly name = 'zstd';
  readonly #take: Taker;
  #decoder = new Decompress();
  readonly #pieces: Uint8Array[] = [];
  #state: State = 'frame';
  /** A header that is being put together, and how much of it is there. */
  readonly #header = new Uint8Array(MAX_HEADER);
  #had = 0;
  /** Bytes still to come of a body, a checksum, or a frame that is passed over. */
  #left = 0;
  #isLast = false;
  #hasChecksum = false;
  /** Offset in the packed file of the byte at hand. */
  #offset = 0;
  #isWanted = true;

  constructor(take: Taker) {
    this.#take = take;
  }

  push(chunk: Uint8Array): Fault | undefined {
    for (let at = 0; at < chunk.length && this.#isWanted; ) {
      const used = this.#step(chunk, at);
      if (typeof used !== 'number') return used;
      at += used;
      this.#offset += used;
    }
    return undefined;
  }

  end(): Fault | undefined {
    return this.#state === 'frame' && this.#had === 0 ? undefined : this.#fault('packed-cut');
  }

  /** One step on: how many bytes of the chunk it took, or what is wrong. */
  #step(chunk: Uint8Array, at: number): number | Fault {
    switch (this.#state) {
      case 'frame':
        return this.#frameHeader(chunk, at);
      case 'block':
        return this.#blockHeader(chunk, at);
      default:
        return this.#content(chunk, at);
    }
  }

  #frameHeader(chunk: Uint8Array, at: number): number | Fault {
    const used = this.#collect(chunk, at, this.#headerSize());
    const magic = little32(this.#header, 0);
    const start = this.#offset + used - this.#had;
    if (this.#had >= BEGINNING && magic !== MAGIC && !isSkipped(magic)) return { code: 'packed-broken', at: start, need: 0, had: 0 };
    if (this.#had < this.#headerSize()) return used;
    if (isSkipped(magic)) {
      this.#await('skip', little32(this.#header, 4));
      return used;
    }
    const window = windowOf(this.#header);
    if (window > MAX_WINDOW) return { code: 'packed-window', at: start, need: window, had: MAX_WINDOW };
    this.#hasChecksum = (this.#header[4]! & 0x04) !== 0;
    this.#decoder = new Decompress((bytes) => this.#pieces.push(bytes));
    return this.#decode(this.#header.slice(0, this.#had), 'block') ?? used;
  }

  /** How long the header is that is being put together, as far as that can be told. */
  #headerSize(): number {
    if (this.#had < BEGINNING) return BEGINNING;
    return isSkipped(little32(this.#header, 0)) ? SKIPPED_HEADER : BEGINNING + fieldsSize(this.#header[4]!);
  }

  #blockHeader(chunk: Uint8Array, at: number): number | Fault {
    const used = this.#collect(chunk, at, BLOCK_HEADER);
    if (this.#had < BLOCK_HEADER) return used;
    const word = this.#header[0]! | (this.#header[1]! << 8) | (this.#header[2]! << 16);
    const type = (word >> 1) & 3;
    const size = word >> 3;
    if (type === RESERVED || size > MAX_BLOCK) return this.#fault('packed-broken');
    this.#isLast = (word & 1) !== 0;
    const fault = this.#decode(this.#header.slice(0, BLOCK_HEADER), 'body');
    this.#left = type === RLE ? 1 : size;
    return fault ?? (this.#left === 0 ? this.#contentEnd() : undefined) ?? used;
  }

  /** The bytes of a block, of a checksum, or of a frame to be passed over. */
  #content(chunk: Uint8Array, at: number): number | Fault {
    const used = Math.min(this.#left, chunk.length - at);
    this.#left -= used;
    const fault = this.#state === 'skip' ? undefined : this.#decode(chunk.subarray(at, at + used), this.#state);
    return fault ?? (this.#left === 0 ? this.#contentEnd() : undefined) ?? used;
  }

  #contentEnd(): Fault | undefined {
    if (this.#state === 'skip') this.#await('frame', 0);
    else if (this.#state === 'body' && !this.#isLast) this.#await('block', 0);
    else if (this.#state === 'body' && this.#hasChecksum) this.#await('checksum', CHECKSUM);
    else return this.#decode(nothing, 'frame', true);
    return undefined;
  }

  #await(state: State, left: number): void {
    this.#state = state;
    this.#left = left;
    this.#had = 0;
  }

  #collect(chunk: Uint8Array, at: number, size: number): number {
    const used = Math.min(size - this.#had, chunk.length - at);
    this.#header.set(chunk.subarray(at, at + used), this.#had);
    this.#had += used;
    return used;
  }

  /** Have bytes decoded; what they gave is taken after that, so that faults of the taker are not mistaken for faults of the file. */
  #decode(bytes: Uint8Array, next: State, isEnd = false): Fault | undefined {
    try {
      this.#decoder.push(bytes, isEnd);
    } catch {
      return this.#fault('packed-broken');
    }
    this.#state = next;
    this.#had = 0;
    for (const piece of this.#pieces) this.#isWanted = this.#isWanted && (piece.length === 0 || this.#take(piece));
    this.#pieces.length = 0;
    return undefined;
  }

  #fault(code: FaultCode): Fault {
    return { code, at: this.#offset, need: 0, had: 0 };
  }
}

function isSkipped(magic: number): boolean {
  return (magic & 0xfffffff0) >>> 0 === SKIPPED;
}

/** Whether the frame is of one segment, the bytes of the dictionary's number, and of the content size, by the descriptor (RFC 8878 §3.1.1.1.1). */
function fieldSizes(descriptor: number): { single: boolean; dictionary: number; content: number } {
  const single = (descriptor & 0x20) !== 0;
  const size = descriptor >> 6;
  return { single, dictionary: [0, 1, 2, 4][descriptor & 3]!, content: size === 0 ? Number(single) : 1 << size };
}

/** How many bytes of the header follow the descriptor. */
function fieldsSize(descriptor: number): number {
  const { single, dictionary, content } = fieldSizes(descriptor);
  return Number(!single) + dictionary + content;
}

/** The window that a frame's header asks for (RFC 8878 §3.1.1.1.2); of a single segment it is the content. */
function windowOf(header: Uint8Array): number {
  const { single, dictionary, content } = fieldSizes(header[4]!);
  if (single) return contentSize(header, BEGINNING + dictionary, content);
  const base = 2 ** (10 + (header[5]! >> 3));
  return base + (base / 8) * (header[5]! & 7);
}

function contentSize(header: Uint8Array, at: number, size: number): number {
  let n = 0;
  for (let i = size - 1; i >= 0; i--) n = n * 256 + header[at + i]!;
  // Two bytes count from 256 on, what fits into one needs no second.
  return size === 2 ? n + 256 : n;
}
