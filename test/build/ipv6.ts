import { concat, u16, u32 } from './bytes.ts';
import { addWords, checksum } from '../../src/base/checksum.ts';
import { ethernet, fd77, ipv6, type Ipv6Options } from './packet.ts';

/** A UDP datagram with the checksum for addresses of IPv6. */
export function udp6(payload: Uint8Array, src: Uint8Array = fd77(0x10), dst: Uint8Array = fd77(2)): Uint8Array<ArrayBuffer> {
  const datagram = concat(u16(40000), u16(9), u16(8 + payload.length), u16(0), payload);
  const pseudo = concat(src, dst, u32(datagram.length), u32(17), datagram);
  datagram.set(u16(checksum(addWords(0, pseudo, 0, pseudo.length))), 6);
  return datagram;
}

/** An extension header of options or routing: next header, length, and the rest, which must fill it up to a multiple of 8 bytes. */
export function extensionHeader(next: number, rest: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(Uint8Array.of(next, (rest.length + 2) / 8 - 1), rest);
}

/** A fragment header; `offset` in bytes. */
export function fragmentHeader(next: number, offset: number, more: boolean, id: number): Uint8Array<ArrayBuffer> {
  return concat(Uint8Array.of(next, 0), u16(offset | (more ? 1 : 0)), u32(id));
}

export function ipv6Packet(o: Ipv6Options, content: Uint8Array): Uint8Array<ArrayBuffer> {
  return ethernet({ type: 0x86dd }, ipv6(o, content));
}
