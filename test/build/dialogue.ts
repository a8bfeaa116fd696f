import { Analyzer, type AnalyzerOptions } from '../../src/analysis/analyzer.ts';
import { type Args, argText } from '../../src/base/sentence.ts';
import { valueAt } from '../../src/base/value.ts';
import type { Session, Side, Unit } from '../../src/session/index.ts';
import { utf8 } from './bytes.ts';
import { ethernet, ipv4, tcp } from './packet.ts';

const CLIENT = '10.77.0.10';
const SERVER = '10.77.0.2';

/** What one side says, in one segment. A text is sent as it stands: write CRLF yourself. */
export type Turn = { C: string | Uint8Array } | { S: string | Uint8Array };

/** The packets of a connection in which the turns are said, handshake and close included. */
export function conversation(turns: readonly Turn[], options: { port?: number; handshake?: boolean; close?: boolean; clientIsn?: number; serverIsn?: number; clientPort?: number; client?: string; server?: string } = {}): Uint8Array[] {
  const { port = 25, handshake = true, close = true, clientPort = 51514, client = CLIENT, server = SERVER } = options;
  const packets: Uint8Array[] = [];
  let seqC = options.clientIsn ?? 1000;
  let seqS = options.serverIsn ?? 5000;
  const segment = (fromClient: boolean, flags: number, payload = new Uint8Array(0)): void => {
    const [src, dst, sport, dport] = fromClient ? [client, server, clientPort, port] : [server, client, port, clientPort];
    const [seq, ack] = fromClient ? [seqC, seqS] : [seqS, seqC];
    packets.push(ethernet({}, ipv4({ src, dst, proto: 6 }, tcp({ src, dst, sport, dport, seq, ack: (flags & 0x10) !== 0 ? ack : 0, flags }, payload))));
    const length = payload.length + ((flags & 0x03) !== 0 ? 1 : 0);
    if (fromClient) seqC = (seqC + length) >>> 0;
    else seqS = (seqS + length) >>> 0;
  };
  if (handshake) {
    segment(true, 0x02);
    segment(false, 0x12);
    segment(true, 0x10);
  }
  for (const turn of turns) {
    const said = 'C' in turn ? turn.C : turn.S;
    segment('C' in turn, 0x18, typeof said === 'string' ? utf8(said) : new Uint8Array(said));
  }
  if (close) {
    segment(true, 0x11);
    segment(false, 0x11);
    segment(true, 0x10);
  }
  return packets;
}

/** A finished unit, as tests like to see it: every mark's path with its text. */
export interface Said {
  packet: number;
  side: Side;
  protocol: string;
  bulk: boolean;
  marks: [path: string, text: string][];
  /** The unit's bytes as Latin-1 text. */
  text: string;
  /** What it says in words, where it is no text. */
  summary: string | undefined;
  /** Its secrets. */
  concealed: string[];
  /** Stretches of the unit that no mark covers. */
  uncovered: string[];
}

export interface Heard {
  units: Said[];
  sessions: Session[];
}

/**
 * Run packets through the analyzer; what their dialogues said. Units that end with the capture get the number after the last packet.
 * No more than `snapLength` bytes of a packet are captured.
 */
export function hear(packets: readonly Uint8Array[], options: AnalyzerOptions = {}, snapLength = Number.POSITIVE_INFINITY): Heard {
  const heard: Heard = { units: [], sessions: [] };
  const a: Analyzer = new Analyzer(() => collect(a, heard, a.number), { marks: true, probe: true, ...options });
  packets.forEach((p, i) => a.packet(p, 0, Math.min(p.length, snapLength), p.length, 1_000_000 + i, 0, 1, undefined));
  a.end();
  collect(a, heard, a.number + 1);
  return heard;
}

function collect(a: Analyzer, heard: Heard, packet: number): void {
  for (const unit of a.units) {
    if (!heard.sessions.includes(unit.session)) heard.sessions.push(unit.session);
    heard.units.push({
      packet, side: unit.side, protocol: unit.session.dialogue.name, bulk: unit.bulk,
      marks: unit.marks.map((m) => [m.field.path, String(m.value ?? valueAt(m.field, unit.bytes, m.from, m.to))]),
      text: latin(unit.bytes.subarray(unit.from, unit.to)),
      concealed: unit.concealed.map(({ from, to }) => latin(unit.bytes.subarray(from, to))),
      uncovered: gaps(unit),
      summary: unit.summary && filled(unit.session.dialogue.phrases[unit.summary.key]!, unit.summary.args),
    });
  }
}

/** What the outermost marks of a unit leave out. */
function gaps(unit: Unit): string[] {
  const found: string[] = [];
  let at = unit.from;
  for (const mark of unit.marks.filter((m) => m.depth === 1)) {
    if (mark.from !== at && !mark.field.generated) found.push(`${at}..${mark.from} before ${mark.field.path}`);
    at = Math.max(at, mark.to);
  }
  if (at !== unit.to) found.push(`${at}..${unit.to} at the end`);
  return found;
}

/** Not in one call: a call takes a limited number of arguments. */
function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function filled(phrase: string, args: Args): string {
  return phrase.replace(/\{(\w+)(?::\w+)?\}/g, (_, gap: string) => argText(args[gap] ?? ''));
}
