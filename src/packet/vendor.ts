import { namesWithRule } from '../base/names.ts';

/** Who made a card: the first three bytes of its address, in hexadecimal (IEEE registration authority, MA-L). Those that captures of small networks hold. */
const blocks: Readonly<Record<string, string>> = {
  '3Com': '000102 000103 000476 00105a 02608c 02c08c',
  Accton: '0010b5 0012cf 00e029',
  Amazon: '0c47c9 40b4cd 44650d ac63be f0272d fc65de',
  AMD: '00001a',
  Apple: '000393 000502 000a27 000a95 000d93 001124 001451 0016cb 0017f2 0019e3 001b63 001f5b 28cfe9 3c0754 406c8f 7cd1c3 a45e60 b8e856 d83062 f0dbf8 28cfda 3c15c2 ac87a3',
  Arista: '001c73 28993a 444ca8 d4aff7',
  Arris: '000fcc',
  ASUSTek: '000c6e 000ea6 00112f 0011d8 0013d4 0015f2 001731 ac9e17 bcaec5 bcee7b d850e6 e03f49 f02f74 f46d04',
  Avaya: '00040d 001b4f',
  AVM: '00040e 00150c 001a4f c02506 c80e14 e0286d',
  AzureWave: '0015af 742f68',
  Belkin: '001150 00173f 001cdf 6038e0 94103e ec1a59',
  Broadcom: '000af7 001018 001be9',
  Brocade: '000533 00051e 00e052',
  Brother: '008077 001ba9',
  Canon: '000085 001e8f',
  'Check Point': '001c7f',
  Cisco: '00000c 000142 000a41 000b45 000b5f 000d28 000e38 000f23 001192 00137f 002155 0025b4 003096 00605c 0090ab 00d058 00e014 70db98 58971e c84c75',
  'D-Link': '00055d 000d88 000f3d 001195 001346 0015e9 c8d3a3 f07d68 fc7516 0050ba 0080c8 c412f5',
  DEC: '08002b 0000f8 aa0003 aa0004',
  Dell: '00065b 000874 000bdb 000d56 000f1f 001143 00123f 001372 001422 782bcb 989096 a4bb6d b083fe b8ac6f d067e5 d4bed9 f8b156 f8db88',
  Edimax: '000e2e 001f1f 0050fc 801f02 74da38 08beac',
  Epson: '000048 0026ab',
  Espressif: '18fe34 240ac4 2462ab a020a6 b4e62d ecfabc',
  Extreme: '000130 000496 00e02b',
  Fortinet: '00090f 085b0e 704ca5',
  Foxconn: '001558 001c25 0c6076 00197d',
  'Giga-Byte': '000d61 00016c 0016e6 6cf049 b42e99 e0d55e fcaa14',
  Google: '001a11 20dfb9 3c5ab4 f4f5d8 f4f5e8 f88fca',
  Grandstream: '000b82',
  H3C: '000fe2 3ce5a6 ac7409',
  'Hewlett-Packard': '0001e6 0001e7 0002a5 0004ea 000802 000883 000a57 000bcd 000d9d 000e7f 001f29 0030c1 00508b 0060b0 080009 3cd92b 9457a5 a0481c b499ba d8d385 001321',
  HTC: '00092d 38e7d8',
  Huawei: '001882 001e10 002568 00259e 00464b 00e0fc 781dba 80fb06 ac853d c8d15e e0247f f4559c',
  IBM: '0004ac 000255 000629 08005a 40f2e9 e41f13',
  ICANN: '00005e',
  Intel: '0002b3 000347 000423 0007e9 000cf1 000e0c 001111 001302 001500 001517 0016ea 001b21 0024d7 002710 3ca9f4 a0369f 90e2ba 7c7a91 606720 00a0c9 00aa00 00d0b7 001320',
  Juniper: '000585 0010db 00121e 3c94d5 5c5eab 80711f 841888',
  Kyocera: '00c0ee',
  Lexmark: '000400 002000',
  LG: '001c62 001e75 001f6b 0022a9 0025e5 a816b2',
  Linksys: '000625 000c41 000f66 002369 00259c c0c1c0',
  Liteon: '3052cb 00f48d',
  Marvell: '005043',
  Mellanox: '0002c9 248a07 b8cef6 506b4b ec0d9a',
  'Micro-Star': '0010dc 000c76 001109 d8cb8a d8bbc1 00d861',
  Microsoft: '00155d 0003ff 00125a 6045bd 7c1e52 281878',
  MikroTik: '000c42 085531 18fd74 d4ca6d dc2c6e e48d8c',
  Netgear: '00095b 000fb5 00146c 00184d 001b2f 001e2a 20e52a 30469a b03956 c03f0e c43dc7 cc40d0 e0469a e091f5',
  Nintendo: '0009bf 001656 0017ab 001b7a 7cbb8a 98b6e9',
  Nokia: '0002ee',
  Novell: '00001b',
  Oracle: '00007d 0003ba 000f4b 0010e0 002128 080020',
  'Palo Alto': '001b17',
  Parallels: '001c42',
  Polycom: '0004f2 64167f',
  QNAP: '00089b 245ebe',
  'Qualcomm Atheros': '00037f',
  'Raspberry Pi': 'b827eb dca632 e45f01 28cdc1 d83add 2ccf67',
  Realtek: '00e04c 525400',
  Rockwell: '0000bc 001d9c',
  Samsung: '0000f0 000278 0007ab 001247 0012fb 001377 14bb6e 5c0a5b 78d6f0 a00798 c8ba94 e8039a 5001bb',
  Schneider: '000054',
  Siemens: '080006 001b1b',
  'Silicon Graphics': '080069',
  Sony: '00014a 000ad9 001315 0013a9 080046 fc0fe6',
  'Super Micro': '003048 002590 0cc47a 3cecef ac1f6b',
  Synology: '001132',
  Technicolor: '001095 a491b1 20b001',
  'TP-Link': '14cc20 14cf92 1c3bf3 50c7bf 54c80f 60e327 647002 c025e9 c46e1f d85d4c e894f6 ec086b f4f26d f81a67',
  Ubiquiti: '00156d 002722 0418d6 e063da f09fc2 fcecda',
  VirtualBox: '080027 0a0027',
  VMware: '000569 000c29 001c14 005056',
  'Western Digital': '0014ee 0090a9',
  Xen: '00163e',
  Xerox: '000000 000001 0000aa',
  Xiaomi: '009ec8 0c1daf 102ab3 14f65a 185936 28e31f 9c99a0 f0b429 f8a45f fc64ba 286c07 c40bcb',
  Yealink: '001565 805ec0',
  ZTE: '0015eb 0019c6 001e73 0026ed',
  Zyxel: '001349 0019cb 0023f8 404a03 5067f0 b0b2dc',
};

