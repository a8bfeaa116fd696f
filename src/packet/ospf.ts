import { bytes, fieldsOf, ipv4, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipProtocol } from './ip-protocol.ts';

const HEADER2 = 24;
const HEADER3 = 16;
const isVersion2 = (b: Uint8Array, s: number): boolean => b[s] === 2;
const isVersion3 = (b: Uint8Array, s: number): boolean => b[s] === 3;

const messageNames = names('ospf.msg', { 1: 'hello', 2: 'database description', 3: 'link state request', 4: 'link state update', 5: 'link state acknowledgment' });
const authenticationNames = names('ospf.auth.type', { 0: 'none', 1: 'password', 2: 'cryptographic' });

const f = fieldsOf('ospf', 'RFC 2328 §A.3.1', {
  version: u8(0, { label: 'Version', doc: '2 for IPv4, 3 for IPv6.' }),
  msg: u8(1, { names: messageNames, label: 'Type', doc: 'What kind of message it is.' }),
  packet_length: u16(2, { unit: 'bytes', label: 'Length', doc: 'Length of the message, this header included.' }),
  srcrouter: ipv4(4, { label: 'Router ID', doc: 'The number of the router that sent the message, written like an address.' }),
  area_id: ipv4(8, { label: 'Area ID', doc: 'The part of the network that the message belongs to; 0.0.0.0 is the backbone.' }),
  checksum: u16(12, { hex: true, label: 'Checksum', doc: "One's complement sum over the message, without the authentication." }),
  'auth.type': u16(14, { names: authenticationNames, when: isVersion2, label: 'Authentication type', doc: 'How the message proves that it comes from a router of the network.' }),
  'auth.data': bytes(16, 8, { when: isVersion2, label: 'Authentication', doc: 'The proof: a password, or what is needed to check a signature.' }),
  instance_id: u8(14, { when: isVersion3, label: 'Instance ID', doc: 'Tells several OSPF networks on one link apart.', spec: 'RFC 5340 §A.3.1' }),
  reserved: bytes(15, 1, { when: isVersion3, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 5340 §A.3.1' }),
  body: bytes(VARIES, 0, { label: 'Message', doc: 'What the message says, as it is.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER3)) return false;
  if (!isVersion2(b, s) && !isVersion3(b, s)) {
    w.body = s + 1;
    return w.fail('version', s, 2, b[s]!);
  }
  if (!w.need(isVersion2(b, s) ? HEADER2 : HEADER3)) return false;
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  const from = t.start + (isVersion2(t.bytes, t.start) ? HEADER2 : HEADER3);
  if (from < t.body) t.add(f.body, from, t.body);
}

export const ospf = protocol('ospf', {
  short: 'OSPF', title: 'Open Shortest Path First', spec: 'RFC 2328',
  doc: 'Routers tell each other about their links, so that each can find the best ways.',
  fields: f, step, detail,
  lines: { message: '{msg:name} of {srcrouter}' },
});

ipProtocol.join(ospf, 89);
