import type { Field } from '../base/field.ts';
import type { Marker } from '../base/marker.ts';
import { popFields as f } from './pop-fields.ts';
import type { RowKind } from './pop-state.ts';

/** `2 120`: a scan listing, a drop listing (RFC 1939 §5). */
export const twoNumbers = /^(\d{1,15}) +(\d{1,15})(?: |$)/d;
/** `2 QhdPYR:00WBw1Ph7x7`: a unique-id listing (RFC 1939 §7). */
export const numberAndName = /^(\d{1,15}) +([!-~]+)/d;
/** The rest is anything at all: were there bytes that it could not be, a long line of blanks would be tried in a great many ways. */
const wordAndRest = /^([!-~]+)(?: +(.*))?$/ds;

/** Mark what `pattern` finds in a text that begins at `from`, group by group. */
export function markRow(v: Marker, pattern: RegExp, text: string, from: number, fields: readonly Field[]): void {
  const found = pattern.exec(text);
  fields.forEach((field, i) => {
    const range = found?.indices?.[i + 1];
    if (range === undefined || range[0] === range[1]) return;
    v.mark(field, from + range[0], from + range[1], field.kind === 'uint' ? Number(found![i + 1]) : undefined);
  });
}

const rows: Readonly<Record<RowKind, readonly [pattern: RegExp, fields: readonly Field[]]>> = {
  scan: [twoNumbers, [f['listing.number'], f['listing.octets']]],
  uid: [numberAndName, [f['listing.number'], f['listing.uid']]],
  capability: [wordAndRest, [f.capability, f['capability.value']]],
  mechanism: [wordAndRest, [f['auth.mechanism']]],
  language: [wordAndRest, [f.language]],
  other: [wordAndRest, []],
};

export function markRowOf(v: Marker, kind: RowKind, text: string, from: number): void {
  const [pattern, fields] = rows[kind];
  markRow(v, pattern, text, from, fields);
}

/** What a row looks like, where the command that asked for it is not known. */
export function kindOfRow(text: string): RowKind {
  if (twoNumbers.test(text)) return 'scan';
  if (numberAndName.test(text)) return 'uid';
  return /^[A-Z][A-Z0-9-]{2,}(?: |$)/.test(text) ? 'capability' : 'other';
}
