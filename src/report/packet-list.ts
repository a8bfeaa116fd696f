import type { Analyzer } from '../analysis/analyzer.ts';
import { Inspector } from '../analysis/inspector.ts';
import { addressesOf, dialogueOf, isTcp, topLayer } from '../analysis/layers.ts';
import { safe } from '../base/escape.ts';
import type { Field } from '../base/field.ts';
import type { Protocol } from '../base/protocol.ts';
import { decode, ipv6Text } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Ink } from './ink.ts';
import { compileLine, type LineTemplate, writeLine } from './line-template.ts';
import { type Colour, type Palette, type Role, roleOf } from './palette.ts';
import { writeTcpLine } from './tcp-line.ts';
import { utcText } from './utc.ts';
import { VerdictWords } from './verdict-words.ts';

/** `-t`: time of day, date and time, since the previous packet, since the first, since 1970; tshark's letters. */
export type TimeStyle = 'a' | 'ad' | 'd' | 'r' | 'e' | 'u' | 'ud';

/** Bytes of a line of a dialogue that are shown. */
const MAX_SAID = 400;
/** Units of a packet that are shown. */
const MAX_UNITS = 8;

/** Bytes of a segment up to which the word for them is remembered. */
const MAX_UNIT_WORDS = 2048;

/** Units of a clock in a second. */
const MICROSECONDS = 1_000_000;
const NUMBER_WIDTH = 6;
/** As wide as the seconds since the first packet, where the capture does not say when a packet came. */
const NO_TIME_WIDTH = 11;
const ADDRESS_WIDTH = 15;
const PROTOCOL_WIDTH = 8;
const LENGTH_WIDTH = 6;
const encoder = new TextEncoder();
const arrow = encoder.encode('→');
const arrowBetweenPorts = encoder.encode(' → ');

/** One line a packet: number, time, from, to, protocol, length, and what it says. */
export class PacketList {
  readonly #ink: Ink;
  readonly #a: Analyzer;
  /** Columns of the terminal, after which a line is cut. */
  readonly #columns: number | undefined;
  readonly #catalogue: Catalogue;
  readonly #application: Colour;
  readonly #warning: Colour;
  readonly #palette: Palette;
  readonly #time: TimeStyle;
  readonly #inspector: Inspector;
  readonly #templates: (Map<string, LineTemplate> | undefined)[] = [];
  /** By field: what stretches of a body are called, and how their bytes are counted. */
  readonly #bulk = new Map<Field, { readonly before: Uint8Array; readonly after: Uint8Array[] }>();
  readonly #verdicts: VerdictWords;
  readonly #client: string;
  readonly #server: string;
  #second = -1;
  #clock = '';
  /** Time of the packet printed before, for `-t d`. */
  #beforeSeconds = 0;
  #beforeNanos = 0;

  constructor(ink: Ink, a: Analyzer, catalogue: Catalogue, palette: Palette, time: TimeStyle, columns: number | undefined) {
    this.#ink = ink;
    this.#columns = columns;
    this.#a = a;
    this.#catalogue = catalogue;
    this.#palette = palette;
    this.#application = palette.application;
    this.#warning = palette.warning;
    this.#time = time;
    this.#inspector = new Inspector(a);
    this.#verdicts = new VerdictWords(catalogue);
    this.#client = `${catalogue.say('said.client')}: `;
    this.#server = `${catalogue.say('said.server')}: `;
  }

