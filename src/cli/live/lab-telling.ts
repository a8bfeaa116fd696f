import path from 'node:path';
import { numberedNames } from '../../capture/file-limits.ts';
import type { Check, Met } from '../../lab/checker.ts';
import { metJson } from '../../report/check-json.ts';
import { checkLines, metText } from '../../report/check-list.ts';
import type { Ink } from '../../report/ink.ts';
import { paint, type Palette } from '../../report/palette.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { SniffPlan } from './plan.ts';
import { writeLine } from './screen.ts';

/** Where packets are shown. */
export interface Shown {
  readonly ink: Ink;
  /** On a terminal: says something above its last line. */
  readonly say: ((text: string) => void) | undefined;
  /** As the option -T has it. */
  readonly format: string;
}

/** How it is told that a need is met: where packets are shown, in their form; where that has no place for it, or nothing is shown (undefined), where people look. */
export function metTeller(shown: Shown | undefined, tell: (text: string) => void, c: Catalogue): (met: Met) => void {
  const { ink, say, format } = shown ?? {};
  if (say !== undefined) return (met) => say(metText(met, c));
  if (ink !== undefined && format === 'text') return (met) => writeLine(ink, metText(met, c));
  if (ink !== undefined && format === 'jsonl') return (met) => writeLine(ink, JSON.stringify(metJson(met)));
  return (met) => tell(metText(met, c));
}

/** The tick list at the end, and whether it can be relied on: `skipped` packets were not looked at. */
export function tickList(check: Check, skipped: number, lab: string, { request, recording }: SniffPlan, c: Catalogue, palette: Palette, columns: number | undefined): string[] {
  const file = recording === undefined || recording.path === '-' ? undefined : recording.several ? numberedNames(recording.path) : recording.path;
  const list = checkLines(check, file === undefined ? request.device : path.basename(file), c, palette, columns);
  if (skipped === 0) return ['', ...list];
  const again = file === undefined ? [] : [c.say('live.lab-file', { command: `pupil check ${file} --lab ${lab}` })];
  return ['', ...list, '', ...[c.say('live.lab-missed', { count: skipped }), ...again].map((text) => paint(palette, 'warning', text))];
}
