import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PcapngClock } from '../../src/capture/pcapng-clock.ts';

/** The time by the definition, in whole numbers of any size. */
function byDefinition(time: bigint, resolution: number, offset: number): { seconds: number; nanos: number } {
  const units = (resolution & 0x80) === 0 ? 10n ** BigInt(resolution & 0x7f) : 2n ** BigInt(resolution & 0x7f);
  return { seconds: Number(time / units) + offset, nanos: Number(((time % units) * 1_000_000_000n) / units) };
}

function byClock(time: bigint, resolution: number, offset: number): { seconds: number; nanos: number } {
  const clock = new PcapngClock(resolution, offset);
  clock.set(Number(time >> 32n), Number(time & 0xffffffffn));
  return { seconds: clock.seconds, nanos: clock.nanos };
}

describe('pcapng times (draft-ietf-opsawg-pcapng §4.2, §4.3)', () => {
  test('every time in every decimal resolution is exact', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 64n - 1n), fc.integer({ min: 0, max: 127 }), fc.integer({ min: -1e9, max: 1e9 }), (time, resolution, offset) => {
        expect(byClock(time, resolution, offset)).toEqual(byDefinition(time, resolution, offset));
      }),
      { numRuns: 5000 },
    );
  });

  test('every time in every binary resolution is exact', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 64n - 1n), fc.integer({ min: 128, max: 255 }), (time, resolution) => {
        expect(byClock(time, resolution, 0)).toEqual(byDefinition(time, resolution, 0));
      }),
    );
  });

  test.each([
    [6, 1_795_247_952_204_507n, 1_795_247_952, 204_507_000],
    [9, 1_795_247_952_204_507_891n, 1_795_247_952, 204_507_891],
    [12, 5_123_456_789_987n, 5, 123_456_789],
    [0x94, 1_572_864n, 1, 500_000_000],
    [0, 7n, 7, 0],
  ])('if_tsresol %i: %i', (resolution, time, seconds, nanos) => {
    expect(byClock(time, resolution, 0)).toEqual({ seconds, nanos });
  });
});
