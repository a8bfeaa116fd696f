import type { Field, Value } from '../base/field.ts';
import { scriptText, valueAt } from '../base/value.ts';
import { dnsPairFields } from '../message/dns-fields.ts';
import { columnFields, encapsulationOf, frameFields, icmpFields, icmpv6Fields, ipv4Fields, ipv6Fields, tcpFields, udpFields } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';
import { deriveArp } from './arp-derived.ts';
import { SCALE_NONE, SCALE_UNKNOWN } from './connections.ts';
import { deriveDatagrams } from './datagrams.ts';
import { expectsAnswer } from './echoes.ts';
import { isSegment, protocolNames, topProtocol } from './layers.ts';
import { deriveConnection, deriveVerdicts } from './tcp-derived.ts';

/** Works out a field that the bytes of its layer do not hold, for the packet at hand: one value or several. Undefined: the packet has none. */
export type Derive = (a: Analyzer, layer: number) => Value | readonly Value[] | undefined;
/** Registers how a field is worked out, and perhaps what is told under it in the tree. */
export type Register = (field: Field, how: Derive, under?: Derivation['under']) => void;

/** Did a derivation find several values? */
export function isSeveral(value: NonNullable<ReturnType<Derive>>): value is readonly Value[] {
  return Array.isArray(value);
}

/** A field that is worked out; in the tree, `under` is told under it. */
export interface Derivation {
  readonly field: Field;
  readonly how: Derive;
  readonly under: { readonly field: Field; readonly how: Derive } | undefined;
}

/** What is worked out from connections, clocks and the capture itself, by field id; fields that are told under others. */
const derivations = new Map<number, Derivation>();
const toldUnder = new Set<Field>();
/** What repeats other fields, for filters and scripts; the tree does without. */
const untold = new Set<Field>();

export function derivationOf(field: Field): Derive | undefined {
  return derivations.get(field.id)?.how;
}

const derive: Register = (field, how, under) => {
  derivations.set(field.id, { field, how, under });
  if (under !== undefined) toldUnder.add(under.field);
};

// ---- frame ----

const ofTimed = (how: Derive): Derive => (a, layer) => (a.hasTime ? how(a, layer) : undefined);

derive(frameFields.section_number, (a) => a.interface?.section?.number);
derive(frameFields.interface_id, (a) => a.interface?.id);
derive(frameFields.interface_name, (a) => (a.interface?.id === undefined ? undefined : (a.interface.name ?? a.interface.description ?? 'unknown')));
derive(frameFields.interface_description, (a) => a.interface?.description);
derive(frameFields.packet_flags, (a) => a.notes?.flags);
derive(frameFields.packet_flags_direction, (a) => (a.notes?.flags === undefined ? undefined : a.notes.flags & 3));
derive(frameFields.link_type, (a) => a.linkType);
derive(frameFields.encap_type, (a) => encapsulationOf(a.linkType));
derive(frameFields.time, ofTimed(epoch));
derive(frameFields.time_epoch, ofTimed(epoch));
derive(frameFields.time_delta, ofTimed((a) => elapsed(a.seconds, a.nanos, a.previousSeconds, a.previousNanos)));
untold.add(frameFields.time_delta_displayed);
derive(frameFields.time_delta_displayed, ofTimed((a) => elapsed(a.seconds, a.nanos, a.shownSeconds, a.shownNanos) || 0));
derive(frameFields.time_relative, ofTimed((a) => elapsed(a.seconds, a.nanos, a.firstSeconds, a.firstNanos)));
derive(frameFields.number, (a) => a.number);
derive(frameFields.len, (a) => a.wireLength);
derive(frameFields.cap_len, (a) => a.to - a.from);
derive(frameFields.drop_count, (a) => a.notes?.drops);
derive(frameFields.protocols, (a) => protocolNames(a).join(':'));
derive(frameFields.comment, (a) => a.notes?.comments);
derive(columnFields['col.protocol'], (a) => topProtocol(a).short);

// ---- TCP ----

/** Where the sequence number ends; an ICMP error need not quote more. */
const SEQUENCE_END = 8;

const isFollowed = (a: Analyzer, layer: number): boolean => a.slots[layer]! >= 0;
/** A number that counts from the connection's beginning, or measures the segment. */
const isTraffic = (a: Analyzer, layer: number): boolean => isFollowed(a, layer) && isSegment(a, layer);
const ofTraffic = (how: Derive): Derive => (a, layer) => (isTraffic(a, layer) ? how(a, layer) : undefined);
/** A number of the connection that the layer belongs to; nothing where it belongs to none. */
const ofConnection = (how: Derive): Derive => (a, layer) => (isFollowed(a, layer) ? how(a, layer) : undefined);

