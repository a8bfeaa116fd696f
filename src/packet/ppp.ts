import { crc16 } from '../base/crc16.ts';
import { bytes, counted, fieldsOf, u16, u16le, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { chdlc, isCiscoAddress } from './chdlc.ts';
import { CHECKSUM, checksumStatusNames } from './checksum-status.ts';
import { contentEnd } from './content-end.ts';
import { etherType } from './ethertype.ts';
import { linkType } from './link-type.ts';
import { pppProtocol, pppProtocolNames } from './ppp-protocol.ts';

/** Address and control of HDLC, which never change (RFC 1662 §3.1); either end may leave them out (RFC 1661 §6.6). */
const ALL_STATIONS = 0xff;
const UNNUMBERED = 0x03;
const HDLC = 2;
const FCS = 2;
/** Which way the packet went, in captures that say so. */
const OUT = 1;

const directionNames = names('ppp.direction', { 0: 'sent', 1: 'received' });

const f = fieldsOf('ppp', 'RFC 1661', {
  direction: u8(VARIES, { names: directionNames, label: 'Direction', doc: 'Whether the capturing machine sent or received the packet; not a part of it.', spec: 'draft-ietf-opsawg-pcaplinktype' }),
  address: u8(VARIES, { hex: true, label: 'Address', doc: 'Always ff: everyone on the line.', spec: 'RFC 1662 §3.1' }),
  control: u8(VARIES, { hex: true, label: 'Control', doc: 'Always 3: a frame without a number.', spec: 'RFC 1662 §3.1' }),
  protocol: u16(VARIES, { hex: true, names: pppProtocolNames, label: 'Protocol', doc: 'Which protocol the packet is of; one byte where both ends agreed on the short form.', spec: 'RFC 1661 §2' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet.' }),
  fcs_16: u16le(VARIES, { hex: true, label: 'Frame check sequence', doc: 'The CRC-16 of the frame, where the capture holds it.', spec: 'RFC 1662 §3.1' }),
  'fcs.status': counted({ size: 1, names: checksumStatusNames, label: 'Check sequence status', doc: 'Whether the frame check sequence is right.', spec: 'RFC 1662 §3.1' }),
});

/** HOT: must not allocate. Bytes of address and control at `at`. In captures of pppd, the direction stands in the place of the address. */
function hdlcSize(b: Uint8Array, at: number): number {
  return b[at] === ALL_STATIONS || (b[at]! <= OUT && b[at + 1] === UNNUMBERED) ? HDLC : 0;
}

/** HOT: must not allocate. Numbers are even in their first byte and odd in their last; short ones have only a last byte (RFC 1661 §2). */
const protocolSize = (first: number): number => ((first & 1) === 0 ? 2 : 1);

function step(w: Walk): boolean {
  return w.need(1) && stepFrom(w, w.start);
}

/** With a byte in front that tells the direction. */
function stepDirected(w: Walk): boolean {
  return w.need(2) && stepFrom(w, w.start + 1);
}

/** The frame proper begins at `from`. */
function stepFrom(w: Walk, from: number): boolean {
  const { bytes: b, start: s } = w;
  if (isCiscoAddress(b[from]!)) {
    w.body = from;
    w.next = chdlc;
    return true;
  }
  const at = from + hdlcSize(b, from);
  if (!w.need(at + 1 - s)) return false;
  const size = protocolSize(b[at]!);
  if (!w.need(at + size - s)) return false;
  w.body = at + size;
  w.next = w.choose(pppProtocol, size === 1 ? b[at]! : (b[at]! << 8) | b[at + 1]!);
  return true;
}

function detailFrom(t: TreeBuilder, from: number): void {
  const { bytes: b, body } = t;
  if (body <= from) return;
  const at = from + hdlcSize(b, from);
  if (at > from) {
    if (b[from] === ALL_STATIONS) t.add(f.address, from, from + 1);
    else addDirection(t, from);
    t.add(f.control, from + 1, at);
  }
  t.add(f.protocol, at, body);
  addTrailer(t, from);
}

/** Wireshark counts the other way round: 1 is received. */
function addDirection(t: TreeBuilder, at: number): void {
  t.add(f.direction, at, at + 1, t.bytes[at] === 0 ? 1 : 0);
}

/** What is left after the carried packet: a check sequence, if it proves itself. */
function addTrailer(t: TreeBuilder, from: number): void {
  const { bytes: b, end } = t;
  const carried = contentEnd(t);
  const left = end - carried;
  const at = end - FCS;
  const isChecked = left >= FCS && end === t.wireEnd && crc16(b, from, at) === ((b[at + 1]! << 8) | b[at]!);
  const trailerEnd = isChecked ? at : end;
  if (carried < trailerEnd) t.add(f.trailer, carried, trailerEnd);
  if (!isChecked) return;
  t.add(f.fcs_16, at, end);
  t.addUnder(f.fcs_16, f['fcs.status'], CHECKSUM.good);
}

export const ppp = protocol('ppp', {
  short: 'PPP', title: 'Point-to-Point Protocol', spec: 'RFC 1661',
  doc: 'Carries packets over a line with two ends: a telephone, a serial cable, a tunnel.',
  fields: f, step,
  detail: (t) => detailFrom(t, t.start),
  lines: { packet: '{protocol:name}' },
});

export const directedPpp = protocol('ppp', {
  short: ppp.short, title: ppp.title, spec: ppp.spec, doc: ppp.self.doc, self: ppp.self, fields: f, lines: ppp.lines,
  step: stepDirected,
  detail: (t) => {
    if (t.body === t.start) return;
    addDirection(t, t.start);
    detailFrom(t, t.start + 1);
  },
});

linkType.join(ppp, 9, 16, 50, 166);
linkType.join(directedPpp, 204);
etherType.join(ppp, 0x880b);
