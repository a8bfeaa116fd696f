import { names } from '../base/names.ts';
import { Table } from '../base/table.ts';
import { data } from './data.ts';

/** What an EtherType leads to; Ethernet, VLAN tags, SNAP, Linux cooked capture and GRE all ask here. */
export const etherType = new Table('eth.type', data);

/** IEEE registration authority, EtherType. */
export const etherTypeNames = names('eth.type', {
  0x0800: 'IPv4', 0x0806: 'ARP', 0x0842: 'Wake-on-LAN', 0x22f0: 'AVTP', 0x22f3: 'TRILL', 0x6002: 'DEC MOP remote console',
  0x6003: 'DECnet', 0x6558: 'Transparent Ethernet bridging', 0x6559: 'Raw frame relay', 0x8035: 'RARP', 0x809b: 'AppleTalk',
  0x80f3: 'AppleTalk ARP', 0x8100: '802.1Q VLAN', 0x8137: 'IPX', 0x86dd: 'IPv6', 0x8808: 'Ethernet flow control',
  0x8809: 'Slow protocols (LACP)', 0x880b: 'PPP', 0x8847: 'MPLS', 0x8848: 'MPLS multicast', 0x8863: 'PPPoE discovery',
  0x8864: 'PPPoE session', 0x886d: 'Intel ANS', 0x8870: 'Jumbo LLC', 0x887b: 'HomePlug', 0x888e: '802.1X authentication',
  0x8892: 'PROFINET', 0x889a: 'HyperSCSI', 0x88a2: 'ATA over Ethernet', 0x88a4: 'EtherCAT', 0x88a8: '802.1ad service VLAN',
  0x88ab: 'POWERLINK', 0x88b5: 'Local experimental 1', 0x88b6: 'Local experimental 2', 0x88b8: 'GOOSE', 0x88be: 'ERSPAN II',
  0x88cc: 'LLDP', 0x88cd: 'SERCOS III', 0x88e1: 'HomePlug AV', 0x88e3: 'MRP', 0x88e5: 'MACsec', 0x88e7: '802.1ah backbone',
  0x88f7: 'PTP', 0x88fb: 'PRP', 0x8902: 'CFM', 0x8903: 'Cisco FabricPath', 0x8906: 'FCoE', 0x8909: 'Cisco MetaData', 0x8914: 'FCoE initialization', 0x8915: 'RoCE',
  0x8926: 'Cisco VN-Tag', 0x892f: 'HSR', 0x893f: '802.1BR E-Tag', 0x894f: 'NSH', 0x9000: 'Ethernet loopback test', 0x9100: 'VLAN (old double tagging)',
  0x22eb: 'ERSPAN III', 0x893b: 'MACsec key agreement', 0xcafe: 'Veritas', 0xb7ea: 'L2 over GRE',
});
