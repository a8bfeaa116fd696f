import type { Random } from '../bench/random.ts';

/** Values that lengths, counts and versions like least. */
const nasty = [0, 1, 0x3f, 0x40, 0x7f, 0x80, 0xc0, 0xff];

/** A damaged copy of bytes: some overwritten, some cut off, some doubled, some put in from elsewhere. */
export function mutate(bytes: Uint8Array, r: Random): Uint8Array<ArrayBuffer> {
  let b = Uint8Array.from(bytes);
  for (let n = 1 + r.below(4); n > 0; n--) b = damage(b, r);
  return b;
}

function damage(b: Uint8Array<ArrayBuffer>, r: Random): Uint8Array<ArrayBuffer> {
  const at = r.below(b.length + 1);
  switch (r.below(6)) {
    case 0:
      return b.slice(0, at);
    case 1:
      return spliced(b, at, at, b.subarray(at, at + r.below(40)));
    case 2:
      return spliced(b, at, Math.min(b.length, at + r.below(16)), new Uint8Array(0));
    case 3:
      return spliced(b, at, at, Uint8Array.from({ length: r.below(20) }, () => r.below(256)));
    default:
      if (b.length > 0) b[Math.min(at, b.length - 1)] = r.below(2) === 0 ? r.pick(nasty) : r.below(256);
      return b;
  }
}

function spliced(b: Uint8Array, from: number, to: number, put: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(from + put.length + b.length - to);
  result.set(b.subarray(0, from));
  result.set(put, from);
  result.set(b.subarray(to), from + put.length);
  return result;
}
