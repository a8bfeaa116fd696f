import { addWords, checksum, fold } from '../base/checksum.ts';
import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { CHECKSUM } from './checksum-status.ts';

/**
 * The checksum of TCP, UDP and ICMPv6 covers the addresses of the IP packet as well (RFC 9293 §3.1, RFC 8200 §8.1).
 * Adds the verdict under the checksum's node. Not verified: a part of the data is missing, or no IP layer stands outside.
 */
export function addChecksumStatus(t: TreeBuilder, protocol: number, field: Field, status: Field, calculated: Field): void {
  const sum = pseudoHeaderSum(t, protocol);
  if (sum === undefined || t.end !== t.wireEnd || t.walk.isQuoted(t.layer) || t.walk.fragment) {
    t.addUnder(field, status, CHECKSUM.unverified);
    return;
  }
  const at = t.start + field.at;
  const without = addWords(addWords(sum, t.bytes, t.start, at), t.bytes, at + 2, t.end);
  const stated = (t.bytes[at]! << 8) | t.bytes[at + 1]!;
  t.addUnder(field, status, fold(without + stated) === 0xffff ? CHECKSUM.good : CHECKSUM.bad);
  t.addUnder(field, calculated, checksum(without));
}

/** The sum over addresses, protocol and length, from the IP layer outside this one. */
function pseudoHeaderSum(t: TreeBuilder, protocol: number): number | undefined {
  const w = t.walk;
  for (let layer = t.layer - 1; layer >= 0; layer--) {
    const name = w.protocol(layer).name;
    if (name !== 'ip' && name !== 'ipv6') continue;
    const b = t.sourceBytes(w.sourceOf(layer));
    const at = w.startOf(layer) + (name === 'ip' ? 12 : 8);
    return addWords(protocol + (t.end - t.start), b, at, at + (name === 'ip' ? 8 : 32));
  }
  return undefined;
}
