import '../../analysis/lookup.ts';
import { nearest } from '../../analysis/filter/nearest.ts';
import { Output } from '../../node/output.ts';
import { entries, find, terms } from '../../report/explanation.ts';
import { explanationLines } from '../../report/explanation-list.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { type Args, colorOf, colorOption, generalOptions, texts } from '../options.ts';
import { paletteFor, terminalWidth } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export function command(context: Context): Command {
  const { catalogue: c } = context;
  return {
    positional: 'WORD..',
    examples: [
      ['pupil explain smtp 550', 'example.explain-code'], ['pupil explain tcp.flags.syn', 'example.explain-field'], ['pupil explain FETCH', 'example.explain-word'], ['pupil explain 0x0806', 'example.explain-number'],
    ],
    options: (y) => colorOption(generalOptions(y, c), c),
    run: (args) => run(args, context),
  };
}

function run(args: Args, { catalogue: c }: Context): number {
  const words = texts(args, '_').flatMap((word) => word.split(/\s+/)).filter((word) => word !== '');
  if (words.length === 0) throw new UsageError(c.say('error.no-term'));
  const all = entries(c);
  const found = find(all, words);
  if (found.length === 0) {
    const term = words.join(' ');
    const near = nearest(term, terms(all)) ?? nearest(words.at(-1)!, terms(all));
    throw new UsageError(near === undefined ? c.say('error.term', { term }) : c.say('error.term-near', { term, near }));
  }
  new Output(1).write(`${explanationLines(found, c, paletteFor(colorOf(args), 'stdout'), terminalWidth()).join('\n')}\n`);
  return EXIT.ok;
}
