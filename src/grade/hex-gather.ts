import { endsTextColumn } from './hex-text-column.ts';
import { beginsDump, type HexRow, type Lead } from './hex-row.ts';
import type { Line } from './report.ts';

/** Rows that belong together. How many of its bytes a row has is settled when all of them are known. */
export interface GatheredDump {
  readonly rows: readonly GatheredRow[];
  /** Do the rows begin with offsets? */
  readonly hasOffsets: boolean;
  /** The offset after the last row, where it is written. */
  readonly end: Lead | undefined;
  /** In which the offsets may be written: 16, 10, 8. */
  readonly radices: readonly number[];
  /** Digits of a group of bytes. */
  readonly width: number;
}

export interface GatheredRow {
  readonly lead: Lead | undefined;
  readonly bytes: number[];
  /** For each byte, where it ends in `text`, and its line. */
  readonly ends: number[];
  readonly lines: Line[];
  text: string;
  /** The row stands for further ones that are the same, up to the next offset (`*`). */
  repeats: boolean;
}

const RADICES: readonly number[] = [16, 10, 8];
/** Lines between two rows that do not matter where the offsets go on: a page ends, the characters of a row were broken off. */
const MAX_INTERRUPTION = 6;
/** Longer rows have no column of characters. */
export const MAX_ROW = 64;
/** Row lengths that need no proof. */
const USUAL = [16, 8, 32];
/** Bytes of a dump while its rows are gathered, text columns included. */
const MAX_GATHERED = 262_144;

interface OpenDump extends GatheredDump {
  readonly rows: GatheredRow[];
  hasOffsets: boolean;
  end: Lead | undefined;
  radices: readonly number[];
  /** The number in front of the first row may just as well be bytes. */
  isDoubtful: boolean;
  interruption: number;
  size: number;
}

interface OpenStream {
  readonly digits: string[];
  readonly lines: Line[];
  /** Lines since the last digits: the foot of a page, the head of the next. */
  interruption: number;
}

/** Puts rows together. A number is an offset only if it equals the running count; what it is otherwise, bytes or another dump, shows in the next lines. */
export class DumpGatherer {
  readonly #done: GatheredDump[] = [];
  #dump: OpenDump | undefined;
  #stream: OpenStream | undefined;

  line(line: Line, row: HexRow | undefined): void {
    if (row !== undefined && row.stream !== '' && this.#isGoingOn(line)) this.#goOnStream(line, row);
    else if (row === undefined) this.#interrupt(line.text);
    else if (row.bytes.length === 0) this.#number(line, row);
    else this.#row(line, row);
  }

  finish(): readonly GatheredDump[] {
    this.#close();
    return this.#done;
  }

  #row(line: Line, row: HexRow): void {
    const dump = this.#dump;
    if (dump === undefined || row.isLabelled) this.#open(line, row);
    else if (row.lead !== undefined && this.#accept(dump, row.lead)) this.#push(dump, gathered(line, row, row.lead));
    else if (row.lead !== undefined && (row.lead.isMarked || isZero(row.lead))) this.#open(line, row);
    else if (dump.hasOffsets && !this.#isSettled(dump)) this.#goOn(dump, line, withLead(row));
    else if (!dump.hasOffsets && row.width === dump.width) this.#push(dump, gathered(line, withLead(row)));
    else if (beginsDump(row) && dump.interruption === 0 && !dump.hasOffsets) this.#open(line, row);
    else this.#stray(dump, line, row);
  }

  /** Bytes after a row with an offset that do not go on with it: a new dump if they are many, and are not the characters of the row. */
  #stray(dump: OpenDump, line: Line, row: HexRow): void {
    const { bytes } = dump.rows.at(-1)!;
    const isColumn = bytes.length <= MAX_ROW && endsTextColumn(row.text, bytes);
    if (!isColumn && beginsDump(row) && row.bytes.length >= Math.min(8, bytes.length)) this.#open(line, row);
    else this.#interrupt(line.text);
  }

  /** Begin a dump, or a stream of digits, with a row; where it is too little for that, nothing begins. */
  #open(line: Line, row: HexRow): void {
    this.#close();
    if (!beginsDump(row)) return;
    if (row.stream !== '' && row.lead === undefined) {
      this.#stream = { digits: [], lines: [], interruption: 0 };
      this.#goOnStream(line, row);
      return;
    }
    const { lead } = row;
    const isOffset = lead !== undefined && (lead.isMarked || isZero(lead) || lead.digits.length !== row.width);
    const isDoubtful = isOffset && !lead.isMarked && lead.digits.length === row.width;
    this.#dump = { rows: [], hasOffsets: isOffset, end: undefined, radices: RADICES, width: row.width, isDoubtful, interruption: 0, size: 0 };
    this.#push(this.#dump, isOffset ? gathered(line, row, lead) : gathered(line, withLead(row)));
  }

