import { copyOf } from '../base/bytes.ts';
import { latinWord } from '../base/latin.ts';
import type { Field, Value } from '../base/field.ts';
import type { Source } from '../base/walk.ts';
import { MAX_WAITING, type StreamReader } from '../stream/reader.ts';
import { type Line, type Moment, type Reading, yes } from '../stream/reading.ts';
import type { Phrase } from './dialogue.ts';
import type { Assembled, Carried, DraftMark, Mark, Side, Span, Unit } from './marks.ts';
import type { Session } from './session.ts';

/** No stream offset. */
const NOWHERE = -1;

/** Most units have none of this or that. */
const NONE: readonly never[] = Object.freeze([]);

/**
 * One side of a session, as its generator sees it: a reader, and a pen. What is marked belongs to the present unit;
 * `commit` finishes the unit, in the packet at hand.
 */
export class Voice<State = unknown> {
  readonly session: Session<State>;
  readonly side: Side;
  readonly reader: StreamReader;
  /** The condition that the generator waits for, in place of bytes. */
  waitsFor: (() => boolean) | undefined = undefined;
  /** What it waits for may have been lost with bytes of the other side. */
  isGivenUp = false;
  #marks: DraftMark[] = [];
  /** Offsets are of the stream. */
  #carried: Carried[] = [];
  #assembled: Assembled[] = [];
  #concealed: Span[] = [];
  /** Marks whose parts are being marked: indices into `#marks`. */
  #open: number[] = [];
  #summary: Phrase | undefined = undefined;
  /** Stream offset at which the body of the present unit begins; NOWHERE: it has none. */
  #body = NOWHERE;
  /** A unit whose bytes are read, but which is not finished: the header of a message whose body is passing by, from stream offset `end` on. */
  #kept: { unit: Unit; marks: Mark[]; end: number } | undefined;

  constructor(session: Session<State>, side: Side, reader: StreamReader) {
    this.session = session;
    this.side = side;
    this.reader = reader;
  }

  get bytes(): Uint8Array {
    return this.reader.bytes;
  }

  /** Characters `from` to `to` of the reader's bytes, one byte each: for commands and numbers, not for texts. */
  latin(from: number, to: number): string {
    return latinWord(this.reader.bytes, from, to);
  }

  // ---- reading; see StreamReader ----

  /** The next line, at most `most` bytes of it, as a part of the present unit. */
  line(most?: number): Reading<Line> {
    this.#hold();
    return this.reader.line(most);
  }

  take(n: number): Reading<number> {
    this.#hold();
    return this.reader.take(n);
  }

  /** All bytes that are there, as a part of the present unit. The index of the first. */
  takeRest(): number {
    this.#hold();
    const from = this.reader.pos;
    this.reader.pos = this.reader.limit;
    return from;
  }

  /**
   * Wait until `condition` holds, which the other side brings about. False: it cannot any more, bytes of the other side are lost that may have
   * brought it about, or too much waits here.
   */
  until(condition: () => boolean): Reading<boolean> {
    this.isGivenUp = false;
    return condition() ? yes : this.#untilTrue(condition);
  }

