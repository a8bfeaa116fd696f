import fs from 'node:fs';
import { safe } from '../../base/escape.ts';
import { readLab } from '../../lab/read-lab.ts';
import { textIn } from '../../lab/local-text.ts';
import { problemText } from '../../lab/problem.ts';
import { labFile, labNames, newLabPath, writeLab } from '../../node/lab-files.ts';
import { Output } from '../../node/output.ts';
import { labLines } from '../../report/lab-list.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { foundLab, labIn } from '../lab-option.ts';
import { type Args, colorOf, text, texts } from '../options.ts';
import { paletteFor, terminalWidth } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const ACTIONS = ['show', 'validate', 'new'];

export function command(context: Context): Command {
  const { catalogue: c } = context;
  return {
    positional: '[show LAB | validate LAB | new NAME]',
    examples: [
      ['pupil labs', 'example.labs'], ['pupil labs show lab4', 'example.labs-show'], ['pupil labs validate labs/mine/lab.yaml', 'example.labs-validate'],
      ['pupil labs new mine --from lab4', 'example.labs-new'],
    ],
    options: (y) => y
      .option('from', { type: 'string', requiresArg: true, default: 'lab4', describe: c.say('option.lab-from') })
      .option('force', { type: 'boolean', describe: c.say('option.lab-force') })
      .option('color', { choices: ['auto', 'always', 'never'] as const, default: 'auto', describe: c.say('option.color') })
      .option('h', { alias: 'help', type: 'boolean', describe: c.say('option.help') }),
    run: (args) => run(args, c),
  };
}

function run(args: Args, c: Catalogue): number {
  const [action, name] = texts(args, '_');
  if (action === undefined) return list(c);
  if (!ACTIONS.includes(action)) throw new UsageError(c.say('error.lab-action', { action }));
  if (name === undefined) throw new UsageError(c.say('error.lab-name'));
  if (action === 'show') return show(name, args, c);
  return action === 'validate' ? validate(name, c) : create(name, args, c);
}

/** Every lab by its name and title; of one that cannot be read, where it stands. */
function list(c: Catalogue): number {
  const names = labNames();
  const width = Math.max(0, ...names.map((name) => name.length));
  return print(names.map((name) => {
    const file = labFile(name)!;
    const { lab } = readLab(file.text);
    return `${name.padEnd(width)}  ${safe(lab === undefined ? file.path : textIn(lab.title, c.language))}`;
  }));
}

function show(name: string, args: Args, c: Catalogue): number {
  return print(labLines(labIn(foundLab(name, c), c), c, paletteFor(colorOf(args), 'stdout'), terminalWidth()));
}

/** The mistakes of a definition, each with its place, on standard output: that is what was asked for. */
function validate(name: string, c: Catalogue): number {
  const { path, text: definition } = foundLab(name, c);
  const { problems } = readLab(definition);
  if (problems === undefined) return print([c.say('labs.valid', { file: path })]);
  print(problems.map((problem) => `${path}:${problemText(problem, c)}`));
  return EXIT.failed;
}

/** A copy to be changed. */
function create(name: string, args: Args, c: Catalogue): number {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new UsageError(c.say('error.lab-new-name', { name }));
  const source = foundLab(text(args, 'from')!, c);
  const file = newLabPath(name);
  if (fs.existsSync(file) && args['force'] !== true) throw new UsageError(c.say('error.exists', { file }));
  writeLab(file, source.text);
  return print([c.say('labs.written', { file })]);
}

function print(lines: readonly string[]): number {
  new Output(1).write(lines.map((line) => `${line}\n`).join(''));
  return EXIT.ok;
}
