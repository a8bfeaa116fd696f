import { fieldsOf, u16 } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { ethernet } from './ethernet.ts';
import { ipProtocol } from './ip-protocol.ts';

const HEADER = 2;

const f = fieldsOf('etherip', 'RFC 3378 §3', {
  ver: u16(0, { mask: 0xf000, label: 'Version', doc: 'The version: 3.' }),
  reserved: u16(0, { mask: 0x0fff, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
});

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.start + HEADER;
  w.next = ethernet;
  return true;
}

export const etherip = protocol('etherip', {
  short: 'ETHERIP', title: 'Ethernet over IP', spec: 'RFC 3378',
  doc: 'Carries Ethernet frames inside packets of IP.',
  fields: f, step,
  lines: { frame: 'Ethernet frame' },
});

ipProtocol.join(etherip, 97);
// An Ethernet frame may also follow without any header (RFC 8986 §4.9).
ipProtocol.join(ethernet, 143);
