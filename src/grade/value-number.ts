import type { Rule } from './claim.ts';
import { type Fit, full, half } from './value-fit.ts';
import type { NumberReading, ValueReading, WrittenNumber } from './value-reading.ts';

/** The numbers that are right, each with the rule that makes it so. */
export type Accepted = ReadonlyMap<bigint, Rule>;

/** This many numbers in brackets that fit nothing are more than an explanation. */
const SPRAYED = 2;

/**
 * Does a value fit as a number? What stands in brackets explains what stands outside of them; where nothing stands there, it is the value. Several numbers, of
 * which some fit nothing, are half at most: who writes all that are possible knows none.
 */
export function fitNumber(value: ValueReading, accepted: Accepted): Fit | undefined {
  const whole = value.whole.find((reading) => accepted.has(reading.value));
  if (whole !== undefined) return full(ruleOf(whole, accepted));
  if (value.numbers.length === 0) return fitAmong(value.numbersInside, accepted, SPRAYED);
  const outside = fitAmong(value.numbers, accepted, 1);
  if (outside === undefined) return fitAmong(value.numbersInside, accepted, SPRAYED) === undefined ? undefined : half('several-numbers');
  return outside.credit === 1 && strangers(value.numbersInside, accepted) >= SPRAYED ? half('several-numbers') : outside;
}

/** `allowed`: so many numbers that fit nothing make it half. */
function fitAmong(numbers: readonly WrittenNumber[], accepted: Accepted, allowed: number): Fit | undefined {
  const stated = firstOf(numbers, accepted, true);
  if (stated !== undefined) return strangers(numbers, accepted) >= allowed ? half('several-numbers') : full(ruleOf(stated, accepted));
  return firstOf(numbers, accepted, false) === undefined ? undefined : half('base-not-stated');
}

function firstOf(numbers: readonly WrittenNumber[], accepted: Accepted, isStated: boolean): NumberReading | undefined {
  return numbers.flatMap(({ readings }) => readings).find((reading) => reading.isStated === isStated && accepted.has(reading.value));
}

/** Numbers that fit in no way; counts of bytes that say how long the field is are none. */
function strangers(numbers: readonly WrittenNumber[], accepted: Accepted): number {
  return numbers.filter(({ readings, isSize }) => !isSize && !readings.some((reading) => accepted.has(reading.value))).length;
}

/** How the number is written, unless it is another number than the field's own. */
function ruleOf(reading: NumberReading, accepted: Accepted): Rule {
  const rule = accepted.get(reading.value)!;
  return rule === 'number' ? reading.notation : rule;
}
