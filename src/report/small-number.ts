import type { Value } from '../base/field.ts';

/** Numbers below are remembered, with what they mean: most fields of most packets hold one. */
const REMEMBERED = 256;

/** HOT: must not allocate. The number that a value is remembered by; a flag is 0 or 1. -1: it is not remembered. */
export function smallNumber(value: Value): number {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' && value >= 0 && value < REMEMBERED && Number.isInteger(value) ? value : -1;
}
