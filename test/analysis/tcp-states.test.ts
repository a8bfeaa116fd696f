import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateNames } from '../../src/analysis/tcp-states.ts';
import { judge, opening, type Segment } from '../build/segments.ts';

/** The states of both ends after each segment. */
const walk = (...segments: readonly Segment[]): string[] => judge(segments).map((j) => j.states);
/** After the last one of an open connection. */
const after = (...segments: readonly Segment[]): string => walk(...opening, ...segments).at(-1)!;

const closeC: Segment = { by: 'C', seq: 1, ack: 1, flags: 'FA' };
const closeS: Segment = { by: 'S', seq: 1, ack: 2, flags: 'FA' };

describe('opening (RFC 9293 §3.5)', () => {
  test('figure 6: three segments', () => {
    expect(walk(...opening)).toEqual(['SYN-SENT SYN-RECEIVED', 'ESTABLISHED SYN-RECEIVED', 'ESTABLISHED ESTABLISHED']);
  });

  test('figure 7: both ends ask at once', () => {
    expect(walk({ by: 'C', flags: 'S' }, { by: 'S', flags: 'S' }, { by: 'C', flags: 'SA', ack: 1 }, { by: 'S', flags: 'SA', ack: 1 })).toEqual([
      'SYN-SENT SYN-RECEIVED', 'SYN-RECEIVED SYN-RECEIVED', 'SYN-RECEIVED ESTABLISHED', 'ESTABLISHED ESTABLISHED',
    ]);
  });

  test('figure 8: an old duplicate SYN is answered, and the answer is reset', () => {
    const states = walk({ by: 'C', flags: 'S', seq: -10 }, { by: 'S', flags: 'SA', ack: -9 }, { by: 'C', flags: 'R', seq: -9 });
    expect(states).toEqual(['SYN-SENT SYN-RECEIVED', 'ESTABLISHED SYN-RECEIVED', 'CLOSED LISTEN']);
  });

  test('a SYN that is refused (§3.10.7.1)', () => {
    expect(walk({ by: 'C', flags: 'S' }, { by: 'S', flags: 'RA', ack: 1 })).toEqual(['SYN-SENT SYN-RECEIVED', 'CLOSED CLOSED']);
  });

  test('a RST that answers nothing does not stop who asks (§3.10.7.3)', () => {
    expect(walk({ by: 'C', flags: 'S' }, { by: 'S', flags: 'R' }).at(-1)).toBe('SYN-SENT CLOSED');
    expect(walk({ by: 'C', flags: 'S' }, { by: 'S', flags: 'RA', ack: 0 }).at(-1)).toBe('SYN-SENT CLOSED');
  });

  test('a SYN sent again changes nothing', () => {
    expect(walk({ by: 'C', flags: 'S' }, { by: 'C', flags: 'S' }).at(-1)).toBe('SYN-SENT SYN-RECEIVED');
    expect(after({ by: 'S', flags: 'SA', ack: 1 })).toBe('ESTABLISHED ESTABLISHED');
  });

  test('who was refused may ask again', () => {
    expect(walk({ by: 'C', flags: 'S' }, { by: 'S', flags: 'RA', ack: 1 }, { by: 'C', flags: 'S' }, { by: 'S', flags: 'SA', ack: 1 }).at(-1)).toBe('ESTABLISHED SYN-RECEIVED');
  });

  test('an answer that the capture does not hold is known by the acknowledgment', () => {
    expect(walk({ by: 'C', flags: 'S' }, { by: 'C', seq: 1, ack: 1 }).at(-1)).toBe('ESTABLISHED ESTABLISHED');
  });

  test('an answer of which the capture does not hold the question', () => {
    expect(walk({ by: 'S', flags: 'SA', ack: 1 }, { by: 'C', seq: 1, ack: 1 })).toEqual(['ESTABLISHED SYN-RECEIVED', 'ESTABLISHED ESTABLISHED']);
  });

  test('data on the SYN waits for its acknowledgment (RFC 7413)', () => {
    expect(walk({ by: 'C', flags: 'S', data: 10 }, { by: 'S', flags: 'SA', ack: 11 })).toEqual(['SYN-SENT SYN-RECEIVED', 'ESTABLISHED SYN-RECEIVED']);
  });
});

