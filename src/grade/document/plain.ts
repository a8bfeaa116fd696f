import type { Block } from '../report.ts';
import { drawnTable, writeTable } from './text-table.ts';
import { ReportWriter } from './writer.ts';

/** The lines of a text, as passages between blank lines; tables that are drawn with characters are tables. */
export function readPlain(text: string): readonly Block[] {
  const writer = new ReportWriter();
  const lines = linesOfText(text);
  for (let at = 0; at < lines.length; ) {
    const table = drawnTable(lines, at);
    if (table === undefined) {
      at = writePassage(writer, lines, at);
    } else {
      writeTable(writer, table, (cell) => [cell]);
      at = table.end;
    }
  }
  return writer.finish();
}

/** Write the lines up to a blank one or a table. Returns the line after them. */
function writePassage(writer: ReportWriter, lines: readonly string[], from: number): number {
  let to = from + 1;
  while (to < lines.length && lines[from] !== '' && lines[to] !== '' && drawnTable(lines, to) === undefined) to++;
  writer.at(from + 1);
  writer.passage('preformatted', lines.slice(from, to));
  return to;
}

/** The lines of a text, without blanks at their ends; a form feed begins a line. */
export function linesOfText(text: string): string[] {
  return text.split(/\r\n|[\n\r\f\v\u2028\u2029]/).map((line) => line.trimEnd());
}
