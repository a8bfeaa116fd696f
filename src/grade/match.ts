import { type Claim, judgeClaims } from './claim.ts';
import { factsOf, type PacketFacts, type Playback } from './facts.ts';
import type { HexDump } from './hex-dump.ts';
import { type Candidate, type Finding, MAX_CANDIDATES, scan } from './match-scan.ts';
import type { Line } from './report.ts';

/** Bytes that a report quotes, and what it says of them. */
export interface DumpQuestion {
  readonly dump: HexDump;
  /** Protocols of which the packet must have one; none: any will do. */
  readonly protocols: readonly string[];
  /** The number that the report gives the packet; decides between packets that fit equally well. */
  readonly packet: number | undefined;
  /** What is said of its fields; decides where the number does not. */
  readonly claims: readonly Claim[];
  /** Fewer bytes than this are too short (`min_bytes`). */
  readonly minBytes: number;
}

/**
 * exact: every byte fits one packet, or packets that are the same byte for byte. near: at least NEAR of the bytes do. short: fewer than `minBytes`.
 * tied: several packets fit that differ elsewhere, and nothing says which is meant. other-section: fits, but the packet has none of the protocols. none: not found.
 */
export type MatchLevel = 'exact' | 'near' | 'short' | 'tied' | 'other-section' | 'none';

export interface DumpMatch {
  readonly question: DumpQuestion;
  readonly level: MatchLevel;
  /** Share of the points, 0 to 1. */
  readonly credit: number;
  /** Must a teacher look? */
  readonly needsReview: boolean;
  /** The packet that is taken for the quoted one; where the level is `none`, the one that comes closest, if any does. */
  readonly packet: PacketFacts | undefined;
  /** Packets that are the same byte for byte, that one included, in order; at most MAX_NAMED of them. */
  readonly same: readonly number[];
  /** Other packets that fit equally well, in order; at most MAX_NAMED of them. */
  readonly others: readonly number[];
  /** What decided between packets that fit equally well; undefined: there was one. */
  readonly decidedBy: 'number' | 'protocol' | 'claims' | undefined;
  /** Offset in the packet of the first byte quoted; negative: the quotation begins before the packet. */
  readonly offset: number;
  /** The pairs of bytes are written the other way round. */
  readonly isSwapped: boolean;
  readonly equal: number;
  /** At most MAX_MISMATCHES of them. */
  readonly mismatches: readonly Mismatch[];
}

/** A byte that the report has otherwise than the capture. */
export interface Mismatch {
  /** Offset in the packet. */
  readonly offset: number;
  /** Undefined: the offsets beside the bytes say that one is here, but none is written. */
  readonly written: number | undefined;
  /** Undefined: the packet has no byte here. */
  readonly captured: number | undefined;
  /** Path of the field that it belongs to. */
  readonly path: string | undefined;
  readonly line: Line | undefined;
}

/** Share of equal bytes from which a quotation is `near`. */
export const NEAR = 0.9;
/** From this share on, what is not `near` is close enough that a teacher should look. */
const HALF = 0.5;
/** Packets that are named in a match. */
export const MAX_NAMED = 16;
/** Mismatches that are told. */
export const MAX_MISMATCHES = 256;

type Facts = ReadonlyMap<number, PacketFacts>;

/** One scan over the capture for all dumps of a report, and one more for what is told of the packets found. The answers come in the order of the questions. */
export function matchDumps(questions: readonly DumpQuestion[], play: Playback): DumpMatch[] {
  const findings = scan(questions.map(({ dump }) => dump), questions.map(({ packet }) => packet), play);
  const facts = factsOf(play, worthAsking(findings));
  return questions.map((question, i) => decide(question, findings[i]!, facts));
}

/** Numbers of packets that are to be decoded: the first candidate of each dump before the second of any. */
function* worthAsking(findings: readonly Finding[]): Generator<number> {
  for (let rank = 0; rank <= MAX_CANDIDATES; rank++) {
    for (const { candidates } of findings) if (rank < candidates.length) yield candidates[rank]!.numbers[0]!;
  }
}

