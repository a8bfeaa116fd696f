import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Backlog, type PacketFollower } from '../../src/capture/backlog.ts';
import type { CaptureInterface } from '../../src/capture/packet-sink.ts';

const eth0 = { name: 'eth0' } as CaptureInterface;
const eth1 = { name: 'eth1' } as CaptureInterface;

/** What comes out: packets as what they were, gaps as numbers. */
function follower(): { readonly seen: unknown[]; readonly sink: PacketFollower } {
  const seen: unknown[] = [];
  return {
    seen,
    sink: {
      packet: (bytes, from, to, wireLength, seconds, nanos, linkType, iface) => void seen.push([...bytes.slice(from, to), wireLength, seconds, nanos, linkType, iface?.name]),
      skip: (count) => void seen.push(count),
    },
  };
}

function put(backlog: Backlog, bytes: readonly number[], iface?: CaptureInterface): void {
  backlog.packet(Uint8Array.of(0xff, ...bytes, 0xff), 1, bytes.length + 1, bytes.length + 100, 1_795_247_952, 999_999_999, 0x1234_5678, iface);
}

describe('packets that wait to be looked at', () => {
  test('come out as they went in, in their order, and then there are none', () => {
    const backlog = new Backlog();
    const { seen, sink } = follower();
    put(backlog, [1, 2, 3], eth0);
    put(backlog, [], eth1);
    put(backlog, [4]);
    expect(backlog.waiting).toBe(3);
    expect([1, 2, 3, 4].map(() => backlog.deliver(sink))).toEqual([true, true, true, false]);
    expect(seen).toEqual([
      [1, 2, 3, 103, 1_795_247_952, 999_999_999, 0x1234_5678, 'eth0'], [100, 1_795_247_952, 999_999_999, 0x1234_5678, 'eth1'], [4, 101, 1_795_247_952, 999_999_999, 0x1234_5678, undefined],
    ]);
  });

  test('the bytes are a copy: whoever delivers them may use his again', () => {
    const backlog = new Backlog();
    const { seen, sink } = follower();
    const mine = Uint8Array.of(7);
    backlog.packet(mine, 0, 1, 1, 0, 0, 1, undefined);
    mine[0] = 8;
    backlog.deliver(sink);
    expect(seen).toEqual([[7, 1, 0, 0, 1, undefined]]);
  });

  test('what does not fit is left out, and said in its place', () => {
    const backlog = new Backlog(1 << 20);
    const { seen, sink } = follower();
    const large = new Uint8Array(600_000);
    put(backlog, [1]);
    for (let i = 0; i < 3; i++) backlog.packet(large, 0, large.length, large.length, 0, 0, 1, undefined);
    expect([backlog.waiting, backlog.skipped]).toEqual([2, 2]);
    while (backlog.deliver(sink));
    put(backlog, [2]);
    while (backlog.deliver(sink));
    expect(seen.map((s) => (Array.isArray(s) ? s.length : s))).toEqual([6, 600_005, 2, 6]);
  });

  test('a packet that is larger than all that may wait is left out', () => {
    const backlog = new Backlog(1000);
    const { seen, sink } = follower();
    backlog.packet(new Uint8Array(2000), 0, 2000, 2000, 0, 0, 1, undefined);
    expect(backlog.deliver(sink)).toBe(false);
    expect(seen).toEqual([1]);
  });

  test('law: nothing is invented, moved or counted twice, however puts and deliveries alternate', () => {
    const step = fc.oneof(fc.record({ size: fc.nat(400_000) }), fc.constant('deliver' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const backlog = new Backlog(2 << 20);
        const out: (number | 'gap')[] = [];
        let gap = 0;
        const sink: PacketFollower = {
          packet: (_bytes, from, to, wireLength) => {
            expect(to - from).toBe(wireLength % 1_000_000);
            out.push(Math.floor(wireLength / 1_000_000));
          },
          skip: (count) => {
            gap += count;
            for (let i = 0; i < count; i++) out.push('gap');
          },
        };
        let number = 0;
        for (const s of steps) {
          if (s === 'deliver') backlog.deliver(sink);
          else backlog.packet(new Uint8Array(s.size), 0, s.size, number++ * 1_000_000 + s.size, 0, 0, 1, undefined);
        }
        while (backlog.deliver(sink));
        expect(gap).toBe(backlog.skipped);
        expect(out.map((n, i) => (n === 'gap' ? i : n))).toEqual(Array.from({ length: number }, (_, i) => i));
      }),
      { numRuns: 50 },
    );
  });
});
