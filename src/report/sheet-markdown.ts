import type { Block, Cell, SheetDocument, SheetRow } from './sheet-document.ts';

/** A sheet in Markdown (GFM). What comes from the capture stands in code, where nothing has a meaning; all other text is escaped. */
export function sheetMarkdown({ title, facts, blocks }: SheetDocument): string {
  const head = table([{ title: '' }, { title: '' }], facts.map(([label, value]) => ({ cells: [{ text: label }, { text: value, isCode: value !== '' }] })));
  return `${[`# ${plain(title)}`, head, ...blocks.map(blockText)].join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'section':
      // Words of the program alone, to be read back as they stand.
      return `## ${block.text}`;
    case 'heading':
      return `### ${plain(block.text)}`;
    case 'note':
      return plain(block.text);
    case 'dump':
      return fenced(block.lines);
    case 'room':
      return fenced(Array.from({ length: block.lines }, () => ''));
    case 'table':
      return table(block.columns, block.rows);
  }
}

/** A fence is longer than any run of its own signs inside of it (CommonMark §4.5). */
function fenced(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [fence, ...lines, fence].join('\n');
}

function table(columns: readonly { readonly title: string }[], rows: readonly SheetRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(columns.map(({ title }) => plain(title))), line(columns.map(() => '---')), ...rows.map((row) => line(row.cells.map((cell) => cellText(cell, row.isHead === true))))].join('\n');
}

function cellText({ text, isCode = false, depth = 0 }: Cell, isHead: boolean): string {
  if (text === '') return '';
  const indent = '&nbsp;&nbsp;'.repeat(depth);
  if (isCode) return indent + code(text);
  return isHead ? `**${plain(text)}**` : indent + plain(text);
}

/**
 * A span of code in a cell: longer quotes than those inside of it, and pipes escaped, which the table takes away again (GFM §4.10). A backslash before a pipe cannot be
 * written in code, because the two would be taken for one escaped backslash.
 */
function code(text: string): string {
  if (text.includes('\\|')) return plain(text);
  const quotes = '`'.repeat(longestRun(text) + 1);
  const inner = text.replaceAll('|', '\\|');
  return /^[` ]|[` ]$/.test(inner) ? `${quotes} ${inner} ${quotes}` : `${quotes}${inner}${quotes}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Text without a meaning (CommonMark §2.4): signs that may have one get a backslash, and so does what would become a link by itself (GFM §6.9). */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&$@]|(?<=:)\/(?=\/)|(?<=www)\.|^[-+=]/gi, (sign) => `\\${sign}`).replace(/^(\d+)([.)])(?= )/, '$1\\$2');
}
