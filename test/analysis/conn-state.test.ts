import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connStates } from '../../src/analysis/conn-state.ts';
import { Links } from '../../src/analysis/links.ts';
import { judge, opening, type Segment } from '../build/segments.ts';

/** How the connection went, as two passes tell it at every packet. */
function went(...segments: readonly Segment[]): string {
  const links = new Links();
  expect(judge(segments, { learn: links }).every((j) => j.value('tcp.conn_state') === '')).toBe(true);
  const words = new Set(judge(segments, { known: links }).map((j) => j.value('tcp.conn_state')));
  expect(words.size).toBe(1);
  return [...words][0]!;
}

const ask: Segment = { by: 'C', flags: 'S' };
const answer: Segment = { by: 'S', flags: 'SA', ack: 1 };
const data: Segment = { by: 'C', seq: 1, ack: 1, data: 10, flags: 'PA' };
const finC: Segment = { by: 'C', seq: 11, ack: 1, flags: 'FA' };
const finS: Segment = { by: 'S', seq: 1, ack: 12, flags: 'FA' };
const resetC: Segment = { by: 'C', seq: 12, flags: 'R' };
const resetS: Segment = { by: 'S', seq: 1, ack: 1, flags: 'RA' };

describe('conn_state, as in the conn.log of Zeek', () => {
  test.each<[string, string, Segment[]]>([
    ['S0', 'asked, not answered', [ask, ask]],
    ['S1', 'opened, not closed', [...opening, data]],
    ['S1', 'opened, the last acknowledgment missing', [ask, answer]],
    ['SF', 'closed by both', [...opening, data, finC, finS]],
    ['SF', 'closed by both, then a RST', [...opening, data, finC, finS, resetC]],
    ['SF', 'closed by both, a RST after the first FIN', [...opening, data, finC, { ...resetC, seq: 12 }, finS]],
    ['SF', 'closed by both, the beginning not seen', [data, finC, finS]],
    ['REJ', 'refused', [ask, { ...resetS, seq: 0 }]],
    ['REJ', 'refused, and reset by the client as well', [ask, { ...resetS, seq: 0 }, { ...resetC, seq: 1 }]],
    ['S2', 'closed by the client', [...opening, data, finC]],
    ['S3', 'closed by the server', [...opening, data, finS]],
    ['RSTO', 'aborted by the client', [...opening, data, resetC]],
    ['RSTO', 'a half-open scan', [ask, answer, { ...resetC, seq: 1 }]],
    ['RSTO', 'aborted by the client after its FIN', [...opening, data, finC, resetC]],
    ['RSTR', 'aborted by the server', [...opening, data, resetS]],
    ['RSTOS0', 'asked and aborted, the server not heard', [ask, { ...resetC, seq: 1 }]],
    ['RSTRH', 'answered and aborted, the client not heard', [answer, resetS]],
    ['SH', 'asked and closed, the server not heard', [ask, { ...finC, seq: 1 }]],
    ['SHR', 'answered and closed, the client not heard', [answer, finS]],
    ['OTH', 'neither beginning nor end', [data, { by: 'S', seq: 1, ack: 11 }]],
  ])('%s: %s', (word, _, segments) => {
    expect(went(...segments)).toBe(word);
  });

  test('the answer before the question', () => {
    expect(went(answer, ask, { by: 'C', seq: 1, ack: 1 })).toBe('S1');
  });

  test('both ask at once', () => {
    expect(went(ask, { by: 'S', flags: 'S' }, { by: 'C', flags: 'SA', ack: 1 })).toBe('S1');
  });

  test('an acknowledgment before the answer is no connection yet', () => {
    expect(went(ask, { by: 'S', seq: 0, ack: 1 })).toBe('S0');
  });

  test('a SYN after data, with nothing heard of the server', () => {
    expect(went({ by: 'C', seq: 0, data: 1, ack: 1 }, { by: 'C', flags: 'S', seq: -1 })).toBe('S0');
  });

  test('any segments have a word', () => {
    const segment = fc.record({ by: fc.constantFrom('C', 'S'), flags: fc.constantFrom('S', 'SA', 'A', 'FA', 'R', 'RA', 'FR'), seq: fc.integer({ min: 0, max: 2 }), ack: fc.constant(1), data: fc.constantFrom(0, 1) });
    fc.assert(fc.property(fc.array(segment as fc.Arbitrary<Segment>, { minLength: 1, maxLength: 12 }), (segments) => {
      const links = new Links();
      judge(segments, { learn: links });
      for (const j of judge(segments, { known: links })) expect(connStates).toContain(j.value('tcp.conn_state'));
    }), { numRuns: 300 });
  });
});

describe('tcp.completeness', () => {
  const segments = [...opening, data, { by: 'S', seq: 1, ack: 11 } as Segment, finC, finS];

  test('in one pass, the stages before the packet', () => {
    expect(judge(segments).map((j) => j.value('tcp.completeness'))).toEqual(['0', '1', '3', '7', '15', '15', '31']);
  });

  test('in two, those of the whole connection', () => {
    const links = new Links();
    judge(segments, { learn: links });
    expect(judge(segments, { known: links }).map((j) => j.value('tcp.completeness'))).toEqual(Array.from({ length: 7 }, () => '31'));
  });

  test('a connection of which only the answer and data were seen', () => {
    const links = new Links();
    const few: Segment[] = [answer, data, { ...resetC, flags: 'RA' }];
    expect(judge(few, { learn: links }).map((j) => j.value('tcp.completeness'))).toEqual(['0', '0', '8']);
    expect(judge(few, { known: links })[0]!.value('tcp.completeness')).toBe('46');
  });

  test('where ports are used again the SYN counts at once', () => {
    expect(judge([...opening, { by: 'C', flags: 'S', seq: 100_000 }, { by: 'S', flags: 'SA', seq: 70_000, ack: 100_001 }]).map((j) => j.value('tcp.completeness'))).toEqual(['0', '1', '3', '1', '1']);
  });
});
