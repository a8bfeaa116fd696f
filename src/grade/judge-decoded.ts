import { namedNumber, plainText } from '../base/value.ts';
import type { CaptureStudy } from './capture-study.ts';
import { type Claim, type ClaimVerdict, findElsewhere, judgeClaims } from './claim.ts';
import { equivalents } from './equivalent.ts';
import { type Fact, factsOf, type PacketFacts } from './facts.ts';
import { unreadability } from './judge-raw.ts';
import type { Masker } from './mask.ts';
import type { RuleSection } from './quotation.ts';
import type { Report } from './report.ts';
import type { SectionRule } from './rubric.ts';
import { ofFields, type Said, said } from './said.ts';
import type { Evidence, Item } from './verdict.ts';

/** A claim as it was judged, and the capture that it was compared with. */
interface Judged {
  readonly verdict: ClaimVerdict;
  readonly study: CaptureStudy;
}

/** What a rubric's field came to. */
interface FieldResult {
  readonly path: string;
  readonly credit: number;
  readonly judged: readonly Judged[];
}

/** Does the report say of its packet what the capture says? `need` right fields are all points; what is wrong takes nothing away. */
export function judgeDecoded(rule: SectionRule, sections: readonly RuleSection[], report: Report | undefined, studies: readonly CaptureStudy[], masker: Masker): Item {
  const sorted = sections.map((section) => ({ packets: quotedPackets(section, studies), section }));
  const judged = sorted.flatMap(({ section, packets }) => judgeSection(section, packets, rule, studies));
  const packets = Math.max(1, new Set(sorted.flatMap((s) => s.packets.map((p) => p.facts.number))).size);
  const results = rule.fields.map((path) => fieldResult(path, judged, packets));
  const correct = results.reduce((sum, { credit }) => sum + credit, 0);
  const points = rule.decoded * Math.min(1, correct / rule.need);
  const unreadable = correct < rule.need ? unreadability(sections, report) : undefined;
  return {
    id: `${rule.id}.decoded`, kind: 'decoded', name: rule.id, max: rule.decoded, points, state: unreadable === undefined ? 'judged' : 'review',
    evidence: results.flatMap((result) => evidenceOf(result, masker)), reasons: unreadable !== undefined ? [unreadable] : reasonsOf(rule, results, correct, sections, report),
  };
}

interface QuotedPacket {
  readonly facts: PacketFacts;
  readonly study: CaptureStudy;
}

/** The packets that a section quotes; where none of its quotations was found, the one that it names by its number. */
function quotedPackets({ section, quotations }: RuleSection, studies: readonly CaptureStudy[]): QuotedPacket[] {
  const quoted = quotations.flatMap(({ match, study }) => (match.packet === undefined || match.level === 'none' ? [] : [{ facts: match.packet, study }]));
  if (quoted.length > 0 || section.packet === undefined) return quoted;
  const named = section.packet;
  return studies.flatMap((study) => {
    const facts = factsOf(study.play, [named]).get(named);
    return facts === undefined ? [] : [{ facts, study }];
  });
}

/** Each claim is compared with every packet that its section quotes, and counts where it fits best. */
function judgeSection({ section }: RuleSection, packets: readonly QuotedPacket[], rule: SectionRule, studies: readonly CaptureStudy[]): Judged[] {
  const wanted = new Set(rule.fields.flatMap(equivalents));
  const claims = section.claims.filter(({ paths }) => paths.some((path) => wanted.has(path)));
  if (claims.length === 0) return [];
  const judged = claims.map((claim): Judged | undefined => bestOf(claim, packets));
  return studies.reduce((known, study) => elsewhere(known, claims, study), judged).flatMap((one) => one ?? []);
}

function bestOf(claim: Claim, packets: readonly QuotedPacket[]): Judged | undefined {
  const all = packets.map(({ facts, study }) => ({ verdict: judgeClaims([claim], facts)[0]!, study }));
  return all.reduce<Judged | undefined>((best, one) => (best === undefined || rank(one.verdict) > rank(best.verdict) ? one : best), undefined);
}

