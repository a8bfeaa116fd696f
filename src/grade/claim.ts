import { fieldByPath } from '../analysis/lookup.ts';
import { type Fact, factsOf, lookUp, type PacketFacts, type Playback } from './facts.ts';
import type { Place } from './report.ts';
import { pathsFor } from './value-accept.ts';
import { matchValue, type ValueMatch } from './value-match.ts';
import { readValue, type ValueReading } from './value-reading.ts';

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

/** What of a packet claims are compared with. */
type Compared = Pick<PacketFacts, 'of' | 'number'>;

/** Compare claims with a packet, each by itself. Nothing that is wrong takes away from what is right. */
export function judgeClaims(claims: readonly Claim[], facts: Compared): ClaimVerdict[] {
  return claims.map((claim) => judge(claim, readValue(claim.value), facts));
}

function judge(claim: Claim, value: ValueReading, facts: Compared): ClaimVerdict {
  const present = claim.paths.filter((path) => facts.of(path).length > 0);
  const none = { claim, credit: 0, rule: undefined, confidence: 'sure', packet: facts.number } as const;
  if (value.text === '') return { ...none, verdict: 'empty', path: claim.paths[0], fact: undefined };
  if (claim.paths.length === 0) return { ...none, verdict: 'unknown', path: undefined, fact: undefined };
  if (present.length === 0) return { ...none, verdict: 'absent', path: claim.paths[0], fact: undefined };
  const best = bestOf(present, value, facts);
  if (best === undefined) return { ...none, verdict: 'wrong', path: present[0], fact: facts.of(present[0]!)[0] };
  const { path, match: { fit, fact } } = best;
  return { ...none, verdict: fit.credit === 1 ? 'right' : 'partly', credit: fit.credit, rule: fit.rule, confidence: claim.isAmbiguous ? 'weak' : fit.confidence, path, fact };
}

/** Of the fields that a label may mean, the one that the value fits best; of equals the likeliest. */
function bestOf(paths: readonly string[], value: ValueReading, facts: Compared): { path: string; match: ValueMatch } | undefined {
  let best: { path: string; match: ValueMatch } | undefined;
  for (const path of paths) {
    const match = matchValue(value, path, facts);
    if (match !== undefined && (best === undefined || match.fit.credit > best.match.fit.credit)) best = { path, match };
  }
  return best;
}

/** A claim that is to be found in another packet. */
interface Sought {
  readonly claim: Claim;
  readonly value: ValueReading;
  packet: number | undefined;
}

/** One pass over the capture for the claims that are wrong, and one more for the packets found: which of them is right of another packet gets half. The others stay as they are. */
export function findElsewhere(verdicts: readonly ClaimVerdict[], play: Playback): ClaimVerdict[] {
  const sought = new Map<ClaimVerdict, Sought>();
  for (const verdict of verdicts) {
    if (verdict.verdict === 'wrong' || verdict.verdict === 'absent') sought.set(verdict, { claim: verdict.claim, value: readValue(verdict.claim.value), packet: undefined });
  }
  if (sought.size === 0) return [...verdicts];
  seek([...sought.values()], play);
  const facts = factsOf(play, [...sought.values()].flatMap(({ packet }) => packet ?? []));
  return verdicts.map((verdict) => {
    const packet = facts.get(sought.get(verdict)?.packet ?? 0);
    if (packet === undefined) return verdict;
    return { ...judge(verdict.claim, sought.get(verdict)!.value, packet), verdict: 'partly', credit: 0.5, rule: 'other-packet' };
  });
}

/** Look, in every packet, at the fields that are asked for, until each claim has found one that it fits. */
function seek(sought: readonly Sought[], play: Playback): void {
  const paths = [...new Set(sought.flatMap(({ claim }) => claim.paths.flatMap(pathsFor)))];
  const fields = paths.flatMap((path) => fieldByPath(path) ?? []);
  const columns = new Map(fields.map((field, column) => [field.path, column]));
  lookUp(play, fields, (number, found) => {
    const facts: Compared = { number, of: (path) => (found[columns.get(path) ?? -1] ?? []).map(({ field, value }) => ({ field, value, range: undefined })) };
    for (const one of sought) if (one.packet === undefined && judge(one.claim, one.value, facts).verdict === 'right') one.packet = number;
  });
}
