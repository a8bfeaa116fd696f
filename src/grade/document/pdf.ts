import type { Block } from '../report.ts';
import { cutAt, linesOfPage, lineText, type PdfLine } from './pdf-lines.ts';
import { ReportWriter } from './writer.ts';

/** The text of a PDF as the platform's reader finds it: pieces with their places. */
export interface PdfText {
  readonly pages: readonly (readonly PdfItem[])[];
  /** How many pictures it has. */
  readonly pictures: number;
}

/** A piece of text. Lengths are in points, `y` grows upwards. */
export interface PdfItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Of the font. */
  readonly size: number;
}

/** What a reader of PDF must not go beyond. */
export interface PdfLimits {
  readonly pages: number;
  readonly characters: number;
  /** Bytes that one stream may unpack to, all together, and one that is a picture. */
  readonly part: number;
  readonly total: number;
  readonly picture: number;
}

/** Columns begin at the same place, within these points. */
const SAME_COLUMN = 4;
/** Lines of one cell are no farther apart than this, in sizes of the font. */
const CLOSE = 1.27;
/** So much larger than the usual letters are those of a heading. */
const LARGER = 1.12;

/** Lines, headings by the size of their letters, and tables as far as columns show them. */
export function readPdf(pdf: PdfText): readonly Block[] {
  const writer = new ReportWriter();
  const pages = pdf.pages.map(linesOfPage);
  const sizes = headingSizes(pages.flat());
  pages.forEach((lines, i) => {
    writer.beginPage(i + 1);
    writePage(writer, lines, sizes);
  });
  for (let i = 0; i < pdf.pictures; i++) writer.picture();
  return writer.finish();
}

/** More of the pieces than this lie upon others: letters were taken out of their words. */
const OVERLAPPING = 0.01;

/** Do pieces of text lie upon each other? Where a font lacks letters, some programs write the words without them and the letters afterwards. */
export function isShuffled(pdf: PdfText): boolean {
  const lines = pdf.pages.flatMap(linesOfPage);
  const pieces = lines.reduce((sum, line) => sum + line.segments.length, 0);
  return lines.reduce((sum, line) => sum + line.overlaps, 0) > OVERLAPPING * pieces;
}

/** Runs of lines with columns are tables, what is between them passages. */
function writePage(writer: ReportWriter, lines: readonly PdfLine[], sizes: readonly number[]): void {
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const end = tableEnd(lines, at);
    writer.at(at + 1);
    if (end > at + 1) {
      writeColumns(writer, lines.slice(at, end), at + 1);
      at = end;
    } else {
      const level = sizes.indexOf(line.size) + 1;
      writer.passage(level > 0 ? 'heading' : 'paragraph', [lineText(line)], level);
      at++;
    }
  }
}

/** Sizes of letters that only headings have, the largest first. */
function headingSizes(lines: readonly PdfLine[]): number[] {
  const lengths = new Map<number, number>();
  // Dumps are often set in smaller letters than the text.
  for (const line of lines) if (!isDumpRow(line)) lengths.set(line.size, (lengths.get(line.size) ?? 0) + lineText(line).length);
  const usual = [...lengths].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
  return [...lengths.keys()].filter((size) => size > usual * LARGER).sort((a, b) => b - a);
}

/** The line after the table that begins with line `from`. A dump has columns too, but is no table. */
function tableEnd(lines: readonly PdfLine[], from: number): number {
  const head = lines[from]!;
  if (head.segments.length < 2 || isDumpRow(head)) return from;
  let end = from + 1;
  // A line in one column alone is text after the table, unless it stands close or another row follows.
  for (let at = end; at < lines.length && isInColumns(columned(lines[at]!, head), head) && !isDumpRow(lines[at]!) && lines[at]!.size <= head.size * LARGER; at++) {
    if (columned(lines[at]!, head).segments.length > 1 || (end === at && isClose(lines[at - 1]!, lines[at]!))) end = at + 1;
  }
  return end;
}

/** A line of a table, cut where columns of the header begin. */
function columned(line: PdfLine, head: PdfLine): PdfLine {
  return cutAt(line, (x) => columnOf(head, x) >= 0);
}

/** Do the segments of a line begin where columns of the header begin? */
function isInColumns(line: PdfLine, head: PdfLine): boolean {
  return line.segments.every((segment) => columnOf(head, segment.x) >= 0);
}

function columnOf(head: PdfLine, x: number): number {
  return head.segments.findIndex((column) => Math.abs(column.x - x) <= SAME_COLUMN);
}

function isClose(above: PdfLine, below: PdfLine): boolean {
  return above.y - below.y <= CLOSE * Math.max(above.size, below.size);
}

function isDumpRow(line: PdfLine): boolean {
  return /^(?:0x)?[\da-f]{4,8}:?\s+(?:[\da-f]{2,4}\s+){2}/i.test(lineText(line));
}

function writeColumns(writer: ReportWriter, found: readonly PdfLine[], firstLine: number): void {
  const head = found[0]!;
  const lines = found.map((line) => columned(line, head));
  writer.beginTable();
  for (const { from, to } of rowsOf(lines)) {
    writer.beginRow();
    for (let column = 0; column < head.segments.length; column++) writeCell(writer, head, column, lines.slice(from, to), firstLine + from);
    writer.endRow();
  }
  writer.endTable();
}

function writeCell(writer: ReportWriter, head: PdfLine, column: number, lines: readonly PdfLine[], firstLine: number): void {
  const texts = lines.map((line) => line.segments.filter((segment) => columnOf(head, segment.x) === column).map((segment) => segment.text.trim()).join(' '));
  writer.beginCell();
  writer.at(firstLine);
  writer.passage('paragraph', texts.filter((text) => text !== ''));
  writer.endCell();
}

/**
 * Which lines make a row. A line that is close to the one above and fills fewer columns than the first of the row goes on with its cells, if rows stand farther apart
 * from each other than lines do, or if it has nothing in the first column, or the end of a name there.
 */
function rowsOf(lines: readonly PdfLine[]): { from: number; to: number }[] {
  const isSpaced = lines.length > 1 && !isClose(lines[0]!, lines[1]!);
  const rows: { from: number; to: number }[] = [];
  lines.forEach((line, i) => {
    const row = rows.at(-1);
    const isRest = row !== undefined && isClose(lines[i - 1]!, line) && line.segments.length < lines[row.from]!.segments.length;
    if (isRest && (isSpaced || isBegun(line, lines[0]!))) row.to = i + 1;
    else rows.push({ from: i, to: i + 1 });
  });
  return rows;
}

/** Has a line nothing in the first column, or something that goes on with a small letter? */
function isBegun(line: PdfLine, head: PdfLine): boolean {
  const [first] = line.segments;
  return columnOf(head, first!.x) > 0 || /^\p{Ll}/u.test(first!.text);
}
