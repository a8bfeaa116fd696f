import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversation, type Turn } from '../build/dialogue.ts';
import { essenceOf } from '../build/laws.ts';

/** A text in pieces, cut at these places. */
function pieces(text: string, cuts: readonly number[]): string[] {
  const places = [0, ...new Set(cuts.map((cut) => cut % text.length)), text.length].toSorted((a, b) => a - b);
  return places.slice(1).map((to, i) => text.slice(places[i], to)).filter((piece) => piece !== '');
}

test('a mail has no doubled dots, wherever segments end: before a dot, within a line, or between lines of which none begins with one', () => {
  const line = fc.constantFrom('', '.', '..', '.x', 'x', 'x.', 'a line without any', '...');
  fc.assert(fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 8 }), (body, cuts) => {
    const head = 'Subject: x\r\n\r\n';
    const sent = `${head}${body.map((one) => `${one.startsWith('.') ? '.' : ''}${one}\r\n`).join('')}.\r\n`;
    const turns: Turn[] = [
      { S: '+OK\r\n' }, { C: 'USER anna\r\n' }, { S: '+OK\r\n' }, { C: 'PASS x\r\n' }, { S: '+OK\r\n' }, { C: 'RETR 1\r\n' }, { S: '+OK\r\n' },
      ...pieces(sent, cuts).map((piece) => ({ S: piece })), { C: 'QUIT\r\n' }, { S: '+OK\r\n' },
    ];
    expect(essenceOf(conversation(turns, { port: 110 })).contents).toEqual([`${head}${body.map((one) => `${one}\r\n`).join('')}`]);
  }), { numRuns: 300 });
});
