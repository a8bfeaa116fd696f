import os from 'node:os';
import { Output } from '../../node/output.ts';
import { classLines, explanationLines } from '../../report/grade/class-table.ts';
import { paint } from '../../report/palette.ts';
import { comparePairs } from '../../grade/originality/compare.ts';
import { isFor, type Marked, markOf, unapplied } from '../../grade/mark.ts';
import { type Said, tell } from '../../grade/said.ts';
import { type Submission, submissionsOf } from '../../grade/submission.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { overridesOf, rosterOf, rubricOf } from '../grade-files.ts';
import { openClass } from '../grade-input.ts';
import { type Graded, outputsOf, writeOutputs } from '../grade-output.ts';
import { gradeAll } from '../grade-run.ts';
import { type Args, colorOf, generalOptions, text, texts } from '../options.ts';
import { paletteFor } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export function command(context: Context): Command {
  const { catalogue: c } = context;
  const file = (describe: string): { type: 'string'; requiresArg: true; describe: string } => ({ type: 'string', requiresArg: true, describe });
  return {
    positional: 'DIR|ZIP --rubric FILE',
    examples: [
      ['pupil grade class.zip --rubric lab4', 'example.grade'], ['pupil grade class --rubric my.yaml --out graded', 'example.grade-out'],
      ['pupil grade class.zip --rubric lab4 --explain Ivanov', 'example.grade-explain'], ['pupil grade --demo demo', 'example.grade-demo'],
    ],
    options: (y) => generalOptions(y, c)
      .option('rubric', file(c.say('option.rubric')))
      .option('out', file(c.say('option.out')))
      .option('jobs', file(c.say('option.jobs')))
      .option('explain', file(c.say('option.explain-student')))
      .option('roster', file(c.say('option.roster')))
      .option('overrides', file(c.say('option.overrides')))
      .option('moodle-worksheet', file(c.say('option.moodle-worksheet')))
      .option('canvas', file(c.say('option.canvas')))
      .option('canvas-column', file(c.say('option.canvas-column')))
      .option('gradescope', { type: 'boolean', describe: c.say('option.gradescope') })
      .option('junit', file(c.say('option.junit')))
      .option('provisional', { type: 'boolean', describe: c.say('option.provisional') })
      .option('fail-under', file(c.say('option.fail-under')))
      .option('force', { type: 'boolean', describe: c.say('option.force') })
      .option('demo', file(c.say('option.demo')))
      .option('color', { choices: ['auto', 'always', 'never'] as const, default: 'auto', describe: c.say('option.color') }),
    run: (args) => run(args, c),
  };
}

async function run(args: Args, c: Catalogue): Promise<number> {
  const demo = text(args, 'demo');
  if (demo !== undefined) return (await import('../grade-demo.ts')).writeDemo(demo, args['force'] === true, c);
  const outputs = outputsOf(args, c);
  const graded = await gradeClass(args, c);
  if (graded === undefined) return EXIT.input;
  const { marked, rubric, warnings } = graded;
  const palette = paletteFor(colorOf(args), 'stdout');
  const lines = text(args, 'explain') === undefined ? classLines(marked, c, palette) : marked.flatMap((one) => explanationLines(one, rubric.max, c, palette));
  new Output(1).write(`${lines.join('\n')}\n`);
  tellAll([...warnings, ...writeOutputs(graded, outputs, c)], c);
  return exitOf(marked, number(args, 'fail-under', c));
}

/** Read the class and grade it; undefined: there is nothing to be read, which has been said. */
async function gradeClass(args: Args, c: Catalogue): Promise<Graded | undefined> {
  const [where] = texts(args, '_');
  const rubricFile = text(args, 'rubric');
  if (where === undefined) throw new UsageError(c.say('error.no-class'));
  if (rubricFile === undefined) throw new UsageError(c.say('error.no-rubric'));
  const rubric = rubricOf(rubricFile, c);
  const overrides = overridesOf(text(args, 'overrides'), rubric, c);
  const input = openClass(where, text(args, 'out'));
  if ('code' in input) return unreadable(c.say('class.unreadable', { path: where, fault: c.fault(input) }));
  const roster = rosterOf(text(args, 'roster'), input, c);
  const { submissions, warnings } = submissionsOf(input.entries, input.traces);
  if (submissions.length === 0) return unreadable(c.say('class.empty', { path: where }));
  const chosen = chosenOf(submissions, text(args, 'explain'), (submission) => roster.nameOf(submission), c);
  const outcomes = await gradeAll(chosen, input, rubric, jobsOf(args, c), progress(chosen.length, c));
  const marked = chosen.map((submission, i) => markOf(submission, roster.nameOf(submission), outcomes[i]!, overrides, rubric));
  const pairs = rubric.originality && chosen.length > 1 ? comparePairs(outcomes.map(({ judgement }) => judgement?.fingerprint)) : [];
  const isWhole = chosen.length === submissions.length;
  return { marked, pairs, rubric, roster, warnings: [...input.warnings, ...warnings, ...(isWhole ? [...roster.missing(submissions), ...unapplied(overrides, marked)] : [])] };
}

function unreadable(message: string): undefined {
  complain('error', message);
}

function complain(role: 'error' | 'warning', message: string): void {
  new Output(2).write(`${paint(paletteFor('auto', 'stderr'), role, 'pupil:')} ${message}\n`);
}

function tellAll(warnings: readonly Said[], c: Catalogue): void {
  for (const warning of warnings) complain('warning', tell(warning, c));
}

/** All submissions, or those of the student who is asked for. */
function chosenOf(submissions: readonly Submission[], student: string | undefined, nameOf: (submission: Submission) => string, c: Catalogue): readonly Submission[] {
  if (student === undefined) return submissions;
  const exact = submissions.filter((submission) => isFor({ student }, submission, nameOf(submission)));
  const found = exact.length > 0 ? exact : submissions.filter((submission) => nameOf(submission).toLowerCase().includes(student.toLowerCase()));
  if (found.length === 0) throw new UsageError(c.say('error.no-student', { student }));
  return found;
}

/** Says on a terminal how far it has come. */
function progress(count: number, c: Catalogue): (done: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  const stderr = new Output(2);
  return (done) => stderr.write(`\r\u001b[K${done < count ? c.say('grade.progress', { done, count }) : ''}`);
}

/** How many are graded at the same time: as many as the machine has processors, unless the user says so; 0: in this process, without limits. */
function jobsOf(args: Args, c: Catalogue): number {
  return number(args, 'jobs', c) ?? Math.max(1, Math.min(8, os.availableParallelism()));
}

function number(args: Args, name: string, c: Catalogue): number | undefined {
  const value = text(args, name);
  if (value === undefined) return undefined;
  if (!/^\d+(?:\.\d+)?$/.test(value)) throw new UsageError(c.say('error.number', { option: `--${name}`, value }));
  return Number(value);
}

/** A submission that cannot be graded, or a mark that is too low, makes the run fail. */
function exitOf(marked: readonly Marked[], least: number | undefined): number {
  const hasFailed = marked.some(({ total }) => total === undefined || (least !== undefined && total < least));
  return hasFailed ? EXIT.failed : EXIT.ok;
}
