import { MAX_LAYERS } from '../base/walk.ts';
import { ipv6 } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';

/** Packets that are remembered, by fingerprint; a newer one takes the place of an older. A power of two. */
const MAX_REMEMBERED = 1 << 15;

const UDP = 17;
const ICMP = 1;
const ICMPV6 = 58;
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
/** What of a packet's content counts: ports, and the sequence number of TCP. */
const CONTENT = 8;
/** No fingerprint. */
const NONE = 0;

/**
 * Finds the packet that an ICMP error quotes. Routers change hop count and header checksum; addresses, identification and the first bytes of what
 * the packet carries stay, and are what a packet is remembered by. Checksums of the transport do not count: where the network card works them
 * out, the capture has another.
 */
export class Causes {
  /** By layer of the packet at hand: the packet that is quoted, or 0. */
  readonly found = new Uint32Array(MAX_LAYERS);

  readonly #packets = new Uint32Array(MAX_REMEMBERED);
  readonly #prints = new Int32Array(MAX_REMEMBERED);

  /** HOT: must not allocate. Remember the IP layer `layer` of the packet at hand. */
  remember(a: Analyzer, layer: number): void {
    const print = fingerprint(a, layer);
    if (print === NONE) return;
    const place = print & (MAX_REMEMBERED - 1);
    this.#packets[place] = a.number;
    this.#prints[place] = print;
  }

  /** The ICMP layer `layer` quotes the IP layer inside it. */
  find(a: Analyzer, layer: number): void {
    const print = fingerprint(a, layer + 1);
    const place = print & (MAX_REMEMBERED - 1);
    const packet = this.#packets[place]!;
    this.found[layer] = print !== NONE && this.#prints[place] === print ? packet : 0;
  }
}

/** A number for the IP layer `layer`; NONE where too little of it is there. */
function fingerprint(a: Analyzer, layer: number): number {
  const w = a.walk;
  const b = a.sourceBytes(w.sourceOf(layer));
  const at = w.startOf(layer);
  const version6 = w.protocol(layer) === ipv6;
  const end = w.endOf(layer);
  if (at + (version6 ? IPV6_HEADER : IPV4_HEADER) + CONTENT > end) return NONE;
  const protocol = version6 ? b[at + 6]! : b[at + 9]!;
  const content = at + (version6 ? IPV6_HEADER : (b[at]! & 15) * 4);
  if (content + CONTENT > end) return NONE;
  const isIcmp = protocol === ICMP || protocol === ICMPV6;
  // A sum of products: they do not wait for one another.
  const sum = (version6 ? sum6(b, at) : sum4(b, at)) + Math.imul(protocol, 0xcc9e2d51)
    + Math.imul(word(b, content) & (isIcmp ? 0xffff0000 : 0xffffffff), 0x1b873593)
    + Math.imul(word(b, content + 4) & (protocol === UDP ? 0xffff0000 : 0xffffffff), 0xe6546b65);
  const hash = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** Addresses, identification and fragment offset. */
function sum4(b: Uint8Array, at: number): number {
  return Math.imul(word(b, at + 12), 0x9e3779b1) + Math.imul(word(b, at + 16), 0x85ebca6b) + Math.imul(word(b, at + 4) & 0xffff1fff, 0xc2b2ae35);
}

/** Addresses and length. */
function sum6(b: Uint8Array, at: number): number {
  let sum = word(b, at + 4) & 0xffff0000;
  for (let i = at + 8; i < at + IPV6_HEADER; i += 4) sum = Math.imul(sum ^ word(b, i), 0x9e3779b1);
  return sum;
}

function word(b: Uint8Array, at: number): number {
  return (b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!;
}
