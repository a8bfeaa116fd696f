import { MAX_LAYERS } from '../base/walk.ts';
import { ipv4Text, macText } from '../base/value.ts';
import { ARP } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';
import { ArpQuestions } from './arp-questions.ts';

/** Claims of addresses that are remembered; the address known longest is forgotten for a new one. */
export const MAX_CLAIMS = 65_536;
/** A machine that answers for so many addresses is suspected to do so on behalf of others (RFC 1027). Few have more than two addresses in one network. */
export const PROXY_ADDRESSES = 3;

/** Header and addresses of Ethernet and IPv4, and where they stand. */
const PACKET = 28;
const OPCODE_AT = 6;
const SENDER_MAC_AT = 8;
const SENDER_AT = 14;
const TARGET_MAC_AT = 18;
const TARGET_AT = 24;

/** A machine that says that an address is its own. */
interface Claim {
  readonly mac: number;
  readonly first: number;
  last: number;
  lastSeconds: number;
  packets: number;
  /** It has answered for the address when asked. */
  hasAnswered: boolean;
}

interface Address {
  /** The claim that others are held against. */
  readonly first: Claim;
  readonly claims: Map<number, Claim>;
}

/** A row of the table: who claims an address, and in which packets. */
export interface ArpRow {
  readonly address: string;
  readonly mac: string;
  /** Packets with the first and the last claim, and how many there are. */
  readonly first: number;
  readonly last: number;
  readonly packets: number;
  /** Another machine claims the address, too. */
  readonly isDisputed: boolean;
}

/** The ARP table as a listener on the network would build it, what contradicts it, and questions with their answers. */
export class ArpTable {
  // ---- the packet at hand, by layer ----
  /** The question that it answers, or 0; and how long the answer took, in seconds. */
  readonly questions = new Uint32Array(MAX_LAYERS);
  readonly delays = new Float64Array(MAX_LAYERS);
  /** For how many addresses its sender has answered, if that is suspicious; or 0. */
  readonly proxies = new Uint32Array(MAX_LAYERS);
  /** Two of each layer, for sender and target: the last packet in which another machine claimed the address, or 0; and seconds since then. */
  readonly disputes = new Uint32Array(2 * MAX_LAYERS);
  readonly disputeAges = new Float64Array(2 * MAX_LAYERS);

  readonly #addresses = new Map<number, Address>();
  #claims = 0;
  /** By hardware address: how many addresses the machine has answered for. */
  readonly #answers = new Map<number, number>();
  readonly #questions = new ArpQuestions();

  /** HOT: must not allocate but for a new claim. The ARP layer `layer` of the packet at hand. */
  follow(a: Analyzer, layer: number): void {
    this.questions[layer] = this.proxies[layer] = 0;
    this.disputes[2 * layer] = this.disputes[2 * layer + 1] = 0;
    const b = a.sourceBytes(a.walk.sourceOf(layer));
    const at = a.walk.startOf(layer);
    if (!isEthernetIpv4(a, layer)) return;
    const opcode = (b[at + OPCODE_AT]! << 8) | b[at + OPCODE_AT + 1]!;
    if (opcode !== ARP.request && opcode !== ARP.reply) return;
    const sender = addressAt(b, at + SENDER_AT);
    const target = addressAt(b, at + TARGET_AT);
    const claim = this.#claim(a, 2 * layer, sender, hardwareAt(b, at + SENDER_MAC_AT));
    if (sender === target) return;
    if (opcode === ARP.request) {
      if (sender !== 0) this.#questions.ask(a, sender, target);
      return;
    }
    this.#claim(a, 2 * layer + 1, target, hardwareAt(b, at + TARGET_MAC_AT));
    if (claim !== undefined) this.proxies[layer] = this.#countAnswer(claim);
    this.#questions.answer(a, sender, target);
    this.questions[layer] = this.#questions.packet;
    this.delays[layer] = this.#questions.delay;
  }

  /** The table: addresses in order, those that several machines claim more than once. */
  rows(): ArpRow[] {
    return [...this.#addresses].toSorted(([a], [b]) => a - b).flatMap(([address, { claims }]) =>
      [...claims.values()].map(({ mac, first, last, packets }) => ({ address: ipv4Text(address), mac: hardwareText(mac), first, last, packets, isDisputed: claims.size > 1 })));
  }