  /** HOT: must not allocate where there are no names. The line of the packet at hand. */
  line(): void {
    const ink = this.#ink;
    const layer = topLayer(this.#a);
    const said = dialogueOf(this.#a);
    const p: Protocol | undefined = layer < 0 ? undefined : this.#a.walk.protocol(layer);
    const colour = said !== undefined ? this.#application : this.#colourOf(p, layer);
    ink.uintRight(this.#a.number, NUMBER_WIDTH);
    ink.spaces(2);
    this.#writeTime();
    ink.spaces(2);
    this.#writeEnds(layer);
    const at = ink.width;
    ink.ascii(colour.open);
    ink.ascii(said !== undefined ? said.short : p !== undefined ? p.short : '?');
    ink.ascii(colour.close);
    ink.column(at + PROTOCOL_WIDTH + colour.open.length + colour.close.length);
    ink.uintRight(this.#a.wireLength, LENGTH_WIDTH);
    ink.spaces(2);
    this.#writeVerdicts();
    this.#writeInfo(layer, p);
    this.#writeFaults();
    if (this.#columns !== undefined) ink.cutLine(this.#columns);
    ink.endLine();
  }

  #colourOf(p: Protocol | undefined, layer: number): Colour {
    const role: Role = roleOf(p === undefined ? 'data' : p.name, layer);
    return this.#palette[role];
  }

  // ---- time ----

  #writeTime(): void {
    const a = this.#a;
    if (!a.hasTime) {
      this.#ink.spaces(NO_TIME_WIDTH);
      return;
    }
    switch (this.#time) {
      case 'r':
        this.#writeSpan(a.seconds - a.firstSeconds, a.nanos - a.firstNanos);
        return;
      case 'd':
        this.#writeSpan(a.number === 1 ? 0 : a.seconds - this.#beforeSeconds, a.number === 1 ? 0 : a.nanos - this.#beforeNanos);
        this.#beforeSeconds = a.seconds;
        this.#beforeNanos = a.nanos;
        return;
      case 'e':
        this.#writeSpan(a.seconds, a.nanos);
        return;
      default:
        this.#ink.ascii(this.#clockText());
    }
    this.#ink.byte(0x2e);
    this.#writeFraction(a.nanos);
  }

  /** Seconds and nanoseconds between two times; negative where the capture's clock went back. */
  #writeSpan(seconds: number, nanos: number): void {
    const ink = this.#ink;
    let s = nanos < 0 ? seconds - 1 : seconds;
    let n = nanos < 0 ? nanos + 1_000_000_000 : nanos;
    const negative = s < 0;
    if (negative) {
      s = n === 0 ? -s : -s - 1;
      n = n === 0 ? 0 : 1_000_000_000 - n;
    }
    ink.spaces((negative ? 2 : 3) - (s < 10 ? 0 : s < 100 ? 1 : s < 1000 ? 2 : 3));
    if (negative) ink.byte(0x2d);
    ink.uint(s);
    ink.byte(0x2e);
    this.#writeFraction(n);
  }

  /** Microseconds, or nanoseconds where the clock of the capture tells them: then in every line, so that lines stand below each other. */
  #writeFraction(nanos: number): void {
    const isFine = nanos % 1000 !== 0 || (this.#a.interface !== undefined && this.#a.interface.unitsPerSecond > MICROSECONDS);
    this.#ink.zeros(isFine ? nanos : nanos / 1000, isFine ? 9 : 6);
  }

  /** The time of day in UTC; the same text for a whole second of packets. */
  #clockText(): string {
    if (this.#a.seconds !== this.#second) {
      this.#second = this.#a.seconds;
      const text = utcText(this.#second);
      this.#clock = this.#time === 'a' || this.#time === 'u' ? text.slice(text.indexOf(' ') + 1) : text;
    }
    return this.#clock;
  }

  // ---- ends ----

  #writeEnds(top: number): void {
    const ink = this.#ink;
    let layer = top;
    while (layer >= 0 && addressesOf(this.#a.walk.protocol(layer)) === undefined) layer--;
    const column = ink.width;
    if (layer >= 0) this.#writeAddress(layer, true);
    ink.column(column + ADDRESS_WIDTH);
    ink.byte(0x20);
    ink.sign(arrow);
    ink.byte(0x20);
    const second = ink.width;
    if (layer >= 0) this.#writeAddress(layer, false);
    ink.column(second + ADDRESS_WIDTH);
    ink.spaces(2);
  }

  #writeAddress(layer: number, source: boolean): void {
    const w = this.#a.walk;
    const b = this.#a.sourceBytes(w.sourceOf(layer));
    const s = w.startOf(layer);
    if (w.bodyOf(layer) === s) return;
    const kind = addressesOf(w.protocol(layer));
    if (kind === 'ipv4') {
      const at = s + (source ? 12 : 16);
      this.#ink.ipv4(((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0);
    } else if (kind === 'ipv6') this.#ink.ascii(ipv6Text(b, s + (source ? 8 : 24)));
    else if (kind === 'ethernet') this.#ink.mac(b, s + (source ? 6 : 0));
    else {
      // Some control frames of wireless networks name their receiver alone.
      const at = s + (source ? 10 : 4);
      if (at + 6 <= w.bodyOf(layer)) this.#ink.mac(b, at);
    }
  }

  // ---- what it says ----

  /** What the segment is in the course of its connection: `[Retransmission]`. */
  #writeVerdicts(): void {
    const { verdicts, judgedLayer } = this.#a;
    if (verdicts === undefined || judgedLayer < 0 || verdicts.found.verdicts === 0) return;
    this.#ink.ascii(this.#warning.open);
    this.#verdicts.write(this.#ink, verdicts.found);
    this.#ink.ascii(this.#warning.close);
  }

  #writeInfo(layer: number, p: Protocol | undefined): void {
    if (this.#a.units.length > 0) this.#writeUnits();
    else if (p !== undefined) this.#writeLayer(layer, p);
  }

  #writeLayer(layer: number, p: Protocol): void {
    const w = this.#a.walk;
    if (w.bodyOf(layer) === w.startOf(layer)) return;
    if (isTcp(p) && w.bodyOf(layer) - w.startOf(layer) >= 20) {
      writeTcpLine(this.#ink, this.#a, layer, arrowBetweenPorts);
      return;
    }
    const key = p.line?.(this.#a.sourceBytes(w.sourceOf(layer)), w.startOf(layer), w.endOf(layer)) ?? Object.keys(p.lines)[0];
    if (key === undefined) return;
    const templates = (this.#templates[p.id] ??= new Map<string, LineTemplate>());
    let template = templates.get(key);
    if (template === undefined) {
      template = compileLine(p, this.#catalogue.line(p, key));
      templates.set(key, template);
    }
    writeLine(this.#ink, template, this.#a, layer, this.#inspector, this.#catalogue);
  }

  #writeUnits(): void {
    const ink = this.#ink;
    const { units } = this.#a;
    for (let i = 0; i < units.length; i++) {
      const unit = units[i]!;
      if (i === MAX_UNITS) {
        ink.text(' | …');
        return;
      }
      if (i > 0) ink.ascii(' | ');
      const mark = unit.marks[0]?.field;
      if (unit.bulk && mark !== undefined) this.#writeBulk(mark, unit.to - unit.from);
      else {
        if (i === 0) ink.text(unit.side === 'client' ? this.#client : this.#server);
        if (unit.summary === undefined) this.#writeSaid(unit.bytes, unit.from, unit.to);
        else ink.text(this.#catalogue.phrase(unit.session.dialogue, unit.summary.key, unit.summary.args));
      }
    }
  }

  /** HOT: must not allocate. `File data, 1460 bytes`. */
  #writeBulk(field: Field, count: number): void {
    const ink = this.#ink;
    let words = this.#bulk.get(field);
    if (words === undefined) {
      words = { before: encoder.encode(`${this.#catalogue.label(field)}, `), after: [] };
      this.#bulk.set(field, words);
    }
    ink.raw(words.before, 0, words.before.length);
    ink.uint(count);
    // Segments are of few lengths: the plural forms of small numbers are remembered.
    const unit = count < MAX_UNIT_WORDS ? (words.after[count] ??= this.#bytesWord(count)) : this.#bytesWord(count);
    ink.raw(unit, 0, unit.length);
  }

  #bytesWord(count: number): Uint8Array {
    return encoder.encode(` ${this.#catalogue.unit('bytes', count)}`);
  }

  /** The first line of a unit, without its end. Printable ASCII goes through as it is. */
  #writeSaid(b: Uint8Array, from: number, to: number): void {
    const limit = Math.min(to, from + MAX_SAID);
    let end = from;
    while (end < limit && b[end]! >= 0x20 && b[end]! < 0x7f) end++;
    if (end === limit || b[end] === 0x0d || b[end] === 0x0a) {
      this.#ink.raw(b, from, end);
      return;
    }
    while (end < limit && b[end] !== 0x0d && b[end] !== 0x0a) end++;
    this.#ink.text(safe(decode(b.subarray(from, end), 'utf-8')));
  }

  #writeFaults(): void {
    const w = this.#a.walk;
    for (let i = 0; i < w.faultCount; i++) {
      this.#ink.ascii(this.#warning.open);
      this.#ink.text(` [${this.#catalogue.fault(w.fault(i))}]`);
      this.#ink.ascii(this.#warning.close);
    }
  }
}
