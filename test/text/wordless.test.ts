import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { Catalogue } from '../../src/text/catalogue.ts';
import { aboutCapture, aboutPupil, mistaken } from '../build/asked.ts';
import { run, temporaryFolder } from '../build/program.ts';
import { capturedText, knownWords, runsOfWords } from '../build/words.ts';
import { wordless } from '../build/pseudo.ts';

vi.mock('../../src/text/load.ts', () => ({ catalogueOf: () => Promise.resolve(new Catalogue('ru', wordless())) }));

const folder = path.resolve(import.meta.dirname, '../../captures');
const target = temporaryFolder();
afterAll(() => fs.rmSync(target, { recursive: true }));

const list = knownWords();

/** Words that were neither captured nor are known. */
function oddIn(out: string, captured: (text: string) => boolean, known: ReadonlySet<string> = list): string[] {
  return runsOfWords(out).filter((text) => !captured(text) && text.split(/[^A-Za-z]+/).some((word) => word.length > 2 && !known.has(word)));
}

/** In a language without words only captured text is left, and words of protocols. */
describe.each(fs.readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name)))('%s in a language without words', (name) => {
  const file = path.join(folder, name);
  const captured = capturedText(file);
  const known = new Set([...list, ...name.split(/[^A-Za-z]+/)]);
  const odd = (out: string): string[] => oddIn(out, captured, known);

  test.each(aboutCapture.map((words) => [words.join(' '), words] as const))('%s', async (_, [verb = '', ...options]) => {
    const { out } = await run(verb, file, ...options);
    expect(odd(out)).toEqual([]);
  });

  test('each session', async () => {
    const sessions = (await run('sessions', file)).out.match(/^ *#\d+/gm)?.map((number) => number.trim()) ?? [];
    const { out } = sessions.length === 0 ? { out: '' } : await run('sessions', file, ...sessions, '--explain');
    const { out: walks } = sessions.length === 0 ? { out: '' } : await run('sessions', file, ...sessions, '--states');
    expect(odd(out + walks)).toEqual([]);
  });

  test('extract', async () => {
    const to = path.join(target, name);
    const { out } = await run('extract', file, '--to', to);
    const made = new Set(fs.existsSync(to) ? fs.readdirSync(to).flatMap((made) => made.split(/[^A-Za-z]+/)) : []);
    expect(oddIn(out.replaceAll(to, ''), captured, new Set([...known, ...made]))).toEqual([]);
  });
});

describe('what needs no capture, in a language without words', () => {
  test.each(aboutPupil.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const { code, out } = await run(...words);
    expect(code).toBe(0);
    expect(oddIn(words[0] === 'completion' ? '' : out, () => false, new Set([...list, ...words.flatMap((word) => word.split(/[^A-Za-z]+/))]))).toEqual([]);
  }, 30_000);

  test.each(mistaken.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const { code, out, err } = await run(...words);
    expect(code).not.toBe(0);
    expect(oddIn(out + err, () => false, new Set([...list, 'pupil', ...words.flatMap((word) => word.split(/[^A-Za-z]+/))]))).toEqual([]);
  });
});
