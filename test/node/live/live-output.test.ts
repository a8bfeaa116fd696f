import fs from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { LiveOutput, MAX_WAITING_OUTPUT } from '../../../src/node/live/live-output.ts';

type Written = (error: NodeJS.ErrnoException | null, count: number) => void;
afterEach(() => void vi.restoreAllMocks());

/** A descriptor whose reader answers when the test says so. */
function reader(): { output: LiveOutput; given: string[]; take: (count?: number) => void; fail: (code: string) => void } {
  const given: string[] = [];
  let asked: Written | undefined = undefined;
  let offered = 0;
  vi.spyOn(fs, 'write').mockImplementation(((_fd: number, bytes: Uint8Array, at: number, length: number, _position: null, written: Written) => {
    given.push(Buffer.from(bytes.subarray(at, at + length)).toString());
    offered = length;
    asked = written;
  }) as typeof fs.write);
  const answer = (error: NodeJS.ErrnoException | null, count: number): void => {
    const written = asked;
    asked = undefined;
    written?.(error, count);
  };
  return { output: new LiveOutput(1), given, take: (count = offered) => answer(null, count), fail: (code) => answer(Object.assign(new Error(code), { code }), 0) };
}

describe('output that never waits', () => {
  test('what is written while the reader is busy goes out together, in its order', () => {
    const { output, given, take } = reader();
    for (const text of ['one ', 'two ', 'three']) output.write(text);
    take();
    expect(given).toEqual(['one ', 'two three']);
  });

  test('what was taken in part is offered again from there', () => {
    const { output, given, take } = reader();
    output.write('abcdef');
    take(2);
    take(1);
    expect(given).toEqual(['abcdef', 'cdef', 'def']);
  });

  test('a full pipe is tried again', async () => {
    const { output, given, take, fail } = reader();
    output.write('abc');
    fail('EAGAIN');
    await vi.waitFor(() => expect(given).toEqual(['abc', 'abc']));
    take();
    await output.drained();
  });

  test('the bytes are a copy', () => {
    const { output, given, take } = reader();
    output.write('first');
    const mine = Uint8Array.of(65);
    output.write(mine);
    mine[0] = 66;
    take();
    expect(given).toEqual(['first', 'A']);
  });

  test('is congested while more waits than should', () => {
    const { output, take } = reader();
    output.write(new Uint8Array(MAX_WAITING_OUTPUT));
    expect(output.isCongested).toBe(false);
    output.write('x');
    expect(output.isCongested).toBe(true);
    take();
    expect(output.isCongested).toBe(false);
  });

  test('a reader that has gone is told of, and nothing is written any more', async () => {
    const { output, given, fail } = reader();
    const closed = vi.fn();
    output.onClosed = closed;
    output.write('a');
    output.write('b');
    fail('EPIPE');
    output.write('c');
    await output.drained();
    expect([given, closed.mock.calls.length, output.isClosed, output.failure]).toEqual([['a'], 1, true, undefined]);
  });

  test('a file that cannot be written is a failure', () => {
    const { output, fail } = reader();
    output.write('a');
    fail('ENOSPC');
    expect(output.failure).toMatchObject({ path: '-', code: 'ENOSPC' });
  });

  test('drained: when everything has been taken', async () => {
    const { output, take } = reader();
    await output.drained();
    output.write('a');
    let isDrained = false;
    const drained = output.drained().then(() => (isDrained = true));
    await Promise.resolve();
    expect(isDrained).toBe(false);
    take();
    await drained;
  });
});
