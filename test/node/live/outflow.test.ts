import fs from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Outflow } from '../../../src/node/live/outflow.ts';
import { ClosedPipe } from '../../../src/node/output.ts';

afterEach(() => void vi.restoreAllMocks());

/** A pipe that takes so many bytes with each write; when there is nothing more in the list, as many as there are. */
function pipe(...takes: readonly (number | string)[]): () => string {
  const left = [...takes];
  let text = '';
  vi.spyOn(fs, 'writeSync').mockImplementation(((_fd: number, bytes: Uint8Array, at: number, length: number) => {
    const next = left.shift() ?? Infinity;
    if (typeof next === 'string') throw Object.assign(new Error(next), { code: next });
    const end = at + Math.min(next, length);
    text += Buffer.from(bytes.subarray(at, end)).toString();
    return end - at;
  }) as typeof fs.writeSync);
  return () => text;
}

describe('bytes for a slow reader', () => {
  test('go out at once where he takes them', () => {
    const seen = pipe();
    const out = new Outflow(1);
    out.write(Buffer.from('abc'));
    expect([seen(), out.isEmpty]).toEqual(['abc', true]);
  });

  test('what he does not take is kept as it was, and goes out in its order', () => {
    const seen = pipe(2, 'EAGAIN', 1, 'EAGAIN');
    const out = new Outflow(1);
    const mine = Buffer.from('abcd');
    out.write(mine);
    mine.fill(0);
    out.write(Buffer.from('ef'));
    expect([seen(), out.isEmpty]).toEqual(['ab', false]);
    out.push();
    expect(seen()).toBe('abc');
    out.write(Buffer.from('g'));
    expect([seen(), out.isEmpty]).toEqual(['abcdefg', true]);
  });

  test('when too much waits, he is waited for', () => {
    const seen = pipe('EAGAIN', 'EAGAIN', 'EAGAIN', 'EAGAIN');
    const out = new Outflow(1, 5);
    out.write(Buffer.from('abcd'));
    out.write(Buffer.from('ef'));
    expect(seen()).toBe('abcd');
    out.drain();
    expect(seen()).toBe('abcdef');
  });

  test('more than may wait is kept all the same, if nothing else waits', () => {
    const seen = pipe('EAGAIN');
    const out = new Outflow(1, 5);
    out.write(Buffer.from('abcdefgh'));
    out.drain();
    expect(seen()).toBe('abcdefgh');
  });

  test('however much waits, it comes out in its order', () => {
    const seen = pipe('EAGAIN', ...Array.from({ length: 50 }, (_, i) => (i % 3 === 0 ? 'EAGAIN' : 30_000 + i)));
    const out = new Outflow(1);
    const texts = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i).repeat(70_000));
    for (const text of texts) out.write(Buffer.from(text));
    out.drain();
    expect(seen() === texts.join('')).toBe(true);
  });

  test('nobody reads any more; or it cannot be written', () => {
    pipe('EPIPE', 'EIO');
    expect(() => new Outflow(1).write(Buffer.from('a'))).toThrow(ClosedPipe);
    expect(() => new Outflow(1).write(Buffer.from('a'))).toThrow('EIO');
  });
});
