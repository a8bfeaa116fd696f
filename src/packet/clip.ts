import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { ipByVersion } from './ip-version.ts';
import { linkType } from './link-type.ts';
import { llc } from './llc.ts';

/** LLC and SNAP with an EtherType, as RFC 2684 §5.1 has them. */
const SNAP = [0xaa, 0xaa, 0x03, 0x00, 0x00, 0x00];

/** HOT: must not allocate. */
function beginsWithSnap(b: Uint8Array, at: number, end: number): boolean {
  for (let i = 0; i < SNAP.length; i++) if (at + i >= end || b[at + i] !== SNAP[i]) return false;
  return true;
}

function step(w: Walk): boolean {
  w.next = beginsWithSnap(w.bytes, w.start, w.end) ? llc : ipByVersion(w);
  return true;
}

/** Has no header: packets of some circuits begin with LLC, of others with IP. */
export const clip = protocol('clip', {
  short: 'CLIP', title: 'Classical IP over ATM', spec: 'RFC 2225',
  doc: 'Carries IP packets over a virtual circuit of ATM; the capture does not say which.',
  fields: {}, step,
  lines: { packet: 'IP over ATM' },
});

linkType.join(clip, 106);
