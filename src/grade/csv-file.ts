/** A cell of a file of comma-separated values, and where it stands in the text, quotes included. */
export interface CsvCell {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Rows that are read of a file; a class has hundreds. */
export const MAX_CSV_ROWS = 100_000;

/** A file of comma-separated values (RFC 4180), of which single cells can be replaced while every other byte stays as it is. */
export class CsvFile {
  readonly separator: string;
  readonly rows: readonly (readonly CsvCell[])[];
  readonly #text: string;
  readonly #changes = new Map<CsvCell, string>();

  /** The separator is the one of `,`, `;` and tab that the first line has most of. */
  constructor(text: string) {
    this.#text = text;
    this.separator = separatorOf(text);
    this.rows = parse(text, this.separator);
  }

  /** Put another text into a cell, in the file's own way of quoting. */
  replace(cell: CsvCell, text: string): void {
    this.#changes.set(cell, text);
  }

  /** The file with what was replaced. */
  get text(): string {
    let result = '';
    let done = 0;
    for (const cell of [...this.#changes.keys()].sort((a, b) => a.from - b.from)) {
      const wasQuoted = this.#text[cell.from] === '"';
      result += this.#text.slice(done, cell.from) + quoted(this.#changes.get(cell)!, this.separator, wasQuoted);
      done = cell.to;
    }
    return result + this.#text.slice(done);
  }
}

function quoted(text: string, separator: string, always: boolean): string {
  return always || text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function separatorOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)![0].replace(/"[^"]*"/g, '');
  const count = (separator: string): number => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

/** Byte order mark, which spreadsheets want and which belongs to no cell. */
const MARK = '\ufeff';

function parse(text: string, separator: string): CsvCell[][] {
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let at = text.startsWith(MARK) ? 1 : 0;
  while (at < text.length && rows.length < MAX_CSV_ROWS) {
    const cell = cellAt(text, at, separator);
    row.push(cell);
    at = cell.to;
    if (text[at] === separator) {
      at++;
      if (at < text.length) continue;
      row.push({ text: '', from: at, to: at });
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** The cell that begins at `from`. After a closing quote everything up to the separator belongs to it, as spreadsheets read it. */
function cellAt(text: string, from: number, separator: string): CsvCell {
  let content = '';
  let at = from;
  if (text[at] === '"') {
    for (at++; at < text.length; at++) {
      if (text[at] !== '"') content += text[at]!;
      else if (text[at + 1] === '"') content += text[at++]!;
      else break;
    }
    at = Math.min(text.length, at + 1);
  }
  const plain = at;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
  return { text: content + text.slice(plain, at), from, to: at };
}
