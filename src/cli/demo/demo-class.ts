import { readCaptureBytes } from '../../analysis/capture-bytes.ts';
import type { Lab } from '../../lab/lab.ts';
import type { SheetDocument } from '../../report/sheet-document.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Language } from '../../text/language.ts';
import { sheetFile, type SheetFormat } from '../sheet-format.ts';
import { sheetOf } from '../sheet-of.ts';
import { cutDumps, missingSections, type SheetError, swappedSections, wrongByte, wrongNumbers } from './sheet-error.ts';
import { variedCapture } from './vary-capture.ts';

/** A file of the demonstration class. */
export interface DemoFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What the class is made of: a capture of the lab, one of something else, and the lab. */
export interface DemoMaterial {
  readonly capture: Uint8Array;
  readonly foreign: Uint8Array;
  readonly lab: Lab;
}

const CAPTURE = 'lab4.pcapng';

/** A student of the class: whose capture the report is about, whose is handed in, and what is done wrong. */
interface DemoStudent {
  readonly name: string;
  readonly participant: number;
  readonly language: Language;
  readonly format: SheetFormat;
  /** The number of the capture that the sheet is of. Default: of his own. */
  readonly about?: number;
  readonly handsIn?: 'foreign';
  readonly error?: SheetError;
}

const students: readonly DemoStudent[] = [
  { name: 'Anna Right', participant: 101, language: 'en', format: 'md' },
  { name: 'Boris Onefield', participant: 102, language: 'en', format: 'docx', error: wrongNumbers('TCP', ['tcp.srcport', 'tcp.dstport']) },
  { name: 'Chi Onebyte', participant: 103, language: 'vi', format: 'html', error: wrongByte('ARP', 30) },
  { name: 'Dmitri Swapped', participant: 104, language: 'ru', format: 'docx', error: swappedSections('SMTP', 'POP') },
  { name: 'Elena Short', participant: 105, language: 'ru', format: 'md', error: cutDumps('HTTP', 12) },
  { name: 'Giang Unfinished', participant: 106, language: 'vi', format: 'docx', error: missingSections('ICMP', 'NBNS') },
  { name: 'Hai Foreign', participant: 107, language: 'vi', format: 'md', handsIn: 'foreign' },
  { name: 'Ivan Copy', participant: 108, language: 'en', format: 'html', about: 101 },
];

/** A small class in the form of a Moodle download: one report without an error, some with one each, a foreign capture, a copy, and a file that nobody can read. Reports are sheets in three languages and formats. */
export async function demoClass(material: DemoMaterial, catalogueIn: (language: Language) => Promise<Catalogue>): Promise<DemoFile[]> {
  const files: DemoFile[] = [];
  for (const student of students) files.push(...await handIn(student, material, await catalogueIn(student.language)));
  const broken = folderOf('Katya Broken', 109);
  return [...files, { path: `${broken}/report.docx`, content: Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0, 0, 0, 0) }, { path: `${broken}/${CAPTURE}`, content: captureOf(109, material) }];
}

async function handIn(student: DemoStudent, material: DemoMaterial, c: Catalogue): Promise<DemoFile[]> {
  const { name, participant, about = participant, handsIn, format, error } = student;
  const capture = captureOf(about, material);
  const sheet = signed(sheetOf((a) => readCaptureBytes(capture, a), { lab: material.lab, capture: CAPTURE, options: { probe: true } }, c), name);
  const folder = folderOf(name, participant);
  return [
    { path: `${folder}/${CAPTURE}`, content: handsIn === 'foreign' ? material.foreign : capture },
    { path: `${folder}/report.${format}`, content: await sheetFile(error === undefined ? sheet : error(sheet, c), format) },
  ];
}

function captureOf(participant: number, { capture }: DemoMaterial): Uint8Array {
  return variedCapture(capture, CAPTURE, participant % 100);
}

/** With a name in the first line of the sheet's head. */
function signed(sheet: SheetDocument, name: string): SheetDocument {
  return { ...sheet, facts: sheet.facts.map(([label, value], i) => [label, i === 0 ? name : value]) };
}

function folderOf(name: string, participant: number): string {
  return `${name}_${participant}_assignsubmission_file`;
}
