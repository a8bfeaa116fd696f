import { segmentLayer } from '../analysis/layers.ts';
import { tcpNumbers, type TcpNumbers } from '../analysis/tcp-numbers.ts';
import type { Analyzer } from '../analysis/analyzer.ts';

/** TCP connections that are looked at for what they lack. Those after them are like them. */
export const MAX_STREAMS = 10_000;

const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

/** What was seen of a connection. */
export interface StreamSight {
  readonly first: number;
  /** It was opened in the capture. */
  hasSyn: boolean;
  hasData: boolean;
  /** Sides that sent something: bit 0 and bit 1. */
  sides: number;
  /** Somebody acknowledges what the other has said. */
  hasAck: boolean;
}

/** Which TCP connections there are, and how much of each is in the capture. */
export class Streams {
  readonly sights = new Map<number, StreamSight>();
  readonly #numbers: TcpNumbers = { sourcePort: 0, destinationPort: 0, flags: 0, sequence: 0, acknowledgment: 0, window: 0, length: 0 };

  /** Take note of the packet at hand. */
  packet(a: Analyzer): void {
    const layer = segmentLayer(a);
    if (layer < 0) return;
    const number = a.connections.flows.number(a.slots[layer]!);
    let sight = this.sights.get(number);
    if (sight === undefined) {
      if (this.sights.size >= MAX_STREAMS) return;
      this.sights.set(number, (sight = { first: a.number, hasSyn: false, hasData: false, sides: 0, hasAck: false }));
    }
    tcpNumbers(a, layer, this.#numbers);
    const { flags, length } = this.#numbers;
    if ((flags & SYN) !== 0) sight.hasSyn = true;
    if (length > 0) sight.hasData = true;
    if ((flags & ACK) !== 0 && (flags & RST) === 0) sight.hasAck = true;
    sight.sides |= 1 << a.sides[layer]!;
  }
}
