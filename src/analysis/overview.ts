import type { Fault, FaultCode } from '../base/fault.ts';
import type { Analyzer } from './analyzer.ts';
import type { ArpTable } from './arp-table.ts';
import { ConnectionLog } from './connection-log.ts';
import { ContentLog } from './content-log.ts';
import { Conversations } from './conversations.ts';
import { Hierarchy } from './hierarchy.ts';
import { SessionLog, type SessionLogOptions } from './session-log.ts';

/** Numbers of packets that are remembered as examples of a fault. */
const MAX_EXAMPLES = 5;

/** A kind of fault in a layer of a protocol: how often, where first. */
export interface FaultCount {
  readonly protocol: string;
  readonly code: FaultCode;
  count: number;
  readonly packets: number[];
  /** The first of them. */
  readonly first: Fault;
}

/** Everything that `analyze` says about a capture, gathered in one pass; of TCP connections it tells where segments are judged. */
export class Overview {
  readonly hierarchy = new Hierarchy();
  readonly conversations = new Conversations(['eth', 'ip', 'ipv6']);
  readonly sessions: SessionLog;
  readonly connections: ConnectionLog;
  readonly contents: ContentLog;
  readonly faults: FaultCount[] = [];
  packets = 0;
  bytes = 0;
  /** When the earliest and the latest packet were captured, in seconds since 1970; how often the clock went back. */
  firstTime = Infinity;
  lastTime = -Infinity;
  backwards = 0;
  /** Packets that the snap length cut. */
  cut = 0;
  readonly linkTypes = new Map<number, number>();
  readonly #a: Analyzer;

  /** `contents`: where the analyzer hands mails and objects to. */
  constructor(a: Analyzer, contents = new ContentLog(), sessions: SessionLogOptions = {}) {
    this.#a = a;
    this.contents = contents;
    this.sessions = new SessionLog(a, sessions);
    this.connections = new ConnectionLog(a);
  }

  /** Datagrams of which the capture does not hold all fragments. */
  get incompleteDatagrams(): number {
    return this.#a.fragments.incomplete;
  }

  /** Who claims which IPv4 address. */
  get arpTable(): ArpTable {
    return this.#a.arpTable;
  }

  /** Take note of the packet at hand. */
  packet(): void {
    const a = this.#a;
    this.packets++;
    this.bytes += a.wireLength;
    if (a.hasTime) this.#clock(a.seconds + a.nanos / 1e9);
    if (a.to - a.from < a.wireLength) this.cut++;
    this.linkTypes.set(a.linkType, (this.linkTypes.get(a.linkType) ?? 0) + 1);
    this.hierarchy.packet(a);
    this.conversations.packet(a);
    for (let i = 0; i < a.walk.faultCount; i++) this.#fault(a.walk.fault(i));
  }

  #clock(time: number): void {
    const a = this.#a;
    if (a.seconds < a.previousSeconds || (a.seconds === a.previousSeconds && a.nanos < a.previousNanos)) this.backwards++;
    if (time < this.firstTime) this.firstTime = time;
    if (time > this.lastTime) this.lastTime = time;
  }

  /** A cut packet is no fault of anybody's; it is counted as cut. */
  #fault(fault: Fault): void {
    if (fault.code === 'cut') return;
    const w = this.#a.walk;
    const protocol = w.depth === 0 ? '' : w.protocol(w.depth - 1).name;
    let found = this.faults.find((f) => f.protocol === protocol && f.code === fault.code);
    if (found === undefined) this.faults.push((found = { protocol, code: fault.code, count: 0, packets: [], first: fault }));
    found.count++;
    if (found.packets.length < MAX_EXAMPLES && found.packets.at(-1) !== this.#a.number) found.packets.push(this.#a.number);
  }
}
