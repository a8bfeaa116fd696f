import { indexOfByte, put } from '../base/bytes.ts';
import type { Piece } from '../base/walk.ts';
import type { BufferPool } from './buffer-pool.ts';
import { Done, type Line, type Moment, momentOf, type Reading, yes } from './reading.ts';

/** Bytes of one line or message that may wait for the rest of it; longer ones are handed over in parts. */
export const MAX_WAITING = 1 << 20;
/** Longest line; a longer one is cut there and said to be `long`. */
export const MAX_LINE = 64 * 1024;

/** What is kept of a segment: its offset in the stream, the packet that it lies in, the offset there; and the moment when it was fed: packet, seconds, nanoseconds. */
const SEGMENT = 6;
/** A larger buffer, which a long message needed, is given back when nothing waits: there may be many connections. */
const MAX_IDLE = 4096;
/** Segments whose room is kept for those to come. */
const MAX_IDLE_SEGMENTS = 16;
const nothing = new Uint8Array(0);
const NOWHERE = -1;

const LF = 10;
const CR = 13;
const DOT = 0x2e;

/** Does a line begin at the next byte? */
type DotState = typeof LINE_START | typeof IN_LINE;
const LINE_START = 0;
const IN_LINE = 1;

const lineAtHand = new Done<Line>({ from: 0, to: 0, end: 0, crlf: false, whole: false });
const numberAtHand = new Done(0);

/**
 * One direction of a stream, read as it comes. While nothing waits, `bytes` is the very segment; what a reading
 * leaves over is copied, and the next segment is appended to it. Readings are generators: they yield when bytes
 * are missing, and go on where they stood.
 */
export class StreamReader {
  /** The bytes at hand: unread ones are `pos` to `limit`. Valid until the next `feed` of another packet. */
  bytes: Uint8Array = new Uint8Array(0);
  pos = 0;
  limit = 0;
  /** Stream offset of index 0 of `bytes`. */
  base = 0;
  /** No more bytes will come. */
  ended = false;
  /** The next bytes are lost: what there is of a line is handed over now. */
  isCut = false;
  /** See `untilDot`. */
  hasDots = false;
  /** Number of the packet that was fed last. */
  packet = 0;
  /** Everything read so far of the present unit must stay readable: its first index in `bytes`. -1: nothing is held. */
  held = -1;
  /** Told of stretches that are passed over, in place of being given them whole. */
  onBulk: ((from: number, to: number) => void) | undefined;

  readonly #pool: BufferPool;
  #own: Uint8Array = nothing;
  /** Bytes to come that are passed over: no generator need be resumed for them. */
  #due = 0;
  /** Segments that bytes from `held` or `pos` on lie in, SEGMENT numbers each: see there. Written over and over again: only the first `#filled` numbers count. */
  readonly #segments: number[] = [];
  #filled = 0;
  /**
   * The segment that was fed last begins at this index of `bytes`; what is kept of it stands here, until somebody asks for it or something of it is left over: then
   * it is noted among the others. Most segments are read and forgotten. NOWHERE: it is noted.
   */
  #fresh = NOWHERE;
  #origin = 0;
  #at = 0;
  #seconds = 0;
  #nanos = 0;

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  /** Stream offset of the next unread byte. */
  get offset(): number {
    return this.base + this.pos;
  }

  /** The next line is at hand, to its end. */
  get hasLine(): boolean {
    return indexOfByte(this.bytes, LF, this.pos, this.limit) < this.limit;
  }

