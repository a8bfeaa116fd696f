import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Inspector } from '../../src/analysis/inspector.ts';
import { nodeValue } from '../../src/base/value.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { hex } from '../build/bytes.ts';
import { feed, ISN, type Judged, judge, opening, type Segment } from '../build/segments.ts';
import { treeLines } from '../build/printed.ts';

/** The last segment of a connection that was opened in packets 1 to 3. */
const last = (...segments: readonly Segment[]): Judged => judge([...opening, ...segments]).at(-1)!;
const told = (j: Judged): [string[], string[]] => [j.verdicts, j.reasons];

describe('sent again (RFC 9293 §3.8.1)', () => {
  test('a retransmission after a round trip or more', () => {
    const j = last({ by: 'C', seq: 1, ack: 1, data: 40, flags: 'PA' }, { by: 'C', seq: 1, ack: 1, data: 40, flags: 'PA', after: 300 });
    expect(told(j)).toEqual([['retransmission'], ['bytes 1–40 already arrived in packet 4']]);
    expect([j.value('tcp.analysis.rto_frame'), j.value('tcp.analysis.rto')]).toEqual(['4', '0.300000000']);
  });

  test('of one byte', () => {
    const j = last({ by: 'C', seq: 1, ack: 1, data: 1 }, { by: 'C', seq: 2, ack: 1, data: 5 }, { by: 'C', seq: 1, ack: 1, data: 1, after: 300 });
    expect(told(j)).toEqual([['retransmission'], ['byte 1 already arrived in packet 4']]);
  });

  test('the beginning is told of a segment that repeats only its beginning', () => {
    const j = last({ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'C', seq: 1, ack: 1, data: 40, after: 300 });
    expect(told(j)).toEqual([['retransmission'], ['bytes 1–10 already arrived in packet 4']]);
  });

  test('a SYN, a FIN', () => {
    expect(told(judge([{ by: 'C', flags: 'S' }, { by: 'C', flags: 'S', after: 1000 }])[1]!)).toEqual([['retransmission'], ['the SYN was sent before, in packet 1']]);
    const j = last({ by: 'C', seq: 1, ack: 1, flags: 'FA' }, { by: 'C', seq: 1, ack: 1, flags: 'FA', after: 500 });
    expect(told(j)).toEqual([['retransmission'], ['the FIN was sent before, in packet 4']]);
  });

  test('a reset that answers a SYN has no number of its sender: what follows is not behind it (RFC 9293 §3.5.2)', () => {
    const refused: Segment[] = [{ by: 'C', flags: 'S' }, { by: 'S', seq: -ISN.S, ack: 1, flags: 'RA' }, { by: 'C', flags: 'S', after: 500 }, { by: 'S', ack: 1, flags: 'SA' }];
    expect(judge(refused).at(-1)!.verdicts).toEqual(['reused_ports']);
  });

  test('what fills a gap late was sent again', () => {
    const j = last({ by: 'C', seq: 11, ack: 1, data: 10 }, { by: 'C', seq: 1, ack: 1, data: 10, after: 250 });
    expect(told(j)).toEqual([['retransmission'], ['packet 4 left these bytes out 250 ms ago: longer than a round trip, so they were not late but sent again']]);
  });

  test('what comes late by a clock that went back is no less late', () => {
    const sent: Segment[] = [{ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'C', seq: 21, ack: 1, data: 10 }];
    expect(told(last(...sent, { by: 'C', seq: 11, ack: 1, data: 10, after: -0.01 }))).toEqual([['retransmission'], ['packet 5 had already come to byte 31']]);
    expect(last(...sent, { by: 'C', seq: 11, ack: 1, data: 10, after: 0 }).verdicts).toEqual(['out_of_order']);
    const asked: Segment[] = [{ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 11 }, { by: 'C', seq: 21, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 11 }, { by: 'S', seq: 1, ack: 11 }];
    expect(last(...asked, { by: 'C', seq: 11, ack: 1, data: 10, after: -20 }).verdicts).toEqual(['retransmission']);
  });

  test('of bytes from before the capture', () => {
    const j = judge([{ by: 'C', seq: 100, ack: 1, data: 10 }, { by: 'C', seq: 50, ack: 1, data: 10, after: 500 }])[1]!;
    expect(told(j)).toEqual([['retransmission'], ['packet 1 had already come to byte 11']]);
  });

  test('a fast one, right after duplicate acknowledgments (RFC 5681 §3.2)', () => {
    const sent: Segment[] = [{ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 11 }, { by: 'C', seq: 11, ack: 1, data: 10 }];
    const lost: Segment[] = [...sent, { by: 'C', seq: 21, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 11 }, { by: 'S', seq: 1, ack: 11 }];
    const j = last(...lost, { by: 'C', seq: 11, ack: 1, data: 10, after: 10 });
    expect(told(j)).toEqual([['retransmission', 'fast_retransmission'], ['bytes 11–20 already arrived in packet 6', 'asked for by 2 duplicate acknowledgments of 11, first acknowledged in packet 5']]);
    expect(last(...lost, { by: 'C', seq: 11, ack: 1, data: 10, after: 30 }).verdicts).toEqual(['retransmission']);
    expect(last(...lost.slice(0, -1), { by: 'C', seq: 11, ack: 1, data: 10, after: 10 }).verdicts).toEqual(['retransmission']);
    // The first copy was lost before the capture.
    const unseen = last(...lost.filter((s) => s !== sent[2]), { by: 'C', seq: 11, ack: 1, data: 10, after: 10 });
    expect(told(unseen)).toEqual([['retransmission', 'fast_retransmission'], ['asked for by 2 duplicate acknowledgments of 11, first acknowledged in packet 5']]);
  });

  test('without a duplicate acknowledgment none is fast, though something unseen was acknowledged', () => {
    const j = last({ by: 'C', seq: 1, ack: 50, data: 10 }, { by: 'C', seq: 11, ack: 60, data: 10 }, { by: 'S', seq: 1, ack: 11 }, { by: 'C', seq: 11, ack: 60, data: 5, after: 10 });
    expect(j.verdicts).not.toContain('fast_retransmission');
  });

  test('a spurious one, of what was acknowledged', () => {
    const j = last({ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 11 }, { by: 'C', seq: 1, ack: 1, data: 10, after: 200 });
    expect(told(j)).toEqual([['retransmission', 'spurious_retransmission'], ['packet 5 has acknowledged everything before byte 11 already']]);
  });
});

