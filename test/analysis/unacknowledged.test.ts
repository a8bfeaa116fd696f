import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_UNACKNOWLEDGED, NONE, Unacknowledged } from '../../src/analysis/unacknowledged.ts';
import { seqAdd, seqDiff } from '../../src/stream/seq.ts';

const SIDES = 2;

/** The same, written without a thought for speed. */
class Plain {
  readonly #sides: { seq: number; next: number; packet: number }[][] = Array.from({ length: SIDES }, () => []);

  add(side: number, seq: number, next: number, packet: number): void {
    this.#sides[side]!.push({ seq, next, packet });
  }

  acknowledge(side: number, ack: number): number | undefined {
    const list = this.#sides[side]!;
    const exact = list.find((s) => s.next === ack)?.packet;
    this.#sides[side] = list.filter((s) => seqDiff(s.next, ack) > 0).map((s) => (seqDiff(ack, s.seq) > 0 ? { ...s, seq: ack } : s));
    return exact;
  }

  span(side: number): number {
    const list = this.#sides[side]!;
    return list.reduce((last, s) => (seqDiff(s.next, last) > 0 ? s.next : last), list[0]!.next) - list.reduce((first, s) => (seqDiff(s.seq, first) < 0 ? s.seq : first), list[0]!.seq);
  }

  holding(side: number, seq: number, end: number): number | undefined {
    return this.#sides[side]!.find((s) => seqDiff(s.seq, end) < 0 && seqDiff(s.next, seq) > 0)?.packet;
  }

  size(side: number): number {
    return this.#sides[side]!.length;
  }
}

function made(): Unacknowledged {
  const u = new Unacknowledged();
  for (let side = 0; side < SIDES; side++) u.clear(side);
  return u;
}

const packetOf = (u: Unacknowledged, row: number): number | undefined => (row === NONE ? undefined : u.sent.at.packet[row]);

describe('what is not acknowledged yet', () => {
  test('is the same as a plain list of it, for any segments and acknowledgments, around the end of the numbers', () => {
    const base = 0xffff_ffe0;
    const step = fc.record({ side: fc.nat(SIDES - 1), ack: fc.boolean(), at: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 20 }) });
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const u = made();
      const plain = new Plain();
      steps.forEach(({ side, ack, at, length }, packet) => {
        const seq = seqAdd(base, at);
        if (ack) expect(packetOf(u, u.acknowledge(side, seq))).toBe(plain.acknowledge(side, seq));
        else {
          u.add(side, seq, seqAdd(seq, length), packet, 0, 0);
          plain.add(side, seq, seqAdd(seq, length), packet);
        }
        expect(packetOf(u, u.holding(side, seq, seqAdd(seq, length)))).toBe(plain.holding(side, seq, seqAdd(seq, length)));
        expect(u.isEmpty(side)).toBe(plain.size(side) === 0);
        if (!u.isEmpty(side)) expect(u.span(side)).toBe(plain.span(side) >>> 0);
      });
    }), { numRuns: 500 });
  });

  test('rows are used again', () => {
    const u = made();
    for (let i = 0; i < 5000; i++) {
      u.add(0, i, i + 1, i, 0, 0);
      if (i % 10 === 9) u.acknowledge(0, i + 1);
    }
    expect(u.sent.length).toBeLessThanOrEqual(10);
  });

  test('there is a limit for a side, and a new connection begins without', () => {
    const u = made();
    for (let i = 0; i < MAX_UNACKNOWLEDGED; i++) expect(u.add(0, i, i + 1, i, 0, 0)).toBe(true);
    expect([u.add(0, MAX_UNACKNOWLEDGED, MAX_UNACKNOWLEDGED + 1, 1, 0, 0), u.add(1, 0, 1, 1, 0, 0)]).toEqual([false, true]);
    u.clear(0);
    expect([u.isEmpty(0), u.isEmpty(1), u.add(0, 0, 1, 1, 0, 0)]).toEqual([true, false, true]);
  });

  test('nobody can tell which of two copies an acknowledgment is for (RFC 6298 §3)', () => {
    const u = made();
    u.add(0, 0, 10, 1, 0, 0);
    u.add(0, 10, 20, 2, 0, 0);
    expect(u.isSentOnce(0)).toBe(true);
    u.add(0, 0, 10, 3, 0, 0);
    expect(u.isSentOnce(0)).toBe(false);
    expect(packetOf(u, u.acknowledge(0, 10))).toBe(1);
    expect(u.isSentOnce(0)).toBe(false);
    u.acknowledge(0, 20);
    expect(u.isSentOnce(0)).toBe(true);
  });
});
