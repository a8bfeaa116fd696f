import Table from 'cli-table3';
import { paint, type Palette } from './palette.ts';
import width from './width.ts';

/** Longest table that cli-table3 lays out (its time grows with the square of the rows); longer ones are fixed-width lines. */
export const MAX_TABLE_ROWS = 200;

export interface Column {
  readonly title: string;
  readonly right?: boolean;
}

/** A column of a table that may be too long to be laid out. */
export interface FixedColumn extends Column {
  /** Columns of the screen that it takes then; a wider cell pushes the rest of its line. */
  readonly width: number;
}

/** A table as lines. Its rows have as many cells as there are columns. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[], palette: Palette): string[] {
  return rows.length <= MAX_TABLE_ROWS ? drawn(columns, rows, palette) : plain(columns, rows, palette);
}

/** A table of any length, as lines: one without rows is nothing, a small one is laid out, a longer one has columns of fixed width, and its lines come as its rows do. */
export function* streamedTable(columns: readonly FixedColumn[], rows: Iterable<readonly string[]>, palette: Palette): Generator<string> {
  let first: (readonly string[])[] | undefined = [];
  for (const row of rows) {
    if (first !== undefined && first.push(row) <= MAX_TABLE_ROWS) continue;
    if (first !== undefined) yield paint(palette, 'heading', fixedLine(columns, columns.map((c) => c.title)));
    for (const cells of first ?? [row]) yield fixedLine(columns, cells);
    first = undefined;
  }
  if (first !== undefined && first.length > 0) yield* drawn(columns, first, palette);
}

function fixedLine(columns: readonly FixedColumn[], cells: readonly string[]): string {
  return aligned(columns, columns.map((c) => Math.max(c.width, width(c.title))), cells);
}

/** No frame: a line under the titles, two spaces between columns. */
const chars = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ',
};

function drawn(columns: readonly Column[], rows: readonly (readonly string[])[], palette: Palette): string[] {
  const table = new Table({
    head: columns.map((c) => paint(palette, 'heading', c.title)),
    colAligns: columns.map((c) => (c.right === true ? 'right' : 'left')),
    chars, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) table.push([...row]);
  return table.toString().split('\n').map((line) => line.trimEnd());
}

function plain(columns: readonly Column[], rows: readonly (readonly string[])[], palette: Palette): string[] {
  const widths = columns.map((c, i) => rows.reduce((w, row) => Math.max(w, width(row[i]!)), width(c.title)));
  const line = (cells: readonly string[]): string => aligned(columns, widths, cells);
  return [paint(palette, 'heading', line(columns.map((c) => c.title))), ...rows.map(line)];
}

function aligned(columns: readonly Column[], widths: readonly number[], cells: readonly string[]): string {
  return cells.map((cell, i) => {
    const pad = ' '.repeat(Math.max(0, widths[i]! - width(cell)));
    return columns[i]!.right === true ? pad + cell : cell + pad;
  }).join('  ').trimEnd();
}