describe('out of order, lost (RFC 5681 §3.2)', () => {
  test('late within the first round trip', () => {
    const j = last({ by: 'C', seq: 11, ack: 1, data: 10 }, { by: 'C', seq: 1, ack: 1, data: 10, after: 0.5 });
    expect(told(j)).toEqual([['out_of_order'], ['packet 4, 0.5 ms before, carries what follows: within a round trip that is late, not sent again']]);
  });

  test('a gap before a segment', () => {
    expect(told(last({ by: 'C', seq: 11, ack: 1, data: 10 }))).toEqual([['lost_segment'], ['bytes 1–10, before this segment, are not in the capture so far']]);
    expect(told(last({ by: 'C', seq: 2, ack: 1, data: 10 }))).toEqual([['lost_segment'], ['byte 1, before this segment, is not in the capture so far']]);
    expect(last({ by: 'C', seq: 11, ack: 1, flags: 'RA' }).verdicts).toEqual([]);
  });

  test('an acknowledgment of what the capture does not hold', () => {
    const j = last({ by: 'S', seq: 1, ack: 101 });
    expect(told(j)).toEqual([['ack_lost_segment'], ['acknowledges everything before byte 101; without a gap the capture holds it only before byte 1']]);
  });
});

describe('acknowledgments (RFC 5681 §2)', () => {
  const twice: readonly Segment[] = [{ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 11 }, { by: 'S', seq: 1, ack: 11 }, { by: 'S', seq: 1, ack: 11 }];

  test('a duplicate, with its number and the first', () => {
    const j = last(...twice);
    expect(told(j)).toEqual([['duplicate_ack'], ['packet 5 was the first to acknowledge 11; this is repetition 2']]);
    expect([j.value('tcp.analysis.duplicate_ack_num'), j.value('tcp.analysis.duplicate_ack_frame')]).toEqual(['2', '5']);
  });

  test('which scripts get twice, as from tshark, whatever else they ask for', () => {
    expect(last(...twice).value('tcp.analysis.duplicate_ack')).toBe('1,1');
    expect(judge([...opening, ...twice], {}, ['tcp.options.timestamp.tsval']).at(-1)!.value('tcp.analysis.duplicate_ack')).toBe('1,1');
  });

  test('the packet that it acknowledges, and how long that took', () => {
    const j = last({ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'C', seq: 11, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 21, after: 40 });
    expect([j.value('tcp.analysis.acks_frame'), j.value('tcp.analysis.ack_rtt')]).toEqual(['5', '0.040000000']);
    expect(j.verdicts).toEqual([]);
  });

  test('the first round trip of the connection', () => {
    expect(last({ by: 'C', seq: 1, ack: 1, data: 10 }).value('tcp.analysis.initial_rtt')).toBe('0.002000000');
  });

  test('bytes in flight, since the last push, and less what was acknowledged selectively (RFC 2018)', () => {
    const sack = (from: number, to: number): Uint8Array => hex(`0101050a ${((0xffff_ff00 + from) >>> 0).toString(16).padStart(8, '0')} ${((0xffff_ff00 + to) >>> 0).toString(16).padStart(8, '0')}`);
    const flight: Segment[] = [{ by: 'C', seq: 1, ack: 1, data: 100 }, { by: 'C', seq: 101, ack: 1, data: 50, flags: 'PA' }, { by: 'C', seq: 151, ack: 1, data: 30 }];
    expect([last(...flight).value('tcp.analysis.bytes_in_flight'), last(...flight).value('tcp.analysis.push_bytes_sent')]).toEqual(['180', '30']);
    expect(last(...flight, { by: 'S', seq: 1, ack: 101 }, { by: 'C', seq: 181, ack: 1, data: 5 }).value('tcp.analysis.bytes_in_flight')).toBe('85');
    expect(last(...flight, { by: 'S', seq: 1, ack: 101, options: sack(151, 181) }, { by: 'C', seq: 181, ack: 1, data: 5 }).value('tcp.analysis.bytes_in_flight')).toBe('55');
  });
});