  #push(dump: OpenDump, row: GatheredRow): void {
    dump.rows.push(row);
    dump.interruption = 0;
    dump.size += row.bytes.length;
    if (dump.size > MAX_GATHERED) this.#close();
  }

  /** May the last row, which has an offset, go on in the next line? Not if characters follow its bytes, or if it has as many as the rows before. */
  #isSettled(dump: OpenDump): boolean {
    if (dump.isDoubtful && dump.rows.length === 1) return false;
    const last = dump.rows.at(-1)!;
    const before = dump.rows.at(-2);
    const full = before === undefined ? USUAL[0]! : Math.max(...dump.radices.map((radix) => step(before, last.lead!, radix)));
    return last.bytes.length >= full || last.text.slice(last.ends.at(-1)).trim() !== '' || dump.interruption > 0;
  }

  #goOn(dump: OpenDump, line: Line, row: HexRow): void {
    const [first] = dump.rows;
    if (dump.isDoubtful && dump.rows.length === 1) {
      // The next line does not count on: the number in front of the first was no offset.
      dump.rows[0] = gathered(first!.lines[0]!, withLead({ ...first!, lead: first!.lead, width: dump.width, stream: '', isLabelled: false }));
      dump.hasOffsets = dump.isDoubtful = false;
      this.#push(dump, gathered(line, row));
      return;
    }
    const last = dump.rows.at(-1)!;
    const shift = last.text.length + 1;
    last.text += ` ${row.text}`;
    row.bytes.forEach((byte, i) => {
      last.bytes.push(byte);
      last.ends.push(row.ends[i]! + shift);
      last.lines.push(line);
    });
    dump.size += row.bytes.length;
  }

  /** A line with nothing but a number: the offset at which the dump ends, or bytes that were broken off. */
  #number(line: Line, row: HexRow): void {
    const dump = this.#dump;
    if (dump === undefined || row.lead === undefined) {
      this.#interrupt(line.text);
    } else if (dump.hasOffsets && this.#accept(dump, row.lead)) {
      dump.end = row.lead;
      this.#close();
    } else if (!row.lead.isMarked && row.lead.digits.length === dump.width) {
      this.#row(line, { ...withLead(row), lead: undefined, width: dump.width });
    } else {
      this.#interrupt(line.text);
    }
  }

  /** Does a number go on counting after the last row? Then the radices in which it does not are out. */
  #accept(dump: OpenDump, lead: Lead): boolean {
    if (!dump.hasOffsets) return false;
    const fitting = dump.radices.filter((radix) => goesOn(dump, lead, radix));
    if (fitting.length === 0) return false;
    dump.radices = fitting;
    dump.isDoubtful = false;
    return true;
  }

  #interrupt(text: string): void {
    if (this.#stream !== undefined && ++this.#stream.interruption > MAX_INTERRUPTION) this.#closeStream();
    const dump = this.#dump;
    if (dump === undefined) return;
    if (dump.hasOffsets && text.trim() === '*') dump.rows.at(-1)!.repeats = true;
    else if (!dump.hasOffsets || ++dump.interruption > MAX_INTERRUPTION) this.#close();
  }

  /** Does a stream of digits go on in a line? It does in the next one, and on the next page. */
  #isGoingOn(line: Line): boolean {
    const stream = this.#stream;
    return stream !== undefined && (stream.interruption === 0 || stream.lines.at(-1)?.place.page !== line.place.page);
  }

  #goOnStream(line: Line, row: HexRow): void {
    const stream = this.#stream!;
    stream.interruption = 0;
    for (const digit of row.stream) {
      if (stream.digits.length >= 2 * MAX_GATHERED) return;
      stream.digits.push(digit);
      stream.lines.push(line);
    }
  }

  #closeStream(): void {
    const stream = this.#stream;
    if (stream === undefined) return;
    this.#stream = undefined;
    const row: GatheredRow = { lead: undefined, bytes: [], ends: [], lines: [], text: '', repeats: false };
    for (let at = 0; at + 1 < stream.digits.length; at += 2) {
      row.bytes.push(Number.parseInt(stream.digits[at]! + stream.digits[at + 1]!, 16));
      row.ends.push(0);
      row.lines.push(stream.lines[at]!);
    }
    this.#done.push({ rows: [row], hasOffsets: false, end: undefined, radices: RADICES, width: 2 });
  }

  #close(): void {
    this.#closeStream();
    const dump = this.#dump;
    this.#dump = undefined;
    if (dump === undefined) return;
    if (dump.isDoubtful) this.#settleDoubt(dump);
    this.#done.push(dump);
  }

  /** A single row `0000 4500 …`: without the number it has the length of a row, or the number is bytes. */
  #settleDoubt(dump: OpenDump): void {
    const [row] = dump.rows;
    if (USUAL.includes(row!.bytes.length)) return;
    dump.rows[0] = gathered(row!.lines[0]!, withLead({ ...row!, width: dump.width, stream: '', isLabelled: false }));
    dump.hasOffsets = false;
  }
}

