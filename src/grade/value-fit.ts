import type { Rule } from './claim.ts';

/** A claim fits what the capture has. */
export interface Fit {
  readonly credit: 1 | 0.5;
  readonly rule: Rule;
  readonly confidence: 'sure' | 'weak';
}

export function full(rule: Rule, confidence: Fit['confidence'] = 'sure'): Fit {
  return { credit: 1, rule, confidence };
}

export function half(rule: Rule): Fit {
  return { credit: 0.5, rule, confidence: 'sure' };
}

/** The one that gives more; of equals the first. */
export function better(a: Fit | undefined, b: Fit | undefined): Fit | undefined {
  return a === undefined || (b !== undefined && b.credit > a.credit) ? b : a;
}
