import type { Protocol } from '../base/protocol.ts';
import type { Table } from '../base/table.ts';
import { MAX_LAYERS, Walk } from '../base/walk.ts';
import type { CaptureInterface, PacketNotes, PacketSink } from '../capture/packet-sink.ts';
import { arp, data, dns, icmp, icmpv6, ipv4Protocol, ipv6, linkType, llmnr, routedEnds, tcp, tcpFields, udp, udplite } from '../packet/index.ts';
import type { ContentSink, Secret, Unit } from '../session/index.ts';
import { Fragments } from '../stream/fragments.ts';
import { ArpTable } from './arp-table.ts';
import { Causes } from './causes.ts';
import { type ConnState, connStates } from './conn-state.ts';
import { Connections, STAGE } from './connections.ts';
import { learnDatagrams } from './datagrams.ts';
import { Dialogues } from './dialogues.ts';
import { DnsQuestions } from './dns-questions.ts';
import { Echoes } from './echoes.ts';
import { Exchanges } from './exchanges.ts';
import { type JudgedSegment, readHeader } from './judged-segment.ts';
import { isSegment } from './layers.ts';
import type { Links } from './links.ts';
import { TcpStates } from './tcp-states.ts';
import { TcpVerdicts } from './tcp-verdicts.ts';

/** Layers only; connections too; what is spoken on them, by name; or what is said. */
export type Depth = 'layers' | 'connections' | 'names' | 'dialogues';

export interface AnalyzerOptions {
  /** `-d`: what a number of a table leads to. */
  decodeAs?: ReadonlyMap<Table, ReadonlyMap<number, Protocol>>;
  /** TCP port → dialogue, before the table of well-known ports. */
  dialogueAs?: ReadonlyMap<number, string>;
  /** Look for the known dialogues on other ports too. */
  probe?: boolean;
  /** How deep to go. Default: all. */
  depth?: Depth;
  /** Tell what is said in dialogues, unit by unit: needed for lines. */
  units?: boolean;
  /** Mark the fields in it, too, of all dialogues or of those with these names: needed for fields, trees and transcripts. */
  marks?: boolean | ReadonlySet<string>;
  /** Judge TCP segments (`tcp.analysis.*`), and follow the states of their ends. */
  verdicts?: boolean;
  /** Character set of NetBIOS names and of old SMB texts, which packets do not tell. */
  oemCodepage?: string;
  /** Passwords to check the answers to challenges with (APOP, CRAM-MD5). */
  secrets?: readonly Secret[];
  /** Where the bytes of mails and objects go. */
  contents?: ContentSink;
  /** Filled by this pass with what a question cannot know before its answer has come. */
  learn?: Links;
  /** What an earlier pass over the same capture has filled. */
  known?: Links;
}

/** Told of each packet, while everything about it can be asked of the analyzer. */
export type PacketListener = (a: Analyzer) => void;

/** As much of a TCP header as is needed to look its connection up: ports, numbers, flags and window. */
const TCP_KNOWN = 16;
const TCP_HEADER = 20;

/** No flow: the layer is not TCP or UDP, or too little of it is there. */
const NONE = -1;

/**
 * One pass over a capture: every packet is walked, its connection followed, its stream read. The analyzer itself is the view of the
 * packet at hand; nothing of it may be kept beyond the listener's call.
 */
export class Analyzer implements PacketSink {
  readonly walk: Walk;
  readonly connections: Connections;
  readonly exchanges = new Exchanges();
  readonly fragments = new Fragments();
  readonly dialogues: Dialogues;
  /** Only where segments are judged. */
  readonly verdicts: TcpVerdicts | undefined;
  readonly states: TcpStates | undefined;
  readonly echoes = new Echoes();
  readonly dnsQuestions = new DnsQuestions();
  readonly causes = new Causes();
  readonly arpTable = new ArpTable();
  readonly learn: Links | undefined;
  readonly known: Links | undefined;

