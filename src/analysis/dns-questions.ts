import { Columns } from '../base/columns.ts';
import { MAX_LAYERS } from '../base/walk.ts';
import { dnsPairFields } from '../message/dns-fields.ts';
import { ipv4Protocol, llmnr } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';
import { RecentFlows } from './recent-flows.ts';

/** Questions that are remembered; the oldest is forgotten for a new one. */
export const MAX_DNS_QUESTIONS = 65_536;

const HEADER = 12;

/**
 * Pairs the questions of DNS in datagrams with their answers: an answer goes the other way between the same ports, and repeats the number
 * (RFC 5452 §9.1). A question of LLMNR goes to everybody, and whoever knows answers: there the one who asks is enough (RFC 4795 §2.4).
 * Only the first of several answers counts. On TCP the dialogue does the same.
 */
export class DnsQuestions {
  /** By layer of the packet at hand: the question that it answers, or 0; and how long that took, in seconds. */
  readonly asked = new Uint32Array(MAX_LAYERS);
  readonly seconds = new Float64Array(MAX_LAYERS);
  /** By layer: where the same was asked, or answered, for the first time; or 0. */
  readonly askedFirst = new Uint32Array(MAX_LAYERS);
  readonly answeredFirst = new Uint32Array(MAX_LAYERS);

  readonly #table = new RecentFlows(MAX_DNS_QUESTIONS);
  readonly #rows = new Columns({ packet: Uint32Array, seconds: Float64Array, nanos: Int32Array, answer: Uint32Array });
  /** Room for two addresses. */
  readonly #key = new Uint8Array(32);

  /** HOT: must not allocate. The layer `layer` of the packet at hand, in the UDP layer before it. */
  follow(a: Analyzer, layer: number): void {
    this.asked[layer] = this.askedFirst[layer] = this.answeredFirst[layer] = 0;
    const w = a.walk;
    const at = w.startOf(layer);
    if (w.isQuoted(layer) || w.bodyOf(layer) - at < HEADER || a.slots[layer - 1]! < 0) return;
    const b = a.sourceBytes(w.sourceOf(layer));
    const isAnswer = (b[at + 2]! & 0x80) !== 0;
    const id = (b[at]! << 8) | b[at + 1]!;
    const found = w.protocol(layer) === llmnr ? this.#findAsker(a, layer, id, isAnswer) : this.#findFlow(a.exchanges.flows.number(a.slots[layer - 1]!), id);
    if (isAnswer) {
      if (found >= 0) this.#answer(a, layer, found);
    } else this.#ask(a, layer, found);
  }

  /** The number of the exchange stands for both ends: it is given once, where its slot may be given again. */
  #findFlow(exchange: number, id: number): number {
    const key = this.#key;
    for (let i = 0; i < 4; i++) key[i] = key[i + 4] = (exchange >>> (8 * i)) & 255;
    return this.#table.find(key, 0, 4, id, 0);
  }

  /** The end that asks stands alone; the other address is left zero. */
  #findAsker(a: Analyzer, layer: number, id: number, isAnswer: boolean): number {
    const w = a.walk;
    const ip = a.networkLayer(layer);
    const size = w.protocol(ip) === ipv4Protocol ? 4 : 16;
    const from = w.startOf(ip) + (size === 4 ? 12 : 8) + (isAnswer ? size : 0);
    const b = a.sourceBytes(w.sourceOf(ip));
    this.#key.fill(0);
    for (let i = 0; i < size; i++) this.#key[i] = b[from + i]!;
    const port = w.startOf(layer - 1) + (isAnswer ? 2 : 0);
    const header = a.sourceBytes(w.sourceOf(layer - 1));
    return this.#table.find(this.#key, 0, 16, (header[port]! << 8) | header[port + 1]!, id);
  }

  #ask(a: Analyzer, layer: number, found: number): void {
    const rows = this.#rows;
    if (found >= 0 && rows.at.answer[found] === 0) {
      this.askedFirst[layer] = rows.at.packet[found]!;
      return;
    }
    const slot = found >= 0 ? found : this.#table.open();
    while (rows.length <= slot) rows.add();
    const { packet, seconds, nanos, answer } = rows.at;
    packet[slot] = a.number;
    seconds[slot] = a.seconds;
    nanos[slot] = a.nanos;
    answer[slot] = 0;
  }

  #answer(a: Analyzer, layer: number, slot: number): void {
    const { packet, seconds, nanos, answer } = this.#rows.at;
    if (answer[slot] !== 0) {
      this.answeredFirst[layer] = answer[slot]!;
      return;
    }
    answer[slot] = a.number;
    this.asked[layer] = packet[slot]!;
    this.seconds[layer] = a.seconds - seconds[slot]! + (a.nanos - nanos[slot]!) / 1e9;
    a.learn?.add(dnsPairFields.response_in, packet[slot]!, a.number);
  }
}
