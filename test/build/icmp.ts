import { addWords, checksum } from '../../src/base/checksum.ts';
import { concat, u16, u32 } from './bytes.ts';
import { ethernet, fd77, ipv4, type Ipv4Options, ipv6, type Ipv6Options } from './packet.ts';

/** A message of ICMP with the right checksum: `rest` is what follows it. */
export function icmp(type: number, code: number, rest: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = concat(Uint8Array.of(type, code), u16(0), rest);
  message.set(u16(checksum(addWords(0, message, 0, message.length))), 2);
  return message;
}

/** The same as a packet. */
export function icmpPacket(type: number, code: number, rest: Uint8Array, ip: Ipv4Options = {}): Uint8Array<ArrayBuffer> {
  return ethernet({}, ipv4({ proto: 1, ...ip }, icmp(type, code, rest)));
}

/** An echo question or answer. */
export function ping(type: 0 | 8, id: number, seq: number, data: Uint8Array, ip: Ipv4Options = {}): Uint8Array<ArrayBuffer> {
  return icmpPacket(type, 0, concat(u16(id), u16(seq), data), ip);
}

/** The extension structure of RFC 4884 around objects, with the right checksum. */
export function extension(...objects: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = concat(Uint8Array.of(0x20, 0), u16(0), ...objects);
  whole.set(u16(checksum(addWords(0, whole, 0, whole.length))), 2);
  return whole;
}

export function extensionObject(kind: number, type: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(u16(4 + content.length), Uint8Array.of(kind, type), content);
}

/** Zeros up to a length. */
export function padded(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  return concat(bytes, new Uint8Array(length - bytes.length));
}

/** A message of ICMPv6 with the right checksum, as a packet. */
export function icmpv6Packet(type: number, code: number, rest: Uint8Array, ip: Ipv6Options = {}): Uint8Array<ArrayBuffer> {
  const src = ip.src ?? fd77(0x10);
  const dst = ip.dst ?? fd77(2);
  const message = concat(Uint8Array.of(type, code), u16(0), rest);
  const pseudo = concat(src, dst, u32(message.length), u32(58), message);
  message.set(u16(checksum(addWords(0, pseudo, 0, pseudo.length))), 2);
  return ethernet({ type: 0x86dd }, ipv6({ next: 58, hops: 255, ...ip, src, dst }, message));
}
