import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { Catalogue } from '../../src/text/catalogue.ts';
import { run, temporaryFolder } from '../build/program.ts';
import { capturedText, knownWords, runsOfWords } from '../build/words.ts';
import { wordless } from '../build/pseudo.ts';

vi.mock('../../src/text/load.ts', () => ({ catalogueOf: () => Promise.resolve(new Catalogue('ru', wordless())) }));

const folder = path.resolve(import.meta.dirname, '../../captures');
const target = temporaryFolder();
afterAll(() => fs.rmSync(target, { recursive: true }));

/** What every verb says of a capture. */
const asked: readonly (readonly string[])[] = [
  ['analyze'], ['packets'], ['packets', '-V', '--explain'], ['sessions'], ['mails'], ['stats', 'hierarchy'], ['stats', 'conversations'], ['stats', 'endpoints'], ['stats', 'tcp'], ['stats', 'io'], ['stats', 'commands'], ['check', '--lab', 'lab4'], ['sheet'],
];

/** In a language without words only captured text is left, and words of protocols. */
describe.each(fs.readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name)))('%s in a language without words', (name) => {
  const file = path.join(folder, name);
  const captured = capturedText(file);
  const known = new Set([...knownWords(), ...name.split(/[^A-Za-z]+/)]);
  const odd = (out: string): string[] => runsOfWords(out).filter((text) => !captured(text) && text.split(/[^A-Za-z]+/).some((word) => word.length > 2 && !known.has(word)));

  test.each(asked.map((words) => [words.join(' '), words] as const))('%s', async (_, [verb = '', ...options]) => {
    const { out } = await run(verb, file, ...options);
    expect(odd(out)).toEqual([]);
  });

  test('each session', async () => {
    const sessions = (await run('sessions', file)).out.match(/^ *#\d+/gm)?.map((number) => number.trim()) ?? [];
    const { out } = sessions.length === 0 ? { out: '' } : await run('sessions', file, ...sessions, '--explain');
    const { out: walks } = sessions.length === 0 ? { out: '' } : await run('sessions', file, ...sessions, '--states');
    expect(odd(out + walks)).toEqual([]);
  });
});
