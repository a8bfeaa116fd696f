import type { Analyzer } from '../../analysis/analyzer.ts';
import { ipv4Text, ipv6Text, macText } from '../../base/value.ts';
import type { CaptureNote, CaptureSketch } from './fingerprint.ts';
import { Hash53 } from './hash.ts';

/** Packets of a capture that are sketched, and hosts and openings that are told apart. */
export const MAX_SKETCHED = 50_000;
const MAX_HOSTS = 4096;
const MAX_OPENINGS = 10_000;

const MILLISECOND = 1_000_000;
const SYN = 0x02;
const ACK = 0x10;
const NONE = -1;

interface Host {
  readonly name: string;
  hardware: string;
  opened: number;
}

/** Takes down, packet by packet, what is needed to compare a capture with others. */
export class Sketcher {
  readonly #name: string;
  readonly #hashes: number[] = [];
  readonly #times: number[] = [];
  readonly #sources: number[] = [];
  readonly #destinations: number[] = [];
  readonly #groups: number[] = [];
  readonly #hosts: Host[] = [];
  readonly #indexOf = new Map<string, number>();
  readonly #openings: string[] = [];
  readonly #counts = new Map<CaptureNote['kind'], { count: number; packet: number }>();
  #isCoarse = true;
  #hasTcp = false;
  #hasHandshake = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** Take down the packet at hand. */
  packet(a: Analyzer): void {
    this.#note(a);
    if (this.#hashes.length === MAX_SKETCHED) return;
    const hash = new Hash53();
    hash.bytes(a.bytes, a.from, a.to);
    this.#hashes.push(hash.value);
    this.#times.push(a.hasTime ? a.seconds * 1e6 + Math.round(a.nanos / 1000) : NaN);
    if (a.nanos % MILLISECOND !== 0) this.#isCoarse = false;
    this.#ends(a);
  }

  /** A connection was opened by all three segments. */
  handshake(): void {
    this.#hasHandshake = true;
  }

  /** IP header checksums are worked out by the tree alone: who has one says which packets have wrong ones. */
  wrongChecksum(packet: number): void {
    this.#count('ip-checksum', packet);
  }

  sketch(): CaptureSketch {
    const host = this.#mainHost();
    return {
      name: this.#name, hashes: Float64Array.from(this.#hashes), times: Float64Array.from(this.#times), sources: Int32Array.from(this.#sources),
      destinations: Int32Array.from(this.#destinations), isGroup: Uint8Array.from(this.#groups), hosts: this.#hosts.map((h) => h.name), host,
      isCoarse: this.#isCoarse, openings: this.#openings, hardware: this.#hosts[host]?.hardware ?? '',
    };
  }

  notes(): CaptureNote[] {
    if (this.#hasTcp && !this.#hasHandshake) this.#count('no-handshake', 0);
    return [...this.#counts].map(([kind, { count, packet }]) => ({ kind, capture: this.#name, count, packet }));
  }

  #note(a: Analyzer): void {
    if (a.hasTime && (a.seconds < a.previousSeconds || (a.seconds === a.previousSeconds && a.nanos < a.previousNanos))) this.#count('backwards', a.number);
    if (a.to - a.from < a.wireLength) this.#count('cut', a.number);
  }

  #count(kind: CaptureNote['kind'], packet: number): void {
    const counted = this.#counts.get(kind);
    if (counted === undefined) this.#counts.set(kind, { count: 1, packet });
    else counted.count++;
  }

  #ends(a: Analyzer): void {
    const w = a.walk;
    const isEthernet = w.depth > 0 && w.protocol(0).name === 'eth' && a.to - a.from >= 14;
    const hardware = (at: number): string => (isEthernet ? macText(a.bytes.subarray(a.from + at, a.from + at + 6)) : '');
    const ip = this.#networkLayer(a);
    const [from, to] = ip === NONE ? [hardware(6), hardware(0)] : addresses(a, ip);
    const source = this.#host(from, hardware(6));
    this.#sources.push(source);
    this.#destinations.push(this.#host(to, hardware(0)));
    this.#groups.push(isEthernet && (a.bytes[a.from]! & 1) === 1 ? 1 : 0);
    if (ip !== NONE) this.#opening(a, ip, source);
  }

  /** The outermost IP layer. */
  #networkLayer(a: Analyzer): number {
    for (let layer = 0; layer < a.walk.depth; layer++) if (isIp(a.walk.protocol(layer).name)) return layer;
    return NONE;
  }

  #opening(a: Analyzer, ip: number, source: number): void {
    const w = a.walk;
    if (ip + 1 >= w.depth || w.protocol(ip + 1).name !== 'tcp') return;
    this.#hasTcp = true;
    const b = a.sourceBytes(w.sourceOf(ip + 1));
    const at = w.startOf(ip + 1);
    if (w.bodyOf(ip + 1) - at < 20 || (b[at + 13]! & (SYN | ACK)) !== SYN) return;
    if (source !== NONE) this.#hosts[source]!.opened++;
    const view = new DataView(b.buffer, b.byteOffset, b.byteLength);
    const id = w.protocol(ip).name === 'ip' ? view.getUint16(w.startOf(ip) + 4) : 0;
    if (this.#openings.length < MAX_OPENINGS) this.#openings.push(`${view.getUint32(at + 4)}/${id}/${view.getUint16(at)}`);
  }

  #host(name: string, hardware: string): number {
    if (name === '') return NONE;
    let index = this.#indexOf.get(name);
    if (index === undefined) {
      if (this.#hosts.length === MAX_HOSTS) return NONE;
      index = this.#hosts.push({ name, hardware, opened: 0 }) - 1;
      this.#indexOf.set(name, index);
    }
    return index;
  }

  /** The first of those that opened most connections: servers open none. */
  #mainHost(): number {
    let best = NONE;
    this.#hosts.forEach(({ opened }, i) => {
      if (opened > (this.#hosts[best]?.opened ?? 0)) best = i;
    });
    return best;
  }
}

function isIp(name: string): boolean {
  return name === 'ip' || name === 'ipv6';
}

function addresses(a: Analyzer, layer: number): [from: string, to: string] {
  const w = a.walk;
  const b = a.sourceBytes(w.sourceOf(layer));
  const at = w.startOf(layer);
  if (w.protocol(layer).name === 'ipv6') return w.bodyOf(layer) - at < 40 ? ['', ''] : [ipv6Text(b, at + 8), ipv6Text(b, at + 24)];
  if (w.bodyOf(layer) - at < 20) return ['', ''];
  const view = new DataView(b.buffer, b.byteOffset, b.byteLength);
  return [ipv4Text(view.getUint32(at + 12)), ipv4Text(view.getUint32(at + 16))];
}
