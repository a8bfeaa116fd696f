import { bytes, fieldsOf, flag, u32, u8, VARIES } from '../base/field.ts';
import { names, namesWithRule } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { addRemains } from './fixed.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

const LONG = 0x80;
const FIXED = 0x40;
/** First byte and version, then the length of the first identifier (RFC 8999 §5.1). */
const IDS_AT = 5;
const VERSION_2 = 0x6b3343cf;
const DRAFTS = 0xff0000;

/** RFC 9000 §15, RFC 9369 §3.1; drafts had numbers from 0xff000000 on. */
const versionNames = namesWithRule('quic.version', { 0x0000_0000: 'version negotiation', 0x0000_0001: 'version 1', [VERSION_2]: 'version 2' }, (v) => (v >>> 8 === DRAFTS ? `draft ${v & 0xff}` : undefined));
const typeNames = names('quic.long.packet_type', { 0: 'Initial', 1: '0-RTT', 2: 'Handshake', 3: 'Retry' });
const typeNamesV2 = names('quic.long.packet_type_v2', { 0: 'Retry', 1: 'Initial', 2: '0-RTT', 3: 'Handshake' });

const isLong = (b: Uint8Array, s: number): boolean => (b[s]! & LONG) !== 0;
const isShort = (b: Uint8Array, s: number): boolean => (b[s]! & (LONG | FIXED)) === FIXED;
const versionAt = (b: Uint8Array, s: number): number => ((b[s + 1]! << 24) | (b[s + 2]! << 16) | (b[s + 3]! << 8) | b[s + 4]!) >>> 0;
const isNegotiation = (b: Uint8Array, s: number): boolean => isLong(b, s) && versionAt(b, s) === 0;
const isVersion2 = (b: Uint8Array, s: number): boolean => isLong(b, s) && versionAt(b, s) === VERSION_2;
const isVersion1 = (b: Uint8Array, s: number): boolean => isLong(b, s) && !isVersion2(b, s) && !isNegotiation(b, s);

const f = fieldsOf('quic', 'RFC 9000 §17', {
  header_form: u8(0, { mask: LONG, label: 'Header form', doc: '1: the long header, by which connections are opened; 0: the short one, of all packets after that.', spec: 'RFC 8999 §5' }),
  fixed_bit: flag(0, 1, FIXED, { label: 'Fixed bit', doc: 'Always set, so that QUIC can be told from other protocols on the same port.' }),
  'long.packet_type': u8(0, { mask: 0x30, when: isVersion1, names: typeNames, label: 'Packet type', doc: 'What the packet is for.', spec: 'RFC 9000 §17.2' }),
  'long.packet_type_v2': u8(0, { mask: 0x30, when: isVersion2, names: typeNamesV2, label: 'Packet type', doc: 'What the packet is for; version 2 counts them differently.', spec: 'RFC 9369 §3.2' }),
  'long.protected': u8(0, { mask: 0x0f, hex: true, when: (b, s) => isVersion1(b, s) || isVersion2(b, s), label: 'Protected bits', doc: 'Four bits that are encrypted with the rest.', spec: 'RFC 9001 §5.4' }),
  'vn.unused': u8(0, { mask: 0x3f, hex: true, when: isNegotiation, label: 'Unused', doc: 'Any value.', spec: 'RFC 9000 §17.2.1' }),
  spin_bit: flag(0, 1, 0x20, { when: isShort, label: 'Spin bit', doc: 'Turns around once for each way there and back, so that others can measure that.', spec: 'RFC 9000 §17.4' }),
  'short.protected': u8(0, { mask: 0x1f, hex: true, when: isShort, label: 'Protected bits', doc: 'Five bits that are encrypted with the rest.', spec: 'RFC 9001 §5.4' }),
  version: u32(1, { hex: true, when: isLong, names: versionNames, label: 'Version', doc: 'The version of QUIC that the sender speaks.', spec: 'RFC 8999 §5.1' }),
  dcil: u8(5, { when: isLong, unit: 'bytes', label: 'Destination connection ID length', doc: 'Length of the identifier that follows.', spec: 'RFC 8999 §5.1' }),
  dcid: bytes(VARIES, 0, { label: 'Destination connection ID', doc: 'By what the receiver knows the connection, whatever addresses it moves to.', spec: 'RFC 8999 §5.1' }),
  scil: u8(VARIES, { unit: 'bytes', label: 'Source connection ID length', doc: 'Length of the identifier that follows.', spec: 'RFC 8999 §5.1' }),
  scid: bytes(VARIES, 0, { label: 'Source connection ID', doc: 'By what the sender will know the connection.', spec: 'RFC 8999 §5.1' }),
  supported_version: u32(VARIES, { hex: true, names: versionNames, label: 'Supported version', doc: 'A version that the server speaks.', spec: 'RFC 9000 §17.2.1' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'What there is of a header that is not whole.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(1)) return false;
  w.next = data;
  if (!isLong(b, s)) {
    if (isShort(b, s)) w.body = s + 1;
    return true;
  }
  if (!w.need(IDS_AT + 1)) return false;
  if (!isKnown(versionAt(b, s))) return true;
  const source = IDS_AT + 1 + b[s + IDS_AT]!;
  if (!w.need(source + 1)) return false;
  const header = source + 1 + b[s + source]!;
  if (!w.need(header)) return false;
  w.body = versionAt(b, s) === 0 ? w.end : s + header;
  return true;
}

/** A version that has the header of QUIC; what others call QUIC on this port (Google's, before there was a standard) has not. */
function isKnown(version: number): boolean {
  return versionNames.of(version) !== undefined || (version & 0x0f0f0f0f) === 0x0a0a0a0a;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body === s || !isLong(b, s)) return;
  if (body <= s + IDS_AT) return addRemains(t, f, f.rest);
  const o = new Places(t, s + IDS_AT + 1, body);
  if (takeId(o, f.dcid, b[s + IDS_AT]!) && o.left > 0) {
    const size = b[o.at]!;
    o.take(f.scil);
    if (takeId(o, f.scid, size)) while (o.left >= f.supported_version.size) o.take(f.supported_version);
  }
  o.rest(f.rest);
}

/** An identifier, if it is all there; that it is not was noted already. */
function takeId(o: Places, field: typeof f.dcid | typeof f.scid, size: number): boolean {
  if (size > o.left) return false;
  if (size > 0) o.take(field, size);
  return true;
}

export const quic = protocol('quic', {
  short: 'QUIC', title: 'QUIC', spec: 'RFC 9000',
  doc: 'Carries encrypted streams of bytes in datagrams; the web does without TCP by it.',
  fields: f, step, detail,
  lines: { first: '{long.packet_type:name}{long.packet_type_v2:name} {version:name} DCID={dcid} SCID={scid}', negotiation: 'version negotiation', short: 'protected payload', other: 'data' },
  line: (b, s) => (isNegotiation(b, s) ? 'negotiation' : isLong(b, s) ? 'first' : isShort(b, s) ? 'short' : 'other'),
});

udpPort.join(quic, 443);