const vendors: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(blocks).flatMap(([vendor, list]) => list.split(' ').map((block) => [Number.parseInt(block, 16), vendor] as const)),
);

/** What an organizationally unique identifier stands for: a company, or the standard that its numbers belong to. */
export const ouiNames = namesWithRule('oui', {
  0x000000: 'encapsulated Ethernet', 0x0080c2: 'IEEE 802.1', 0x00120f: 'IEEE 802.3', 0x0012bb: 'TIA', 0x000fac: 'IEEE 802.11',
}, (oui) => vendors[oui]);

/** Addresses that stand for many cards, or for none. Of a range, the first. */
const special = {
  0x000000000000: 'no address', 0xffffffffffff: 'broadcast: everyone',
  // IEEE 802.1Q-2018, table 8-1
  0x0180c2000000: 'all bridges (spanning tree)', 0x0180c2000001: 'flow control', 0x0180c2000002: 'slow protocols (LACP)', 0x0180c2000003: 'nearest bridge (802.1X)',
  0x0180c2000008: 'all provider bridges', 0x0180c200000e: 'nearest bridge (LLDP)', 0x0180c2000014: 'all level 1 IS-IS routers', 0x0180c2000015: 'all level 2 IS-IS routers',
  0x0180c2000021: 'all GVRP bridges',
  // RFC 1112 §6.4, RFC 2464 §7, RFC 9568 §7.3
  0x01005e000000: 'IPv4 multicast', 0x333300000000: 'IPv6 multicast', 0x00005e000100: 'VRRP router (IPv4)', 0x00005e000200: 'VRRP router (IPv6)',
  // customs of makers and of programs
  0x00000c07ac00: 'HSRP router', 0x00000c9ff000: 'HSRP router (version 2)', 0x01000ccccccc: 'Cisco neighbours (CDP, VTP, DTP)', 0x01000ccccccd: 'Cisco bridges (PVST+)',
  0x011b19000000: 'PTP clocks', 0x024200000000: 'Docker container', 0x030000000001: 'NetBIOS stations', 0x09002b000005: 'all intermediate systems', 0xaa0004000000: 'DECnet',
} as const;

/** First addresses of ranges, and how many addresses they have. */
const ranges: readonly (readonly [number, number])[] = [
  [0x01005e000000, 2 ** 23], [0x333300000000, 2 ** 32], [0x00005e000100, 256], [0x00005e000200, 256], [0x00000c07ac00, 256], [0x00000c9ff000, 4096],
  [0x024200000000, 2 ** 32], [0xaa0004000000, 2 ** 24],
];

/** HOT: must not allocate. What a hardware address of 48 bits says of its owner: a group of cards, or the maker of the card. */
export const macNames = namesWithRule('eth.addr', special, (address) => {
  for (let i = 0; i < ranges.length; i++) {
    const [first, count] = ranges[i]!;
    if (address >= first && address < first + count) return first;
  }
  return vendors[Math.floor(address / 2 ** 24)];
});
