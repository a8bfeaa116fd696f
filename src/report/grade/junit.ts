import { safe } from '../../base/escape.ts';
import { type Marked, type MarkedItem, shownPoints } from '../../grade/mark.ts';
import { tell } from '../../grade/said.ts';
import type { Catalogue } from '../../text/catalogue.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function xml(text: string): string {
  return safe(text).replace(/[&<>"]/g, (character) => entities[character]!);
}

/** The class as a JUnit report: a suite for each student, a case for each item. Less than all points is a failure, what a person must look at or does not count is skipped. */
export function junitXml(marked: readonly Marked[], c: Catalogue): string {
  const suites = marked.map((one) => suite(one, c));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="pupil grade">\n${suites.join('')}</testsuites>\n`;
}

function suite({ name, items, outcome }: Marked, c: Catalogue): string {
  const { ungradable } = outcome;
  const cases = ungradable === undefined ? items.map((item) => testCase(name, item, c)) : [`    <testcase classname="${xml(name)}" name="submission"><error message="${xml(tell(ungradable, c))}"/></testcase>\n`];
  const counts = ungradable === undefined ? { failures: items.filter(isFailure).length, errors: 0, skipped: items.filter(isSkipped).length } : { failures: 0, errors: 1, skipped: 0 };
  return `  <testsuite name="${xml(name)}" tests="${cases.length}" failures="${counts.failures}" errors="${counts.errors}" skipped="${counts.skipped}">\n${cases.join('')}  </testsuite>\n`;
}

function isSkipped({ state }: MarkedItem): boolean {
  return state !== 'judged';
}

function isFailure({ state, points, max }: MarkedItem): boolean {
  return state === 'judged' && points < max;
}

function testCase(student: string, item: MarkedItem, c: Catalogue): string {
  const message = xml(item.reasons.map((reason) => tell(reason, c)).join('; '));
  const points = c.say('feedback.points', { points: shownPoints(item.points), max: item.max });
  const said = isSkipped(item) ? `<skipped message="${message === '' ? xml(c.say('junit.review')) : message}"/>` : isFailure(item) ? `<failure message="${message}">${xml(points)}</failure>` : '';
  return `    <testcase classname="${xml(student)}" name="${xml(item.id)}">${said}</testcase>\n`;
}
