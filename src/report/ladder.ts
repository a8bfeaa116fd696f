import type { Side, Unit } from '../analysis/session-log.ts';
import { endText, type SessionRecord } from '../analysis/session-log.ts';
import { safe } from '../base/escape.ts';
import { decode } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { cut } from './cut.ts';
import { paint, type Palette } from './palette.ts';
import { shownText } from './said.ts';
import width from './width.ts';

const TIME_WIDTH = 10;
const MIN_RUNG = 30;
const MAX_RUNG = 70;

/** Something that was said: one rung of the ladder. */
interface Rung {
  readonly side: Side;
  readonly packet: number;
  /** Seconds after the session began. */
  readonly time: number;
  text: string;
  /** Bytes of a body that passed by. */
  bytes: number;
}

/** Who said what to whom, and when: time runs downward between two posts, an arrow a unit. */
export class Ladder {
  readonly #catalogue: Catalogue;
  readonly #rungs: Rung[] = [];
  readonly #showSecrets: boolean;

  constructor(catalogue: Catalogue, showSecrets: boolean) {
    this.#catalogue = catalogue;
    this.#showSecrets = showSecrets;
  }

  /** Note a unit that was finished in packet `packet`, `time` seconds after the capture began. Stretches of one body make one rung. */
  unit(unit: Unit, packet: number, time: number): void {
    const last = this.#rungs.at(-1);
    const size = unit.to - unit.from;
    if (unit.bulk && last !== undefined && last.side === unit.side && last.bytes > 0) last.bytes += size;
    else this.#rungs.push({ side: unit.side, packet, time, text: unit.bulk ? '' : this.#textOf(unit), bytes: unit.bulk ? size : 0 });
  }

  lines(r: SessionRecord, palette: Palette, columns: number | undefined): string[] {
    const room = Math.max(MIN_RUNG, Math.min(MAX_RUNG, (columns ?? 100) - TIME_WIDTH - 4));
    const client = endText(r.client);
    const heads = `${' '.repeat(TIME_WIDTH)}${client}${' '.repeat(Math.max(1, room + 4 - width(client) - endText(r.server).length))}${endText(r.server)}`;
    const post = `${' '.repeat(TIME_WIDTH)} │${' '.repeat(room)}│`;
    return [heads, post, ...this.#rungs.map((rung) => this.#line(rung, r.start, room, palette)), post];
  }

  #line(rung: Rung, start: number, room: number, palette: Palette): string {
    const text = rung.bytes > 0 ? this.#catalogue.bytes(rung.bytes) : rung.text;
    const said = cut(`${rung.packet}  ${text}`, room - 8);
    const shaft = '─'.repeat(room - 6 - width(said));
    const arrow = rung.side === 'client' ? `── ${said} ${shaft}─▶` : `◀─${shaft} ${said} ──`;
    const time = (rung.time - start).toFixed(3).padStart(TIME_WIDTH - 1);
    return `${paint(palette, 'dim', time)}  │${paint(palette, rung.side, arrow)}│`;
  }

  /** The first line of what was said, or its words; and how much it carries. */
  #textOf(unit: Unit): string {
    if (unit.summary !== undefined) return this.#catalogue.phrase(unit.session.dialogue, unit.summary.key, unit.summary.args);
    const [first = ''] = decode(shownText(unit, this.#showSecrets, unit.from, unit.body), 'utf-8').split(/\r?\n/);
    const carried = unit.to - unit.body + unit.passed;
    return carried === 0 ? safe(first) : `${safe(first)} + ${this.#catalogue.bytes(carried)}`;
  }
}
