import type { Argv } from 'yargs';
import type { Analyzer } from '../analysis/analyzer.ts';
import type { Ink } from '../report/ink.ts';
import type { TimeStyle } from '../report/packet-list.ts';
import { makePrinter, type PacketPrinter, type PrinterKind } from '../report/packet-printer.ts';
import type { Palette } from '../report/palette.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { type Args, fieldsOf, text, texts } from './options.ts';
import { parseRowStyle } from './row-style.ts';
import { terminalWidth } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** How packets are printed: the same for those of a file and those that are just coming. */
export function printOptions(y: Argv, c: Catalogue): Argv {
  return y
    .option('V', { type: 'boolean', describe: c.say('option.tree') })
    .option('x', { type: 'boolean', describe: c.say('option.hex') })
    .option('explain', { type: 'boolean', describe: c.say('option.explain') })
    .option('O', { type: 'string', requiresArg: true, describe: c.say('option.only') })
    .option('T', { choices: ['text', 'fields', 'json', 'jsonl', 'csv'] as const, default: 'text', describe: c.say('option.format') })
    .option('e', { type: 'string', array: true, nargs: 1, describe: c.say('option.field') })
    .option('E', { type: 'string', array: true, nargs: 1, describe: c.say('option.row') })
    .option('t', { choices: ['a', 'ad', 'd', 'r', 'e', 'u', 'ud'] as const, default: 'r', describe: c.say('option.time') });
}

/** Is the tree of each packet asked for? */
export function showsTrees(args: Args): boolean {
  return args['V'] === true || args['explain'] === true || text(args, 'O') !== undefined;
}

/** The printer that the options ask for, as wide as the terminal is now. */
export function printerFor(args: Args, ink: Ink, a: Analyzer, catalogue: Catalogue, palette: Palette): PacketPrinter {
  const kind = args['T'] as PrinterKind;
  const fields = fieldsOf(texts(args, 'e'), catalogue);
  if (fields.length === 0 && (kind === 'fields' || kind === 'csv')) throw new UsageError(catalogue.say('error.no-fields', { format: kind }));
  const only = text(args, 'O');
  return makePrinter(kind, ink, a, {
    catalogue, palette, time: args['t'] as TimeStyle, tree: showsTrees(args), hex: args['x'] === true, explain: args['explain'] === true,
    only: only === undefined ? undefined : new Set(only.split(',')), columns: terminalWidth(), fields, rows: parseRowStyle(texts(args, 'E'), catalogue),
  });
}
