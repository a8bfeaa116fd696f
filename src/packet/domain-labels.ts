import { decode } from '../base/value.ts';

const MAX_LABEL = 63;

/** A domain name as it stands in a packet, without compression. */
export interface DomainName {
  text: string;
  /** The byte after its end. */
  to: number;
}

/**
 * The labels from `at` up to the empty one (RFC 1035 §3.1), where compression is not allowed (RFC 8106 §5.2). Undefined: they run
 * beyond `end`, or one is longer than a label may be.
 */
export function domainLabels(b: Uint8Array, at: number, end: number): DomainName | undefined {
  const labels: string[] = [];
  let next = at;
  while (next < end) {
    const length = b[next]!;
    if (length === 0) return { text: labels.join('.'), to: next + 1 };
    if (length > MAX_LABEL || next + 1 + length > end) return undefined;
    labels.push(decode(b.subarray(next + 1, next + 1 + length), 'utf-8'));
    next += 1 + length;
  }
  return undefined;
}
