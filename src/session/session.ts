import { copyOf } from '../base/bytes.ts';
import type { Field, Value } from '../base/field.ts';
import type { Args } from '../base/sentence.ts';
import type { Source } from '../base/walk.ts';
import { type Line, MAX_WAITING, type Moment, type Reading, StreamReader } from '../stream/reader.ts';
import type { EndReason } from '../stream/reassembler.ts';
import { Content, type ContentAbout, type ContentKind, type ContentSink, MAX_CONTENTS } from './content.ts';
import type { Dialogue, Phrase, Recognition } from './dialogue.ts';
import { type Credential, type KeptPromise, MAX_FINDINGS } from './finding.ts';
import type { Secret } from './secret.ts';
import type { Assembled, Carried, DraftMark, Mark, Side, Span, Unit, UnitSink } from './marks.ts';

export type { Moment } from '../stream/reader.ts';

/** Moves and notes kept of one session. */
export const MAX_EVENTS = 1000;

/** No stream offset. */
const NOWHERE = -1;

/** A step from one state to another, the packet that caused it, and how: a key of the dialogue's phrases. */
export interface Move {
  readonly packet: number;
  readonly from: string;
  readonly to: string;
  readonly why: Phrase | undefined;
}

/** Something worth knowing that the dialogue came upon. The key is one of the dialogue's phrases. */
export interface Note {
  readonly packet: number;
  readonly side: Side;
  readonly key: string;
  readonly args: Args;
}

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
    let text = '';
    for (let i = from; i < to; i++) text += String.fromCharCode(this.reader.bytes[i]!);
    return text;
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
  *until(condition: () => boolean): Reading<boolean> {
    this.isGivenUp = false;
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

  /** Let the other side go on first, if what it waits for has come: it may have said already what is answered next. */
  *giveWay(): Reading<void> {
    yield* this.until(() => this.#other.waitsFor?.() !== true);
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
      const unit = this.#unit(held, pos, this.#marks, false);
      const marks = unit.marks.map((m) => moved(m, -held));
      const carried = unit.carried.map((c) => moved(c, -held));
      const concealed = unit.concealed.map((c) => moved(c, -held));
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
    else if (sink !== undefined && reader.held >= 0) sink(this.#unit(reader.held, reader.pos, this.#marks, false));
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
      sink?.(this.#span(field!, from, to, true));
    };
  }

  endBulk(): void {
    this.reader.onBulk = undefined;
  }

  #span(field: Field, from: number, to: number, bulk: boolean): Unit {
    const base = this.reader.base;
    return this.#unit(from, to, [{ field, from: base + from, to: base + to, depth: 1, value: undefined }], bulk);
  }

  #closeAll(): void {
    for (const index of this.#open) if (this.#marks[index] !== undefined) this.#marks[index].to = this.reader.offset;
  }

  #hold(): void {
    const { reader } = this;
    if (reader.held < 0 && this.session.sink !== undefined) reader.held = reader.pos;
  }

  #unit(from: number, to: number, drafts: readonly DraftMark[], bulk: boolean): Unit {
    const { reader } = this;
    const base = reader.base;
    const marks: Mark[] = drafts.map((m) => moved(m, -base));
    const carried = bulk ? [] : this.#carried.map((c) => moved(c, -base));
    const concealed = bulk ? [] : this.#concealed.map((c) => moved(c, -base));
    const summary = bulk ? undefined : this.#summary;
    const body = bulk || this.#body === NOWHERE ? to : this.#body - base;
    return { session: this.session as Session, side: this.side, bytes: reader.bytes, from, to, bulk, body, passed: 0, pieces: this.session.isMarking ? reader.provenance(from, to) : [], marks, carried, assembled: bulk ? [] : [...this.#assembled], concealed, summary };
  }
}

function moved<T extends { from: number; to: number }>(range: T, by: number): T {
  return { ...range, from: range.from + by, to: range.to + by };
}

/** What one pass over a capture learns for the next: in packet `packet`, for the `nth` of its questions, `field` is packet `other`. */
export interface PacketLinks {
  add(field: Field, packet: number, other: number, nth?: number): void;
  get(field: Field, packet: number, nth?: number): number | undefined;
}

/** A question, by the packet that it is in: the `nth` one of it, from 0. */
export interface Question {
  readonly packet: number;
  readonly nth: number;
}

/** What a session is told of the world: by the conversation that it belongs to. */
export interface Setting {
  readonly sink: UnitSink | undefined;
  readonly isMarking: boolean;
  /** The packet at hand. */
  readonly now: Moment;
  /** The first byte of the dialogue is in the capture; else it may begin anywhere. */
  readonly fromStart: boolean;
  readonly recognised: Recognition;
  readonly isHeard: (side: Side) => boolean;
  readonly secrets: readonly Secret[];
  readonly oemCodepage: string;
  readonly contents: ContentSink | undefined;
  /** Filled by this pass, and by an earlier one over the same capture. */
  readonly learn: PacketLinks | undefined;
  readonly known: PacketLinks | undefined;
}

/** A dialogue on a flow: its state, and the voices of its two sides. */
export class Session<State = unknown> {
  /** Number of the session in the capture, from 0. */
  readonly id: number;
  readonly dialogue: Dialogue<State>;
  readonly recognised: Recognition;
  readonly state: State;
  readonly client: Voice<State>;
  readonly server: Voice<State>;
  sink: UnitSink | undefined;
  /** Are fields marked in units? Whoever only lists what is said does not need them. */
  readonly isMarking: boolean;
  /** Name of the state that the session is in. */
  at: string;
  readonly moves: Move[] = [];
  readonly notes: Note[] = [];
  /** Mails and objects that passed by, who said who he was, and what was announced and what came. */
  readonly contents: Content[] = [];
  readonly credentials: Credential[] = [];
  readonly promises: KeptPromise[] = [];
  /** What takes over when a side's generator returns (after STARTTLS). */
  successor: Dialogue | undefined = undefined;
  /** Where the next bytes decide what takes over (after CONNECT): which port they would be on, and what they are if nothing is known by them. */
  prospect: { readonly port: number; readonly otherwise: Dialogue } | undefined = undefined;

  /** The dialogue was heard from its first byte on. */
  readonly fromStart: boolean;
  /** Passwords that the user gave, to check answers to challenges with. */
  readonly secrets: readonly Secret[];
  /** Character set of texts from the time of DOS, which streams do not tell. */
  readonly oemCodepage: string;

  readonly #now: Moment;
  readonly #contentSink: ContentSink | undefined;
  readonly #learn: PacketLinks | undefined;
  readonly #known: PacketLinks | undefined;
  readonly #isHeard: (side: Side) => boolean;
  readonly #ends: { client: EndReason | undefined; server: EndReason | undefined } = { client: undefined, server: undefined };

  constructor(id: number, dialogue: Dialogue<State>, readers: { client: StreamReader; server: StreamReader }, setting: Setting) {
    this.id = id;
    this.#now = setting.now;
    this.recognised = setting.recognised;
    this.dialogue = dialogue;
    this.sink = setting.sink;
    this.isMarking = setting.isMarking;
    this.fromStart = setting.fromStart;
    this.secrets = setting.secrets;
    this.oemCodepage = setting.oemCodepage;
    this.#contentSink = setting.contents;
    this.#learn = setting.learn;
    this.#known = setting.known;
    this.#isHeard = setting.isHeard;
    this.state = dialogue.open();
    [this.at = ''] = Object.keys(dialogue.states);
    this.client = new Voice(this, 'client', readers.client);
    this.server = new Voice(this, 'server', readers.server);
  }

  /** Number of the packet at hand. */
  get packet(): number {
    return this.#now.packet;
  }

  /** The packet at hand, to be kept. */
  moment(): Moment {
    return { ...this.#now };
  }

  /** Seconds that have passed since. */
  elapsed(since: Moment): number {
    return this.#now.seconds - since.seconds + (this.#now.nanos - since.nanos) / 1e9;
  }

  voice(side: Side): Voice<State> {
    return side === 'client' ? this.client : this.server;
  }

  /** The session goes over to another state; `key` is the phrase that says how. */
  moved(to: string, key?: string, args: Phrase['args'] = {}): void {
    if (to === this.at) return;
    if (this.moves.length < MAX_EVENTS) this.moves.push({ packet: this.packet, from: this.at, to, why: key === undefined ? undefined : { key, args } });
    this.at = to;
  }

  note(voice: Voice<State>, key: string, args: Args = {}): void {
    if (this.notes.length < MAX_EVENTS) this.notes.push({ packet: this.packet, side: voice.side, key, args });
  }

  /** A mail or an object begins to pass by on a side. */
  content(side: Side, kind: ContentKind, about: ContentAbout): Content {
    const content = new Content(this as Session, side, kind, about, this.#contentSink);
    if (this.contents.length < MAX_CONTENTS) this.contents.push(content);
    return content;
  }

  /** Somebody said who he is. What the server says to it is to be filled in. */
  credential(found: Omit<Credential, 'packet' | 'isAccepted' | 'proof'> & { proof?: Credential['proof'] }): Credential {
    const credential: Credential = { proof: undefined, ...found, packet: this.packet, isAccepted: undefined };
    if (this.credentials.length < MAX_FINDINGS) this.credentials.push(credential);
    return credential;
  }

  /** What was announced has come, or not: `seen` of `promised`. `isWhole`: no byte of it is missing from the capture. */
  promised(kind: KeptPromise['kind'], subject: string, promised: number, seen: number, isWhole = true): void {
    if (this.promises.length < MAX_FINDINGS) this.promises.push({ packet: this.packet, kind, subject, promised, seen, isKept: isWhole ? promised === seen : undefined });
  }

  /** The rest of the stream, on each side after what its generator has read, is another protocol's. */
  become(successor: Dialogue): void {
    this.successor = successor;
  }

  /**
   * The rest of the stream is what its next bytes look like, or what is spoken on `port` (0: nobody says which that is), as if the dialogue were on a connection of its own; `otherwise`
   * where neither tells anything.
   */
  becomeByLook(port: number, otherwise: Dialogue): void {
    this.prospect = { port, otherwise };
  }

  /** The dialogue is over; what follows is another's. */
  get isLeft(): boolean {
    return this.successor !== undefined || this.prospect !== undefined;
  }

  /** The packet at hand answers a question: in a pass after this one, `answerTo` says so. */
  answers(field: Field, { packet, nth }: Question): void {
    this.#learn?.add(field, packet, this.packet, nth);
  }

  /** The packet with the answer to a question, as an earlier pass has learned. */
  answerTo(field: Field, { packet, nth }: Question): number | undefined {
    return this.#known?.get(field, packet, nth);
  }

  /** Nothing at all was heard of a side, not even an acknowledgment: the capture holds only the other one. */
  isSilent(side: Side): boolean {
    return !this.#isHeard(side);
  }

  /** The other side of `side` will not speak again: it ended, or was never seen at all. */
  isOver(side: Side): boolean {
    return this.#ends[side === 'client' ? 'server' : 'client'] !== undefined;
  }

  /** A side closed the connection: FIN or RST, not merely the end of the capture. */
  isClosed(side: Side): boolean {
    return this.#ends[side] === 'fin' || this.#ends[side] === 'reset';
  }

  /** A side broke the connection off: RST. */
  isReset(side: Side): boolean {
    return this.#ends[side] === 'reset';
  }

  ended(side: Side, why: EndReason): void {
    this.#ends[side] = why;
  }
}
