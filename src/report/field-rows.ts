import type { Field } from '../base/field.ts';
import { scriptText } from '../base/value.ts';
import type { Found } from '../analysis/lookup.ts';

/** `-E`: how `-T fields` prints. */
export interface RowStyle {
  header: boolean;
  separator: string;
  /** All values of a field, the first, or the last. */
  occurrence: 'a' | 'f' | 'l';
  aggregator: string;
  quote: string;
}

export const rowStyle: RowStyle = { header: false, separator: '\t', occurrence: 'a', aggregator: ',', quote: '' };

/** What tshark escapes in a row; nothing else, so that rows of both can be compared. */
const escaped: Readonly<Record<string, string>> = { '\0': '\\0', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
// oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
const needsEscape = /[\0\b\f\n\r\t]/g;

/** The first line of `-E header=y`. */
export function headerRow(chosen: readonly Field[], style: RowStyle): string {
  return chosen.map((field) => field.path).join(style.separator);
}

/** A row: one cell per chosen field. */
export function fieldRow(found: readonly (readonly Found[])[], style: RowStyle): string {
  return found.map((list) => cell(list, style)).join(style.separator);
}

function cell(list: readonly Found[], style: RowStyle): string {
  if (list.length === 0) return '';
  const shown = style.occurrence === 'a' ? list : [style.occurrence === 'f' ? list[0]! : list.at(-1)!];
  const texts = shown.map(({ field, value }) => scriptText(field, value).replace(needsEscape, (c) => escaped[c]!));
  return style.quote + texts.join(style.aggregator) + style.quote;
}
