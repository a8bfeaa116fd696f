import { addWords, checksum } from '../../src/base/checksum.ts';
import { concat, u16, u32 } from './bytes.ts';

/** Builders of packets, innermost first: `ethernet({}, ipv4({ proto: 6 }, tcp({ … }, payload)))`. Lengths and checksums are right unless given. */

export function address(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.split('.').map(Number));
}

export function mac(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.split(':').map((part) => Number.parseInt(part, 16)));
}

export interface EthernetOptions { src?: string; dst?: string; type?: number }

export function ethernet(o: EthernetOptions, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(mac(o.dst ?? '00:0c:29:77:00:02'), mac(o.src ?? '00:1b:21:77:00:0a'), u16(o.type ?? 0x0800), payload);
}

export interface Ipv4Options {
  src?: string; dst?: string; proto?: number; ttl?: number; id?: number; tos?: number;
  /** Flags and fragment offset, as the 16 bits on the wire. */
  fragment?: number;
  options?: Uint8Array; length?: number; checksum?: number; version?: number; headerWords?: number;
}

export function ipv4(o: Ipv4Options, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const options = o.options ?? new Uint8Array(0);
  const words = o.headerWords ?? 5 + options.length / 4;
  const header = concat(
    Uint8Array.of(((o.version ?? 4) << 4) | words, o.tos ?? 0), u16(o.length ?? 20 + options.length + payload.length), u16(o.id ?? 0x3c1f), u16(o.fragment ?? 0x4000),
    Uint8Array.of(o.ttl ?? 64, o.proto ?? 6), u16(0), address(o.src ?? '10.77.0.10'), address(o.dst ?? '10.77.0.2'), options,
  );
  header.set(u16(o.checksum ?? checksum(addWords(0, header, 0, header.length))), 10);
  return concat(header, payload);
}

export interface Ipv6Options { src?: Uint8Array; dst?: Uint8Array; next?: number; hops?: number; length?: number; trafficClass?: number; flow?: number }

export const fd77 = (host: number): Uint8Array<ArrayBuffer> => concat(Uint8Array.of(0xfd, 0x77), new Uint8Array(13), Uint8Array.of(host));

export function ipv6(o: Ipv6Options, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const first = (6 << 28) | ((o.trafficClass ?? 0) << 20) | (o.flow ?? 0);
  return concat(u32(first >>> 0), u16(o.length ?? payload.length), Uint8Array.of(o.next ?? 6, o.hops ?? 64), o.src ?? fd77(0x10), o.dst ?? fd77(2), payload);
}

/** The sum over the addresses, the protocol and the length that transport checksums include. */
function pseudoSum(src: Uint8Array, dst: Uint8Array, protocol: number, length: number): number {
  return addWords(addWords(protocol + length, src, 0, src.length), dst, 0, dst.length);
}

export interface TcpOptions {
  src?: string; dst?: string; sport?: number; dport?: number; seq?: number; ack?: number; flags?: number; window?: number; urgent?: number;
  options?: Uint8Array; checksum?: number; headerWords?: number;
}

export function tcp(o: TcpOptions, payload: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const options = o.options ?? new Uint8Array(0);
  const words = o.headerWords ?? 5 + options.length / 4;
  const segment = concat(
    u16(o.sport ?? 51514), u16(o.dport ?? 80), u32(o.seq ?? 1000), u32(o.ack ?? 0), u16((words << 12) | (o.flags ?? 0x10)),
    u16(o.window ?? 64240), u16(0), u16(o.urgent ?? 0), options, payload,
  );
  const sum = pseudoSum(address(o.src ?? '10.77.0.10'), address(o.dst ?? '10.77.0.2'), 6, segment.length);
  segment.set(u16(o.checksum ?? checksum(addWords(sum, segment, 0, segment.length))), 16);
  return segment;
}

export interface UdpOptions { src?: string; dst?: string; sport?: number; dport?: number; length?: number; checksum?: number }

export function udp(o: UdpOptions, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const datagram = concat(u16(o.sport ?? 40000), u16(o.dport ?? 9), u16(o.length ?? 8 + payload.length), u16(0), payload);
  const sum = pseudoSum(address(o.src ?? '10.77.0.10'), address(o.dst ?? '10.77.0.2'), 17, datagram.length);
  datagram.set(u16(o.checksum ?? checksum(addWords(sum, datagram, 0, datagram.length))), 6);
  return datagram;
}

export interface ArpOptions { opcode?: number; src?: string; srcMac?: string; dst?: string; dstMac?: string }

/** ARP about addresses of Ethernet and IPv4. */
export function arp(o: ArpOptions): Uint8Array<ArrayBuffer> {
  return concat(
    u16(1), u16(0x0800), Uint8Array.of(6, 4), u16(o.opcode ?? 1), mac(o.srcMac ?? '00:1b:21:77:00:0a'), address(o.src ?? '10.77.0.10'),
    mac(o.dstMac ?? '00:00:00:00:00:00'), address(o.dst ?? '10.77.0.2'),
  );
}
