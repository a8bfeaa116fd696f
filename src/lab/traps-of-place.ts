import type { Analyzer } from '../analysis/analyzer.ts';
import { Conversations } from '../analysis/conversations.ts';
import { Examples, type Finding } from './finding.ts';
import type { Streams } from './streams.ts';

/** Link layers without hardware addresses, and so without ARP. */
const bare = new Set(['raw', 'null', 'ppp', 'slip']);
/** Layers that hide what they carry, and what people call them. */
const tunnels = new Map([['esp', 'IPsec'], ['ah', 'IPsec'], ['gre', 'GRE'], ['l2tp', 'L2TP'], ['udpencap', 'IPsec']]);

/** WireGuard (its paper, §5.4): a handshake begins with type 1 and three zero bytes, and has 148 bytes; the answer has type 2 and 92. */
const WIREGUARD_SIZES = [0, 148, 92];
/** OpenVPN: its port (IANA), and the codes of its packets in the upper five bits of the first byte. */
const OPENVPN_PORT = 1194;
const OPENVPN_CODES = 11;

/** Where a capture was recorded: at one machine's port of a switch, of one direction alone, on a loopback, in or around a tunnel. */
export class PlaceTraps {
  readonly #conversations = new Conversations(['ip', 'ipv6']);
  readonly #tunnels = new Map<string, Examples>();
  readonly #bare = new Examples();

  packet(a: Analyzer): void {
    this.#conversations.packet(a);
    const w = a.walk;
    if (w.depth > 0 && bare.has(w.protocol(0).name)) this.#bare.add(a.number);
    for (let layer = 0; layer < w.depth && !w.isQuoted(layer); layer++) {
      const { name } = w.protocol(layer);
      const tunnel = tunnels.get(name) ?? (name === 'udp' ? tunnelInUdp(a, layer) : undefined);
      if (tunnel !== undefined) this.#hidden(tunnel, a.number);
    }
  }

  findings(streams: Streams): Finding[] {
    const found: Finding[] = oneWay(streams);
    for (const [tunnel, { count, packets }] of this.#tunnels) found.push({ trap: 'vpn', count, packets, args: { tunnel }, explains: 'all', isTold: false });
    const { count, packets } = this.#bare;
    if (count > 0) found.push({ trap: 'no-ethernet', count, packets, args: {}, explains: ['arp'], isTold: false });
    return [...found, ...this.#hosts()];
  }

  #hidden(tunnel: string, packet: number): void {
    const examples = this.#tunnels.get(tunnel) ?? new Examples();
    this.#tunnels.set(tunnel, examples);
    examples.add(packet);
  }

  /** Does every packet come from or go to the same machine, though there are others? */
  #hosts(): Finding[] {
    const pairs = [...this.#conversations.rows('ip'), ...this.#conversations.rows('ipv6')].filter(({ a, b }) => !isForMany(a) && !isForMany(b));
    if (pairs.length === 0) return [];
    const common = { packets: [], isTold: false, explains: 'all' } as const;
    if (pairs.every(({ a, b }) => isLoopback(a) && isLoopback(b))) return [{ ...common, trap: 'loopback', count: 1, args: {} }];
    const [{ a, b }] = pairs as [typeof pairs[number]];
    const hosts = [a, b].filter((host) => pairs.every((pair) => pair.a === host || pair.b === host));
    return hosts.length === 0 ? [] : [{ ...common, trap: 'one-host', count: 1, args: { machine: hosts.length === 2 ? [a, b].join(', ') : hosts[0]! } }];
  }
}

/** Connections of which one side is heard, though it acknowledges what the other says. */
function oneWay({ sights }: Streams): Finding[] {
  const examples = new Examples();
  for (const sight of sights.values()) if (sight.sides !== BOTH && sight.hasAck) examples.add(sight.first);
  const { count, packets } = examples;
  return count === 0 ? [] : [{ trap: 'one-way', count, packets, args: {}, explains: 'all', isTold: false }];
}

const BOTH = 3;

/** A multicast or broadcast address; the broadcast of a network is not told by its packets, but ends in 255 where students work. */
function isForMany(address: string): boolean {
  if (address.includes(':')) return address.startsWith('ff');
  const [first = 0, , , last = 0] = address.split('.').map(Number);
  return first === 0 || first >= MULTICAST || last === BROADCAST;
}

const MULTICAST = 224;
const BROADCAST = 255;

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function tunnelInUdp(a: Analyzer, layer: number): string | undefined {
  const w = a.walk;
  const b = a.sourceBytes(w.sourceOf(layer));
  const [at, body, end] = [w.startOf(layer), w.bodyOf(layer), w.endOf(layer)];
  const length = w.wireEndOf(layer) - body;
  if (end - body < 4) return undefined;
  if (WIREGUARD_SIZES.indexOf(length) === b[body] && b[body + 1] === 0 && b[body + 2] === 0 && b[body + 3] === 0) return 'WireGuard';
  const ports = [(b[at]! << 8) | b[at + 1]!, (b[at + 2]! << 8) | b[at + 3]!];
  const code = b[body]! >> 3;
  return ports.includes(OPENVPN_PORT) && code > 0 && code <= OPENVPN_CODES ? 'OpenVPN' : undefined;
}
