import { Analyzer } from '../../analysis/analyzer.ts';
import { readCaptureBytes } from '../../analysis/capture-bytes.ts';
import { fieldByPath, Lookup } from '../../analysis/lookup.ts';
import { protocolNames } from '../../analysis/layers.ts';
import { hexText, nameOf, plainText } from '../../base/value.ts';
import { equivalents } from '../../grade/equivalent.ts';
import { type Fact, factsOf, type PacketFacts, type Playback } from '../../grade/facts.ts';
import type { Rubric, SectionRule } from '../../grade/rubric.ts';
import type { ShownField, ShownPacket } from '../../report/grade/demo-report.ts';

/** For each section of a rubric the packet of a capture that answers most of it; sections of which the capture has no packet are left out. */
export function shownPackets(capture: Uint8Array, rubric: Rubric): ShownPacket[] {
  const play: Playback = (sink) => void readCaptureBytes(capture, sink);
  const best = bestPackets(capture, rubric.sections);
  const facts = factsOf(play, best.filter((packet) => packet > 0));
  return rubric.sections.flatMap((rule, i) => {
    const packet = facts.get(best[i]!);
    return packet === undefined ? [] : [{ protocol: rule.id.toUpperCase(), packet: packet.number, bytes: packet.bytes, fields: fieldsOf(rule, packet) }];
  });
}

/** The number of the packet with most of a section's fields, the first of those that have equally many; 0: none has any. */
function bestPackets(capture: Uint8Array, rules: readonly SectionRule[]): number[] {
  const best = rules.map(() => ({ packet: 0, count: 0 }));
  const a: Analyzer = new Analyzer(() => look(), { marks: true });
  const paths = rules.flatMap(({ fields }) => fields);
  const lookup = new Lookup(a, paths.map((path) => fieldByPath(path)!));
  const look = (): void => {
    const found = lookup.look();
    const names = protocolNames(a);
    let column = 0;
    rules.forEach(({ fields, accept }, i) => {
      const count = fields.filter(() => found[column++]!.length > 0).length;
      if (count > best[i]!.count && accept.some((name) => names.includes(name))) best[i] = { packet: a.number, count };
    });
  };
  readCaptureBytes(capture, a);
  return best.map(({ packet }) => packet);
}

function fieldsOf({ fields }: SectionRule, packet: PacketFacts): ShownField[] {
  return fields.flatMap((path) => {
    const fact = equivalents(path).flatMap((one) => packet.of(one))[0];
    return fact === undefined ? [] : [shown(fact, packet)];
  });
}

function shown({ field, value, range }: Fact, packet: PacketFacts): ShownField {
  return { label: field.label, bytes: range === undefined ? '' : hexText(packet.bytes.subarray(...range)), value: plainText(field, value), meaning: nameOf(field, value) ?? '' };
}
