import { addWords, checksum, fold } from '../base/checksum.ts';
import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { CHECKSUM } from './checksum-status.ts';
import { ipv4Protocol } from './ipv4.ts';
import { finalHopAt } from './ipv4-options.ts';
import { ipv6 } from './ipv6.ts';
import { dstopts, homeAddressAt } from './ipv6-options.ts';
import { finalDestinationAt, routing } from './ipv6-routing.ts';

/**
 * The checksum of TCP, UDP and ICMPv6 covers the addresses of the IP packet as well (RFC 9293 §3.1, RFC 8200 §8.1).
 * Adds the verdict under the checksum's node. Not verified: a part of the data is missing, or no IP layer stands outside. It covers the layer up to `to`.
 */
export function addChecksumStatus(t: TreeBuilder, protocol: number, field: Field, status: Field, calculated: Field, to = t.end): void {
  const sum = pseudoHeaderSum(t, protocol);
  if (sum === undefined || t.end !== t.wireEnd || t.walk.isQuoted(t.layer) || t.walk.fragment) {
    t.addUnder(field, status, CHECKSUM.unverified);
    return;
  }
  const at = t.start + field.at;
  const without = addWords(addWords(sum, t.bytes, t.start, at), t.bytes, at + 2, to);
  const stated = (t.bytes[at]! << 8) | t.bytes[at + 1]!;
  t.addUnder(field, status, fold(without + stated) === 0xffff ? CHECKSUM.good : CHECKSUM.bad);
  t.addUnder(field, calculated, checksum(without));
}

/** The sum over addresses, protocol and length, from the IP layer outside this one and its routing. */
function pseudoHeaderSum(t: TreeBuilder, protocol: number): number | undefined {
  const w = t.walk;
  const ip4 = w.find(ipv4Protocol, t.layer);
  const ip6 = w.find(ipv6, t.layer);
  if (ip4 < 0 && ip6 < 0) return undefined;
  const sum = protocol + (t.end - t.start);
  return ip4 > ip6 ? addIpv4Ends(t, ip4, sum) : addIpv6Ends(t, ip6, sum);
}

/** Where a source route still names others, the last of them is the recipient (RFC 1122 §3.2.1.8). */
function addIpv4Ends(t: TreeBuilder, layer: number, sum: number): number {
  const w = t.walk;
  const b = t.sourceBytes(w.sourceOf(layer));
  const at = w.startOf(layer);
  const last = finalHopAt(b, at + 20, w.bodyOf(layer));
  return addWords(addWords(sum, b, at + 12, at + 16), b, last < 0 ? at + 16 : last, last < 0 ? at + 20 : last + 4);
}

/** The recipient is the last that a routing header names (RFC 8200 §8.1), the sender is where its home is (RFC 6275 §11.3.1). */
function addIpv6Ends(t: TreeBuilder, layer: number, sum: number): number {
  const w = t.walk;
  let sender = t.sourceBytes(w.sourceOf(layer)).subarray(w.startOf(layer) + 8, w.startOf(layer) + 24);
  let recipient = t.sourceBytes(w.sourceOf(layer)).subarray(w.startOf(layer) + 24, w.startOf(layer) + 40);
  for (let inner = layer + 1; inner < t.layer; inner++) {
    const p = w.protocol(inner);
    const b = t.sourceBytes(w.sourceOf(inner));
    const final = p === routing ? finalDestinationAt(b, w.startOf(inner), w.bodyOf(inner)) : -1;
    const home = p === dstopts ? homeAddressAt(b, w.startOf(inner), w.bodyOf(inner)) : -1;
    if (final >= 0) recipient = b.subarray(final, final + 16);
    if (home >= 0) sender = b.subarray(home, home + 16);
  }
  return addWords(addWords(sum, sender, 0, sender.length), recipient, 0, recipient.length);
}
