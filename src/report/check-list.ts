import type { Check, Met, NeedResult, PartResult } from '../lab/checker.ts';
import { type Finding, MAX_EXAMPLES } from '../lab/finding.ts';
import { textIn } from '../lab/local-text.ts';
import { safe } from '../base/escape.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { paint, type Palette } from './palette.ts';
import width from './width.ts';
import { wrapped } from './wrap.ts';

/** Columns where the terminal does not say how many it has. */
const COLUMNS = 100;
const INDENT = '    ';

/** How a capture stands towards a lab: a tick for each thing that is there, and for what is missing what to do. */
export function checkLines(check: Check, file: string, c: Catalogue, palette: Palette, columns = COLUMNS): string[] {
  const { lab, parts, met, needs } = check;
  const titleWidth = Math.max(...parts.map(({ part }) => width(textIn(part.title, c.language))));
  return [
    `${paint(palette, 'heading', safe(textIn(lab.title, c.language)))}  ${safe(file)}`, '',
    ...parts.flatMap((part) => partLines(part, titleWidth, c, palette, columns)),
    ...findingSection('check.causes', check.causes, c, palette, columns),
    ...findingSection('check.notes', check.notes, c, palette, columns),
    '', c.say(check.isComplete ? 'check.complete' : 'check.incomplete', { met, needs }),
  ];
}

function partLines({ part, needs, causes }: PartResult, titleWidth: number, c: Catalogue, palette: Palette, columns: number): string[] {
  const title = safe(textIn(part.title, c.language));
  const lines = needs.map((result, i) => needLine(result, i === 0 ? title : '', titleWidth, c, palette));
  // Needs stand in the order in which they come about: once the first of them is there, the others may be.
  const first = needs.find((need) => !need.isMet);
  const hints = first === undefined ? [] : [...causes.map((finding) => findingText(finding, c)), safe(textIn(first.need.hint, c.language))];
  const indent = `${INDENT}${' '.repeat(titleWidth)}  `;
  return [...lines, ...hints.flatMap((hint) => arrowed(hint, indent, palette, columns))];
}

function needLine(result: NeedResult, title: string, titleWidth: number, c: Catalogue, palette: Palette): string {
  const tick = result.isMet ? paint(palette, 'server', '✓') : paint(palette, 'error', '✗');
  const name = paint(palette, 'heading', title) + ' '.repeat(titleWidth - width(title));
  return `  ${tick} ${name}  ${safe(textIn(result.need.what, c.language))}  ${paint(palette, 'dim', stateText(result, c))}`;
}

/** One thing that is there now, while others may still be missing. */
export function metText({ part, result, met, needs }: Met, c: Catalogue): string {
  const what = [part.title, result.need.what].map((text) => safe(textIn(text, c.language))).join('  ');
  return `✓ ${what}  ${stateText(result, c)}  (${standingText({ met, needs }, c)})`;
}

/** How many things of how many are there. */
export function standingText({ met, needs }: Pick<Check, 'met' | 'needs'>, c: Catalogue): string {
  return c.say('check.count', { count: met, wanted: needs });
}

/** Where it was found, or how much of it. */
function stateText({ need, isMet, count, packets, stream, steps, next }: NeedResult, c: Catalogue): string {
  if (isMet) return packetsText(need.kind === 'connection' ? packets.length : count, packets, c);
  if (need.kind === 'packets' && count > 0) return `${c.say('check.count', { count, wanted: need.count })}, ${packetsText(count, packets, c)}`;
  if (stream === undefined) return c.say('check.missing');
  return c.say('check.reached', { stream, steps, count: need.kind === 'connection' ? need.steps.length : steps, packets: numbers(packets), next: next?.text ?? '' });
}

function packetsText(count: number, packets: readonly number[], c: Catalogue): string {
  const text = numbers(packets);
  return c.say('check.packets', { count: new Set(packets).size, packets: count > packets.length ? c.say('check.more', { packets: text }) : text });
}

/** Numbers of packets, each once. */
function numbers(packets: readonly number[]): string {
  return [...new Set(packets)].join(' ');
}

function findingSection(title: 'check.causes' | 'check.notes', findings: readonly Finding[], c: Catalogue, palette: Palette, columns: number): string[] {
  if (findings.length === 0) return [];
  return ['', paint(palette, 'heading', c.say(title)), ...findings.flatMap((finding) => arrowed(findingText(finding, c), '  ', palette, columns))];
}

/** What a trap is and how to get out of it, in a sentence. */
export function findingText({ trap, count, packets, args }: Finding, c: Catalogue): string {
  const list = numbers(packets);
  return c.say(`trap.${trap}`, { ...args, count, packets: count > MAX_EXAMPLES ? c.say('check.more', { packets: list }) : list });
}

function arrowed(text: string, indent: string, palette: Palette, columns: number): string[] {
  return wrapped(text, Math.max(MIN_ROOM, columns - indent.length - 2)).map((line, i) => `${indent}${i === 0 ? paint(palette, 'warning', '→') : ' '} ${line}`);
}

/** Columns of a hint that are left to it on the narrowest terminal. */
const MIN_ROOM = 30;
