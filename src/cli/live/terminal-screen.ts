import type { SessionRecord, Unit } from '../../analysis/session-log.ts';
import { type LiveStatus, statusLine } from '../../report/live-status.ts';
import type { PacketPrinter } from '../../report/packet-printer.ts';
import { paint } from '../../report/palette.ts';
import { Transcript } from '../../report/transcript.ts';
import { type LiveScreen, type ScreenParts, writeLine, writeSession } from './screen.ts';

/** Packets, and sessions, that are shown in a second: more cannot be read. Those beyond are counted. */
export const MAX_SHOWN = 50;

/** How many of a kind have been shown in this second, and how many have not. */
class Quota {
  #shown = 0;
  #hidden = 0;

  /** May one more be shown? */
  take(isPaused: boolean): boolean {
    const isShown = !isPaused && this.#shown < MAX_SHOWN;
    if (isShown) this.#shown++;
    else this.#hidden++;
    return isShown;
  }

  /** A second begins. Returns how many were not shown before. */
  begin(): number {
    const hidden = this.#hidden;
    this.#shown = this.#hidden = 0;
    return hidden;
  }
}

/** To the beginning of the line, and away with what stands there. */
const ERASE = '\r\u001b[K';

/** What a terminal gets beside the parts of every screen. */
export interface TerminalParts extends ScreenParts {
  readonly write: (data: string | Uint8Array) => void;
  readonly columns: () => number;
}

/** The calm screen of a terminal: lines as they come, but no more than can be read, above a line that tells how the capture stands. */
export class TerminalScreen implements LiveScreen {
  isPaused = false;
  readonly #parts: TerminalParts;
  #printer: PacketPrinter;
  /** The session that is followed, and how it is written. */
  #followed: { readonly id: number; readonly transcript: Transcript } | undefined = undefined;
  /** The session in which something was said last. */
  #last: number | undefined = undefined;
  readonly #packets = new Quota();
  readonly #sessions = new Quota();
  #skipped = 0;
  #status = '';
  #isStatusShown = false;

  constructor(parts: TerminalParts) {
    this.#parts = parts;
    this.#printer = parts.printer();
  }

  /** The session that is followed, if one is. */
  get follows(): number | undefined {
    return this.#followed?.id;
  }

  packet(): void {
    const { units } = this.#parts.analyzer;
    const last = units.at(-1);
    if (last !== undefined) this.#last = last.session.id;
    if (this.#followed !== undefined) {
      for (const unit of units) if (unit.session.id === this.#followed.id) this.#said(unit, this.#followed.transcript);
      return;
    }
    if (this.#packets.take(this.isPaused)) this.#printer.packet();
  }

  closed(record: SessionRecord): void {
    if (this.#followed !== undefined ? record.id !== this.#followed.id : !this.#parts.showsSessions) return;
    if (this.#sessions.take(this.isPaused)) writeSession(record, this.#parts);
  }

  skipped(count: number): void {
    this.#skipped += count;
  }

  say(text: string): void {
    writeLine(this.#parts.ink, paint(this.#parts.palette, 'heading', `── ${text}`));
    this.settle();
  }

  /** Bytes of lines that are ready, from the ink. */
  show(bytes: Uint8Array): void {
    const { write } = this.#parts;
    if (this.#isStatusShown) write(ERASE);
    this.#isStatusShown = false;
    write(bytes);
  }

  settle(): void {
    this.#parts.ink.flush();
    if (this.#isStatusShown || this.#status === '') return;
    this.#parts.write(this.#status);
    this.#isStatusShown = true;
  }

  refresh(status: LiveStatus): void {
    const { catalogue: c, palette, columns, write } = this.#parts;
    this.#tellHidden();
    // One column less than there are: some terminals begin a new line in the last.
    const line = statusLine(status, columns() - 1, c, palette);
    if (line !== this.#status && this.#isStatusShown) {
      write(ERASE);
      this.#isStatusShown = false;
    }
    this.#status = line;
    this.settle();
  }

  resize(): void {
    this.#printer = this.#parts.printer();
  }

  /** Follow the session in which something was said last, or no longer follow any. Returns its number. */
  follow(): number | undefined {
    const { catalogue, palette, columns } = this.#parts;
    this.#followed = this.#followed !== undefined || this.#last === undefined ? undefined : { id: this.#last, transcript: new Transcript(catalogue, palette, columns()) };
    return this.follows;
  }

  end(): void {
    this.#status = '';
    this.#parts.ink.flush();
    if (this.#isStatusShown) this.#parts.write(ERASE);
    this.#isStatusShown = false;
  }

  #said(unit: Unit, transcript: Transcript): void {
    const lines = transcript.unit(unit, this.#parts.analyzer.number);
    if (this.#packets.take(this.isPaused)) for (const line of lines) writeLine(this.#parts.ink, line);
  }

  /** Says how much was not shown. A paused screen stands still: it is said when it goes on. */
  #tellHidden(): void {
    if (this.isPaused) return;
    const { catalogue: c, ink, palette } = this.#parts;
    const [packets, sessions] = [this.#packets.begin(), this.#sessions.begin()];
    if (packets > 0) writeLine(ink, paint(palette, 'dim', c.say('live.hidden', { count: packets })));
    if (sessions > 0) writeLine(ink, paint(palette, 'dim', c.say('live.hidden-sessions', { count: sessions })));
    if (this.#skipped > 0) writeLine(ink, paint(palette, 'warning', c.say('live.skipped', { count: this.#skipped })));
    this.#skipped = 0;
  }
}