  /**
   * Append a segment that begins at stream offset `offset`, delivered `now`. It came in packet `origin`, which is an earlier one if it had to
   * wait, at byte `at` of it.
   */
  feed(bytes: Uint8Array, from: number, to: number, offset: number, now: Moment, origin: number, at: number): void {
    const samePacket = now.packet === this.packet;
    const keep = this.held >= 0 ? this.held : this.pos;
    const isAlone = keep === this.limit && !(samePacket && this.bytes === this.#own);
    if (!isAlone) this.#note();
    this.packet = now.packet;
    if (isAlone) {
      this.#forgetAll();
      this.bytes = bytes;
      this.pos = from;
      this.limit = to;
      this.base = offset - from;
      if (this.held >= 0) this.held = from;
      this.#fresh = from;
    } else {
      this.#append(bytes, from, to, keep, samePacket);
      this.#fresh = this.limit - (to - from);
    }
    this.#origin = origin;
    this.#at = at;
    this.#seconds = now.seconds;
    this.#nanos = now.nanos;
  }

  /** After a generator has yielded: copy what is left of a segment, whose buffer is about to be used again. */
  keepRest(): void {
    const keep = this.held >= 0 ? this.held : this.pos;
    if (keep >= this.limit && this.#own.length > MAX_IDLE) this.#exchange(nothing);
    if (keep < this.limit) this.#note();
    if (keep >= this.limit || this.bytes === this.#own) return;
    const length = this.limit - keep;
    if (this.#own.length < length) this.#exchange(this.#pool.take(length, this.packet));
    put(this.#own, 0, this.bytes, keep, this.limit);
    this.#move(this.#own, keep, length);
  }

  /** HOT: must not allocate. Pass over what is there of the bytes that are to be passed over. True: more of them are to come. */
  pass(): boolean {
    if (this.#due === 0) return false;
    this.#due -= this.#bulk(Math.min(this.#due, this.limit - this.pos));
    return this.#due > 0;
  }

  /** Bytes were lost: forget what waits, go on at `offset`. */
  jump(offset: number): void {
    this.held = -1;
    this.#due = 0;
    this.pos = this.limit = 0;
    this.base = offset;
    this.bytes = this.#own;
    this.#forgetAll();
  }

  // ---- readings ----

  /** The next line. At the end of the stream, before bytes that are lost, and beyond `most` bytes, a line without its end. */
  line(most = MAX_LINE): Reading<Line> {
    const there = Math.min(this.limit, this.pos + most);
    const lf = indexOfByte(this.bytes, LF, this.pos, there);
    return lf < there ? lineAtHand.with(this.#takeLine(lf)) : this.#lineToCome(most, there - this.pos);
  }

  *#lineToCome(most: number, looked: number): Reading<Line> {
    let scanned = looked;
    for (;;) {
      const there = Math.min(this.limit - this.pos, most);
      const end = this.pos + there;
      const lf = indexOfByte(this.bytes, LF, this.pos + scanned, end);
      if (lf < end) return this.#takeLine(lf);
      scanned = there;
      if (scanned >= most || ((this.ended || this.isCut) && scanned > 0)) return this.#takeUnended(scanned);
      yield;
    }
  }

  /** `n` bytes in one piece, n at most MAX_WAITING; fewer only at the end of the stream. The index of the first. */
  take(n: number): Reading<number> {
    return this.limit - this.pos < n && !this.ended ? this.#takeToCome(n) : numberAtHand.with(this.#take(n));
  }

  *#takeToCome(n: number): Reading<number> {
    while (this.limit - this.pos < n && !this.ended) yield;
    return this.#take(n);
  }

  #take(n: number): number {
    const from = this.pos;
    this.pos = Math.min(this.limit, from + n);
    return from;
  }

  /** At least `n` bytes at `pos`, not yet taken. False: the stream ended before. */
  peek(n: number): Reading<boolean> {
    return this.limit - this.pos < n ? this.#peekToCome(n) : yes;
  }

  *#peekToCome(n: number): Reading<boolean> {
    while (this.limit - this.pos < n) {
      if (this.ended) return false;
      yield;
    }
    return true;
  }

  /** Pass over `n` bytes, however many, without keeping them. Returns how many there were. */
  skip(n: number): Reading<number> {
    this.#due = n;
    return this.pass() && !this.ended ? this.#skipToCome(n) : numberAtHand.with(this.#skipped(n));
  }

  *#skipToCome(n: number): Reading<number> {
    do yield;
    while (this.pass() && !this.ended);
    return this.#skipped(n);
  }

  #skipped(n: number): number {
    const left = this.#due;
    this.#due = 0;
    return n - left;
  }

  /** Pass over everything until the stream ends. Returns how many bytes there were. */
  rest(): Reading<number> {
    return this.skip(Number.MAX_SAFE_INTEGER);
  }

  /**
   * Pass over text up to the line that is a single dot (RFC 5321 §4.1.1.4, RFC 1939 §3), which is left unread. Returns
   * false if the stream ended before it came. That line may end in a bare LF. `isLineStart`: a line begins at the next byte. `hasDots` says of each stretch
   * that passes by whether any of its lines begins with a dot.
   */
  *untilDot(isLineStart = true): Reading<boolean> {
    let state: DotState = isLineStart ? LINE_START : IN_LINE;
    for (;;) {
      const found = this.#findDot(state);
      state = found.state;
      this.#bulk(found.at - this.pos);
      if (found.whole) return true;
      if (this.ended) {
        this.#bulk(this.limit - this.pos);
        return false;
      }
      yield;
    }
  }

  /** The packets that hold stream bytes `from` to `to` (indices in `bytes`), in order. */
  provenance(from: number, to: number): Piece[] {
    this.#note();
    const pieces: Piece[] = [];
    const s = this.#segments;
    const start = this.base + from;
    const end = this.base + to;
    for (let i = 0; i < this.#filled; i += SEGMENT) {
      const segment = s[i]!;
      const next = i + SEGMENT < this.#filled ? s[i + SEGMENT]! : this.base + this.limit;
      const a = Math.max(segment, start);
      const z = Math.min(next, end);
      const at = s[i + 2]!;
      if (a < z) pieces.push({ offset: a - start, packet: s[i + 1]!, from: at < 0 ? -1 : at + a - segment, to: at < 0 ? -1 : at + z - segment });
    }
    return pieces;
  }

  /** Number of the packet that holds the byte at an index of `bytes`. */
  packetOf(index: number): number {
    const i = this.#segmentOf(index);
    return i < 0 ? this.packet : this.#segments[i + 1]!;
  }

  /** When the byte at an index of `bytes` was delivered: before now, if the reading had to wait. */
  momentOf(index: number): Moment | undefined {
    const i = this.#segmentOf(index);
    return i < 0 ? undefined : momentOf(this.#segments[i + 3]!, this.#segments[i + 4]!, this.#segments[i + 5]!);
  }

  /** Where in `#segments` the one stands that holds the byte at an index of `bytes`; negative: nowhere. */
  #segmentOf(index: number): number {
    this.#note();
    const s = this.#segments;
    const offset = this.base + index;
    let found = -SEGMENT;
    while (found + SEGMENT < this.#filled && s[found + SEGMENT]! <= offset) found += SEGMENT;
    return found;
  }

  #takeLine(lf: number): Line {
    const from = this.pos;
    const crlf = lf > from && this.bytes[lf - 1] === CR;
    this.pos = lf + 1;
    return { from, to: crlf ? lf - 1 : lf, end: lf + 1, crlf, whole: true };
  }

  #takeUnended(n: number): Line {
    const from = this.pos;
    const end = from + n;
    // What is cut may be the second half of the line end.
    const to = this.isCut && this.bytes[end - 1] === CR ? end - 1 : end;
    this.pos = end;
    return { from, to, end, crlf: false, whole: false };
  }

