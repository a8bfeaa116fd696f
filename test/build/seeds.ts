import fs from 'node:fs';
import path from 'node:path';
import type { PacketSink } from '../../src/capture/packet-sink.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import { concat, hex } from './bytes.ts';
import { datagramSeeds } from './datagram-seeds.ts';
import { conversation } from './dialogue.ts';
import { linkSeeds } from './links.ts';
import { datagram, encodedName, everybody, nbdgm, nbns, owner, question, record, statusEntry } from './netbios.ts';
import { mailslot, nbss, smb, smbCommand } from './smb.ts';
import { extensionHeader, fragmentHeader } from './ipv6.ts';
import { arp, ethernet, ipv4, ipv6, tcp, udp } from './packet.ts';

/** A packet of a bundled capture, or one that was built. */
export interface Seed {
  readonly bytes: Uint8Array;
  readonly linkType: number;
}

const captures = path.resolve(import.meta.dirname, '../../captures');

/** Names of the bundled captures, without the broken ones. */
export function bundledCaptures(): string[] {
  return fs.existsSync(captures) ? fs.readdirSync(captures).filter((f) => /\.pcap(ng)?(\.(gz|zst))?$/.test(f)).sort().map((f) => path.join(captures, f)) : [];
}

/** ARP, fragments, extension headers and tunnels. */
function tunnels(): Uint8Array[] {
  const datagram = ipv4({ proto: 17 }, udp({}, hex('616263')));
  const frame = ethernet({}, datagram);
  const inUdp = (dport: number, header: string, content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport }, concat(hex(header), content))));
  const inIp = (proto: number, header: string, content: Uint8Array = hex('')): Uint8Array => ethernet({}, ipv4({ proto }, concat(hex(header), content)));
  return [
    ethernet({ type: 0x0806 }, arp({ opcode: 2 })),
    ethernet({}, ipv4({ proto: 17, fragment: 0x2000 }, hex('9c40 0009 0010 0000'))), ethernet({}, ipv4({ proto: 17, fragment: 0x0001 }, hex('6162636465666768'))),
    ethernet({ type: 0x86dd }, ipv6({ next: 0 }, concat(extensionHeader(43, hex('05 02 0000 01 00')), extensionHeader(44, concat(hex('00 01 00000000'), new Uint8Array(16))), fragmentHeader(17, 0, false, 7), hex('9c40 0009 0008 0000')))),
    ethernet({ type: 0x8847 }, concat(hex('00012040 000101ff 00000007'), frame)), ethernet({ type: 0x894f }, concat(hex('0fc3 02 03 000007 ff 0001 80 04'), frame)),
    inIp(47, '3000 0800 0000abcd 00000007', datagram), inIp(47, '1000 22eb 00000007 200a 0864 00000105 0003 801f 1122334455667788', frame), inIp(47, '3081 880b 0004 0007 00000001 00000002 c0210101'),
    inUdp(4789, '0800 0000 00d431 00', frame), inUdp(6081, '03 c0 6558 00d431 00 0108 80 01 01020304 0108 02 00', frame), inUdp(2152, '34 ff 0027 00000001 0000 00 c0 01 0904 00', datagram),
    inUdp(3544, '0001 00 00 0102030405060708 00 0000 d1a1 f5b2fff5', ipv6({ next: 59 }, hex(''))), inUdp(1701, 'c802 0014 0007 0000 0001 0002 8008 0000 0000 0001', hex('')),
    inIp(97, '3000', frame), inIp(51, '11 04 0000 00000100 00000005 000102030405060708090a0b', udp({}, hex('61'))), inIp(2, '22 00 0000 0000 0001 03 01 0001 e1020305 0a4d000a deadbeef'),
    inIp(132, '8044 0050 00000000 30baef54 00 03 0013 00000001 0000 0000 00000000 616263 00'), inIp(33, 'cdbb 1389 05 00 a766 01 00 0007b8bb9240 00000007'),
  ];
}

/** Packets to begin from: of the bundled captures, and built ones of rare kinds. At most `perCapture` of each capture, spread over it. */
export function seedPackets(perCapture: number): Seed[] {
  const seeds: Seed[] = [
    ...conversation([{ S: '220 a ESMTP\r\n' }, { C: 'EHLO b\r\n' }, { S: '250 a\r\n' }]).map((bytes) => ({ bytes, linkType: 1 })),
    { bytes: ethernet({}, ipv4({ proto: 6, options: hex('94 04 00 00') }, tcp({ options: hex('02 04 05b4 01 03 03 07') }))), linkType: 1 },
    { bytes: ethernet({ type: 0x86dd }, ipv6({ next: 17 }, udp({ dport: 53 }, hex('0001 0100 0001 0000 0000 0000 03 777777 03 6c6162 00 0001 0001')))), linkType: 1 },
    ...linkSeeds,
    ...datagramSeeds.map((bytes) => ({ bytes, linkType: 1 })),
  ];
  const registration = nbns({ flags: 0x2910, queries: [question(encodedName('LABSRV', 0x20))], additional: [record(Uint8Array.of(0xc0, 12), 32, 60, owner(0x6000, 10, 77, 0, 10))] });
  const status = nbns({ flags: 0x8400, answers: [record(everybody, 33, 0, concat(Uint8Array.of(1), statusEntry('LABSRV', 0, 0x0400), new Uint8Array(46)))] });
  const election = mailslot('\\MAILSLOT\\BROWSE', hex('08 01 8d0f0120 88130000 00000000 504331 00'));
  const logon = smb({ command: 0x73 }, smbCommand(hex('75 00 4400 0411 0200 0100 09000000 0000 00000000'), hex('616e6e6100 4c414200 444f5300')), smbCommand(hex('ff 00 0000 0000 0100'), hex('00 5c5c6100 413a00')));
  for (const bytes of [datagram(137, registration), datagram(137, status), datagram(138, nbdgm({}, election)), ...conversation([{ C: nbss(0, logon) }], { port: 445, handshake: false, close: false })]) seeds.push({ bytes, linkType: 1 });
  seeds.push(...tunnels().map((bytes) => ({ bytes, linkType: 1 })));
  for (const file of bundledCaptures()) {
    const packets: Seed[] = [];
    const sink: PacketSink = { packet: (b, from, to, _wire, _seconds, _nanos, linkType) => packets.push({ bytes: new Uint8Array(b.subarray(from, to)), linkType }) };
    readCapture(file, sink);
    const step = Math.max(1, Math.floor(packets.length / perCapture));
    for (let i = 0; i < packets.length; i += step) seeds.push(packets[i]!);
  }
  return seeds;
}
