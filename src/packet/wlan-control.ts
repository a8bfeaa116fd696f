import { bytes, fieldsOf, flagLittle, u16le, VARIES } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { Places } from './places.ts';
import { blockAckNames, CONTROL } from './wlan-names.ts';

/** Kinds of block acknowledgment that begin with one sequence number, by the number of kinds in its control field. */
const PLAIN_KINDS = [0, 1, 2];

const f = fieldsOf('wlan', 'IEEE 802.11 §9.3.1.7', {
  'ba.control': u16le(VARIES, { hex: true, label: 'Block acknowledgment control', doc: 'What kind of block acknowledgment it is.' }),
  'ba.control.ackpolicy': flagLittle(VARIES, 2, 0x0001, { label: 'No acknowledgment', doc: 'Set: this frame itself is not acknowledged.' }),
  'ba.control.ba_type': u16le(VARIES, { mask: 0x001e, hex: true, names: blockAckNames, label: 'Kind', doc: 'How the acknowledgment is written.' }),
  'ba.control.reserved': u16le(VARIES, { mask: 0x0fe0, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'ba.basic.tidinfo': u16le(VARIES, { mask: 0xf000, hex: true, label: 'Traffic identifier', doc: 'The class of traffic that is acknowledged.' }),
  'fixed.ssc': u16le(VARIES, { hex: true, label: 'Starting sequence', doc: 'Where the acknowledged frames begin.' }),
  'fixed.ssc.fragment': u16le(VARIES, { mask: 0x000f, label: 'Fragment', doc: 'Number of the first fragment.' }),
  'fixed.ssc.sequence': u16le(VARIES, { mask: 0xfff0, label: 'Sequence number', doc: 'Number of the first frame.' }),
  'ba.bm': bytes(VARIES, 0, { label: 'Bitmap', doc: 'One bit for each frame that has arrived.', spec: 'IEEE 802.11 §9.3.1.8' }),
  'control.body': bytes(VARIES, 0, { label: 'Body', doc: 'The rest of the frame, as it is.', spec: 'IEEE 802.11 §9.3.1' }),
});
export const wlanControlFields = f;

/** Adds what a control frame has after its addresses, in `from`..`to`. */
export function addControlBody(t: TreeBuilder, subtype: number, from: number, to: number): void {
  const o = new Places(t, from, to);
  if (subtype === CONTROL.blockAckRequest || subtype === CONTROL.blockAck) {
    const kind = (t.bytes[from]! & f['ba.control.ba_type'].mask) >> 1;
    o.bits(f['ba.control'], f['ba.control.ackpolicy'], f['ba.control.ba_type'], f['ba.control.reserved'], f['ba.basic.tidinfo']);
    if (PLAIN_KINDS.includes(kind)) {
      o.bits(f['fixed.ssc'], f['fixed.ssc.fragment'], f['fixed.ssc.sequence']);
      o.rest(f['ba.bm']);
    }
  }
  o.rest(f['control.body']);
}
