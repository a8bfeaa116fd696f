import { names } from '../base/names.ts';
import { Table } from '../base/table.ts';
import { data } from './data.ts';

/** What an IP protocol number leads to; IPv4, IPv6 and its extension headers all ask here. */
export const ipProtocol = new Table('ip.proto', data);

/** IANA, Assigned Internet Protocol Numbers. */
export const ipProtocolNames = names('ip.proto', {
  0: 'IPv6 hop-by-hop options', 1: 'ICMP', 2: 'IGMP', 3: 'GGP', 4: 'IPv4', 5: 'Stream', 6: 'TCP', 7: 'CBT', 8: 'EGP', 9: 'IGP', 12: 'PUP',
  17: 'UDP', 20: 'HMP', 22: 'XNS IDP', 27: 'RDP', 28: 'IRTP', 29: 'ISO TP4', 33: 'DCCP', 36: 'XTP', 37: 'DDP', 39: 'TP++', 40: 'IL', 41: 'IPv6',
  43: 'IPv6 routing', 44: 'IPv6 fragment', 46: 'RSVP', 47: 'GRE', 48: 'DSR', 50: 'ESP', 51: 'AH', 54: 'NARP', 55: 'Mobile IP', 56: 'TLSP', 57: 'SKIP',
  58: 'ICMPv6', 59: 'no next header', 60: 'IPv6 destination options', 73: 'CPHB', 77: 'SUN ND', 80: 'ISO IP', 81: 'VMTP', 88: 'EIGRP',
  89: 'OSPF', 94: 'IP in IP (IPIP)', 97: 'EtherIP', 98: 'encapsulation header', 99: 'private encryption', 103: 'PIM', 108: 'IPComp',
  112: 'VRRP', 113: 'PGM', 115: 'L2TP', 118: 'STP', 121: 'SMP', 124: 'IS-IS', 132: 'SCTP', 133: 'Fibre Channel', 135: 'Mobility header',
  136: 'UDP-Lite', 137: 'MPLS in IP', 139: 'HIP', 140: 'Shim6', 143: 'Ethernet', 253: 'experiment 1', 254: 'experiment 2', 255: 'reserved',
});
