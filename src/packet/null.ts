import { fieldsOf, u16, u32, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { addressFamily, addressFamilyNames } from './address-family.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { linkType } from './link-type.ts';

const HEADER = 4;

const f = fieldsOf('null', 'draft-ietf-opsawg-pcaplinktype', {
  family: u32(VARIES, { names: addressFamilyNames, label: 'Family', doc: 'Which protocol the packet is of: an address family of the system that captured, in the byte order of its processor.' }),
  type: u16(VARIES, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the packet is of, by its EtherType.' }),
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

/** Families end long before EtherTypes begin; a few systems write those, in the last two bytes. */
const MAX_FAMILY = 1500;

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  w.body = s + HEADER;
  const family = familyAt(b, s);
  w.next = family <= MAX_FAMILY ? w.choose(addressFamily, family) : w.choose(etherType, typeAt(b, s));
  return true;
}

const typeAt = (b: Uint8Array, at: number): number => (b[at + 2]! << 8) | b[at + 3]!;

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER) return;
  const family = familyAt(b, s);
  if (family <= MAX_FAMILY) t.add(f.family, s, body, family);
  else t.add(f.type, s, body, typeAt(b, s));
}

export const nullLoopback = protocol('null', {
  short: 'NULL', title: 'Null/loopback', spec: 'draft-ietf-opsawg-pcaplinktype',
  doc: 'The four bytes that BSD systems put before packets of the loopback interface, which has no frames.',
  fields: f, step, detail,
  lines: { packet: '{family:name}' },
});

linkType.join(nullLoopback, 0, 108);
