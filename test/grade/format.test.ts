import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Rubric } from '../../src/grade/rubric.ts';
import { bundled, grade, handed, itemsOf, lab4 } from '../build/grading.ts';

/** Right reports about the capture of lab 4, made by other programs (test/fixtures/reports/make.py). They have no section about HTTP. */
const folder = path.resolve(import.meta.dirname, '../fixtures/reports');
const capture = bundled('lab4.pcapng');
const rubric: Rubric = { ...lab4, max: 90, sections: lab4.sections.filter(({ id }) => id !== 'http') };
const files = fs.readdirSync(folder).filter((name) => /^(?:tagged|free|table)\./.test(name));

describe('a right report gets the same mark in every format and language', () => {
  test('there are all of them', () => {
    for (const kind of ['docx', 'odt', 'pdf', 'html', 'md', 'txt']) for (const language of ['en', 'ru', 'vi']) expect(files).toContain(`tagged.${language}.${kind}`);
  });

  test.each(files)('%s', async (name) => {
    const outcome = await grade([handed('lab4.pcapng', capture), handed(name, fs.readFileSync(path.join(folder, name)))], rubric);
    expect(itemsOf(outcome).filter(({ points, max, state }) => points < max || state !== 'judged').map(({ id, points, reasons }) => ({ id, points, reasons }))).toEqual([]);
  });
});