describe('windows (RFC 9293 §3.8.6)', () => {
  test('zero', () => {
    expect(told(last({ by: 'S', seq: 1, ack: 1, window: 0 }))).toEqual([['zero_window'], ['nothing may be sent to this end before it opens its window again']]);
    expect(last({ by: 'S', seq: 1, ack: 1, window: 0, flags: 'RA' }).verdicts).toEqual([]);
  });

  test('a probe and its answer (§3.8.6.1)', () => {
    const probe: Segment[] = [{ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 11, window: 0 }, { by: 'C', seq: 11, ack: 1, data: 1, after: 500 }];
    expect(told(last(...probe))).toEqual([['zero_window_probe'], ['a byte beyond the window that packet 5 closed, to hear whether it is open again']]);
    const answer = last(...probe, { by: 'S', seq: 1, ack: 11, window: 0 });
    expect(told(answer)).toEqual([['zero_window', 'zero_window_probe_ack'], ['nothing may be sent to this end before it opens its window again', 'answers the probe in packet 6: there is still no room']]);
  });

  test('full', () => {
    expect(told(last({ by: 'C', seq: 1, ack: 1, data: 1000 }))).toEqual([['window_full'], ['ends with the last byte that packet 2 left room for']]);
    expect(last({ by: 'C', seq: 1, ack: 1, data: 999 }).verdicts).toEqual([]);
  });

  test('full, of a scaled window (RFC 7323 §2.3)', () => {
    const scaled = (shift: number): Uint8Array => Uint8Array.of(1, 3, 3, shift);
    const packets: Segment[] = [{ by: 'C', flags: 'S', options: scaled(0) }, { by: 'S', flags: 'SA', ack: 1, options: scaled(2) }, { by: 'C', seq: 1, ack: 1 }, { by: 'S', seq: 1, ack: 1, window: 100 }];
    expect(judge([...packets, { by: 'C', seq: 1, ack: 1, data: 400 }]).at(-1)!.verdicts).toEqual(['window_full']);
    expect(judge([...packets, { by: 'C', seq: 1, ack: 1, data: 100 }]).at(-1)!.verdicts).toEqual([]);
    expect(judge([...packets, { by: 'S', seq: 1, ack: 1, window: 50 }]).at(-1)!.reasons).toEqual(['room for 200 bytes, where packet 4 had left room for 400; nothing else is new']);
  });

  test('an update', () => {
    expect(told(last({ by: 'C', seq: 1, ack: 1, window: 2000 }))).toEqual([['window_update'], ['room for 2000 bytes, where packet 3 had left room for 1000; nothing else is new']]);
  });
});

