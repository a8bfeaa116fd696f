import { endText, type SessionRecord, type Side, type Unit } from '../analysis/session-log.ts';
import { safe } from '../base/escape.ts';
import { decode, valueAt } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { cut } from './cut.ts';
import { shownText } from './said.ts';
import type { Block, SheetRow } from './sheet-document.ts';
import { heading } from './sheet-packet.ts';
import { isText } from './transcript.ts';

/** Rows of a dialogue, and lines of one unit or body, that are printed. */
export const MAX_ROWS = 150;
export const MAX_LINES = 12;
/** Characters of a line. */
const MAX_LINE = 300;

/** A body that passes by in stretches: what was shown of it. */
interface Body {
  readonly side: Side;
  lines: number;
  bytes: number;
}

/** What was said in a session, as rows: packet, side, line, and what it means. */
export class DialogueSheet {
  readonly #catalogue: Catalogue;
  readonly #showSecrets: boolean;
  readonly #isBlank: boolean;
  readonly #rows: SheetRow[] = [];
  #more = 0;
  #body: Body | undefined;

  constructor(catalogue: Catalogue, showSecrets: boolean, isBlank: boolean) {
    this.#catalogue = catalogue;
    this.#showSecrets = showSecrets;
    this.#isBlank = isBlank;
  }

  /** A unit was finished in packet `packet`. */
  unit(unit: Unit, packet: number): void {
    const { side, bulk, session, summary } = unit;
    if (bulk) return this.#stretch(unit, packet);
    this.#endBody();
    if (summary !== undefined) this.#row(packet, side, this.#catalogue.phrase(session.dialogue, summary.key, summary.args), '');
    else this.#lines(packet, side, this.#textOf(unit, unit.from, unit.body), this.#meaning(unit));
    const carried = unit.to - unit.body + unit.passed;
    if (carried === 0) return;
    this.#body = { side, lines: 0, bytes: 0 };
    this.#addBody(this.#textOf(unit, unit.body, unit.to), carried, undefined);
    this.#endBody();
  }

  /** The dialogue as a heading and a table. */
  blocks(record: SessionRecord): Block[] {
    this.#endBody();
    const c = this.#catalogue;
    const columns = [{ title: c.say('sheet.packet'), share: 8 }, { title: c.say('sheet.who'), share: 7 }, { title: c.say('sheet.said'), share: 50 }, { title: c.say('sheet.meaning'), share: 35 }];
    const rows = this.#more === 0 ? this.#rows : [...this.#rows, row('', '', c.say('sheet.more-units', { count: this.#more }), '', false)];
    return [heading(c.say('sheet.dialogue', { client: endText(record.client), server: endText(record.server) })), { kind: 'table', columns, rows }];
  }

  #textOf(unit: Unit, from: number, to: number): string {
    return decode(shownText(unit, this.#showSecrets, from, to), 'utf-8');
  }

  /** What the first word of the unit that has a meaning means. */
  #meaning({ marks, bytes }: Unit): string {
    for (const { field, from, to, value } of marks) {
      if (field.vocabulary === undefined && field.names === undefined) continue;
      const meaning = this.#catalogue.meaning(field, value ?? valueAt(field, bytes, from, to));
      if (meaning !== '') return meaning;
    }
    return '';
  }

  /** Several lines: what does not fit is counted. */
  #lines(packet: number | undefined, side: Side, text: string, meaning: string): void {
    const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
    lines.slice(0, MAX_LINES).forEach((line, i) => this.#row(i === 0 ? packet : undefined, side, safe(line), i === 0 ? meaning : ''));
    if (lines.length > MAX_LINES) this.#aside(side, this.#catalogue.say('sheet.more-lines', { count: lines.length - MAX_LINES, bytes: text.length }));
  }

  #stretch({ side, bytes, from, to }: Unit, packet: number): void {
    if (this.#body?.side !== side) this.#endBody();
    this.#body ??= { side, lines: 0, bytes: 0 };
    this.#addBody(decode(bytes.subarray(from, to), 'utf-8'), to - from, this.#body.bytes === 0 ? packet : undefined);
  }

  #addBody(text: string, size: number, packet: number | undefined): void {
    const body = this.#body!;
    body.bytes += size;
    if (!isText(text)) return;
    const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
    const shown = lines.slice(0, Math.max(0, MAX_LINES - body.lines));
    shown.forEach((line, i) => this.#row(i === 0 ? packet : undefined, body.side, safe(line), ''));
    body.lines += lines.length;
  }

  /** The body is over: say how much of it was not shown. */
  #endBody(): void {
    const body = this.#body;
    this.#body = undefined;
    if (body === undefined || body.bytes === 0) return;
    const c = this.#catalogue;
    if (body.lines === 0) this.#aside(body.side, c.say('sheet.body', { bytes: body.bytes }));
    else if (body.lines > MAX_LINES) this.#aside(body.side, c.say('sheet.more-lines', { count: body.lines - MAX_LINES, bytes: body.bytes }));
  }

  #aside(side: Side, text: string): void {
    this.#add(row('', this.#who(side), text, '', false));
  }

  #row(packet: number | undefined, side: Side, text: string, meaning: string): void {
    this.#add(row(packet === undefined ? '' : String(packet), this.#who(side), cut(text, MAX_LINE), this.#isBlank ? '' : meaning, true));
  }

  #add(added: SheetRow): void {
    if (this.#rows.length < MAX_ROWS) this.#rows.push(added);
    else this.#more++;
  }

  #who(side: Side): string {
    return this.#catalogue.say(side === 'client' ? 'said.client' : 'said.server');
  }
}

function row(packet: string, who: string, text: string, meaning: string, isCode: boolean): SheetRow {
  return { cells: [{ text: packet }, { text: who }, { text, isCode }, { text: meaning }] };
}

/** The way that a session took through the states of its protocol. */
export function stateBlocks({ dialogue, moves }: SessionRecord, c: Catalogue, isBlank: boolean): Block[] {
  if (moves.length === 0) return [];
  const columns = [{ title: c.say('sheet.packet'), share: 8 }, { title: c.say('sheet.from'), share: 20 }, { title: c.say('sheet.to'), share: 20 }, { title: c.say('sheet.why'), share: 52 }];
  const rows = moves.slice(0, MAX_ROWS).map(({ packet, from, to, why }): SheetRow => {
    const texts = isBlank ? ['', '', ''] : [c.state(dialogue, from), c.state(dialogue, to), why === undefined ? '' : c.phrase(dialogue, why.key, why.args)];
    return { cells: [{ text: String(packet) }, ...texts.map((text) => ({ text }))] };
  });
  return [heading(c.say('sheet.states')), { kind: 'table', columns, rows }];
}
