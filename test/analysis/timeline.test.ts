import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_INTERVALS, Timeline, type TimelineRow } from '../../src/analysis/timeline.ts';

const SECOND = 1e9;

function counted(times: readonly number[], width?: number): Timeline {
  const timeline = new Timeline(2, width);
  times.forEach((time, i) => {
    const index = timeline.at(Math.round(time * SECOND));
    timeline.count(0, index, 100);
    if (i % 2 === 0) timeline.count(1, index, 100);
  });
  return timeline;
}
const brief = (rows: Iterable<TimelineRow>): number[][] => [...rows].map((r) => [r.from / SECOND, ...r.packets]);

describe('packets over time', () => {
  test('in intervals of a given width, empty ones included; a packet on the border belongs to the interval that begins there', () => {
    expect(brief(counted([0, 0.05, 0.1, 0.3, 0.35], 0.1 * SECOND).rows())).toEqual([[0, 2, 1], [0.1, 1, 1], [0.2, 0, 0], [0.3, 2, 1]]);
  });

  test('a chosen width is 1, 2 or 5 times a power of ten, and makes neither few rows nor many', () => {
    for (const duration of [0.0004, 0.07, 1, 9, 68, 3600, 86_400 * 30]) {
      const timeline = counted(Array.from({ length: 1000 }, (_, i) => (duration * i) / 999));
      const rows = [...timeline.rows()];
      expect(rows.length).toBeGreaterThanOrEqual(20);
      expect(rows.length).toBeLessThanOrEqual(50);
      expect(['1', '2', '5']).toContain(String(timeline.width)[0]);
      expect(rows.reduce((n, r) => n + r.packets[0]!, 0)).toBe(1000);
    }
  });

  test('nothing is lost, whatever the times', () => {
    const times = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(times, fc.option(fc.integer({ min: 1, max: SECOND }), { nil: undefined }), (list, width) => {
      const rows = [...counted(list, width).rows()];
      expect(rows.reduce((n, r) => n + r.packets[0]!, 0)).toBe(list.length);
      expect(rows.reduce((n, r) => n + r.bytes[1]!, 0)).toBe(100 * Math.ceil(list.length / 2));
      expect(rows.length).toBeLessThanOrEqual(MAX_INTERVALS);
    }), { numRuns: 60 });
  });

  test('before the first packet, where the clock goes back, is at the beginning', () => {
    expect(brief(counted([0, -5, 1], SECOND).rows())).toEqual([[0, 2, 1], [1, 1, 1]]);
  });

  test('too many rows are put together, and it says so', () => {
    const timeline = counted([0, 10], 1000);
    expect([timeline.isCoarser, timeline.width]).toEqual([true, 1_000_000]);
    expect(counted([0, 10], SECOND).isCoarser).toBe(false);
  });

  test('without a packet there is no row', () => {
    expect([...new Timeline(1, undefined).rows()]).toEqual([]);
  });
});
