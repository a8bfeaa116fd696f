import { type Override, TOTAL } from './override.ts';
import type { Rubric } from './rubric.ts';
import { type Said, said } from './said.ts';
import type { Submission } from './submission.ts';
import type { Item, Outcome } from './verdict.ts';

/** An item as it counts: with the teacher's decision, if there is one. */
export interface MarkedItem extends Item {
  /** Points that the machine gave. */
  readonly automatic: number;
  readonly override: Override | undefined;
}

/** A submission and its mark. */
export interface Marked {
  readonly submission: Submission;
  /** The student's name, as the teacher's list has it. */
  readonly name: string;
  readonly outcome: Outcome;
  readonly items: readonly MarkedItem[];
  /** The teacher's decision about the mark as a whole. */
  readonly override: Override | undefined;
  /** Rounded; undefined: it cannot be graded. */
  readonly total: number | undefined;
  /** The same without the teacher's decisions. */
  readonly automatic: number | undefined;
  /** Items that a person must look at before the mark stands. */
  readonly pending: number;
}

/** Add up a submission's points. */
export function markOf(submission: Submission, name: string, outcome: Outcome, overrides: readonly Override[], rubric: Rubric): Marked {
  const own = overrides.filter((override) => isFor(override, submission, name) && override.sha256 === outcome.sha256);
  const items = (outcome.judgement?.items ?? []).map((item) => decided(item, own.findLast((override) => override.item === item.id)));
  const override = own.findLast(({ item }) => item === TOTAL);
  const sum = outcome.judgement === undefined ? undefined : total(items, rubric);
  return {
    submission, name, outcome, items, override, total: override?.points ?? sum,
    automatic: outcome.judgement === undefined ? undefined : total(outcome.judgement.items, rubric),
    pending: override !== undefined ? 0 : items.filter(({ state }) => state === 'review').length,
  };
}

/** Is a submission the one that somebody calls so? By its key, its name, its number, or its name in the roster. */
export function isFor({ student }: { readonly student: string }, { key, student: name, id }: Submission, listed: string): boolean {
  return student === key || student === name || student === id || student === listed;
}

/** Overrides that are not applied, and why. */
export function unapplied(overrides: readonly Override[], marked: readonly Marked[]): Said[] {
  return overrides.flatMap((override) => {
    const { student, item } = override;
    const found = marked.filter(({ submission, name }) => isFor(override, submission, name));
    if (found.length === 0) return [said('override.nobody', { student, item })];
    return found.some(({ outcome }) => outcome.sha256 === override.sha256) ? [] : [said('override.stale', { student, item })];
  });
}

/** A decision settles what a person had to look at, and brings back what was dropped. */
function decided(item: Item, override: Override | undefined): MarkedItem {
  return override === undefined ? { ...item, automatic: item.points, override } : { ...item, automatic: item.points, override, points: override.points, state: 'judged' };
}

/** What is dropped does not count: the rest makes up the maximum. */
function total(items: readonly Item[], { max, round }: Rubric): number {
  const counted = items.filter(({ state }) => state !== 'dropped');
  const possible = counted.reduce((sum, item) => sum + item.max, 0);
  const earned = counted.reduce((sum, item) => sum + item.points, 0);
  return possible === 0 ? 0 : rounded((earned / possible) * max, round);
}

/** To the nearest multiple, halves up; without the dust of floating point. */
export function rounded(points: number, step: number): number {
  return Number((Math.round(points / step + 1e-9) * step).toFixed(6));
}

/** Points as they are shown: at most two decimals. */
export function shownPoints(points: number): number {
  return Math.round(points * 100 + 1e-7) / 100;
}
