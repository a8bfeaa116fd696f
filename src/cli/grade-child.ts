import type { GradeReply, GradeTask } from './grade-task.ts';
import { gradeSubmission } from '../grade/judge.ts';
import { ChildGuard } from '../node/child-guard.ts';
import { reportPlatform } from '../node/report-platform.ts';

/** Grades submissions in a process of its own: what one of them does to it, the others do not feel. */
const [processor, memory] = process.argv.slice(2).map(Number);
const guard = new ChildGuard(processor!, memory!);

process.on('message', (task: GradeTask) => void grade(task));
process.on('disconnect', () => process.exit());

async function grade({ files, rubric }: GradeTask): Promise<void> {
  guard.begin();
  const reply = await outcome(files, rubric);
  guard.end();
  process.send!(reply);
}

async function outcome(files: GradeTask['files'], rubric: GradeTask['rubric']): Promise<GradeReply> {
  try {
    return { outcome: await gradeSubmission(files, rubric, reportPlatform) };
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
}