  /** Machines that have answered for suspiciously many addresses. */
  proxyRows(): { readonly mac: string; readonly addresses: number }[] {
    return [...this.#answers].filter(([, count]) => count >= PROXY_ADDRESSES).map(([mac, addresses]) => ({ mac: hardwareText(mac), addresses }));
  }

  /** A machine claims an address; nothing where the packet names none or nobody. `place`: where to note who claimed it before. */
  #claim(a: Analyzer, place: number, address: number, mac: number): Claim | undefined {
    if (address === 0 || mac === 0 || isGroup(mac)) return undefined;
    const known = this.#addresses.get(address);
    const claim = known?.claims.get(mac) ?? this.#open(a, known, address, mac);
    claim.last = a.number;
    claim.lastSeconds = a.seconds;
    claim.packets++;
    if (known !== undefined && known.first !== claim) {
      this.disputes[place] = known.first.last;
      this.disputeAges[place] = Math.max(0, a.seconds - known.first.lastSeconds);
    }
    return claim;
  }

  #open(a: Analyzer, known: Address | undefined, address: number, mac: number): Claim {
    const claim: Claim = { mac, first: a.number, last: a.number, lastSeconds: a.seconds, packets: 0, hasAnswered: false };
    if (known === undefined) this.#addresses.set(address, { first: claim, claims: new Map([[mac, claim]]) });
    else known.claims.set(mac, claim);
    if (++this.#claims > MAX_CLAIMS) this.#forgetOldest();
    return claim;
  }

  #forgetOldest(): void {
    for (const [address, { claims }] of this.#addresses) {
      for (const { mac, hasAnswered } of claims.values()) if (hasAnswered) this.#uncount(mac);
      this.#claims -= claims.size;
      this.#addresses.delete(address);
      return;
    }
  }

  /** The machine answers for the address that it claims. Returns for how many it has done so, or 0 where that is not suspicious. */
  #countAnswer(claim: Claim): number {
    const before = this.#answers.get(claim.mac) ?? 0;
    const count = claim.hasAnswered ? before : before + 1;
    if (!claim.hasAnswered) this.#answers.set(claim.mac, count);
    claim.hasAnswered = true;
    return count >= PROXY_ADDRESSES ? count : 0;
  }

  #uncount(mac: number): void {
    const count = (this.#answers.get(mac) ?? 0) - 1;
    if (count > 0) this.#answers.set(mac, count);
    else this.#answers.delete(mac);
  }
}

/** Is the layer a whole packet about addresses of Ethernet and IPv4, and no quotation? */
function isEthernetIpv4(a: Analyzer, layer: number): boolean {
  const w = a.walk;
  const b = a.sourceBytes(w.sourceOf(layer));
  const at = w.startOf(layer);
  if (w.endOf(layer) - at < PACKET || w.isQuoted(layer)) return false;
  return (b[at + 1] === 1 || b[at + 1] === 6) && b[at] === 0 && b[at + 2] === 0x08 && b[at + 3] === 0 && b[at + 4] === 6 && b[at + 5] === 4;
}

function addressAt(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}

/** A hardware address as one number. */
function hardwareAt(b: Uint8Array, at: number): number {
  return ((b[at]! << 16) | (b[at + 1]! << 8) | b[at + 2]!) * 0x1000000 + ((b[at + 3]! << 16) | (b[at + 4]! << 8) | b[at + 5]!);
}

/** The lowest bit of the first byte: the address is not that of a single machine. */
function isGroup(mac: number): boolean {
  return (Math.floor(mac / 0x10000000000) & 1) !== 0;
}

function hardwareText(mac: number): string {
  return macText(Uint8Array.from({ length: 6 }, (_, i) => Math.floor(mac / 256 ** (5 - i)) & 255));
}

/** Does a request expect an answer: is somebody else asked by somebody who has an address? */
export function expectsArpAnswer(a: Analyzer, layer: number): boolean {
  if (!isEthernetIpv4(a, layer)) return false;
  const b = a.sourceBytes(a.walk.sourceOf(layer));
  const at = a.walk.startOf(layer);
  const sender = addressAt(b, at + SENDER_AT);
  return b[at + OPCODE_AT] === 0 && b[at + OPCODE_AT + 1] === ARP.request && sender !== 0 && sender !== addressAt(b, at + TARGET_AT);
}
