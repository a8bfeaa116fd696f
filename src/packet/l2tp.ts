import { bytes, fieldsOf, flag, u16, u32, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { etherType } from './ethertype.ts';
import { ipProtocol } from './ip-protocol.ts';
import { avpFields, placeAttributes } from './l2tp-avp.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';
import { udp } from './udp.ts';

/** Flags of the first byte. */
const FLAG = { control: 0x80, length: 0x40, sequence: 0x08, offset: 0x02 } as const;
const VERSION_2 = 2;
const VERSION_3 = 3;
const SESSION = 4;
const PPP = 0x880b;

const kindNames = names('l2tp.type', { 0: 'data', 1: 'control' });
const third = { spec: 'RFC 3931 §3.2' };

const f = fieldsOf('l2tp', 'RFC 2661 §3.1', {
  sid: u32(VARIES, { spec: 'RFC 3931 §4.1', hex: true, label: 'Session ID', doc: 'Which session of the receiver the packet belongs to; 0: it is a control message.' }),
  flags: u16(VARIES, { hex: true, label: 'Flags', doc: 'The kind of the message, and which of the fields that may be left out are there.' }),
  type: u16(VARIES, { mask: 0x8000, names: kindNames, label: 'Type', doc: 'Whether the message controls the tunnel or carries data.' }),
  length_bit: flag(VARIES, 2, 0x4000, { label: 'Length present', doc: 'A length follows.' }),
  reserved: u16(VARIES, { mask: 0x3000, label: 'Reserved', doc: 'Must be zero.' }),
  seq_bit: flag(VARIES, 2, 0x0800, { label: 'Sequence numbers present', doc: 'Sequence numbers follow.' }),
  reserved_bit: u16(VARIES, { mask: 0x0400, label: 'Reserved', doc: 'Must be zero.' }),
  offset_bit: flag(VARIES, 2, 0x0200, { label: 'Offset present', doc: 'An offset follows.' }),
  priority: flag(VARIES, 2, 0x0100, { label: 'Priority', doc: 'The data should not have to wait.' }),
  reserved_bits: u16(VARIES, { mask: 0x00f0, label: 'Reserved', doc: 'Must be zero.' }),
  version: u16(VARIES, { mask: 0x000f, label: 'Version', doc: 'Version of L2TP: 2 or 3.' }),
  length: u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the message from the flags on.' }),
  tunnel: u16(VARIES, { label: 'Tunnel ID', doc: 'Which tunnel of the receiver the message belongs to.' }),
  session: u16(VARIES, { label: 'Session ID', doc: 'Which session in the tunnel the message belongs to.' }),
  ccid: u32(VARIES, { ...third, hex: true, label: 'Control connection ID', doc: 'Which control connection of the receiver the message belongs to.' }),
  res: u16(VARIES, { ...third, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  Ns: u16(VARIES, { label: 'Sent', doc: 'Number of this message.' }),
  Nr: u16(VARIES, { label: 'Expected', doc: 'Number of the message expected next from the other side.' }),
  offset: u16(VARIES, { unit: 'bytes', label: 'Offset size', doc: 'How many bytes of filling come before the data.' }),
  offset_padding: bytes(VARIES, 0, { label: 'Filling', doc: 'Bytes without a meaning.' }),
  incomplete: bytes(VARIES, 0, { label: 'Incomplete rest', doc: 'Bytes of a header that ends early, or of attributes that cannot be read.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  // Inside IP itself only the third version is spoken.
  if (w.depth > 0 && w.protocol(w.depth - 1) !== udp) return stepOnIp(w);
  if (!w.need(2)) return false;
  const version = b[s + 1]! & 15;
  if (version === VERSION_2) return stepSecond(w);
  if (version === VERSION_3) return stepThird(w, s);
  // L2F, which had the port before, or none of the two.
  w.note('version', s + 1, VERSION_2, version);
  w.body = s + 2;
  w.next = data;
  return true;
}

function stepOnIp(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(SESSION)) return false;
  if (b[s] === 0 && b[s + 1] === 0 && b[s + 2] === 0 && b[s + 3] === 0) return w.need(SESSION + 2) && stepThird(w, s + SESSION);
  w.body = s + SESSION;
  // A cookie and more may follow: how long they are was agreed on when the session was opened.
  w.next = data;
  return true;
}

/** A message of the third version whose flags stand at `at`. */
function stepThird(w: Walk, at: number): boolean {
  const isControl = (w.bytes[at]! & FLAG.control) !== 0;
  if (isControl && w.need(at + 4 - w.start)) w.limit(at - w.start + ((w.bytes[at + 2]! << 8) | w.bytes[at + 3]!));
  w.body = w.end;
  const length = at - w.start + (isControl ? 12 : 8);
  if (!w.need(length)) return false;
  if (isControl) return true;
  w.body = w.start + length;
  w.next = data;
  return true;
}

function stepSecond(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  const flags = b[s]!;
  let length = headerLength(flags);
  w.body = w.end;
  if (!w.need(length)) return false;
  if (flags & FLAG.length) w.limit((b[s + 2]! << 8) | b[s + 3]!);
  w.body = w.end;
  if (flags & FLAG.control) return w.need(length);
  if (flags & FLAG.offset) length += (b[s + length - 2]! << 8) | b[s + length - 1]!;
  if (!w.need(length)) return false;
  w.body = s + length;
  w.next = w.choose(etherType, PPP);
  return true;
}

/** Length of a header of the second version, without filling. */
function headerLength(flags: number): number {
  return 6 + (flags & FLAG.length ? 2 : 0) + (flags & FLAG.sequence ? 4 : 0) + (flags & FLAG.offset ? 2 : 0);
}

function detail(t: TreeBuilder): void {
  const p = new Places(t, t.start, t.body);
  const isOnIp = t.layer > 0 && t.walk.protocol(t.layer - 1) !== udp;
  if (isOnIp && p.left >= SESSION) p.take(f.sid);
  if (p.left >= 2) placeMessage(t, p, isOnIp);
  p.rest(f.incomplete);
}

function placeMessage(t: TreeBuilder, p: Places, isOnIp: boolean): void {
  const flags = t.bytes[p.at]!;
  const isThird = isOnIp || (t.bytes[p.at + 1]! & 15) === VERSION_3;
  const isControl = (flags & FLAG.control) !== 0;
  const isSecond = !isThird && (t.bytes[p.at + 1]! & 15) === VERSION_2;
  const length = isThird ? (isControl ? 12 : 8) : isSecond ? headerLength(flags) : 2;
  if (p.left < length) return;
  p.bits(f.flags, f.type, f.length_bit, f.reserved, f.seq_bit, f.reserved_bit, f.offset_bit, f.priority, f.reserved_bits, f.version);
  if (!isThird && !isSecond) return;
  if (isThird) placeThird(p, isControl);
  else placeSecond(p, flags);
  if (isControl) placeAttributes(t, p);
  else p.rest(f.offset_padding);
}

function placeThird(p: Places, isControl: boolean): void {
  if (!isControl) {
    p.take(f.res);
    p.take(f.sid);
    return;
  }
  p.take(f.length);
  p.take(f.ccid);
  p.take(f.Ns);
  p.take(f.Nr);
}

function placeSecond(p: Places, flags: number): void {
  if (flags & FLAG.length) p.take(f.length);
  p.take(f.tunnel);
  p.take(f.session);
  if (flags & FLAG.sequence) {
    p.take(f.Ns);
    p.take(f.Nr);
  }
  if (flags & FLAG.offset) p.take(f.offset);
}

export const l2tp = protocol('l2tp', {
  short: 'L2TP', title: 'Layer 2 Tunneling Protocol', spec: 'RFC 2661',
  doc: 'Carries PPP, or other frames, through a network of IP: used for dial-up and virtual private networks.',
  fields: { ...f, ...avpFields }, step, detail,
  lines: { message: '{type:name} {avp.message_type:name}' },
});

udpPort.join(l2tp, 1701);
ipProtocol.join(l2tp, 115);