function decide(question: DumpQuestion, finding: Finding, facts: Facts): DumpMatch {
  const { chosen, decidedBy } = choose(question, finding, facts);
  if (chosen === undefined) return { ...nothing, question };
  const others = finding.candidates.filter((candidate) => candidate !== chosen).map((candidate) => candidate.numbers[0]!);
  const packet = facts.get(chosen.numbers[0]!);
  const isTied = others.length > 0 && decidedBy === undefined;
  // One of those that were not kept may have the protocol: then nobody knows which is meant.
  const judged = levelOf(question, chosen, packet, isTied);
  const level = judged === 'other-section' && isTied && finding.isFull ? 'tied' : judged;
  const share = chosen.equal / question.dump.bytes.length;
  return {
    question, level, credit: creditOf(level, share), needsReview: needsReview(level, share), packet, same: chosen.numbers, others: others.slice(0, MAX_NAMED), decidedBy,
    offset: chosen.offset, isSwapped: chosen.isSwapped, equal: chosen.equal, mismatches: mismatchesOf(question.dump, chosen, packet),
  };
}

const nothing: Omit<DumpMatch, 'question'> = {
  level: 'none', credit: 0, needsReview: false, packet: undefined, same: [], others: [], decidedBy: undefined, offset: 0, isSwapped: false, equal: 0, mismatches: [],
};

interface Choice {
  readonly chosen: Candidate | undefined;
  readonly decidedBy: DumpMatch['decidedBy'];
}

/**
 * Which of the packets that fit equally well is meant: the one whose number the report gives; the only one that has the protocol; the one that most of
 * what is said of the fields is right of. Where nothing decides, the first stands for all. What was not kept cannot be asked: then only the number decides.
 */
function choose(question: DumpQuestion, { candidates, isFull }: Finding, facts: Facts): Choice {
  const [first] = candidates;
  if (candidates.length <= 1 && !isFull) return { chosen: first, decidedBy: undefined };
  const stated = candidates.find((candidate) => candidate.hasStated);
  if (stated !== undefined) return { chosen: stated, decidedBy: 'number' };
  if (isFull) return { chosen: first, decidedBy: undefined };
  const fitting = candidates.filter((candidate) => hasProtocol(question, facts.get(candidate.numbers[0]!)));
  if (fitting.length === 1) return { chosen: fitting[0], decidedBy: 'protocol' };
  const said = bestByClaims(question.claims, fitting.length === 0 ? candidates : fitting, facts);
  return said === undefined ? { chosen: fitting[0] ?? first, decidedBy: undefined } : { chosen: said, decidedBy: 'claims' };
}

/** The candidate that more claims are right of than of any other; undefined: there is none. */
function bestByClaims(claims: readonly Claim[], candidates: readonly Candidate[], facts: Facts): Candidate | undefined {
  const scores = candidates.map(({ numbers }) => {
    const packet = facts.get(numbers[0]!);
    return packet === undefined ? 0 : judgeClaims(claims, packet).reduce((sum, { credit }) => sum + credit, 0);
  });
  const best = Math.max(...scores);
  return scores.filter((score) => score === best).length === 1 ? candidates[scores.indexOf(best)] : undefined;
}

function hasProtocol({ protocols }: DumpQuestion, packet: PacketFacts | undefined): boolean {
  return protocols.length === 0 || packet === undefined || packet.protocols.some((name) => protocols.includes(name));
}

function levelOf(question: DumpQuestion, { equal }: Candidate, packet: PacketFacts | undefined, isTied: boolean): MatchLevel {
  const { length } = question.dump.bytes;
  if (equal < NEAR * length) return 'none';
  if (!hasProtocol(question, packet)) return 'other-section';
  if (length < question.minBytes) return 'short';
  if (equal < length) return 'near';
  return isTied ? 'tied' : 'exact';
}

/** `share` of the bytes are equal. */
function creditOf(level: MatchLevel, share: number): number {
  switch (level) {
    case 'exact':
      return 1;
    case 'near':
      return share;
    case 'short':
    case 'tied':
      return share / 2;
    default:
      return 0;
  }
}

/** Nothing but a perfect quotation, a perfect one in the wrong place, and one that is not there at all is clear. */
function needsReview(level: MatchLevel, share: number): boolean {
  return level === 'other-section' ? share < 1 : level === 'none' ? share >= HALF : level !== 'exact';
}

function mismatchesOf(dump: HexDump, { offset, isSwapped }: Candidate, packet: PacketFacts | undefined): Mismatch[] {
  if (packet === undefined) return [];
  const bytes = isSwapped ? dump.swapped! : dump.bytes;
  const found: Mismatch[] = [];
  for (let i = 0; i < bytes.length && found.length < MAX_MISMATCHES; i++) {
    const written = dump.lineOf[i]! < 0 ? undefined : bytes[i];
    const captured = packet.bytes[offset + i];
    if (written !== undefined && written === captured) continue;
    found.push({ offset: offset + i, written, captured, path: packet.at(offset + i)?.field.path, line: dump.lines[dump.lineOf[i]!] });
  }
  return found;
}
