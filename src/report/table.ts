import Table from 'cli-table3';
import { paint, type Palette } from './palette.ts';
import width from './width.ts';

/** Longest table that cli-table3 lays out (its time grows with the square of the rows); longer ones are fixed-width lines. */
export const MAX_TABLE_ROWS = 200;

export interface Column {
  readonly title: string;
  readonly right?: boolean;
}

/** A table as lines. Its rows have as many cells as there are columns. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[], palette: Palette): string[] {
  return rows.length <= MAX_TABLE_ROWS ? drawn(columns, rows, palette) : plain(columns, rows, palette);
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
  const line = (cells: readonly string[]): string => cells.map((cell, i) => {
    const pad = ' '.repeat(Math.max(0, widths[i]! - width(cell)));
    return columns[i]!.right === true ? pad + cell : cell + pad;
  }).join('  ').trimEnd();
  return [paint(palette, 'heading', line(columns.map((c) => c.title))), ...rows.map(line)];
}
