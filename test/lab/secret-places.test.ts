import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { SecretPlaces } from '../../src/lab/secret-places.ts';
import { conversation, type Turn } from '../build/dialogue.ts';
import { feed, frame } from '../build/lab.ts';

/** The secret bytes of each packet, as text. */
function secrets(turns: readonly Turn[]): Record<number, string> {
  const frames = conversation(turns, { port: 110 }).map((p) => frame(p));
  const places = new SecretPlaces();
  const a: Analyzer = new Analyzer(() => a.units.forEach((unit) => places.unit(unit)), { marks: true });
  feed(a, frames);
  const found: Record<number, string> = {};
  frames.forEach(({ bytes }, i) => {
    const text = places.in(i + 1).map(({ from, to }) => Buffer.from(bytes.subarray(from, to)).toString()).join('+');
    if (text !== '') found[i + 1] = text;
  });
  return found;
}

describe('where secrets stand', () => {
  test('in the packet of their command', () => {
    expect(secrets([{ S: '+OK\r\n' }, { C: 'USER anna\r\n' }, { S: '+OK\r\n' }, { C: 'PASS Parol-1\r\n' }])).toEqual({ 7: 'Parol-1' });
  });

  test('typed letter by letter, in a packet each: known for one with the last', () => {
    const typed = Array.from('PASS ab c\r\n', (letter) => ({ C: letter }));
    expect(Object.values(secrets([{ S: '+OK\r\n' }, ...typed])).join('')).toBe('ab c');
  });

  test('no secret, no place', () => {
    expect(secrets([{ S: '+OK\r\n' }, { C: 'USER anna\r\n' }])).toEqual({});
  });
});
