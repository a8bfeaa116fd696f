import { safe } from '../base/escape.ts';
import { decode } from '../base/value.ts';
import type { Session, Side, Unit } from '../analysis/session-log.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { cut } from './cut.ts';
import { paint, type Palette } from './palette.ts';
import { shownText } from './said.ts';
import { unitExplanations } from './unit-explanation.ts';

/** Lines of a body that are shown; `--raw` and `extract` have it whole. */
const MAX_BODY_LINES = 40;
const PACKET_WIDTH = 7;

export interface TranscriptStyle {
  readonly showSecrets?: boolean;
  /** Under what was said, what it means. */
  readonly explain?: boolean;
}

/** The dialogue of a session as it was spoken: who said what, in which packet, and how the states went. */
export class Transcript {
  readonly #catalogue: Catalogue;
  readonly #palette: Palette;
  readonly #columns: number;
  /** What a body's last stretch left of a line, and how many of its lines were shown. */
  #rest = '';
  #bodyLines = 0;
  #bodyBytes = 0;
  /** Bytes of it that are not at hand. */
  #passed = 0;
  #moves = 0;
  #notes = 0;

  readonly #style: TranscriptStyle;

  constructor(catalogue: Catalogue, palette: Palette, columns: number | undefined, style: TranscriptStyle = {}) {
    this.#style = style;
    this.#catalogue = catalogue;
    this.#palette = palette;
    this.#columns = columns ?? Infinity;
  }

  /** The lines of a unit that was finished in packet `packet`, with the moves and notes it brought about. */
  unit(unit: Unit, packet: number): string[] {
    const lines = unit.bulk ? this.#stretch(unit, packet) : [...this.#endBody(unit.side), ...this.#said(unit, packet), ...this.#explained(unit), ...this.#carried(unit)];
    return [...lines, ...this.#events(unit.session)];
  }

  /** What comes after the last unit. */
  end(session: Session): string[] {
    return [...this.#endBody('client'), ...this.#events(session)];
  }

  #said(unit: Unit, packet: number): string[] {
    if (unit.summary !== undefined) return [this.#line(unit.side, packet, this.#catalogue.phrase(unit.session.dialogue, unit.summary.key, unit.summary.args))];
    const text = decode(shownText(unit, this.#style.showSecrets === true, unit.from, unit.body), 'utf-8');
    return text.replace(/\r?\n$/, '').split(/\r?\n/).map((line, i) => this.#line(unit.side, i === 0 ? packet : undefined, safe(line)));
  }

  /** What was said, in other words. */
  #explained(unit: Unit): string[] {
    return this.#style.explain === true ? unitExplanations(unit, this.#catalogue).map((line) => this.#under(line)) : [];
  }

  #stretch({ side, bytes, from, to }: Unit, packet: number): string[] {
    return this.#body(side, packet, decode(bytes.subarray(from, to), 'utf-8'), to - from);
  }

  /** What a unit carries, without what was added to carry it. */
  #carried(unit: Unit): string[] {
    if (unit.body === unit.to && unit.passed === 0) return [];
    const whole = unit.marks.find((mark) => mark.from === unit.body && mark.to === unit.to)?.value;
    const text = typeof whole === 'string' && unit.concealed.length === 0 ? whole : decode(shownText(unit, this.#style.showSecrets === true, unit.body), 'utf-8');
    this.#passed = unit.passed;
    return [...this.#body(unit.side, undefined, text, unit.to - unit.body), ...this.#endBody(unit.side)];
  }

  /** Text goes on over segments: whole lines are shown, the rest waits for the next stretch. What is not text is counted. */
  #body(side: Side, packet: number | undefined, text: string, size: number): string[] {
    this.#bodyBytes += size;
    if (!isText(text)) return [];
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop() ?? '';
    const shown = lines.slice(0, Math.max(0, MAX_BODY_LINES - this.#bodyLines));
    this.#bodyLines += lines.length;
    return shown.map((line, i) => this.#line(side, i === 0 ? packet : undefined, paint(this.#palette, 'dim', safe(line))));
  }

  #endBody(side: Side): string[] {
    if (this.#bodyBytes + this.#passed === 0) return [];
    const lines: string[] = [];
    if (this.#rest !== '' && this.#bodyLines++ < MAX_BODY_LINES) lines.push(this.#line(side, undefined, paint(this.#palette, 'dim', safe(this.#rest))));
    const hidden = this.#bodyLines - MAX_BODY_LINES;
    const total = this.#bodyBytes + this.#passed;
    if (this.#passed > 0 && this.#bodyLines > 0) lines.push(this.#aside(this.#catalogue.say('transcript.beginning', { bytes: total })));
    else if (hidden > 0) lines.push(this.#aside(this.#catalogue.say('transcript.more-lines', { count: hidden, bytes: total })));
    else if (this.#bodyLines === 0) lines.push(this.#aside(this.#catalogue.say('transcript.bytes', { count: total })));
    this.#rest = '';
    this.#bodyLines = this.#bodyBytes = this.#passed = 0;
    return lines;
  }

  #events(session: Session): string[] {
    const lines: string[] = [];
    for (; this.#moves < session.moves.length; this.#moves++) {
      const move = session.moves[this.#moves]!;
      const why = move.why === undefined ? '' : this.#catalogue.phrase(session.dialogue, move.why.key, move.why.args);
      lines.push(this.#aside(this.#catalogue.say(why === '' ? 'transcript.move' : 'transcript.move-why', { from: this.#catalogue.state(session.dialogue, move.from), to: this.#catalogue.state(session.dialogue, move.to), why })));
      if (this.#style.explain === true) lines.push(this.#under(this.#catalogue.stateExplanation(session.dialogue, move.to)));
    }
    for (; this.#notes < session.notes.length; this.#notes++) {
      const note = session.notes[this.#notes]!;
      lines.push(this.#aside(paint(this.#palette, 'warning', this.#catalogue.phrase(session.dialogue, note.key, note.args))));
    }
    return lines;
  }

  #line(side: Side, packet: number | undefined, text: string): string {
    const who = paint(this.#palette, side, `${this.#catalogue.say(side === 'client' ? 'said.client' : 'said.server')}:`);
    const number = paint(this.#palette, 'dim', (packet === undefined ? '' : String(packet)).padStart(PACKET_WIDTH));
    return `${number}  ${who} ${cut(text, this.#columns - PACKET_WIDTH - 5)}`;
  }

  #under(text: string): string {
    return paint(this.#palette, 'dim', cut(`${' '.repeat(PACKET_WIDTH + 5)}${text}`, this.#columns));
  }

  #aside(text: string): string {
    return `${' '.repeat(PACKET_WIDTH)}  ${paint(this.#palette, 'dim', '──')} ${cut(text, this.#columns - PACKET_WIDTH - 5)}`;
  }
}

/** More letters than oddities: worth showing as lines. */
export function isText(text: string): boolean {
  let odd = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffd || code === 0x7f) odd++;
  }
  return odd * 20 <= text.length;
}
