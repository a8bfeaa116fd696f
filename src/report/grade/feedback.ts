import { type Marked, type MarkedItem, shownPoints } from '../../grade/mark.ts';
import type { Rubric } from '../../grade/rubric.ts';
import { tell } from '../../grade/said.ts';
import type { Evidence } from '../../grade/verdict.ts';
import { textIn } from '../../lab/local-text.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { element, type Html, page } from '../html.ts';
import { capturedText, placeText } from './evidence.ts';

/** The page that a student gets: his mark, and for each point what it was given or refused for. Nothing of originality stands in it. */
export function feedbackPage(marked: Marked, rubric: Rubric, c: Catalogue): string {
  const title = c.say('feedback.title', { title: textIn(rubric.title, c.language), name: marked.name });
  return page(title, c.language, [
    element('h1', {}, title), ...headlines(marked, rubric, c), ...notes(marked, c), ...chapters(marked, c), element('p', { class: 'dim' }, c.say('feedback.foot')),
  ]);
}

function headlines({ total, pending, outcome, override }: Marked, { max }: Rubric, c: Catalogue): Html[] {
  const lines: Html[] = [];
  if (total !== undefined) lines.push(element('p', { class: 'mark' }, c.say('feedback.mark', { mark: total, max })));
  if (outcome.ungradable !== undefined) lines.push(element('p', { class: 'review' }, c.say('feedback.ungradable', { reason: tell(outcome.ungradable, c) })));
  if (pending > 0) lines.push(element('p', { class: 'review' }, c.say('feedback.provisional', { count: pending })));
  if (override !== undefined) lines.push(element('p', {}, c.say('feedback.decided', { reason: override.reason })));
  return lines;
}

function notes({ outcome }: Marked, c: Catalogue): Html[] {
  const list = outcome.judgement?.notes ?? [];
  if (list.length === 0) return [];
  return [element('h2', {}, c.say('feedback.notes')), element('ul', {}, ...list.map((note) => element('li', {}, tell(note, c))))];
}

function chapters({ items }: Marked, c: Catalogue): Html[] {
  const isOnly = new Set(items.flatMap(({ evidence }) => evidence.map(({ capture }) => capture))).size < 2;
  return items.flatMap((item, i) => {
    const chapter = chapterOf(item, c);
    const begins = i === 0 || chapterOf(items[i - 1]!, c) !== chapter;
    return [...(begins ? [element('h2', {}, chapter)] : []), ...itemPieces(item, isOnly, c)];
  });
}

function chapterOf({ kind, name }: MarkedItem, c: Catalogue): string {
  return kind === 'capture' ? c.say('feedback.capture') : c.say('feedback.section', { name: name.toUpperCase() });
}

function itemPieces(item: MarkedItem, isOnly: boolean, c: Catalogue): Html[] {
  const { kind, name, max, points, state, reasons, evidence, override } = item;
  const title = kind === 'capture' ? name : c.say(`feedback.${kind}`);
  const worth = state === 'dropped' ? c.say('feedback.dropped') : c.say('feedback.points', { points: shownPoints(points), max });
  const look = state === 'review' ? 'review' : points >= max ? 'full' : 'lost';
  const pieces = [element('h3', {}, element('span', { class: `points ${look}` }, worth), title)];
  if (state === 'review') pieces.push(element('p', { class: 'review' }, c.say('feedback.review')));
  if (override !== undefined) pieces.push(element('p', {}, c.say('feedback.decided', { reason: override.reason })));
  if (reasons.length > 0) pieces.push(element('ul', {}, ...reasons.map((reason) => element('li', {}, tell(reason, c)))));
  if (evidence.length > 0) pieces.push(element('div', { class: 'wide' }, evidenceTable(evidence, isOnly, c)));
  return pieces;
}

function evidenceTable(evidence: readonly Evidence[], isOnly: boolean, c: Catalogue): Html {
  const hasReport = evidence.some(({ excerpt }) => excerpt !== undefined);
  const columns = [...(hasReport ? reportColumns(c) : []), ...captureColumns(isOnly, c)];
  const row = (one: Evidence): Html => element('tr', {}, ...columns.map(({ title, cell, look }) => element('td', { 'data-title': title, class: look?.(one) }, cell(one))));
  return element('table', {}, element('tr', { class: 'titles' }, ...columns.map(({ title }) => element('th', {}, title))), ...evidence.map(row));
}

interface Column {
  readonly title: string;
  readonly cell: (one: Evidence) => Html | string;
  readonly look?: (one: Evidence) => string;
}

function reportColumns(c: Catalogue): Column[] {
  return [
    { title: c.say('feedback.report'), cell: ({ excerpt }) => (excerpt === undefined ? '' : element('code', {}, excerpt)) },
    { title: c.say('feedback.where'), cell: ({ place }) => (place === undefined ? '' : placeText(place, c)) },
  ];
}

function captureColumns(isOnly: boolean, c: Catalogue): Column[] {
  return [
    { title: c.say('feedback.holds'), cell: (one) => capturedText(one, isOnly, c) },
    { title: c.say('feedback.why'), cell: (one) => whyText(one, c), look: ({ credit }) => (credit >= 1 ? 'full' : 'lost') },
  ];
}

function whyText({ rule, confidence }: Evidence, c: Catalogue): string {
  return confidence === 'weak' ? c.say('evidence.weak', { rule: tell(rule, c) }) : tell(rule, c);
}