describe('closing (RFC 9293 §3.6)', () => {
  test('figure 12: one end after the other', () => {
    expect(walk(...opening, closeC, { by: 'S', seq: 1, ack: 2 }, closeS, { by: 'C', seq: 2, ack: 2 }).slice(3)).toEqual([
      'FIN-WAIT-1 CLOSE-WAIT', 'FIN-WAIT-2 CLOSE-WAIT', 'TIME-WAIT LAST-ACK', 'TIME-WAIT CLOSED',
    ]);
  });

  test('a FIN that acknowledges the FIN of the other end', () => {
    expect(after(closeC, closeS)).toBe('TIME-WAIT LAST-ACK');
  });

  test('figure 13: both ends at once', () => {
    expect(walk(...opening, closeC, { by: 'S', seq: 1, ack: 1, flags: 'FA' }, { by: 'C', seq: 2, ack: 2 }, { by: 'S', seq: 2, ack: 2 }).slice(3)).toEqual([
      'FIN-WAIT-1 CLOSE-WAIT', 'CLOSING CLOSING', 'CLOSING TIME-WAIT', 'TIME-WAIT TIME-WAIT',
    ]);
  });

  test('the server closes first', () => {
    expect(after({ by: 'S', seq: 1, ack: 1, flags: 'FA' }, { by: 'C', seq: 1, ack: 2, flags: 'FA' }, { by: 'S', seq: 2, ack: 2 })).toBe('CLOSED TIME-WAIT');
  });

  test('data after the FIN of the other end; a FIN sent again', () => {
    expect(after(closeC, { by: 'S', seq: 1, ack: 2, data: 10 })).toBe('FIN-WAIT-2 CLOSE-WAIT');
    expect(after(closeC, closeC)).toBe('FIN-WAIT-1 CLOSE-WAIT');
    expect(after(closeC, closeS, closeS)).toBe('TIME-WAIT LAST-ACK');
  });

  test('an acknowledgment of the data before a FIN is none of the FIN', () => {
    expect(after({ by: 'C', seq: 1, ack: 1, data: 10, flags: 'FA' }, { by: 'S', seq: 1, ack: 11 })).toBe('FIN-WAIT-1 CLOSE-WAIT');
    expect(after({ by: 'C', seq: 1, ack: 1, data: 10, flags: 'FA' }, { by: 'S', seq: 1, ack: 12 })).toBe('FIN-WAIT-2 CLOSE-WAIT');
  });

  test('before it was open', () => {
    expect(walk({ by: 'C', flags: 'S' }, { by: 'S', flags: 'SA', ack: 1 }, { by: 'C', seq: 1, ack: 1, flags: 'FA' }).at(-1)).toBe('FIN-WAIT-1 CLOSE-WAIT');
  });
});

describe('resetting (RFC 9293 §3.5.2, §3.5.3)', () => {
  test.each([['C'], ['S']] as const)('by %s', (by) => {
    expect(after({ by, seq: 1, ack: 1, flags: 'RA' })).toBe('CLOSED CLOSED');
  });

  test('who was asked waits for the next', () => {
    expect(walk({ by: 'C', flags: 'S' }, { by: 'S', flags: 'SA', ack: 1 }, { by: 'C', flags: 'R', seq: 1 }).at(-1)).toBe('CLOSED LISTEN');
  });

  test('who was asked but has asked too is closed', () => {
    expect(walk({ by: 'C', flags: 'S' }, { by: 'S', flags: 'S' }, { by: 'C', flags: 'RA', seq: 1, ack: 1 }).at(-1)).toBe('CLOSED CLOSED');
  });

  test('in the middle of closing', () => {
    expect(after(closeC, { by: 'S', seq: 1, flags: 'R' })).toBe('CLOSED CLOSED');
  });
});

describe('in the middle of a connection', () => {
  test('whoever talks or is talked to has one', () => {
    expect(walk({ by: 'S', seq: 1, ack: 1, data: 5 })).toEqual(['ESTABLISHED ESTABLISHED']);
  });

  test('which may be closed', () => {
    expect(walk({ by: 'C', seq: 1, ack: 1, flags: 'FA' }, { by: 'S', seq: 1, ack: 2, flags: 'FA' })).toEqual(['FIN-WAIT-1 CLOSE-WAIT', 'TIME-WAIT LAST-ACK']);
  });

  test('the end with the lower port is the server', () => {
    expect(judge([{ by: 'C', seq: 1, ack: 1, flags: 'FA', port: 22, serverPort: 40_000 }])[0]!.states).toBe('CLOSE-WAIT FIN-WAIT-1');
  });
});

test('any segments in any order lead from one state of RFC 9293 §3.3.2 to another', () => {
  const segment: fc.Arbitrary<Segment> = fc.record({
    by: fc.constantFrom('C', 'S'), flags: fc.constantFrom('S', 'SA', 'A', 'PA', 'FA', 'F', 'R', 'RA', 'SF', 'SR', 'FR', ''), seq: fc.integer({ min: -1, max: 3 }), ack: fc.integer({ min: -1, max: 3 }),
    data: fc.constantFrom(0, 0, 1),
  });
  const known = new Set<string>(stateNames.slice(1));
  fc.assert(fc.property(fc.array(segment, { maxLength: 30 }), (segments) => {
    for (const states of walk(...segments)) {
      const both = states.split(' ');
      expect(both).toHaveLength(2);
      expect(both.every((state) => known.has(state))).toBe(true);
    }
  }), { numRuns: 500 });
});
