import { Columns } from '../base/columns.ts';
import { ipv4Protocol } from '../packet/index.ts';
import { FIN, RST } from '../stream/reassembler.ts';
import type { Analyzer } from './analyzer.ts';
import { type ConnState, connStates } from './conn-state.ts';
import { STAGE } from './connections.ts';
import { AddressPairs, portText } from './ends.ts';
import { VERDICT } from './tcp-findings.ts';
import { stateNames } from './tcp-states.ts';

/** Connections that are remembered; segments of further ones are counted together. */
export const MAX_CONNECTION_RECORDS = 200_000;
/** Packets that are remembered as examples of a connection's retransmissions, and connections that they are remembered of. */
const MAX_EXAMPLES = 5;
const MAX_WITH_EXAMPLES = 1000;

/** How long an end took to acknowledge, in seconds, of segments that were sent but once (Karn's algorithm, RFC 6298 §3). */
export interface RoundTrips {
  readonly count: number;
  readonly min: number;
  readonly average: number;
  readonly max: number;
}

/** What is remembered of one end of a connection. */
export interface ConnectionEnd {
  /** Address and port. */
  readonly end: string;
  /** What it sent: packets, bytes of payload, those that had been sent before included. */
  readonly packets: number;
  readonly bytes: number;
  /** Segments that it sent again, and bytes in them that the capture holds already. */
  readonly repeatedSegments: number;
  readonly repeatedBytes: number;
  /** Bytes that it sent and the capture does not hold. */
  readonly missing: number;
  /** Bytes of copies that differ from the first; how often so much waited out of order that what it waited for was given up. */
  readonly conflicting: number;
  readonly evictions: number;
  /** Its last state (RFC 9293 §3.3.2); empty: nothing told it. */
  readonly state: string;
  /** From the other end's segment to this end's acknowledgment, as seen where the capture was made. */
  readonly roundTrips: RoundTrips | undefined;
}

/** What is remembered of a connection. */
export interface ConnectionRecord {
  /** Its number in the capture: `tcp.stream`. */
  readonly number: number;
  readonly client: ConnectionEnd;
  readonly server: ConnectionEnd;
  /** Seconds after the first packet of the capture, and how long it lasted. */
  readonly start: number;
  readonly duration: number;
  readonly completeness: number;
  readonly connState: ConnState;
  /** Seconds from the SYN to the acknowledgment of its answer; 0: not seen. */
  readonly handshake: number;
  /** Who closed first, and whether with a RST. */
  readonly closer: 'client' | 'server' | undefined;
  readonly isReset: boolean;
  /** The first packets that were sent again. */
  readonly repeats: readonly number[];
}

const CONNECTION = {
  start: Float64Array, last: Float64Array, handshake: Float64Array, server: Uint8Array, completeness: Uint8Array, connState: Uint8Array, stateA: Uint8Array, stateB: Uint8Array,
  portA: Uint16Array, portB: Uint16Array,
  /** 1 + the side that closed first; 0: nobody. */
  closer: Uint8Array, isReset: Uint8Array,
} as const;

const SIDE = {
  packets: Float64Array, bytes: Float64Array, repeatedSegments: Float64Array, repeatedBytes: Float64Array, missing: Float64Array, conflicting: Float64Array, evictions: Float64Array,
  trips: Float64Array, tripSum: Float64Array, tripMin: Float64Array, tripMax: Float64Array,
} as const;

/** Keeps account of the TCP connections of a capture, one row each, where the analyzer judges segments. */
export class ConnectionLog {
  /** Segments of connections beyond the limit. */
  rest = 0;
  readonly #connections = new Columns(CONNECTION);
  readonly #sides = new Columns(SIDE);
  readonly #addresses = new AddressPairs();
  readonly #repeats = new Map<number, number[]>();
  readonly #a: Analyzer;

  constructor(a: Analyzer) {
    this.#a = a;
    a.onSegment = (length) => this.#segment(length);
    a.onRetire = (slot) => this.#finish(slot);
    a.dialogues.onConflict = (slot, side, count) => this.#add('conflicting', slot, side, count);
    a.dialogues.onEvicted = (slot, side) => this.#add('evictions', slot, side, 1);
  }

  /** The connections, in the order in which they were opened; those of which no segment was seen (an error quoted one) are left out. */
  *records(): Generator<ConnectionRecord> {
    const { packets } = this.#sides.at;
    for (let n = 0; n < this.#connections.length; n++) {
      if (packets[n * 2]! + packets[n * 2 + 1]! > 0) yield this.#record(n);
    }
  }

