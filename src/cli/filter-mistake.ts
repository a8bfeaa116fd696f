import type { FilterError } from '../analysis/filter/filter-error.ts';
import { safe } from '../base/escape.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** The message for a mistake in a filter, and the filter with a caret under the place. */
export function filterMistake(error: FilterError, catalogue: Catalogue): string {
  const { filter, from, to } = error;
  const before = safe(filter.slice(0, from)).length;
  const under = Math.max(1, safe(filter.slice(from, to)).length);
  return `${catalogue.filterError(error)}\n  ${safe(filter)}\n  ${' '.repeat(before)}${'^'.repeat(under)}`;
}
