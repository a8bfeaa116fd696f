import { gzipSync } from 'node:zlib';
import type { Fault } from '../../src/base/fault.ts';
import { ascii, concat, hex } from './bytes.ts';
import { big, little } from './capture.ts';
import { conversation } from './dialogue.ts';
import { zstdFrame } from './packed.ts';

/** A capture file with something wrong in it. */
export interface Broken {
  readonly name: string;
  /** What is wrong, for captures/broken/README.md. */
  readonly story: string;
  readonly bytes: Uint8Array;
  /** Packets that are readable. */
  readonly packets: number;
  /** What is to be said about it; undefined: it can be read to its end. */
  readonly fault: Partial<Fault> | undefined;
}

/** The frames of a short mail session. */
const frames = conversation([{ S: '220 mail.lab.test ESMTP\r\n' }, { C: 'EHLO student.lab.test\r\n' }, { S: '250 mail.lab.test\r\n' }, { C: 'QUIT\r\n' }, { S: '221 2.0.0 Bye\r\n' }]);
const arp = hex('ffffffffffff 001b2177000a 0806 0001 0800 0604 0001 001b2177000a 0a4d000a 000000000000 0a4d0002');

const pcap = concat(little.pcap(), ...frames.map((f, i) => little.record({ fraction: 1000 * i }, f)));
const begun = concat(little.section(), little.interface({}, [little.option(2, 'eth0')]), little.enhanced({}, arp));
/** What stands in front of a block that follows `begun`. */
const AT = begun.length;

const inPcap: readonly Broken[] = [
  { name: 'cut-record.pcap', story: 'The last record lacks three of its bytes: the program that captured was stopped while it wrote.', bytes: pcap.subarray(0, -3), packets: 10, fault: { code: 'file-cut', at: pcap.length - 70, need: 70, had: 67, packet: 11 } },
  { name: 'cut-record-header.pcap', story: 'The file ends inside the header of a second record.', bytes: concat(little.pcap(), little.record({}, arp), little.record({}, arp).subarray(0, 9)), packets: 1, fault: { code: 'file-cut', at: 82, need: 16, had: 9, packet: 2 } },
  { name: 'cut-header.pcap', story: 'The file ends inside the file header.', bytes: little.pcap().subarray(0, 17), packets: 0, fault: { code: 'file-header', at: 0, need: 24, had: 17 } },
  { name: 'lying-length.pcap', story: 'The second record claims 2,147,483,647 bytes.', bytes: concat(little.pcap(), little.record({}, arp), little.record({ captured: 0x7fffffff }, arp)), packets: 1, fault: { code: 'file-length', at: 82, need: 0x7fffffff, packet: 2 } },
  { name: 'longer-than-wire.pcap', story: 'The second record has 42 bytes of a packet that is said to have been 20 bytes long. It is read.', bytes: concat(little.pcap(), little.record({}, arp), little.record({ wire: 20 }, arp)), packets: 2, fault: undefined },
  { name: 'large-fraction.pcap', story: 'The second record was captured 2,500,000 microseconds after a second. It is read; the time is carried over.', bytes: concat(big.pcap(), big.record({}, arp), big.record({ fraction: 2_500_000 }, arp)), packets: 2, fault: undefined },
  { name: 'version.pcap', story: 'The file says that it is of version 9.4.', bytes: concat(little.pcap({ version: [9, 4] }), little.record({}, arp)), packets: 0, fault: { code: 'file-version', at: 4, found: '9.4' } },
];