  /** Where the lone dot stands, or how far there is surely none; and what stands before that place. */
  #findDot(before: DotState): { at: number; state: DotState; whole: boolean } {
    const { bytes: b, limit } = this;
    let i = this.pos;
    let lineStart = before === LINE_START;
    this.hasDots = false;
    while (i < limit) {
      if (lineStart && b[i] === DOT) {
        this.hasDots = true;
        const end = i + 1 < limit && b[i + 1] === CR ? i + 2 : i + 1;
        if (end >= limit) return { at: i, state: LINE_START, whole: false };
        if (b[end] === LF) return { at: i, state: LINE_START, whole: true };
      }
      const lf = indexOfByte(b, LF, i, limit);
      if (lf === limit) return { at: limit, state: IN_LINE, whole: false };
      i = lf + 1;
      lineStart = true;
    }
    return { at: limit, state: lineStart ? LINE_START : IN_LINE, whole: false };
  }

  #bulk(n: number): number {
    if (n > 0) {
      this.onBulk?.(this.pos, this.pos + n);
      this.pos += n;
    }
    return n;
  }

  #append(bytes: Uint8Array, from: number, to: number, keep: number, samePacket: boolean): void {
    const waiting = this.limit - keep;
    const length = to - from;
    const room = this.#own.length;
    const inPlace = this.bytes === this.#own && this.limit + length <= room;
    if (!inPlace) {
      // Units of this packet may still be looked at in the old buffer: it is left as it is.
      const target = !samePacket && this.bytes === this.#own && waiting + length <= room ? this.#own : this.#pool.take(waiting + length, this.packet);
      if (target === this.#own) target.copyWithin(0, keep, this.limit);
      else put(target, 0, this.bytes, keep, this.limit);
      if (target !== this.#own) this.#exchange(target);
      this.#move(target, keep, waiting);
    }
    put(this.#own, this.limit, bytes, from, to);
    this.limit += length;
    this.#forgetSegments();
  }

  /** Go on with another buffer of its own. */
  #exchange(buffer: Uint8Array): void {
    this.#pool.give(this.#own, this.packet);
    this.#own = buffer;
  }

  /** The bytes from index `keep` on now begin at index 0 of `target`. */
  #move(target: Uint8Array, keep: number, length: number): void {
    this.bytes = target;
    this.base += keep;
    this.pos -= keep;
    if (this.held >= 0) this.held = 0;
    this.limit = length;
  }

  /** Drop segments that end before what is kept. */
  #forgetSegments(): void {
    const s = this.#segments;
    const kept = this.base + (this.held >= 0 ? this.held : this.pos);
    let drop = 0;
    while (drop + SEGMENT < this.#filled && s[drop + SEGMENT]! <= kept) drop += SEGMENT;
    if (drop === 0) return;
    s.copyWithin(0, drop, this.#filled);
    this.#filled -= drop;
  }

  #forgetAll(): void {
    this.#fresh = NOWHERE;
    if (this.#filled === 0) return;
    this.#filled = 0;
    if (this.#segments.length > MAX_IDLE_SEGMENTS * SEGMENT) this.#segments.length = 0;
  }

  /** Take the segment that was fed last among the others. */
  #note(): void {
    if (this.#fresh === NOWHERE) return;
    const s = this.#segments;
    const i = this.#filled;
    s[i] = this.base + this.#fresh;
    s[i + 1] = this.#origin;
    s[i + 2] = this.#at;
    s[i + 3] = this.packet;
    s[i + 4] = this.#seconds;
    s[i + 5] = this.#nanos;
    this.#filled += SEGMENT;
    this.#fresh = NOWHERE;
  }
}