  /** HOT: must not allocate but for a new connection and its first retransmissions. */
  #segment(length: number): void {
    const a = this.#a;
    const n = a.connections.stream;
    if (n >= MAX_CONNECTION_RECORDS) {
      this.rest++;
      return;
    }
    while (this.#connections.length <= n) {
      this.#connections.add();
      this.#sides.add();
      this.#sides.add();
    }
    const c = this.#connections.at;
    const s = this.#sides.at;
    const mine = n * 2 + a.connections.side;
    const time = a.seconds - a.firstSeconds + (a.nanos - a.firstNanos) / 1e9;
    if (s.packets[n * 2] === 0 && s.packets[n * 2 + 1] === 0) this.#open(n, time);
    c.last[n] = time;
    s.packets[mine]!++;
    s.bytes[mine]! += length;
    this.#count(n, mine);
    if ((a.judged.flags & (FIN | RST)) === 0 || c.closer[n] !== 0) return;
    c.closer[n] = 1 + a.connections.side;
    c.isReset[n] = (a.judged.flags & RST) !== 0 ? 1 : 0;
  }

  /** What the verdicts say of the segment. */
  #count(n: number, mine: number): void {
    const { found } = this.#a.verdicts!;
    const s = this.#sides.at;
    s.repeatedBytes[mine]! += found.repeated;
    if ((found.verdicts & VERDICT.retransmission) !== 0) {
      s.repeatedSegments[mine]!++;
      this.#remember(n);
    }
    if (found.acksPacket === 0 || !found.isSample) return;
    const trip = found.ackRoundTrip;
    s.tripMin[mine] = s.trips[mine] === 0 ? trip : Math.min(s.tripMin[mine]!, trip);
    s.tripMax[mine] = s.trips[mine] === 0 ? trip : Math.max(s.tripMax[mine]!, trip);
    s.tripSum[mine]! += trip;
    s.trips[mine]!++;
  }

  #remember(n: number): void {
    let examples = this.#repeats.get(n);
    if (examples === undefined) {
      if (this.#repeats.size === MAX_WITH_EXAMPLES) return;
      this.#repeats.set(n, (examples = []));
    }
    if (examples.length < MAX_EXAMPLES) examples.push(this.#a.number);
  }

  /** The ends of the segment at hand, in the order of the flow's sides. */
  #open(n: number, time: number): void {
    const a = this.#a;
    const w = a.walk;
    const ip = a.networkLayer(a.tcpLayer);
    const version4 = w.protocol(ip) === ipv4Protocol;
    const size = version4 ? 4 : 16;
    const at = w.startOf(ip) + (version4 ? 12 : 8);
    const addresses = a.sourceBytes(w.sourceOf(ip)).slice(at, at + 2 * size);
    const header = a.sourceBytes(w.sourceOf(a.tcpLayer));
    const start = w.startOf(a.tcpLayer);
    const ports = [(header[start]! << 8) | header[start + 1]!, (header[start + 2]! << 8) | header[start + 3]!] as const;
    const sender = a.connections.side;
    if (sender === 1) addresses.set([...addresses.subarray(size), ...addresses.subarray(0, size)]);
    this.#addresses.set(n, addresses, 0, size);
    const c = this.#connections.at;
    c.portA[n] = ports[sender]!;
    c.portB[n] = ports[1 - sender]!;
    c.start[n] = time;
  }

  /** A connection is over, or the capture is: what it has come to. */
  #finish(slot: number): void {
    const a = this.#a;
    const n = a.connections.flows.number(slot);
    if (n >= this.#connections.length) return;
    const c = this.#connections.at;
    c.server[n] = a.connections.serverSide(slot);
    c.completeness[n] = a.connections.columns.at.completeness[slot]!;
    c.connState[n] = connStates.indexOf(a.connState(slot));
    c.handshake[n] = (c.completeness[n]! & STAGE.synAck) === 0 ? 0 : a.verdicts!.initialRoundTrip(slot);
    c.stateA[n] = a.states!.state(slot, 0);
    c.stateB[n] = a.states!.state(slot, 1);
    for (const side of [0, 1]) this.#sides.at.missing[n * 2 + side] = a.verdicts!.missing(slot, side);
  }

  #add(column: 'conflicting' | 'evictions', slot: number, side: number, count: number): void {
    const row = this.#a.connections.flows.number(slot) * 2 + side;
    if (row < this.#sides.length) this.#sides.at[column][row]! += count;
  }

  #record(n: number): ConnectionRecord {
    const c = this.#connections.at;
    const server = c.server[n]!;
    const closer = c.closer[n]! === 0 ? undefined : c.closer[n]! - 1 === server ? 'server' : 'client';
    return {
      number: n, client: this.#end(n, 1 - server), server: this.#end(n, server), start: c.start[n]!, duration: c.last[n]! - c.start[n]!, completeness: c.completeness[n]!,
      connState: connStates[c.connState[n]!]!, handshake: c.handshake[n]!, closer, isReset: c.isReset[n] === 1, repeats: this.#repeats.get(n) ?? [],
    };
  }

  #end(n: number, side: number): ConnectionEnd {
    const c = this.#connections.at;
    const s = this.#sides.at;
    const i = n * 2 + side;
    const count = s.trips[i]!;
    return {
      end: portText(this.#addresses.address(n, side), side === 0 ? c.portA[n]! : c.portB[n]!), packets: s.packets[i]!, bytes: s.bytes[i]!,
      repeatedSegments: s.repeatedSegments[i]!, repeatedBytes: s.repeatedBytes[i]!, missing: s.missing[i]!, conflicting: s.conflicting[i]!, evictions: s.evictions[i]!,
      state: stateNames[side === 0 ? c.stateA[n]! : c.stateB[n]!]!,
      roundTrips: count === 0 ? undefined : { count, min: s.tripMin[i]!, average: s.tripSum[i]! / count, max: s.tripMax[i]! },
    };
  }
}
