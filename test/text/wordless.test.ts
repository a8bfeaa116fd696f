import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../../src/node/live/engine.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { aboutCapture, aboutPupil, mistaken } from '../build/asked.ts';
import { act, fakeEngine } from '../build/fake-engine.ts';
import { type GradedOutputs, gradedOutputs, shownIn } from '../build/graded.ts';
import { run, temporaryFolder } from '../build/program.ts';
import { wordless } from '../build/pseudo.ts';
import { capturedText, knownWords, machineWords, partsOf, runsOfWords, showsTrees, stateWords } from '../build/words.ts';

const live = vi.hoisted(() => ({ engines: [] as Engine[] }));
vi.mock('../../src/text/load.ts', () => ({ catalogueOf: () => Promise.resolve(new Catalogue('ru', wordless())) }));
vi.mock('../../src/node/live/engines.ts', async (original) => ({ ...(await original<typeof import('../../src/node/live/engines.ts')>()), enginesFor: () => live.engines }));

const folder = path.resolve(import.meta.dirname, '../../captures');
const target = temporaryFolder();
afterAll(() => fs.rmSync(target, { recursive: true }));

const list = knownWords();
const known = (...more: readonly string[]): ReadonlySet<string> => new Set([...list, ...more.flatMap(partsOf)]);
const nothing = (): boolean => false;

/** What is left in an output: words that were neither captured nor are known. */
function left(out: string, captured: (text: string) => boolean, words: ReadonlySet<string>): string {
  return runsOfWords(out).filter((text) => !captured(text) && text.split(/[^A-Za-z]+/).some((word) => word.length > 2 && !words.has(word))).join(' | ');
}

/** In a language without words only captured text is left, and words of protocols. */
describe.each(fs.readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name)))('%s in a language without words', (name) => {
  const file = path.join(folder, name);
  const captured = capturedText(file);

  test.each(aboutCapture.map((words) => [words.join(' '), words] as const))('%s', async (_, [verb = '', ...options]) => {
    const { out } = await run(verb, file, ...options);
    expect(left(out, captured, known(name, ...(showsTrees(verb) ? stateWords : [])))).toBe('');
  });

  test('each session', async () => {
    const sessions = (await run('sessions', file)).out.match(/^ *#\d+/gm)?.map((number) => number.trim()) ?? [];
    const { out } = sessions.length === 0 ? { out: '' } : await run('sessions', file, ...sessions, '--explain');
    const { out: walks } = sessions.length === 0 ? { out: '' } : await run('sessions', file, ...sessions, '--states');
    expect(left(out + walks, captured, known(name))).toBe('');
  });

  test('extract', async () => {
    const to = path.join(target, name);
    const { out } = await run('extract', file, '--to', to);
    const made = fs.existsSync(to) ? fs.readdirSync(to) : [];
    expect(left(out.replaceAll(to, ''), captured, known(name, ...made))).toBe('');
  });
});

describe('what needs no capture, in a language without words', () => {
  test.each(aboutPupil.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const { code, out } = await run(...words);
    expect(code).toBe(0);
    expect(left(out, nothing, known(...machineWords(), ...words, ...(showsTrees(words[0]!) ? stateWords : [])))).toBe('');
  });

  test.each(mistaken.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const { code, out, err } = await run(...words);
    expect(code).not.toBe(0);
    expect(left(out + err, nothing, known('pupil', ...machineWords(), ...words))).toBe('');
  });
});

describe('sniffing in a language without words', () => {
  const file = path.join(target, 'live.pcapng');

  const cases: Readonly<Record<string, { readonly engines: Engine[]; readonly options?: readonly string[] }>> = {
    'packets and a summary': { engines: [fakeEngine([act.header, act.packets(1, 2, 3), act.untilAsked(act.say('3 packets received'))])], options: ['-c', '3'] },
    'what is saved': { engines: [fakeEngine([act.header, act.packets(1, 2, 3), act.untilAsked()])], options: ['-c', '3', '-q', '-w', file] },
    'an engine that ends by itself': { engines: [fakeEngine([act.header, act.packets(1), act.exit(1)])] },
    'engines that are not allowed to, not there, of no use': { engines: [
      fakeEngine([act.say("You don't have permission to capture on that device"), act.exit(1)]), fakeEngine([], { name: 'tcpdump', command: () => ['/nowhere/tcpdump'] }),
      fakeEngine([act.bytes(1, 2, 3, 4, 5, 6, 7, 8), act.exit(0)], { name: 'cap' }),
    ] },
    'a capture filter that is none': { engines: [fakeEngine([act.say('syntax error'), act.exit(2)])], options: ['-f', 'porto'] },
  };

  test.each(Object.entries(cases))('%s', async (_, { engines, options = [] }) => {
    live.engines = engines;
    const { out, err } = await run('sniff', '-i', 'lo', ...options);
    expect(out + err).not.toBe('');
    // The engines' own words, and what is typed.
    const own = (out + err).replace(/\(You don't have permission.*?\)|\(syntax error\)/g, '').replaceAll(file, '').replace(/^ .*(?= {3}# )/gm, '');
    expect(left(own, nothing, known('pupil', 'lo', 'porto'))).toBe('');
  });
});

describe('grading in a language without words', () => {
  let graded: GradedOutputs;
  beforeAll(async () => {
    graded = await gradedOutputs();
  });
  afterAll(() => fs.rmSync(graded.folder, { recursive: true }));

  test('lists, messages, pages and tables; items have their ids', () => {
    const isCaptured = capturedText(path.join(folder, 'lab4.pcapng'));
    const captured = (text: string): boolean => isCaptured(text) || graded.isQuoted(text);
    const files = fs.readdirSync(graded.folder, { recursive: true, encoding: 'utf8' });
    for (const [name, text] of graded.texts) expect(left(shownIn(text).replaceAll(graded.folder, ''), captured, known('pupil', 'capture web sent recv hs raw decoded', ...files)), name).toBe('');
  });
});
