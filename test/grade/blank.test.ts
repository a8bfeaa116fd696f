import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fieldByPath } from '../../src/analysis/lookup.ts';
import { sheetFile } from '../../src/cli/sheet-format.ts';
import { equivalents } from '../../src/grade/equivalent.ts';
import { Zip } from '../../src/grade/document/zip.ts';
import { reportPlatform } from '../../src/node/report-platform.ts';
import { hexLines } from '../../src/report/hex.ts';
import { sheetTemplate } from '../../src/report/sheet.ts';
import type { Catalogue } from '../../src/text/catalogue.ts';
import { languages } from '../../src/text/language.ts';
import { catalogueOf } from '../../src/text/load.ts';
import { hex } from '../build/bytes.ts';
import { bundled, gradeReport, itemOf, itemsOf, labRubric, pointsOf } from '../build/grading.ts';
import { bundledLab } from '../build/lab.ts';
import { zip } from '../build/zip.ts';

/** What a student writes into a section of the form: packet, bytes, and the values of fields as tshark prints them (test/fixtures/reports/make.py). */
interface Answer {
  readonly protocol: string;
  readonly packet: number;
  readonly bytes: string;
  readonly fields: Readonly<Record<string, string>>;
}

const truth = JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, '../fixtures/reports/truth.json'), 'utf8')) as { reports: Record<string, { packets: Answer[] }> };
const answers = truth.reports['tagged.en.md']!.packets;
const capture = bundled('lab4.pcapng');

const dump = ({ bytes }: Answer): string[] => hexLines(hex(bytes), 0, bytes.length / 2);

/** The text between the title of a section and the next one, filled in. */
function filled(form: string, answer: Answer, write: (section: string) => string): string {
  const from = form.indexOf(`[${answer.protocol.toUpperCase()}]`);
  const next = form.indexOf('__', form.indexOf('__', from) + 2);
  const to = next < 0 ? form.length : form.lastIndexOf('[', next);
  expect(from).toBeGreaterThan(0);
  return form.slice(0, from) + write(form.slice(from, to).replace('__', String(answer.packet))) + form.slice(to);
}

function fillMarkdown(form: string, answer: Answer, c: Catalogue): string {
  return filled(form, answer, (section) => Object.entries(answer.fields).reduce(
    (text, [name, value]) => text.replace(`| ${c.label(fieldByPath(name)!)} |  |  |`, () => `| ${c.label(fieldByPath(name)!)} |  | ${value.replace('<', '\\<')} |`),
    section.replace(/```\n+```/, () => ['```', ...dump(answer), '```'].join('\n')),
  ));
}

const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function fillWord(form: string, answer: Answer, c: Catalogue): string {
  const runs = dump(answer).map((line) => `<w:r><w:t xml:space="preserve">${xml(line)}</w:t></w:r>`).join('<w:r><w:br/></w:r>');
  return filled(form, answer, (section) => Object.entries(answer.fields).reduce(
    // After the label come the empty cells of the bytes and of the value.
    (text, [name, value]) => text.replace(new RegExp(`(>${c.label(fieldByPath(name)!).replace(/[()]/g, '\\$&')}</w:t>.*?preserve"></w:t>.*?preserve">)(</w:t>)`), (_, before: string, after: string) => before + xml(value) + after),
    section.replace('<w:p/>', () => `<w:p>${runs}</w:p>`),
  ));
}

/** The form of a lab in a language, with all answers. */
async function filledForm(format: 'md' | 'docx', c: Catalogue, given: readonly Answer[]): Promise<string | Uint8Array> {
  const form = await sheetFile(sheetTemplate(bundledLab('lab4'), c), format);
  if (typeof form === 'string') return given.reduce((text, answer) => fillMarkdown(text, answer, c), form);
  const parts = new Zip(form, reportPlatform.inflate);
  const document = new TextDecoder().decode(parts.read('word/document.xml'));
  return zip(parts.files().map(({ name }) => ({ name, content: name === 'word/document.xml' ? given.reduce((text, answer) => fillWord(text, answer, c), document) : parts.read(name)! })));
}

describe.each(languages.flatMap((language) => (['md', 'docx'] as const).map((format) => [language, format] as const)))('the form for students, in the language %s, as %s', (language, format) => {
  test('filled in with what tshark says, it gets all points', async () => {
    const outcome = await gradeReport(capture, await filledForm(format, await catalogueOf(language), answers));
    expect(itemsOf(outcome).filter(({ points, max, state }) => points < max || state !== 'judged').map(({ id, points, reasons, evidence }) => ({ id, points, reasons, evidence }))).toEqual([]);
  });

  test('a wrong answer costs what it is worth, and nothing else', async () => {
    const wrong = answers.map((answer) => (answer.protocol === 'icmp' ? { ...answer, fields: { ...answer.fields, 'icmp.checksum': '0xdead', 'icmp.ident': '4919' } } : answer));
    const outcome = await gradeReport(capture, await filledForm(format, await catalogueOf(language), wrong));
    expect(itemOf(outcome, 'icmp.decoded').points).toBe(6 * 3 / 4);
    expect(pointsOf(outcome)).toBe(100 - 6 / 4);
  });

  test('as it is handed out, it gets the points of the capture only', async () => {
    expect(pointsOf(await gradeReport(capture, await filledForm(format, await catalogueOf(language), [])))).toBe(30);
  });
});

test.each(['lab4', 'lab5', 'imap'] as const)('the form of %s asks for what its rubric needs', async (lab) => {
  const c = await catalogueOf('en');
  const form = await sheetFile(sheetTemplate(bundledLab(lab), c), 'md') as string;
  for (const { id, fields, need } of labRubric(lab).sections) {
    const section = form.split(/^## /m).find((text) => text.startsWith(`[${id.toUpperCase()}]`)) ?? '';
    const asked = fields.filter((name) => equivalents(name).some((one) => section.includes(`| ${c.label(fieldByPath(one)!)} |`)));
    expect(asked.length, `${id}: ${asked.join(' ')}`).toBeGreaterThanOrEqual(need);
  }
});