  /** Told of each segment that was judged, `length` bytes of payload on the wire, when all is known of it; and of each connection before it is forgotten. */
  onSegment: ((length: number) => void) | undefined;
  onRetire: ((slot: number) => void) | undefined;

  // ---- the packet at hand ----
  /** Its number in the capture, from 1. */
  number = 0;
  /** Its bytes are `from`..`to` of `bytes`. */
  bytes: Uint8Array = new Uint8Array(0);
  from = 0;
  to = 0;
  wireLength = 0;
  /** Does the capture say when it was captured? If not, the time of the packet before is taken for it. */
  hasTime = true;
  /** When it was captured, since 1970 UTC; of the first packet, and of the one before this. */
  seconds = 0;
  nanos = 0;
  firstSeconds = 0;
  firstNanos = 0;
  previousSeconds = 0;
  previousNanos = 0;
  /** The time of the packet that was shown last: `shown` tells. NaN: none has been. */
  shownSeconds = NaN;
  shownNanos = 0;
  linkType = 0;
  interface: CaptureInterface | undefined = undefined;
  notes: PacketNotes | undefined = undefined;
  /** Slots of the flows of its TCP and UDP layers, by layer; NONE elsewhere. */
  readonly slots = new Int32Array(MAX_LAYERS);
  /** Which side of its flow sent it, by layer. */
  readonly sides = new Uint8Array(MAX_LAYERS);
  /** The TCP layer whose verdicts are known; -1: none. */
  judgedLayer = -1;
  /** The segment that was judged last. */
  readonly judged: JudgedSegment = { packet: 0, seconds: 0, nanos: 0, seq: 0, ack: 0, flags: 0, window: 0, length: 0, selective: 0, peerScale: 0, reused: false };
  /** The TCP layer that is being followed. */
  tcpLayer = 0;
  /** What dialogues finished with it. */
  readonly units: Unit[] = [];

  #isClockSet = false;
  readonly #listener: PacketListener;
  readonly #depth: Depth;
  /** Are packets remembered, so that an ICMP error finds the one it is about? Only where somebody looks at fields. */
  readonly #remembers: boolean;

  constructor(listener: PacketListener, options: AnalyzerOptions = {}) {
    this.#listener = listener;
    this.#depth = options.depth ?? 'dialogues';
    this.#remembers = options.marks === true;
    this.learn = options.learn;
    this.known = options.known;
    this.walk = new Walk({ fragments: this.fragments, decodeAs: options.decodeAs, oemCodepage: options.oemCodepage });
    this.dialogues = new Dialogues(this, options);
    this.verdicts = options.verdicts === true ? new TcpVerdicts() : undefined;
    this.states = options.verdicts === true ? new TcpStates() : undefined;
    this.connections = new Connections(this.dialogues);
    this.connections.onRetire = (slot) => this.#retire(slot);
  }

