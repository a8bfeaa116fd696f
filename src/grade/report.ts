/** What a report was written in, or handed in as. */
export type ReportKind = 'docx' | 'odt' | 'doc' | 'pdf' | 'html' | 'markdown' | 'text' | 'picture';

/** A report as it is graded: its text in the order in which it is read, and where each line of it stands. */
export interface Report {
  readonly kind: ReportKind;
  readonly blocks: readonly Block[];
  /** Can the text be trusted? `empty`: there is none, only pictures perhaps; `broken`: letters came out as other characters. */
  readonly layer: TextLayer;
}

export type TextLayer = 'sound' | 'broken' | 'empty';
export type Block = Passage | Table | Picture;

/** A heading, a paragraph, or lines whose blanks count. */
export interface Passage {
  readonly kind: 'heading' | 'paragraph' | 'preformatted';
  /** Of a heading, from 1; otherwise 0. */
  readonly level: number;
  readonly lines: readonly Line[];
}

export interface Table {
  readonly kind: 'table';
  /** Its number in the report, from 1. */
  readonly number: number;
  readonly rows: readonly (readonly Cell[])[];
}

/** Tables within a cell are blocks of their own, after the table that they stand in. */
export interface Cell {
  readonly lines: readonly Line[];
}

/** What it shows is not read. */
export interface Picture {
  readonly kind: 'picture';
  readonly place: Place;
}

export interface Line {
  readonly text: string;
  readonly place: Place;
}

/** Where something stands, as people find it again. Numbers are from 1. */
export interface Place {
  /** Of a PDF. */
  readonly page: number | undefined;
  /** Of a text file; in a PDF, of its page; in other formats, of the text as it was read, where each paragraph begins a line. */
  readonly line: number;
  readonly cell: CellPlace | undefined;
}

export interface CellPlace {
  readonly table: number;
  readonly row: number;
  readonly column: number;
}

/** All lines of a block; those of a table row by row. */
export function linesOf(block: Block): readonly Line[] {
  if (block.kind === 'picture') return [];
  return block.kind === 'table' ? block.rows.flat().flatMap((cell) => cell.lines) : block.lines;
}

/** The text of a cell on one line. */
export function cellText(cell: Cell): string {
  return cell.lines.map((line) => line.text).join(' ').trim();
}
