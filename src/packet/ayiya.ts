import { bytes, dateIn, fieldsOf, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ipProtocol, ipProtocolNames } from './ip-protocol.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

/** Four bytes of lengths and methods, and the time. */
const HEADER = 8;
const WORD = 4;
const FORWARD = 1;

const identityNames = names('ayiya.idtype', { 0: 'none', 1: 'integer', 2: 'text' });
const hashNames = names('ayiya.hashmethod', { 0: 'none', 1: 'MD5', 2: 'SHA-1' });
const proofNames = names('ayiya.authmethod', { 0: 'none', 1: 'shared secret', 2: 'public key' });
const operationNames = names('ayiya.opcode', { 0: 'nothing', 1: 'forward', 2: 'echo request', 3: 'echo request and forward', 4: 'echo response', 5: 'message of the day', 6: 'query', 7: 'query response' });

const f = fieldsOf('ayiya', 'draft-massar-v6ops-ayiya §3', {
  idlen: u8(0, { mask: 0xf0, hex: true, label: 'Identity length', doc: 'Length of the identity: so many doublings of one byte.' }),
  idtype: u8(0, { mask: 0x0f, hex: true, names: identityNames, label: 'Identity type', doc: 'What kind of identity it is.' }),
  siglen: u8(1, { mask: 0xf0, hex: true, unit: 'words', label: 'Signature length', doc: 'Length of the signature in 32-bit words.' }),
  hashmethod: u8(1, { mask: 0x0f, hex: true, names: hashNames, label: 'Hash method', doc: 'How the packet is summed up before it is signed.' }),
  authmethod: u8(2, { mask: 0xf0, hex: true, names: proofNames, label: 'Authentication method', doc: 'How the sender proves who it is.' }),
  opcode: u8(2, { mask: 0x0f, hex: true, names: operationNames, label: 'Operation', doc: 'What the receiver is to do with the packet.' }),
  nextheader: u8(3, { hex: true, names: ipProtocolNames, label: 'Next header', doc: 'What the tunnel carries.' }),
  epoch: dateIn(WORD, { label: 'Time', doc: 'When the packet was sent, so that none can be sent again later.' }),
  identity: bytes(VARIES, 0, { label: 'Identity', doc: 'Who the sender is.' }),
  signature: bytes(VARIES, 0, { label: 'Signature', doc: 'Proof that the packet comes from the sender.' }),
});

const identityLength = (b: Uint8Array, s: number): number => 1 << (b[s]! >> 4);
const signatureLength = (b: Uint8Array, s: number): number => (b[s + 1]! >> 4) * WORD;

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const length = HEADER + identityLength(b, s) + signatureLength(b, s);
  w.body = Math.min(w.end, s + length);
  if (!w.need(length)) return false;
  w.next = (b[s + 2]! & 15) === FORWARD ? w.choose(ipProtocol, b[s + 3]!) : data;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  if (t.body < s + HEADER) return;
  const p = new Places(t, s + WORD, t.body);
  const epoch = (b[s + 4]! << 24) | (b[s + 5]! << 16) | (b[s + 6]! << 8) | b[s + 7]!;
  p.take(f.epoch, WORD, `${epoch >>> 0}.000000000`);
  if (p.left >= identityLength(b, s)) p.take(f.identity, identityLength(b, s));
  p.rest(f.signature);
}

export const ayiya = protocol('ayiya', {
  short: 'AYIYA', title: 'Anything In Anything', spec: 'draft-massar-v6ops-ayiya',
  doc: 'Carries IPv6 inside UDP, with proof of who sends it.',
  fields: f, step, detail,
  lines: { packet: '{opcode:name}' },
});

udpPort.join(ayiya, 5072);
