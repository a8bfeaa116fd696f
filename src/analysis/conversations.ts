import { Columns } from '../base/columns.ts';
import { ipv6Text } from '../base/value.ts';
import { ethernet, ipv4Protocol, ipv6, tcp, udp } from '../packet/index.ts';
import { FlowTable } from '../stream/flows.ts';
import type { Analyzer } from './analyzer.ts';
import { AddressPairs, hardwareText, hostText, portText } from './ends.ts';

/** What conversations are between: hardware addresses, hosts, ports. */
export type ConversationKind = 'eth' | 'ip' | 'ipv6' | 'tcp' | 'udp';
export const conversationKinds: readonly ConversationKind[] = ['eth', 'ip', 'ipv6', 'tcp', 'udp'];

/** Both ports of a header. */
const PORTS = 4;

/** Conversations of one kind that are told apart; packets of further ones are counted together. */
export const MAX_CONVERSATIONS = 200_000;

/** Two ends and what went each way; `a` is the sender of the first packet. */
export interface ConversationRow {
  readonly a: string;
  readonly b: string;
  readonly packetsAB: number;
  readonly bytesAB: number;
  readonly packetsBA: number;
  readonly bytesBA: number;
  /** Seconds after the capture's first packet, and how long it lasted. */
  readonly start: number;
  readonly duration: number;
}

/** An end, and what it sent and received. */
export interface EndpointRow {
  readonly end: string;
  readonly packetsSent: number;
  readonly bytesSent: number;
  readonly packetsReceived: number;
  readonly bytesReceived: number;
}

/** The addresses of an end as bytes, 16 for all kinds but IPv4, and its port. */
const SHAPE = { packetsAB: Float64Array, bytesAB: Float64Array, packetsBA: Float64Array, bytesBA: Float64Array, start: Float64Array, last: Float64Array, portA: Int32Array, portB: Int32Array } as const;

/** Counts who talks with whom, at one of the kinds. */
class ConversationTable {
  readonly flows = new FlowTable();
  readonly columns = new Columns(SHAPE);
  readonly addresses = new AddressPairs();
  /** Packets and bytes of conversations beyond the limit. */
  restPackets = 0;
  restBytes = 0;

  /** HOT: must not allocate but for a new conversation. */
  count(b: Uint8Array, at: number, size: number, sourcePort: number, destinationPort: number, bytes: number, time: number): void {
    let slot = this.flows.find(b, at, size, sourcePort, destinationPort);
    if (slot < 0) {
      if (this.flows.live === MAX_CONVERSATIONS) {
        this.restPackets++;
        this.restBytes += bytes;
        return;
      }
      slot = this.#open(b, at, size, sourcePort, destinationPort, time);
    }
    const c = this.columns.at;
    c.last[slot] = time;
    if (this.flows.side === 0) {
      c.packetsAB[slot]!++;
      c.bytesAB[slot]! += bytes;
    } else {
      c.packetsBA[slot]!++;
      c.bytesBA[slot]! += bytes;
    }
  }

  #open(b: Uint8Array, at: number, size: number, sourcePort: number, destinationPort: number, time: number): number {
    const slot = this.flows.open();
    this.columns.add();
    this.addresses.set(slot, b, at, size);
    const c = this.columns.at;
    c.start[slot] = time;
    c.portA[slot] = sourcePort;
    c.portB[slot] = destinationPort;
    return slot;
  }
}

/** Counts who talks with whom at each of the kinds asked for. */
export class Conversations {
  readonly #tables = new Map<ConversationKind, ConversationTable>();
  /** Both hardware addresses of a frame in the 16-byte form of the flow table. */
  readonly #macs = new Uint8Array(32);

  constructor(kinds: readonly ConversationKind[] = conversationKinds) {
    for (const kind of kinds) this.#tables.set(kind, new ConversationTable());
  }

