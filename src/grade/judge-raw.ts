import { hexText } from '../base/value.ts';
import type { Masker } from './mask.ts';
import type { DumpMatch, Mismatch } from './match.ts';
import { compareMatches, type Quotation, type RuleSection } from './quotation.ts';
import type { Report } from './report.ts';
import type { SectionRule } from './rubric.ts';
import { type Said, said } from './said.ts';
import type { Evidence, Item } from './verdict.ts';

/** Bytes that are listed one by one where a quotation differs. */
const MAX_LISTED = 32;

/** Does the report quote a packet of the protocol as it is in the capture? The best quotation counts. */
export function judgeRaw(rule: SectionRule, sections: readonly RuleSection[], report: Report | undefined, masker: Masker): Item {
  const quotations = pasted(sections.flatMap((section) => section.quotations)).toSorted((a, b) => compareMatches(a.match, b.match));
  const isNamed = sections.some(({ section }) => section.protocols.length > 0);
  const best = isNamed ? quotations[0] : quotations.find(({ match }) => match.credit > 0);
  const credit = best?.match.credit ?? 0;
  const unreadable = credit === 0 ? unreadability(sections, report) : undefined;
  const reasons = unreadable !== undefined ? [unreadable] : reasonsOf(best, isNamed, report);
  return {
    id: `${rule.id}.raw`, kind: 'raw', name: rule.id, max: rule.raw, points: rule.raw * credit, state: unreadable !== undefined || best?.match.needsReview === true ? 'review' : 'judged',
    evidence: best === undefined || best.match.packet === undefined ? [] : evidenceOf(best, masker), reasons,
  };
}

/** Bytes in the cells of a table are most often those of single fields: they count as a quotation where nothing else is one. */
function pasted(quotations: readonly Quotation[]): readonly Quotation[] {
  const outside = quotations.filter(({ match }) => match.question.dump.lines.some(({ place }) => place.cell === undefined));
  return outside.length > 0 ? outside : quotations;
}

/** Why the bytes may be there although they cannot be read: then a person looks, and nothing is taken off. */
export function unreadability(sections: readonly RuleSection[], report: Report | undefined): Said | undefined {
  if (report === undefined) return undefined;
  const hasPictures = report.blocks.some((block) => block.kind === 'picture');
  if (report.layer === 'broken') return said('reason.broken-text');
  if (report.layer === 'empty') return hasPictures ? said('reason.only-pictures') : undefined;
  const isPicture = sections.some(({ section, quotations }) => quotations.length === 0 && section.pictures.length > 0);
  return isPicture ? said('reason.picture') : undefined;
}

/** Why the quotation does not bring all points. */
function reasonsOf(best: Quotation | undefined, isNamed: boolean, report: Report | undefined): Said[] {
  if (report === undefined) return [said('reason.no-report')];
  if (report.layer === 'empty') return [said('reason.empty-report')];
  if (best === undefined) return [said(isNamed ? 'reason.no-bytes' : 'reason.no-section')];
  const reason = reasonOf(best.match);
  return reason === undefined ? [] : [reason];
}

function reasonOf(match: DumpMatch): Said | undefined {
  const { level, question, mismatches, equal, others, packet } = match;
  const number = packet?.number ?? 0;
  switch (level) {
    case 'exact':
      return undefined;
    case 'near':
      return said('reason.near', { count: mismatches.length, equal, total: equal + mismatches.length, packet: number });
    case 'short':
      return said('reason.short', { count: question.dump.bytes.length, need: question.minBytes });
    case 'tied':
      return said('reason.tied', { packet: number, others: others.join(', ') });
    case 'other-section':
      return said('reason.other-section', { packet: number, protocol: packet?.protocols.at(-1)?.toUpperCase() ?? '' });
    case 'none':
      return said('reason.not-found');
  }
}

function evidenceOf({ match, study }: Quotation, masker: Masker): Evidence[] {
  const { level, packet, offset, equal, mismatches, credit, question } = match;
  const line = question.dump.lines[0];
  const from = Math.max(0, offset);
  const common = { capture: study.name, packet: packet?.number, field: undefined, captured: undefined };
  const whole: Evidence = {
    ...common, excerpt: line === undefined ? undefined : masker.mask(line.text), place: line?.place, range: [from, Math.max(from, offset + question.dump.bytes.length)],
    credit, rule: ruleOf(match, equal, equal + mismatches.length), confidence: match.isSwapped || offset < 0 ? 'weak' : 'sure',
  };
  return level !== 'near' ? [whole] : [whole, ...mismatches.slice(0, MAX_LISTED).map((mismatch) => differing(mismatch, common, masker))];
}

function ruleOf({ level, same, decidedBy }: DumpMatch, equal: number, total: number): Said {
  if (level === 'exact' && same.length > 1) return said('rule.same-packets', { count: total, packets: same.join(', ') });
  if (level === 'exact') return decidedBy === undefined ? said('rule.exact', { count: total }) : said(`rule.decided-by-${decidedBy}`, { count: total });
  return said('rule.bytes-equal', { equal, total });
}

function differing({ offset, written, captured, path, line }: Mismatch, common: Pick<Evidence, 'capture' | 'packet' | 'captured'>, masker: Masker): Evidence {
  const byte = (value: number | undefined): string => (value === undefined ? '' : hexText(Uint8Array.of(value)));
  return {
    ...common, excerpt: line === undefined ? undefined : masker.mask(line.text), place: line?.place, range: [offset, offset + 1], field: path, credit: 0,
    rule: said(written === undefined ? 'rule.byte-missing' : 'rule.byte-differs', { offset, written: byte(written), captured: byte(captured) }), confidence: 'sure',
  };
}
