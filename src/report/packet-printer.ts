import type { Analyzer } from '../analysis/analyzer.ts';
import { Inspector } from '../analysis/inspector.ts';
import { Lookup } from '../analysis/lookup.ts';
import { safe } from '../base/escape.ts';
import type { Field } from '../base/field.ts';
import { scriptText } from '../base/value.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { csvRow } from './csv.ts';
import { fieldRow, headerRow, type RowStyle } from './field-rows.ts';
import { writeHex } from './hex.ts';
import type { Ink } from './ink.ts';
import { PacketJson, writeFieldsJson } from './packet-json.ts';
import { PacketList, type TimeStyle } from './packet-list.ts';
import { PacketTree } from './packet-tree.ts';
import { NO_COLOUR, type Palette } from './palette.ts';

/** Prints packets, one after the other, in one of the forms of `packets -T`. */
export interface PacketPrinter {
  begin(): void;
  /** The packet at hand of the analyzer. */
  packet(): void;
  end(): void;
}

export interface PrinterOptions {
  readonly catalogue: Catalogue;
  readonly palette: Palette;
  readonly time: TimeStyle;
  /** Decoded (`-V`), original (`-x`). */
  readonly tree: boolean;
  readonly hex: boolean;
  /** A sentence under each line of the tree. */
  readonly explain?: boolean;
  readonly only: ReadonlySet<string> | undefined;
  readonly columns: number | undefined;
  readonly fields: readonly Field[];
  readonly rows: RowStyle;
}

export type PrinterKind = 'text' | 'fields' | 'json' | 'jsonl' | 'csv';

export function makePrinter(kind: PrinterKind, ink: Ink, a: Analyzer, options: PrinterOptions): PacketPrinter {
  switch (kind) {
    case 'fields':
      return rowPrinter(ink, a, options);
    case 'csv':
      return csvPrinter(ink, a, options);
    case 'json':
      return jsonPrinter(ink, a, options, true);
    case 'jsonl':
      return jsonPrinter(ink, a, options, false);
    case 'text':
      return options.tree || options.hex ? detailPrinter(ink, a, options) : listPrinter(ink, a, options);
  }
}

const nothing = (): void => undefined;

function listPrinter(ink: Ink, a: Analyzer, o: PrinterOptions): PacketPrinter {
  const list = new PacketList(ink, a, o.catalogue, o.palette, o.time, o.columns);
  return { begin: nothing, packet: () => list.line(), end: nothing };
}

/** The line of the packet, then its tree, its bytes, or the bytes of each layer under the layer's name. */
function detailPrinter(ink: Ink, a: Analyzer, o: PrinterOptions): PacketPrinter {
  const list = new PacketList(ink, a, o.catalogue, o.palette, o.time, o.columns);
  const inspector = new Inspector(a);
  const tree = new PacketTree(ink, o.catalogue, o.palette, o);
  let first = true;
  const packet = (): void => {
    if (!first) ink.endLine();
    first = false;
    list.line();
    if (o.tree) tree.write(inspector.inspect());
    else writeHex(ink, a.bytes.subarray(a.from, a.to), 0, a.to - a.from, 0, NO_COLOUR);
  };
  return { begin: nothing, packet, end: nothing };
}

function rowPrinter(ink: Ink, a: Analyzer, o: PrinterOptions): PacketPrinter {
  const lookup = new Lookup(a, o.fields);
  const line = (text: string): void => {
    ink.text(text);
    ink.endLine();
  };
  return {
    begin: () => {
      if (o.rows.header) line(headerRow(o.fields, o.rows));
    },
    packet: () => line(fieldRow(lookup.look(), o.rows)),
    end: nothing,
  };
}

function csvPrinter(ink: Ink, a: Analyzer, o: PrinterOptions): PacketPrinter {
  const lookup = new Lookup(a, o.fields);
  const line = (cells: readonly string[]): void => {
    ink.text(`${csvRow(cells)}\r`);
    ink.endLine();
  };
  return {
    begin: () => line(o.fields.map((field) => field.path)),
    packet: () => line(lookup.look().map((list) => list.map(({ field, value }) => safe(scriptText(field, value))).join(o.rows.aggregator))),
    end: nothing,
  };
}

/** An array of packets, or (lines) an object a line. */
function jsonPrinter(ink: Ink, a: Analyzer, o: PrinterOptions, array: boolean): PacketPrinter {
  const lookup = new Lookup(a, o.fields);
  const inspector = new Inspector(a);
  const json = new PacketJson(ink, o.catalogue);
  let first = true;
  /** Lines between packets: full buffers go out at the end of one. */
  const separate = (): void => {
    ink.ascii(first ? '[' : ',');
    ink.endLine();
  };
  const packet = (): void => {
    if (array) separate();
    first = false;
    if (o.fields.length > 0) writeFieldsJson(ink, a, o.fields, lookup.look());
    else json.write(a, inspector.inspect());
    if (!array) ink.endLine();
  };
  const end = (): void => {
    if (!array) return;
    ink.text(first ? '[]' : '\n]');
    ink.endLine();
  };
  return { begin: nothing, packet, end };
}
