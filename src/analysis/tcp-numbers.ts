import type { Analyzer } from './analyzer.ts';
import { isSegment } from './layers.ts';

/** The numbers of a segment that lists show. Sequence numbers are relative where the connection is known. */
export interface TcpNumbers {
  sourcePort: number;
  destinationPort: number;
  flags: number;
  sequence: number;
  acknowledgment: number;
  window: number;
  length: number;
}

const SYN = 0x02;

/** HOT: must not allocate. Fill `into` from the TCP layer `layer` of the packet at hand, whose header is whole but for options. */
export function tcpNumbers(a: Analyzer, layer: number, into: TcpNumbers): void {
  const w = a.walk;
  const b = a.sourceBytes(w.sourceOf(layer));
  const s = w.startOf(layer);
  const slot = a.slots[layer]!;
  const followed = slot >= 0 && isSegment(a, layer);
  const mine = slot * 2 + a.sides[layer]!;
  const other = slot * 2 + 1 - a.sides[layer]!;
  const { base, scale } = a.connections.sides.at;
  const flags = ((b[s + 12]! & 1) << 8) | b[s + 13]!;
  const window = (b[s + 14]! << 8) | b[s + 15]!;
  into.sourcePort = (b[s]! << 8) | b[s + 1]!;
  into.destinationPort = (b[s + 2]! << 8) | b[s + 3]!;
  into.flags = flags;
  into.sequence = (word(b, s + 4) - (followed ? base[mine]! : 0)) >>> 0;
  into.acknowledgment = (word(b, s + 8) - (followed ? base[other]! : 0)) >>> 0;
  into.window = followed && (flags & SYN) === 0 && scale[mine]! > 0 ? window * 2 ** scale[mine]! : window;
  into.length = Math.max(0, w.wireEndOf(layer) - s - (b[s + 12]! >> 4) * 4);
}

function word(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}
