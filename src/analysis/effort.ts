import type { Field } from '../base/field.ts';
import { columnFields, frameFields, icmpFields, icmpv6Fields } from '../packet/index.ts';
import type { AnalyzerOptions } from './analyzer.ts';
import { partsOf, sayersOf } from './lookup.ts';

/** As much of the analysis as something needs. */
export interface Effort extends Pick<AnalyzerOptions, 'depth' | 'units'> {
  readonly marks?: true | ReadonlySet<string>;
}

/** What is worked out from packets that are remembered, and from what dialogues have said. */
const remembered: ReadonlySet<Field> = new Set([icmpFields.cause, icmpv6Fields.cause]);
const named: ReadonlySet<Field> = new Set<Field>([frameFields.protocols, ...Object.values(columnFields)]);

/** How much of the analysis it takes to know fields of packets: what stands in headers alone is known without listening to anybody. */
export function effortFor(fields: readonly Field[]): Effort {
  const all = fields.flatMap(partsOf);
  if (all.some((field) => remembered.has(field))) return { marks: true };
  const sayers = new Set(all.flatMap((field) => [...(sayersOf(field) ?? [])]));
  if (sayers.size > 0) return { marks: sayers };
  return all.some((field) => named.has(field)) ? { units: true } : { depth: 'connections' };
}

/** As much as both of two need. */
export function bothEfforts(a: Effort, b: Effort): Effort {
  if (a.marks === true || b.marks === true) return { marks: true };
  if (a.marks !== undefined || b.marks !== undefined) return { marks: new Set([...(a.marks ?? []), ...(b.marks ?? [])]) };
  if (a.units === true || b.units === true) return { units: true };
  return a.depth === 'connections' ? a : b;
}
