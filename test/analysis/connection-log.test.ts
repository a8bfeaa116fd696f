import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { ConnectionLog, type ConnectionRecord } from '../../src/analysis/connection-log.ts';
import { concat, u16, utf8 } from '../build/bytes.ts';
import { icmp } from '../build/icmp.ts';
import { ethernet, ipv4 } from '../build/packet.ts';
import { feed, ISN, opening, packetOf, type Segment } from '../build/segments.ts';

function log(segments: readonly Segment[]): ConnectionRecord[] {
  const a = new Analyzer(() => undefined, { verdicts: true });
  const counted = new ConnectionLog(a);
  feed(a, segments);
  a.end();
  return [...counted.records()];
}
const one = (...segments: readonly Segment[]): ConnectionRecord => log([...opening, ...segments])[0]!;

describe('what is remembered of a connection', () => {
  test('who, how much each way, how long', () => {
    const r = one({ by: 'C', seq: 1, ack: 1, data: 40 }, { by: 'S', seq: 1, ack: 41, data: 100, after: 10 });
    expect(r).toMatchObject({ number: 0, connState: 'S1', completeness: 15, closer: undefined, start: 0, client: { end: '10.77.0.10:51514', packets: 3, bytes: 40 }, server: { end: '10.77.0.2:9999', packets: 2, bytes: 100 } });
    expect(r.duration).toBeCloseTo(0.013);
    expect([r.client.state, r.server.state]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
  });

  test('the client is who asked, whoever is seen first', () => {
    expect(log([opening[1]!, opening[2]!])[0]).toMatchObject({ client: { end: '10.77.0.10:51514', packets: 1 }, server: { end: '10.77.0.2:9999', packets: 1 } });
  });

  test('what was sent again, in which packets, and that nothing is missing', () => {
    const data: Segment = { by: 'C', seq: 1, ack: 1, data: 40 };
    const r = one(data, { ...data, after: 300 }, { by: 'C', seq: 41, ack: 1, data: 10 }, { by: 'C', seq: 31, ack: 1, data: 30, after: 300 });
    expect(r).toMatchObject({ repeats: [5, 7], client: { repeatedSegments: 2, repeatedBytes: 60, missing: 0 }, server: { repeatedSegments: 0, repeatedBytes: 0 } });
  });

  test('what is missing in the middle and at the end, and what came late', () => {
    const r = one({ by: 'C', seq: 101, ack: 1, data: 10 }, { by: 'C', seq: 51, ack: 1, data: 50, after: 0.1 }, { by: 'S', seq: 1, ack: 131 });
    expect(r).toMatchObject({ repeats: [], client: { missing: 70, repeatedBytes: 0 }, server: { missing: 0 } });
  });

  test('an acknowledgment of nothing, in a RST, promises nothing', () => {
    expect(one({ by: 'S', seq: 1, flags: 'R' }).client.missing).toBe(0);
    expect(one({ by: 'S', seq: 1, ack: 500, flags: 'RA' }).client.missing).toBe(0);
  });

  test('the first round trip, and those of segments that were sent once (RFC 6298 §3)', () => {
    const r = one({ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 11, after: 20 }, { by: 'C', seq: 11, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 21, after: 40 },
      { by: 'C', seq: 21, ack: 1, data: 10 }, { by: 'C', seq: 21, ack: 1, data: 10, after: 300 }, { by: 'S', seq: 1, ack: 31, after: 5 });
    expect(r.handshake).toBeCloseTo(0.002);
    expect(r.server.roundTrips).toMatchObject({ count: 3 });
    expect([r.server.roundTrips!.min, r.server.roundTrips!.average, r.server.roundTrips!.max].map((s) => Math.round(s * 1000))).toEqual([1, 20, 40]);
    expect(r.client.roundTrips!.count).toBe(1);
  });

  test.each<[Segment, string, boolean]>([
    [{ by: 'C', seq: 1, ack: 1, flags: 'FA' }, 'client', false], [{ by: 'S', seq: 1, ack: 1, flags: 'FA' }, 'server', false], [{ by: 'S', seq: 1, ack: 1, flags: 'RA' }, 'server', true],
  ])('who closed first: %o', (segment, closer, isReset) => {
    expect(one(segment, { by: 'C', seq: 1, ack: 2, flags: 'RA' })).toMatchObject({ closer, isReset });
  });

  test('copies that differ while they wait for what is missing before them', () => {
    const said = (text: string, seq: number): Segment => ({ by: 'C', seq, ack: 1, data: utf8(text), serverPort: 25 });
    const smtp = opening.map((s) => ({ ...s, serverPort: 25 }));
    const r = log([...smtp, said('EHLO a\r\n', 1), said('MAIL FROM:<a@b>\r\n', 109), said('MAIL FROM:<x@b>\r\n', 109)])[0]!;
    expect([r.client.conflicting, r.server.conflicting]).toEqual([1, 0]);
  });

  test('waiting that was given up', () => {
    const smtp = opening.map((s) => ({ ...s, serverPort: 25 }));
    const ahead: Segment[] = Array.from({ length: 600 }, (_, i) => ({ by: 'C', seq: 101 + 2 * i, ack: 1, data: 1, serverPort: 25 }));
    expect(log([...smtp, { by: 'C', seq: 1, ack: 1, data: utf8('EHLO a\r\n'), serverPort: 25 }, ...ahead])[0]!.client.evictions).toBeGreaterThan(0);
  });

  test('connections one after the other on the same ports', () => {
    const again = opening.map((s) => ({ ...s, seq: (s.seq ?? 0) + 100_000 * (s.by === 'C' ? 1 : 2), ack: s.ack === undefined ? 0 : s.ack + 100_000 * (s.by === 'C' ? 2 : 1) }));
    const records = log([...opening, { by: 'C', seq: 1, ack: 1, flags: 'FA' }, ...again]);
    expect(records.map((r) => [r.number, r.connState, r.client.packets])).toEqual([[0, 'S2', 3], [1, 'S1', 2]]);
  });

  test('a connection that only an error quotes is none', () => {
    const a = new Analyzer(() => undefined, { verdicts: true });
    const counted = new ConnectionLog(a);
    const quoted = packetOf({ by: 'C', flags: 'S' }).subarray(14);
    const error = ethernet({}, ipv4({ proto: 1 }, icmp(3, 3, concat(u16(0), u16(0), quoted))));
    a.packet(error, 0, error.length, error.length, 0, 0, 1, undefined);
    feed(a, [{ by: 'C', flags: 'S', port: 4000 }]);
    a.end();
    expect([...counted.records()].map((r) => r.client.end)).toEqual(['10.77.0.10:4000']);
  });

  test('initial numbers do not matter', () => {
    expect(ISN.C + 300).toBeGreaterThan(2 ** 32);
    expect(one({ by: 'C', seq: 1, ack: 1, data: 400 }, { by: 'S', seq: 1, ack: 401 }).client).toMatchObject({ bytes: 400, missing: 0 });
  });
});
