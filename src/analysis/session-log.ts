import { ipv4Text, ipv6Text } from '../base/value.ts';
import { ipv4Protocol } from '../packet/index.ts';
import type { Conversation, Credential, Dialogue, How, KeptPromise, Move, Note, Phrase, Session } from '../session/index.ts';
import type { Analyzer } from './analyzer.ts';

export type { Session, Side, Unit } from '../session/index.ts';

/** An end of a session. */
export interface End {
  readonly address: string;
  readonly port: number;
}

/** What is remembered of a dialogue when its bytes are gone. */
export interface SessionRecord {
  readonly id: number;
  readonly dialogue: Dialogue;
  /** Number of its connection: `tcp.stream`. */
  readonly stream: number;
  readonly client: End;
  readonly server: End;
  readonly how: How;
  /** Packets with its first and last bytes, and when they were captured, in seconds after the first packet of the capture. */
  readonly firstPacket: number;
  lastPacket: number;
  readonly start: number;
  end: number;
  /** Its connection was closed or forgotten, or the capture has ended. */
  isOver: boolean;
  /** What became of it. Empty while it lasts. */
  outcome: readonly Phrase[];
  moves: readonly Move[];
  notes: readonly Note[];
  credentials: readonly Credential[];
  promises: readonly KeptPromise[];
}

export interface SessionLogOptions {
  /** Told once of each session when its connection was closed, or is forgotten, or the capture ends. */
  readonly closed?: (record: SessionRecord) => void;
  /** The first so many sessions are remembered when they are over; of further ones only the number. Default: all. */
  readonly keep?: number;
}

/** The connection of a dialogue. */
type Place = Pick<SessionRecord, 'stream' | 'client' | 'server'>;

/** Keeps account of the dialogues of a capture, one record each. */
export class SessionLog {
  /** By number. */
  readonly records: SessionRecord[] = [];
  /** Sessions in all, and those that TLS hides. */
  count = 0;
  encrypted = 0;
  /** Sessions that last and will not be remembered, by number. */
  readonly #passing = new Map<number, SessionRecord>();
  readonly #a: Analyzer;
  readonly #closed: ((record: SessionRecord) => void) | undefined;
  readonly #keep: number;

  constructor(a: Analyzer, options: SessionLogOptions = {}) {
    this.#a = a;
    this.#closed = options.closed;
    this.#keep = options.keep ?? Infinity;
    a.dialogues.onOpen = (dialogue, id, client, how, before) => this.#open(dialogue, id, how, this.#known(before) ?? this.#place(client));
    a.dialogues.onOver = a.dialogues.onClose = (conversation) => this.#close(conversation);
  }

  #open(dialogue: Dialogue, id: number, how: How, { stream, client, server }: Place): void {
    const a = this.#a;
    this.count++;
    if (dialogue.name === 'tls') this.encrypted++;
    const record: SessionRecord = {
      id, dialogue, how, stream, client, server,
      firstPacket: a.number, lastPacket: a.number, start: this.#now(), end: this.#now(), isOver: false, outcome: [], moves: [], notes: [], credentials: [], promises: [],
    };
    if (id < this.#keep) this.records[id] = record;
    else this.#passing.set(id, record);
  }

  #known(id: number | undefined): SessionRecord | undefined {
    return id === undefined ? undefined : (this.records[id] ?? this.#passing.get(id));
  }

  #close(conversation: Conversation): void {
    for (const session of conversation.sessions) this.#finish(session, conversation.last);
  }

  #finish(session: Session, last: Conversation['last']): void {
    const record = this.#known(session.id);
    if (record === undefined) return;
    this.#passing.delete(session.id);
    record.outcome = session.dialogue.outcome(session.state);
    record.moves = session.moves;
    record.notes = session.notes;
    record.credentials = session.credentials;
    record.promises = session.promises;
    record.lastPacket = last.packet;
    record.end = last.seconds - this.#a.firstSeconds + (last.nanos - this.#a.firstNanos) / 1e9;
    if (record.isOver) return;
    record.isOver = true;
    this.#closed?.(record);
  }

  #now(): number {
    const a = this.#a;
    return a.seconds - a.firstSeconds + (a.nanos - a.firstNanos) / 1e9;
  }

  /** Where the segment at hand belongs. A dialogue that follows another may be told apart when their connection ends, and no segment of it is at hand. */
  #place(client: 0 | 1): Place {
    const { source, destination } = this.#ends();
    const mine = this.#a.connections.side === client;
    return { stream: this.#a.connections.stream, client: mine ? source : destination, server: mine ? destination : source };
  }

  /** The ends of the segment at hand: its innermost TCP layer and the IP layer outside. */
  #ends(): { source: End; destination: End } {
    const a = this.#a;
    const w = a.walk;
    const tcp = a.tcpLayer;
    const ip = a.networkLayer(tcp);
    const b = a.sourceBytes(w.sourceOf(tcp));
    const at = w.startOf(tcp);
    const n = a.sourceBytes(w.sourceOf(ip));
    const version4 = w.protocol(ip) === ipv4Protocol;
    const address = (which: 0 | 1): string => {
      const from = w.startOf(ip) + (version4 ? 12 + 4 * which : 8 + 16 * which);
      return version4 ? ipv4Text(((n[from]! << 24) | (n[from + 1]! << 16) | (n[from + 2]! << 8) | n[from + 3]!) >>> 0) : ipv6Text(n, from);
    };
    return {
      source: { address: address(0), port: (b[at]! << 8) | b[at + 1]! },
      destination: { address: address(1), port: (b[at + 2]! << 8) | b[at + 3]! },
    };
  }
}

/** `10.77.0.2:25`, `[fd77::2]:25`. */
export function endText(end: End): string {
  return end.address.includes(':') ? `[${end.address}]:${end.port}` : `${end.address}:${end.port}`;
}
