import { addWords, checksum, fold } from '../base/checksum.ts';
import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { CHECKSUM } from './checksum-status.ts';
import { routedEnds } from './ip-ends.ts';
import { ipv4Protocol } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';

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
  const ip = Math.max(w.find(ipv4Protocol, t.layer), w.find(ipv6, t.layer));
  if (ip < 0) return undefined;
  const sum = protocol + (t.end - t.start);
  const ends = routedEnds(t, ip, t.layer);
  if (ends !== undefined) return addWords(sum, ends, 0, ends.length);
  const at = w.startOf(ip);
  const b = t.sourceBytes(w.sourceOf(ip));
  return w.protocol(ip) === ipv4Protocol ? addWords(sum, b, at + 12, at + 20) : addWords(sum, b, at + 8, at + 40);
}
