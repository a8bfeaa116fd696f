import { describe, expect, test } from 'vitest';
import { ACK, FIN, Reassembler, RST, SYN } from '../../src/stream/reassembler.ts';
import { ascii } from '../build/bytes.ts';

/** Feeds segments of one flow, and keeps what came out of it, a line for each piece. */
function flow() {
  const out: string[] = [];
  const r = new Reassembler({
    data: (_, side, bytes, from, to) => void out.push(`${side} ${String.fromCharCode(...bytes.subarray(from, to))}`),
    hole: (_, side, length) => void out.push(`${side} hole ${length}`),
    end: (_, side, why) => void out.push(`${side} ${why}`),
    conflict: () => undefined,
    evicted: () => undefined,
  });
  r.open(0);
  const segment = (side: 0 | 1, flags: number, seq: number, text = ''): void => {
    const bytes = ascii(text);
    r.segment(0, side, seq, 0, flags, bytes, 0, bytes.length, bytes.length, 1, 0);
  };
  return { out, segment };
}

describe('a reset (RFC 9293 §3.5.3)', () => {
  test('ends both sides', () => {
    const { out, segment } = flow();
    segment(0, SYN, 100);
    segment(1, SYN | ACK, 500);
    segment(0, ACK, 101, 'ab');
    segment(1, RST | ACK, 501);
    segment(0, ACK, 103, 'cd');
    expect(out).toEqual(['0 ab', '0 reset', '1 reset']);
  });

  test('a client that was refused may ask again, with the same number (§3.5.2)', () => {
    const { out, segment } = flow();
    segment(0, SYN, 100);
    segment(1, RST | ACK, 0);
    out.length = 0;
    segment(0, SYN, 100);
    segment(1, SYN | ACK, 500);
    segment(0, ACK, 101, 'ab');
    segment(1, ACK, 501, 'cd');
    expect(out).toEqual(['0 ab', '1 cd']);
  });

  test('one that the other end does not believe, before anything was said, is not the end', () => {
    const { out, segment } = flow();
    segment(0, SYN, 100);
    segment(1, RST | ACK, 500);
    segment(1, FIN | ACK, 500);
    out.length = 0;
    segment(1, SYN | ACK, 900);
    segment(0, ACK, 101, 'ab');
    segment(1, ACK, 901, 'cd');
    expect(out).toEqual(['0 ab', '1 cd']);
  });
});
