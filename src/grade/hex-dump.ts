import { DumpGatherer, type GatheredDump, type GatheredRow, MAX_ROW, step, valueOf } from './hex-gather.ts';
import { hexRow } from './hex-row.ts';
import { isTextColumn } from './hex-text-column.ts';
import type { Block, Cell, Line } from './report.ts';

/** Bytes that a report quotes, as they are written, each with the line that it stands on. */
export interface HexDump {
  readonly bytes: Uint8Array;
  /** The same with the bytes of each pair exchanged, where they are written in pairs: plain `hexdump` writes words of the machine. */
  readonly swapped: Uint8Array | undefined;
  /** For each byte, an index into `lines`; -1: the offsets say that a byte belongs here, but none is written. */
  readonly lineOf: Int32Array;
  readonly lines: readonly Line[];
  /** The first offset that is written; 0 where none is. */
  readonly base: number;
}

/** Fewer bytes than this are a value (an address, a number), and no quotation of a packet. */
export const MIN_DUMP = 8;
/** More bytes than this are no packet. */
export const MAX_DUMP = 65_536;
/** Dumps in one stretch of a report. */
export const MAX_DUMPS = 256;
/** A pair, in hexadecimal digits. */
const PAIR = 4;

/** The dumps in some lines of a report, in any of the layouts that tools print and people copy. */
export function dumpsIn(lines: readonly Line[]): HexDump[] {
  const gatherer = new DumpGatherer();
  for (const line of lines) gatherer.line(line, hexRow(line.text));
  return gatherer.finish().flatMap((gathered) => resolved(gathered) ?? []).slice(0, MAX_DUMPS);
}

/**
 * The lines of blocks as dumps are looked for in them. A row of a table is one line where its first cell has an offset or bytes: each column of a
 * dump may have become a column of the table. Otherwise each cell has lines of its own, with a blank one after them.
 */
export function dumpLines(blocks: readonly Block[]): Line[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'picture') return [];
    return block.kind === 'table' ? block.rows.flatMap(rowLines) : block.lines;
  });
}

function rowLines(cells: readonly Cell[]): Line[] {
  const filled = cells.filter((cell) => cell.lines.some((line) => line.text.trim() !== ''));
  const first = filled[0]?.lines[0];
  if (first === undefined) return [];
  const row = hexRow(first.text);
  const isDumpRow = row !== undefined && (row.bytes.length > 0 || row.lead !== undefined) && filled.every((cell) => cell.lines.length === 1);
  if (isDumpRow) return [{ text: filled.map((cell) => cell.lines[0]!.text).join('\t'), place: first.place }];
  return filled.flatMap((cell) => [...cell.lines, { text: '', place: cell.lines.at(-1)!.place }]);
}

/** The bytes of gathered rows, now that it is known how many each of them has; undefined: too few for a dump. */
function resolved(dump: GatheredDump): HexDump | undefined {
  const radix = radixOf(dump);
  const usual = usualLength(dump, radix);
  const bytes: number[] = [];
  const exchanged: number[] = [];
  const lineOf: number[] = [];
  const lines: Line[] = [];
  dump.rows.forEach((row, i) => {
    const length = Math.min(rowLength(dump, i, radix, usual), MAX_DUMP - bytes.length);
    const own = row.repeats ? Math.min(row.bytes.length, usual ?? row.bytes.length) : length;
    for (let at = 0; at < length; at++) {
      const place = at % own;
      bytes.push(row.bytes[place] ?? 0);
      exchanged.push(row.bytes[place ^ 1] ?? 0);
      lineOf.push(place < row.bytes.length ? indexIn(lines, row.lines[place]!) : -1);
    }
  });
  if (lineOf.filter((line) => line >= 0).length < MIN_DUMP) return undefined;
  const [first] = dump.rows;
  return {
    bytes: Uint8Array.from(bytes), swapped: dump.width === PAIR ? Uint8Array.from(exchanged) : undefined, lineOf: Int32Array.from(lineOf), lines,
    base: first?.lead === undefined ? 0 : valueOf(first.lead, radix),
  };
}

/** Lines come in order: a new one is the last. */
function indexIn(lines: Line[], line: Line): number {
  if (lines.at(-1) !== line) lines.push(line);
  return lines.length - 1;
}

/** How many bytes row `i` has: up to the next offset; otherwise as many as the characters beside them show, or the other rows have. */
function rowLength(dump: GatheredDump, i: number, radix: number, usual: number | undefined): number {
  const row = dump.rows[i]!;
  const next = dump.rows[i + 1]?.lead ?? (i === dump.rows.length - 1 ? dump.end : undefined);
  if (row.lead !== undefined && next !== undefined) return step(row, next, radix);
  return lengthByText(row) ?? Math.min(row.bytes.length, usual ?? row.bytes.length);
}

/** How many bytes the characters after them show; undefined: there are none, or others. */
function lengthByText(row: GatheredRow): number | undefined {
  const { length } = row.bytes;
  if (length > MAX_ROW) return undefined;
  for (let n = length; n > 0; n--) if (isBetweenGroups(row, n) && isTextColumn(row.text.slice(row.ends[n - 1]), row.bytes.slice(0, n))) return n;
  return undefined;
}

/** Do blanks follow byte `n`? */
function isBetweenGroups(row: GatheredRow, n: number): boolean {
  return /^(?:[\s|]|$)/.test(row.text.slice(row.ends[n - 1]));
}

/** The length that most rows have; undefined: none of them shows it. */
function usualLength(dump: GatheredDump, radix: number): number | undefined {
  const counts = new Map<number, number>();
  dump.rows.forEach((row, i) => {
    const next = dump.rows[i + 1]?.lead;
    const length = row.repeats ? undefined : row.lead !== undefined && next !== undefined ? step(row, next, radix) : lengthByText(row);
    if (length !== undefined) counts.set(length, (counts.get(length) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0];
}

/** The radix in which the offsets say best how many bytes the rows have. */
function radixOf(dump: GatheredDump): number {
  if (!dump.hasOffsets) return 16;
  const misfits = dump.radices.map((radix) => dump.rows.reduce((sum, row, i) => {
    const next = dump.rows[i + 1]?.lead ?? dump.end;
    return next === undefined || row.repeats || row.lead === undefined ? sum : sum + Math.abs(step(row, next, radix) - row.bytes.length);
  }, 0));
  return dump.radices[misfits.indexOf(Math.min(...misfits))] ?? 16;
}
