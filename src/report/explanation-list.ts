import type { Catalogue } from '../text/catalogue.ts';
import { cut } from './cut.ts';
import type { Entry } from './explanation.ts';
import { paint, type Palette } from './palette.ts';

/** What fits on a screen. */
const MAX_ENTRIES = 12;
const MAX_VALUES = 24;

/** Explanations, one after the other: the term and what it is called, the sentence, where it stands and where that is written. */
export function explanationLines(found: readonly Entry[], c: Catalogue, palette: Palette, columns: number | undefined): string[] {
  const lines = found.slice(0, MAX_ENTRIES).flatMap((e, i) => [...(i === 0 ? [] : ['']), ...entryLines(e, found.length === 1, c, palette, columns)]);
  return found.length > MAX_ENTRIES ? [...lines, '', c.say('explain.more', { count: found.length - MAX_ENTRIES })] : lines;
}

/** `isAlone`: there is room for the names of its values. */
function entryLines(e: Entry, isAlone: boolean, c: Catalogue, palette: Palette, columns: number | undefined): string[] {
  const head = `${paint(palette, 'heading', e.term)}${e.label === '' || e.label === e.term ? '' : `  ${e.label}`}`;
  const lines = [head, `    ${e.doc}`, `    ${paint(palette, 'dim', [e.place, e.spec].filter((text) => text !== '').join(' · '))}`];
  if (!isAlone || e.values.length === 0) return lines;
  const more = e.values.length - MAX_VALUES;
  return [
    ...lines, `    ${c.say('explain.names')}:`,
    ...e.values.slice(0, MAX_VALUES).map((value) => cut(`      ${value}`, columns ?? Infinity)),
    ...(more > 0 ? [`      ${c.say('explain.more-names', { count: more })}`] : []),
  ];
}
