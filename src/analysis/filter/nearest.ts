import { fields } from '../../base/field.ts';

/** How many single-letter edits may lie between a mistake and what was meant. */
const MAX_EDITS = 3;

/** The path of a field or protocol that looks most like a mistyped one, or undefined. */
export function nearestPath(text: string): string | undefined {
  return nearest(text, fields.map((f) => f.path));
}

/** The candidate with the fewest edits, at most a third of the text's length. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.min(MAX_EDITS, Math.ceil(text.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= least) continue;
    const distance = edits(text.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Damerau-Levenshtein distance (optimal string alignment), or `limit` if it is at least that. */
function edits(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) distance = Math.min(distance, before[j - 2]! + 1);
      row.push(distance);
    }
    if (Math.min(...row) >= limit) return limit;
    before = previous;
    previous = row;
  }
  return previous[b.length]!;
}
