import type { Analyzer } from '../../analysis/analyzer.ts';
import type { SessionRecord } from '../../analysis/session-log.ts';
import type { Ink } from '../../report/ink.ts';
import type { LiveStatus } from '../../report/live-status.ts';
import type { PacketPrinter } from '../../report/packet-printer.ts';
import type { Palette } from '../../report/palette.ts';
import { numberWidth, sessionLines } from '../../report/session-list.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { LiveObserver } from './view.ts';

/** Where a live capture is shown. */
export interface LiveScreen extends LiveObserver {
  /** Something that people should know. */
  say(text: string): void;
  /** What has been written is to be seen now. */
  settle(): void;
  /** How the capture stands; to be called about once a second. */
  refresh(status: LiveStatus): void;
  /** The capture is over. */
  end(): void;
}

export interface ScreenParts {
  readonly ink: Ink;
  readonly analyzer: Analyzer;
  readonly catalogue: Catalogue;
  readonly palette: Palette;
  /** Makes the printer of packets; called anew when the terminal has changed its size. */
  readonly printer: () => PacketPrinter;
  /** Sessions that are over get a line. */
  readonly showsSessions: boolean;
}

/** The number of sessions to come is not known: room for the first thousand. */
const SESSION_NUMBERS = 1000;

/** Writes the line, or lines, of a session that is over. */
export function writeSession(record: SessionRecord, { ink, catalogue, palette }: ScreenParts): void {
  for (const line of sessionLines(record, numberWidth(SESSION_NUMBERS), catalogue, palette)) writeLine(ink, line);
}

export function writeLine(ink: Ink, line: string): void {
  ink.text(line);
  ink.endLine();
}

/** For pipes and files: a line a packet, and nothing else but the sessions. What people should know goes where people look. */
export class PlainScreen implements LiveScreen {
  readonly #parts: ScreenParts;
  readonly #printer: PacketPrinter;
  readonly #tell: (text: string) => void;
  #skipped = 0;

  constructor(parts: ScreenParts, tell: (text: string) => void) {
    this.#parts = parts;
    this.#tell = tell;
    this.#printer = parts.printer();
    this.#printer.begin();
  }

  packet(): void {
    this.#printer.packet();
  }

  closed(record: SessionRecord): void {
    if (this.#parts.showsSessions) writeSession(record, this.#parts);
  }

  skipped(count: number): void {
    this.#skipped += count;
  }

  say(text: string): void {
    this.#tell(text);
  }

  settle(): void {
    this.#parts.ink.flush();
  }

  refresh(): void {
    if (this.#skipped > 0) this.#tell(this.#parts.catalogue.say('live.skipped', { count: this.#skipped }));
    this.#skipped = 0;
  }

  end(): void {
    this.#printer.end();
    this.refresh();
    this.settle();
  }
}

/** No screen at all: only what people should know. */
export class SilentScreen implements LiveScreen {
  readonly say: (text: string) => void;

  constructor(tell: (text: string) => void) {
    this.say = tell;
  }

  packet(): void {}
  closed(): void {}
  skipped(): void {}
  settle(): void {}
  refresh(): void {}
  end(): void {}
}
