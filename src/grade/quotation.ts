import type { CaptureStudy } from './capture-study.ts';
import { type DumpMatch, type DumpQuestion, matchDumps, type MatchLevel } from './match.ts';
import type { SectionRule } from './rubric.ts';
import type { ReportSection } from './section.ts';

/** Bytes that a section quotes, and where they were found in the captures. */
export interface Quotation {
  readonly match: DumpMatch;
  readonly study: CaptureStudy;
}

/** The part of a report that a rule asks for. */
export interface RuleSection {
  readonly section: ReportSection;
  readonly quotations: readonly Quotation[];
}

/** From the best to the worst. */
const order: readonly MatchLevel[] = ['exact', 'near', 'tied', 'short', 'other-section', 'none'];

/** The better of two first. */
export function compareMatches(a: DumpMatch, b: DumpMatch): number {
  return b.credit - a.credit || order.indexOf(a.level) - order.indexOf(b.level) || b.equal - a.equal;
}

/**
 * For each rule the sections of the report that are about it, with the packets that they quote. Where no section bears the protocol's name, those that bear
 * none are asked: a report without headings is not worth less. Every capture is scanned once for all dumps.
 */
export function quotationsFor(rules: readonly SectionRule[], sections: readonly ReportSection[], studies: readonly CaptureStudy[]): RuleSection[][] {
  const chosen = rules.map((rule) => sectionsFor(rule, sections));
  const questions = rules.flatMap((rule, i) => chosen[i]!.flatMap((section) => section.dumps.map((dump) => question(rule, section, dump))));
  const found = best(questions, studies);
  let next = 0;
  return chosen.map((list) => list.map((section) => ({ section, quotations: section.dumps.flatMap(() => found[next++] ?? []) })));
}

function question(rule: SectionRule, { packet, claims }: ReportSection, dump: DumpQuestion['dump']): DumpQuestion {
  return { dump, protocols: rule.accept, packet, claims, minBytes: rule.minBytes };
}

function sectionsFor({ accept }: SectionRule, sections: readonly ReportSection[]): ReportSection[] {
  const named = sections.filter(({ protocols }) => protocols.some((name) => accept.includes(name)));
  return named.length > 0 ? named : sections.filter(({ protocols }) => protocols.length === 0);
}

/** The answer of each question in the capture where it is answered best. */
function best(questions: readonly DumpQuestion[], studies: readonly CaptureStudy[]): (Quotation | undefined)[] {
  const answers: (Quotation | undefined)[] = questions.map(() => undefined);
  if (questions.length === 0) return answers;
  for (const study of studies) {
    matchDumps(questions, study.play).forEach((match, i) => {
      const known = answers[i];
      if (known === undefined || compareMatches(match, known.match) < 0) answers[i] = { match, study };
    });
  }
  return answers;
}
