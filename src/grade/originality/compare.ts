import { type Said, said } from '../said.ts';
import type { CaptureSketch, Fingerprint } from './fingerprint.ts';
import { Shared } from './shared.ts';

/** identical: one is a copy of the other, or of a part of it. explained: they share what two who work side by side share. unexplained: a teacher must look. */
export type Level = 'identical' | 'explained' | 'unexplained';

/** Two submissions that share data. */
export interface Pair {
  /** Indices of the submissions, the smaller first. */
  readonly a: number;
  readonly b: number;
  readonly level: Level;
  /** Packets that both have, and those of them that nothing explains. */
  readonly packets: number;
  readonly left: number;
  readonly signals: readonly Said[];
  readonly explanations: readonly Said[];
}

/** Share of the shorter report's phrases from which texts count as the same. */
const SAME_TEXT = 0.5;
/** Phrases that a report must have of its own before its text says anything. */
const MIN_PHRASES = 30;
/** Share of the class that has a phrase because it stands in the template or in the task, or because many make the same mistake; in small classes at least so many. */
const TEMPLATE_SHARE = 0.05;
const TEMPLATE_MIN = 4;
/** Connections opened with the same numbers: one may be chance where identifications are 0. */
const MIN_OPENINGS = 2;

/** Compare every submission with every other. `undefined`: it could not be graded. */
export function comparePairs(prints: readonly (Fingerprint | undefined)[]): Pair[] {
  const candidates = candidatePairs(prints);
  const phrases = ownPhrases(prints);
  const pairs: Pair[] = [];
  for (const [a, b] of candidates) {
    const pair = comparePair(prints[a]!, prints[b]!, sameText(phrases[a]!, phrases[b]!));
    if (pair !== undefined) pairs.push({ a, b, ...pair });
  }
  return pairs;
}

/** Pairs of which both are there. */
function candidatePairs(prints: readonly (Fingerprint | undefined)[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (let a = 0; a < prints.length; a++) for (let b = a + 1; b < prints.length; b++) if (prints[a] !== undefined && prints[b] !== undefined) pairs.push([a, b]);
  return pairs;
}

function comparePair(a: Fingerprint, b: Fingerprint, text: number): Omit<Pair, 'a' | 'b'> | undefined {
  const best = mostShared(a, b);
  const signals: Said[] = [];
  const explanations: Said[] = [];
  if (a.captureHashes.some((hash) => b.captureHashes.includes(hash))) signals.push(said('signal.same-capture'));
  if (a.reportHash !== undefined && a.reportHash === b.reportHash) signals.push(said('signal.same-report'));
  const isCopy = best !== undefined && isCopied(best, signals);
  const isIdentical = signals.length > 0;
  const openings = sameOpenings(a, b);
  const packets = best?.count ?? 0;
  const isExplained = best !== undefined && !isCopy && explain(best, explanations);
  const left = best === undefined || isExplained ? 0 : best.left;
  if (openings >= MIN_OPENINGS && openings > (best?.commonOpenings ?? 0)) signals.push(said('signal.openings', { count: openings }));
  if (text >= SAME_TEXT) signals.push(said('signal.text', { percent: Math.round(text * 100) }));
  if (signals.length === 0 && packets === 0) return undefined;
  const level = isIdentical ? 'identical' : signals.length > 0 || left > 0 ? 'unexplained' : 'explained';
  return { level, packets, left, signals, explanations };
}

/** Of several captures the two that share most. */
function mostShared(a: Fingerprint, b: Fingerprint): Shared | undefined {
  let best: Shared | undefined;
  for (const mine of a.captures) {
    for (const theirs of b.captures) {
      const shared = new Shared(mine, theirs);
      if (shared.count > (best?.count ?? 0)) best = shared;
    }
  }
  return best;
}

/** Frames that a constant shift must hold for, before it says anything. */
const MIN_FRAMES = 20;
/** Share of them that must have it. */
const CONSTANT = 0.98;

/** The same packets at the same times, or with one shift: no two machines hear a wire so. */
function isCopied(shared: Shared, signals: Said[]): boolean {
  if (shared.isCoarse || shared.shift.frames < MIN_FRAMES || shared.shift.share < CONSTANT) return false;
  const { value, frames } = shared.shift;
  signals.push(value === 0 ? said('signal.same-times', { count: frames }) : said('signal.constant-shift', { count: frames, seconds: value / 1e6 }));
  return true;
}

/** Fewer packets with one shift say nothing at all. */
const MIN_SUSPICIOUS = 3;

/** Does something innocent explain all that is shared? */
function explain(shared: Shared, explanations: Said[]): boolean {
  const { group, own, left, isCoarse, shift } = shared;
  if (group > 0) explanations.push(said('explained.group', { count: group }));
  if (own > 0) explanations.push(said('explained.own', { count: own }));
  if (left === 0) return true;
  if (!isCoarse && shift.frames >= MIN_SUSPICIOUS && shift.share >= CONSTANT) return false;
  explanations.push(said(isCoarse ? 'explained.coarse' : shift.frames < MIN_SUSPICIOUS ? 'explained.few' : 'explained.wire'));
  return true;
}

/** Connections that were opened with the same numbers. */
function sameOpenings(a: Fingerprint, b: Fingerprint): number {
  const theirs = new Set(b.captures.flatMap(openingsOf));
  return new Set(a.captures.flatMap(openingsOf).filter((opening) => theirs.has(opening))).size;
}

function openingsOf({ openings }: CaptureSketch): readonly string[] {
  return openings;
}

/** The phrases of each report that most of the class does not have: what stands in the template stands in every report. */
function ownPhrases(prints: readonly (Fingerprint | undefined)[]): ReadonlySet<number>[] {
  const count = new Map<number, number>();
  for (const print of prints) for (const phrase of print?.phrases ?? []) count.set(phrase, (count.get(phrase) ?? 0) + 1);
  const usual = Math.max(TEMPLATE_MIN, Math.ceil(prints.length * TEMPLATE_SHARE));
  return prints.map((print) => new Set([...(print?.phrases ?? [])].filter((phrase) => count.get(phrase)! < usual)));
}

/** The share of the shorter text that stands in the other. */
function sameText(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [short, long] = a.size < b.size ? [a, b] : [b, a];
  if (short.size < MIN_PHRASES) return 0;
  let same = 0;
  for (const phrase of short) if (long.has(phrase)) same++;
  return same / short.size;
}
