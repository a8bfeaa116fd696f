import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_HOLES, MissingBytes } from '../../src/analysis/holes.ts';
import { seqAdd } from '../../src/stream/seq.ts';

const BASE = 0xffff_fff0;
const at = (n: number): number => seqAdd(BASE, n);

describe('what is missing in a stream', () => {
  test('is filled in part, in the middle, and whole', () => {
    const m = new MissingBytes();
    m.skip(0, at(0), at(100));
    expect([m.fill(0, at(40), at(60)), m.count(0)]).toEqual([20, 80]);
    expect([m.fill(0, at(30), at(70)), m.count(0)]).toEqual([20, 60]);
    expect([m.fill(0, at(-10), at(200)), m.count(0)]).toEqual([60, 0]);
  });

  test('of one side is not missing in another, nor in the next connection', () => {
    const m = new MissingBytes();
    m.skip(0, at(0), at(10));
    expect([m.count(1), m.fill(1, at(0), at(10))]).toEqual([0, 0]);
    m.clear(0);
    expect(m.count(0)).toBe(0);
  });

  test('a jump wider than any window is none (RFC 7323 §2.3)', () => {
    const m = new MissingBytes();
    m.skip(0, 0, 2 ** 30 + 1);
    m.skip(0, 10, 5);
    expect(m.count(0)).toBe(0);
  });

  test('holes beyond the limit are missing for good', () => {
    const m = new MissingBytes();
    for (let i = 0; i <= MAX_HOLES; i++) m.skip(0, at(20 * i), at(20 * i + 10));
    expect([m.count(0), m.fill(0, at(0), at(20 * MAX_HOLES)), m.fill(0, at(20 * MAX_HOLES), at(20 * MAX_HOLES + 10)), m.count(0)]).toEqual([10 * (MAX_HOLES + 1), 10 * MAX_HOLES, 0, 10]);
  });

  test('a hole that is cut in two at the limit loses its second part', () => {
    const m = new MissingBytes();
    for (let i = 0; i < MAX_HOLES; i++) m.skip(0, at(20 * i), at(20 * i + 10));
    expect([m.fill(0, at(4), at(5)), m.fill(0, at(5), at(10)), m.count(0)]).toEqual([1, 0, 10 * MAX_HOLES - 1]);
  });

  test('as many bytes are filled as are no longer missing, for any stretches', () => {
    const stretch = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(fc.property(fc.array(stretch, { maxLength: 40 }), (stretches) => {
      const m = new MissingBytes();
      m.skip(0, at(0), at(300));
      for (const [from, length] of stretches) {
        const before = m.count(0);
        const filled = m.fill(0, at(from), at(from + length));
        expect(before - m.count(0)).toBe(filled);
        expect(m.fill(0, at(from), at(from + length))).toBe(0);
      }
    }));
  });
});
