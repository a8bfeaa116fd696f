import type { CaptureStudy, Sighting } from './capture-study.ts';
import type { Masker } from './mask.ts';
import type { CaptureCheck } from './rubric.ts';
import { type Said, said } from './said.ts';
import type { Evidence, Item } from './verdict.ts';

/** Does one of the captures show what a check asks for? */
export function judgeCheck(check: CaptureCheck, index: number, studies: readonly CaptureStudy[], masker: Masker): Item {
  const findings = studies.map((study) => look(check, index, study, masker));
  const best = findings.find(({ isMet }) => isMet) ?? findings.find(({ evidence }) => evidence.length > 0) ?? findings[0];
  const isMet = best?.isMet ?? false;
  return {
    id: `capture.${check.id}`, kind: 'capture', name: check.id, max: check.points, points: isMet ? check.points : 0, state: 'judged',
    evidence: best?.evidence ?? [], reasons: isMet ? [] : (best?.reasons ?? [said('reason.no-capture')]),
  };
}

interface Finding {
  readonly isMet: boolean;
  readonly evidence: readonly Evidence[];
  readonly reasons: readonly Said[];
}

function look(check: CaptureCheck, index: number, study: CaptureStudy, masker: Masker): Finding {
  const { exists, complete, builtin } = check;
  const evidence: Evidence[] = [];
  const reasons: Said[] = [];
  const sightings = study.sightings[index]!;
  if (exists.length > 0 && sightings.length === 0) reasons.push(said('reason.not-there', { what: exists.map(([path, value]) => (value === '*' ? path : `${path} = ${value}`)).join(', ') }));
  if (complete !== undefined) seekWhole(complete, exists.length > 0 ? sightings : undefined, study, evidence, reasons);
  if (builtin === 'tcp-handshake') seekHandshake(study, evidence, reasons);
  const shown = sightings.find(({ stream }) => complete === undefined || isWhole(complete, stream, study)) ?? sightings[0];
  if (shown !== undefined) evidence.unshift(...sighted(shown, study, masker));
  return { isMet: reasons.length === 0, evidence, reasons };
}

function sighted({ packet, values }: Sighting, study: CaptureStudy, masker: Masker): Evidence[] {
  return values.map(([field, value]) => captured(study, packet, said('rule.exists'), { field, captured: masker.mask(value) }));
}

function captured(study: CaptureStudy, packet: number, rule: Said, about: Partial<Evidence> = {}): Evidence {
  return { excerpt: undefined, place: undefined, capture: study.name, packet, range: undefined, field: undefined, captured: undefined, credit: 1, rule, confidence: 'sure', ...about };
}

/** One of the dialogues of the protocol must be whole, and hold what the check asks for besides. */
function seekWhole(protocol: string, sightings: readonly Sighting[] | undefined, study: CaptureStudy, evidence: Evidence[], reasons: Said[]): void {
  const candidates = study.sessions.filter(({ dialogue, stream }) => dialogue.name === protocol && (sightings === undefined || sightings.some((s) => s.stream === stream)));
  const whole = candidates.find(({ stream }) => isWhole(protocol, stream, study));
  if (whole !== undefined) evidence.push(captured(study, whole.firstPacket, said('rule.complete', { protocol, first: whole.firstPacket, last: whole.lastPacket })));
  else if (candidates.length > 0) reasons.push(incompleteness(candidates[0]!, study));
  else if (sightings?.length !== 0) reasons.push(said('reason.no-dialogue', { protocol }));
}

/** SYN, SYN-ACK and ACK in tcp.completeness. */
const OPENED = 7;
/** FIN or RST. */
const CLOSED = 48;
/** States in which a dialogue has said good-bye. */
const OVER = new Set(['quit', 'update', 'closed', 'logout']);

type SessionRecord = CaptureStudy['sessions'][number];

function isWhole(protocol: string, stream: number | undefined, study: CaptureStudy): boolean {
  return study.sessions.some((session) => session.stream === stream && session.dialogue.name === protocol && weakness(session, study) === undefined);
}

/** What a dialogue lacks to be whole. */
function weakness(session: SessionRecord, study: CaptureStudy): 'opening' | 'bytes' | 'content' | 'end' | undefined {
  const connection = study.connections.get(session.stream);
  if (connection === undefined || (connection.completeness & OPENED) !== OPENED) return 'opening';
  if (connection.client.missing + connection.server.missing > 0) return 'bytes';
  if (study.contents.some((content) => content.session === session.id && content.about.isPart !== true && !content.isWhole)) return 'content';
  const isOver = (connection.completeness & CLOSED) !== 0 || OVER.has(session.moves.at(-1)?.to ?? '');
  return isOver ? undefined : 'end';
}

function incompleteness(session: SessionRecord, study: CaptureStudy): Said {
  const args = { protocol: session.dialogue.name, first: session.firstPacket, last: session.lastPacket };
  return said(`reason.incomplete-${weakness(session, study) ?? 'end'}`, args);
}

function seekHandshake(study: CaptureStudy, evidence: Evidence[], reasons: Said[]): void {
  const { handshake } = study;
  if (handshake === undefined) reasons.push(said('reason.no-handshake'));
  else evidence.push(...(['syn', 'syn-ack', 'ack'] as const).map((step, i) => captured(study, handshake[i]!, said(`rule.handshake-${step}`))));
}
