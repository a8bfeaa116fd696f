import fs from 'node:fs';
import path from 'node:path';
import type { PacketSink } from '../../src/capture/packet-sink.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import { ascii, concat, hex, u16 } from './bytes.ts';
import { datagram } from './datagram.ts';
import { conversation } from './dialogue.ts';
import { message, name, pointer, question, record, string } from './dns.ts';
import { ethernet, ipv4, ipv6, tcp, udp } from './packet.ts';

/** A packet of a bundled capture, or one that was built. */
export interface Seed {
  readonly bytes: Uint8Array;
  readonly linkType: number;
}

const owner = pointer(12);
/** What datagrams to some ports carry. */
const datagrams: readonly (readonly [port: number, content: Uint8Array])[] = [
  [53, message({ flags: 0x8180, counts: [1, 5, 0, 1] }, question(name('www', 'lab')), record(owner, 1, hex('0a4d0002')), record(owner, 15, concat(u16(10), name('mx'))), record(owner, 16, string('text')),
    record(owner, 47, concat(name('next'), hex('0001 40'))), record(owner, 65, concat(u16(1), name(), u16(1), u16(3), string('h2'))), hex('00 0029 04d0 00000000 000c 000a 0008 3132333435363738'))],
  [5353, message({ id: 0, flags: 0x8400, counts: [0, 1, 0, 0] }, record(name('_ipp', '_tcp', 'local'), 33, concat(u16(0), u16(0), u16(631), name('pc', 'local')), { cls: 0x8001 }))],
  [67, concat(hex('01010601 3903f326 0000 8000'), new Uint8Array(16), hex('001b2177000a'), new Uint8Array(202), hex('63825363 350101 3d0701001b2177000a 790818c0a8010a4d0001 770503 6c6162 00 5206 0104 65746830 340103 ff'))],
  [1900, ascii('M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nCookie: a=b; c=d\r\n folded\r\nST: ssdp:all\r\n\r\nbody')],
  [123, concat(hex('e40106ec'), new Uint8Array(44), hex('0104 001c'), new Uint8Array(44))],
  [161, hex('301a 020101 0406 7075626c6963 a00d 020101 020100 020100 3002 3000')],
  [443, hex('c3 00000001 04 aabbccdd 02 eeff 00 0102')],
  [547, hex('01abcdef 0001 0004 00030001 0008 0002 0064')],
  [69, ascii('\0\x01boot.img\0octet\0blksize\x001428\0')],
];

const captures = path.resolve(import.meta.dirname, '../../captures');

/** Names of the bundled captures, without the broken ones. */
export function bundledCaptures(): string[] {
  return fs.existsSync(captures) ? fs.readdirSync(captures).filter((f) => /\.pcap(ng)?(\.(gz|zst))?$/.test(f)).sort().map((f) => path.join(captures, f)) : [];
}

/** Packets to begin from: of the bundled captures, and built ones of rare kinds. At most `perCapture` of each capture, spread over it. */
export function seedPackets(perCapture: number): Seed[] {
  const seeds: Seed[] = [
    ...conversation([{ S: '220 a ESMTP\r\n' }, { C: 'EHLO b\r\n' }, { S: '250 a\r\n' }]).map((bytes) => ({ bytes, linkType: 1 })),
    { bytes: ethernet({}, ipv4({ proto: 6, options: hex('94 04 00 00') }, tcp({ options: hex('02 04 05b4 01 03 03 07') }))), linkType: 1 },
    { bytes: ethernet({ type: 0x86dd }, ipv6({ next: 17 }, udp({ dport: 53 }, hex('0001 0100 0001 0000 0000 0000 03 777777 03 6c6162 00 0001 0001')))), linkType: 1 },
    ...datagrams.map(([port, content]) => ({ bytes: datagram(content, port), linkType: 1 })),
  ];
  for (const file of bundledCaptures()) {
    const packets: Seed[] = [];
    const sink: PacketSink = { packet: (b, from, to, _wire, _seconds, _nanos, linkType) => packets.push({ bytes: new Uint8Array(b.subarray(from, to)), linkType }) };
    readCapture(file, sink);
    const step = Math.max(1, Math.floor(packets.length / perCapture));
    for (let i = 0; i < packets.length; i += step) seeds.push(packets[i]!);
  }
  return seeds;
}
