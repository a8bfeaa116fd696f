const FLUSH_AT = 1 << 16;
const encoder = new TextEncoder();

/** Collects little-endian integers, bytes and texts; full buffers go to `flush`, which must take the bytes before it returns. */
export class ByteWriter {
  #bytes = new Uint8Array(FLUSH_AT * 2);
  #view = new DataView(this.#bytes.buffer);
  /** Where the next byte goes. */
  at = 0;
  #flushed = 0;
  readonly #flush: (bytes: Uint8Array) => void;

  constructor(flush: (bytes: Uint8Array) => void) {
    this.#flush = flush;
  }

  /** Bytes written in all, those that wait to be flushed included. */
  get total(): number {
    return this.#flushed + this.at;
  }

  /** Make room for so many bytes. To be called before they are written. */
  reserve(size: number): void {
    if (this.at + size <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#bytes.length * 2, this.at + size));
    wider.set(this.#bytes.subarray(0, this.at));
    this.#bytes = wider;
    this.#view = new DataView(wider.buffer);
  }

  u16(n: number): void {
    this.#view.setUint16(this.at, n, true);
    this.at += 2;
  }

  u32(n: number): void {
    this.#view.setUint32(this.at, n, true);
    this.at += 4;
  }

  raw(bytes: Uint8Array, from: number, to: number): void {
    this.#bytes.set(bytes.subarray(from, to), this.at);
    this.at += to - from;
  }

  /** Zeros up to a multiple of four bytes from `start` on. */
  pad(start: number): void {
    while ((this.at - start) % 4 !== 0) this.#bytes[this.at++] = 0;
  }

  /** Write a number at a place that was left open for it. */
  patch(at: number, n: number): void {
    this.#view.setUint32(at, n, true);
  }

  /** A record is done: nothing in the buffer will be changed any more. */
  settle(): void {
    if (this.at >= FLUSH_AT) this.flush();
  }

  flush(): void {
    const length = this.at;
    this.at = 0;
    this.#flushed += length;
    if (length > 0) this.#flush(this.#bytes.subarray(0, length));
  }
}

/** The bytes of a text in UTF-8, no more of them than a 16-bit length can say. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text).subarray(0, 0xffff);
}
