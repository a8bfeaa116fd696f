import { Analyzer } from '../../analysis/analyzer.ts';
import { readCaptureBytes } from '../../analysis/capture-bytes.ts';
import { fieldByPath, Lookup } from '../../analysis/lookup.ts';
import { protocolNames } from '../../analysis/layers.ts';
import { hexText, plainText } from '../../base/value.ts';
import { equivalents } from '../../grade/equivalent.ts';
import { type Fact, factsOf, type PacketFacts, type Playback } from '../../grade/facts.ts';
import type { Rubric, SectionRule } from '../../grade/rubric.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { ShownField, ShownPacket } from '../../report/grade/demo-report.ts';

/** Packets that a section needs at most to answer all that is asked: a question and its answer, and what is told by neither. */
const MAX_SHOWN = 3;
/** Packets of a capture that are compared for each section. */
const MAX_CANDIDATES = 2000;

/** For each section of a rubric the packets of a capture that answer enough of it, as few as will do; sections of which the capture has no packet are left out. */
export function shownPackets(capture: Uint8Array, rubric: Rubric, c: Catalogue): ShownPacket[] {
  const play: Playback = (sink) => void readCaptureBytes(capture, sink);
  const chosen = candidates(capture, rubric.sections).map((list, i) => fewest(list, rubric.sections[i]!));
  const facts = factsOf(play, chosen.flat());
  return rubric.sections.flatMap((rule, i) => chosen[i]!.map((number) => {
    const packet = facts.get(number)!;
    return { protocol: rule.id.toUpperCase(), packet: number, bytes: packet.bytes, fields: fieldsOf(rule, packet, c) };
  }));
}

/** A packet, and which of the section's fields it has. */
interface Candidate {
  readonly packet: number;
  readonly fields: readonly boolean[];
}

function candidates(capture: Uint8Array, rules: readonly SectionRule[]): Candidate[][] {
  const found: Candidate[][] = rules.map(() => []);
  const a: Analyzer = new Analyzer(() => look(), { marks: true });
  const lookup = new Lookup(a, rules.flatMap(({ fields }) => fields.map((path) => fieldByPath(path)!)));
  const look = (): void => {
    const values = lookup.look();
    const names = protocolNames(a);
    let column = 0;
    rules.forEach(({ fields, accept }, i) => {
      const has = fields.map(() => values[column++]!.length > 0);
      if (has.includes(true) && accept.some((name) => names.includes(name)) && found[i]!.length < MAX_CANDIDATES) found[i]!.push({ packet: a.number, fields: has });
    });
  };
  readCaptureBytes(capture, a);
  return found;
}

/** The packet with most fields, the first of those that have equally many; then the one that adds most, until there are enough. */
function fewest(list: readonly Candidate[], { fields, need }: SectionRule): number[] {
  const answered = fields.map(() => false);
  const chosen: number[] = [];
  while (chosen.length < MAX_SHOWN && answered.filter(Boolean).length < need) {
    const gain = (candidate: Candidate): number => candidate.fields.filter((has, i) => has && !answered[i]).length;
    const best = list.reduce<Candidate | undefined>((most, one) => (gain(one) > (most === undefined ? 0 : gain(most)) ? one : most), undefined);
    if (best === undefined) break;
    chosen.push(best.packet);
    best.fields.forEach((has, i) => (answered[i] ||= has));
  }
  return chosen;
}

function fieldsOf({ fields }: SectionRule, packet: PacketFacts, c: Catalogue): ShownField[] {
  return fields.flatMap((path) => {
    const fact = equivalents(path).flatMap((one) => packet.of(one))[0];
    return fact === undefined ? [] : [shown(fact, packet, c)];
  });
}

function shown({ field, value, range }: Fact, packet: PacketFacts, c: Catalogue): ShownField {
  return { label: c.label(field), bytes: range === undefined ? '' : hexText(packet.bytes.subarray(...range)), value: plainText(field, value), meaning: c.nameOf(field, value) ?? '' };
}
