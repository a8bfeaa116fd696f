import { type CsvCell, CsvFile } from '../../grade/csv-file.ts';
import { type Marked, shownPoints } from '../../grade/mark.ts';
import type { Rubric, WorksheetHeaders } from '../../grade/rubric.ts';
import { type Said, said, tell } from '../../grade/said.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { inertCell } from '../csv.ts';
import { escapeHtml } from '../html.ts';
import { markToHandOn } from './handed-on.ts';

/** What came of filling in a file of the teacher's: the file, and what it will not do; or why it is not the file that it should be. */
export type Filled = { readonly text: string; readonly warnings: readonly Said[]; readonly problem?: undefined } | { readonly text?: undefined; readonly problem: Said };

interface Headers extends WorksheetHeaders {
  readonly max: string;
  readonly changeable: string;
}

/** What Moodle calls the columns in the languages that are known. */
const known: readonly Headers[] = [
  { id: 'Identifier', grade: 'Grade', modified: 'Last modified (grade)', feedback: 'Feedback comments', max: 'Maximum grade', changeable: 'Grade can be changed' },
  { id: 'Идентификатор', grade: 'Оценка', modified: 'Последнее изменение (оценка)', feedback: 'Отзыв в виде комментария', max: 'Максимальная оценка', changeable: 'Оценка может быть изменена' },
];

interface Columns {
  readonly id: number;
  readonly grade: number;
  readonly modified: number;
  readonly feedback: number;
  readonly max: number;
  readonly changeable: number;
}

/** Fill the grade and feedback cells of a grading worksheet that the teacher has downloaded from Moodle. Every other byte stays as it is. */
export function fillWorksheet(text: string, marked: readonly Marked[], rubric: Rubric, provisional: boolean, c: Catalogue): Filled {
  const file = new CsvFile(text);
  const [header = [], ...rows] = file.rows;
  const columns = columnsOf(header, rubric.worksheet);
  if ('key' in columns) return { problem: columns };
  const warnings: Said[] = [];
  const comma = usesComma(rows, columns, file.separator);
  for (const one of marked) {
    const row = rows.find((cells) => participant(cells[columns.id]?.text ?? '') === one.submission.id);
    if (row === undefined || one.submission.id === undefined) {
      warnings.push(said('worksheet.no-row', { student: one.name }));
      continue;
    }
    fillRow(file, row, columns, one, { mark: markToHandOn(one, provisional), comma }, warnings, c);
  }
  return { text: file.text, warnings };
}

/** The columns, or what is missing. */
function columnsOf(header: readonly CsvCell[], own: Rubric['worksheet']): Columns | Said {
  const titles = header.map(({ text }) => text.trim());
  const language = known.find(({ id, grade }) => titles.includes(id) && titles.includes(grade)) ?? known[0]!;
  const names: Headers = { ...language, ...own };
  const missing = [names.id, names.grade, names.modified].filter((name) => !titles.includes(name));
  if (missing.length > 0) return said('worksheet.header', { columns: missing.join(', ') });
  const at = (name: string): number => titles.indexOf(name);
  return { id: at(names.id), grade: at(names.grade), modified: at(names.modified), feedback: at(names.feedback), max: at(names.max), changeable: at(names.changeable) };
}

/** `Participant 123`, `Участник 123`: the number in the download's folder names. */
function participant(cell: string): string | undefined {
  return /(\d+)\s*$/.exec(cell)?.[1];
}

/** Does the file write decimals with a comma? Its own numbers say so, or its separator. */
function usesComma(rows: readonly (readonly CsvCell[])[], { grade, max }: Columns, separator: string): boolean {
  const numbers = rows.flatMap((row) => [row[grade]?.text ?? '', row[max]?.text ?? '']).filter((text) => /\d[.,]\d/.test(text));
  return numbers.length > 0 ? numbers.some((text) => /\d,\d/.test(text)) : separator === ';';
}

function fillRow(file: CsvFile, row: readonly CsvCell[], columns: Columns, one: Marked, { mark, comma }: { mark: number | undefined; comma: boolean }, warnings: Said[], c: Catalogue): void {
  const feedback = row[columns.feedback];
  if (feedback !== undefined) file.replace(feedback, inertCell(feedbackText(one, c)));
  const grade = row[columns.grade];
  const student = one.name;
  if (mark === undefined || grade === undefined) {
    warnings.push(said('worksheet.no-mark', { student }));
    return;
  }
  warnings.push(...rowWarnings(row, columns, student, mark));
  const written = mark.toFixed(2);
  file.replace(grade, comma ? written.replace('.', ',') : written);
}

/** What Moodle passes over without a word. */
function rowWarnings(row: readonly CsvCell[], columns: Columns, student: string, mark: number): Said[] {
  const warnings: Said[] = [];
  const cell = (column: number): string => row[column]?.text.trim() ?? '';
  const max = decimal(cell(columns.max));
  const modified = cell(columns.modified);
  if (decimal(cell(columns.grade)) === mark) warnings.push(said('worksheet.same', { student }));
  if (max !== undefined && mark > max) warnings.push(said('worksheet.range', { student, mark, max }));
  if (/^(?:no|нет|không)$/i.test(cell(columns.changeable))) warnings.push(said('worksheet.locked', { student }));
  if (isStale(cell(columns.grade), modified)) warnings.push(said('worksheet.stale', { student, when: modified }));
  return warnings;
}

/** Words of dates that Moodle understands when it reads a worksheet back. */
const DATE_WORDS = /^(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|am|pm|st|nd|rd|th|utc|gmt|t|z)$/i;

/**
 * Moodle compares the time in the row with that of the mark it has, and passes over the row, comment and all, if its own is later: somebody has marked the student since. What has
 * happened in Moodle nobody sees here. But a mark without a time, as in a worksheet that was filled in before, and a time in words that are not English, which Moodle takes for
 * 1970, are older than any mark.
 */
function isStale(grade: string, modified: string): boolean {
  if (modified === '' || modified === '-') return decimal(grade) !== undefined;
  return [...modified.matchAll(/\p{L}+/gu)].some(([word]) => !DATE_WORDS.test(word));
}

function decimal(text: string): number | undefined {
  return /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** Moodle takes the cell for HTML. */
function feedbackText({ items, outcome }: Marked, c: Catalogue): string {
  if (outcome.ungradable !== undefined) return escapeHtml(c.say('feedback.ungradable', { reason: tell(outcome.ungradable, c) }));
  const lines = items.map(({ id, points, max, state, reasons }) => {
    const worth = state === 'dropped' ? c.say('feedback.dropped') : state === 'review' ? c.say('feedback.review') : c.say('feedback.points', { points: shownPoints(points), max });
    const why = reasons.map((reason) => tell(reason, c)).join('; ');
    return escapeHtml(why === '' ? c.say('worksheet.item', { item: id, worth }) : c.say('worksheet.item-why', { item: id, worth, why }));
  });
  return lines.join('<br>');
}
