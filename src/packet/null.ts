import { fieldsOf, u32, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { addressFamily, addressFamilyNames } from './address-family.ts';
import { etherType } from './ethertype.ts';
import { isLength } from './length-or-type.ts';
import { linkType } from './link-type.ts';

const HEADER = 4;

const f = fieldsOf('null', 'draft-ietf-opsawg-pcaplinktype', {
  family: u32(VARIES, { names: addressFamilyNames, label: 'Family', doc: 'Which protocol the packet is of: an address family of the system that captured, in the byte order of its processor.' }),
});

/**
 * HOT: must not allocate. The family that the header at `at` names. Families are small: which end of the four bytes they stand at tells the
 * byte order. Some systems write only 16 bits, in front.
 */
function familyAt(b: Uint8Array, at: number): number {
  const high = (b[at]! << 8) | b[at + 1]!;
  const low = (b[at + 2]! << 8) | b[at + 3]!;
  if (high === 0) return low;
  if (b[at] === 0 && low === 0) return high;
  return ((b[at + 3]! << 24) | (b[at + 2]! << 16) | (b[at + 1]! << 8) | b[at]!) >>> 0;
}

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.start + HEADER;
  const family = familyAt(w.bytes, w.start);
  // Families end long before EtherTypes begin; a few systems write those.
  w.next = family === 0 || isLength(family) ? w.choose(addressFamily, family) : w.choose(etherType, family);
  return true;
}

export const nullLoopback = protocol('null', {
  short: 'NULL', title: 'Null/loopback', spec: 'draft-ietf-opsawg-pcaplinktype',
  doc: 'The four bytes that BSD systems put before packets of the loopback interface, which has no frames.',
  fields: f, step,
  detail: (t) => {
    if (t.body === t.start + HEADER) t.add(f.family, t.start, t.body, familyAt(t.bytes, t.start));
  },
  lines: { packet: '{family:name}' },
});

linkType.join(nullLoopback, 0, 108);
