import type { Claim } from './claim.ts';
import { claimsIn } from './claim-reader.ts';
import { dumpLines, dumpsIn, type HexDump } from './hex-dump.ts';
import { isCarrier } from './label.ts';
import { type Block, type Cell, cellText, type Line, type Passage, type Picture, type Report, type Table } from './report.ts';
import { lineTitle, statedPacket, type Title, titleOf } from './section-title.ts';

/** A stretch of a report that is about one protocol, or about none that is known. */
export interface ReportSection {
  /** Names of the protocols that the title may mean, the main one first: `NetBIOS` is nbns, nbdgm and nbss. None: it does not say. */
  readonly protocols: readonly string[];
  /** What says so: a heading, or a line that stands for one; undefined: the beginning of the report, before any. */
  readonly title: Line | undefined;
  /** The number of the packet that it says it shows; undefined: it says none. */
  readonly packet: number | undefined;
  readonly blocks: readonly Block[];
  /** The bytes that it quotes, in order. */
  readonly dumps: readonly HexDump[];
  /** What it says of fields, in order. */
  readonly claims: readonly Claim[];
  /** What may show what is missing: pictures are not read. */
  readonly pictures: readonly Picture[];
}

/**
 * The sections of a report, in order; several may be about the same protocol. Where a section quotes no bytes but has pictures, or the report's `layer` is not `sound`,
 * its original is unreadable, which is no fault of it.
 */
export function sectionsOf(report: Report): ReportSection[] {
  const cutter = new Cutter();
  for (const block of report.blocks) cutter.block(block);
  return cutter.finish().map(finished);
}

function finished({ protocols, title, packet, blocks }: OpenSection): ReportSection {
  const dumps = dumpsIn(dumpLines(blocks));
  const quoted = new Set(dumps.flatMap(({ lines }) => lines));
  // Before the first title stand names and dates, which would be taken for fields.
  const claims = protocols.length === 0 && dumps.length === 0 ? [] : claimsIn(blocks, protocols, quoted);
  return { protocols, title, packet, blocks, dumps, claims, pictures: blocks.filter((block) => block.kind === 'picture') };
}

interface OpenSection {
  readonly protocols: readonly string[];
  readonly title: Line | undefined;
  /** Of its heading; a line that stands for one is below all headings. */
  readonly level: number;
  packet: number | undefined;
  readonly blocks: Block[];
}

/** Below all headings. */
const LINE_LEVEL = 50;
/** Headings of the parts that every section has, at whatever level. */
const PART = /original|decoded|raw|hex|dump|исходн|оригинал|дамп|расшифров|декодир|разбор|шестнадцатер|bản gốc|nguyên gốc|nguyên bản|giải mã|dữ liệu thô|phân tích/iu;

const PROTOCOL = /^\s*(?:protocol|протокол|giao thức)\s*[:=–—-]/iu;

/** Cuts a report where a title names another protocol, or another packet. */
class Cutter {
  readonly #done: OpenSection[] = [];
  #open: OpenSection = { protocols: [], title: undefined, level: 0, packet: undefined, blocks: [] };

  block(block: Block): void {
    if (block.kind === 'heading') this.#heading(block);
    else if (block.kind === 'table') this.#table(block);
    else if (block.kind === 'picture') this.#open.blocks.push(block);
    else this.#passage(block);
  }

  finish(): readonly OpenSection[] {
    this.#close();
    return this.#done;
  }

  #heading(heading: Passage): void {
    const text = heading.lines.map((line) => line.text).join(' ');
    const title = titleOf(text);
    if (this.#isClaim(heading)) this.#passage(heading);
    else if (this.#isWithin(title, heading.level, text)) this.#add(heading, title.packet);
    else this.#begin(heading.lines[0]!, heading.level, title, heading);
  }

  /** Letters of some size are not always a heading: `Sender IP address: 10.77.0.10` is what the section says. */
  #isClaim({ lines }: Passage): boolean {
    const { protocols } = this.#open;
    return protocols.length > 0 && lines.every((line) => !PROTOCOL.test(line.text)) && claimsIn([{ kind: 'paragraph', level: 0, lines }], protocols, new Set()).length > 0;
  }

  /** Is a heading one of a part of the section at hand, or of a header around what the section is about? */
  #isWithin({ protocols, packet }: Title, level: number, text: string): boolean {
    const open = this.#open;
    const isOtherPacket = packet !== undefined && open.packet !== undefined && packet !== open.packet;
    if (protocols.length === 0) return !isOtherPacket && open.title !== undefined && (level > open.level || PART.test(text));
    return level > open.level && open.protocols.length > 0 && protocols.every((outer) => open.protocols.every((inner) => outer === inner || isCarrier(outer, inner))) && !isOtherPacket;
  }

  /** The lines of a passage; one that stands like a title begins a section. */
  #passage(passage: Passage): void {
    let from = 0;
    passage.lines.forEach((line, at) => {
      const title = this.#titleIn(line.text);
      if (title === undefined) {
        this.#open.packet ??= statedPacket([line.text]);
        return;
      }
      this.#addLines(passage, from, at);
      this.#begin(line, LINE_LEVEL, title);
      from = at;
    });
    this.#addLines(passage, from, passage.lines.length);
  }

  /** What a line says if it begins a section; not if it only repeats what the section at hand is about, or names a header that all packets have. */
  #titleIn(text: string): Title | undefined {
    const title = lineTitle(text);
    const open = this.#open;
    if (title === undefined || title.protocols.every((name) => name === 'eth' || name === 'ip')) return undefined;
    const isSame = title.protocols.join() === open.protocols.join() && (title.packet === undefined || open.packet === undefined || title.packet === open.packet);
    return isSame ? undefined : title;
  }

  #addLines(passage: Passage, from: number, to: number): void {
    if (to > from) this.#open.blocks.push({ ...passage, lines: passage.lines.slice(from, to) });
  }

  /** A table is cut before rows that have the name of a protocol in one cell and its bytes in another. */
  #table(table: Table): void {
    let from = 0;
    table.rows.forEach((row, at) => {
      this.#open.packet ??= statedPacket(row.map(cellText));
      const title = titleInRow(row);
      if (title === undefined) return;
      if (at > from) this.#open.blocks.push({ ...table, rows: table.rows.slice(from, at) });
      this.#begin(row[0]!.lines[0]!, LINE_LEVEL, title);
      from = at;
    });
    if (table.rows.length > from) this.#open.blocks.push({ ...table, rows: table.rows.slice(from) });
  }

  #add(block: Block, packet: number | undefined): void {
    this.#open.packet ??= packet;
    this.#open.blocks.push(block);
  }

  #begin(title: Line, level: number, { protocols, packet }: Title, ...blocks: Block[]): void {
    this.#close();
    this.#open = { protocols, title, level, packet, blocks };
  }

  #close(): void {
    if (this.#open.title !== undefined || this.#open.blocks.length > 0) this.#done.push(this.#open);
  }
}

function titleInRow(row: readonly Cell[]): Title | undefined {
  const [first, ...others] = row;
  if (first === undefined || first.lines.length === 0 || others.length === 0) return undefined;
  const title = lineTitle(cellText(first));
  return title !== undefined && others.some((cell) => dumpsIn(cell.lines).length > 0) ? title : undefined;
}
