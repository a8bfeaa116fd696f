/** What would make a spreadsheet take a cell for a formula. */
const formula = /^[=+\-@\t\r]/;

/** A row of comma-separated values (RFC 4180). A cell that begins like a formula gets an apostrophe. */
export function csvRow(cells: readonly string[]): string {
  return cells.map((cell) => quoted(inertCell(cell))).join(',');
}

/** The text of a cell that no spreadsheet takes for a formula. */
export function inertCell(cell: string): string {
  return formula.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
