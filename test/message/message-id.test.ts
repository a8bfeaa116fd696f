import { describe, expect, test } from 'vitest';
import { messageIds } from '../../src/message/message-id.ts';
import { ascii } from '../build/bytes.ts';

describe('message identifiers (RFC 5322 §3.6.4)', () => {
  const ids = (text: string): string[] => messageIds(ascii(text), 0, text.length).map((m) => m.id);

  test('one, several, folded', () => {
    expect(ids('<1234@local.machine.example>')).toEqual(['1234@local.machine.example']);
    expect(ids('<1234@local.machine.example>\r\n <3456@example.net>')).toEqual(['1234@local.machine.example', '3456@example.net']);
    expect(ids('<abcd.1234@[10.77.0.2]> (comment <x@y>)')).toEqual(['abcd.1234@[10.77.0.2]']);
  });

  test('words around them (§4.5.4)', () => {
    expect(ids('Your message of "Mon <x@y>" <a . b@c>')).toEqual(['a.b@c']);
  });

  test('what is not closed is none; where one stands', () => {
    expect([ids('<a@b'), ids('a@b>'), ids('')]).toEqual([[], [], []]);
    expect(messageIds(ascii(' <a@b>'), 0, 6)).toEqual([{ id: 'a@b', from: 2, to: 5 }]);
  });
});