function gathered(line: Line, row: HexRow, lead?: Lead): GatheredRow {
  return { lead, bytes: [...row.bytes], ends: [...row.ends], lines: row.bytes.map(() => line), text: row.text, repeats: false };
}

/** The row with the number in front of it taken for bytes. */
function withLead(row: HexRow): HexRow {
  const { lead } = row;
  if (lead === undefined || lead.digits.length % 2 !== 0) return row;
  const bytes = Array.from({ length: lead.digits.length / 2 }, (_, i) => Number.parseInt(lead.digits.slice(2 * i, 2 * i + 2), 16));
  return { ...row, lead: undefined, bytes: [...bytes, ...row.bytes], ends: [...bytes.map(() => lead.end), ...row.ends], width: Math.max(row.width, row.bytes.length === 0 ? lead.digits.length : 0) };
}

function isZero(lead: Lead): boolean {
  return /^0+$/.test(lead.digits);
}

/** How far a number is from the offset of a row; NaN if it cannot be written so. */
export function step(row: GatheredRow, lead: Lead, radix: number): number {
  return valueOf(lead, radix) - valueOf(row.lead!, radix);
}

export function valueOf(lead: Lead, radix: number): number {
  const digits = { 16: /^[\da-f]+$/i, 10: /^\d+$/, 8: /^[0-7]+$/ }[radix]!;
  return digits.test(lead.digits) ? Number.parseInt(lead.digits, radix) : NaN;
}

/** A number goes on counting if the row before has so many bytes, or should have: as many as the one before it, or as rows usually have. */
function goesOn(dump: OpenDump, lead: Lead, radix: number): boolean {
  const last = dump.rows.at(-1)!;
  const length = step(last, lead, radix);
  if (!(length > 0) || length > MAX_GATHERED) return false;
  if (last.repeats || length <= last.bytes.length) return true;
  const before = dump.rows.at(-2);
  const isAlike = lead.digits.length === last.lead!.digits.length && lead.isMarked === last.lead!.isMarked;
  return isAlike && (USUAL.includes(length) || (before !== undefined && step(before, last.lead!, radix) === length));
}
