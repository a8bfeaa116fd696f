import { bytes, either, fieldsOf, flag, u16, u64, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ipProtocol } from './ip-protocol.ts';
import { Places } from './places.ts';

/** The header with a short sequence number, and with a long one. */
const SHORT = 12;
const LONG = 16;
const WORD = 4;
const EXTENDED = 0x01;
const isLong = (b: Uint8Array, s: number): boolean => (b[s + 8]! & EXTENDED) !== 0;

const typeNames = names('dccp.type', {
  0: 'request', 1: 'response', 2: 'data', 3: 'acknowledgment', 4: 'data and acknowledgment', 5: 'close request', 6: 'close', 7: 'reset', 8: 'sync', 9: 'sync acknowledgment', 10: 'listen',
});

const f = fieldsOf('dccp', 'RFC 4340 §5.1', {
  srcport: u16(0, { label: 'Source port', doc: 'The port of the sender.' }),
  dstport: u16(2, { label: 'Destination port', doc: 'The port of the receiver.' }),
  port: either('uint', ['srcport', 'dstport'], { label: 'Source or destination port', doc: 'Either port of the packet.' }),
  data_offset: u8(4, { unit: 'words', label: 'Data offset', doc: 'Length of the header in 32-bit words.' }),
  ccval: u8(5, { mask: 0xf0, label: 'Congestion control value', doc: 'For the use of the algorithm that keeps the network from being flooded.' }),
  cscov: u8(5, { mask: 0x0f, label: 'Checksum coverage', doc: 'How much of the data the checksum protects; 0: all.' }),
  checksum: u16(6, { hex: true, label: 'Checksum', doc: "One's complement sum over the header, the covered data and the addresses of the IP packet." }),
  res1: u8(8, { mask: 0xe0, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  type: u8(8, { mask: 0x1e, names: typeNames, label: 'Type', doc: 'What kind of packet it is.' }),
  x: flag(8, 1, EXTENDED, { label: 'Extended sequence number', doc: 'Set: the sequence number has 48 bits; clear: 24.' }),
  res2: u8(9, { hex: true, when: isLong, label: 'Reserved', doc: 'Must be zero.' }),
  seq_raw: u64(VARIES, { label: 'Sequence number', doc: 'Number of the packet.' }),
  rest: bytes(VARIES, 0, { label: 'Rest of the header', doc: 'What else a packet of its type has, and options, as they are.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(SHORT)) return false;
  const least = isLong(b, s) ? LONG : SHORT;
  const header = b[s + 4]! * WORD;
  w.body = Math.min(w.end, s + Math.max(header, least));
  if (!w.need(least)) return false;
  if (header < least) return w.fail('header-length', s + 4, least, header);
  if (!w.need(header)) return false;
  w.next = data;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body < t.start + SHORT) return;
  const at = t.start + (isLong(t.bytes, t.start) ? 10 : 9);
  const size = isLong(t.bytes, t.start) ? 6 : 3;
  const p = new Places(t, at, t.body);
  if (p.left >= size) p.take(f.seq_raw, size);
  p.rest(f.rest);
}

export const dccp = protocol('dccp', {
  short: 'DCCP', title: 'Datagram Congestion Control Protocol', spec: 'RFC 4340',
  doc: 'Carries single messages like UDP, but gives way when the network is full.',
  fields: f, step, detail,
  lines: { packet: '{srcport} → {dstport} {type:name}' },
});

ipProtocol.join(dccp, 33);
