import { bytes, fieldsOf, flag, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipProtocol } from './ip-protocol.ts';

const HEADER = 20;

const opcodeNames = names('eigrp.opcode', { 1: 'update', 2: 'request', 3: 'query', 4: 'reply', 5: 'hello', 10: 'SIA query', 11: 'SIA reply' });

const f = fieldsOf('eigrp', 'RFC 7868 §6.3', {
  version: u8(0, { label: 'Version', doc: 'The version: 2.' }),
  opcode: u8(1, { names: opcodeNames, label: 'Opcode', doc: 'What kind of message it is.' }),
  checksum: u16(2, { hex: true, label: 'Checksum', doc: "One's complement sum over the message." }),
  flags: u32(4, { hex: true, label: 'Flags', doc: 'How the message is to be treated.' }),
  'flags.reserved': u32(4, { mask: 0xfffffff0, label: 'Reserved', doc: 'Must be zero.' }),
  'flags.eot': flag(4, 4, 0x00000008, { label: 'End of table', doc: 'The sender has told all that it knows.' }),
  'flags.restart': flag(4, 4, 0x00000004, { label: 'Restart', doc: 'The sender is restarting and would keep its routes.' }),
  'flags.condrecv': flag(4, 4, 0x00000002, { label: 'Conditional receive', doc: 'Only those routers take the message that were named before.' }),
  'flags.init': flag(4, 4, 0x00000001, { label: 'Init', doc: 'The sender wants all routes of a new neighbour.' }),
  seq: u32(8, { label: 'Sequence number', doc: 'Number of the message; 0: it need not be acknowledged.' }),
  ack: u32(12, { label: 'Acknowledgment number', doc: 'The message that is acknowledged; 0: none.' }),
  vrid: u16(16, { label: 'Virtual router', doc: 'Which part of the router the message is for.' }),
  as: u16(18, { label: 'Autonomous system', doc: 'Number of the network; routers of different ones do not talk to each other.' }),
  body: bytes(VARIES, 0, { label: 'Message', doc: 'What the message says, as it is.' }),
});

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.start + HEADER < t.body) t.add(f.body, t.start + HEADER, t.body);
}

export const eigrp = protocol('eigrp', {
  short: 'EIGRP', title: 'Enhanced Interior Gateway Routing Protocol', spec: 'RFC 7868',
  doc: 'Routers, mostly of Cisco, tell each other which networks they can reach.',
  fields: f, step, detail,
  lines: { message: '{opcode:name}, system {as}' },
});

ipProtocol.join(eigrp, 88);
