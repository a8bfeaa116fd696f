import { bytes, fieldsOf, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { ipProtocol, ipProtocolNames } from './ip-protocol.ts';
import { stepExtension } from './ipv6-extension.ts';

const HEADER = 6;

/** IANA, Mobility Header Types. */
const typeNames = names('mip6.mhtype', {
  0: 'binding refresh request', 1: 'home test init', 2: 'care-of test init', 3: 'home test', 4: 'care-of test', 5: 'binding update', 6: 'binding acknowledgement',
  7: 'binding error', 8: 'fast binding update', 9: 'fast binding acknowledgement', 10: 'fast neighbor advertisement', 11: 'experiment', 12: 'home agent switch', 13: 'heartbeat',
  14: 'handover initiate', 15: 'handover acknowledge', 16: 'binding revocation', 17: 'localized routing initiation', 18: 'localized routing acknowledgement',
  19: 'update notification', 20: 'update notification acknowledgement', 21: 'flow binding', 22: 'subscription query', 23: 'subscription response',
});

const f = fieldsOf('mip6', 'RFC 6275 §6.1.1', {
  proto: u8(0, { names: ipProtocolNames, label: 'Next header', doc: 'What follows this header: nothing (59).' }),
  hlen: u8(1, { label: 'Length', doc: 'Length of the header in units of 8 bytes, beyond the first 8.' }),
  mhtype: u8(2, { names: typeNames, label: 'Type', doc: 'What kind of message it is.' }),
  reserved: u8(3, { hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  csum: u16(4, { hex: true, label: 'Checksum', doc: "One's complement sum over the message and the addresses of the IPv6 packet." }),
  unknown_type_data: bytes(VARIES, 0, { label: 'Message', doc: 'The content of the message, as it is.' }),
});

function detail(t: TreeBuilder): void {
  if (t.start + HEADER < t.body) t.add(f.unknown_type_data, t.start + HEADER, t.body);
}

export const mobility = protocol('mipv6', {
  short: 'MIPv6', title: 'Mobile IPv6', spec: 'RFC 6275',
  doc: 'Lets a machine keep its address while it moves from network to network.',
  fields: f, step: stepExtension, detail,
  lines: { message: '{mip6.mhtype:name}' },
});

ipProtocol.join(mobility, 135);