const mySide = (a: Analyzer, layer: number): number => a.slots[layer]! * 2 + a.sides[layer]!;
const otherSide = (a: Analyzer, layer: number): number => a.slots[layer]! * 2 + 1 - a.sides[layer]!;
const segmentLength = (a: Analyzer, layer: number): number => a.walk.wireEndOf(layer) - a.walk.startOf(layer) - headerLength(a, layer);

function headerLength(a: Analyzer, layer: number): number {
  return tcpFields.hdr_len.read(a.sourceBytes(a.walk.sourceOf(layer)), a.walk.startOf(layer));
}
function rawSequence(a: Analyzer, layer: number): number {
  return tcpFields.seq_raw.read(a.sourceBytes(a.walk.sourceOf(layer)), a.walk.startOf(layer));
}
function rawAcknowledgment(a: Analyzer, layer: number): number {
  return tcpFields.ack_raw.read(a.sourceBytes(a.walk.sourceOf(layer)), a.walk.startOf(layer));
}
function flagsOf(a: Analyzer, layer: number): number {
  return tcpFields.flags.read(a.sourceBytes(a.walk.sourceOf(layer)), a.walk.startOf(layer));
}
const relativeSequence = (a: Analyzer, layer: number): number => (rawSequence(a, layer) - a.connections.sides.at.base[mySide(a, layer)]!) >>> 0;

const SYN = 0x02;
const FIN = 0x01;
const ACK = 0x10;

derive(tcpFields.stream, ofConnection((a, layer) => a.connections.flows.number(a.slots[layer]!)));
derive(tcpFields.len, ofTraffic(segmentLength));
derive(tcpFields.seq, (a, layer) => {
  if (isTraffic(a, layer)) return relativeSequence(a, layer);
  return a.walk.bodyOf(layer) - a.walk.startOf(layer) >= SEQUENCE_END ? rawSequence(a, layer) : undefined;
});
derive(tcpFields.nxtseq, ofTraffic((a, layer) => {
  const control = (flagsOf(a, layer) & (SYN | FIN)) !== 0 ? 1 : 0;
  return (relativeSequence(a, layer) + segmentLength(a, layer) + control) >>> 0;
}));
derive(tcpFields.ack, ofConnection((a, layer) => {
  const raw = rawAcknowledgment(a, layer);
  return (flagsOf(a, layer) & ACK) === 0 || !isTraffic(a, layer) ? raw : (raw - a.connections.sides.at.base[otherSide(a, layer)]!) >>> 0;
}));
derive(tcpFields.window_size, ofConnection((a, layer) => {
  const window = tcpFields.window_size_value.read(a.sourceBytes(a.walk.sourceOf(layer)), a.walk.startOf(layer));
  const scale = a.connections.sides.at.scale[mySide(a, layer)]!;
  return (flagsOf(a, layer) & SYN) !== 0 || scale < 0 || !isTraffic(a, layer) ? window : (window << scale) >>> 0;
}));
derive(tcpFields.window_size_scalefactor, ofConnection((a, layer) => {
  if ((flagsOf(a, layer) & SYN) !== 0) return undefined;
  const scale = a.connections.sides.at.scale[mySide(a, layer)]!;
  return scale === SCALE_UNKNOWN || scale === SCALE_NONE ? scale : 1 << scale;
}));
derive(tcpFields.time_relative, ofConnection((a, layer) => {
  const c = a.connections.columns.at;
  return elapsed(a.seconds, a.nanos, c.firstSeconds[a.slots[layer]!]!, c.firstNanos[a.slots[layer]!]!);
}));
derive(tcpFields.time_delta, ofConnection((a, layer) => {
  const c = a.connections.columns.at;
  return elapsed(a.seconds, a.nanos, c.previousSeconds[a.slots[layer]!]!, c.previousNanos[a.slots[layer]!]!);
}));
derive(tcpFields.payload, payload);

deriveVerdicts(derive);
deriveConnection(derive, ofConnection);

// ---- ARP ----

deriveArp(derive);

// ---- IP ----

deriveDatagrams(derive);
for (const [host, address] of [[ipv4Fields.src_host, ipv4Fields.src], [ipv4Fields.dst_host, ipv4Fields.dst], [ipv6Fields.src_host, ipv6Fields.src], [ipv6Fields.dst_host, ipv6Fields.dst]] as const) {
  untold.add(host);
  derive(host, (a, layer) => addressText(a, layer, address));
}

// ---- UDP ----

