import { sha256 } from '@noble/hashes/sha2.js';
import { hexText } from '../base/value.ts';
import { type CaptureStudy, studyCapture } from './capture-study.ts';
import type { DocumentPlatform } from './document/read-report.ts';
import { type FileBytes, type HandIn, handInHash, readHandIn, Ungradable } from './hand-in.ts';
import { judgeCheck } from './judge-check.ts';
import { judgeDecoded } from './judge-decoded.ts';
import { judgeRaw } from './judge-raw.ts';
import { Masker } from './mask.ts';
import type { CaptureNote, Fingerprint } from './originality/fingerprint.ts';
import { phrasesOf } from './originality/phrases.ts';
import { quotationsFor, type RuleSection } from './quotation.ts';
import type { Rubric, SectionRule } from './rubric.ts';
import { faulty, type Said, said } from './said.ts';
import { sectionsOf } from './section.ts';
import type { Item, Judgement, Outcome } from './verdict.ts';

/** Grade one submission. Whatever its files are, the answer is an outcome: what it is worth, or why nobody can say. */
export async function gradeSubmission(files: readonly FileBytes[], rubric: Rubric, platform: DocumentPlatform): Promise<Outcome> {
  const hash = handInHash(files);
  try {
    return { sha256: hash, judgement: judge(await readHandIn(files, platform), rubric) };
  } catch (error) {
    if (error instanceof Ungradable) return { sha256: hash, ungradable: error.why };
    throw error;
  }
}

function judge(handIn: HandIn, rubric: Rubric): Judgement {
  const { report, notes } = handIn;
  const studies = handIn.captures.map(({ name, bytes }) => studyCapture(name, bytes, rubric.checks));
  refuse(handIn, studies);
  const masker = new Masker(studies.flatMap((study) => study.sessions.flatMap(({ credentials }) => credentials)));
  const checks = rubric.checks.map((check, i) => judgeCheck(check, i, studies, masker));
  const quoted = quotationsFor(rubric.sections, report === undefined ? [] : sectionsOf(report), studies);
  const sections = rubric.sections.flatMap((rule, i) => absentees(rule, studies, [
    judgeRaw(rule, quoted[i]!, report, masker), judgeDecoded(rule, quoted[i]!, report, studies, masker),
  ]));
  return { items: [...checks, ...sections], notes: [...notes, ...captureFaults(studies)], fingerprint: fingerprintOf(handIn, studies, quoted.flat()) };
}

/** Without a capture there is nothing to compare with. */
function refuse({ captures, report }: HandIn, studies: readonly CaptureStudy[]): void {
  if (captures.length === 0) throw new Ungradable(said(report === undefined ? 'ungradable.nothing' : 'ungradable.no-capture'));
  const large = studies.find(({ fault }) => fault?.code === 'capture-bomb');
  const unread = large ?? (studies.every(({ packets }) => packets === 0) ? studies[0] : undefined);
  if (unread === undefined) return;
  throw new Ungradable(unread.fault === undefined ? said('ungradable.empty-capture', { file: unread.name }) : faulty('ungradable.file', unread.fault, { file: unread.name }));
}

/** What could be read of a damaged capture counts. */
function captureFaults(studies: readonly CaptureStudy[]): Said[] {
  return studies.flatMap(({ name, fault, packets }) => (fault === undefined ? [] : [faulty('submission.damaged-capture', fault, { file: name, packets })]));
}

/** The items of a section whose protocols the captures do not hold: the rubric says what becomes of them. */
function absentees({ accept, absent }: SectionRule, studies: readonly CaptureStudy[], items: readonly Item[]): readonly Item[] {
  if (studies.some(({ protocols }) => accept.some((name) => protocols.has(name)))) return items;
  const reason = said('reason.absent', { protocols: accept.join(', ') });
  const state = ({ review: 'review', drop: 'dropped', zero: 'judged' } as const)[absent];
  return items.map((item) => ({ ...item, points: 0, state, reasons: [reason], evidence: [] }));
}

function fingerprintOf({ captures, report, reportBytes }: HandIn, studies: readonly CaptureStudy[], sections: readonly RuleSection[]): Fingerprint {
  return {
    captures: studies.map(({ sketch }) => sketch), captureHashes: captures.map(({ bytes }) => hexText(sha256(bytes))),
    reportHash: reportBytes === undefined ? undefined : hexText(sha256(reportBytes)), phrases: report === undefined ? new Float64Array(0) : phrasesOf(report),
    notes: [...studies.flatMap(({ notes }) => notes), ...quotedChecksums(sections)],
  };
}

/** Checksums that are quoted otherwise than the capture has them. */
function quotedChecksums(sections: readonly RuleSection[]): CaptureNote[] {
  return sections.flatMap(({ quotations }) => quotations.flatMap(({ match, study }) => {
    const count = match.mismatches.filter(({ path }) => path?.endsWith('.checksum') === true).length;
    return count === 0 ? [] : [{ kind: 'quoted-checksum', capture: study.name, count, packet: match.packet?.number ?? 0 } as const];
  }));
}
