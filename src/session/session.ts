import type { Field } from '../base/field.ts';
import type { Args } from '../base/sentence.ts';
import type { StreamReader } from '../stream/reader.ts';
import { type Moment, momentOf } from '../stream/reading.ts';
import type { EndReason } from '../stream/reassembler.ts';
import { Content, type ContentAbout, type ContentKind, type ContentSink, MAX_CONTENTS } from './content.ts';
import type { Dialogue, Phrase, Recognition } from './dialogue.ts';
import { type Credential, type KeptPromise, MAX_FINDINGS } from './finding.ts';
import type { Secret } from './secret.ts';
import type { Side, UnitSink } from './marks.ts';
import { Voice } from './voice.ts';

export type { Moment } from '../stream/reading.ts';

/** Moves and notes kept of one session. */
export const MAX_EVENTS = 1000;

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

/** A question, and when it was asked. */
export type Asked = Moment & Question;

/** Objects of one shape are quick to look into. */
export const askedAt = ({ packet, seconds, nanos }: Moment, nth: number): Asked => ({ packet, seconds, nanos, nth });

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
    this.at = dialogue.firstState;
    this.client = new Voice(this, 'client', readers.client);
    this.server = new Voice(this, 'server', readers.server);
  }

  /** Number of the packet at hand. */
  get packet(): number {
    return this.#now.packet;
  }

  /** The packet at hand, to be kept. */
  moment(): Moment {
    return momentOf(this.#now.packet, this.#now.seconds, this.#now.nanos);
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

  /** Somebody said who he is. What the server says to it is to be filled in. Of a line that is cut nobody knows what it said: it does not count. */
  credential(found: Omit<Credential, 'packet' | 'isAccepted' | 'proof'> & { proof?: Credential['proof'] }): Credential {
    const credential: Credential = { proof: undefined, ...found, packet: this.packet, isAccepted: undefined };
    if (!this.client.reader.isCut && this.credentials.length < MAX_FINDINGS) this.credentials.push(credential);
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
