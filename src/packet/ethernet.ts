import { bytes, either, fieldsOf, flag, mac, u16, u32, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { linkType } from './link-type.ts';
import { llc } from './llc.ts';

const HEADER = 14;
/** Values up to this are a length (IEEE 802.3), those from 1536 on a type; between them lies nothing. */
const MAX_LENGTH = 1500;
const MIN_TYPE = 1536;

const isType = (b: Uint8Array, s: number): boolean => lengthOrType(b, s) > MAX_LENGTH;
const isLength = (b: Uint8Array, s: number): boolean => lengthOrType(b, s) <= MAX_LENGTH;

function lengthOrType(b: Uint8Array, s: number): number {
  return (b[s + 12]! << 8) | b[s + 13]!;
}

const f = fieldsOf('eth', 'IEEE 802.3 §3', {
  dst: mac(0, { label: 'Destination', doc: 'Hardware address of the card that is to take the frame; ff:ff:ff:ff:ff:ff is everyone.' }),
  'dst.lg': flag(0, 3, 0x020000, { label: 'LG bit', doc: 'Set: the address was given locally, not by the maker of the card.' }),
  'dst.ig': flag(0, 3, 0x010000, { label: 'IG bit', doc: 'Set: the address is a group (multicast or broadcast), not one card.' }),
  src: mac(6, { label: 'Source', doc: 'Hardware address of the card that sent the frame.' }),
  'src.lg': flag(6, 3, 0x020000, { label: 'LG bit', doc: 'Set: the address was given locally, not by the maker of the card.' }),
  'src.ig': flag(6, 3, 0x010000, { label: 'IG bit', doc: 'Must be clear: a group cannot send.' }),
  addr: either('mac', ['dst', 'src'], { label: 'Source or destination', doc: 'Either hardware address of the frame.' }),
  lg: either('bool', ['dst.lg', 'src.lg'], { label: 'LG bit', doc: 'The LG bit of either address.' }),
  ig: either('bool', ['dst.ig', 'src.ig'], { label: 'IG bit', doc: 'The IG bit of either address.' }),
  type: u16(12, { label: 'Type', doc: 'Which protocol the frame carries.', hex: true, names: etherTypeNames, when: isType }),
  len: u16(12, { label: 'Length', doc: 'How many bytes of data follow, in an 802.3 frame; what is left is padding.', unit: 'bytes', when: isLength }),
  padding: bytes(VARIES, 0, { label: 'Padding', doc: 'Zeros that fill the frame up to the 60 bytes that Ethernet demands.' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet that are not padding.' }),
  fcs: u32(VARIES, { label: 'Frame check sequence', doc: 'The CRC-32 of the frame, where the capture holds it.', hex: true }),
});

/** Ethernet II (DIX) and IEEE 802.3. */
function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.start + HEADER;
  const type = lengthOrType(w.bytes, w.start);
  if (type >= MIN_TYPE) {
    w.next = w.choose(etherType, type);
  } else if (type <= MAX_LENGTH) {
    w.carries(type);
    w.next = llc;
  }
  return true;
}

/** The frame must be 60 bytes without the check sequence: shorter packets are padded up to that. */
const MIN_FRAME = 60;

function detail(t: TreeBuilder): void {
  let at = t.innerEnd;
  const fcs = t.end - at >= 4 ? t.walk.fcsSize : 0;
  const end = t.end - fcs;
  const padded = Math.min(end, t.start + MIN_FRAME);
  if (at < padded && isZero(t.bytes, at, padded)) {
    t.add(f.padding, at, padded);
    at = padded;
  }
  if (at < end) t.add(f.trailer, at, end);
  if (fcs > 0) t.add(f.fcs, end, t.end);
}

function isZero(b: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (b[i] !== 0) return false;
  return true;
}

export const ethernet = protocol('eth', {
  short: 'ETH', title: 'Ethernet', spec: 'IEEE 802.3',
  doc: 'Carries packets between machines of one network segment, from hardware address to hardware address.',
  fields: f, step, detail,
  lines: { frame: '{src} → {dst}' },
});

linkType.join(ethernet, 1);
