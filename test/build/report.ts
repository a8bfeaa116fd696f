import { safe } from '../../src/base/escape.ts';
import { hexLines } from '../../src/report/hex.ts';

/** A packet as a report shows it, original and decoded. */
export interface ShownPacket {
  /** As the section's title names it: `ARP`. */
  readonly protocol: string;
  readonly packet: number;
  readonly bytes: Uint8Array;
  readonly fields: readonly ShownField[];
}

export interface ShownField {
  readonly path: string;
  readonly label: string;
  /** Its bytes in hexadecimal; empty: it has none of its own. */
  readonly bytes: string;
  readonly value: string;
  readonly meaning: string;
}

/** The template that students are given, filled in, in Markdown. */
export function markdownReport(name: string, capture: string, packets: readonly ShownPacket[]): string {
  const sections = packets.map(({ protocol, packet, bytes, fields }) => [
    `## [${protocol}] packet no. ${packet}`, '', '### Original', '', '```', ...hexLines(bytes, 0, bytes.length), '```', '', '### Decoded', '',
    '| Field | Bytes | Value | Meaning |', '| --- | --- | --- | --- |', ...fields.map((field) => `| ${[field.label, field.bytes, field.value, field.meaning].map(cell).join(' | ')} |`), '',
  ].join('\n'));
  return [`# Lab report`, '', `Name: ${cell(name)}`, '', `Capture: ${cell(capture)}`, '', ...sections].join('\n');
}

/** Text that means nothing to Markdown, in a cell of a table. */
function cell(text: string): string {
  return safe(text).replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