  /** HOT: must not allocate but for new flows and finished units. */
  packet(bytes: Uint8Array, from: number, to: number, wireLength: number, seconds: number, nanos: number, link: number, iface: CaptureInterface | undefined, notes?: PacketNotes): void {
    this.number++;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.wireLength = wireLength;
    this.#clock(seconds, nanos);
    this.linkType = link;
    this.interface = iface;
    this.notes = notes;
    if (this.units.length > 0) this.units.length = 0;
    this.judgedLayer = -1;
    const w = this.walk;
    w.seconds = this.seconds;
    w.nanos = this.nanos;
    w.fcsSize = fcsSize(iface, notes);
    w.run(bytes, from, to, wireLength, this.number, linkType.get(link) ?? data);
    if (this.#depth !== 'layers') this.#follow();
    if (this.learn !== undefined && w.sources.length > 0) learnDatagrams(this);
    this.#listener(this);
  }

  /** So many packets of the capture are not analysed: they keep their numbers. */
  skip(count: number): void {
    this.number += count;
  }

  /** The capture ends. */
  end(): void {
    this.units.length = 0;
    this.connections.end();
  }

  /** Follow the flows of the packet's TCP and UDP layers, pair questions with answers, and find out what errors are about. */
  #follow(): void {
    const w = this.walk;
    const depth = w.depth;
    for (let layer = 0; layer < depth; layer++) {
      const p = w.protocol(layer);
      if (p === tcp) this.#segment(layer);
      else if (p === udp || p === udplite) this.#datagram(layer);
      else if (p === icmp || p === icmpv6) this.#control(layer);
      else if (p === dns || p === llmnr) this.dnsQuestions.follow(this, layer);
      else if (p === arp) this.arpTable.follow(this, layer);
      else if (this.#remembers && (p === ipv4Protocol || p === ipv6) && !w.isQuoted(layer)) this.causes.remember(this, layer);
    }
  }

  #control(layer: number): void {
    const w = this.walk;
    this.echoes.follow(this, layer);
    this.causes.found[layer] = 0;
    if (layer + 1 < w.depth && w.isQuoted(layer + 1) && !w.isQuoted(layer)) this.causes.find(this, layer);
  }

  #segment(layer: number): void {
    const w = this.walk;
    this.slots[layer] = NONE;
    const ip = this.networkLayer(layer);
    if (ip < 0) return;
    const source = w.sourceOf(layer);
    const b = this.sourceBytes(source);
    const at = w.startOf(layer);
    const body = w.bodyOf(layer);
    const quoted = w.isQuoted(layer);
    if (body - at < TCP_KNOWN) return;
    const version4 = w.protocol(ip) === ipv4Protocol;
    const addressAt = w.startOf(ip) + (version4 ? 12 : 8);
    const c = this.connections;
    const routed = routedEnds(this, ip, layer);
    if (routed !== undefined) c.segment(withAddresses(routed, 0, routed.length, b, at), 0, version4 ? 4 : 16, routed.length, this.seconds, this.nanos, quoted);
    else if (w.sourceOf(ip) === source) c.segment(b, addressAt, version4 ? 4 : 16, at, this.seconds, this.nanos, quoted);
    else c.segment(withAddresses(this.sourceBytes(w.sourceOf(ip)), addressAt, version4 ? 8 : 32, b, at), 0, version4 ? 4 : 16, version4 ? 8 : 32, this.seconds, this.nanos, quoted);
    this.slots[layer] = c.slot;
    this.sides[layer] = c.side;
    if (c.isNew) this.#opened();
    if (!isSegment(this, layer)) return;
    this.tcpLayer = layer;
    const header = tcpFields.hdr_len.read(b, at);
    const length = w.wireEndOf(layer) - at - header;
    c.header(b, at, body, length);
    if (header < TCP_HEADER) return;
    if (this.verdicts !== undefined) this.#judge(this.verdicts, layer, b, at, body, length);
    if (this.#depth === 'dialogues' || this.#depth === 'names') this.dialogues.segment(b, at, body, w.endOf(layer), length, source === 0);
    if (this.verdicts !== undefined) this.onSegment?.(length);
  }

