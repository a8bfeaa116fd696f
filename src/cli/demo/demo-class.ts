import type { Rubric } from '../../grade/rubric.ts';
import { textIn } from '../../lab/local-text.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { markdownReport, type ReportWriter, type ShownField, type ShownPacket } from '../../report/grade/demo-report.ts';
import { shownPackets } from './shown-packets.ts';
import { variedCapture } from './vary-capture.ts';

/** A file of the demonstration class. */
export interface DemoFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

const CAPTURE = 'lab4.pcapng';

/** A student of the class, and what he did wrong. */
interface DemoStudent {
  readonly name: string;
  readonly participant: number;
  readonly error: (packets: ShownPacket[]) => ShownPacket[];
}

const students: readonly DemoStudent[] = [
  { name: 'Anna Right', participant: 101, error: (packets) => packets },
  { name: 'Boris Onefield', participant: 102, error: (packets) => packets.map((packet) => (packet.protocol === 'TCP' ? { ...packet, fields: withWrongFields(packet.fields, 2) } : packet)) },
  { name: 'Chi Onebyte', participant: 103, error: (packets) => packets.map((packet) => (packet.protocol === 'ARP' ? { ...packet, bytes: withWrongByte(packet.bytes, 30) } : packet)) },
  { name: 'Dmitri Swapped', participant: 104, error: swapped },
  { name: 'Elena Short', participant: 105, error: (packets) => packets.map((packet) => (packet.protocol === 'HTTP' ? { ...packet, bytes: packet.bytes.subarray(0, 12) } : packet)) },
  { name: 'Giang Unfinished', participant: 106, error: (packets) => packets.filter(({ protocol }) => protocol !== 'ICMP' && protocol !== 'NBNS') },
];

/** A small class in the form of a Moodle download: one report without an error, some with one each, a foreign capture, a copy, and a file that nobody can read. */
export function demoClass(capture: Uint8Array, foreign: Uint8Array, rubric: Rubric, c: Catalogue, write: ReportWriter = markdownReport(textIn(rubric.title, c.language), c)): DemoFile[] {
  const captures = students.map((_, i) => variedCapture(capture, CAPTURE, i + 1));
  const reports = students.map(({ name, error }, i) => write(name, CAPTURE, error(shownPackets(captures[i]!, rubric, c))));
  const own = students.flatMap(({ name, participant }, i) => handIn(name, participant, captures[i]!, reports[i]!));
  return [
    ...own,
    ...handIn('Hai Foreign', 107, foreign, reports[0]!.replace('Anna Right', 'Hai Foreign')),
    ...handIn('Ivan Copy', 108, captures[0]!, reports[0]!.replace('Anna Right', 'Ivan Copy')),
    { path: `${folderOf('Katya Broken', 109)}/report.docx`, content: Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0, 0, 0, 0) },
    { path: `${folderOf('Katya Broken', 109)}/${CAPTURE}`, content: variedCapture(capture, CAPTURE, 41) },
  ];
}

function folderOf(name: string, participant: number): string {
  return `${name}_${participant}_assignsubmission_file`;
}

function handIn(name: string, participant: number, capture: Uint8Array, report: string): DemoFile[] {
  const folder = folderOf(name, participant);
  return [{ path: `${folder}/${CAPTURE}`, content: capture }, { path: `${folder}/report.md`, content: report }];
}

/** The first `count` numbers become others. */
function withWrongFields(fields: readonly ShownField[], count: number): ShownField[] {
  return fields.map((field, i) => (i < count && /^\d+$/.test(field.value) ? { ...field, value: String(Number(field.value) ^ 1) } : field));
}

function withWrongByte(bytes: Uint8Array, at: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[at] = copy[at]! ^ 0xff;
  return copy;
}

/** SMTP stands in the section about POP3, and the other way round. */
function swapped(packets: ShownPacket[]): ShownPacket[] {
  const titles: Readonly<Record<string, string>> = { SMTP: 'POP', POP: 'SMTP' };
  return packets.map((packet) => ({ ...packet, protocol: titles[packet.protocol] ?? packet.protocol }));
}
