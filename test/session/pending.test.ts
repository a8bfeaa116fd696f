import { describe, expect, test } from 'vitest';
import { MAX_UNANSWERED, Pending } from '../../src/session/pending.ts';

/** Commands by name, with the packets that hold them. */
function pending(...commands: [name: string, packet: number][]): Pending<string> {
  const waiting = new Pending<string>();
  for (const [name, packet] of commands) waiting.add(name, packet);
  return waiting;
}

/** The command that an answer in `packet` is for. */
function answer(waiting: Pending<string>, packet: number): string | undefined {
  waiting.heard(packet);
  return waiting.shift();
}

describe('commands that wait for their answer', () => {
  test('are answered in the order in which they were sent', () => {
    const waiting = pending(['a', 1], ['b', 1], ['c', 3]);
    expect([2, 4, 4, 5].map((packet) => answer(waiting, packet))).toEqual(['a', 'b', 'c', undefined]);
  });

  test('an answer is for none that was sent after it', () => {
    const waiting = pending(['late', 10]);
    expect([answer(waiting, 9), answer(waiting, 11)]).toEqual([undefined, 'late']);
  });

  test('after answers were lost, the next is for the last command before it', () => {
    const waiting = pending(['a', 1], ['b', 3], ['c', 5], ['d', 7]);
    waiting.lose();
    expect([6, 8].map((packet) => answer(waiting, packet))).toEqual(['c', 'd']);
  });

  test('after a loss, too, it is for none that was sent after it', () => {
    const waiting = pending(['a', 7]);
    waiting.lose();
    expect([answer(waiting, 6), answer(waiting, 8)]).toEqual([undefined, 'a']);
  });

  test('a command that comes later than its answer, for it had to wait for lost bytes, is not waited for', () => {
    const waiting = pending();
    expect(answer(waiting, 4)).toBeUndefined();
    expect([waiting.add('answered', 3), waiting.add('new', 5)]).toEqual([false, true]);
    expect(answer(waiting, 6)).toBe('new');
  });

  test('a line without the form of an answer was one for a client that waited for it', () => {
    const waiting = pending(['a', 1]);
    waiting.heardStrange(2);
    waiting.add('b', 3);
    waiting.heardStrange(4);
    waiting.add('c', 5);
    expect(answer(waiting, 6)).toBe('c');
  });

  test('it was none where an answer follows, or where the client did not wait', () => {
    const waiting = pending(['a', 1], ['b', 1]);
    waiting.heardStrange(2);
    waiting.add('c', 3);
    expect([4, 4, 4].map((packet) => answer(waiting, packet))).toEqual(['a', 'b', 'c']);
    waiting.add('d', 5);
    waiting.heardStrange(6);
    expect(answer(waiting, 7)).toBe('d');
  });

  test('may be given up together', () => {
    const waiting = pending(['a', 1], ['b', 1]);
    expect(waiting.giveUp()).toEqual(['a', 'b']);
    expect(answer(waiting, 2)).toBeUndefined();
  });

  test('there are no more than are believed', () => {
    const waiting = pending();
    for (let n = 0; n < MAX_UNANSWERED; n++) expect(waiting.add('x', 1)).toBe(true);
    expect(waiting.add('one more', 1)).toBe(false);
  });
});
