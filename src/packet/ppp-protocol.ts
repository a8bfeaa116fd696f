import { names } from '../base/names.ts';
import { Table } from '../base/table.ts';
import { data } from './data.ts';

/** What a protocol number of PPP leads to. */
export const pppProtocol = new Table('ppp.protocol', data);

/** IANA, PPP DLL Protocol Numbers. */
export const pppProtocolNames = names('ppp.protocol', {
  0x0001: 'padding', 0x0021: 'IPv4', 0x0023: 'OSI', 0x0025: 'XNS IDP', 0x0027: 'DECnet', 0x0029: 'AppleTalk', 0x002b: 'IPX', 0x002d: 'Van Jacobson compressed TCP/IP',
  0x002f: 'Van Jacobson uncompressed TCP/IP', 0x0031: 'bridging', 0x0033: 'ST-II', 0x0035: 'Banyan VINES', 0x003d: 'multilink', 0x003f: 'NetBIOS frames', 0x0041: 'Cisco systems',
  0x0049: 'serial data transport', 0x004b: 'SNA over LLC', 0x004d: 'SNA', 0x004f: 'IPv6 header compression', 0x0053: 'encryption', 0x0055: 'individual link encryption', 0x0057: 'IPv6',
  0x0059: 'multiplexing', 0x0061: 'RTP full header', 0x0063: 'RTP compressed TCP', 0x0065: 'RTP compressed non-TCP', 0x0067: 'RTP compressed UDP', 0x0069: 'RTP compressed UDP, 8 bits',
  0x00fb: 'compression of one link', 0x00fd: 'compression', 0x0201: 'spanning tree', 0x0203: 'source route bridging', 0x0205: 'DEC spanning tree', 0x0207: 'CDP', 0x0281: 'MPLS', 0x0283: 'MPLS multicast',
  0x2063: 'RTP context', 0x8021: 'IP control', 0x8023: 'OSI control', 0x8025: 'XNS control', 0x8027: 'DECnet control', 0x8029: 'AppleTalk control', 0x802b: 'IPX control', 0x8031: 'bridging control',
  0x803f: 'NetBIOS control', 0x8041: 'Cisco systems control', 0x804d: 'SNA control', 0x8053: 'encryption control', 0x8057: 'IPv6 control', 0x8059: 'multiplexing control', 0x80fb: 'link compression control',
  0x80fd: 'compression control', 0x8207: 'CDP control', 0x8281: 'MPLS control', 0xc021: 'link control', 0xc023: 'password authentication', 0xc025: 'link quality report', 0xc029: 'callback control',
  0xc02b: 'bandwidth allocation control', 0xc02d: 'bandwidth allocation', 0xc223: 'challenge handshake authentication', 0xc227: 'extensible authentication',
});
