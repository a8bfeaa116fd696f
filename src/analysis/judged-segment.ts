/** A segment, as the verdicts need it: raw numbers, `length` of the payload on the wire. */
export interface JudgedSegment {
  packet: number;
  seconds: number;
  nanos: number;
  seq: number;
  ack: number;
  flags: number;
  window: number;
  length: number;
  /** Bytes that its selective acknowledgments cover. */
  selective: number;
  /** Window scale of the side that is to take the segment: a shift count, -1 unknown, -2 none. */
  peerScale: number;
  /** The SYN opened a new connection on ports in use, or its number changed. */
  reused: boolean;
}

/** HOT: must not allocate. Take what the header `at`..`headerEnd` says of itself. */
export function readHeader(b: Uint8Array, at: number, headerEnd: number, into: JudgedSegment): void {
  into.seq = word(b, at + 4);
  into.ack = word(b, at + 8);
  into.flags = b[at + 13]!;
  into.window = (b[at + 14]! << 8) | b[at + 15]!;
  into.selective = headerEnd - at > FIXED ? selectiveBytes(b, at + FIXED, headerEnd) : 0;
}

/** The part of the header before the options. */
const FIXED = 20;
const SACK = 5;

/** How many bytes the selective acknowledgments among the options cover (RFC 2018 §3). */
function selectiveBytes(b: Uint8Array, from: number, to: number): number {
  let covered = 0;
  for (let at = from; at < to; ) {
    const kind = b[at]!;
    if (kind === 0) break;
    const length = kind === 1 ? 1 : at + 1 < to ? b[at + 1]! : 0;
    if (length === 0 || (kind !== 1 && length < 2) || at + length > to) break;
    for (let edge = at + 2; kind === SACK && edge + 8 <= at + length; edge += 8) covered += (word(b, edge + 4) - word(b, edge)) >>> 0;
    at += length;
  }
  return covered;
}

function word(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}
