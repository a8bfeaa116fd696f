import type { Command, Context } from '../command.ts';
import { interfaceTable } from '../live/interface-table.ts';
import { colorOf } from '../options.ts';
import { paletteFor } from '../terminal.ts';

export function command(context: Context): Command {
  const { catalogue: c } = context;
  return {
    positional: '',
    examples: [['pupil interfaces', 'example.interfaces'], ['pupil sniff -i 2', 'example.interfaces-number']],
    options: (y) => y
      .option('color', { choices: ['auto', 'always', 'never'] as const, default: 'auto', describe: c.say('option.color') })
      .option('h', { alias: 'help', type: 'boolean', describe: c.say('option.help') }),
    run: (args) => interfaceTable(c, paletteFor(colorOf(args), 'stdout')),
  };
}
