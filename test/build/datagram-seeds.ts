import { ascii, concat, hex, u16 } from './bytes.ts';
import { datagram } from './datagram.ts';
import { message, name, pointer, question, record, string } from './dns.ts';

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

/** Packets of datagrams to these ports, to be damaged. */
export const datagramSeeds: readonly Uint8Array[] = datagrams.map(([port, content]) => datagram(content, port));
