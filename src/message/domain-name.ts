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
  /** The byte after its end in its own place, or NOWHERE if it cannot be read. */
  to: number;
  /** How many labels it has; the root has none. */
  labels: number;
  /** How many bytes they have, with the dots between them. */
  octets: number;
  /** What is wrong with it; `need` and `had` are the fault's. None, where it ends nowhere: it runs beyond the end. */
  fault: { code: FaultCode; at: number; need: number; had: number } | undefined;
}
export const NOWHERE = -1;

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
 * (RFC 1035 §4.1.4). A pointer must lead to before the labels that it ends, so that there are no loops.
 */
export function compressedName(b: Uint8Array, message: number, at: number, end: number): CompressedName {
  const name: CompressedName = { text: '', to: NOWHERE, labels: 0, octets: 0, fault: undefined };
  let pointers = 0;
  let begin = at;
  for (let next = at; next < end; ) {
    const length = b[next]!;
    if (length < POINTER) {
      if (length > MAX_LABEL) return unreadable(name, 'value', next, 0, length);
      if (length === 0) return pointers > 0 ? name : { ...name, to: next + 1 };
      if (next + 1 + length > end) break;
      addLabel(name, b, next, length);
      if (name.fault !== undefined && pointers > 0) return name;
      next += 1 + length;
      continue;
    }
    if (next + 2 > end) break;
    const target = ((length & ~POINTER) << 8) | b[next + 1]!;
    if (message + target > at) return unreadable(name, 'pointer', next, target, begin - message);
    if (pointers === 0) name.to = next + 2;
    if (message + target >= begin || ++pointers > MAX_POINTERS) {
      name.fault ??= { code: 'pointer', at: next, need: target, had: begin - message };
      return name;
    }
    next = begin = message + target;
  }
  return { ...name, to: NOWHERE };
}

function unreadable(name: CompressedName, code: FaultCode, at: number, need: number, had: number): CompressedName {
  return { ...name, to: NOWHERE, fault: { code, at, need, had } };
}

/** Add the label of `length` bytes whose length stands at `at`. Of a name that is too long only the end is looked for. */
function addLabel(name: CompressedName, b: Uint8Array, at: number, length: number): void {
  const dot = name.labels === 0 ? 0 : 1;
  const octets = name.octets + dot + length;
  // On the wire there are two bytes more: the first length, and the empty label at the end.
  if (octets + 2 > MAX_NAME) name.fault ??= { code: 'name', at, need: MAX_NAME, had: octets + 2 };
  if (name.fault !== undefined) return;
  name.text += (dot === 1 ? '.' : '') + labelText(b, at + 1, at + 1 + length);
  name.octets = octets;
  name.labels++;
}

// oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
const controls = /[\0-\x1f\x7f]/g;

/** A label as text. It is UTF-8 where it is not ASCII (RFC 6762 §16); what cannot be printed is written as three decimal digits (RFC 1035 §5.1). */
function labelText(b: Uint8Array, from: number, to: number): string {
  return decode(b.subarray(from, to), 'utf-8').replace(controls, (c) => `\\${String(c.charCodeAt(0)).padStart(3, '0')}`);
}
