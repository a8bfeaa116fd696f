import type { Block, Cell, CellPlace, Line, Passage, Place } from '../report.ts';
import { MAX_CHARACTERS, MAX_PIECES, MAX_SPAN } from './limit.ts';
import { Refused } from './refused.ts';

interface OpenPassage {
  kind: Passage['kind'];
  level: number;
  readonly lines: Line[];
  text: string;
}

interface OpenTable {
  readonly number: number;
  readonly rows: OpenCell[][];
  isRowOpen: boolean;
  cell: OpenCell | undefined;
}

interface OpenCell extends Cell {
  readonly lines: Line[];
}

/**
 * Puts a report together from what a reader of some format tells it: passages, lines, tables. Passages may be opened inside each other, as
 * text boxes are inside the paragraph that they hang on: the inner one comes first. What is written while a cell is open goes into the cell.
 */
export class ReportWriter {
  readonly blocks: Block[] = [];
  readonly #passages: OpenPassage[] = [];
  readonly #tables: OpenTable[] = [];
  #tableCount = 0;
  #page: number | undefined;
  #line = 1;
  #characters = 0;
  #pieces = 0;

  /** The next line is line `n` of the source. */
  at(line: number): void {
    this.#line = line;
  }

  beginPage(page: number): void {
    this.#page = page;
    this.#line = 1;
  }

  begin(kind: Passage['kind'], level = 0): void {
    this.#count();
    this.#passages.push({ kind, level, lines: [], text: '' });
  }

  /** The passage at hand turns out to be a heading. */
  becomeHeading(level: number): void {
    const passage = this.#passages.at(-1);
    if (passage !== undefined) Object.assign(passage, { kind: 'heading', level });
  }

  text(text: string): void {
    if (this.#passages.length === 0) this.begin('paragraph');
    this.#characters += text.length;
    if (this.#characters > MAX_CHARACTERS) throw new Refused('report-text', { had: MAX_CHARACTERS });
    this.#passages.at(-1)!.text += text;
  }

  /** Does the line at hand have text? */
  get isLineBegun(): boolean {
    return (this.#passages.at(-1)?.text ?? '') !== '';
  }

  get isOpen(): boolean {
    return this.#passages.length > 0;
  }

  newLine(): void {
    const passage = this.#passages.at(-1);
    if (passage === undefined) return;
    this.#count();
    passage.lines.push({ text: passage.text, place: this.#place() });
    passage.text = '';
    this.#line++;
  }

  /** The passage is complete. */
  end(): void {
    if (this.#passages.length === 0) return;
    this.newLine();
    const { kind, level, lines } = this.#passages.pop()!;
    const cell = this.#tables.at(-1)?.cell;
    if (cell === undefined) this.blocks.push({ kind, level, lines });
    else for (const line of lines) cell.lines.push(line);
  }

  /** A whole passage of lines that are there already. */
  passage(kind: Passage['kind'], lines: readonly string[], level = 0): void {
    this.begin(kind, level);
    lines.forEach((line, i) => {
      if (i > 0) this.newLine();
      this.text(line);
    });
    this.end();
  }

  picture(): void {
    this.#count();
    this.blocks.push({ kind: 'picture', place: this.#place() });
  }

  beginTable(): void {
    this.#count();
    const table: OpenTable = { number: ++this.#tableCount, rows: [], isRowOpen: false, cell: undefined };
    this.#tables.push(table);
    this.blocks.push({ kind: 'table', number: table.number, rows: table.rows });
  }

  beginRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    this.#count();
    table.rows.push([]);
    table.isRowOpen = true;
  }

  /** Outside of a table this does nothing; outside of a row it begins one. */
  beginCell(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    if (!table.isRowOpen) this.beginRow();
    this.#count();
    table.cell = { lines: [] };
    table.rows.at(-1)!.push(table.cell);
  }

  /** The cell is complete; it covers `span` columns. */
  endCell(span = 1): void {
    const table = this.#tables.at(-1);
    if (table?.cell === undefined) return;
    table.cell = undefined;
    for (let i = 1; i < Math.min(span, MAX_SPAN); i++) {
      this.#count();
      table.rows.at(-1)!.push({ lines: [] });
    }
  }

  endRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    this.endCell();
    table.isRowOpen = false;
  }

  endTable(): void {
    this.endRow();
    this.#tables.pop();
  }

  get isInTable(): boolean {
    return this.#tables.length > 0;
  }

  /** The report ends: close whatever is open. */
  finish(): readonly Block[] {
    while (this.#passages.length > 0) this.end();
    while (this.#tables.length > 0) this.endTable();
    return this.blocks;
  }

  #place(): Place {
    return { page: this.#page, line: this.#line, cell: this.#cellPlace() };
  }

  #cellPlace(): CellPlace | undefined {
    const table = this.#tables.at(-1);
    return table?.cell === undefined ? undefined : { table: table.number, row: table.rows.length, column: table.rows.at(-1)!.length };
  }

  #count(): void {
    if (++this.#pieces > MAX_PIECES) throw new Refused('report-pieces', { had: MAX_PIECES });
  }
}
