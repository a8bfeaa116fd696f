import { ACK, type EndReason, FIN, PSH, RST, type StreamSink, SYN } from '../stream/reassembler.ts';
import { BufferPool } from '../stream/buffer-pool.ts';
import { seqDiff } from '../stream/seq.ts';
import { type ContentSink, Conversation, type Dialogue, dialogueByName, dialogueByPort, dialogues, isAlsoOn, type How, type Likeness, NO, type Registrar, type Secret, type Side, SURELY, type Unit } from '../session/index.ts';
import type { Analyzer, AnalyzerOptions } from './analyzer.ts';
import type { Links } from './links.ts';

/** Segments with data of a connection that are probed before it is given up. */
export const MAX_LOOKS = 8;

/** What is said on a connection, once it is known which dialogue it is. */
interface Talk {
  readonly conversation: Conversation;
  /** Index of the side that opened the dialogue. */
  readonly client: 0 | 1;
}

/** A dialogue found, and why. */
interface Finding {
  /** Undefined: the user says that the bytes are to be left alone. */
  readonly dialogue: Dialogue | undefined;
  readonly how: How;
  /** Index of the side that serves, and its port. */
  readonly server: number;
  readonly port: number;
}

/** A segment with data of a connection that is not known yet: who sent it, and where its bytes are. */
interface Words {
  readonly slot: number;
  readonly side: number;
  readonly source: number;
  readonly destination: number;
  /** Side that serves by the SYN, or -1. */
  readonly server: number;
  /** Its first byte is the first that its sender says at all. */
  readonly isBeginning: boolean;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Streams to dialogues: decides, at the first bytes, which dialogue a connection holds, and hands it the bytes of both sides.
 *
 * What the user says (`-d`) comes first, then the well-known port, asked in the order server's, lower, higher; then the look of the bytes, for as many as
 * `MAX_LOOKS` segments: a dialogue may come after a preface of another kind, as TLS does. If probing is wanted, every dialogue is asked, else those that are often
 * met on the port. A well-known port is overruled by the look in one case only: the segment is the very beginning of a stream, another dialogue is sure that it is
 * its own, and the one of the port is sure that it is not.
 */
export class Dialogues implements StreamSink, Registrar {
  /** By slot; undefined: not known yet, null: none that is decoded here. */
  readonly #talks: (Talk | null | undefined)[] = [];
  /** By slot, where only names are wanted: what is spoken, and nobody listens to. */
  readonly #named: (Finding | undefined)[] = [];
  /** By slot: segments that were looked at in vain. */
  readonly #looks: number[] = [];
  readonly #a: Analyzer;
  readonly #options: AnalyzerOptions;
  readonly sink: ((unit: Unit) => void) | undefined;
  readonly buffers = new BufferPool();
  readonly secrets: readonly Secret[];
  readonly oemCodepage: string;
  readonly contents: ContentSink | undefined;
  readonly learn: Links | undefined;
  readonly known: Links | undefined;
  /** Sessions opened so far: the next one's number. */
  count = 0;
  /**
   * Told of each session when it is opened: which side of the flow is its client, and how it was recognised; of each conversation when both sides
   * have said all; and when it is forgotten, because its ports are used again, it was silent for long, or the capture ends.
   */
  onOpen: ((dialogue: Dialogue, id: number, client: 0 | 1, how: How, before: number | undefined) => void) | undefined;
  onOver: ((conversation: Conversation) => void) | undefined;
  onClose: ((conversation: Conversation) => void) | undefined;
  /** Told of the bytes of conversations in their order, for who wants to see them as they are. */
  onData: ((conversation: Conversation, side: Side, bytes: Uint8Array, from: number, to: number) => void) | undefined;
  onHole: ((conversation: Conversation, side: Side, length: number) => void) | undefined;
  /** Told of copies of the same bytes that differ, and of waiting that was given up; sides are indices. */
  onConflict: ((slot: number, side: number, count: number) => void) | undefined;
  onEvicted: ((slot: number, side: number) => void) | undefined;
  #client: 0 | 1 = 0;