  /** A connection is over or given up. */
  #retire(slot: number): void {
    this.dialogues.retire(slot);
    this.onRetire?.(slot);
    if (this.learn === undefined) return;
    const number = this.connections.flows.number(slot);
    this.learn.add(tcpFields.completeness, number, this.connections.columns.at.completeness[slot]!);
    if (this.states !== undefined) this.learn.add(tcpFields.conn_state, number, 1 + connStates.indexOf(this.connState(slot)));
  }

  /** How the connection in a slot went so far, in Zeek's terms; only where segments are judged. */
  connState(slot: number): ConnState {
    const c = this.connections;
    return this.states!.connState(slot, 1 - c.serverSide(slot), (c.columns.at.completeness[slot]! & STAGE.data) !== 0);
  }

  /** A connection was opened, if only by the quotation of an error. */
  #opened(): void {
    this.verdicts?.open(this.connections.slot);
    this.states?.open(this.connections.slot);
    this.connections.sweep(this.seconds);
  }

  #judge(verdicts: TcpVerdicts, layer: number, b: Uint8Array, at: number, body: number, length: number): void {
    const c = this.connections;
    const s = this.judged;
    s.packet = this.number;
    s.seconds = this.seconds;
    s.nanos = this.nanos;
    s.length = length;
    readHeader(b, at, body, s);
    s.peerScale = c.sides.at.scale[c.slot * 2 + 1 - c.side]!;
    s.reused = c.isReuse;
    verdicts.judge(c.slot, c.side, s);
    this.states?.follow(c.slot, c.side, s);
    this.judgedLayer = layer;
  }

  #datagram(layer: number): void {
    const w = this.walk;
    this.slots[layer] = NONE;
    const ip = this.networkLayer(layer);
    if (ip < 0 || (w.failed && layer === w.depth - 1)) return;
    const b = this.sourceBytes(w.sourceOf(ip));
    const at = w.startOf(layer);
    const header = this.sourceBytes(w.sourceOf(layer));
    const version4 = w.protocol(ip) === ipv4Protocol;
    const addressAt = w.startOf(ip) + (version4 ? 12 : 8);
    const sourcePort = (header[at]! << 8) | header[at + 1]!;
    const destinationPort = (header[at + 2]! << 8) | header[at + 3]!;
    const e = this.exchanges;
    const routed = routedEnds(this, ip, layer);
    this.slots[layer] = e.datagram(routed ?? b, routed === undefined ? addressAt : 0, version4 ? 4 : 16, sourcePort, destinationPort, this.seconds, this.nanos);
    this.sides[layer] = e.flows.side;
  }

  /** The IP layer that a layer stands in, or -1. */
  networkLayer(layer: number): number {
    for (let i = layer - 1; i >= 0; i--) {
      const p = this.walk.protocol(i);
      if (p === ipv4Protocol || p === ipv6) return i;
    }
    return NONE;
  }

  /** The packet at hand passed the filter: the time to the next that does is counted from it. */
  shown(): void {
    this.shownSeconds = this.seconds;
    this.shownNanos = this.nanos;
  }

  sourceBytes(source: number): Uint8Array {
    return source === 0 ? this.bytes : this.walk.sources[source - 1]!.bytes;
  }

  #clock(seconds: number, nanos: number): void {
    this.hasTime = seconds === seconds;
    this.previousSeconds = this.seconds;
    this.previousNanos = this.nanos;
    if (!this.hasTime) return;
    this.seconds = seconds;
    this.nanos = nanos;
    if (this.#isClockSet) return;
    this.#isClockSet = true;
    this.firstSeconds = this.previousSeconds = seconds;
    this.firstNanos = this.previousNanos = nanos;
  }
}

/** Bytes of frame check sequence: the packet's own notes say it (bits 5 to 8 of its flags, draft-ietf-opsawg-pcapng §4.3.1), or its interface. */
function fcsSize(iface: CaptureInterface | undefined, notes: PacketNotes | undefined): number {
  const own = notes === undefined || notes.flags === undefined ? 0 : (notes.flags >>> 5) & 15;
  return own === 0 && iface !== undefined ? iface.fcsSize : own;
}

/** Addresses and TCP header side by side, where a datagram was put together from fragments, or is on its way to others first. Rare, and therefore copied. */
function withAddresses(ip: Uint8Array, addressAt: number, size: number, b: Uint8Array, at: number): Uint8Array {
  const joined = new Uint8Array(size + 20);
  joined.set(ip.subarray(addressAt, addressAt + size));
  joined.set(b.subarray(at, at + 20), size);
  return joined;
}
