import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../src/analysis/inspector.ts';
import { fields } from '../../src/base/field.ts';
import { english } from '../../src/text/english.ts';
import type { LanguageTexts } from '../../src/text/language.ts';
import { russian } from '../../src/text/russian/index.ts';
import { vietnamese } from '../../src/text/vietnamese/index.ts';
import { aboutCapture, aboutPupil, mistaken } from '../build/asked.ts';
import { type GradedOutputs, gradedOutputs, shownIn } from '../build/graded.ts';
import { run, temporaryFolder } from '../build/program.ts';
import { capturedText, knownWords, machineWords, partsOf, runsOfWords, showsTrees, stateWords, textsIn, wordsOf } from '../build/words.ts';

const folder = path.resolve(import.meta.dirname, '../../captures');
const captures = fs.readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));
const list = knownWords();
const nothing = (): boolean => false;
const target = temporaryFolder();
afterAll(() => fs.rmSync(target, { recursive: true }));

/** A language is whole when no field lacks its words; until then English stands in for it. */
const isWhole = (texts: LanguageTexts): boolean => fields.every((f) => texts.families.some((family) => family.fields?.[f.path] !== undefined));

const englishWords = wordsOf([...textsIn(english), ...fields.flatMap((f) => [f.label, f.doc, ...(f.names?.table.values() ?? [])])].join(' '));

/** Words of English in an output that were not captured: those that neither the language nor the reviewed list has. */
function englishIn(out: string, texts: LanguageTexts, captured: (text: string) => boolean, ...more: readonly string[]): string[] {
  const own = wordsOf(textsIn(texts).join(' '));
  const known = new Set([...list, ...more.flatMap(partsOf)]);
  return runsOfWords(out).filter((text) => !captured(text) && text.split(/[^A-Za-z]+/).some((word) => word.length > 2 && englishWords.has(word) && !own.has(word) && !known.has(word)));
}

describe.each([['ru', russian], ['vi', vietnamese]] as const)('%s', (language, texts) => {
  describe.skipIf(!isWhole(texts)).each(captures)('%s without English', (name) => {
    const file = path.join(folder, name);

    test.each(aboutCapture.map((words) => [words.join(' '), words] as const))('%s', async (_, [verb = '', ...options]) => {
      const { out } = await run(verb, file, ...options, '--lang', language);
      expect(englishIn(out, texts, capturedText(file), name, ...(showsTrees(verb) ? stateWords : [])).join(' | ')).toBe('');
    });

    test('extract', async () => {
      const to = path.join(target, language, name);
      const { out } = await run('extract', file, '--to', to, '--lang', language);
      const made = fs.existsSync(to) ? fs.readdirSync(to) : [];
      expect(englishIn(out.replaceAll(to, ''), texts, capturedText(file), name, ...made).join(' | ')).toBe('');
    });
  });

  test.each(aboutPupil.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const { out } = await run(...words, '--lang', language);
    expect(englishIn(out, texts, nothing, ...machineWords(), ...words, ...(showsTrees(words[0]!) ? stateWords : [])).join(' | ')).toBe('');
  });

  test.each(mistaken.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const { out, err } = await run(...words, '--lang', language);
    expect(englishIn(out + err, texts, nothing, 'pupil', ...machineWords(), ...words).join(' | ')).toBe('');
  });

  test.each(['bash', 'zsh', 'fish'])('completion for %s is the same in every language', async (shell) => {
    expect((await run('completion', shell, '--lang', language)).out).toBe((await run('completion', shell)).out);
  });

  describe('grading', () => {
    let graded: GradedOutputs;
    beforeAll(async () => {
      graded = await gradedOutputs('--lang', language);
    });
    afterAll(() => fs.rmSync(graded.folder, { recursive: true }));

    test('lists, messages, pages and tables; items have their ids', () => {
      const isCaptured = capturedText(path.join(folder, 'lab4.pcapng'));
      const captured = (text: string): boolean => isCaptured(text) || graded.isQuoted(text);
      const files = fs.readdirSync(graded.folder, { recursive: true, encoding: 'utf8' });
      for (const [name, text] of graded.texts) expect(englishIn(shownIn(text).replaceAll(graded.folder, ''), texts, captured, 'pupil', 'capture web sent recv hs raw decoded', ...files).join(' | '), name).toBe('');
    });
  });

  test('help of every verb without English', async () => {
    const verbs = fs.readdirSync(path.resolve(import.meta.dirname, '../../src/cli/commands')).map((command) => command.replace('.ts', ''));
    for (const verb of verbs) {
      const { out } = await run(verb, '-h', '--lang', language);
      // What is typed stays: examples, names of options, choices.
      const said = out.split(/\n\n/).filter((part) => !part.includes('pupil ')).join('\n').replace(/^ +(?:-\S+,? ?)+/gm, '').replace(/\[[^\]]*\]/g, '');
      expect(englishIn(said, texts, nothing, verb).join(' | '), verb).toBe('');
    }
  });
});
