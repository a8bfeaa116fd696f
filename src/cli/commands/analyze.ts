import path from 'node:path';
import { Analyzer } from '../../analysis/analyzer.ts';
import { ContentLog } from '../../analysis/content-log.ts';
import { Overview } from '../../analysis/overview.ts';
import { Output } from '../../node/output.ts';
import { data, frameFields, linkType } from '../../packet/index.ts';
import { overviewLines } from '../../report/overview.ts';
import type { Command, Context } from '../command.ts';
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
  const linkTypeName = (n: number): string => {
    const name = catalogue.meaning(frameFields.link_type, n);
    // What is not decoded here is looked up elsewhere by its number.
    return name === '' ? String(n) : linkType.get(n) === data ? `${name} (${n})` : name;
  };
  const facts = { name: files.map((f) => path.basename(f)).join(' '), captures: reading.files, linkTypeName, notes: reading.messages };
  new Output(1).write(`${overviewLines(overview, facts, catalogue, paletteFor(colorOf(args), 'stdout')).join('\n')}\n`);
  return finish(reading);
}
