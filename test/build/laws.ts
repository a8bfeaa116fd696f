import fc from 'fast-check';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import type { ContentSink, Unit } from '../../src/session/index.ts';
import { concat, utf8 } from './bytes.ts';
import { conversation, hear, type Heard, type Turn } from './dialogue.ts';

/** Marks whose text is the number of a packet or a time: they depend on how the bytes were cut into packets. */
const dependsOnPackets = /(?:response_to|response_in|request_in|\.time|resp_to)$/;

/** The bytes of contents, put together: one text of hexadecimal digits each. */
export class Collected implements ContentSink {
  readonly contents: string[] = [];
  readonly #open = new Map<unknown, Uint8Array[]>();

  opened(content: unknown): void {
    this.#open.set(content, []);
  }

  data(content: unknown, bytes: Uint8Array, from: number, to: number): void {
    this.#open.get(content)!.push(Uint8Array.from(bytes.subarray(from, to)));
  }

  hole(): void {}

  closed(content: unknown): void {
    this.contents.push(Buffer.from(concat(...this.#open.get(content)!)).toString('latin1'));
    this.#open.delete(content);
  }
}

/** What a dialogue says, without anything that depends on where its bytes were cut: for each side its marks in order, moves, contents. */
export interface Essence {
  readonly client: string[];
  readonly server: string[];
  readonly moves: string[];
  readonly contents: string[];
}

export function essenceOf(packets: readonly Uint8Array[]): Essence {
  const contents = new Collected();
  const heard = hear(packets, { contents });
  return { client: marksOf(heard, 'client'), server: marksOf(heard, 'server'), moves: heard.sessions.flatMap((s) => s.moves.map((m) => `${m.from} → ${m.to}`)), contents: contents.contents };
}

function marksOf({ units }: Heard, side: 'client' | 'server'): string[] {
  return units.filter((u) => u.side === side && !u.bulk).flatMap((u) => u.marks.filter(([path]) => !dependsOnPackets.test(path)).map(([path, text]) => `${path}=${text}`));
}

/** What is wrong with the places of a unit's fields: each lies in the unit, and in the field that it is a part of. */
function misplaced(unit: Unit): string[] {
  const problems: string[] = [];
  const parents: { from: number; to: number }[] = [unit];
  for (const mark of unit.marks) {
    parents.length = Math.min(mark.depth, parents.length);
    const parent = parents.at(-1)!;
    if (mark.from < parent.from || mark.to < mark.from || mark.to > parent.to) problems.push(`${mark.field.path} ${mark.from}..${mark.to} in ${parent.from}..${parent.to}`);
    parents.push(mark);
  }
  return problems;
}

export function misplacedMarks(packets: readonly Uint8Array[]): string[] {
  const problems: string[] = [];
  const look = (): void => void problems.push(...a.units.flatMap(misplaced));
  const a: Analyzer = new Analyzer(look, { marks: true, probe: true });
  packets.forEach((p, i) => a.packet(p, 0, p.length, p.length, 1_000_000 + i, 0, 1, undefined));
  a.end();
  look();
  return problems;
}

const bytesOf = (turn: Turn): Uint8Array => {
  const said = 'C' in turn ? turn.C : turn.S;
  return typeof said === 'string' ? utf8(said) : new Uint8Array(said);
};

/** The same turns with their bytes cut into segments: at every byte, or where `cuts` says. */
export function cutUp(turns: readonly Turn[], cuts: (length: number) => readonly number[]): Turn[] {
  return turns.flatMap((turn) => {
    const bytes = bytesOf(turn);
    const places = [0, ...new Set(cuts(bytes.length).filter((n) => n > 0 && n < bytes.length).toSorted((a, b) => a - b)), bytes.length];
    return places.slice(1).map((to, i) => ('C' in turn ? { C: bytes.subarray(places[i], to) } : { S: bytes.subarray(places[i], to) }));
  });
}

/** A generator of ways to cut turns into segments. */
export const anyCuts = fc.array(fc.nat(4000), { maxLength: 12 }).map((places) => (length: number) => places.map((n) => (length === 0 ? 0 : n % length)));

/**
 * The packets of a conversation shaken: within each turn the segments come in another order, some of them twice. What one side says
 * still comes after what it answers.
 */
export function shaken(turns: readonly Turn[], cuts: (length: number) => readonly number[], shuffle: (n: number) => readonly number[], port: number): Uint8Array[] {
  const order: number[] = [];
  const pieces: Turn[] = [];
  for (const turn of turns) {
    const cut = cutUp([turn], cuts);
    const first = pieces.length;
    pieces.push(...cut);
    order.push(...shuffle(cut.length).map((i) => first + i));
  }
  const packets = conversation(pieces, { port });
  const handshake = packets.slice(0, 3);
  return [...handshake, ...order.map((i) => packets[3 + i]!), ...packets.slice(3 + pieces.length)];
}
