import { names } from '../base/names.ts';

/** IANA, Address Resolution Protocol Parameters. */
export const hardwareNames = names('arp.hw.type', {
  0: 'reserved', 1: 'Ethernet', 2: 'Experimental Ethernet', 3: 'AX.25', 4: 'ProNET token ring', 5: 'Chaosnet', 6: 'IEEE 802', 7: 'ARCNET', 8: 'Hyperchannel', 9: 'Lanstar',
  10: 'Autonet', 11: 'LocalTalk', 12: 'LocalNet', 13: 'Ultra link', 14: 'SMDS', 15: 'Frame relay', 16: 'ATM', 17: 'HDLC', 18: 'Fibre Channel', 19: 'ATM (RFC 2225)',
  20: 'serial line', 21: 'ATM', 22: 'MIL-STD-188-220', 23: 'Metricom', 24: 'IEEE 1394', 25: 'MAPOS', 26: 'Twinaxial', 27: 'EUI-64', 28: 'HIPARP',
  29: 'IP over ISO 7816-3', 30: 'ARPSec', 31: 'IPsec tunnel', 32: 'InfiniBand', 33: 'TIA-102', 34: 'Wiegand', 35: 'Pure IP', 36: 'HW_EXP1', 37: 'HFI',
  38: 'Unified Bus', 256: 'HW_EXP2', 257: 'AEthernet',
});

export const opcodeNames = names('arp.opcode', {
  1: 'request', 2: 'reply', 3: 'reverse request', 4: 'reverse reply', 5: 'DRARP request', 6: 'DRARP reply', 7: 'DRARP error', 8: 'inverse request', 9: 'inverse reply',
  10: 'negative reply', 11: 'MARS request', 12: 'MARS multi', 13: 'MARS server', 14: 'MARS join', 15: 'MARS leave', 16: 'MARS negative reply', 17: 'MARS unserve',
  18: 'MARS server join', 19: 'MARS server leave', 20: 'MARS group list request', 21: 'MARS group list reply', 22: 'MARS redirect map', 23: 'MAPOS UNARP',
  24: 'experiment 1', 25: 'experiment 2',
});

/** How a machine with an address is asked for its neighbour, and how it answers (RFC 826, RFC 903, RFC 2390). */
export const ARP = { request: 1, reply: 2, reverseRequest: 3, reverseReply: 4, inverseRequest: 8, inverseReply: 9 } as const;
