import { bytes, fieldsOf, flag, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipByVersion } from './ip-version.ts';
import { ipProtocol } from './ip-protocol.ts';

const HEADER = 4;
const REGISTER = 1;
const REGISTER_HEADER = 8;
const isRegister = (b: Uint8Array, s: number): boolean => (b[s]! & 15) === REGISTER;

/** IANA, Protocol Independent Multicast Parameters. */
const typeNames = names('pim.type', {
  0: 'hello', 1: 'register', 2: 'register-stop', 3: 'join/prune', 4: 'bootstrap', 5: 'assert', 6: 'graft', 7: 'graft acknowledgment', 8: 'candidate RP advertisement',
  9: 'state refresh', 10: 'DF election', 11: 'ECMP redirect', 12: 'PFM', 13: 'extension', 14: 'extension', 15: 'extension',
});

const f = fieldsOf('pim', 'RFC 7761 §4.9', {
  version: u8(0, { mask: 0xf0, label: 'Version', doc: 'The version: 2.' }),
  type: u8(0, { mask: 0x0f, names: typeNames, label: 'Type', doc: 'What kind of message it is.' }),
  res_bytes: bytes(1, 1, { label: 'Reserved', doc: 'Must be zero.' }),
  cksum: u16(2, { hex: true, label: 'Checksum', doc: "One's complement sum over the message, of a register over its first 8 bytes." }),
  register_flag: u32(4, { hex: true, when: isRegister, label: 'Flags', doc: 'What kind of register it is.', spec: 'RFC 7761 §4.9.3' }),
  'register_flag.border': flag(4, 4, 0x80000000, { when: isRegister, label: 'Border', doc: 'The router stands at the border to another network.', spec: 'RFC 7761 §4.9.3' }),
  'register_flag.null_register': flag(4, 4, 0x40000000, { when: isRegister, label: 'Null', doc: 'No packet is carried, the source is only kept alive.', spec: 'RFC 7761 §4.9.3' }),
  body: bytes(VARIES, 0, { label: 'Message', doc: 'What the message says, as it is.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  if (!isRegister(b, s)) {
    w.body = w.end;
    return true;
  }
  if (!w.need(REGISTER_HEADER)) return false;
  w.body = s + REGISTER_HEADER;
  w.next = ipByVersion(w);
  return true;
}

function detail(t: TreeBuilder): void {
  if (!isRegister(t.bytes, t.start) && t.start + HEADER < t.body) t.add(f.body, t.start + HEADER, t.body);
}

export const pim = protocol('pim', {
  short: 'PIM', title: 'Protocol Independent Multicast', spec: 'RFC 7761',
  doc: 'Routers build the trees along which multicast packets are sent.',
  fields: f, step, detail,
  lines: { message: '{type:name}' },
});

ipProtocol.join(pim, 103);
