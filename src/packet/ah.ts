import { bytes, fieldsOf, u32, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipProtocol, ipProtocolNames } from './ip-protocol.ts';

const HEADER = 12;
/** The length counts words beyond the first two. */
const WORD = 4;

const f = fieldsOf('ah', 'RFC 4302 §2', {
  next_header: u8(0, { names: ipProtocolNames, label: 'Next header', doc: 'The protocol that the packet carries.' }),
  length: u8(1, { unit: 'words', label: 'Length', doc: 'Length of the header in 32-bit words, less 2.' }),
  reserved: bytes(2, 2, { label: 'Reserved', doc: 'Must be zero.' }),
  spi: u32(4, { hex: true, label: 'Security parameters index', doc: 'Tells the receiver which key and algorithm the packet is to be checked with.' }),
  sequence: u32(8, { label: 'Sequence number', doc: 'Counts the packets, so that none can be sent a second time by somebody else.' }),
  icv: bytes(VARIES, 0, { label: 'Integrity check value', doc: 'Proof that the packet is whole and comes from someone who knows the key.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  w.body = w.end;
  const length = (b[s + 1]! + 2) * WORD;
  if (length < HEADER) return w.fail('header-length', s + 1, HEADER, length);
  if (!w.need(length)) return false;
  w.body = s + length;
  w.next = w.choose(ipProtocol, b[s]!);
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.start + HEADER < t.body) t.add(f.icv, t.start + HEADER, t.body);
}

export const ah = protocol('ah', {
  short: 'AH', title: 'Authentication Header', spec: 'RFC 4302',
  doc: 'Proves who sent a packet and that nobody has changed it; it hides nothing.',
  fields: f, step, detail,
  lines: { header: 'SPI {spi}, sequence {sequence}' },
});

ipProtocol.join(ah, 51);
