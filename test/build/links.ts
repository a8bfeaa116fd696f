import { ascii, concat, hex, u16 } from './bytes.ts';
import { ethernet, ipv4, udp } from './packet.ts';
import type { Seed } from './seeds.ts';
import { frame, snap } from './wlan.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
/** Header, and the datagram in it. */
const carrying = (linkType: number, header: string): Seed => ({ linkType, bytes: concat(hex(header), datagram) });
/** A frame of IEEE 802.3 with LLC. */
const inLlc = (content: Uint8Array): Seed => ({ linkType: 1, bytes: ethernet({ type: content.length }, content) });

/** A sound packet of every kind of link layer. */
export const linkSeeds: readonly Seed[] = [
  { linkType: 1, bytes: ethernet({ type: 0x88a8 }, concat(hex('0064 8100 0065 0800'), datagram)) },
  { linkType: 1, bytes: ethernet({ type: 0x88e7 }, concat(hex('b0 123456 000c29770002 001b2177000a 0800'), datagram)) },
  { linkType: 1, bytes: ethernet({ type: 0x8863 }, hex('11 07 0000 0013 0101 0000 0103 0002 abcd 0102 0003 616331 00 00')) },
  { linkType: 1, bytes: ethernet({ type: 0x8864 }, concat(hex('11 00 0009'), u16(2 + datagram.length), hex('0021'), datagram)) },
  { linkType: 1, bytes: ethernet({ type: 0x88cc }, hex('0207 04001b2177000a 0405 0565746830 0602 0078 0e04 00140004 100c 05010a4d0002020000000100 fe05 00120f0103 0000')) },
  inLlc(concat(hex('aaaa03 000000 0800'), datagram)),
  inLlc(hex('aaaa03 00000c 2000 02b4 0000 0001 0006 7232 0004 0008 00000001')),
  inLlc(hex('424203 0000 02 02 7c 8064 001b2177000a 00000013 9001 001b2177000b 8005 0100 1400 0200 0f00 00')),
  inLlc(concat(hex('f0f003 2c00 ffef 0a 00 0301 0000 0300'), ascii('SERVER          STUDENT         '))),
  inLlc(hex('f0f0 0204 0e00 ffef 16 0c 0100 0700 0800 1503 ff534d42')),
  inLlc(hex('e0e003 ffff 001e 00 04 00000001 ffffffffffff 0452 00000002 001b2177000a 4003')),
  carrying(0, '02000000'), carrying(101, ''), carrying(8, '0140 0000000000000000000000000000'), carrying(9, 'ff03 0021'), carrying(204, '01 ff03 21'), carrying(104, '0f00 0800'),
  { linkType: 9, bytes: hex('c021 01 07 0019 0104 05d4 0206 000a0000 0305 c223 05 0506 12345678') },
  { linkType: 9, bytes: hex('8021 03 07 0010 0306 0a4d0002 8106 0a4d0003') },
  { linkType: 9, bytes: hex('c023 01 07 0011 04 616e6e61 07 5061726f6c2d31') },
  { linkType: 104, bytes: hex('8f00 8035 00000002 00000005 00000004 ffff 0001e240') },
  carrying(107, '1840 02 05 0300 80 000000 0800'), carrying(113, '0000 0001 0006 001b2177000a0000 0800'), carrying(276, '0800 0000 00000003 0001 00 06 001b2177000a0000'),
  carrying(239, '02 00 0005 0800 0100 0800 01 00 2200 0900'),
  { linkType: 105, bytes: frame(0x8802, hex('0000'), snap(0x0800, datagram)) },
  { linkType: 105, bytes: frame(0x8802, hex('8000 001b21770001 001b21770002 0026'), snap(0x0800, datagram), hex('001b21770001 001b21770002 0001 00')) },
  { linkType: 105, bytes: frame(0x8000, hex('0102030405060708 6400 1104 0003 6c6162 0102 8284 030106 dd07 0050f202000100')) },
  { linkType: 127, bytes: concat(hex('0000 2400 6f480400 0807060504030201 02 0b 6c09 a000 b6 a3 01 00 0100 00000000 0102030405060708'), frame(0x0801, snap(0x0800, datagram))) },
  { linkType: 119, bytes: concat(hex('44000000 24000000'), ascii('wlan0'), new Uint8Array(11), hex('44000300 0000 0400 06000000'), frame(0x0801, snap(0x0800, datagram))) },
  { linkType: 192, bytes: concat(hex('0000 2000 69000000 0200 1400 0807060504030201 0000 0b00 6c09 a000 00 00 b6 a3'), frame(0x0801, snap(0x0800, datagram))) },
  { linkType: 178, bytes: concat(hex('4d4743 80 0005 03 01 01 04 00'), ethernet({}, datagram)) },
];
