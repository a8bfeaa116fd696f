import { safe } from '../../base/escape.ts';
import { type Marked, type MarkedItem, shownPoints } from '../../grade/mark.ts';
import { tell } from '../../grade/said.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { paint, type Palette } from '../palette.ts';
import { tableLines } from '../table.ts';
import { capturedText, placeText } from './evidence.ts';

/** Notes of a submission that the list of the class shows. */
const MAX_NOTES = 2;

/** The class, a line each: student, mark, items to review, notes. */
export function classLines(marked: readonly Marked[], c: Catalogue, palette: Palette): string[] {
  const columns = [{ title: c.say('grade.student') }, { title: c.say('grade.mark'), right: true }, { title: c.say('grade.review'), right: true }, { title: c.say('grade.notes') }];
  const rows = marked.map((one) => [safe(one.name), one.total === undefined ? '–' : c.number(one.total), one.pending === 0 ? '' : String(one.pending), notesText(one, c)]);
  const count = marked.length;
  const summary = c.say('grade.summary', { count, pending: marked.filter(({ pending }) => pending > 0).length, ungradable: marked.filter(({ total }) => total === undefined).length });
  return [...tableLines(columns, rows, palette), '', summary];
}

/** What a teacher reads first: why it is not graded; otherwise what was noticed of the files. */
function notesText({ outcome, submission }: Marked, c: Catalogue): string {
  if (outcome.ungradable !== undefined) return c.say('grade.ungradable', { reason: tell(outcome.ungradable, c) });
  const notes = [...submission.warnings, ...outcome.judgement.notes].map((note) => tell(note, c));
  const rest = notes.length - MAX_NOTES;
  return [...notes.slice(0, MAX_NOTES), ...(rest > 0 ? [c.say('grade.more-notes', { count: rest })] : [])].join('; ');
}

/** Everything about one submission: each item with its reasons and its evidence. */
export function explanationLines(marked: Marked, max: number, c: Catalogue, palette: Palette): string[] {
  const { name, total, items, outcome, automatic, submission } = marked;
  const lines = [paint(palette, 'heading', safe(name))];
  if (total !== undefined) lines.push(c.say('feedback.mark', { mark: total, max }));
  if (automatic !== undefined && automatic !== total) lines.push(c.say('grade.automatic', { mark: automatic }));
  if (outcome.ungradable !== undefined) lines.push(paint(palette, 'warning', c.say('grade.ungradable', { reason: tell(outcome.ungradable, c) })));
  for (const note of [...submission.warnings, ...(outcome.judgement?.notes ?? [])]) lines.push(`  ${tell(note, c)}`);
  lines.push(`  SHA-256 ${outcome.sha256}`);
  return [...lines, ...items.flatMap((item) => ['', ...itemLines(item, c, palette)])];
}

function itemLines(item: MarkedItem, c: Catalogue, palette: Palette): string[] {
  const { id, max, points, state, reasons, evidence, override, automatic } = item;
  const worth = state === 'dropped' ? c.say('feedback.dropped') : c.say('feedback.points', { points: shownPoints(points), max });
  const lines = [`${paint(palette, 'heading', id)}  ${worth}${state === 'review' ? `  ${paint(palette, 'warning', c.say('feedback.review'))}` : ''}`];
  if (override !== undefined) lines.push(`  ${c.say('grade.overridden', { by: override.by, points: shownPoints(automatic) })}`, `  ${c.say('feedback.decided', { reason: override.reason })}`);
  for (const reason of reasons) lines.push(`  ${paint(palette, 'warning', tell(reason, c))}`);
  for (const one of evidence) {
    const where = [one.place === undefined ? '' : placeText(one.place, c), safe(one.excerpt ?? '')].filter((text) => text !== '').join(': ');
    lines.push(`    ${[where, safe(capturedText(one, false, c)), tell(one.rule, c)].filter((text) => text !== '').join('  →  ')}`);
  }
  return lines;
}