  constructor(a: Analyzer, options: AnalyzerOptions) {
    this.#a = a;
    this.#options = options;
    this.secrets = options.secrets ?? [];
    this.oemCodepage = a.walk.oemCodepage;
    this.contents = options.contents;
    this.learn = options.learn;
    this.known = options.known;
    this.sink = (options.marks ?? false) !== false || options.units === true ? (unit) => void a.units.push(unit) : undefined;
  }

  /** HOT: must not allocate but for a new conversation. The payload `body`..`end` of the segment at hand, `length` bytes on the wire. */
  segment(b: Uint8Array, at: number, body: number, end: number, length: number, inPacket: boolean): void {
    const { slot, side } = this.#a.connections;
    if (this.#talks[slot] === null || this.#isLeftAlone(b, body, end)) return;
    const seq = word(b, at + 4);
    if (length === 1 && this.#isKeepAlive(slot, side, seq, b[at + 13]!)) return;
    if (length > 0 && this.#talks[slot] === undefined) {
      this.#recognise(b, at, body, end);
      if (this.#talks[slot] === null || this.#named[slot] !== undefined) return;
    }
    const ack = (b[at + 13]! & ACK) !== 0 ? word(b, at + 8) : 0;
    this.#a.connections.reassembler.segment(slot, side, seq, ack, b[at + 13]!, b, body, end, length, this.#a.number, inPacket ? body - this.#a.from : -1);
  }

  /** The dialogue on a connection, where one is known. */
  talk(slot: number): Talk | undefined {
    return this.#talks[slot] ?? undefined;
  }

  /** What is spoken on a connection now. */
  on(slot: number): Dialogue | undefined {
    return this.#named[slot]?.dialogue ?? this.#talks[slot]?.conversation.sessions.at(-1)?.dialogue;
  }

  /** The connection in a slot is over. */
  retire(slot: number): void {
    const talk = this.#talks[slot];
    this.#talks[slot] = undefined;
    this.#named[slot] = undefined;
    this.#looks[slot] = 0;
    if (talk) this.onClose?.(talk.conversation);
  }

  // ---- Registrar ----

  opened(dialogue: Dialogue, how: How, before: number | undefined): number {
    const id = this.count++;
    this.onOpen?.(dialogue, id, this.#client, how, before);
    return id;
  }

  marks({ name }: Dialogue): boolean {
    const { marks } = this.#options;
    return typeof marks === 'object' ? marks.has(name) : marks === true;
  }

  get clock(): Analyzer {
    return this.#a;
  }

  succeeding(port: number, side: Side, bytes: Uint8Array, from: number, to: number): Dialogue | undefined {
    const words: Words = { slot: 0, side: side === 'client' ? 0 : 1, source: side === 'client' ? 0 : port, destination: side === 'client' ? port : 0, server: 1, isBeginning: true, bytes, from, to };
    return this.#byPortOrLook(words)?.dialogue;
  }

  // ---- StreamSink ----

  data(slot: number, side: number, bytes: Uint8Array, from: number, to: number, offset: number, packet: number, at: number): void {
    const talk = this.#talks[slot];
    if (talk) this.#client = talk.client;
    talk?.conversation.data(this.#sideOf(talk, side), bytes, from, to, offset, packet, at);
    if (talk) this.onData?.(talk.conversation, this.#sideOf(talk, side), bytes, from, to);
  }

  hole(slot: number, side: number, length: number, offset: number): void {
    const talk = this.#talks[slot];
    talk?.conversation.hole(this.#sideOf(talk, side), length, offset);
    if (talk) this.onHole?.(talk.conversation, this.#sideOf(talk, side), length);
  }

  end(slot: number, side: number, why: EndReason): void {
    const talk = this.#talks[slot];
    if (!talk) return;
    talk.conversation.end(this.#sideOf(talk, side), why);
    if (talk.conversation.isOver) this.onOver?.(talk.conversation);
  }

  /** Dialogues go on with what came first. */
  conflict(slot: number, side: number, count: number): void {
    this.onConflict?.(slot, side, count);
  }

  evicted(slot: number, side: number): void {
    this.onEvicted?.(slot, side);
  }

  #sideOf(talk: Talk, side: number): Side {
    return side === talk.client ? 'client' : 'server';
  }

  /**
   * A keep-alive may carry one byte of garbage, the one before the next expected (RFC 9293 §3.8.4, RFC 1122 §4.2.3.6). Once a stream has
   * started, the reassembler knows which one that is. Before, the other end's acknowledgment tells; and where a capture begins with
   * that segment: data is sent with a PSH, a keep-alive without.
   */
  #isKeepAlive(slot: number, side: number, seq: number, flags: number): boolean {
    const { reassembler, sides } = this.#a.connections;
    if ((flags & (SYN | FIN | RST)) !== 0) return false;
    const expected = reassembler.expected(slot, side);
    if (expected >= 0) return seqDiff(seq, expected) < 0;
    const sinceBase = seqDiff(seq, sides.at.base[slot * 2 + side]!);
    return sinceBase <= 0 || (sinceBase === 1 && (flags & PSH) === 0);
  }

  #recognise(b: Uint8Array, at: number, body: number, end: number): void {
    const { slot, side, columns, reassembler } = this.#a.connections;
    const words: Words = {
      slot, side, bytes: b, from: body, to: end,
      source: (b[at]! << 8) | b[at + 1]!,
      destination: (b[at + 2]! << 8) | b[at + 3]!,
      server: columns.at.server[slot]!,
      // A SYN may carry data (RFC 7413).
      isBeginning: (b[at + 13]! & SYN) !== 0 || reassembler.isFirst(slot, side, word(b, at + 4)),
    };
    const finding = this.#find(words);
    const looks = (this.#looks[slot] ?? 0) + 1;
    this.#looks[slot] = looks;
    if (finding?.dialogue !== undefined) this.#found(slot, finding.dialogue, finding, body, end, b);
    else if (finding !== undefined || !this.#isHopeful(words) || looks >= MAX_LOOKS) this.#talks[slot] = null;
  }

  /** May the look of bytes to come tell more? */
  #isHopeful(words: Words): boolean {
    return this.#options.probe === true || dialogues.some((d) => mayServe(words, (port) => isAlsoOn(d, port)));
  }

  /** Where names are enough, nobody listens until something is said that may lead to another dialogue. */
  #found(slot: number, dialogue: Dialogue, finding: Finding, from: number, to: number, b: Uint8Array): void {
    const isStarted = this.#a.connections.columns.at.server[slot]! >= 0;
    if (this.#options.depth !== 'names' || dialogue.mayHandOver?.(this.#speaker(finding), b, from, to) === true) this.#open(slot, dialogue, finding, isStarted);
    else this.#named[slot] = finding;
  }

  /** HOT: must not allocate. A segment of a connection that has a name, and is not listened to. */
  #isLeftAlone(b: Uint8Array, from: number, to: number): boolean {
    const { slot, reassembler } = this.#a.connections;
    const named = this.#named[slot];
    if (named?.dialogue === undefined) return false;
    if (from === to || named.dialogue.mayHandOver?.(this.#speaker(named), b, from, to) !== true) return true;
    this.#named[slot] = undefined;
    reassembler.open(slot);
    this.#open(slot, named.dialogue, named, false);
    return false;
  }

  /** Who sent the segment at hand. */
  #speaker({ server }: Finding): Side {
    return server === this.#a.connections.side ? 'server' : 'client';
  }

  #find(words: Words): Finding | undefined {
    return this.#byUser(words) ?? this.#byPortOrLook(words);
  }

  #byPortOrLook(words: Words): Finding | undefined {
    const known = this.#byPort(words);
    if (known !== undefined && !disowns(known, words)) return known;
    return (this.#options.probe === true ? byLook(words, 'probe', () => true) : byLook(words, 'port', isAlsoOn)) ?? known;
  }

  #byUser(words: Words): Finding | undefined {
    const { dialogueAs } = this.#options;
    if (dialogueAs === undefined) return undefined;
    for (const port of portsOf(words)) {
      const name = dialogueAs.get(port);
      if (name !== undefined) return { dialogue: dialogueByName(name), how: 'decode-as', server: serverOf(words, port), port };
    }
    return undefined;
  }

  #byPort(words: Words): Finding | undefined {
    for (const port of portsOf(words)) {
      const dialogue = dialogueByPort.get(port);
      if (dialogue === undefined) continue;
      const server = serverOf(words, port);
      return { dialogue, how: 'port', server: isOtherWayRound(dialogue, server, words) ? 1 - server : server, port };
    }
    return undefined;
  }

  /** `fromStart`: nothing was said before. */
  #open(slot: number, dialogue: Dialogue, { how, port, server }: Finding, fromStart: boolean): void {
    this.#client = server === 0 ? 1 : 0;
    const client = this.#client;
    const { sides } = this.#a.connections;
    const isHeard = (side: Side): boolean => sides.at.heard[slot * 2 + (side === 'client' ? client : 1 - client)] === 1;
    this.#talks[slot] = { conversation: new Conversation(dialogue, this, fromStart, { how, port }, isHeard), client };
  }
}

/** The first dialogue that is sure; where the SYN does not say who serves, either end may be the client. */
function byLook(words: Words, how: How, isAsked: (dialogue: Dialogue, port: number) => boolean): Finding | undefined {
  for (const dialogue of dialogues) {
    for (const role of ['client', 'server'] as const) {
      const server = role === 'server' ? words.side : 1 - words.side;
      if (words.server >= 0 && words.server !== server) continue;
      const port = role === 'server' ? words.source : words.destination;
      if (isAsked(dialogue, port) && dialogue.probe(words.bytes, words.from, words.to, role) === SURELY) return { dialogue, how, server, port };
    }
  }
  return undefined;
}

/** Does the port of the end that serves, or may serve, fit? */
function mayServe({ source, destination, server, side }: Words, fits: (port: number) => boolean): boolean {
  if (server < 0) return fits(source) || fits(destination);
  return fits(server === side ? source : destination);
}

/** The ports of a connection in the order in which they are asked: the server's, where the SYN told it; the lower; the higher. */
function portsOf({ source, destination, server, side }: Words): readonly number[] {
  const low = Math.min(source, destination);
  const high = Math.max(source, destination);
  return server < 0 ? [low, high] : [server === side ? source : destination, low, high];
}

function serverOf({ source, server, side }: Words, port: number): number {
  return server >= 0 ? server : port === source ? side : 1 - side;
}

/** Where the SYN does not say who serves, the port does, but clients have ports like that, too: what is said may show that it is the client who says it. */
function isOtherWayRound(dialogue: Dialogue, server: number, { server: known, side, bytes, from, to }: Words): boolean {
  if (known >= 0) return false;
  const [role, other]: readonly Side[] = server === side ? ['server', 'client'] : ['client', 'server'];
  return dialogue.probe(bytes, from, to, role!) === NO && dialogue.probe(bytes, from, to, other!) === SURELY;
}

/** Is the dialogue that a port leads to sure that the beginning of a stream is not its own? */
function disowns({ dialogue, server }: Finding, words: Words): boolean {
  if (dialogue === undefined || !words.isBeginning) return false;
  const likeness: Likeness = dialogue.probe(words.bytes, words.from, words.to, server === words.side ? 'server' : 'client');
  return likeness === NO;
}

function word(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}
