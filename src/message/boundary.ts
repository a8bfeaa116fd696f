import { latinBytes } from '../base/bytes.ts';

/** A boundary has at most 70 characters (RFC 2046 §5.1.1); longer ones are seen, but not so long. */
const MAX_BOUNDARY = 200;

const HYPHEN = 0x2d;

/** What separates the parts of a multipart. */
export interface Boundary {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** The boundary that a parameter names; undefined: it cannot be one. Blanks at its end get lost on the way, and are no part of it. */
export function boundaryOf(parameter: string): Boundary | undefined {
  const text = parameter.trimEnd();
  return text === '' || text.length > MAX_BOUNDARY ? undefined : { text, bytes: latinBytes(text) };
}

/** Does the line at `from`, whose text ends at `to`, begin with two hyphens, as every delimiter does? */
export function beginsDelimiter(b: Uint8Array, from: number, to: number): boolean {
  return from + 2 <= to && b[from] === HYPHEN && b[from + 1] === HYPHEN;
}

/** Does such a line go on with the boundary? What follows it there does not matter (§5.1.1). */
export function hasBoundary(b: Uint8Array, from: number, to: number, { bytes }: Boundary): boolean {
  const start = from + 2;
  if (start + bytes.length > to) return false;
  for (let i = 0; i < bytes.length; i++) if (b[start + i] !== bytes[i]) return false;
  return true;
}

/** Two more hyphens after the boundary: there are no more parts. */
export function isLast(b: Uint8Array, from: number, to: number, { bytes }: Boundary): boolean {
  return beginsDelimiter(b, from + 2 + bytes.length, to);
}
