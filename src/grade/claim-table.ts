import type { Claim } from './claim.ts';
import { claimsInLine } from './claim-line.ts';
import type { Scope } from './claim-reader.ts';
import { dumpsIn } from './hex-dump.ts';
import { comparable, meaningOf } from './label.ts';
import { type Cell, cellText, type Line, type Table } from './report.ts';

/** Which columns of a table hold what. */
interface Columns {
  readonly label: number;
  /** Those that may hold the value, the best first. */
  readonly values: readonly number[];
}

type Row = readonly Cell[];

const FIELD = /^(?:field|поле|имяполя|названиеполя|наименование|параметр|название|trường|têntrường|thuộctính|thamsố)/u;
const VALUE = /^(?:value|значение|giátrị|содержимое|nộidung)/u;
const BYTES = /^(?:bytes?|байт|hex|raw|шестнадцат)/u;

/**
 * Add what a table says to `claims`: with a line of headings as that says; otherwise labels with their values beside or below them. Cells of their own may hold lines
 * `label: value`.
 */
export function addTable(claims: Claim[], table: Table, scope: Scope, quoted: ReadonlySet<Line>): void {
  const [first, ...others] = table.rows;
  if (first === undefined) return;
  const columns = columnsOf(first);
  if (columns !== undefined) {
    addRest(claims, restUnderHeader(first, columns, claims.at(-1)));
    for (const row of others) addRow(claims, row, columns, scope, quoted);
  } else if (isLabelRow(first, scope) && others.length > 0 && !isLabelRow(others[0]!, scope)) {
    claims.push(...others.flatMap((row) => claimsBelow(first, row, scope)));
  } else {
    claims.push(...table.rows.flatMap((row) => claimsBeside(row, scope, quoted)));
  }
}

function columnsOf(header: Row): Columns | undefined {
  const names = header.map((cell) => comparable(cellText(cell)));
  const label = names.findIndex((name) => FIELD.test(name));
  const at = (pattern: RegExp): number[] => names.flatMap((name, column) => (column !== label && pattern.test(name) ? [column] : []));
  const values = [...at(VALUE), ...at(BYTES)];
  return label >= 0 && values.length > 0 ? { label, values } : undefined;
}

function addRow(claims: Claim[], row: Row, columns: Columns, scope: Scope, quoted: ReadonlySet<Line>): void {
  const label = row[columns.label];
  const filled = filledCells(row);
  const values = columns.values.flatMap((column) => row[column] ?? []);
  const value = values.find((cell) => cellText(cell) !== '');
  if (label === undefined || cellText(label) === '') addRest(claims, value);
  // A cell by itself is a title within the table, or a label without a value.
  else if (filled.length === 1 && !isLabel(label, scope)) claims.push(...linesOf(label, scope, quoted));
  else claims.push(claimOf(label, value ?? values[0] ?? label, scope, values.length === 0));
}

/** A row without a label goes on with the value of the one before: a page has ended within it. */
function addRest(claims: Claim[], value: Cell | undefined): void {
  const last = claims.at(-1);
  if (last?.valuePlace.cell === undefined || value === undefined) return;
  claims[claims.length - 1] = { ...last, value: `${last.value} ${cellText(value)}`.trim() };
}

/** At the top of a page the headings of a table are repeated, and what is left of the row that the page before has broken may stand close under them. */
function restUnderHeader(header: Row, columns: Columns, last: Claim | undefined): Cell | undefined {
  const value = header[columns.values[0]!]!;
  const [first, ...others] = value.lines;
  const isNewPage = first?.place.page !== last?.valuePlace.page && header[columns.label]!.lines.length === 1;
  return isNewPage && others.length > 0 ? { lines: others } : undefined;
}

/** Are several of the cells labels? */
function isLabelRow(row: Row, scope: Scope): boolean {
  const filled = filledCells(row);
  return filled.length > 1 && filled.every((cell) => isLabel(cell, scope));
}

function claimsBelow(labels: Row, row: Row, scope: Scope): Claim[] {
  return labels.flatMap((label, column) => (cellText(label) === '' || row[column] === undefined ? [] : [claimOf(label, row[column], scope)]));
}

/** A label with the next cell, which is its value; then perhaps the next label. What is no label ends the row. */
function claimsBeside(row: Row, scope: Scope, quoted: ReadonlySet<Line>): Claim[] {
  const filled = filledCells(row);
  const claims: Claim[] = [];
  for (let at = 0; at + 1 < filled.length && isLabel(filled[at]!, scope); at += 2) claims.push(claimOf(filled[at]!, valueBeside(filled, at), scope));
  return claims.length > 0 ? claims : filled.flatMap((cell) => linesOf(cell, scope, quoted));
}

/** Three and more cells may be label, bytes, value, meaning: then the value is the one after bytes, or after their place. */
function valueBeside(filled: readonly Cell[], at: number): Cell {
  const next = filled[at + 1]!;
  const isAboutBytes = /^(?:\d+(?:\.\d)?(?:\s*[–-]\s*\d+(?:\.\d)?)|[\da-f]{2}(?: [\da-f]{2})*)$/i.test(cellText(next));
  return isAboutBytes && filled.length >= at + 4 ? filled[at + 2]! : next;
}

function isLabel(cell: Cell, scope: Scope): boolean {
  return meaningOf(cellText(cell).replace(/[\s:=]+$/, ''), scope.protocols).paths.length > 0;
}

/** Lines in a cell that is neither label nor value; one may name the header that the next rows are about. */
function linesOf(cell: Cell, scope: Scope, quoted: ReadonlySet<Line>): Claim[] {
  if (dumpsIn(cell.lines).length > 0) return [];
  return cell.lines.filter((line) => !quoted.has(line)).flatMap((line) => claimsInLine(line, scope));
}

function claimOf(label: Cell, value: Cell, scope: Scope, isEmpty = false): Claim {
  const text = cellText(label).replace(/[\s:=]+$/, '');
  return { label: text, value: isEmpty ? '' : cellText(value), labelPlace: label.lines[0]!.place, valuePlace: (value.lines[0] ?? label.lines[0]!).place, ...meaningOf(text, scope.protocols) };
}

function filledCells(row: Row): Cell[] {
  return row.filter((cell) => cellText(cell) !== '');
}
