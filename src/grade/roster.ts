import { CsvFile } from './csv-file.ts';
import { type Said, said } from './said.ts';
import type { Submission } from './submission.ts';

/** A student as the teacher's list has him. Empty: the list does not say. */
export interface RosterRow {
  /** How his folder is called, or his number, or the e-mail address that his folder bears. */
  readonly student: string;
  readonly name: string;
  readonly id: string;
  readonly login: string;
  readonly group: string;
}

const columns = ['student', 'name', 'id', 'login', 'group'] as const;

/** Read a list of students: a header with `student` and any of `name`, `id`, `login`, `group`, in any order. Undefined: it has no such header. */
export function readRoster(text: string): RosterRow[] | undefined {
  const [header = [], ...rows] = new CsvFile(text).rows;
  const titles = header.map((cell) => cell.text.trim().toLowerCase());
  if (!titles.includes('student')) return undefined;
  return rows.filter((row) => row.some((cell) => cell.text.trim() !== '')).map((row) => {
    const entry = columns.map((column) => [column, row[titles.indexOf(column)]?.text.trim() ?? ''] as const);
    return Object.fromEntries(entry) as unknown as RosterRow;
  });
}

/** Who is who: the students' names and numbers, from the list. */
export class Roster {
  readonly #rows: readonly RosterRow[];

  constructor(rows: readonly RosterRow[]) {
    this.#rows = rows;
  }

  of({ key, student, id }: Submission): RosterRow | undefined {
    return this.#rows.find((row) => row.student !== '' && (row.student === key || row.student === student || row.student === id));
  }

  nameOf(submission: Submission): string {
    const name = this.of(submission)?.name ?? '';
    return name === '' ? submission.student : name;
  }

  /** Whoever is in the list and handed nothing in. */
  missing(submissions: readonly Submission[]): Said[] {
    const present = new Set(submissions.map((submission) => this.of(submission)));
    return this.#rows.filter((row) => !present.has(row)).map((row) => said('class.missing', { student: row.name === '' ? row.student : row.name }));
  }
}
