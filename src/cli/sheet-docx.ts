import { AlignmentType, BorderStyle, Document, HeadingLevel, Packer, Paragraph, ShadingType, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType } from 'docx';
import type { Block, Cell, SheetColumn, SheetDocument, SheetRow } from '../report/sheet-document.ts';

/** Twips: twentieths of a point. A4 with margins of 20 mm leaves 170 mm; 73 columns of 9 point Courier take 139 mm. */
const PAGE = { width: 11_906, height: 16_838, margin: 1134 } as const;
const ROOM = PAGE.width - 2 * PAGE.margin;
/** Half points. */
const CODE_SIZE = 18;
const TABLE_SIZE = 19;
const CODE_FONT = 'Courier New';
const TEXT_FONT = 'Arial';
const INDENT = 150;
const MARGINS = { top: 30, bottom: 30, left: 70, right: 70 };
const GREY = 'EEEEEE';
const border = { style: BorderStyle.SINGLE, size: 4, color: 'AAAAAA' } as const;
const borders = { top: border, bottom: border, left: border, right: border };

/** A sheet for word processors. In its own file, because the package behind it is loaded only where one is asked for; and not in report, because its types bring in those of Node. */
export async function sheetDocx({ language, title, facts, blocks }: SheetDocument): Promise<Uint8Array> {
  const about = table([{ title: '', share: 20 }, { title: '', share: 80 }], facts.map(([label, value]) => ({ cells: [{ text: label }, { text: value }] })));
  const document = new Document({
    title: clean(title),
    creator: 'pupil',
    styles: { default: { document: { run: { font: TEXT_FONT, size: 22, language: { value: language } } } } },
    sections: [{
      properties: { page: { size: { width: PAGE.width, height: PAGE.height }, margin: { top: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin, right: PAGE.margin } } },
      children: [new Paragraph({ heading: HeadingLevel.TITLE, children: [run(title, { size: 34, bold: true })] }), about, ...blocks.flatMap(blockDocx)],
    }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function blockDocx(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'section':
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, keepNext: true, spacing: { before: 360, after: 80 }, children: [run(block.text, { size: 26, bold: true, color: '000000' })] })];
    case 'heading':
      return [new Paragraph({ heading: HeadingLevel.HEADING_3, keepNext: true, spacing: { before: 200, after: 60 }, children: [run(block.text, { size: 22, bold: true, color: '000000' })] })];
    case 'note':
      return [new Paragraph({ children: [run(block.text, {})] })];
    case 'dump':
      return block.lines.map((line) => new Paragraph({ alignment: AlignmentType.LEFT, spacing: { before: 0, after: 0 }, children: [run(line, { font: CODE_FONT, size: CODE_SIZE, noProof: true })] }));
    case 'room':
      return Array.from({ length: block.lines }, () => new Paragraph({ children: [] }));
    case 'table':
      return [table(block.columns, block.rows)];
  }
}

function table(columns: readonly SheetColumn[], rows: readonly SheetRow[]): Table {
  const widths = columns.map(({ share }) => Math.floor((ROOM * share) / 100));
  const heads = columns.some(({ title }) => title !== '') ? [rowDocx({ isHead: true, cells: columns.map(({ title }) => ({ text: title })) }, widths, true)] : [];
  return new Table({ layout: TableLayoutType.FIXED, width: { size: ROOM, type: WidthType.DXA }, columnWidths: widths, rows: [...heads, ...rows.map((row) => rowDocx(row, widths, false))] });
}

function rowDocx({ cells, isHead = false }: SheetRow, widths: readonly number[], isTitle: boolean): TableRow {
  return new TableRow({
    cantSplit: true,
    tableHeader: isTitle,
    children: cells.map((cell, i) => new TableCell({
      borders, margins: MARGINS, width: { size: widths[i]!, type: WidthType.DXA },
      ...(isHead ? { shading: { type: ShadingType.CLEAR, fill: GREY, color: 'auto' } } : {}),
      children: [new Paragraph({ indent: { left: (cell.depth ?? 0) * INDENT }, children: [run(cell.text, cellStyle(cell, isHead))] })],
    })),
  });
}

type RunStyle = Omit<Exclude<ConstructorParameters<typeof TextRun>[0], string>, 'text'>;

function cellStyle({ isCode = false }: Cell, isHead: boolean): RunStyle {
  return isCode ? { font: CODE_FONT, size: CODE_SIZE, noProof: true } : { size: TABLE_SIZE, bold: isHead };
}

function run(text: string, style: RunStyle): TextRun {
  return new TextRun({ ...style, text: clean(text) });
}

/** XML has no place for these two (XML 1.0 §2.2); control characters are escaped before. */
function clean(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd');
}
