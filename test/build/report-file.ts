import { fieldByPath } from '../../src/analysis/lookup.ts';
import { sheetFile } from '../../src/cli/sheet-format.ts';
import { hexLines } from '../../src/report/hex.ts';
import type { Block, SheetDocument } from '../../src/report/sheet-document.ts';
import { fieldColumns } from '../../src/report/sheet-packet.ts';
import type { Catalogue } from '../../src/text/catalogue.ts';
import type { ShownPacket } from './report.ts';
import { odt } from './zip.ts';

/** Formats that reports are written in without a word processor. */
export const reportFormats = ['md', 'html', 'docx', 'odt', 'txt'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The form for students, in a language, filled in with packets. */
export function reportDocument(name: string, packets: readonly ShownPacket[], c: Catalogue): SheetDocument {
  const blocks = packets.flatMap(({ protocol, packet, bytes, fields }): Block[] => [
    { kind: 'section', text: c.say('sheet.section', { tag: protocol, number: String(packet) }) },
    { kind: 'heading', text: c.say('sheet.original') }, { kind: 'dump', lines: hexLines(bytes, 0, bytes.length) },
    { kind: 'heading', text: c.say('sheet.decoded') },
    { kind: 'table', columns: fieldColumns(c), rows: fields.map(({ path, bytes: own, value, meaning }) => ({ cells: [c.label(fieldByPath(path)!), own, value, meaning].map((text) => ({ text })) })) },
  ]);
  return { language: c.language, title: 'Lab 4', facts: [[c.say('sheet.name'), name]], blocks };
}

export async function reportFile(document: SheetDocument, format: ReportFormat): Promise<string | Uint8Array> {
  if (format === 'txt') return written(document, plain).join('\n');
  return format === 'odt' ? odt(written(document, openDocument).join('')) : sheetFile(document, format);
}

/** How a format writes what a document is made of. */
interface Writer {
  readonly title: (text: string) => string;
  readonly line: (text: string) => string;
  readonly table: (columns: readonly string[], rows: readonly (readonly string[])[]) => string;
}

function written({ title, facts, blocks }: SheetDocument, to: Writer): string[] {
  return [to.title(title), ...facts.map(([label, value]) => to.line(`${label}: ${value}`)), ...blocks.flatMap((block) => {
    switch (block.kind) {
      case 'section':
      case 'heading':
        return [to.line(''), to.title(block.text), to.line('')];
      case 'dump':
        return block.lines.map(to.line);
      case 'table':
        return [to.table(block.columns.map((column) => column.title), block.rows.map(({ cells }) => cells.map(({ text }) => text)))];
      default:
        return [];
    }
  })];
}

const plain: Writer = { title: (text) => text, line: (text) => text, table: (_, rows) => rows.map(([label, , value]) => `${label}: ${value}`).join('\n') };

const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Blanks that follow each other are elements (ODF 1.3 part 3 §6.1.3). */
function paragraph(text: string): string {
  return `<text:p>${xml(text).replace(/ {2,}/g, (blanks) => ` <text:s text:c="${blanks.length - 1}"/>`)}</text:p>`;
}

function tableRow(cells: readonly string[]): string {
  return `<table:table-row>${cells.map((text) => `<table:table-cell>${paragraph(text)}</table:table-cell>`).join('')}</table:table-row>`;
}

const openDocument: Writer = {
  title: (text) => `<text:h text:outline-level="2">${xml(text)}</text:h>`, line: paragraph,
  table: (columns, rows) => `<table:table>${[columns, ...rows].map(tableRow).join('')}</table:table>`,
};
