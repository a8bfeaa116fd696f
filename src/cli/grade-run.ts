import { handInHash, MAX_SUBMISSION } from '../grade/hand-in.ts';
import { gradeSubmission } from '../grade/judge.ts';
import type { Rubric } from '../grade/rubric.ts';
import { type Said, said } from '../grade/said.ts';
import type { Submission } from '../grade/submission.ts';
import type { Outcome } from '../grade/verdict.ts';
import { type Answer, type ChildLimits, ChildPool } from '../node/child-pool.ts';
import { reportPlatform } from '../node/report-platform.ts';
import type { ClassInput } from './grade-input.ts';
import type { GradeReply, GradeTask } from './grade-task.ts';

/** What one submission may use. By the clock it may take five times as long, because others share the machine. */
export const limits: ChildLimits = { processor: 30, wall: 150, memory: 2_000_000_000, heap: 1024 };

/** Grade submissions, `jobs` of them at the same time, each in a child process; with 0 in this one, without limits. The outcomes come in the order of the submissions. */
export async function gradeAll(submissions: readonly Submission[], input: ClassInput, rubric: Rubric, jobs: number, progress: (done: number) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let done = 0;
  const settle = (index: number, outcome: Outcome): void => {
    outcomes[index] = outcome;
    progress(++done);
  };
  const taskOf = (index: number): GradeTask => ({ files: submissions[index]!.files.map((file) => ({ name: file.name, size: file.size, modified: file.modified, isOnlineText: file.isOnlineText, bytes: input.read(file) })), rubric });
  const open: number[] = [];
  submissions.forEach((submission, i) => {
    const obstacle = obstacleOf(submission);
    if (obstacle === undefined) open.push(i);
    else settle(i, { sha256: handInHash(submission.files.map((file) => ({ ...file, bytes: undefined }))), ungradable: obstacle });
  });
  if (jobs === 0) {
    for (const i of open) settle(i, await gradeSubmission(taskOf(i).files, rubric, reportPlatform));
    return outcomes;
  }
  const pool = new ChildPool<GradeTask, GradeReply>(new URL('./grade-child.js', import.meta.url), jobs, limits);
  await pool.run(open.length, (n) => taskOf(open[n]!), (n, answer) => settle(open[n]!, outcomeOf(answer, () => handInHash(taskOf(open[n]!).files))));
  return outcomes;
}

/** Files of one student that are looked at. */
const MAX_FILES = 2000;

/** Too many files, or too large ones, are not even read. */
function obstacleOf({ files }: Submission): Said | undefined {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length > MAX_FILES) return said('ungradable.files', { count: files.length, limit: MAX_FILES });
  return size > MAX_SUBMISSION ? said('ungradable.total', { limit: MAX_SUBMISSION }) : undefined;
}

function outcomeOf({ result, ended }: Answer<GradeReply>, hash: () => string): Outcome {
  if (result?.outcome !== undefined) return result.outcome;
  return { sha256: hash(), ungradable: result === undefined ? endedWhy(ended!) : said('ungradable.internal', { message: result.mistake }) };
}

function endedWhy(ended: NonNullable<Answer<GradeReply>['ended']>): Said {
  switch (ended) {
    case 'processor':
      return said('ungradable.processor', { seconds: limits.processor });
    case 'memory':
      return said('ungradable.memory');
    case 'wall':
      return said('ungradable.machine');
    case 'crash':
      return said('ungradable.crash');
  }
}
