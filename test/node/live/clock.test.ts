import { describe, expect, test } from 'vitest';
import { Clock } from '../../../src/node/live/clock.ts';

describe('the clock that packets are stamped with', () => {
  let day = 0;
  let monotonic = 0;
  const ORIGIN = 1_795_247_952_000.25;

  function clock(): Clock {
    monotonic = 0;
    day = Math.floor(ORIGIN);
    return new Clock(() => day, () => monotonic, ORIGIN);
  }

  /** So many milliseconds pass; the time of day is told in whole ones. */
  function pass(c: Clock, milliseconds: number): number {
    monotonic += milliseconds;
    day = Math.floor(ORIGIN + monotonic);
    c.read();
    return c.seconds * 1000 + c.nanos / 1e6;
  }

  test('tells fractions of a millisecond', () => {
    const c = clock();
    expect(pass(c, 0.5)).toBeCloseTo(ORIGIN + 0.5, 2);
    expect(pass(c, 0.125)).toBeCloseTo(ORIGIN + 0.625, 2);
    expect(c.nanos).toBeLessThan(1e9);
  });

  test('does not jump because the time of day is told in whole milliseconds', () => {
    const c = clock();
    for (let i = 0; i < 100; i++) expect(pass(c, 999.9)).toBeCloseTo(ORIGIN + monotonic, 2);
  });

  test('follows when the time of day is set, forwards and backwards', () => {
    const c = clock();
    pass(c, 1);
    for (const change of [3_600_000, -7_200_000]) {
      monotonic += 1001;
      day += change;
      c.read();
      expect(Math.abs(c.seconds * 1000 + c.nanos / 1e6 - day)).toBeLessThan(2);
    }
  });

  test('the clocks of the system', () => {
    const c = new Clock();
    c.read();
    expect(Math.abs(c.seconds * 1000 + c.nanos / 1e6 - Date.now())).toBeLessThan(100);
  });
});
