import { names } from '../base/names.ts';

/** Link type of a capture file, Wireshark's number for it (which `frame.encap_type` is), and its name. */
const encapsulations: readonly (readonly [linkType: number, number: number, name: string])[] = [
  [0, 15, 'Loopback (BSD)'], [1, 1, 'Ethernet'], [3, 148, 'AX.25'], [6, 2, 'Token Ring'], [7, 8, 'ARCNET'], [8, 3, 'SLIP'], [9, 4, 'PPP'], [10, 6, 'FDDI'],
  [12, 7, 'Raw IP'], [14, 7, 'Raw IP'], [50, 4, 'PPP'], [51, 139, 'PPPoE'], [100, 10, 'ATM (RFC 1483)'], [101, 7, 'Raw IP'], [104, 28, 'Cisco HDLC'],
  [105, 20, 'IEEE 802.11'], [106, 11, 'Classical IP over ATM'], [107, 26, 'Frame Relay'], [108, 174, 'Loopback (OpenBSD)'], [109, 38, 'OpenBSD enc'],
  [112, 28, 'Cisco HDLC'], [113, 25, 'Linux cooked'], [114, 30, 'LocalTalk'], [117, 39, 'OpenBSD pflog'], [119, 21, 'IEEE 802.11 with Prism header'],
  [122, 18, 'IP over Fibre Channel'], [123, 13, 'SunATM'], [127, 23, 'IEEE 802.11 with radiotap'], [135, 68, 'Juniper ATM2'], [137, 67, 'Juniper ATM1'],
  [138, 62, 'IP over IEEE 1394'], [140, 42, 'MTP2'], [141, 43, 'MTP3'], [142, 101, 'SCCP'], [143, 33, 'DOCSIS'],
  ...Array.from({ length: 16 }, (_, i) => [147 + i, 45 + i, `USER${i}`] as const),
  [163, 24, 'IEEE 802.11 with AVS header'], [165, 63, 'BACnet MS/TP'], [166, 19, 'PPP with direction'], [178, 83, 'Juniper Ethernet'], [187, 41, 'Bluetooth HCI'],
  [189, 95, 'USB (Linux)'], [192, 97, 'PPI'], [195, 104, 'IEEE 802.15.4'], [197, 98, 'ERF'], [201, 99, 'Bluetooth HCI (Linux)'], [203, 131, 'LAPD'],
  [204, 19, 'PPP with direction'], [220, 115, 'USB (Linux, mmapped)'], [226, 124, 'IPNET (Solaris)'], [227, 125, 'SocketCAN'], [228, 129, 'Raw IPv4'], [229, 130, 'Raw IPv6'],
  [230, 127, 'IEEE 802.15.4 without FCS'], [231, 146, 'D-Bus'], [239, 141, 'NFLOG'], [243, 138, 'MPEG-2 transport stream'], [248, 149, 'SCTP'], [249, 152, 'USBPcap'],
  [251, 154, 'Bluetooth Low Energy'], [252, 155, 'Wireshark upper PDU'], [253, 158, 'Netlink'], [254, 159, 'Bluetooth (Linux monitor)'], [256, 161, 'Bluetooth Low Energy with radio header'],
  [258, 171, 'PKTAP'], [266, 182, 'USB (macOS)'], [271, 185, 'VSOCK'], [276, 210, 'Linux cooked, version 2'], [283, 206, 'IEEE 802.15.4 TAP'], [288, 208, 'USB 2.0'],
];

const numbers = new Map(encapsulations.map(([linkType, number]) => [linkType, number]));

/** Wireshark's number of a link type; 0 where it has none, or none that is known here. */
export function encapsulationOf(linkType: number): number {
  return numbers.get(linkType) ?? 0;
}

export const encapsulationNames = names('frame.encap_type', Object.fromEntries([[0, 'unknown'], ...encapsulations.map(([, number, name]) => [number, name])]));