const inPcapng: readonly Broken[] = [
  { name: 'cut-block.pcapng', story: 'The second packet block lacks its last five bytes.', bytes: concat(begun, little.enhanced({}, arp)).subarray(0, -5), packets: 1, fault: { code: 'file-cut', at: AT, need: 76, had: 71, packet: 2 } },
  { name: 'lying-block.pcapng', story: 'A block claims four bytes short of 2^31.', bytes: concat(begun, little.enhanced({ length: 0x7ffffffc }, arp)), packets: 1, fault: { code: 'file-block', at: AT + 4, need: 0x7ffffffc, found: '6' } },
  { name: 'zero-block.pcapng', story: 'A block of no length: a loop for a reader that goes on by it.', bytes: concat(begun, new Uint8Array(64)), packets: 1, fault: { code: 'file-block', at: AT + 4, need: 0 } },
  { name: 'trailer.pcapng', story: 'The two lengths of the second packet block differ.', bytes: concat(begun, little.enhanced({ trailer: 80 }, arp)), packets: 1, fault: { code: 'file-trailer', at: AT + 72, need: 76, had: 80 } },
  { name: 'lying-packet.pcapng', story: 'The second packet claims more bytes than its block has.', bytes: concat(begun, little.enhanced({ captured: 60 }, arp)), packets: 1, fault: { code: 'file-packet', at: AT + 20, need: 60, had: 44 } },
  { name: 'no-interface.pcapng', story: 'The second packet is of interface 7, which is not described.', bytes: concat(begun, little.enhanced({ interface: 7 }, arp)), packets: 1, fault: { code: 'file-interface', at: AT + 8, need: 7, had: 1 } },
  { name: 'forgotten-interface.pcapng', story: 'A second section has a packet, but describes no interface: those of the first section are not its own.', bytes: concat(begun, little.section(), little.enhanced({}, arp)), packets: 1, fault: { code: 'file-interface', at: AT + 36, need: 0, had: 0 } },
  { name: 'byte-order.pcapng', story: 'A second section begins with a byte order mark that nobody knows.', bytes: concat(begun, hex('0a0d0d0a 1c000000 11223344'), new Uint8Array(16)), packets: 1, fault: { code: 'file-order', at: AT + 8, found: '0x11223344' } },
  { name: 'lying-option.pcapng', story: 'The comment of the second packet claims to be longer than its block. The packet is read, nothing after it.', bytes: concat(begun, little.enhanced({}, arp, [concat(little.u16(1), little.u16(500))]), little.enhanced({}, arp)), packets: 2, fault: { code: 'file-option', at: AT + 72, packet: 3 } },
  { name: 'version.pcapng', story: 'The section header says version 2.0.', bytes: concat(little.section([], [2, 0]), little.interface(), little.enhanced({}, arp)), packets: 0, fault: { code: 'file-version', at: 12, found: '2.0' } },
];

const packed = gzipSync(pcap, { level: 0 });
const wrongSum = Uint8Array.from(packed);
wrongSum[packed.length - 8]! ^= 0xff;

const compressed: readonly Broken[] = [
  { name: 'cut.pcap.gz', story: 'A compressed file that lacks its last hundred bytes.', bytes: gzipSync(pcap).subarray(0, -100), packets: 6, fault: { code: 'packed-cut' } },
  { name: 'checksum.pcap.gz', story: 'The checksum of the compressed data is wrong; all packets are read.', bytes: wrongSum, packets: 11, fault: { code: 'packed-sum', at: packed.length } },
  { name: 'rubbish.pcap.gz', story: 'A compressed capture with a text behind it.', bytes: concat(gzipSync(pcap), ascii('end of file\n')), packets: 11, fault: { code: 'packed-broken' } },
  { name: 'twice.pcap.gz.gz', story: 'Compressed twice.', bytes: gzipSync(gzipSync(pcap)), packets: 0, fault: { code: 'packed-twice' } },
  { name: 'cut.pcap.zst', story: 'A zstd file cut inside its fourth block.', bytes: zstdFrame(pcap, 200).subarray(0, 700), packets: 7, fault: { code: 'packed-cut', at: 700 } },
  { name: 'window.pcap.zst', story: 'A zstd frame that asks for a window of 2 TB.', bytes: zstdFrame(pcap, 200, 31 << 3), packets: 0, fault: { code: 'packed-window', at: 0, need: 2 ** 41 } },
];

const noCapture: readonly Broken[] = [
  { name: 'empty.pcap', story: 'No bytes at all.', bytes: new Uint8Array(0), packets: 0, fault: { code: 'file-empty' } },
  { name: 'text.pcap', story: 'A text under the name of a capture.', bytes: ascii('Frame 1: 42 bytes on wire\r\n'), packets: 0, fault: { code: 'file-text', found: 'Frame 1: 42 bytes on wir' } },
  { name: 'old.snoop', story: 'A capture of Solaris snoop, which is not read.', bytes: concat(ascii('snoop\0\0\0'), big.u32(2), big.u32(4)), packets: 0, fault: { code: 'file-foreign', found: 'snoop' } },
];

/** All of captures/broken. */
export const brokenCaptures: readonly Broken[] = [...inPcap, ...inPcapng, ...compressed, ...noCapture];

/** captures/broken/README.md. */
export function brokenReadme(): string {
  const rows = brokenCaptures.map(({ name, story, packets }) => `| \`${name}\` | ${story} | ${packets} |`);
  return [
    '# Broken captures', '',
    'Small files with something wrong in them, made by `test/build/broken.ts`; `GOLDEN=write npx vitest run test/capture/broken.test.ts` writes them anew. Everything before',
    'the fault is to be read, the fault is to be said with its place, and the exit code is 2.', '',
    '| file | what is wrong | readable packets |', '|---|---|---|', ...rows, '',
  ].join('\n');
}
