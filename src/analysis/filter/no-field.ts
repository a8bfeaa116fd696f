import { FilterError } from './filter-error.ts';
import { nearestPath } from './nearest.ts';
import type { Literal } from './syntax.ts';

/** Could this have been meant as the name of a field? */
export function isName(literal: Literal): boolean {
  return !literal.quoted && /^[a-z_]/i.test(literal.text);
}

/** A value stands where only a field makes sense. */
export function noField(literal: Literal): FilterError {
  const { from, to, text } = literal;
  if (!isName(literal)) return new FilterError('only-values', from, to);
  const near = nearestPath(text);
  return new FilterError(near === undefined ? 'unknown-name' : 'unknown-name-near', from, to, { found: text, near: near ?? '' });
}
