import type { BufferPool } from '../stream/buffer-pool.ts';
import type { EndReason } from '../stream/reassembler.ts';
import { StreamReader } from '../stream/reader.ts';
import type { Reading } from '../stream/reading.ts';
import type { Dialogue, How, Recognition } from './dialogue.ts';
import type { Side, UnitSink } from './marks.ts';
import type { ContentSink } from './content.ts';
import type { Secret } from './secret.ts';
import { type Moment, type PacketLinks, Session } from './session.ts';
import type { Voice } from './voice.ts';

/** A side of a conversation: its bytes, the session it is in, and the generator that stands somewhere in it. */
class Speaker {
  readonly reader: StreamReader;
  session: Session | undefined = undefined;
  voice: Voice | undefined = undefined;
  reading: Reading<void> | undefined = undefined;

  constructor(buffers: BufferPool) {
    this.reader = new StreamReader(buffers);
  }
}

/** The packet at hand; its numbers are set again and again. */
class Now {
  packet = 0;
  seconds = 0;
  nanos = 0;
}

/** Gives each session of a capture its number, and keeps account of it. */
export interface Registrar {
  /** `before`: the session of the same conversation that led to it. */
  opened(dialogue: Dialogue, how: How, before: number | undefined): number;
  readonly sink: UnitSink | undefined;
  /** Are fields marked in the units of a dialogue? Else they are what is said, and no more. */
  marks(dialogue: Dialogue): boolean;
  readonly buffers: BufferPool;
  readonly contents: ContentSink | undefined;
  /** The packet at hand. */
  readonly clock: { readonly number: number; readonly seconds: number; readonly nanos: number };
  readonly secrets: readonly Secret[];
  readonly oemCodepage: string;
  readonly learn: PacketLinks | undefined;
  readonly known: PacketLinks | undefined;
  /** The dialogue that bytes of a side begin, inside a connection whose first dialogue is over; on a connection of their own the server would be on `port`. */
  succeeding(port: number, side: Side, bytes: Uint8Array, from: number, to: number): Dialogue | undefined;
}

/** Bytes after which it is decided what follows a dialogue that has not said what that is: as many as a record of TLS and what it begins with. */
const ENOUGH = 16;

/**
 * What is said on one flow: feeds both sides' bytes to their generators, lets one wait for the other, begins them anew after a
 * hole, and hands the stream to the next dialogue where one says so (STARTTLS).
 */
export class Conversation {
  readonly sessions: Session[] = [];
  readonly #client: Speaker;
  readonly #server: Speaker;
  readonly #registrar: Registrar;
  readonly #isHeard: (side: Side) => boolean;
  readonly #now = new Now();

  /** `fromStart`: the first byte of each side is in the capture. `isHeard`: the capture holds packets of a side, be they without data. */
  constructor(dialogue: Dialogue, registrar: Registrar, fromStart: boolean, recognised: Recognition, isHeard: (side: Side) => boolean) {
    this.#registrar = registrar;
    this.#isHeard = isHeard;
    this.#client = new Speaker(registrar.buffers);
    this.#server = new Speaker(registrar.buffers);
    const session = this.#open(dialogue, fromStart, recognised);
    this.#begin('client', session);
    this.#begin('server', session);
  }

  /** When something was last said. */
  get last(): Moment {
    return this.#now;
  }

  /** Have both sides said all? */
  get isOver(): boolean {
    return this.#client.reader.ended && this.#server.reader.ended;
  }

