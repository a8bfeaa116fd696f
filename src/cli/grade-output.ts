import fs from 'node:fs';
import type { Marked } from '../grade/mark.ts';
import type { Pair } from '../grade/originality/compare.ts';
import type { Roster } from '../grade/roster.ts';
import type { Rubric } from '../grade/rubric.ts';
import { type Said, said, tell } from '../grade/said.ts';
import { OutputFolder, writeFile } from '../node/output-folder.ts';
import { feedbackPage } from '../report/grade/feedback.ts';
import { fillGradebook } from '../report/grade/gradebook.ts';
import { gradesCsv, gradesJson } from '../report/grade/grade-files.ts';
import { gradescopeResults } from '../report/grade/gradescope.ts';
import { markToHandOn } from '../report/grade/handed-on.ts';
import { junitXml } from '../report/grade/junit.ts';
import { originalityCsv, originalityPage } from '../report/grade/originality.ts';
import { type Filled, fillWorksheet } from '../report/grade/worksheet.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { textOf } from './grade-files.ts';
import { type Args, text } from './options.ts';
import { UsageError } from './usage-error.ts';

/** A class that has been graded. */
export interface Graded {
  readonly marked: readonly Marked[];
  readonly pairs: readonly Pair[];
  readonly rubric: Rubric;
  readonly roster: Roster;
  readonly warnings: readonly Said[];
}

/** What is to be written, and where; checked before anything is graded. */
export interface Outputs {
  readonly folder: OutputFolder | undefined;
  readonly folderName: string;
  readonly worksheet: string | undefined;
  readonly gradebook: { readonly text: string; readonly title: string | undefined } | undefined;
  readonly gradescope: boolean;
  readonly junit: string | undefined;
  readonly provisional: boolean;
}

export function outputsOf(args: Args, c: Catalogue): Outputs {
  const out = text(args, 'out');
  const [worksheet, canvas, junit] = [text(args, 'moodle-worksheet'), text(args, 'canvas'), text(args, 'junit')];
  const gradescope = args['gradescope'] === true;
  const force = args['force'] === true;
  if (out === undefined && (gradescope || worksheet !== undefined || canvas !== undefined)) throw new UsageError(c.say('error.no-out'));
  if (!force && junit !== undefined && fs.existsSync(junit)) throw new UsageError(c.say('error.exists', { file: junit }));
  const folder = out === undefined ? undefined : new OutputFolder(out);
  if (!force && folder?.isTaken === true) throw new UsageError(c.say('error.out-exists', { folder: out! }));
  return {
    folder, folderName: out ?? '', gradescope, junit, provisional: args['provisional'] === true, worksheet: worksheet === undefined ? undefined : textOf(worksheet, c),
    gradebook: canvas === undefined ? undefined : { text: textOf(canvas, c), title: text(args, 'canvas-column') },
  };
}

/** Write what is asked for. What the teacher should know of it comes back; a file of his that is not what it should be is a UsageError. */
export function writeOutputs(graded: Graded, outputs: Outputs, c: Catalogue): Said[] {
  const { marked } = graded;
  const { folder, junit, provisional } = outputs;
  if (junit !== undefined) writeFile(junit, junitXml(marked, c));
  if (folder === undefined) return [];
  const warnings = writeForeign(graded, outputs, folder, c);
  writeOwn(graded, folder, c);
  const held = marked.filter((one) => one.total !== undefined && markToHandOn(one, provisional) === undefined).length;
  const isHandedOn = outputs.worksheet !== undefined || outputs.gradebook !== undefined || outputs.gradescope;
  return [...warnings, ...(held > 0 && isHandedOn ? [said('grade.held-back', { count: held })] : []), said('grade.written', { folder: outputs.folderName })];
}

function writeOwn({ marked, pairs, rubric, warnings }: Graded, folder: OutputFolder, c: Catalogue): void {
  folder.write('grades.json', gradesJson(marked, warnings, rubric, c));
  folder.write('grades.csv', gradesCsv(marked, c));
  folder.clear('feedback');
  for (const one of marked) folder.write(`feedback/${one.submission.folder}/feedback.html`, feedbackPage(one, rubric, c));
  if (!rubric.originality) return;
  folder.write('originality.html', originalityPage(pairs, marked, rubric, c));
  folder.write('originality.csv', originalityCsv(pairs, marked, c));
}

/** The files for other systems. */
function writeForeign({ marked, rubric, roster }: Graded, { worksheet, gradebook, gradescope, provisional }: Outputs, folder: OutputFolder, c: Catalogue): Said[] {
  const warnings: Said[] = [];
  const write = (name: string, filled: Filled): void => {
    if (filled.problem !== undefined) throw new UsageError(tell(filled.problem, c));
    warnings.push(...filled.warnings);
    folder.write(name, filled.text);
  };
  if (worksheet !== undefined) write('moodle-worksheet.csv', fillWorksheet(worksheet, marked, rubric, provisional, c));
  if (gradebook !== undefined) write('canvas.csv', fillGradebook(gradebook.text, marked, titlesOf(gradebook.title, rubric), roster, provisional));
  folder.clear('gradescope');
  if (gradescope) for (const one of marked) folder.write(`gradescope/${one.submission.folder}/results.json`, gradescopeResults(one, rubric, provisional, c));
  return warnings;
}

/** What the assignment may be called in the gradebook. */
function titlesOf(title: string | undefined, rubric: Rubric): string[] {
  return title === undefined ? Object.values(rubric.title).filter((one) => one !== undefined) : [title];
}
