import { bytes, fieldsOf, text, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { Places } from './places.ts';

/** FIPS 188 §B.3; 128 is of the Linux kernel, which stays on one machine with it. */
const tagNames = names('ip.cipso.tag_type', { 1: 'bit map of categories', 2: 'list of categories', 5: 'ranges of categories', 6: 'permissive bit map', 7: 'free form', 128: 'local to the machine' });

/** The label of the commercial security option. */
export const cipsoFields = fieldsOf('ip', 'FIPS 188', {
  'cipso.doi': u32(VARIES, { label: 'Domain of interpretation', doc: 'Who says what levels and categories mean.' }),
  'cipso.tag': bytes(VARIES, 0, { label: 'Tag', doc: 'One part of the label.' }),
  'cipso.tag_type': u8(VARIES, { names: tagNames, label: 'Tag type', doc: 'In which form the tag names its categories.' }),
  'cipso.tag_length': u8(VARIES, { unit: 'bytes', label: 'Tag length', doc: 'Length of the tag, type and length bytes included.' }),
  'cipso.alignment': u8(VARIES, { label: 'Alignment', doc: 'Filling, always zero.' }),
  'cipso.sensitivity_level': u8(VARIES, { label: 'Sensitivity level', doc: 'How secret the content is.' }),
  'cipso.categories': text(VARIES, 0, { label: 'Categories', doc: 'The categories that the content belongs to.' }),
  'cipso.tag_data': bytes(VARIES, 0, { label: 'Tag data', doc: 'The content of the tag, as it is.' }),
});
const f = cipsoFields;

const TAG_HEADER = 2;
const BITMAP = 1;
const LIST = 2;
const RANGES = 5;

/** Domain and tags. */
export function placeCipso(o: Places, t: TreeBuilder): void {
  if (o.left < 4) return;
  o.take(f['cipso.doi']);
  while (o.left >= TAG_HEADER) {
    const length = t.bytes[o.at + 1]!;
    if (length < TAG_HEADER || length > o.left) {
      t.fault('option', o.at, length, o.left);
      return;
    }
    placeTag(t, o.at, o.at + length);
    o.at += length;
  }
}

function placeTag(t: TreeBuilder, from: number, to: number): void {
  const type = t.bytes[from]!;
  const tag = new Places(t, from, to);
  t.begin(f['cipso.tag'], from, to);
  tag.take(f['cipso.tag_type']);
  tag.take(f['cipso.tag_length']);
  if ((type === BITMAP || type === LIST || type === RANGES) && tag.left >= 2) {
    tag.take(f['cipso.alignment']);
    tag.take(f['cipso.sensitivity_level']);
    if (tag.left > 0) tag.take(f['cipso.categories'], tag.left, categoriesOf(t.bytes, type, tag.at, to).join(','));
  }
  tag.rest(f['cipso.tag_data']);
  t.close();
}

function categoriesOf(b: Uint8Array, type: number, from: number, to: number): (number | string)[] {
  if (type === BITMAP) return bitsSet(b, from, to);
  const numbers: number[] = [];
  for (let at = from; at + 2 <= to; at += 2) numbers.push((b[at]! << 8) | b[at + 1]!);
  return type === LIST ? numbers : ranges(numbers);
}

function bitsSet(b: Uint8Array, from: number, to: number): number[] {
  const set: number[] = [];
  for (let bit = 0; bit < (to - from) * 8; bit++) if (b[from + (bit >> 3)]! & (0x80 >> (bit & 7))) set.push(bit);
  return set;
}

/** The highest and the lowest of each range; the last of all may be left out where it is 0. */
function ranges(ends: readonly number[]): string[] {
  return ends.flatMap((high, i) => (i % 2 === 0 ? [`${high}-${ends[i + 1] ?? 0}`] : []));
}
