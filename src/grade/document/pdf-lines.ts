import type { PdfItem } from './pdf.ts';

/** Pieces of one line that stand together. */
export interface Segment {
  text: string;
  readonly x: number;
  end: number;
}

/** A line of a page, cut where columns begin. */
export interface PdfLine {
  readonly y: number;
  readonly size: number;
  readonly segments: readonly Segment[];
}

/** In sizes of the font: how far the pieces of a line may differ in height, what is a blank, and what separates columns. */
const SAME_LINE = 0.4;
const BLANK = 0.15;
const COLUMN = 1.6;

/** The lines of a page from top to bottom. */
export function linesOfPage(items: readonly PdfItem[]): PdfLine[] {
  const seen = items.filter((item) => item.text.trim() !== '').sort((a, b) => b.y - a.y);
  const lines: PdfLine[] = [];
  for (let from = 0; from < seen.length; ) {
    const top = seen[from]!;
    let to = from + 1;
    while (to < seen.length && top.y - seen[to]!.y <= SAME_LINE * Math.max(top.size, seen[to]!.size)) to++;
    const pieces = seen.slice(from, to).sort((a, b) => a.x - b.x);
    lines.push({ y: top.y, size: Math.max(...pieces.map((piece) => piece.size)), segments: segmentsOf(pieces) });
    from = to;
  }
  return lines;
}

/** Columns of a line are separated by a tab. */
export function lineText(line: PdfLine): string {
  return line.segments.map((segment) => segment.text.trim()).join('\t');
}

function segmentsOf(pieces: readonly PdfItem[]): Segment[] {
  const segments: Segment[] = [];
  for (const { text, x, width, size } of pieces) {
    const last = segments.at(-1);
    const gap = last === undefined ? Infinity : x - last.end;
    if (gap > COLUMN * size) {
      segments.push({ text, x, end: x + width });
    } else {
      last!.text += (gap > BLANK * size && !/\s$/.test(last!.text) ? ' ' : '') + text;
      last!.end = Math.max(last!.end, x + width);
    }
  }
  return segments;
}
