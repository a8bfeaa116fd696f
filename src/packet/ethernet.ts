import { isZero } from '../base/bytes.ts';
import { bytes, counted, either, type Field, fieldsOf, flag, mac, u16, u32, VARIES } from '../base/field.ts';
import { endsWithCrc32 } from '../base/crc32.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { CHECKSUM, checksumStatusNames } from './checksum-status.ts';
import { contentEnd } from './content-end.ts';
import { etherTypeNames } from './ethertype.ts';
import { followLengthOrType, isLength, isType } from './length-or-type.ts';
import { linkType } from './link-type.ts';
import { bridgedPid } from './llc.ts';
import { macNames } from './vendor.ts';

const HEADER = 14;
/** A frame is at least so long without its check sequence (IEEE 802.3 §3.2.8): shorter packets are filled up. */
const MIN_FRAME = 60;
const FCS = 4;

function lengthOrType(b: Uint8Array, s: number): number {
  return (b[s + 12]! << 8) | b[s + 13]!;
}

const f = fieldsOf('eth', 'IEEE 802.3 §3', {
  dst: mac(0, { names: macNames, label: 'Destination', doc: 'Hardware address of the card that is to take the frame; ff:ff:ff:ff:ff:ff is everyone.' }),
  'dst.lg': flag(0, 3, 0x020000, { label: 'LG bit', doc: 'Set: the address was given locally, not by the maker of the card.' }),
  'dst.ig': flag(0, 3, 0x010000, { label: 'IG bit', doc: 'Set: the address is a group (multicast or broadcast), not one card.' }),
  src: mac(6, { names: macNames, label: 'Source', doc: 'Hardware address of the card that sent the frame.' }),
  'src.lg': flag(6, 3, 0x020000, { label: 'LG bit', doc: 'Set: the address was given locally, not by the maker of the card.' }),
  'src.ig': flag(6, 3, 0x010000, { label: 'IG bit', doc: 'Must be clear: a group cannot send.' }),
  addr: either('mac', ['dst', 'src'], { label: 'Source or destination', doc: 'Either hardware address of the frame.' }),
  lg: either('bool', ['dst.lg', 'src.lg'], { label: 'LG bit', doc: 'The LG bit of either address.' }),
  ig: either('bool', ['dst.ig', 'src.ig'], { label: 'IG bit', doc: 'The IG bit of either address.' }),
  type: u16(12, { label: 'Type', doc: 'Which protocol the frame carries.', hex: true, names: etherTypeNames, when: (b, s) => isType(lengthOrType(b, s)) }),
  len: u16(12, { label: 'Length', doc: 'How many bytes of data follow, in an 802.3 frame; what is left is padding.', unit: 'bytes', when: (b, s) => isLength(lengthOrType(b, s)) }),
  invalid_lentype: u16(12, { label: 'Neither length nor type', doc: 'A number too big for a length and too small for a type.', spec: 'IEEE 802.3 §3.2.6', hex: true, when: (b, s) => !isLength(lengthOrType(b, s)) && !isType(lengthOrType(b, s)) }),
  padding: bytes(VARIES, 0, { label: 'Padding', doc: 'Zeros that fill the frame up to the 60 bytes that Ethernet demands.', spec: 'IEEE 802.3 §3.2.8' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet that are not padding.' }),
  fcs: u32(VARIES, { label: 'Frame check sequence', doc: 'The CRC-32 of the frame, where the capture holds it.', spec: 'IEEE 802.3 §3.2.9', hex: true }),
  'fcs.status': counted({ size: 1, within: 'fcs', names: checksumStatusNames, label: 'Check sequence status', doc: 'Whether the frame check sequence is right.' }),
});

/** Ethernet II (DIX) and IEEE 802.3. */
function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.start + HEADER;
  // Only the frame of the capture itself has a check sequence, not one that a tunnel carries.
  if (w.depth === 0 && w.fcsSize > 0 && w.body + w.fcsSize <= w.wireEnd) w.carries(w.wireEnd - w.fcsSize - w.body);
  followLengthOrType(w);
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body < t.start + HEADER) return;
  const end = t.end - checkSequenceSize(t);
  addTrailer(t, f.trailer, end);
  if (end === t.end) return;
  t.add(f.fcs, end, t.end);
  if (t.end - end === FCS) t.addUnder(f.fcs, f['fcs.status'], endsWithCrc32(t.bytes, t.start, end) ? CHECKSUM.good : CHECKSUM.bad);
}

/** How many bytes of check sequence the frame ends with: as many as the capture says, or four that prove themselves. */
function checkSequenceSize(t: TreeBuilder): number {
  if (t.end < t.wireEnd) return 0;
  const { fcsSize } = t.walk;
  if (t.layer === 0 && fcsSize > 0) return t.end - t.body >= fcsSize ? fcsSize : 0;
  return t.end - contentEnd(t) >= FCS && t.end - t.start >= MIN_FRAME + FCS && endsWithCrc32(t.bytes, t.start, t.end - FCS) ? FCS : 0;
}

/** Adds what stands after the packet that the layer carries, up to `end`: the padding of the frame that it stands in, and what is left. */
export function addTrailer(t: TreeBuilder, trailer: Field, end = t.end): void {
  const { walk, layer } = t;
  const frame = walk.find(ethernet, layer + 1);
  const padded = frame >= 0 && walk.sourceOf(frame) === walk.sourceOf(layer) ? walk.startOf(frame) + MIN_FRAME : 0;
  let at = contentEnd(t);
  if (at < padded && padded <= end && isZero(t.bytes, at, padded)) {
    t.add(f.padding, at, padded);
    at = padded;
  }
  if (at < end) t.add(trailer, at, end);
}

export const ethernet = protocol('eth', {
  short: 'ETH', title: 'Ethernet', spec: 'IEEE 802.3',
  doc: 'Carries packets between machines of one network segment, from hardware address to hardware address.',
  fields: f, step, detail,
  lines: { frame: '{src} → {dst}' },
});

linkType.join(ethernet, 1);
bridgedPid.join(ethernet, 0x0001, 0x0007);
