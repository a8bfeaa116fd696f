import type { Session, SessionRecord, Side, Unit } from '../analysis/session-log.ts';
import type { Output } from '../node/output.ts';
import { hexLines } from '../report/hex.ts';
import { Ladder } from '../report/ladder.ts';
import { paint, type Palette } from '../report/palette.ts';
import { stateWalkLines } from '../report/state-walk.ts';
import { Transcript, type TranscriptStyle } from '../report/transcript.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Args } from './options.ts';
import { terminalWidth } from './terminal.ts';

/** One way to show a session: it is told what was said, and writes it when the capture is read. */
export interface SessionView {
  unit(unit: Unit, packet: number, time: number): void;
  data(side: Side, bytes: Uint8Array, from: number, to: number): void;
  hole(side: Side, length: number): void;
  /** `heading`: the session's lines in the list. */
  write(record: SessionRecord, heading: readonly string[], output: Output): void;
}

/** The view that the options ask for. */
export function viewOf(args: Args, c: Catalogue, palette: Palette): SessionView {
  const only = args['side'] as Side | undefined;
  if (args['raw'] === true) return new RawView(only);
  if (args['hex'] === true) return new HexView(only, c, palette);
  if (args['ladder'] === true) return new LadderView(c, palette, args['show-secrets'] === true);
  if (args['states'] === true) return new StatesView(c, palette);
  return new TranscriptView(c, palette, { showSecrets: args['show-secrets'] === true, explain: args['explain'] === true });
}

const nothing = (): void => undefined;

function writeLines(output: Output, lines: readonly string[]): void {
  output.write(`${lines.join('\n')}\n\n`);
}

class TranscriptView implements SessionView {
  readonly #transcript: Transcript;
  readonly #lines: string[] = [];
  #session: Session | undefined;

  constructor(c: Catalogue, palette: Palette, style: TranscriptStyle) {
    this.#transcript = new Transcript(c, palette, terminalWidth(), style);
  }

  unit(unit: Unit, packet: number): void {
    this.#session = unit.session;
    this.#lines.push(...this.#transcript.unit(unit, packet));
  }

  readonly data = nothing;
  readonly hole = nothing;

  write(_record: SessionRecord, heading: readonly string[], output: Output): void {
    writeLines(output, [...heading, ...this.#lines, ...(this.#session === undefined ? [] : this.#transcript.end(this.#session))]);
  }
}

class LadderView implements SessionView {
  readonly #ladder: Ladder;
  readonly #palette: Palette;

  constructor(c: Catalogue, palette: Palette, showSecrets: boolean) {
    this.#ladder = new Ladder(c, showSecrets);
    this.#palette = palette;
  }

  unit(unit: Unit, packet: number, time: number): void {
    this.#ladder.unit(unit, packet, time);
  }

  readonly data = nothing;
  readonly hole = nothing;

  write(record: SessionRecord, heading: readonly string[], output: Output): void {
    writeLines(output, [...heading, '', ...this.#ladder.lines(record, this.#palette, terminalWidth())]);
  }
}

class StatesView implements SessionView {
  readonly #catalogue: Catalogue;
  readonly #palette: Palette;

  constructor(c: Catalogue, palette: Palette) {
    this.#catalogue = c;
    this.#palette = palette;
  }

  readonly unit = nothing;
  readonly data = nothing;
  readonly hole = nothing;

  write(record: SessionRecord, heading: readonly string[], output: Output): void {
    writeLines(output, [...heading, '', ...stateWalkLines(record, this.#catalogue, this.#palette, terminalWidth())]);
  }
}

/** The bytes of the stream as they are, in the order in which they were said. */
class RawView implements SessionView {
  readonly #only: Side | undefined;
  readonly #pieces: Uint8Array[] = [];

  constructor(only: Side | undefined) {
    this.#only = only;
  }

  readonly unit = nothing;
  readonly hole = nothing;

  data(side: Side, bytes: Uint8Array, from: number, to: number): void {
    if (this.#only === undefined || this.#only === side) this.#pieces.push(new Uint8Array(bytes.subarray(from, to)));
  }

  write(_record: SessionRecord, _heading: readonly string[], output: Output): void {
    for (const piece of this.#pieces) output.write(piece);
  }
}

/** The bytes of both sides in hexadecimal, each side with offsets of its own. */
class HexView implements SessionView {
  readonly #only: Side | undefined;
  readonly #catalogue: Catalogue;
  readonly #palette: Palette;
  readonly #lines: string[] = [];
  readonly #offsets = { client: 0, server: 0 };

  constructor(only: Side | undefined, c: Catalogue, palette: Palette) {
    this.#only = only;
    this.#catalogue = c;
    this.#palette = palette;
  }

  readonly unit = nothing;

  data(side: Side, bytes: Uint8Array, from: number, to: number): void {
    if (this.#only !== undefined && this.#only !== side) return;
    for (const line of hexLines(bytes.subarray(from, to), 0, to - from, this.#offsets[side])) this.#lines.push(paint(this.#palette, side, `${this.#who(side)}  ${line}`));
    this.#offsets[side] += to - from;
  }

  hole(side: Side, length: number): void {
    this.#lines.push(paint(this.#palette, 'warning', `${this.#who(side)}  ${this.#catalogue.say('stream.hole', { count: length })}`));
    this.#offsets[side] += length;
  }

  write(_record: SessionRecord, heading: readonly string[], output: Output): void {
    writeLines(output, [...heading, '', ...this.#lines]);
  }

  #who(side: Side): string {
    return this.#catalogue.say(side === 'client' ? 'said.client' : 'said.server');
  }
}
