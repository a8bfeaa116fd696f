import path from 'node:path';
import { Analyzer } from '../../analysis/analyzer.ts';
import { ContentLog } from '../../analysis/content-log.ts';
import { Overview } from '../../analysis/overview.ts';
import { Output } from '../../node/output.ts';
import { overviewLines } from '../../report/overview.ts';
import type { Command, Context } from '../command.ts';
import { linkTypeText } from '../link-type.ts';
import { analyzerOptions, type Args, colorOf, fileOptions, filesOf } from '../options.ts';
import { finish, readAll } from '../reading.ts';
import { paletteFor } from '../terminal.ts';

export function command(context: Context): Command {
  const { catalogue } = context;
  return {
    positional: 'FILE..',
    examples: [['pupil analyze lab4.pcapng', 'example.analyze'], ['pupil analyze - < lab4.pcapng', 'example.analyze-pipe']],
    options: (y) => fileOptions(y, catalogue),
    run: (args) => run(args, context),
  };
}

function run(args: Args, { catalogue }: Context): number {
  const files = filesOf(args, catalogue);
  const contents = new ContentLog();
  const a: Analyzer = new Analyzer(() => overview.packet(), { ...analyzerOptions(args, catalogue), contents, verdicts: true });
  const overview = new Overview(a, contents);
  const reading = readAll(files, a, args, catalogue);
  a.end();
  const linkTypeName = (linkType: number): string => linkTypeText(linkType, catalogue);
  const name = files.map((f) => path.basename(f)).join(' ');
  const facts = { name, file: name, captures: reading.files, linkTypeName, notes: reading.messages };
  new Output(1).write(`${overviewLines(overview, facts, catalogue, paletteFor(colorOf(args), 'stdout')).join('\n')}\n`);
  return finish(reading);
}
