import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversation } from '../build/dialogue.ts';
import { anyCuts, cutUp, essenceOf, misplacedMarks, shaken } from '../build/laws.ts';
import { scripts } from '../build/scripts.ts';

/** Orders of segments: a permutation of them, and some that come twice. */
const anyShuffle = fc.array(fc.nat(1_000_000), { minLength: 24, maxLength: 24 }).map((keys) => (n: number) => {
  const order = Array.from({ length: n }, (_, i) => i).toSorted((a, b) => keys[a % 24]! - keys[b % 24]! || a - b);
  return order.flatMap((i) => (keys[(i + 7) % 24]! % 5 === 0 ? [i, i] : [i]));
});

describe.each(scripts)('$name', ({ port, turns }) => {
  const whole = essenceOf(conversation(turns, { port }));

  test('the script says something', () => {
    expect(whole.client.length + whole.server.length).toBeGreaterThan(10);
  });

  test('a segment for every byte gives the same marks, moves and contents', () => {
    expect(essenceOf(conversation(cutUp(turns, (length) => Array.from({ length }, (_, i) => i)), { port }))).toEqual(whole);
  });

  test('fields lie in their unit, and parts in what they are parts of', () => {
    expect(misplacedMarks(conversation(turns, { port }))).toEqual([]);
  });

  test('any segmentation gives the same marks, moves and contents', () => {
    fc.assert(fc.property(anyCuts, (cuts) => {
      expect(essenceOf(conversation(cutUp(turns, cuts), { port }))).toEqual(whole);
    }), { numRuns: 40 });
  });

  test('any order and doubling of the segments of a turn gives the same marks, moves and contents', () => {
    fc.assert(fc.property(anyCuts, anyShuffle, (cuts, shuffle) => {
      expect(essenceOf(shaken(turns, cuts, shuffle, port))).toEqual(whole);
    }), { numRuns: 40 });
  });

  test('with either side missing the dialogue comes to an end, and does not wait', () => {
    for (const missing of ['C', 'S'] as const) {
      const packets = conversation(turns, { port }).filter((p) => (p[29] === 10 ? 'C' : 'S') !== missing);
      const alone = essenceOf(packets);
      expect(alone[missing === 'C' ? 'server' : 'client'].length).toBeGreaterThan(5);
      expect(alone[missing === 'C' ? 'client' : 'server']).toEqual([]);
    }
  });

  test('with any packet missing nothing throws, and what comes long after the hole is understood again', () => {
    const packets = conversation(turns, { port });
    for (let i = 3; i < packets.length - 3; i++) {
      const holed = essenceOf(packets.filter((_, n) => n !== i));
      expect(holed.client.length + holed.server.length).toBeGreaterThan(5);
    }
  });
});
