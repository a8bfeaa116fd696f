import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, concat } from '../build/bytes.ts';
import { decodeAll, texts } from '../build/decode.ts';
import { conversation, hear, type Turn } from '../build/dialogue.ts';
import { tilingProblems } from '../build/tiling.ts';

const talk = (turns: readonly Turn[]): Uint8Array[] => conversation(turns, { port: 23 });
const willEcho = Uint8Array.of(0xff, 0xfb, 1);
const terminal = concat(Uint8Array.of(0xff, 0xfa, 24, 0), ascii('xterm'), Uint8Array.of(0xff, 0xf0));

describe('commands (RFC 854, RFC 855)', () => {
  test('negotiation of an option, parameters, and text between them', () => {
    const d = decodeAll(talk([{ S: concat(willEcho, ascii('login: '), Uint8Array.of(0xff, 0xf9), terminal) }]))[3]!;
    expect(texts(d, 'telnet.cmd')).toEqual(['251', '249', '250', '240']);
    expect(texts(d, 'telnet.subcmd')).toEqual(['1', '24']);
    expect(texts(d, 'telnet.option_data')).toEqual(['00787465726d']);
    expect(texts(d, 'telnet.data')).toEqual(['login: ']);
    expect(tilingProblems(d).filter((p) => p.startsWith('telnet:'))).toEqual([]);
  });

  test('every command says in words what it is', () => {
    const { units } = hear(talk([{ S: concat(willEcho, terminal, Uint8Array.of(0xff, 0xf6), ascii('x')) }]));
    expect(units.map((u) => u.summary)).toEqual(['will: echo', 'parameters of: terminal type', 'are you there', undefined]);
  });

  test('cut at any place, commands are the same', () => {
    const commands = concat(willEcho, terminal, Uint8Array.of(0xff, 0xf6));
    const marks = (turns: readonly Turn[]): unknown => hear(talk(turns)).units.map((u) => u.marks);
    for (let cut = 1; cut < commands.length; cut++) expect(marks([{ C: commands.subarray(0, cut) }, { C: commands.subarray(cut) }])).toEqual(marks([{ C: commands }]));
  });

  test('a doubled 255 among the parameters is one of them', () => {
    const d = decodeAll(talk([{ C: Uint8Array.of(0xff, 0xfa, 31, 0xff, 0xff, 0, 24, 0xff, 0xf0, 0xff, 0xf1) }]))[3]!;
    expect([texts(d, 'telnet.option_data'), texts(d, 'telnet.cmd')]).toEqual([['ffff0018'], ['250', '240', '241']]);
  });

  test('parameters without an end are not waited for forever', () => {
    const { units } = hear(talk([{ C: concat(Uint8Array.of(0xff, 0xfa, 24), new Uint8Array(5000).fill(0x41)) }, { C: 'ls\r\n' }]));
    expect(units.at(-1)!.marks).toEqual([['telnet.data', 'ls\r\n']]);
  });
});

test('text is shown line by line, in the packets it came in', () => {
  const { units, sessions } = hear(talk([{ S: 'one\r\ntwo\r\nthr' }, { C: 'l' }, { C: 's\r\n' }]));
  expect(units.map((u) => [u.packet, ...u.marks.map(([, words]) => words)])).toEqual([[4, 'one\r\n', 'two\r\n', 'thr'], [5, 'l'], [6, 's\r\n']]);
  expect(sessions[0]!.dialogue.outcome(sessions[0]!.state)).toEqual([{ key: 'text', args: { options: 0, client: 4, server: 13 } }]);
});

test('the negotiation is known on any port', () => {
  expect(hear(conversation([{ S: willEcho }], { port: 4023 })).sessions.map((s) => s.dialogue.name)).toEqual(['telnet']);
});

test('any bytes: all of them are in some unit', () => {
  const some = fc.array(fc.constantFrom(0xff, 0xfa, 0xfb, 0xf0, 0x41, 0x0a), { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(fc.array(some, { minLength: 1, maxLength: 5 }), (parts) => {
    const { units } = hear(talk(parts.map((part) => ({ C: Uint8Array.from(part) }))), { probe: false });
    expect(units.map((u) => u.text).join('')).toBe(String.fromCharCode(...parts.flat()));
  }), { numRuns: 200 });
});
