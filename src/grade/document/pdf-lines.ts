import type { PdfItem } from './pdf.ts';

/** Pieces of one line that stand together. */
export interface Segment {
  text: string;
  readonly x: number;
  end: number;
  /** Where its pieces begin: on the page, and in the text. */
  readonly starts: { readonly x: number; readonly at: number }[];
}

/** A line of a page, cut where columns begin. */
export interface PdfLine {
  readonly y: number;
  readonly size: number;
  readonly segments: readonly Segment[];
  /** Pieces that begin within the one before. */
  readonly overlaps: number;
}

/** In sizes of the font: how far the pieces of a line may differ in height, what is a blank, and what separates columns. */
const SAME_LINE = 0.4;
const BLANK = 0.15;
const COLUMN = 1.6;
/** How far pieces may reach into each other. */
const OVERLAP = 0.3;

/** The lines of a page from top to bottom. */
export function linesOfPage(items: readonly PdfItem[]): PdfLine[] {
  const seen = items.filter((item) => item.text.trim() !== '').sort((a, b) => b.y - a.y);
  const lines: PdfLine[] = [];
  for (let from = 0; from < seen.length; ) {
    const top = seen[from]!;
    let to = from + 1;
    while (to < seen.length && top.y - seen[to]!.y <= SAME_LINE * Math.max(top.size, seen[to]!.size)) to++;
    const pieces = seen.slice(from, to).sort((a, b) => a.x - b.x);
    lines.push({ y: top.y, size: Math.max(...pieces.map((piece) => piece.size)), segments: segmentsOf(pieces), overlaps: overlapsOf(pieces) });
    from = to;
  }
  return lines;
}

/** Columns of a line are separated by a tab. */
export function lineText(line: PdfLine): string {
  return line.segments.map((segment) => segment.text.trim()).join('\t');
}

function overlapsOf(pieces: readonly PdfItem[]): number {
  let end = -Infinity;
  let count = 0;
  for (const { x, width, size } of pieces) {
    if (x < end - OVERLAP * size) count++;
    end = Math.max(end, x + width);
  }
  return count;
}

function segmentsOf(pieces: readonly PdfItem[]): Segment[] {
  const segments: Segment[] = [];
  for (const { text, x, width, size } of pieces) {
    const last = segments.at(-1);
    const gap = last === undefined ? Infinity : x - last.end;
    if (gap > COLUMN * size) {
      segments.push({ text, x, end: x + width, starts: [] });
    } else {
      if (gap > BLANK * size && !/\s$/.test(last!.text)) last!.text += ' ';
      last!.starts.push({ x, at: last!.text.length });
      last!.text += text;
      last!.end = Math.max(last!.end, x + width);
    }
  }
  return segments;
}

/** A line, cut too where a piece begins in a column: what fills its cell comes close to that of the next. */
export function cutAt(line: PdfLine, isColumn: (x: number) => boolean): PdfLine {
  return {
    ...line,
    segments: line.segments.flatMap((segment) => {
      const cuts = segment.starts.filter(({ x }) => isColumn(x));
      const edges = [{ x: segment.x, at: 0 }, ...cuts, { x: segment.end, at: segment.text.length }];
      return edges.slice(0, -1).map(({ x, at }, i) => ({ text: segment.text.slice(at, edges[i + 1]!.at), x, end: edges[i + 1]!.x, starts: [] }));
    }),
  };
}
