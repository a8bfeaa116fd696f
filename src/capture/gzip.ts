import { Gunzip } from 'fflate';
import { copyOf, joined } from '../base/bytes.ts';
import { crc32 } from '../base/crc32.ts';
import type { Fault, FaultCode } from '../base/fault.ts';
import { little32 } from './integer.ts';
import type { Taker, Unpacker } from './unpacker.ts';

/**
 * fflate gives nothing of a slice in which it finds a fault; so slices are short at the beginning, where a short file breaks, and grow
 * with what has been read: no more than a 64th of it is lost. (The longest bounds the output of one slice as well, at 34 MB.)
 */
const MIN_SLICE = 128;
const MAX_SLICE = 32_768;
/** So many packed bytes without an unpacked one are no gzip: a header without an end, which would be searched again and again. */
const MAX_STALL = 1 << 18;
/** Checksum and length of what was packed, behind each member (RFC 1952 §2.3.1). */
const TRAILER = 8;
/** A member that packs nothing. fflate does not say that a member has ended; it says that another has begun. */
const emptyMember = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);

/** Unpacks gzip (RFC 1952), of one member or several. Checksums and lengths are compared. */
export class GzipUnpacker implements Unpacker {
  readonly name = 'gzip';
  readonly #take: Taker;
  readonly #gunzip = new Gunzip((bytes) => this.#unpacked(bytes));
  /** What the slice at hand gave. It is taken when fflate is done with the slice, so that faults of the taker are not mistaken for faults of the file. */
  readonly #pieces: Uint8Array[] = [];
  /** Offset of the slice at hand in the packed file, the slice, and the last bytes before it. */
  #at = 0;
  #slice: Uint8Array = new Uint8Array(0);
  #before: Uint8Array = new Uint8Array(0);
  /** Of what the member at hand gave so far. */
  #checksum = 0;
  #length = 0;
  /** Packed bytes since the last that gave something. */
  #stalled = 0;
  /** Members that have begun after the first; was one before them not what its checksum says? */
  #members = 0;
  #isWrong = false;

  constructor(take: Taker) {
    this.#take = take;
    this.#gunzip.onmember = (offset) => this.#nextMember(offset);
  }

  push(chunk: Uint8Array): Fault | undefined {
    for (let from = 0; from < chunk.length; ) {
      const size = Math.min(MAX_SLICE, Math.max(MIN_SLICE, Math.floor(this.#at / 64)));
      const slice = chunk.subarray(from, from + size);
      const isBroken = !this.#inflate(slice);
      for (const piece of this.#pieces) if (!this.#take(piece)) return undefined;
      if (isBroken) return this.#fault('packed-broken');
      if (this.#isWrong) return this.#fault('packed-sum');
      from += slice.length;
      this.#at += slice.length;
      this.#before = lastBytes(this.#before, slice);
    }
    return undefined;
  }

  end(): Fault | undefined {
    const members = this.#members;
    const isWhole = this.#inflate(emptyMember) && this.#members > members;
    if (!isWhole) return this.#fault('packed-cut');
    return this.#isWrong ? this.#fault('packed-sum') : undefined;
  }

  #inflate(slice: Uint8Array): boolean {
    this.#pieces.length = 0;
    this.#slice = slice;
    this.#stalled += slice.length;
    try {
      this.#gunzip.push(slice);
      return this.#stalled <= MAX_STALL;
    } catch {
      return false;
    }
  }

  #unpacked(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#stalled = 0;
    this.#checksum = crc32(this.#checksum, bytes);
    this.#length = (this.#length + bytes.length) >>> 0;
    this.#pieces.push(bytes);
  }

  /** Another member begins at an offset of the file. The trailer before it is compared, unless it lies too far back: then a slice cut the header. */
  #nextMember(offset: number): void {
    const recent = joined(this.#before, this.#slice);
    const at = offset - TRAILER - (this.#at - this.#before.length);
    this.#isWrong ||= at >= 0 && (little32(recent, at) !== this.#checksum || little32(recent, at + 4) !== this.#length);
    this.#members++;
    this.#checksum = 0;
    this.#length = 0;
    this.#stalled = 0;
  }

  #fault(code: FaultCode): Fault {
    return { code, at: this.#at, need: 0, had: 0 };
  }
}

/** The last bytes of two pieces, as many as a trailer has. */
function lastBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (b.length >= TRAILER) return copyOf(b, b.length - TRAILER, b.length);
  const both = joined(a, b);
  return both.subarray(Math.max(0, both.length - TRAILER));
}
