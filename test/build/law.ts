import fc from 'fast-check';
import { expect } from 'vitest';
import { concat } from './bytes.ts';
import { decoder } from './decode.ts';
import { tilingProblems } from './tiling.ts';

/** Any bytes; or a sound message with some bytes overwritten, and cut or lengthened. */
function anyContent(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const wild = fc.uint8Array({ maxLength: 120 });
  if (seeds.length === 0) return wild;
  const changes = fc.array(fc.tuple(fc.nat(200), fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255))), { maxLength: 4 });
  const damaged = fc.tuple(fc.constantFrom(...seeds), changes, fc.nat(200), fc.uint8Array({ maxLength: 8 })).map(([seed, bytes, end, more]) => {
    const copy = concat(seed.subarray(0, end), more);
    for (const [at, value] of bytes) if (copy.length > 0) copy[at % copy.length] = value;
    return copy;
  });
  return fc.oneof(wild, damaged, damaged);
}

/**
 * The law of every packet protocol: whatever the bytes, nothing throws, and the parts of its layer cover the header to the bit. `wrap` makes a
 * packet of the bytes; `seeds` are sound ones to begin from. Some packets are cut by a snap length.
 */
export function expectCover(protocol: string, wrap: (content: Uint8Array) => Uint8Array, seeds: readonly Uint8Array[] = [], linkType = 1): void {
  const decode = decoder(linkType);
  fc.assert(fc.property(anyContent(seeds), fc.oneof(fc.constant(0), fc.nat(200)), (content, cut) => {
    const packet = wrap(content);
    const d = decode(packet, packet.length + cut);
    expect(d.nodes.every((n) => n.from >= 0 && n.from <= n.to)).toBe(true);
    const own = new RegExp(`^${protocol.replaceAll('.', '\\.')}[.:]`);
    expect(tilingProblems(d).filter((problem) => own.test(problem))).toEqual([]);
  }), { numRuns: 500 });
}
