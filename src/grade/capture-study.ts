import { Analyzer } from '../analysis/analyzer.ts';
import { readCaptureBytes } from '../analysis/capture-bytes.ts';
import { ConnectionLog, type ConnectionRecord } from '../analysis/connection-log.ts';
import { ContentLog, type ContentRecord } from '../analysis/content-log.ts';
import { protocolNames } from '../analysis/layers.ts';
import { fieldByPath, type Found, Lookup } from '../analysis/lookup.ts';
import { SessionLog, type SessionRecord } from '../analysis/session-log.ts';
import type { Fault } from '../base/fault.ts';
import type { Field, Value } from '../base/field.ts';
import { nameOf, plainText, scriptText } from '../base/value.ts';
import type { PacketSink } from '../capture/packet-sink.ts';
import type { Playback } from './facts.ts';
import { MAX_SUBMISSION } from './hand-in.ts';
import { Handshakes } from './handshake.ts';
import type { CaptureNote, CaptureSketch } from './originality/fingerprint.ts';
import { Sketcher } from './originality/sketcher.ts';
import type { CaptureCheck } from './rubric.ts';

/** A packet that has what a check asks for. */
export interface Sighting {
  readonly packet: number;
  /** Number of its TCP connection; undefined: it belongs to none. */
  readonly stream: number | undefined;
  /** Path and value of each field, as people read them. */
  readonly values: readonly (readonly [path: string, value: string])[];
}

/** What one pass over a capture has shown. */
export interface CaptureStudy {
  readonly name: string;
  readonly play: Playback;
  readonly packets: number;
  /** Why it could not be read to its end. */
  readonly fault: Fault | undefined;
  /** The first packet of each protocol. */
  readonly protocols: ReadonlyMap<string, number>;
  /** Of each check, in the rubric's order: the first packets that have it. */
  readonly sightings: readonly (readonly Sighting[])[];
  /** The first connection that was opened by all three segments. */
  readonly handshake: readonly [syn: number, synAck: number, ack: number] | undefined;
  readonly sessions: readonly SessionRecord[];
  readonly connections: ReadonlyMap<number, ConnectionRecord>;
  readonly contents: readonly ContentRecord[];
  readonly sketch: CaptureSketch;
  readonly notes: readonly CaptureNote[];
}

/** Packets that are remembered of each check: one of them must belong to a dialogue that is whole. */
const MAX_SIGHTINGS = 1000;
/** Packets of a capture that are looked at. */
export const MAX_GRADED_PACKETS = 2_000_000;

/** Read a capture once, for everything that is asked of it as a whole. */
export function studyCapture(name: string, bytes: Uint8Array, checks: readonly CaptureCheck[]): CaptureStudy {
  const play: Playback = (sink) => void readLimited(bytes, sink);
  const listener = new Listener(name, checks);
  const facts = readLimited(bytes, listener.analyzer);
  return { name, play, packets: facts.packets, fault: facts.fault, ...listener.finish() };
}

/** A capture may unpack to more than anybody wants to look at. */
function readLimited(bytes: Uint8Array, sink: PacketSink): { packets: number; fault: Fault | undefined } {
  let left = MAX_SUBMISSION;
  let packets = 0;
  const counting: PacketSink = {
    packet: (b, from, to, ...rest) => {
      left -= to - from;
      if (left < 0 || ++packets > MAX_GRADED_PACKETS) return;
      sink.packet(b, from, to, ...rest);
    },
  };
  const isEnough = (): boolean => left < 0 || packets > MAX_GRADED_PACKETS;
  const { fault } = readCaptureBytes(bytes, counting, isEnough);
  if (isEnough()) return { packets, fault: { code: 'capture-bomb', at: 0, need: 0, had: MAX_SUBMISSION } };
  return { packets, fault };
}

/** Listens to a capture. */
class Listener {
  readonly analyzer: Analyzer;
  readonly #contents = new ContentLog();
  readonly #sessions: SessionLog;
  readonly #connections: ConnectionLog;
  readonly #handshakes = new Handshakes();
  readonly #sketcher: Sketcher;
  readonly #protocols = new Map<string, number>();
  readonly #checks: readonly CaptureCheck[];
  readonly #sightings: Sighting[][];
  readonly #lookup: Lookup;
  readonly #columnOf = new Map<string, number>();

  constructor(name: string, checks: readonly CaptureCheck[]) {
    this.#checks = checks;
    this.#sightings = checks.map(() => []);
    this.#sketcher = new Sketcher(name);
    this.analyzer = new Analyzer(() => this.#packet(), { marks: true, verdicts: true, probe: true, contents: this.#contents });
    this.#sessions = new SessionLog(this.analyzer);
    this.#connections = new ConnectionLog(this.analyzer);
    this.#lookup = new Lookup(this.analyzer, this.#chosen(['ip.checksum.status', ...checks.flatMap(({ exists }) => exists.map(([path]) => path))]));
  }

  finish(): Omit<CaptureStudy, 'name' | 'play' | 'packets' | 'fault'> {
    this.analyzer.end();
    const handshake = this.#handshakes.first;
    if (handshake !== undefined) this.#sketcher.handshake();
    return {
      protocols: this.#protocols, sightings: this.#sightings, handshake, sessions: this.#sessions.records.filter((record) => record !== undefined),
      connections: new Map([...this.#connections.records()].map((record) => [record.number, record])), contents: this.#contents.records,
      sketch: this.#sketcher.sketch(), notes: this.#sketcher.notes(),
    };
  }

  #chosen(paths: readonly string[]): Field[] {
    const chosen = [...new Set(paths)];
    chosen.forEach((path, column) => this.#columnOf.set(path, column));
    return chosen.map((path) => fieldByPath(path)!);
  }

  #packet(): void {
    const a = this.analyzer;
    for (const name of protocolNames(a)) if (!this.#protocols.has(name)) this.#protocols.set(name, a.number);
    this.#handshakes.packet(a);
    this.#sketcher.packet(a);
    const found = this.#lookup.look();
    if (found[0]!.some(({ value }) => value === 0)) this.#sketcher.wrongChecksum(a.number);
    this.#checks.forEach((check, i) => this.#look(check, this.#sightings[i]!, found));
  }

  #look({ exists }: CaptureCheck, sightings: Sighting[], found: readonly (readonly Found[])[]): void {
    if (exists.length === 0 || sightings.length === MAX_SIGHTINGS) return;
    const values: [string, string][] = [];
    for (const [path, wanted] of exists) {
      const fits = found[this.#columnOf.get(path)!]!.find(({ field, value }) => isWanted(field, value, wanted));
      if (fits === undefined) return;
      values.push([path, plainText(fits.field, fits.value)]);
    }
    const a = this.analyzer;
    const slot = a.walk.depth > 0 && a.judgedLayer >= 0 ? a.slots[a.judgedLayer]! : -1;
    sightings.push({ packet: a.number, stream: slot < 0 ? undefined : a.connections.flows.number(slot), values });
  }
}

/** Is a value what a check asks for? `*` is any; words are compared whatever their case; numbers may be decimal or hexadecimal, or said by their names. */
function isWanted(field: Field, value: Value, wanted: string): boolean {
  if (wanted === '*') return true;
  const asked = wanted.toLowerCase();
  const texts = [scriptText(field, value), plainText(field, value), nameOf(field, value) ?? ''];
  if (texts.some((text) => text !== '' && text.toLowerCase() === asked)) return true;
  return (typeof value === 'number' || typeof value === 'bigint') && /^(?:0x[\da-f]+|\d+)$/.test(asked) && BigInt(asked) === BigInt(value);
}
