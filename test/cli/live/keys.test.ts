import { describe, expect, test } from 'vitest';
import { actionsOf } from '../../../src/cli/live/keys.ts';

describe('keys of the live screen', () => {
  test.each([
    ['p', ['pause']], [' ', ['pause']], ['F', ['follow']], ['m', ['mark']], ['q', ['quit']], ['?', ['help']],
    ['\u0003', ['quit']], ['\u0004', ['quit']], ['\u001c', ['quit']],
    ['pmq', ['pause', 'mark', 'quit']], ['x1\r', []],
  ])('%j', (typed, actions) => {
    expect(actionsOf(typed)).toEqual(actions);
  });

  test('the sequences of arrows and function keys are no letters', () => {
    expect(actionsOf('\u001b[A\u001bOP\u001b[15~\u001b[1;5Cm')).toEqual(['mark']);
    expect(actionsOf('\u001b')).toEqual([]);
  });
});
