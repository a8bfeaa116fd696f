import { isDumpLike } from '../hex-text.ts';
import type { Block } from '../report.ts';
import { writeHtml } from './html.ts';
import { withoutMarkup } from './inline-markup.ts';
import { MAX_DEPTH } from './limit.ts';
import { linesOfText } from './plain.ts';
import { Refused } from './refused.ts';
import { drawnTable, writeTable } from './text-table.ts';
import { ReportWriter } from './writer.ts';

/**
 * The text of a Markdown file (CommonMark, with the tables of GitHub): headings, fences, tables and paragraphs, line by line. The parsers that build the
 * whole tree need a minute for 60 kB of nested lists or half-written addresses, and take the stars out of a dump that is not fenced; this one goes over
 * each line once, and leaves lines with bytes as they are.
 */
export function readMarkdown(text: string): readonly Block[] {
  const reader = new MarkdownReader(linesOfText(text));
  while (reader.step());
  return reader.writer.finish();
}

const HEADING = /^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$/;
const FENCE = /^(\s*)(`{3,}|~{3,})\s*([^`]*)$/;
const RULE = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const UNDERLINE = /^ {0,3}(=+|-+)\s*$/;
const HTML = /^ {0,3}<(?:\/?[a-z][a-z\d-]*(?:\s|\/?>|$)|!--|!doctype)/i;
const INDENTED = /^(?: {4}|\t)/;
/** A mark of a list or a quotation, with what stands before it. */
const MARK = /^\s*(?:>|[-+*](?=\s+\S)|\d{1,9}[.)](?=\s+\S))\s?/;
const PICTURE = /!\[[^[\]]*\]\([^()]*\)/;

class MarkdownReader {
  readonly writer = new ReportWriter();
  readonly #lines: readonly string[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** Read one block. False: there is no more. */
  step(): boolean {
    const line = this.#lines[this.#at];
    if (line === undefined) return false;
    this.writer.at(this.#at + 1);
    const fence = FENCE.exec(withoutMarks(line));
    const table = drawnTable(this.#lines, this.#at);
    if (fence !== null) this.#fence(fence[2]!, fence[1]!.length);
    else if (table !== undefined) this.#table(table);
    else if (HTML.test(line)) this.#html();
    else if (INDENTED.test(line) && line.trim() !== '') this.#indented();
    else if (!this.#heading(line)) this.#paragraph(line);
    return true;
  }

  #fence(mark: string, indentation: number): void {
    const first = ++this.#at;
    const isEnd = (line: string): boolean => line.trim().startsWith(mark) && new RegExp(`^[${mark[0]}]+$`).test(line.trim());
    while (this.#at < this.#lines.length && !isEnd(this.#lines[this.#at]!)) this.#at++;
    this.writer.at(first + 1);
    this.writer.passage('preformatted', this.#lines.slice(first, this.#at).map((line) => withoutIndentation(line, indentation)));
    this.#at++;
  }

  #table(table: NonNullable<ReturnType<typeof drawnTable>>): void {
    writeTable(this.writer, table, (cell) => cell.split(/<br\s*\/?>/i).map(shown));
    this.#at = table.end;
  }

  /** HTML goes on to the next blank line. */
  #html(): void {
    const first = this.#at;
    while (this.#at < this.#lines.length && this.#lines[this.#at] !== '') this.#at++;
    writeHtml(this.writer, this.#lines.slice(first, this.#at).join('\n'));
  }

  #indented(): void {
    const first = this.#at;
    while (this.#at < this.#lines.length && INDENTED.test(this.#lines[this.#at]!)) this.#at++;
    this.writer.passage('preformatted', this.#lines.slice(first, this.#at).map((line) => withoutIndentation(line, 4)));
  }

  #heading(line: string): boolean {
    const heading = HEADING.exec(line);
    const underline = UNDERLINE.exec(this.#lines[this.#at + 1] ?? '');
    if (heading === null && (underline === null || line.trim() === '' || isDumpLike(line))) return false;
    const [text, level] = heading === null ? [line, underline![1]!.startsWith('=') ? 1 : 2] : [heading[2] ?? '', heading[1]!.length];
    this.writer.passage('heading', [withoutMarkup(text)], level);
    this.#at += heading === null ? 2 : 1;
    return true;
  }

  /** Lines up to one that begins something else. A blank line, and a ruler, is a passage of its own. */
  #paragraph(line: string): true {
    const first = this.#at++;
    if (line.trim() !== '' && !RULE.test(line)) while (this.#at < this.#lines.length && this.#goesOn(this.#lines[this.#at]!)) this.#at++;
    const lines = RULE.test(line) ? [''] : this.#lines.slice(first, this.#at);
    if (lines.some((text) => PICTURE.test(text))) this.writer.picture();
    this.writer.passage('paragraph', lines.map((text) => shown(withoutMarks(text))));
    return true;
  }

  #goesOn(line: string): boolean {
    if (line === '' || RULE.test(line) || HEADING.test(line) || HTML.test(line) || FENCE.test(withoutMarks(line))) return false;
    return !UNDERLINE.test(this.#lines[this.#at + 1] ?? '') && drawnTable(this.#lines, this.#at) === undefined;
  }
}

/** A line as it is shown; one with bytes as it is written. */
function shown(text: string): string {
  return isDumpLike(text) ? text : withoutMarkup(text);
}

/** A line without the marks of the lists and quotations that it stands in. */
function withoutMarks(line: string): string {
  let rest = line;
  for (let depth = 0; ; depth++) {
    const mark = MARK.exec(rest);
    if (mark === null) return rest;
    if (depth === MAX_DEPTH) throw new Refused('report-nesting', { had: MAX_DEPTH, found: 'Markdown' });
    rest = rest.slice(mark[0].length);
  }
}

function withoutIndentation(line: string, columns: number): string {
  let at = 0;
  while (at < columns && at < line.length && (line[at] === ' ' || line[at] === '\t')) at += line[at] === '\t' ? columns : 1;
  return line.slice(Math.min(at, line.length - line.trimStart().length));
}
