import { safe } from '../../base/escape.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { hexLines } from '../hex.ts';

/** A packet as a report shows it, original and decoded. */
export interface ShownPacket {
  /** As the section's title names it: `ARP`. */
  readonly protocol: string;
  readonly packet: number;
  readonly bytes: Uint8Array;
  readonly fields: readonly ShownField[];
}

export interface ShownField {
  readonly label: string;
  /** Its bytes in hexadecimal; empty: it has none of its own. */
  readonly bytes: string;
  readonly value: string;
  readonly meaning: string;
}

/** Writes a report about packets. The sheet of the lab is one; whatever makes a document of the same packets will do. */
export type ReportWriter = (name: string, capture: string, packets: readonly ShownPacket[]) => string;

/** Writes the template that students are given, filled in, in Markdown. */
export function markdownReport(title: string, c: Catalogue): ReportWriter {
  const columns = [c.say('sheet.field'), c.say('sheet.bytes'), c.say('sheet.value'), c.say('sheet.meaning')];
  const section = ({ protocol, packet, bytes, fields }: ShownPacket): string => [
    `## ${c.say('sheet.section', { tag: protocol, number: String(packet) })}`, '', `### ${c.say('sheet.original')}`, '', '```', ...hexLines(bytes, 0, bytes.length), '```', '', `### ${c.say('sheet.decoded')}`, '',
    tableRow(columns), tableRow(columns.map(() => '---')), ...fields.map((field) => tableRow([field.label, field.bytes, field.value, field.meaning].map(cell))), '',
  ].join('\n');
  return (name, capture, packets) => [`# ${cell(title)}`, '', `${c.say('sheet.name')}: ${cell(name)}`, '', `${c.say('sheet.capture')}: ${cell(capture)}`, '', ...packets.map(section)].join('\n');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text that means nothing to Markdown, in a cell of a table. */
function cell(text: string): string {
  return safe(text).replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
