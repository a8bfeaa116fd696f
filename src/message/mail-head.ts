import { put } from '../base/bytes.ts';
import { Header } from './header.ts';

/** Bytes of a mail's header that are kept. */
export const MAX_HEAD = 64 * 1024;

/** Room that is made at first: enough for most headers. It is cut off a larger piece, for memory of its own costs more than what is written into it. */
const FIRST_ROOM = 2048;
const PIECE = 128 << 10;
let piece = new Uint8Array(0);
let cut = 0;

function room(length: number): Uint8Array {
  if (length > FIRST_ROOM) return new Uint8Array(length);
  if (cut + FIRST_ROOM > piece.length) {
    piece = new Uint8Array(PIECE);
    cut = 0;
  }
  cut += FIRST_ROOM;
  return piece.subarray(cut - FIRST_ROOM, cut);
}

const LF = 10;
const CR = 13;

/** What stands before the next byte: something in its line, nothing, or a CR and nothing else. */
const IN_LINE = 0;
const LINE_START = 1;
const AFTER_CR = 2;

/** Collects the header of a mail while its bytes pass by, and counts them. */
export class MailHead {
  /** Bytes of the mail so far. */
  size = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;
  #place: typeof IN_LINE | typeof LINE_START | typeof AFTER_CR = LINE_START;
  /** The empty line has come, or more than is kept. */
  #ended = false;
  #header: Header | undefined;

  /** HOT: allocates only while the header grows. The next bytes of the mail: `from`..`to`. */
  add(bytes: Uint8Array, from: number, to: number): void {
    this.size += to - from;
    if (this.#ended || from >= to) return;
    const end = this.#scan(bytes, from, Math.min(to, from + MAX_HEAD - this.#length));
    const length = this.#length + end - from;
    if (length > this.#bytes.length) this.#grow(length);
    put(this.#bytes, this.#length, bytes, from, end);
    this.#length = length;
    if (length === MAX_HEAD) this.#ended = true;
    this.#header = undefined;
  }

  /** The bytes of the header as they came, with the empty line. Valid until the next `add`. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** What they say. */
  get header(): Header {
    return (this.#header ??= Header.of(this.bytes));
  }

  /** The decoded text of the first field of a name, in lower case, or undefined. */
  text(name: string): string | undefined {
    return this.header.text(name);
  }

  /** Where the header ends in these bytes: after the empty line, or at `to`. */
  #scan(b: Uint8Array, from: number, to: number): number {
    let place = this.#place;
    for (let i = from; i < to; i++) {
      const byte = b[i]!;
      if (byte === LF) {
        if (place !== IN_LINE) {
          this.#ended = true;
          return i + 1;
        }
        place = LINE_START;
      } else place = byte === CR && place === LINE_START ? AFTER_CR : IN_LINE;
    }
    this.#place = place;
    return to;
  }

  #grow(length: number): void {
    const wider = room(Math.min(MAX_HEAD, Math.max(FIRST_ROOM, length * 2)));
    wider.set(this.bytes);
    this.#bytes = wider;
  }
}
