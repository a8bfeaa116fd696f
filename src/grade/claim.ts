import type { Fact, PacketFacts, Playback } from './facts.ts';
import type { Place } from './report.ts';

/** What a report says of a field: a row of a table, or a line `label: value`. */
export interface Claim {
  /** As it is written. */
  readonly label: string;
  readonly value: string;
  /** Where the label and the value stand. */
  readonly labelPlace: Place;
  readonly valuePlace: Place;
  /** Paths of the fields that the label may mean, the likeliest first; none: it is not known. */
  readonly paths: readonly string[];
  /** It reads so only without its diacritics, where other labels read the same (`Cờ`, `Cỡ`). */
  readonly isAmbiguous: boolean;
}

/**
 * right: the packet has this value. partly: half credit, `rule` says why. wrong: the packet has another value. absent: the packet has no such field.
 * empty: nothing is claimed. unknown: nobody knows which field is meant.
 */
export type Verdict = 'right' | 'partly' | 'wrong' | 'absent' | 'empty' | 'unknown';

/** By which rule a value was found to be right, or partly right. */
export type Rule =
  | 'number' | 'hexadecimal' | 'binary' | 'bytes' | 'base-not-stated'
  | 'relative' | 'raw' | 'scaled' | 'unscaled' | 'words' | 'byte-order'
  | 'name' | 'flags' | 'flag' | 'address' | 'vendor' | 'text' | 'several-numbers' | 'other-packet';

export interface ClaimVerdict {
  readonly claim: Claim;
  readonly verdict: Verdict;
  /** 1, 0.5 or 0. */
  readonly credit: number;
  /** Undefined where the verdict is neither `right` nor `partly`. */
  readonly rule: Rule | undefined;
  /** weak: a name of a maker stood for half of an address, a label could be read in several ways. */
  readonly confidence: 'sure' | 'weak';
  /** The path that the claim was taken for: the one that fits, otherwise the first that the packet has, otherwise the first. */
  readonly path: string | undefined;
  /** What the capture has there. */
  readonly fact: Fact | undefined;
  /** The packet that it was compared with; where `rule` is `other-packet`, the one that the claim fits. */
  readonly packet: number;
}

/** Compare claims with a packet, each by itself. Nothing that is wrong takes away from what is right. */
export function judgeClaims(claims: readonly Claim[], facts: PacketFacts): ClaimVerdict[] {
  return claims.map((claim) => ({ claim, verdict: 'unknown', credit: 0, rule: undefined, confidence: 'sure', path: undefined, fact: undefined, packet: facts.number }));
}

/** One pass over the capture for the claims that are wrong: which of them is right of another packet, gets half. The others stay as they are. */
export function findElsewhere(verdicts: readonly ClaimVerdict[], play: Playback): ClaimVerdict[] {
  void play;
  return [...verdicts];
}
