import type { Evidence } from '../../grade/verdict.ts';
import { type Marked, type MarkedItem, shownPoints } from '../../grade/mark.ts';
import type { Rubric } from '../../grade/rubric.ts';
import { type Said, tell } from '../../grade/said.ts';
import { textIn } from '../../lab/local-text.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { csvRow } from '../csv.ts';
import { placeText, valueText } from './evidence.ts';

/** Version of the form of `grades.json`. A new one is only needed where something is no longer what it was. */
const VERSION = 1;

/** `grades.json`: everything that was found out, for programs. Nothing in it depends on when or where it was made. */
export function gradesJson(marked: readonly Marked[], warnings: readonly Said[], rubric: Rubric, c: Catalogue): string {
  const { max, round } = rubric;
  const content = {
    version: VERSION, language: c.language, title: textIn(rubric.title, c.language), max, round, warnings: warnings.map((warning) => tell(warning, c)),
    submissions: marked.map((one) => submissionJson(one, c)),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function submissionJson({ submission, name, outcome, items, total, automatic, pending, override }: Marked, c: Catalogue): object {
  const { key, id, folder, warnings } = submission;
  return {
    student: key, name, id, folder, sha256: outcome.sha256, mark: total ?? null, automatic: automatic ?? null, pending,
    ungradable: outcome.ungradable === undefined ? undefined : tell(outcome.ungradable, c), override,
    notes: [...warnings, ...(outcome.judgement?.notes ?? [])].map((note) => tell(note, c)), items: items.map((item) => itemJson(item, c)),
  };
}

function itemJson({ id, kind, max, points, automatic, state, reasons, evidence, override }: MarkedItem, c: Catalogue): object {
  return { id, kind, max, points: shownPoints(points), automatic: shownPoints(automatic), state, reasons: reasons.map((reason) => tell(reason, c)), override, evidence: evidence.map((one) => evidenceJson(one, c)) };
}

function evidenceJson(evidence: Evidence, c: Catalogue): object {
  const { excerpt, place, capture, packet, range, field, credit, rule, confidence } = evidence;
  return { excerpt, place: place === undefined ? undefined : placeText(place, c), capture, packet, bytes: range, field, captured: valueText(evidence, c), credit: shownPoints(credit), rule: rule.key, says: tell(rule, c), confidence };
}

/** `grades.csv`: a row for each submission, a column for each item, for spreadsheets, and so with headings that people read. */
export function gradesCsv(marked: readonly Marked[], c: Catalogue): string {
  const ids = [...new Set(marked.flatMap(({ items }) => items.map(({ id }) => id)))];
  const rows = marked.map(({ submission, name, items, total, pending, outcome }) => [
    submission.key, name, submission.id ?? '', total === undefined ? '' : String(total), String(pending), outcome.ungradable === undefined ? '' : tell(outcome.ungradable, c),
    ...ids.map((id) => pointsText(items.find((item) => item.id === id))),
  ]);
  const header = [c.say('csv.key'), c.say('csv.name'), c.say('csv.id'), c.say('grade.mark'), c.say('grade.review'), c.say('csv.not-graded'), ...ids];
  return `${[header, ...rows].map(csvRow).join('\r\n')}\r\n`;
}

function pointsText(item: MarkedItem | undefined): string {
  return item === undefined || item.state === 'dropped' ? '' : String(shownPoints(item.points));
}