  /** HOT: must not allocate but for new conversations. Count the packet at hand. */
  packet(a: Analyzer): void {
    const w = a.walk;
    const time = a.seconds - a.firstSeconds + (a.nanos - a.firstNanos) / 1e9;
    let ip = -1;
    for (let layer = 0; layer < w.depth && !w.isQuoted(layer); layer++) {
      const p = w.protocol(layer);
      if (w.bodyOf(layer) === w.startOf(layer)) return;
      const b = a.sourceBytes(w.sourceOf(layer));
      const at = w.startOf(layer);
      if (p === ipv4Protocol) {
        ip = layer;
        this.#tables.get('ip')?.count(b, at + 12, 4, 0, 0, a.wireLength, time);
      } else if (p === ipv6) {
        ip = layer;
        this.#tables.get('ipv6')?.count(b, at + 8, 16, 0, 0, a.wireLength, time);
      } else if ((p === tcp || p === udp) && w.bodyOf(layer) - at >= PORTS) this.#transport(a, p === tcp ? 'tcp' : 'udp', ip, b, at, time);
      else if (p === ethernet) this.#frame(a, b, at, time);
    }
  }

  #transport(a: Analyzer, kind: ConversationKind, ip: number, b: Uint8Array, at: number, time: number): void {
    const table = this.#tables.get(kind);
    if (table === undefined || ip < 0) return;
    const w = a.walk;
    const version4 = w.protocol(ip) === ipv4Protocol;
    const source = (b[at]! << 8) | b[at + 1]!;
    const destination = (b[at + 2]! << 8) | b[at + 3]!;
    table.count(a.sourceBytes(w.sourceOf(ip)), w.startOf(ip) + (version4 ? 12 : 8), version4 ? 4 : 16, source, destination, a.wireLength, time);
  }

  #frame(a: Analyzer, b: Uint8Array, at: number, time: number): void {
    const table = this.#tables.get('eth');
    if (table === undefined) return;
    for (let i = 0; i < 6; i++) {
      this.#macs[i] = b[at + 6 + i]!;
      this.#macs[16 + i] = b[at + i]!;
    }
    table.count(this.#macs, 0, 16, 0, 0, a.wireLength, time);
  }

  /** The conversations of a kind, those with most bytes first. */
  rows(kind: ConversationKind): ConversationRow[] {
    const table = this.#tables.get(kind);
    if (table === undefined) return [];
    const c = table.columns.at;
    const rows = Array.from({ length: table.columns.length }, (_, slot): ConversationRow => ({
      a: endText(kind, table.addresses.address(slot, 0), c.portA[slot]!), b: endText(kind, table.addresses.address(slot, 1), c.portB[slot]!),
      packetsAB: c.packetsAB[slot]!, bytesAB: c.bytesAB[slot]!, packetsBA: c.packetsBA[slot]!, bytesBA: c.bytesBA[slot]!,
      start: c.start[slot]!, duration: c.last[slot]! - c.start[slot]!,
    }));
    return rows.sort((x, y) => y.bytesAB + y.bytesBA - x.bytesAB - x.bytesBA);
  }

  /** The ends of a kind, those with most bytes first. */
  endpoints(kind: ConversationKind): EndpointRow[] {
    const ends = new Map<string, { -readonly [K in keyof EndpointRow]: EndpointRow[K] }>();
    const add = (end: string, sent: number, bytesSent: number, received: number, bytesReceived: number): void => {
      let row = ends.get(end);
      if (row === undefined) ends.set(end, (row = { end, packetsSent: 0, bytesSent: 0, packetsReceived: 0, bytesReceived: 0 }));
      row.packetsSent += sent;
      row.bytesSent += bytesSent;
      row.packetsReceived += received;
      row.bytesReceived += bytesReceived;
    };
    for (const r of this.rows(kind)) {
      add(r.a, r.packetsAB, r.bytesAB, r.packetsBA, r.bytesBA);
      add(r.b, r.packetsBA, r.bytesBA, r.packetsAB, r.bytesAB);
    }
    return [...ends.values()].sort((x, y) => y.bytesSent + y.bytesReceived - x.bytesSent - x.bytesReceived);
  }

  /** Packets of conversations beyond the limit, and their bytes. */
  rest(kind: ConversationKind): { packets: number; bytes: number } {
    const table = this.#tables.get(kind);
    return { packets: table?.restPackets ?? 0, bytes: table?.restBytes ?? 0 };
  }
}

function endText(kind: ConversationKind, address: Uint8Array, port: number): string {
  if (kind === 'eth') return hardwareText(address);
  if (kind === 'ipv6') return ipv6Text(address, 0);
  return kind === 'ip' ? hostText(address) : portText(address, port);
}
