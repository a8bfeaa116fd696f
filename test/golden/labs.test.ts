import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkLines } from '../../src/report/check-list.ts';
import { labLines } from '../../src/report/lab-list.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { sheetTemplate } from '../../src/report/sheet.ts';
import { sheetHtml } from '../../src/report/sheet-html.ts';
import { sheetMarkdown } from '../../src/report/sheet-markdown.ts';
import type { Catalogue } from '../../src/text/catalogue.ts';
import { languages } from '../../src/text/language.ts';
import { catalogueOf } from '../../src/text/load.ts';
import { bundledLab, check, filtered, framesOf, sheetOf } from '../build/lab.ts';

/** `npm run golden` writes the texts anew; people review the difference. */
const isWriting = process.env['GOLDEN'] === 'write';
const folder = path.join(import.meta.dirname, 'labs');

/** What pupil says of the bundled labs, by the name of the file that holds it. */
const texts: Readonly<Record<string, (c: Catalogue) => string>> = {
  'lab4.check.txt': (c) => joined(checkLines(check(bundledLab('lab4'), framesOf('lab4.pcapng')), 'lab4.pcapng', c, plainPalette)),
  'lab4-lacking.check.txt': (c) => joined(checkLines(check(bundledLab('lab4'), [...filtered(framesOf('lab4.pcapng'), 'icmp || tcp', false), ...framesOf('smtp-starttls.pcap')]), 'lacking.pcap', c, plainPalette)),
  'imap.show.txt': (c) => joined(labLines(bundledLab('imap'), c, plainPalette)),
  'lab4.sheet.md': (c) => sheetMarkdown(sheetOf(bundledLab('lab4'), framesOf('lab4.pcapng'), { catalogue: c })),
  'lab5.sheet.md': (c) => sheetMarkdown(sheetOf(bundledLab('lab5'), framesOf('lab5.pcap'), { catalogue: c })),
  'imap.sheet.html': (c) => sheetHtml(sheetOf(bundledLab('imap'), framesOf('imap.pcap'), { catalogue: c })),
  'lab4.blank.md': (c) => sheetMarkdown(sheetTemplate(bundledLab('lab4'), c)),
};

function joined(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

const fileName = (name: string, language: string): string => name.replace(/(?=\.\w+$)/, `.${language}`);

describe.each(languages.map((language) => [language] as const))('in the language %s', (language) => {
  test.each(Object.keys(texts))('%s', async (name) => {
    const text = texts[name]!(await catalogueOf(language));
    const golden = path.join(folder, fileName(name, language));
    if (isWriting) {
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(golden, text);
    }
    expect(text).toBe(fs.readFileSync(golden, 'utf8'));
  });
});

test('there are no other texts', () => {
  expect(fs.readdirSync(folder).toSorted()).toEqual(languages.flatMap((language) => Object.keys(texts).map((name) => fileName(name, language))).toSorted());
});