derive(udpFields.stream, ofConnection((a, layer) => a.exchanges.flows.number(a.slots[layer]!)));
/** A quoted datagram was sent before, and tells nothing of time. */
const ofDatagram = (how: Derive): Derive => ofConnection((a, layer) => (a.walk.isQuoted(layer) ? undefined : how(a, layer)));
derive(udpFields.time_relative, ofDatagram((a, layer) => {
  const c = a.exchanges.columns.at;
  return elapsed(a.seconds, a.nanos, c.firstSeconds[a.slots[layer]!]!, c.firstNanos[a.slots[layer]!]!);
}));
derive(udpFields.time_delta, ofDatagram((a, layer) => {
  const c = a.exchanges.columns.at;
  return elapsed(a.seconds, a.nanos, c.previousSeconds[a.slots[layer]!]!, c.previousNanos[a.slots[layer]!]!);
}));
derive(udpFields.payload, payload);

// ---- ICMP ----

for (const f of [icmpFields, icmpv6Fields]) {
  derive(f.resp_to, (a, layer) => a.echoes.questions[layer] || undefined);
  derive(f.resptime, (a, layer) => (a.echoes.questions[layer] === 0 ? undefined : a.echoes.milliseconds[layer]));
  derive(f.resp_in, (a, layer) => (expectsAnswer(a, layer) ? a.known?.get(f.resp_in, a.number) : undefined));
  derive(f.no_resp, (a, layer) => {
    if (a.known === undefined || a.known.isFull || !expectsAnswer(a, layer)) return undefined;
    return a.known.get(f.resp_in, a.number) === undefined ? true : undefined;
  });
  derive(f.cause, (a, layer) => a.causes.found[layer] || undefined);
}

// ---- DNS ----

derive(dnsPairFields.response_to, (a, layer) => a.dnsQuestions.asked[layer] || undefined);
derive(dnsPairFields.time, (a, layer) => (a.dnsQuestions.asked[layer] === 0 ? undefined : a.dnsQuestions.seconds[layer]));
derive(dnsPairFields.response_in, (a) => a.known?.get(dnsPairFields.response_in, a.number));
derive(dnsPairFields.retransmission, (a, layer) => (a.dnsQuestions.askedFirst[layer] !== 0 || a.dnsQuestions.answeredFirst[layer] !== 0 ? true : undefined));
derive(dnsPairFields.retransmit_request_in, (a, layer) => a.dnsQuestions.askedFirst[layer] || undefined);
derive(dnsPairFields.retransmit_response_in, (a, layer) => a.dnsQuestions.answeredFirst[layer] || undefined);

/** The address that a field of the header holds, as text. */
function addressText(a: Analyzer, layer: number, field: Field): string | undefined {
  const { walk: w } = a;
  const at = w.startOf(layer) + field.at;
  return at + field.size > w.bodyOf(layer) ? undefined : scriptText(field, valueAt(field, a.sourceBytes(w.sourceOf(layer)), at, at + field.size));
}

function payload(a: Analyzer, layer: number): Value | undefined {
  const w = a.walk;
  const from = w.bodyOf(layer);
  const to = w.endOf(layer);
  return to > from ? a.sourceBytes(w.sourceOf(layer)).subarray(from, to) : undefined;
}

/** What is worked out for the tree of a protocol with these fields, in the order of declaration. */
export function derivedFields(fields: readonly Field[]): readonly Derivation[] {
  return fields.flatMap((field) => (toldUnder.has(field) || untold.has(field) ? [] : (derivations.get(field.id) ?? [])));
}

/** Numbers of SACK edges are counted from the start of the connection, like `tcp.ack`. */
export function relativeEdge(a: Analyzer, layer: number, raw: number): number {
  return isFollowed(a, layer) ? (raw - a.connections.sides.at.base[otherSide(a, layer)]!) >>> 0 : raw;
}

/** Seconds from one time to another. Exact to the nanosecond for as long as a double is: about 100 days. */
function elapsed(seconds: number, nanos: number, fromSeconds: number, fromNanos: number): number {
  return seconds - fromSeconds + (nanos - fromNanos) / 1e9;
}

/** Seconds since 1970 with nine decimals: too long for a number. */
function epoch(a: Analyzer): Value {
  // Before 1970 the whole seconds are rounded down, and the nanoseconds count up from there.
  if (a.seconds < 0 && a.nanos > 0) return `-${-a.seconds - 1}.${String(1_000_000_000 - a.nanos).padStart(9, '0')}`;
  return `${a.seconds}.${String(a.nanos).padStart(9, '0')}`;
}
