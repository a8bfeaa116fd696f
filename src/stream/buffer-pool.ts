/** The smallest buffer that is handed out, in bytes; others are twice, four times, … as long. */
const SMALLEST = 2048;
/** Buffers of each length that are kept to be used again. */
const MAX_KEPT = 16;
/** Longer ones are left to the collector, in bytes. */
const MAX_LENGTH = 1 << 17;

/** A buffer that is free since packet `since`, in which it may still be looked at. */
interface Kept {
  readonly buffer: Uint8Array;
  readonly since: number;
}

/** Buffers that are used again and again: a new one would be filled with zeros first, and collected later. */
export class BufferPool {
  /** By length, the smallest first. */
  readonly #kept: Kept[][] = [];

  /** In packet `packet`: a buffer with room for `length` bytes, whatever is in them. */
  take(length: number, packet: number): Uint8Array {
    let room = SMALLEST;
    let size = 0;
    while (room < length) {
      room *= 2;
      size++;
    }
    const kept = this.#kept[size];
    const last = kept?.at(-1);
    if (last === undefined || last.since === packet) return new Uint8Array(room);
    kept!.pop();
    return last.buffer;
  }

  /** A buffer that came from here, or an empty one, is not needed any more once packet `packet` is done with. */
  give(buffer: Uint8Array, packet: number): void {
    if (buffer.length === 0 || buffer.length > MAX_LENGTH) return;
    const kept = (this.#kept[Math.log2(buffer.length / SMALLEST)] ??= []);
    if (kept.length < MAX_KEPT) kept.push({ buffer, since: packet });
  }
}
