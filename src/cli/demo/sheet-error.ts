import { fieldByPath } from '../../analysis/lookup.ts';
import type { Block, SheetDocument } from '../../report/sheet-document.ts';
import type { Catalogue } from '../../text/catalogue.ts';

/** What a student does wrong with the sheet. */
export type SheetError = (sheet: SheetDocument, c: Catalogue) => SheetDocument;

/** Which protocol a block belongs to: the tag of the section before it, `ARP`. */
function withTags(blocks: readonly Block[]): { block: Block; tag: string }[] {
  let tag = '';
  return blocks.map((block) => {
    if (block.kind === 'section') tag = /\[(.*)\]/.exec(block.text)?.[1] ?? '';
    return { block, tag };
  });
}

function changed(sheet: SheetDocument, wanted: string, how: (block: Block) => Block): SheetDocument {
  return { ...sheet, blocks: withTags(sheet.blocks).map(({ block, tag }) => (tag === wanted ? how(block) : block)) };
}

/** In every table of a protocol the numbers of some fields are others. */
export function wrongNumbers(tag: string, paths: readonly string[]): SheetError {
  return (sheet, c) => {
    const labels = paths.map((path) => c.label(fieldByPath(path)!));
    return changed(sheet, tag, (block) => {
      if (block.kind !== 'table') return block;
      const rows = block.rows.map((row) => (labels.includes(row.cells[0]!.text) ? { ...row, cells: row.cells.map((cell, i) => (i === 2 ? { ...cell, text: String(Number(cell.text) ^ 1) } : cell)) } : row));
      return { ...block, rows };
    });
  };
}

/** Where the first byte of a line of a dump stands, and columns for each. */
const FIRST = 6;
const WIDTH = 3;
const PER_LINE = 16;

/** In every dump of a protocol one byte is another, by its lowest four bits; the characters beside it stay. */
export function wrongByte(tag: string, at: number): SheetError {
  const column = FIRST + (at % PER_LINE) * WIDTH + 1;
  const other = (line: string): string => line.slice(0, column) + (15 - Number.parseInt(line[column]!, 16)).toString(16) + line.slice(column + 1);
  return (sheet) => changed(sheet, tag, (block) => (block.kind === 'dump' ? { ...block, lines: block.lines.map((line, i) => (i === Math.floor(at / PER_LINE) ? other(line) : line)) } : block));
}

/** Of every dump of a protocol only the first bytes are there. */
export function cutDumps(tag: string, bytes: number): SheetError {
  return (sheet) => changed(sheet, tag, (block) => (block.kind === 'dump' ? { ...block, lines: [block.lines[0]!.slice(0, FIRST + bytes * WIDTH)] } : block));
}

/** Two protocols stand in each other's sections. */
export function swappedSections(one: string, other: string): SheetError {
  const names: Readonly<Record<string, string>> = { [one]: other, [other]: one };
  return (sheet) => ({ ...sheet, blocks: withTags(sheet.blocks).map(({ block, tag }) => (block.kind === 'section' && tag in names ? { ...block, text: block.text.replace(`[${tag}]`, `[${names[tag]!}]`) } : block)) });
}

/** Protocols that are missing. */
export function missingSections(...tags: readonly string[]): SheetError {
  return (sheet) => ({ ...sheet, blocks: withTags(sheet.blocks).filter(({ tag }) => !tags.includes(tag)).map(({ block }) => block) });
}
