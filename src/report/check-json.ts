import { textIn } from '../lab/local-text.ts';
import type { Check, Met, NeedResult } from '../lab/checker.ts';

/** The version of the JSON that tells of a lab while a capture goes on; it goes up when something in it changes its meaning or goes away. */
const SCHEMA = 'pupil.lab/1';

/** A need of a lab that has been met. Texts are English, as everything for scripts. */
export function metJson({ part, result, met, needs }: Met): object {
  return { schema: SCHEMA, kind: 'met', part: part.id, ...needJson(result), met, needs };
}

/** How a capture stands towards a lab at its end; so many packets were left out. */
export function checkJson({ lab, parts, met, needs, isComplete }: Check, skipped: number): object {
  return {
    schema: SCHEMA, kind: 'check', lab: textIn(lab.title, 'en'), complete: isComplete, met, needs, skipped,
    parts: parts.map(({ part, needs: results }) => ({ part: part.id, needs: results.map((result) => ({ ...needJson(result), complete: result.isMet })) })),
  };
}

function needJson({ need, count, packets }: NeedResult): object {
  return { need: need.id, what: textIn(need.what, 'en'), count, packets };
}
