import type { Marked } from '../../grade/mark.ts';
import type { Pair } from '../../grade/originality/compare.ts';
import { notAFinding } from '../../grade/originality/wording.ts';
import type { Rubric } from '../../grade/rubric.ts';
import { said, type Said, tell } from '../../grade/said.ts';
import { textIn } from '../../lab/local-text.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { csvRow } from '../csv.ts';
import { element, type Html, page } from '../html.ts';

/** The page about what submissions share, for the teacher alone. */
export function originalityPage(pairs: readonly Pair[], marked: readonly Marked[], rubric: Rubric, c: Catalogue): string {
  const title = c.say('originality.title', { title: textIn(rubric.title, c.language) });
  return page(title, c.language, [
    element('h1', {}, title), element('p', {}, c.say('originality.about')), ...Object.entries(notAFinding).map(([lang, text]) => element('p', { lang }, text)),
    element('h2', {}, c.say('originality.pairs')), ...(pairs.length === 0 ? [element('p', {}, c.say('originality.none'))] : pairs.flatMap((pair) => pairPieces(pair, marked, c))),
    ...chapter(c.say('originality.computers'), computers(marked), c), ...chapter(c.say('originality.captures'), captureNotes(marked), c),
  ]);
}

function chapter(title: string, list: readonly Said[], c: Catalogue): Html[] {
  return list.length === 0 ? [] : [element('h2', {}, title), bulleted(list, c)];
}

function bulleted(list: readonly Said[], c: Catalogue): Html {
  return element('ul', {}, ...list.map((one) => element('li', {}, tell(one, c))));
}

function pairPieces(pair: Pair, marked: readonly Marked[], c: Catalogue): Html[] {
  const { a, b, level, packets, signals, explanations } = pair;
  const wording = packets > 0 ? c.say('originality.wording', { count: packets }) : c.say('originality.wording-text');
  return [
    element('h3', {}, element('span', { class: `points ${level === 'explained' ? 'dim' : 'review'}` }, c.say(`originality.${level}`)), c.say('originality.students', { a: marked[a]!.name, b: marked[b]!.name })),
    element('p', {}, wording), bulleted([...signals, ...explanations], c),
  ];
}

/** Students whose captures were made by the same network card. */
function computers(marked: readonly Marked[]): Said[] {
  const users = new Map<string, string[]>();
  for (const { name, outcome } of marked) {
    const cards = new Set(outcome.judgement?.fingerprint.captures.map(({ hardware }) => hardware) ?? []);
    for (const card of cards) if (card !== '') users.set(card, [...(users.get(card) ?? []), name]);
  }
  return [...users].filter(([, students]) => students.length > 1).map(([hardware, students]) => said('originality.computer', { hardware, students: students.join(', ') }));
}

function captureNotes(marked: readonly Marked[]): Said[] {
  return marked.flatMap(({ name, outcome }) => (outcome.judgement?.fingerprint.notes ?? []).map(({ kind, capture, count, packet }) => said(`capture-note.${kind}`, { student: name, capture, count, packet })));
}

/** The same as a table. */
export function originalityCsv(pairs: readonly Pair[], marked: readonly Marked[], c: Catalogue): string {
  const header = [c.say('csv.one'), c.say('csv.other'), c.say('csv.level'), c.say('csv.packets'), c.say('csv.left'), c.say('csv.signals'), c.say('csv.note')];
  const rows = pairs.map(({ a, b, level, packets, left, signals, explanations }) => [
    marked[a]!.submission.key, marked[b]!.submission.key, c.say(`originality.${level}`), String(packets), String(left), [...signals, ...explanations].map((one) => tell(one, c)).join('; '),
    notAFinding[c.language] ?? notAFinding['en']!,
  ]);
  return `${[header, ...rows].map(csvRow).join('\r\n')}\r\n`;
}
