import { names } from '../base/names.ts';
import { Table } from '../base/table.ts';
import { data } from './data.ts';

/** What the link type of a capture leads to. */
export const linkType = new Table('linktype', data);

/** The numbers of capture files (draft-ietf-opsawg-pcaplinktype, tcpdump.org/linktypes). 12 and 14 are what some systems write in the place of 101. */
export const linkTypeNames = names('linktype', {
  0: 'BSD loopback', 1: 'Ethernet', 2: 'experimental Ethernet', 3: 'AX.25', 4: 'ProNET', 5: 'Chaosnet', 6: 'Token Ring', 7: 'ARCNET', 8: 'SLIP', 9: 'PPP', 10: 'FDDI', 12: 'raw IP',
  14: 'raw IP', 15: 'SLIP of BSD/OS', 16: 'PPP of BSD/OS', 32: 'Redback SmartEdge', 50: 'PPP in HDLC', 51: 'PPPoE session', 99: 'Symantec firewall', 100: 'ATM, RFC 1483', 101: 'raw IP',
  104: 'Cisco HDLC', 105: '802.11', 106: 'classical IP over ATM', 107: 'frame relay', 108: 'OpenBSD loopback', 109: 'OpenBSD IPsec', 112: 'Cisco HDLC', 113: 'Linux cooked capture', 114: 'LocalTalk',
  115: 'Econet', 116: 'OpenBSD ipfilter log', 117: 'OpenBSD pf log', 118: 'Cisco IOS', 119: '802.11 with Prism header', 120: '802.11 with Aironet header', 121: 'Siemens HiPath HDLC',
  122: 'IP over fibre channel', 123: 'SunATM', 127: '802.11 with radiotap', 128: 'TZSP', 129: 'ARCNET of Linux', 130: 'Juniper MLPPP', 131: 'Juniper MLFR', 132: 'Juniper ES PIC',
  133: 'Juniper GGSN', 134: 'Juniper MFR', 135: 'Juniper ATM2', 136: 'Juniper services', 137: 'Juniper ATM1', 138: 'IP over FireWire', 139: 'MTP2 with pseudo-header', 140: 'MTP2', 141: 'MTP3',
  142: 'SCCP', 143: 'DOCSIS', 144: 'IrDA of Linux', 145: 'IBM SP switch', 146: 'IBM next SP switch', 147: 'private use 0', 148: 'private use 1', 149: 'private use 2', 150: 'private use 3',
  151: 'private use 4', 152: 'private use 5', 153: 'private use 6', 154: 'private use 7', 155: 'private use 8', 156: 'private use 9', 157: 'private use 10', 158: 'private use 11',
  159: 'private use 12', 160: 'private use 13', 161: 'private use 14', 162: 'private use 15', 163: '802.11 with AVS header', 164: 'Juniper monitor', 165: 'BACnet MS/TP', 166: 'PPP of pppd',
  167: 'Juniper PPPoE', 168: 'Juniper PPPoE over ATM', 169: 'GPRS LLC', 170: 'GPF-T', 171: 'GPF-F', 172: 'Gcom T1/E1', 173: 'Gcom serial', 174: 'Juniper PIC peer', 175: 'ERF Ethernet',
  176: 'ERF packet over SONET', 177: 'LAPD of Linux', 178: 'Juniper Ethernet', 179: 'Juniper PPP', 180: 'Juniper frame relay', 181: 'Juniper Cisco HDLC', 182: 'multilink frame relay',
  183: 'Juniper voice PIC', 184: 'ARINC 429', 185: 'ARINC 653', 186: 'USB of FreeBSD', 187: 'Bluetooth HCI', 188: '802.16', 189: 'USB of Linux', 190: 'CAN 2.0B', 191: '802.15.4 of Linux',
  192: 'PPI', 193: '802.16 with radio header', 194: 'Juniper ISM', 195: '802.15.4', 196: 'SITA', 197: 'Endace ERF', 198: 'u10 raw interface', 199: 'IPMB of Kontron', 200: 'Juniper secure tunnel',
  201: 'Bluetooth HCI with direction', 202: 'AX.25 KISS', 203: 'LAPD', 204: 'PPP with direction', 205: 'Cisco HDLC with direction', 206: 'frame relay with direction', 207: 'LAPB with direction',
  209: 'IPMB of Linux', 210: 'FlexRay', 211: 'MOST', 212: 'LIN', 213: 'X2E serial', 214: 'X2E Xoraya', 215: '802.15.4 with physical header', 216: 'input events of Linux', 217: 'GSM Um interface',
  218: 'GSM Abis interface', 219: 'MPLS', 220: 'USB of Linux, padded', 221: 'DECT', 222: 'AOS space data link', 223: 'WirelessHART', 224: 'fibre channel', 225: 'fibre channel with delimiters',
  226: 'Solaris IPNET', 227: 'SocketCAN', 228: 'raw IPv4', 229: 'raw IPv6', 230: '802.15.4 without check sequence', 231: 'D-Bus', 232: 'Juniper virtual server', 233: 'Juniper SRX',
  234: 'Juniper fibre channel', 235: 'DVB-CI', 236: '3GPP 27.010 multiplex', 237: 'STANAG 5066', 238: 'Juniper ATM CEMIC', 239: 'NFLOG', 240: 'netANALYZER', 241: 'netANALYZER, transparent',
  242: 'IP over InfiniBand', 243: 'MPEG-2 transport stream', 244: 'ng40', 245: 'NFC LLCP', 246: 'pfsync', 247: 'InfiniBand', 248: 'SCTP', 249: 'USBPcap', 250: 'RTAC serial',
  251: 'Bluetooth low energy', 252: 'Wireshark upper PDU', 253: 'Netlink', 254: 'Bluetooth monitor of Linux', 255: 'Bluetooth baseband', 256: 'Bluetooth low energy with radio header',
  257: 'PROFIBUS', 258: 'PKTAP', 259: 'EPON', 260: 'IPMI HPM.2', 261: 'Z-Wave R1 and R2', 262: 'Z-Wave R3', 263: 'WattStopper DLM', 264: 'ISO 14443', 265: 'radio data system',
  266: 'USB of macOS', 267: 'OpenFlow', 268: 'SDLC', 269: 'TI LLN sniffer', 270: 'LoRaTap', 271: 'vsock', 272: 'Nordic BLE sniffer', 273: 'DOCSIS 3.1', 274: 'Ethernet mPackets',
  275: 'DisplayPort AUX', 276: 'Linux cooked capture, version 2', 277: 'Sercos monitor', 278: 'OpenVizsla', 279: 'EBHSCR', 280: 'VPP dispatch', 281: 'Ethernet with Broadcom tag',
  282: 'Broadcom tag and Ethernet', 283: '802.15.4 TAP', 284: 'Ethernet with Marvell DSA tag', 285: 'Ethernet with Marvell EDSA tag', 286: 'ELEE', 287: 'Z-Wave serial', 288: 'USB 2.0',
  289: 'ATSC link layer', 290: 'Windows event tracing', 291: 'netANALYZER NG', 292: 'ZBOSS NCP', 293: 'USB 2.0 low speed', 294: 'USB 2.0 full speed', 295: 'USB 2.0 high speed',
  296: 'Auerswald log', 297: 'Z-Wave TAP', 298: 'Silicon Labs debug channel', 299: 'FiRa UCI', 300: 'MDB', 301: 'DECT-2020 NR',
});
