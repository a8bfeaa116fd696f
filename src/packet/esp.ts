import { bytes, fieldsOf, u32, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipProtocol } from './ip-protocol.ts';

const HEADER = 8;

const f = fieldsOf('esp', 'RFC 4303 §2', {
  spi: u32(0, { hex: true, label: 'Security parameters index', doc: 'Tells the receiver which key and algorithm the packet is to be opened with.' }),
  sequence: u32(4, { label: 'Sequence number', doc: 'Counts the packets, so that none can be sent a second time by somebody else.' }),
  encrypted_data: bytes(VARIES, 0, { label: 'Encrypted data', doc: 'What the packet carries; it cannot be read without the key.' }),
});

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.start + HEADER < t.body) t.add(f.encrypted_data, t.start + HEADER, t.body);
}

export const esp = protocol('esp', {
  short: 'ESP', title: 'Encapsulating Security Payload', spec: 'RFC 4303',
  doc: 'Hides what a packet carries, and proves who sent it.',
  fields: f, step, detail,
  lines: { packet: 'SPI {spi}, sequence {sequence}' },
});

ipProtocol.join(esp, 50);
