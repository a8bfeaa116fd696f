import { type CsvCell, CsvFile } from '../../grade/csv-file.ts';
import type { Marked } from '../../grade/mark.ts';
import type { Roster } from '../../grade/roster.ts';
import { type Said, said } from '../../grade/said.ts';
import { markToHandOn } from './handed-on.ts';
import type { Filled } from './worksheet.ts';

/** Columns of a Canvas gradebook that say who a student is. */
const identities = ['ID', 'SIS User ID', 'SIS Login ID'] as const;
/** Columns before the assignments. */
const fixed = new Set(['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Integration ID', 'Root Account', 'Section']);

/** Fill one column of a gradebook that the teacher has exported from Canvas. An assignment that it does not hold is refused: Canvas would create one. Every other byte stays as it is. */
export function fillGradebook(text: string, marked: readonly Marked[], titles: readonly string[], roster: Roster, provisional: boolean): Filled {
  const file = new CsvFile(text);
  const [header = [], ...rows] = file.rows;
  const names = header.map((cell) => cell.text.trim());
  if (names[0] !== 'Student' || !names.includes('ID')) return { problem: said('canvas.header') };
  const column = assignment(names, titles);
  if (typeof column !== 'number') return { problem: column };
  const warnings: Said[] = [];
  const students = rows.filter((row) => !(row[0]?.text ?? '').trim().startsWith('Points Possible') && row.length > column);
  const comma = file.separator === ';' && !rows.some((row) => /\d\.\d/.test(row[column]?.text ?? ''));
  for (const one of marked) {
    const mark = markToHandOn(one, provisional);
    const row = rowOf(students, names, one, roster, warnings);
    if (row === undefined || mark === undefined) continue;
    file.replace(row[column]!, comma ? String(mark).replace('.', ',') : String(mark));
  }
  return { text: file.text, warnings };
}

/** The column of an assignment, by its whole header or by its title without the number behind it. */
function assignment(names: readonly string[], titles: readonly string[]): number | Said {
  const known = names.filter((name) => !fixed.has(name) && / \(\d+\)$/.test(name));
  const fits = known.filter((name) => titles.some((title) => name === title || name.replace(/ \(\d+\)$/, '') === title));
  if (fits.length === 1) return names.indexOf(fits[0]!);
  const title = titles[0] ?? '';
  return fits.length > 1 ? said('canvas.ambiguous', { title }) : said('canvas.column', { title, known: known.join(', ') });
}

/** By the numbers and logins of the roster; otherwise by the name, in whichever order its parts are. */
function rowOf(rows: readonly (readonly CsvCell[])[], names: readonly string[], { submission, name }: Marked, roster: Roster, warnings: Said[]): readonly CsvCell[] | undefined {
  const listed = roster.of(submission);
  const ids = [listed?.login, listed?.id, listed === undefined ? submission.id : undefined].filter((id) => id !== undefined && id !== '');
  const cell = (row: readonly CsvCell[], column: string): string => row[names.indexOf(column)]?.text.trim() ?? '';
  const byId = rows.filter((row) => identities.some((column) => ids.includes(cell(row, column))));
  const found = byId.length > 0 ? byId : rows.filter((row) => nameParts(cell(row, 'Student')) === nameParts(name));
  if (found.length === 1) return found[0];
  warnings.push(said(found.length === 0 ? 'canvas.no-row' : 'canvas.several-rows', { student: name }));
  return undefined;
}

/** `Nguyen, Minh` and `Minh Nguyen` are the same. */
function nameParts(name: string): string {
  return name.normalize('NFC').toLowerCase().split(/[\s,]+/).filter((part) => part !== '').sort().join(' ');
}
