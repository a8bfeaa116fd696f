import { fieldByPath } from '../../analysis/lookup.ts';
import type { Place } from '../../grade/report.ts';
import type { Evidence } from '../../grade/verdict.ts';
import type { Catalogue } from '../../text/catalogue.ts';

/** Where something stands in a report: `table 2, row 3, column 1`. */
export function placeText({ page, line, cell }: Place, c: Catalogue): string {
  if (cell !== undefined) return c.say('place.cell', { table: cell.table, row: cell.row, column: cell.column });
  return page === undefined ? c.say('place.line', { line }) : c.say('place.page', { page, line });
}

/** What the capture has: the packet, its bytes, the field and its value. The capture is named where there are several. */
export function capturedText(evidence: Evidence, isOnly: boolean, c: Catalogue): string {
  const { packet, capture = '', range, field } = evidence;
  const captured = valueText(evidence, c);
  const parts: string[] = [];
  if (packet !== undefined) parts.push(isOnly ? c.say('evidence.packet', { packet }) : c.say('evidence.packet-of', { packet, capture }));
  if (packet !== undefined && range !== undefined) parts.push(rangeText(range, c));
  const name = field === undefined ? undefined : fieldText(field, c);
  if (captured !== undefined) parts.push(name === undefined ? captured : c.say('evidence.value', { field: name, value: captured }));
  else if (name !== undefined) parts.push(name);
  return parts.join(' · ');
}

/** The value that the capture has: a flag in words, a number with its name beside it. */
export function valueText({ field: path, captured, value }: Evidence, c: Catalogue): string | undefined {
  const field = path === undefined ? undefined : fieldByPath(path);
  if (field === undefined || captured === undefined || value === undefined) return captured;
  if (typeof value === 'boolean') return c.meaning(field, value);
  const name = field.names && c.name(field.names, value);
  return name === undefined ? captured : `${captured} (${name})`;
}

/** The last byte is named, not the one after it: people count so. */
function rangeText([from, to]: readonly [number, number], c: Catalogue): string {
  return to - from === 1 ? c.say('evidence.byte', { from }) : c.say('evidence.bytes', { from, to: to - 1 });
}

function fieldText(path: string, c: Catalogue): string {
  const field = fieldByPath(path);
  return field === undefined ? path : c.say('evidence.field', { label: c.label(field), path });
}
