import type { Claim } from './claim.ts';
import { dumpLines, dumpsIn, type HexDump } from './hex-dump.ts';
import type { Block, Line, Picture, Report } from './report.ts';

/** A stretch of a report that is about one protocol, or about none that is known. */
export interface ReportSection {
  /** Names of the protocols that the title may mean, the main one first: `NetBIOS` is nbns, nbdgm and nbss. None: it does not say. */
  readonly protocols: readonly string[];
  /** What says so: a heading, or a line that stands for one; undefined: the beginning of the report, before any. */
  readonly title: Line | undefined;
  /** The number of the packet that it says it shows; undefined: it says none. */
  readonly packet: number | undefined;
  readonly blocks: readonly Block[];
  /** The bytes that it quotes, in order. */
  readonly dumps: readonly HexDump[];
  /** What it says of fields, in order. */
  readonly claims: readonly Claim[];
  /** What may show what is missing: pictures are not read. */
  readonly pictures: readonly Picture[];
}

/**
 * The sections of a report, in order; several may be about the same protocol. Where a section quotes no bytes but has pictures, or the report's `layer` is not `sound`,
 * its original is unreadable, which is no fault of it.
 */
export function sectionsOf(report: Report): ReportSection[] {
  const dumps = dumpsIn(dumpLines(report.blocks));
  return [{ protocols: [], title: undefined, packet: undefined, blocks: report.blocks, dumps, claims: [], pictures: report.blocks.filter((block) => block.kind === 'picture') }];
}
