import { Analyzer } from '../../analysis/analyzer.ts';
import { compileFilter } from '../../analysis/filter/filter.ts';
import { Lookup } from '../../analysis/lookup.ts';
import { readCapture } from '../../node/capture-file.ts';
import { Output } from '../../node/output.ts';
import { Ink } from '../../report/ink.ts';
import { makePrinter, type PrinterKind } from '../../report/packet-printer.ts';
import type { TimeStyle } from '../../report/packet-list.ts';
import type { Argv, Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { analyzerOptions, type Args, colorOf, count, fieldsOf, fileOptions, filesOf, packetNumbers, text, texts } from '../options.ts';
import { parseRowStyle } from '../row-style.ts';
import { paletteFor, terminalWidth } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export function command(context: Context): Command {
  return {
    positional: '[FILE..]',
    examples: [
      ['pupil packets lab4.pcapng', 'example.packets'],
      ['pupil packets lab4.pcapng --packet 17 -V -x', 'example.packets-one'],
      ["pupil packets lab4.pcapng -Y 'smtp.req.command'", 'example.packets-filter'],
      ['pupil packets lab4.pcapng -T fields -e ip.src -e tcp.dstport', 'example.packets-fields'],
    ],
    options: (y) => options(y, context),
    run: (args) => run(args, context),
  };
}

function options(y: Argv, { catalogue: c }: Context): Argv {
  return fileOptions(y, c)
    .option('Y', { alias: 'filter', type: 'string', requiresArg: true, describe: c.say('option.filter') })
    .option('c', { alias: 'count', type: 'string', requiresArg: true, describe: c.say('option.count') })
    .option('packet', { type: 'string', requiresArg: true, describe: c.say('option.packet') })
    .option('V', { type: 'boolean', describe: c.say('option.tree') })
    .option('x', { type: 'boolean', describe: c.say('option.hex') })
    .option('O', { type: 'string', requiresArg: true, describe: c.say('option.only') })
    .option('T', { choices: ['text', 'fields', 'json', 'jsonl', 'csv'] as const, default: 'text', describe: c.say('option.format') })
    .option('e', { type: 'string', array: true, nargs: 1, describe: c.say('option.field') })
    .option('E', { type: 'string', array: true, nargs: 1, describe: c.say('option.row') })
    .option('t', { choices: ['a', 'ad', 'd', 'r', 'e', 'u', 'ud'] as const, default: 'r', describe: c.say('option.time') });
}

function run(args: Args, { catalogue }: Context): number {
  const kind = args['T'] as PrinterKind;
  const fields = fieldsOf(texts(args, 'e'), catalogue);
  if (fields.length === 0 && (kind === 'fields' || kind === 'csv')) throw new UsageError(catalogue.say('error.no-fields', { format: kind }));
  const rows = parseRowStyle(texts(args, 'E'), catalogue);
  const only = text(args, 'O');
  const passes = selection(args, catalogue);
  const output = new Output(1);
  const ink = new Ink((bytes) => output.write(bytes));
  const a: Analyzer = new Analyzer(() => {
    if (passes.test(a)) printer.packet();
  }, { ...analyzerOptions(args, catalogue), marks: true, verdicts: true });
  passes.attach(a);
  const printer = makePrinter(kind, ink, a, {
    catalogue, palette: paletteFor(colorOf(args), 'stdout'), time: args['t'] as TimeStyle, tree: args['V'] === true || only !== undefined, hex: args['x'] === true,
    only: only === undefined ? undefined : new Set(only.split(',')), columns: terminalWidth(), fields, rows,
  });
  printer.begin();
  let code: number = EXIT.ok;
  for (const file of filesOf(args, catalogue)) {
    if (readCapture(file, a) !== undefined) code = EXIT.input;
  }
  a.end();
  printer.end();
  ink.flush();
  return code;
}

/** Which packets are printed: those that `--packet` and `-Y` let through. */
interface Selection {
  attach(a: Analyzer): void;
  test(a: Analyzer): boolean;
}

function selection(args: Args, catalogue: Context['catalogue']): Selection {
  const numbers = text(args, 'packet');
  const wanted = numbers === undefined ? undefined : packetNumbers(numbers, catalogue);
  const filterText = text(args, 'Y');
  const filter = filterText === undefined ? undefined : compileFilter(filterText);
  count(args, 'c', catalogue);
  let lookup: Lookup | undefined;
  return {
    attach: (a) => {
      lookup = filter === undefined ? undefined : new Lookup(a, filter.fields);
    },
    test: (a) => (wanted === undefined || wanted(a.number)) && (filter === undefined || filter.test(lookup!.look())),
  };
}
