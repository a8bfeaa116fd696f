import type { FileBytes } from '../grade/hand-in.ts';
import type { Rubric } from '../grade/rubric.ts';
import type { Outcome } from '../grade/verdict.ts';

/** What a child process is given, and what it answers. */
export interface GradeTask {
  readonly files: readonly FileBytes[];
  readonly rubric: Rubric;
}

/** `mistake`: one of ours, not of the submission. */
export type GradeReply = { readonly outcome: Outcome; readonly mistake?: undefined } | { readonly outcome?: undefined; readonly mistake: string };
