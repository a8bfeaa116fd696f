import { describe, expect, test } from 'vitest';
import { Exchanges } from '../../src/analysis/exchanges.ts';

const addresses = Uint8Array.of(10, 0, 0, 1, 10, 0, 0, 2);

describe('UDP exchanges', () => {
  test('the pair known longest is forgotten for a new one, and gets a new number when it comes back', () => {
    const e = new Exchanges(3);
    const number = (port: number, seconds: number): number => e.flows.number(e.datagram(addresses, 0, 4, port, 53, seconds, 0));
    expect([1, 2, 3, 1, 4].map((port, i) => number(port, i))).toEqual([0, 1, 2, 0, 3]);
    expect([number(1, 5), number(3, 6), number(4, 7)]).toEqual([4, 2, 3]);
    expect(e.flows.live).toBe(3);
  });

  test('when the first datagram came, and the one before', () => {
    const e = new Exchanges();
    for (const seconds of [10, 12, 17]) e.datagram(addresses, 0, 4, 40000, 53, seconds, 5);
    const { firstSeconds, previousSeconds, lastSeconds, lastNanos } = e.columns.at;
    expect([firstSeconds[0], previousSeconds[0], lastSeconds[0], lastNanos[0]]).toEqual([10, 12, 17, 5]);
  });
});
