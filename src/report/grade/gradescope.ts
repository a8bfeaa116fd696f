import { type Marked, type MarkedItem, shownPoints } from '../../grade/mark.ts';
import type { Rubric } from '../../grade/rubric.ts';
import { tell } from '../../grade/said.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { capturedText, placeText } from './evidence.ts';
import { markToHandOn } from './handed-on.ts';

const VISIBLE = 'after_published';

/**
 * `results.json` of one submission, as Gradescope's autograders write it: one test for each item. What a person must look at is hidden, with the points that the machine gives; then
 * there is no score either, and Gradescope, which adds up the tests by itself, shows students no total as long as a test is hidden.
 */
export function gradescopeResults(marked: Marked, rubric: Rubric, provisional: boolean, c: Catalogue): string {
  const score = markToHandOn(marked, provisional);
  const results = { ...(score === undefined ? {} : { score }), output: summary(marked, score, rubric, c), visibility: VISIBLE, tests: testsOf(marked, c) };
  return `${JSON.stringify(results, undefined, 2)}\n`;
}

/** A submission that nobody could grade has a test without points, because without one and without a score the file is none. */
function testsOf({ items, outcome, pending }: Marked, c: Catalogue): object[] {
  if (outcome.ungradable === undefined) return items.map((item, i) => test(item, i + 1, pending > 0 && item.state === 'review', c));
  return [{ name: 'submission', number: '1', status: 'failed', output: c.say('feedback.ungradable', { reason: tell(outcome.ungradable, c) }), visibility: VISIBLE }];
}

function summary({ outcome, pending }: Marked, score: number | undefined, { max }: Rubric, c: Catalogue): string {
  if (outcome.ungradable !== undefined) return c.say('feedback.ungradable', { reason: tell(outcome.ungradable, c) });
  const lines = score === undefined ? [] : [c.say('feedback.mark', { mark: score, max })];
  if (pending > 0) lines.push(c.say('feedback.provisional', { count: pending }));
  return [...lines, ...outcome.judgement.notes.map((note) => tell(note, c))].join('\n');
}

function test(item: MarkedItem, number: number, isHidden: boolean, c: Catalogue): object {
  const { id, max, points, state, reasons, evidence, automatic } = item;
  const lines = [
    ...(state === 'review' ? [c.say('feedback.review')] : []), ...(state === 'dropped' ? [c.say('feedback.dropped')] : []), ...reasons.map((reason) => tell(reason, c)),
    ...evidence.map((one) => [one.place === undefined ? '' : placeText(one.place, c), one.excerpt ?? '', capturedText(one, false, c), tell(one.rule, c)].filter((text) => text !== '').join(' · ')),
  ];
  // What does not count must not count in the sum that Gradescope makes.
  const worth = state === 'dropped' ? { score: 0, max_score: 0 } : { score: shownPoints(points), max_score: max };
  return { ...worth, name: id, number: String(number), output: lines.join('\n'), visibility: isHidden ? 'hidden' : VISIBLE, extra_data: { state, automatic: shownPoints(automatic) } };
}
