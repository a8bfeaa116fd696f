import fs from 'node:fs';
import path from 'node:path';
import type { PacketSink } from '../../src/capture/packet-sink.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import { concat, hex } from './bytes.ts';
import { datagramSeeds } from './datagram-seeds.ts';
import { conversation } from './dialogue.ts';
import { datagram, encodedName, everybody, nbdgm, nbns, owner, question, record, statusEntry } from './netbios.ts';
import { ethernet, ipv4, ipv6, tcp, udp } from './packet.ts';
import { mailslot, nbss, smb, smbCommand } from './smb.ts';

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

/** Packets to begin from: of the bundled captures, and built ones of rare kinds. At most `perCapture` of each capture, spread over it. */
export function seedPackets(perCapture: number): Seed[] {
  const seeds: Seed[] = [
    ...conversation([{ S: '220 a ESMTP\r\n' }, { C: 'EHLO b\r\n' }, { S: '250 a\r\n' }]).map((bytes) => ({ bytes, linkType: 1 })),
    { bytes: ethernet({}, ipv4({ proto: 6, options: hex('94 04 00 00') }, tcp({ options: hex('02 04 05b4 01 03 03 07') }))), linkType: 1 },
    { bytes: ethernet({ type: 0x86dd }, ipv6({ next: 17 }, udp({ dport: 53 }, hex('0001 0100 0001 0000 0000 0000 03 777777 03 6c6162 00 0001 0001')))), linkType: 1 },
    ...datagramSeeds.map((bytes) => ({ bytes, linkType: 1 })),
  ];
  const registration = nbns({ flags: 0x2910, queries: [question(encodedName('LABSRV', 0x20))], additional: [record(Uint8Array.of(0xc0, 12), 32, 60, owner(0x6000, 10, 77, 0, 10))] });
  const status = nbns({ flags: 0x8400, answers: [record(everybody, 33, 0, concat(Uint8Array.of(1), statusEntry('LABSRV', 0, 0x0400), new Uint8Array(46)))] });
  const election = mailslot('\\MAILSLOT\\BROWSE', hex('08 01 8d0f0120 88130000 00000000 504331 00'));
  const logon = smb({ command: 0x73 }, smbCommand(hex('75 00 4400 0411 0200 0100 09000000 0000 00000000'), hex('616e6e6100 4c414200 444f5300')), smbCommand(hex('ff 00 0000 0000 0100'), hex('00 5c5c6100 413a00')));
  for (const bytes of [datagram(137, registration), datagram(137, status), datagram(138, nbdgm({}, election)), ...conversation([{ C: nbss(0, logon) }], { port: 445, handshake: false, close: false })]) seeds.push({ bytes, linkType: 1 });
  for (const file of bundledCaptures()) {
    const packets: Seed[] = [];
    const sink: PacketSink = { packet: (b, from, to, _wire, _seconds, _nanos, linkType) => packets.push({ bytes: new Uint8Array(b.subarray(from, to)), linkType }) };
    readCapture(file, sink);
    const step = Math.max(1, Math.floor(packets.length / perCapture));
    for (let i = 0; i < packets.length; i += step) seeds.push(packets[i]!);
  }
  return seeds;
}