/** More is better: a right claim, then one whose field the packet has. */
function rank({ credit, fact }: ClaimVerdict): number {
  return credit + (fact === undefined ? 0 : 0.1);
}

/** What fits no packet of its section may fit another of the capture. */
function elsewhere(judged: readonly (Judged | undefined)[], claims: readonly Claim[], study: CaptureStudy): (Judged | undefined)[] {
  const open = judged.map((one, i) => ({ i, verdict: one?.verdict ?? unplaced(claims[i]!) })).filter(({ verdict }) => verdict.credit === 0 && verdict.verdict !== 'empty');
  if (open.length === 0) return [...judged];
  const found = findElsewhere(open.map(({ verdict }) => verdict), study.play);
  const result = [...judged];
  open.forEach(({ i }, n) => {
    const verdict = found[n]!;
    if (verdict.credit > 0 || result[i] === undefined) result[i] = { verdict, study };
  });
  return result;
}

/** A claim about no packet that is known. */
function unplaced(claim: Claim): ClaimVerdict {
  return { claim, verdict: 'wrong', credit: 0, rule: undefined, confidence: 'sure', path: claim.paths[0], fact: undefined, packet: 0 };
}

/** More answers to one question than there are packets that they could be about, some of them wrong, are guesses: half at most. */
const GUESSED = 0.5;

function fieldResult(path: string, judged: readonly Judged[], packets: number): FieldResult {
  const paths = equivalents(path);
  const own = judged.filter(({ verdict }) => (verdict.path === undefined ? verdict.claim.paths.some((p) => paths.includes(p)) : paths.includes(verdict.path)));
  const best = own.reduce((credit, { verdict }) => Math.max(credit, verdict.credit), 0);
  const answers = new Set(own.map(({ verdict }) => verdict.claim.value)).size;
  const isGuess = answers > packets && own.some(({ verdict }) => verdict.verdict === 'wrong');
  return { path, credit: isGuess ? Math.min(best, GUESSED) : best, judged: own };
}

function reasonsOf(rule: SectionRule, results: readonly FieldResult[], correct: number, sections: readonly RuleSection[], report: Report | undefined): Said[] {
  if (report === undefined) return [said('reason.no-report')];
  if (report.layer === 'empty') return [said('reason.empty-report')];
  if (sections.length === 0) return [said('reason.no-section')];
  if (correct >= rule.need) return [];
  const missing = results.filter(({ judged }) => judged.length === 0).map(({ path }) => path);
  const reasons = [said('reason.fields', { correct, need: rule.need })];
  if (missing.length > 0) reasons.push(ofFields('reason.fields-missing', missing));
  if (results.some(({ credit, judged }) => credit === GUESSED && judged.length > 1 && judged.some(({ verdict }) => verdict.credit === 1))) reasons.push(said('reason.guesses'));
  return reasons;
}

function evidenceOf({ path, judged }: FieldResult, masker: Masker): Evidence[] {
  return judged.map(({ verdict, study }) => {
    const { claim, fact, packet, credit, confidence } = verdict;
    return {
      excerpt: masker.mask(`${claim.label}: ${claim.value}`), place: claim.valuePlace, capture: study.name, packet: packet === 0 ? undefined : packet, range: fact?.range,
      field: verdict.path ?? path, ...(fact === undefined ? { captured: undefined } : factOf(fact, masker)), credit, rule: ruleOf(verdict), confidence,
    };
  });
}

/** The value as it is written and, where it is told in words as well, as it is. */
function factOf({ field, value }: Fact, masker: Masker): Pick<Evidence, 'captured' | 'value'> {
  return { captured: masker.mask(plainText(field, value)), value: typeof value === 'boolean' ? value : namedNumber(field, value) };
}

function ruleOf({ verdict, rule, packet }: ClaimVerdict): Said {
  if (rule === 'other-packet') return said('claim.other-packet', { packet });
  return rule === undefined ? said(`claim.${verdict === 'right' || verdict === 'partly' ? 'wrong' : verdict}`) : said(`claim.${rule}`);
}
