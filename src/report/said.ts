import type { Unit } from '../analysis/session-log.ts';
import { concatenated } from '../base/bytes.ts';
import { MASK } from './credential-list.ts';

const mask = new TextEncoder().encode(MASK);

/** The bytes of a unit, or `from`..`to` of them, as they are shown: secrets masked, unless they are asked for. */
export function shownText(unit: Unit, showSecrets: boolean, from = unit.from, to = unit.to): Uint8Array {
  const { bytes, concealed } = unit;
  if (showSecrets || concealed.length === 0) return bytes.subarray(from, to);
  const parts: Uint8Array[] = [];
  let at = from;
  for (const secret of concealed) {
    if (secret.from < at || secret.to > to) continue;
    parts.push(bytes.subarray(at, secret.from), mask);
    at = secret.to;
  }
  parts.push(bytes.subarray(at, to));
  return concatenated(parts);
}
