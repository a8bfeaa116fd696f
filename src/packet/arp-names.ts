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
  1: ['request', 'Asks everybody on the network: who has this protocol address?'],
  2: ['reply', 'Answers the one who asked: this hardware address has it.'],
  3: ['reverse request', 'A machine that knows only its hardware address asks for its protocol address (RARP).'],
  4: ['reverse reply', 'A server tells a machine its protocol address (RARP).'],
  5: ['DRARP request', 'Asks a server to choose a protocol address (dynamic RARP).'],
  6: ['DRARP reply', 'Brings the chosen protocol address (dynamic RARP).'],
  7: ['DRARP error', 'No protocol address could be given (dynamic RARP).'],
  8: ['inverse request', 'Asks for the protocol address of a known hardware address or circuit.'],
  9: ['inverse reply', 'Tells the protocol address of a hardware address or circuit.'],
  10: ['negative reply', 'The server knows no answer, so the asker need not wait (ATM).'],
  11: ['MARS request', 'Asks the multicast server of an ATM network for the members of a group.'],
  12: ['MARS multi', 'Brings the members of a group in an ATM network.'],
  13: ['MARS server', 'Names the servers that pass on packets of a group (ATM).'],
  14: ['MARS join', 'A machine joins a group in an ATM network.'],
  15: ['MARS leave', 'A machine leaves a group in an ATM network.'],
  16: ['MARS negative reply', 'The multicast server of an ATM network knows no members.'],
  17: ['MARS unserve', 'A server no longer passes on packets of a group (ATM).'],
  18: ['MARS server join', 'A server joins those that pass on packets of a group (ATM).'],
  19: ['MARS server leave', 'A server leaves those that pass on packets of a group (ATM).'],
  20: ['MARS group list request', 'Asks which groups have members (ATM).'],
  21: ['MARS group list reply', 'Tells which groups have members (ATM).'],
  22: ['MARS redirect map', 'Sends machines to another multicast server (ATM).'],
  23: ['MAPOS UNARP', 'A machine says that its hardware address is no longer valid (MAPOS).'],
  24: ['experiment 1', 'Free for experiments.'],
  25: ['experiment 2', 'Free for experiments.'],
});

/** How a machine with an address is asked for its neighbour, and how it answers (RFC 826, RFC 903, RFC 2390). */
export const ARP = { request: 1, reply: 2, reverseRequest: 3, reverseReply: 4, inverseRequest: 8, inverseReply: 9 } as const;