  /** Bytes of a side, in order; see StreamReader.feed. */
  data(side: Side, bytes: Uint8Array, from: number, to: number, offset: number, origin: number, at: number): void {
    const { reader, reading } = this.#speaker(side);
    this.#look();
    if (reading === undefined) return;
    reader.feed(bytes, from, to, offset, this.#now, origin, at);
    if (!reader.pass()) this.#run(side);
    reader.keepRest();
  }

  /** `length` bytes of a side from `offset` on are lost: a line that they cut is read as far as it came, what else waited for them is given up. */
  hole(side: Side, length: number, offset: number): void {
    const speaker = this.#speaker(side);
    const { reader } = speaker;
    this.#look();
    reader.isCut = true;
    if (speaker.reading !== undefined && reader.pos < reader.limit) this.#run(side);
    reader.isCut = false;
    this.#stop(speaker);
    reader.jump(offset + length);
    if (speaker.session === undefined) return;
    speaker.session.dialogue.lost?.(speaker.session, side, length);
    speaker.session.voice(side).drop();
    this.#begin(side, speaker.session);
    const other = side === 'client' ? 'server' : 'client';
    const listening = this.#speaker(other).voice;
    if (listening?.waitsFor === undefined) return;
    listening.isGivenUp = true;
    this.#run(other);
  }

  /** A side has said all. */
  end(side: Side, why: EndReason): void {
    const speaker = this.#speaker(side);
    if (speaker.reader.ended) return;
    this.#look();
    speaker.reader.ended = true;
    speaker.session?.ended(side, why);
    this.#run(side);
    this.#run(side === 'client' ? 'server' : 'client');
    // A side may have said all before the other has answered anything: what it said is read when that has come.
    for (const each of [this.#client, this.#server]) if (each.reader.ended && each.voice?.waitsFor === undefined) this.#stop(each);
  }

  /** Take note of the packet at hand. */
  #look(): void {
    const { clock } = this.#registrar;
    this.#now.packet = clock.number;
    this.#now.seconds = clock.seconds;
    this.#now.nanos = clock.nanos;
  }

  /** Resume a side, then whichever side waits for what was just said. */
  #run(side: Side): void {
    let turn: Side | undefined = side;
    while (turn !== undefined) {
      this.#resume(turn);
      turn = isReady(this.#client) ? 'client' : isReady(this.#server) ? 'server' : undefined;
    }
  }

  #resume(side: Side): void {
    const speaker = this.#speaker(side);
    while (speaker.reading !== undefined) {
      if (speaker.voice !== undefined) speaker.voice.waitsFor = undefined;
      if (speaker.reading.next().done !== true) return;
      this.#handOver(side, speaker);
    }
  }

  /** A generator has returned: its dialogue is over on this side, and what follows is its successor's or nobody's. */
  #handOver(side: Side, speaker: Speaker): void {
    const session = speaker.session!;
    speaker.reading = undefined;
    speaker.voice?.drop();
    if (session.successor === undefined) {
      const isUndecided = session.prospect !== undefined && !(speaker.reader.ended && speaker.reader.pos === speaker.reader.limit);
      if (isUndecided) speaker.reading = this.#decide(side, session);
      else speaker.session = speaker.voice = undefined;
      return;
    }
    const next = this.sessions.find((s) => s !== session && s.dialogue === session.successor && s.id > session.id) ?? this.#open(session.successor, true, { how: 'handover', port: session.recognised.port });
    this.#begin(side, next);
  }

  /** Waits for what follows a dialogue, on the side that says something first, and decides by its look what it is. */
  *#decide(side: Side, session: Session): Reading<void> {
    const { reader } = this.#speaker(side);
    while (session.successor === undefined && reader.limit - reader.pos < ENOUGH && !reader.ended) yield;
    if (reader.pos === reader.limit) return;
    const { port, otherwise } = session.prospect!;
    session.successor ??= this.#registrar.succeeding(port, side, reader.bytes, reader.pos, reader.limit) ?? otherwise;
  }

  #open(dialogue: Dialogue, fromStart: boolean, recognised: Recognition): Session {
    const readers = { client: this.#client.reader, server: this.#server.reader };
    const { sink, secrets, oemCodepage, contents, learn, known } = this.#registrar;
    const setting = { sink, isMarking: this.#registrar.marks(dialogue), secrets, oemCodepage, contents, learn, known, fromStart, recognised, isHeard: this.#isHeard, now: this.#now };
    const session = new Session(this.#registrar.opened(dialogue, recognised.how, this.sessions.at(-1)?.id), dialogue, readers, setting);
    this.sessions.push(session);
    return session;
  }

  #begin(side: Side, session: Session): void {
    const speaker = this.#speaker(side);
    const { dialogue } = session;
    speaker.session = session;
    speaker.voice = session.voice(side);
    speaker.reading = side === 'client' ? dialogue.client(session) : dialogue.server(session);
  }

  #stop(speaker: Speaker): void {
    speaker.reading?.return();
    speaker.reading = undefined;
  }

  #speaker(side: Side): Speaker {
    return side === 'client' ? this.#client : this.#server;
  }
}

/** A generator that waits for a condition is ready when the condition holds, or can never hold. */
function isReady({ voice, reading }: Speaker): boolean {
  if (voice?.waitsFor === undefined || reading === undefined) return false;
  return voice.isGivenUp || voice.waitsFor() || voice.session.isOver(voice.side);
}
