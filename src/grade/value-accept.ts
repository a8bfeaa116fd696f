import type { Rule } from './claim.ts';
import type { Fact, PacketFacts } from './facts.ts';

/** What else may be written for a field: the value of another field that says the same in another way. */
const equivalents: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  'tcp.seq_raw': { 'tcp.seq': 'relative' },
  'tcp.seq': { 'tcp.seq_raw': 'raw' },
  'tcp.ack_raw': { 'tcp.ack': 'relative' },
  'tcp.ack': { 'tcp.ack_raw': 'raw' },
  'tcp.window_size_value': { 'tcp.window_size': 'scaled' },
  'tcp.window_size': { 'tcp.window_size_value': 'unscaled' },
  'icmp.ident': { 'icmp.ident_le': 'byte-order' },
  'icmp.ident_le': { 'icmp.ident': 'byte-order' },
  'icmp.seq': { 'icmp.seq_le': 'byte-order' },
  'icmp.seq_le': { 'icmp.seq': 'byte-order' },
  'smtp.req.parameter': { 'smtp.req.path': 'text' },
  'smtp.auth.username': { 'smtp.req.parameter': 'text' },
  'pop.auth.username': { 'pop.request.parameter': 'text' },
  'pop.auth.password': { 'pop.request.parameter': 'text' },
  'http.content_length_header': { 'http.content_length': 'number' },
  'http.request.uri': { 'http.request.full_uri': 'text' },
};

/** A fact, and the rule that makes it stand for the field that was asked for. */
export interface Standing {
  readonly fact: Fact;
  readonly rule: Rule | undefined;
}

/** Everything in a packet that may be written for a field: its own values first. */
export function standingsOf(path: string, packet: Pick<PacketFacts, 'of'>): Standing[] {
  const own = packet.of(path).map((fact): Standing => ({ fact, rule: undefined }));
  if (own.length === 0) return [];
  return [...own, ...Object.entries(equivalents[path] ?? {}).flatMap(([other, rule]) => packet.of(other).map((fact): Standing => ({ fact, rule })))];
}

/** The paths that are looked at to judge a claim about `path`. */
export function pathsFor(path: string): string[] {
  return [path, ...Object.keys(equivalents[path] ?? {}), ...(beside[path] ?? [])];
}

/** Fields in whose bytes a field stands, which students take with it. */
const beside: Readonly<Record<string, readonly string[]>> = {
  'ip.flags': ['ip.frag_offset', 'ip.flags.df', 'ip.flags.mf'],
  'tcp.flags': ['tcp.hdr_len', ...['syn', 'ack', 'push', 'fin', 'reset', 'urg', 'ece', 'cwr', 'ae'].map((flag) => `tcp.flags.${flag}`)],
};

/** The numbers that are right for a field. */
export function acceptedNumbers({ fact, rule }: Standing, packet: Pick<PacketFacts, 'of'>): Map<bigint, Rule> {
  const { field, value } = fact;
  const accepted = new Map<bigint, Rule>();
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'boolean') return accepted;
  const n = BigInt(value);
  const add = (other: bigint, by: Rule): unknown => accepted.has(other) || accepted.set(other, by);
  add(n, rule ?? 'number');
  if (field.scale > 1) add(n / BigInt(field.scale), 'words');
  if (field.path === 'ip.frag_offset') add(n * 8n, 'words');
  if (field.path === 'ip.flags') {
    // The three bits as the upper ones of their byte, or of their byte and the next, with the offset in the others.
    add(n << 5n, 'flags');
    add((n << 13n) | numberIn(packet, 'ip.frag_offset'), 'flags');
  }
  // The header length stands in the same two bytes.
  if (field.path === 'tcp.flags') add(((numberIn(packet, 'tcp.hdr_len') / 4n) << 12n) | n, 'flags');
  return accepted;
}

function numberIn(packet: Pick<PacketFacts, 'of'>, path: string): bigint {
  return BigInt(Number(packet.of(path)[0]?.value ?? 0));
}
