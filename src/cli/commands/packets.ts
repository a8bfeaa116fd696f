import { Analyzer } from '../../analysis/analyzer.ts';
import { compileFilter, type Filter } from '../../analysis/filter/filter.ts';
import { Lookup } from '../../analysis/lookup.ts';
import { readCapture } from '../../node/capture-file.ts';
import { Output } from '../../node/output.ts';
import { fieldRow, headerRow, type RowStyle, rowStyle } from '../../report/field-rows.ts';
import { Ink } from '../../report/ink.ts';
import { PacketList, type TimeStyle } from '../../report/packet-list.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { analyzerOptions, type Args, colorOf, count, fieldsOf, fileOptions, filesOf, packetNumbers, text, texts } from '../options.ts';
import { paletteFor } from '../terminal.ts';

export function command(context: Context): Command {
  const c = context.catalogue;
  return {
    positional: '[file..]',
    examples: [
      ['pupil packets lab4.pcapng', 'example.packets'],
      ['pupil packets lab4.pcapng --packet 17 -V -x', 'example.packets-one'],
      ["pupil packets lab4.pcapng -Y 'smtp.req.command'", 'example.packets-filter'],
      ['pupil packets lab4.pcapng -T fields -e ip.src -e tcp.dstport', 'example.packets-fields'],
    ],
    options: (y) => fileOptions(y, c)
      .option('Y', { alias: 'filter', type: 'string', requiresArg: true, describe: c.say('option.filter') })
      .option('c', { alias: 'count', type: 'string', requiresArg: true, describe: c.say('option.count') })
      .option('V', { type: 'boolean', describe: c.say('option.tree') })
      .option('x', { type: 'boolean', describe: c.say('option.hex') })
      .option('packet', { type: 'string', requiresArg: true, describe: c.say('option.packet') })
      .option('T', { choices: ['text', 'fields', 'json', 'jsonl', 'csv'] as const, default: 'text', describe: c.say('option.format') })
      .option('e', { type: 'string', array: true, nargs: 1, describe: c.say('option.field') })
      .option('E', { type: 'string', array: true, nargs: 1, describe: c.say('option.row') })
      .option('t', { choices: ['a', 'ad', 'd', 'r', 'e', 'u', 'ud'] as const, default: 'r', describe: c.say('option.time') }),
    run: (args) => run(args, context),
  };
}

function run(args: Args, { catalogue: c }: Context): number {
  const filterText = text(args, 'Y');
  const filter: Filter | undefined = filterText === undefined ? undefined : compileFilter(filterText);
  const wanted = text(args, 'packet') === undefined ? undefined : packetNumbers(text(args, 'packet')!, c);
  const output = new Output(1);
  const limit = count(args, 'c', c);
  void limit;
  const chosen = fieldsOf(texts(args, 'e'), c);
  let print: () => void = () => undefined;
  const a: Analyzer = new Analyzer(() => {
    if (wanted !== undefined && !wanted(a.number)) return;
    if (filter !== undefined && !filter.test(filterLookup!.look())) return;
    print();
  }, { ...analyzerOptions(args), marks: true });
  const filterLookup = filter === undefined ? undefined : new Lookup(a, filter.fields);
  const ink = new Ink((bytes) => output.write(bytes));
  if (args['T'] === 'fields') {
    const style: RowStyle = rowStyle;
    const lookup = new Lookup(a, chosen);
    if (style.header) ink.text(`${headerRow(chosen, style)}\n`);
    print = () => {
      ink.text(fieldRow(lookup.look(), style));
      ink.endLine();
    };
  } else {
    const list = new PacketList(ink, a, c, paletteFor(colorOf(args), 'stdout'), args['t'] as TimeStyle);
    print = () => list.line();
  }
  let code: number = EXIT.ok;
  for (const file of filesOf(args, c)) {
    if (readCapture(file, a) !== undefined) code = EXIT.input;
  }
  a.end();
  ink.flush();
  return code;
}
