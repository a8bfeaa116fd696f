import { endText, type SessionRecord } from '../analysis/session-log.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { paint, type Palette } from './palette.ts';

const ENDS_WIDTH = 42;
const NAME_WIDTH = 6;

/** The number of a session, its ends and its protocol. */
function head(r: SessionRecord, numberWidth: number, palette: Palette): string {
  const ends = `${endText(r.client)} → ${endText(r.server)}`.padEnd(ENDS_WIDTH);
  return `${`#${r.id}`.padStart(numberWidth)}  ${ends}  ${paint(palette, 'application', r.dialogue.name.padEnd(NAME_WIDTH))}`;
}

/** A session in a line: number, ends, protocol, what became of it. A session that did several things takes a line for each. */
export function sessionLines(r: SessionRecord, numberWidth: number, catalogue: Catalogue, palette: Palette): string[] {
  const said = r.outcome.map((phrase) => catalogue.phrase(r.dialogue, phrase.key, phrase.args));
  const start = head(r, numberWidth, palette);
  const indent = ' '.repeat(numberWidth + 2 + ENDS_WIDTH + 2 + NAME_WIDTH);
  return said.length === 0 ? [start] : said.map((text, i) => `${i === 0 ? start : indent}  ${text}`);
}

/** Columns that the largest session number takes, with its `#`. */
export function numberWidth(count: number): number {
  return String(Math.max(0, count - 1)).length + 1;
}
