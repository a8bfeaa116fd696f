import type { Argv } from 'yargs';
import { Analyzer, type AnalyzerOptions } from '../../analysis/analyzer.ts';
import { bothEfforts, type Effort, effortFor } from '../../analysis/effort.ts';
import { compileFilter, type Filter } from '../../analysis/filter/filter.ts';
import { Links } from '../../analysis/links.ts';
import { Lookup } from '../../analysis/lookup.ts';
import { obstacleTo, SavedCapture } from '../../node/capture-save.ts';
import { Output } from '../../node/output.ts';
import { Ink } from '../../report/ink.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Command, Context } from '../command.ts';
import { analyzerOptions, type Args, colorOf, count, fieldsOf, fileOptions, filesOf, packetNumbers, text, texts } from '../options.ts';
import { printerFor, printOptions, showsTrees } from '../printing.ts';
import { finish, readAll, type Reading } from '../reading.ts';
import { paletteFor } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

export function command(context: Context): Command {
  return {
    positional: '[FILE..]',
    examples: [
      ['pupil packets lab4.pcapng', 'example.packets'],
      ['pupil packets lab4.pcapng --packet 17 -V -x', 'example.packets-one'],
      ["pupil packets lab4.pcapng -Y 'smtp.req.command'", 'example.packets-filter'],
      ['pupil packets lab4.pcapng -T fields -e ip.src -e tcp.dstport', 'example.packets-fields'],
      ['pupil packets lab4.pcapng -Y smtp -w smtp.pcapng', 'example.packets-write'],
    ],
    options: (y) => options(y, context),
    run: (args) => run(args, context),
  };
}

function options(y: Argv, { catalogue: c }: Context): Argv {
  return printOptions(fileOptions(y, c), c)
    .option('Y', { alias: 'filter', type: 'string', requiresArg: true, describe: c.say('option.filter') })
    .option('c', { alias: 'count', type: 'string', requiresArg: true, describe: c.say('option.count') })
    .option('2', { alias: 'two-pass', type: 'boolean', describe: c.say('option.two-pass') })
    .option('packet', { type: 'string', requiresArg: true, describe: c.say('option.packet') })
    .option('w', { alias: 'write', type: 'string', requiresArg: true, describe: c.say('option.write') })
    .option('force', { type: 'boolean', describe: c.say('option.force') });
}

function run(args: Args, { catalogue }: Context): number {
  const files = filesOf(args, catalogue);
  const passes = selection(args, catalogue);
  const known = looksAhead(args, files, catalogue) ? learned(args, files, catalogue) : undefined;
  const a: Analyzer = new Analyzer(() => {
    if (!passes.test(a)) return;
    chosen.packet();
    a.shown();
  }, { ...analyzerOptions(args, catalogue), ...effort(args, passes.filter, catalogue), ...(known === undefined ? {} : { known }) });
  passes.attach(a);
  const chosen = text(args, 'w') === undefined ? printed(args, a, catalogue) : saved(args, a, files, catalogue);
  const reading = readAll(files, a, args, catalogue, count(args, 'c', catalogue));
  a.end();
  chosen.end(reading);
  return finish(reading);
}

/** Are the files read twice? On demand, and for chosen packets; a pipe can be read but once. */
function looksAhead(args: Args, files: readonly string[], catalogue: Catalogue): boolean {
  if (!files.includes('-')) return args['2'] === true || text(args, 'packet') !== undefined;
  if (args['2'] === true) throw new UsageError(catalogue.say('error.two-pass'));
  return false;
}

/** The first pass: what packets cannot know before later ones have come. */
function learned(args: Args, files: readonly string[], catalogue: Catalogue): Links {
  const learn = new Links();
  const a = new Analyzer(() => undefined, { ...analyzerOptions(args, catalogue), marks: true, verdicts: true, learn });
  readAll(files, a, args, catalogue);
  a.end();
  return learn;
}

/** Whoever only copies packets need not know what is in them; whoever lists them, only what is said; who asks for fields, what these need. */
function effort(args: Args, filter: Filter | undefined, catalogue: Catalogue): AnalyzerOptions {
  const printed = text(args, 'w') === undefined ? effortOfPrinting(args, catalogue) : copied;
  if (filter === undefined && printed === copied) return copied;
  return { ...(filter === undefined ? printed : bothEfforts(effortFor(filter.fields), printed)), verdicts: true };
}

const copied: Effort = { depth: 'layers' };

function effortOfPrinting(args: Args, catalogue: Catalogue): Effort {
  if (args['T'] === 'text') return showsTrees(args) ? { marks: true } : { units: true };
  const fields = fieldsOf(texts(args, 'e'), catalogue);
  return fields.length === 0 ? { marks: true } : effortFor(fields);
}

/** What is done with the packets that pass. */
interface Chosen {
  packet(): void;
  end(reading: Reading): void;
}

function printed(args: Args, a: Analyzer, catalogue: Catalogue): Chosen {
  const output = new Output(1);
  const ink = new Ink((bytes) => output.write(bytes));
  const printer = printerFor(args, ink, a, catalogue, paletteFor(colorOf(args), 'stdout'));
  printer.begin();
  return {
    packet: () => printer.packet(),
    end: () => {
      printer.end();
      ink.flush();
    },
  };
}

/** `-w`: nothing is printed. */
function saved(args: Args, a: Analyzer, files: readonly string[], catalogue: Catalogue): Chosen {
  const file = text(args, 'w')!;
  const obstacle = obstacleTo(file, files, args['force'] === true);
  if (obstacle !== undefined) throw new UsageError(catalogue.say(`error.write-${obstacle}`, { file }));
  const save = new SavedCapture(file, `pupil ${version}`);
  const { writer } = save;
  return {
    packet: () => writer.packet(a.bytes, a.from, a.to, a.wireLength, a.hasTime ? a.seconds : NaN, a.nanos, a.linkType, a.interface, a.notes),
    end: (reading) => {
      if (reading.files.some((f) => f.format !== undefined)) save.close();
      if (writer.fault !== undefined) reading.messages.push(`${file}: ${catalogue.fault(writer.fault)}`);
    },
  };
}

/** Which packets are printed: those that `--packet` and `-Y` let through. */
interface Selection {
  readonly filter: Filter | undefined;
  attach(a: Analyzer): void;
  test(a: Analyzer): boolean;
}

function selection(args: Args, catalogue: Catalogue): Selection {
  const numbers = text(args, 'packet');
  const wanted = numbers === undefined ? undefined : packetNumbers(numbers, catalogue);
  const filterText = text(args, 'Y');
  const filter = filterText === undefined ? undefined : compileFilter(filterText);
  let lookup: Lookup | undefined;
  return {
    filter,
    attach: (a) => {
      lookup = filter === undefined ? undefined : new Lookup(a, filter.fields);
    },
    test: (a) => (wanted === undefined || wanted(a.number)) && (filter === undefined || filter.test(lookup!.look())),
  };
}
