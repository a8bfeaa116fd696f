import type { ReportWriter } from './writer.ts';

/** A table drawn with characters: which of the lines are rows, and how they are cut into cells. */
export interface DrawnTable {
  /** The line after its last. */
  readonly end: number;
  readonly rows: readonly DrawnRow[];
}

export interface DrawnRow {
  /** Index of its first line. */
  readonly line: number;
  /** Lines of each cell. */
  readonly cells: readonly (readonly string[])[];
}

const PIPE_RULER = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const GRID_RULER = /^\s*[+├┌└╔╠╚][-=+─━═┬┼┴╦╬╩]{2,}[+┤┐┘╗╣╝]\s*$/;
const BLANK_RULER = /^\s*-{2,}(?: +-{2,})+\s*$/;

/** The table that begins at line `at`, if one does: pipes with a ruler under the header, a grid, or columns under rulers of hyphens. */
export function drawnTable(lines: readonly string[], at: number): DrawnTable | undefined {
  if (GRID_RULER.test(lines[at]!)) return grid(lines, at);
  const next = lines[at + 1];
  if (next === undefined) return undefined;
  if (lines[at]!.includes('|') && next.includes('|') && PIPE_RULER.test(next)) return pipes(lines, at);
  return BLANK_RULER.test(next) && /\S/.test(lines[at]!) ? columns(lines, at) : undefined;
}

export function writeTable(writer: ReportWriter, table: DrawnTable, cellText: (text: string) => readonly string[]): void {
  writer.beginTable();
  for (const row of table.rows) {
    writer.beginRow();
    for (const cell of row.cells) {
      writer.beginCell();
      writer.at(row.line + 1);
      writer.passage('paragraph', cell.flatMap(cellText));
      writer.endCell();
    }
    writer.endRow();
  }
  writer.endTable();
}

/** `| a | b |`: a line is a row. */
function pipes(lines: readonly string[], at: number): DrawnTable {
  let end = at + 2;
  while (end < lines.length && lines[end]!.includes('|')) end++;
  const rows = lines.slice(at, end).map((text, i) => ({ line: at + i, cells: splitAtPipes(text).map((cell) => [cell]) }));
  return { end, rows: rows.filter((_, i) => i !== 1) };
}

/** Cells of `| a | b |`; a pipe after a backslash is part of a cell. */
export function splitAtPipes(text: string): string[] {
  const inner = text.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
}

/** Rows of several lines, between rulers like `+---+---+`. */
function grid(lines: readonly string[], at: number): DrawnTable | undefined {
  const rows: DrawnRow[] = [];
  let end = at + 1;
  for (let first = end; end < lines.length; end++) {
    const text = lines[end]!;
    if (GRID_RULER.test(text)) {
      if (end > first) rows.push({ line: first, cells: stacked(lines.slice(first, end).map((line) => line.trim().slice(1, -1).split(/[|│║]/).map((cell) => cell.trim()))) });
      first = end + 1;
    } else if (!/^\s*[|│║].*[|│║]\s*$/.test(text)) {
      break;
    }
  }
  return rows.length === 0 ? undefined : { end, rows };
}

/** Cells that stand above each other, put together. */
function stacked(lines: readonly (readonly string[])[]): string[][] {
  const width = Math.max(...lines.map((cells) => cells.length));
  return Array.from({ length: width }, (_, column) => lines.map((cells) => cells[column] ?? '').filter((text) => text !== ''));
}

/** Columns whose width the hyphens of the ruler say. Rows end with a blank line if they have several lines, each with its line if not. */
function columns(lines: readonly string[], at: number): DrawnTable {
  const spans = [...lines[at + 1]!.matchAll(/-+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
  const cut = (text: string): string[] => spans.map(({ from }, i) => text.slice(i === 0 ? 0 : from, spans[i + 1]?.from).trim());
  const rows: DrawnRow[] = [{ line: at, cells: cut(lines[at]!).map((cell) => [cell]) }];
  let end = at + 2;
  for (; end < lines.length && /\S/.test(lines[end]!) && !/^\s*-{2,}[\s-]*$/.test(lines[end]!); end++) rows.push({ line: end, cells: cut(lines[end]!).map((cell) => [cell]) });
  return { end: end < lines.length && /^\s*-{2,}[\s-]*$/.test(lines[end]!) ? end + 1 : end, rows };
}
