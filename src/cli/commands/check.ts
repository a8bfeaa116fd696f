import path from 'node:path';
import { Analyzer } from '../../analysis/analyzer.ts';
import { SessionLog } from '../../analysis/session-log.ts';
import { Checker } from '../../lab/checker.ts';
import { Output } from '../../node/output.ts';
import { checkLines } from '../../report/check-list.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { labOf, labOption } from '../lab-option.ts';
import { analyzerOptions, type Args, colorOf, fileOptions, filesOf } from '../options.ts';
import { finish, readAll } from '../reading.ts';
import { paletteFor, terminalWidth } from '../terminal.ts';

export function command(context: Context): Command {
  const { catalogue: c } = context;
  return {
    positional: 'FILE.. --lab LAB',
    examples: [['pupil check lab4.pcapng --lab lab4', 'example.check'], ['pupil check my.pcapng --lab labs/mine/lab.yaml', 'example.check-own']],
    options: (y) => labOption(fileOptions(y, c), c),
    run: (args) => run(args, context),
  };
}

/** What is there and what is missing; several files are one capture. */
function run(args: Args, { catalogue: c }: Context): number {
  const files = filesOf(args, c);
  const lab = labOf(args, c);
  const a: Analyzer = new Analyzer(() => checker.packet(), { ...analyzerOptions(args, c), marks: true });
  const checker = new Checker(lab, a);
  const log = new SessionLog(a);
  const reading = readAll(files, a, args, c);
  a.end();
  for (const record of log.records) checker.closed(record);
  const check = checker.check();
  const name = files.map((file) => path.basename(file)).join(' ');
  new Output(1).write(`${checkLines(check, name, c, paletteFor(colorOf(args), 'stdout'), terminalWidth()).join('\n')}\n`);
  const code = finish(reading);
  return code === EXIT.ok && !check.isComplete ? EXIT.failed : code;
}