describe('keep-alives (RFC 9293 §3.8.4)', () => {
  test.each([0, 1])('with %i bytes of garbage, and the answer', (data) => {
    const alive: Segment[] = [{ by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'S', seq: 1, ack: 11 }, { by: 'C', seq: 10, ack: 1, data, after: 60_000 }];
    expect(told(last(...alive))).toEqual([['keep_alive'], ['goes back to byte 10, which was sent already: all it wants is an answer']]);
    expect(told(last(...alive, { by: 'S', seq: 1, ack: 11 }))).toEqual([['keep_alive_ack'], ['answers the keep-alive in packet 6, and says nothing new']]);
  });
});

describe('ports that are used again (RFC 9293 §3.4.1)', () => {
  test('by a SYN with another number', () => {
    const j = judge([...opening, { by: 'C', flags: 'S', seq: 100_000, after: 1000 }]).at(-1)!;
    expect(told(j)).toEqual([['reused_ports'], ['the ports had a connection before, which began at another number']]);
    expect(j.value('tcp.stream')).toBe('1');
  });

  test('a SYN sent again begins where the stream was seen without a gap', () => {
    const j = judge([{ by: 'C', flags: 'S' }, { by: 'C', seq: 500, ack: 1, flags: 'RA' }, { by: 'C', flags: 'S', after: 1000 }, { by: 'C', seq: 1, ack: 1, data: 4 }]);
    expect([j[2]!.verdicts, j[3]!.verdicts]).toEqual([['retransmission'], []]);
  });

  test('a connection that was opened by a header without an end begins anew', () => {
    const j = judge([...opening, { by: 'S', seq: 1, ack: 1, data: 10 }, { by: 'C', flags: 'S', seq: 100_000, headerWords: 15 }, { by: 'S', flags: 'SA', seq: 70_000, ack: 100_001 }]);
    expect([j[4]!.verdicts, j[5]!.verdicts, j[5]!.value('tcp.stream')]).toEqual([[], [], '1']);
  });
});

describe('reasons', () => {
  const packets: Segment[] = [...opening, { by: 'C', seq: 1, ack: 1, data: 10 }, { by: 'C', seq: 1, ack: 1, data: 10, after: 300 }];

  test('stand under their verdict in the tree, and are told by the catalogue', () => {
    const lines: string[] = [];
    const a: Analyzer = new Analyzer(() => {
      if (a.number < packets.length) return;
      const tree = new Inspector(a).inspect();
      const node = tree.fields.findIndex((f) => f.path === 'tcp.analysis.reason');
      expect([tree.fields[node - 1]!.path, tree.depth[node], String(nodeValue(tree, node))]).toEqual(['tcp.analysis.retransmission', 2, 'bytes 1–10 already arrived in packet 4']);
      lines.push(...treeLines(tree, new Catalogue(), { hex: false, only: undefined, columns: undefined }));
    }, { verdicts: true, marks: true });
    feed(a, packets);
    expect(lines.find((line) => line.includes('[Reason]'))).toMatch(/\[Reason\] +bytes 1–10 already arrived in packet 4$/);
    expect(lines.filter((line) => line.includes('[Reason]'))).toHaveLength(1);
  });

  test('every verdict has one, for any segments in any order', () => {
    const segment: fc.Arbitrary<Segment> = fc.record({
      by: fc.constantFrom('C', 'S'), flags: fc.constantFrom('A', 'A', 'A', 'PA', 'S', 'SA', 'FA', 'R', 'RA', ''), seq: fc.integer({ min: -2, max: 60 }), ack: fc.integer({ min: -2, max: 60 }),
      data: fc.constantFrom(0, 0, 1, 10, 30), window: fc.constantFrom(0, 10, 1000), after: fc.constantFrom(0, 1, 15, 500),
    });
    fc.assert(fc.property(fc.array(segment, { maxLength: 40 }), (segments) => {
      for (const j of judge(segments)) {
        // A retransmission that is fast or spurious may leave the telling to that.
        const special = j.verdicts.some((v) => v === 'fast_retransmission' || v === 'spurious_retransmission') ? 1 : 0;
        expect(j.reasons.length).toBeGreaterThanOrEqual(j.verdicts.length - special);
        expect(j.reasons.every((reason) => /^[a-z].*[a-z0-9]$/.test(reason) && !/[{}]|NaN|undefined/.test(reason))).toBe(true);
      }
    }), { numRuns: 300 });
  });
});
