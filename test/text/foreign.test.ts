import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import '../../src/analysis/inspector.ts';
import { fields } from '../../src/base/field.ts';
import { english } from '../../src/text/english.ts';
import type { LanguageTexts } from '../../src/text/language.ts';
import { russian } from '../../src/text/russian/index.ts';
import { vietnamese } from '../../src/text/vietnamese/index.ts';
import { run } from '../build/program.ts';
import { capturedText, knownWords, runsOfWords, textsIn, wordsOf } from '../build/words.ts';

const folder = path.resolve(import.meta.dirname, '../../captures');
const captures = fs.readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));
const asked: readonly (readonly string[])[] = [['analyze'], ['packets'], ['packets', '-V', '--explain'], ['sessions'], ['mails'], ['stats', 'hierarchy'], ['stats', 'conversations'], ['stats', 'endpoints'], ['stats', 'tcp'], ['stats', 'io'], ['stats', 'commands'], ['check', '--lab', 'lab4'], ['sheet']];

/** A language is whole when no field lacks its words; until then English stands in for it. */
const isWhole = (texts: LanguageTexts): boolean => fields.every((f) => texts.families.some((family) => family.fields?.[f.path] !== undefined));

const englishWords = wordsOf([...textsIn(english), ...fields.flatMap((f) => [f.label, f.doc, ...(f.names?.table.values() ?? [])])].join(' '));

/** Words of English in an output that were not captured: those that neither the language nor the reviewed list has. */
function englishIn(out: string, texts: LanguageTexts, captured: (text: string) => boolean, name: string): string[] {
  const own = wordsOf(textsIn(texts).join(' '));
  const known = new Set([...knownWords(), ...name.split(/[^A-Za-z]+/)]);
  return runsOfWords(out).filter((text) => !captured(text) && text.split(/[^A-Za-z]+/).some((word) => word.length > 2 && englishWords.has(word) && !own.has(word) && !known.has(word)));
}

describe.each([['ru', russian], ['vi', vietnamese]] as const)('%s', (language, texts) => {
  describe.skipIf(!isWhole(texts)).each(captures)('%s without English', (name) => {
    const file = path.join(folder, name);

    test.each(asked.map((words) => [words.join(' '), words] as const))('%s', async (_, [verb = '', ...options]) => {
      const { out } = await run(verb, file, ...options, '--lang', language);
      expect(englishIn(out, texts, capturedText(file), name)).toEqual([]);
    });
  });

  test('help of every verb without English', async () => {
    const verbs = fs.readdirSync(path.resolve(import.meta.dirname, '../../src/cli/commands')).map((command) => command.replace('.ts', ''));
    for (const verb of verbs) {
      const { out } = await run(verb, '-h', '--lang', language);
      // What is typed stays: examples, names of options, choices.
      const said = out.split(/\n\n/).filter((part) => !part.includes('pupil ')).join('\n').replace(/^ +(?:-\S+,? ?)+/gm, '').replace(/\[[^\]]*\]/g, '');
      expect(englishIn(said, texts, () => false, verb), verb).toEqual([]);
    }
  });
});
