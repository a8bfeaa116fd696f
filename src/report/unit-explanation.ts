import type { Unit } from '../analysis/session-log.ts';
import { safe } from '../base/escape.ts';
import { namedNumber, valueAt } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** Words of one unit that are explained: a list of flags or capabilities may hold many. */
const MAX_EXPLAINED = 8;

/** What the commands, keywords and codes of a unit say, a line each: `MAIL: begins a mail and says who sends it`. */
export function unitExplanations(unit: Unit, c: Catalogue): string[] {
  const lines = new Set<string>();
  for (const { field, from, to, value = valueAt(field, unit.bytes, from, to) } of unit.marks) {
    if (lines.size === MAX_EXPLAINED) break;
    const number = namedNumber(field, value);
    const meaning = typeof value === 'string' ? c.word(field, value) : undefined;
    if (meaning !== undefined) lines.add(`${safe(String(value))}: ${meaning}`);
    else if (field.names !== undefined && number !== undefined) {
      const explanation = c.nameExplanation(field.names, number);
      if (explanation !== undefined) lines.add(`${number} ${c.name(field.names, number) ?? ''}: ${explanation}`);
    }
  }
  return [...lines];
}
