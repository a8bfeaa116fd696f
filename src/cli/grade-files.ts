import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gradescopeRoster } from '../grade/gradescope-metadata.ts';
import { type Override, readOverrides } from '../grade/override.ts';
import { readRubric } from '../grade/read-rubric.ts';
import { readRoster, Roster, type RosterRow } from '../grade/roster.ts';
import type { Rubric } from '../grade/rubric.ts';
import { type Problem, problemText } from '../lab/problem.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { ClassInput } from './grade-input.ts';
import { UsageError } from './usage-error.ts';

/** The files that a teacher gives beside the submissions. Whatever is wrong with them is a UsageError. */

/** The rubric of a file, or of one of the labs that come with the program. */
export function rubricOf(file: string, c: Catalogue): Rubric {
  const bundled = fileURLToPath(new URL(`../../labs/${file}/rubric.yaml`, import.meta.url));
  const path = !fs.existsSync(file) && /^[\w-]+$/.test(file) && fs.existsSync(bundled) ? bundled : file;
  const { rubric, problems } = readRubric(textOf(path, c));
  if (problems !== undefined) throw problemError(file, problems, c);
  return rubric;
}

export function overridesOf(file: string | undefined, rubric: Rubric, c: Catalogue): readonly Override[] {
  if (file === undefined) return [];
  const { overrides, problems } = readOverrides(textOf(file, c), rubric);
  if (problems !== undefined) throw problemError(file, problems, c);
  return overrides;
}

/** What the teacher's list says of the students, and what Gradescope says beside the submissions. */
export function rosterOf(file: string | undefined, input: ClassInput, c: Catalogue): Roster {
  const listed = file === undefined ? [] : readRoster(textOf(file, c));
  if (listed === undefined) throw new UsageError(c.say('error.roster', { file: file! }));
  return new Roster([...listed, ...besides(input)]);
}

/** Lists among the submissions: one named roster.csv, and the metadata of a Gradescope export. */
function besides(input: ClassInput): RosterRow[] {
  return input.entries.flatMap((entry): readonly RosterRow[] => {
    const bytes = /(?:^|\/)(?:roster\.csv|submission_metadata\.yml)$/.test(entry.path) && entry.path.split('/').length <= 2 ? input.read(entry) : undefined;
    if (bytes === undefined) return [];
    const text = new TextDecoder().decode(bytes);
    return (entry.path.endsWith('.csv') ? readRoster(text) : gradescopeRoster(text)) ?? [];
  });
}

/** A text in UTF-8. One in another character set would not come out as it went in, and is refused. */
export function textOf(file: string, c: Catalogue): string {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    throw new UsageError(c.say('error.unread', { file, code: (error as NodeJS.ErrnoException).code ?? '' }));
  }
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw new UsageError(c.say('error.not-utf8', { file }));
  return text;
}

function problemError(file: string, problems: readonly Problem[], c: Catalogue): UsageError {
  return new UsageError(problems.map((problem) => `${file}:${problemText(problem, c)}`).join('\n'));
}
