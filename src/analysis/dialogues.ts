import { ACK, type EndReason, type StreamSink } from '../stream/reassembler.ts';
import { Conversation, type Dialogue, dialogueByPort, dialogues, type Registrar, type Secret, type Side, type Unit } from '../session/index.ts';
import type { Analyzer, AnalyzerOptions } from './analyzer.ts';

/** What is said on a connection, once it is known which dialogue it is. */
interface Talk {
  readonly conversation: Conversation;
  /** Index of the side that opened the dialogue. */
  readonly client: 0 | 1;
}

/** How a dialogue was recognised. */
export type How = 'port' | 'probe' | 'decode-as';

/** Streams to dialogues: decides, at the first bytes, which dialogue a connection holds, and hands it the bytes of both sides. */
export class Dialogues implements StreamSink, Registrar {
  /** By slot; null: known to be none that is decoded here. */
  readonly #talks: (Talk | null | undefined)[] = [];
  readonly #a: Analyzer;
  readonly #options: AnalyzerOptions;
  readonly sink: ((unit: Unit) => void) | undefined;
  readonly secrets: readonly Secret[];
  /** Sessions opened so far: the next one's number. */
  count = 0;
  /** Told of each session when it is opened: which side of the flow is its client, and how it was recognised; and of each conversation when it is over. */
  onOpen: ((dialogue: Dialogue, id: number, client: 0 | 1, how: How) => void) | undefined;
  onClose: ((conversation: Conversation) => void) | undefined;
  #client: 0 | 1 = 0;
  #how: How = 'port';

  constructor(a: Analyzer, options: AnalyzerOptions) {
    this.#a = a;
    this.#options = options;
    this.secrets = options.secrets ?? [];
    this.sink = options.marks === true ? (unit) => void a.units.push(unit) : undefined;
  }

  /** HOT: must not allocate but for a new conversation. The payload `body`..`end` of the segment at hand, `length` bytes on the wire. */
  segment(b: Uint8Array, at: number, body: number, end: number, length: number, inPacket: boolean): void {
    const { slot, side } = this.#a.connections;
    if (length > 0 && this.#talks[slot] === undefined && (length > 1 || !this.#isKeepAlive(slot, side))) this.#recognise(b, at, body, end);
    if (this.#talks[slot] === null) return;
    const seq = word(b, at + 4);
    const ack = (b[at + 13]! & ACK) !== 0 ? word(b, at + 8) : 0;
    this.#a.connections.reassembler.segment(slot, side, seq, ack, b[at + 13]!, b, body, end, length, this.#a.number, inPacket ? body - this.#a.from : -1);
  }

  /** The dialogue on a connection, where one is known. */
  talk(slot: number): Talk | undefined {
    return this.#talks[slot] ?? undefined;
  }

  /** The connection in a slot is over. */
  retire(slot: number): void {
    const talk = this.#talks[slot];
    this.#talks[slot] = undefined;
    if (talk) this.onClose?.(talk.conversation);
  }

  /** The capture ends: every conversation is over. */
  close(): void {
    for (let slot = 0; slot < this.#talks.length; slot++) this.retire(slot);
  }

  // ---- Registrar ----

  opened(dialogue: Dialogue): number {
    const id = this.count++;
    this.onOpen?.(dialogue, id, this.#client, this.#how);
    return id;
  }

  get clock(): Analyzer {
    return this.#a;
  }

  // ---- StreamSink ----

  data(slot: number, side: number, bytes: Uint8Array, from: number, to: number, offset: number, packet: number, at: number): void {
    const talk = this.#talks[slot];
    if (talk) this.#client = talk.client;
    talk?.conversation.data(this.#sideOf(talk, side), bytes, from, to, offset, this.#a.number, packet, at);
  }

  hole(slot: number, side: number, length: number, offset: number): void {
    const talk = this.#talks[slot];
    talk?.conversation.hole(this.#sideOf(talk, side), length, offset);
  }

  end(slot: number, side: number, why: EndReason): void {
    const talk = this.#talks[slot];
    talk?.conversation.end(this.#sideOf(talk, side), why);
  }

  conflict(): void {
    // Counted with the other verdicts on a connection; dialogues go on with what came first.
  }

  #sideOf(talk: Talk, side: number): Side {
    return side === talk.client ? 'client' : 'server';
  }

  #isKeepAlive(_slot: number, _side: number): boolean {
    return false;
  }

  #recognise(b: Uint8Array, at: number, body: number, end: number): void {
    const { slot, side, columns } = this.#a.connections;
    const source = (b[at]! << 8) | b[at + 1]!;
    const destination = (b[at + 2]! << 8) | b[at + 3]!;
    const server = columns.at.server[slot]!;
    const serverPort = server < 0 ? -1 : server === side ? source : destination;
    const low = Math.min(source, destination);
    const high = Math.max(source, destination);
    for (const port of serverPort < 0 ? [low, high] : [serverPort, low, high]) {
      const found = dialogueByPort.get(port);
      if (found === undefined) continue;
      this.#open(slot, found, server >= 0 ? server : port === source ? side : 1 - side, 'port');
      return;
    }
    if (this.#options.probe === true && this.#probe(slot, b, body, end, server)) return;
    this.#talks[slot] = null;
  }

  #probe(slot: number, b: Uint8Array, body: number, end: number, server: number): boolean {
    const { side } = this.#a.connections;
    for (const candidate of dialogues) {
      for (const role of ['client', 'server'] as const) {
        if (server >= 0 && (role === 'server') !== (server === side)) continue;
        if (candidate.probe(b, body, end, role) < 2) continue;
        this.#open(slot, candidate, role === 'server' ? side : 1 - side, 'probe');
        return true;
      }
    }
    return false;
  }

  #open(slot: number, dialogue: Dialogue, server: number, how: How): void {
    this.#client = server === 0 ? 1 : 0;
    this.#how = how;
    const sawSyn = this.#a.connections.columns.at.server[slot]! >= 0;
    this.#talks[slot] = { conversation: new Conversation(dialogue, this, sawSyn), client: this.#client };
  }
}

function word(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}
