import { fold } from '../base/checksum.ts';
import { Columns } from '../base/columns.ts';
import type { Field } from '../base/field.ts';
import { MAX_LAYERS } from '../base/walk.ts';
import { icmp, icmpFields, icmpv6Fields, ipv4Protocol, tcp, udp } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';
import { RecentFlows } from './recent-flows.ts';

/** Questions that are remembered; the oldest is forgotten for a new one. */
export const MAX_ECHOES = 65_536;

const HEADER = 8;

interface Version {
  /** Types of question and answer, */
  readonly question: number;
  readonly answer: number;
  /** and by how much their checksums differ, if the answer repeats everything else. */
  readonly difference: number;
  readonly respIn: Field;
}

const VERSION_4: Version = { question: 8, answer: 0, difference: 0x0800, respIn: icmpFields.resp_in };
const VERSION_6: Version = { question: 128, answer: 129, difference: 0x0100, respIn: icmpv6Fields.resp_in };

/**
 * Pairs the questions of ping with their answers. An answer goes the other way, and repeats identifier, sequence number and data: the data is
 * compared by the checksum, which differs from that of the question by the type alone. A question asked again takes the place of the one before;
 * only the first of several answers counts.
 */
export class Echoes {
  /** By layer of the packet at hand: the question that it answers, or 0; and how long the answer took, in milliseconds. */
  readonly questions = new Uint32Array(MAX_LAYERS);
  readonly milliseconds = new Float64Array(MAX_LAYERS);

  /** The ends of a question, as the flow table knows them: identifier and sequence number stand for ports. */
  readonly #table = new RecentFlows(MAX_ECHOES);
  readonly #rows = new Columns({ packet: Uint32Array, seconds: Float64Array, nanos: Int32Array, identifier: Uint16Array, repeated: Uint16Array, answered: Uint8Array });

  /** HOT: must not allocate. The ICMP layer `layer` of the packet at hand. */
  follow(a: Analyzer, layer: number): void {
    this.questions[layer] = 0;
    const w = a.walk;
    const at = w.startOf(layer);
    const ip = a.networkLayer(layer);
    if (ip < 0 || w.isQuoted(layer) || w.bodyOf(layer) - at < HEADER) return;
    const b = a.sourceBytes(w.sourceOf(layer));
    const version = versionOf(a, layer);
    const isQuestion = b[at] === version.question;
    if (!isQuestion && b[at] !== version.answer) return;
    const identifier = word(b, at + 4);
    const sequence = word(b, at + 6);
    const repeated = repeatedSum(word(b, at + 2), version === VERSION_4 ? isQuestion : !isQuestion, version.difference);
    const mine = (identifier ^ repeated ^ carrierOf(a, layer)) & 0xffff;
    const ip4 = w.protocol(ip) === ipv4Protocol;
    const addresses = a.sourceBytes(w.sourceOf(ip));
    const slot = this.#table.find(addresses, w.startOf(ip) + (ip4 ? 12 : 8), ip4 ? 4 : 16, isQuestion ? mine : sequence, isQuestion ? sequence : mine);
    if (isQuestion) this.#ask(a, slot, identifier, repeated);
    else if (slot >= 0) this.#answer(a, layer, slot, identifier, repeated, version);
  }

  #ask(a: Analyzer, found: number, identifier: number, repeated: number): void {
    const slot = found >= 0 ? found : this.#open();
    const { packet, seconds, nanos, identifier: identifiers, repeated: sums, answered } = this.#rows.at;
    packet[slot] = a.number;
    seconds[slot] = a.seconds;
    nanos[slot] = a.nanos;
    identifiers[slot] = identifier;
    sums[slot] = repeated;
    answered[slot] = 0;
  }

  #answer(a: Analyzer, layer: number, slot: number, identifier: number, repeated: number, version: Version): void {
    const { packet, seconds, nanos, identifier: identifiers, repeated: sums, answered } = this.#rows.at;
    if (answered[slot] === 1 || identifiers[slot] !== identifier || sums[slot] !== repeated) return;
    answered[slot] = 1;
    this.questions[layer] = packet[slot]!;
    this.milliseconds[layer] = ((a.seconds - seconds[slot]!) * 1e9 + a.nanos - nanos[slot]!) / 1e6;
    a.learn?.add(version.respIn, packet[slot]!, a.number);
  }

  #open(): number {
    const slot = this.#table.open();
    while (this.#rows.length <= slot) this.#rows.add();
    return slot;
  }
}

function versionOf(a: Analyzer, layer: number): Version {
  return a.walk.protocol(layer) === icmp ? VERSION_4 : VERSION_6;
}

/** Is the ICMP layer `layer` the question of a ping, and to a single machine, so that it should be answered? */
export function expectsAnswer(a: Analyzer, layer: number): boolean {
  const w = a.walk;
  const at = w.startOf(layer);
  const ip = a.networkLayer(layer);
  if (ip < 0 || w.isQuoted(layer) || w.bodyOf(layer) - at < HEADER) return false;
  if (a.sourceBytes(w.sourceOf(layer))[at] !== versionOf(a, layer).question) return false;
  const b = a.sourceBytes(w.sourceOf(ip));
  const start = w.startOf(ip);
  if (w.protocol(ip) !== ipv4Protocol) return b[start + 24] !== 0xff;
  const first = b[start + 16]!;
  return first < 224 || (first >= 240 && !(first === 255 && b[start + 17] === 255 && b[start + 18] === 255 && b[start + 19] === 255));
}

/** The checksum that the answer has, whichever of the two is at hand. Both zeros of one's complement count as one. */
function repeatedSum(checksum: number, differs: boolean, difference: number): number {
  if (!differs) return checksum === 0xffff ? 0 : checksum;
  return ~fold((~checksum & 0xffff) + (~difference & 0xffff)) & 0xffff;
}

/** The same ping may be captured twice, in a tunnel and outside: what carries it keeps the two apart. */
function carrierOf(a: Analyzer, layer: number): number {
  for (let i = layer - 1; i >= 0; i--) {
    const p = a.walk.protocol(i);
    if (p === udp) return 0x5555;
    if (p === tcp) return 0xaaaa;
  }
  return 0;
}

function word(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!;
}
