import type { FaultCode } from '../base/fault.ts';
import { decode } from '../base/value.ts';

const MAX_LABEL = 63;
/** Longest name, its length bytes included (RFC 1035 §2.3.4). */
const MAX_NAME = 255;
/** The two bits by which a compression pointer is known (RFC 1035 §4.1.4). */
const POINTER = 0xc0;
/** Pointers that are followed in a name: there are at most 127 labels in one, and each may come after a pointer. */
export const MAX_POINTERS = 127;

/** A domain name as it stands in a packet, without compression. */
export interface DomainName {
  text: string;
  /** The byte after its end. */
  to: number;
}

/** A name that may go on elsewhere in its message. */
export interface CompressedName extends DomainName {
  /** How many labels it has; the root has none. */
  labels: number;
  /** How many bytes they have, with the dots between them. */
  octets: number;
  /** Why the name was given up before its end, if it was; `need` and `had` are the fault's. */
  fault: { code: FaultCode; at: number; need: number; had: number } | undefined;
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
    labels.push(labelText(b, next + 1, next + 1 + length));
    next += 1 + length;
  }
  return undefined;
}

/**
 * The name at `at` in the message that begins at `message`: labels, and perhaps a pointer to an earlier name that it goes on with
 * (RFC 1035 §4.1.4). A pointer must lead to before the labels that it ends, so that there are no loops. Undefined: the name runs beyond `end`, or has
 * labels of an unknown kind.
 */
export function compressedName(b: Uint8Array, message: number, at: number, end: number): CompressedName | undefined {
  const name: CompressedName = { text: '', to: 0, labels: 0, octets: 0, fault: undefined };
  let size = 1;
  let pointers = 0;
  let begin = at;
  for (let next = at; next < end; ) {
    const length = b[next]!;
    const isPointer = length >= POINTER;
    if (isPointer ? next + 2 > end : length > MAX_LABEL || next + 1 + length > end) return undefined;
    // Where the name ends in its own place: after the first pointer, or the empty label.
    if (pointers === 0 && (isPointer || length === 0)) name.to = next + (isPointer ? 2 : 1);
    if (length === 0) return name;
    if (isPointer) {
      const target = ((length & ~POINTER) << 8) | b[next + 1]!;
      if (message + target >= begin || ++pointers > MAX_POINTERS) return { ...name, fault: { code: 'pointer', at: next, need: target, had: begin - message } };
      next = begin = message + target;
      continue;
    }
    size += 1 + length;
    if (size <= MAX_NAME) {
      name.text += (name.labels === 0 ? '' : '.') + labelText(b, next + 1, next + 1 + length);
      name.octets += length + (name.labels === 0 ? 0 : 1);
      name.labels++;
    } else {
      name.fault ??= { code: 'name', at: next, need: MAX_NAME, had: size };
      if (pointers > 0) return name;
    }
    next += 1 + length;
  }
  return undefined;
}

// oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
const controls = /[\0-\x1f\x7f]/g;

/** A label as text. It is UTF-8 where it is not ASCII (RFC 6762 §16); what cannot be printed is written as three decimal digits (RFC 1035 §5.1). */
function labelText(b: Uint8Array, from: number, to: number): string {
  return decode(b.subarray(from, to), 'utf-8').replace(controls, (c) => `\\${String(c.charCodeAt(0)).padStart(3, '0')}`);
}