  *#untilTrue(condition: () => boolean): Reading<boolean> {
    while (!condition()) {
      if (this.isGivenUp || this.session.isOver(this.side) || this.reader.limit - this.reader.pos > MAX_WAITING) return false;
      this.waitsFor = condition;
      yield;
    }
    return true;
  }

  /** When what was read last was said: before the packet at hand, if the reading had to wait for the other side. */
  get said(): Moment {
    return this.reader.momentOf(this.reader.pos - 1) ?? this.session.moment();
  }

  /** This side speaks on, in a later packet than `since`, and nothing of the other was heard yet: what it waits for is not in the capture. */
  goesOnAlone(since: Moment): boolean {
    const { packet, pos, limit } = this.reader;
    return this.session.isSilent(this.#other.side) && packet > since.packet && pos < limit;
  }

  /** What this side says next, as far as that is there, is text, as no message of TLS begins. */
  get goesOnInText(): boolean {
    const { bytes, pos, limit } = this.reader;
    return pos < limit && bytes[pos]! >= 0x20 && bytes[pos]! < 0x7f;
  }

  /** Let the other side go on first, if what it waits for has come: it may have said already what is answered next. */
  giveWay(): Reading<boolean> {
    return this.#other.waitsFor === undefined ? yes : this.until(() => this.#other.waitsFor?.() !== true);
  }

  get #other(): Voice<State> {
    return this.side === 'client' ? this.session.server : this.session.client;
  }

  // ---- marking ----

  /** Mark a field at indices of the reader's bytes. */
  mark(field: Field, from: number, to: number, value?: Value): void {
    if (!this.session.isMarking) return;
    const base = this.reader.base;
    this.#marks.push({ field, from: base + from, to: base + to, depth: this.#open.length + 1, value });
  }

  /** Bytes at indices of the reader's bytes are a message, or the first part of one of `length` bytes, of a packet protocol: it decodes them. */
  carry(protocol: string, from: number, to: number, length = to - from): void {
    if (this.session.sink === undefined) return;
    const base = this.reader.base;
    this.#carried.push({ protocol, from: base + from, to: base + to, length });
  }

  /** A message of a packet protocol that came in parts is whole with the present unit: it decodes the bytes that were put together. */
  assemble(protocol: string, source: Source): void {
    if (this.session.sink !== undefined) this.#assembled.push({ protocol, source });
  }

  /** Bytes at indices of the reader's bytes are a secret. */
  conceal(from: number, to: number): void {
    if (!this.session.isMarking) return;
    const base = this.reader.base;
    this.#concealed.push({ from: base + from, to: base + to });
  }

  /** What the present unit says, in words: a key of the dialogue's phrases. For units that are not text. */
  say(key: string, args: Phrase['args'] = {}): void {
    if (this.session.sink !== undefined) this.#summary = { key, args };
  }

  /** Mark a field whose parts follow, until `close`. */
  open(field: Field, from: number, to: number, value?: Value): void {
    const index = this.#marks.length;
    this.mark(field, from, to, value);
    this.#open.push(index);
  }

  /** The parts of the field that was opened last are over; where it ends, and what it says, if that was not known when it was opened. */
  close(to?: number, value?: Value): void {
    const index = this.#open.pop();
    const mark = index === undefined ? undefined : this.#marks[index];
    if (mark === undefined) return;
    if (to !== undefined) mark.to = this.reader.base + to;
    if (value !== undefined) mark.value = value;
  }

  /** What the unit carries begins where the reader stands: a body, after a head that says what it is. */
  startBody(): void {
    this.#hold();
    this.#body = this.reader.offset;
  }

  /**
   * What was read of the unit so far is copied: it stays good while the rest of the unit, which is not marked, passes by. What is still open ends.
   * `commit` finishes it, `conclude` adds to it what has no bytes of its own.
   */
  keep(): void {
    const { reader } = this;
    this.#closeAll();
    if (this.session.sink !== undefined && reader.held >= 0) {
      const { held, pos } = reader;
      const unit = this.#present(this.#marks);
      const marks = [...shifted(unit.marks, -held)];
      const [carried, concealed] = [shifted(unit.carried, -held), shifted(unit.concealed, -held)];
      this.#kept = { unit: { ...unit, bytes: copyOf(reader.bytes, held, pos), from: 0, to: pos - held, body: unit.body - held, marks, carried, concealed }, marks, end: reader.offset };
    }
    this.drop();
  }

  /** A field without bytes of its own, at the end of the unit, be it kept or not. */
  conclude(field: Field, value: Value): void {
    if (this.#kept === undefined) this.mark(field, this.reader.pos, this.reader.pos, value);
    else this.#kept.marks.push({ field, from: this.#kept.unit.to, to: this.#kept.unit.to, depth: 1, value });
  }

  /** The unit ends where the reader stands, and so does what is still open; it belongs to the packet at hand. */
  commit(): void {
    const { reader } = this;
    const sink = this.session.sink;
    this.#closeAll();
    if (this.#kept !== undefined) sink?.({ ...this.#kept.unit, passed: reader.offset - this.#kept.end });
    else if (sink !== undefined && reader.held >= 0) sink(this.#present(this.#marks));
    this.#kept = undefined;
    this.drop();
  }

  /** Forget the present unit. */
  drop(): void {
    this.reader.held = -1;
    if (this.#marks.length > 0) this.#marks = [];
    if (this.#carried.length > 0) this.#carried = [];
    if (this.#assembled.length > 0) this.#assembled = [];
    if (this.#concealed.length > 0) this.#concealed = [];
    if (this.#open.length > 0) this.#open = [];
    this.#summary = undefined;
    this.#body = NOWHERE;
  }

  /**
   * Stretches of a body that is passed over become units of their own, marked with `field` (undefined: they do not), and are shown to `also`.
   * Until `endBulk`.
   */
  bulk(field: Field | undefined, also?: (bytes: Uint8Array, from: number, to: number) => void): void {
    const sink = field === undefined ? undefined : this.session.sink;
    this.reader.onBulk = sink === undefined && also === undefined ? undefined : (from, to) => {
      also?.(this.reader.bytes, from, to);
      sink?.(this.#span(field!, from, to));
    };
  }

  endBulk(): void {
    this.reader.onBulk = undefined;
  }

  #span(field: Field, from: number, to: number): Unit {
    return this.#unit(from, to, true, [{ field, from, to, depth: 1, value: undefined }], NONE, NONE, NONE);
  }

  #closeAll(): void {
    for (const index of this.#open) if (this.#marks[index] !== undefined) this.#marks[index].to = this.reader.offset;
  }

  #hold(): void {
    const { reader } = this;
    if (reader.held < 0 && this.session.sink !== undefined) reader.held = reader.pos;
  }

  /** The present unit, with marks whose offsets are of the stream. */
  #present(drafts: readonly DraftMark[]): Unit {
    const { base, held, pos } = this.reader;
    return this.#unit(held, pos, false, shifted(drafts, -base), shifted(this.#carried, -base), this.#assembled.length === 0 ? NONE : this.#assembled, shifted(this.#concealed, -base));
  }

  #unit(from: number, to: number, bulk: boolean, marks: readonly Mark[], carried: readonly Carried[], assembled: readonly Assembled[], concealed: readonly Span[]): Unit {
    const { session, side, reader } = this;
    const body = bulk || this.#body === NOWHERE ? to : this.#body - reader.base;
    const pieces = session.isMarking ? reader.provenance(from, to) : NONE;
    return { session: session as Session, side, bytes: reader.bytes, from, to, bulk, body, passed: 0, pieces, marks, carried, assembled, concealed, summary: bulk ? undefined : this.#summary };
  }
}

function shifted<T extends { from: number; to: number }>(ranges: readonly T[], by: number): readonly T[] {
  return ranges.length === 0 ? NONE : ranges.map((range) => ({ ...range, from: range.from + by, to: range.to + by }));
}
