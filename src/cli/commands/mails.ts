import { Analyzer } from '../../analysis/analyzer.ts';
import { ContentLog } from '../../analysis/content-log.ts';
import { mailTrails } from '../../analysis/mail-trail.ts';
import { Output } from '../../node/output.ts';
import { mailLine, trailLines } from '../../report/mail-list.ts';
import type { Command, Context } from '../command.ts';
import { analyzerOptions, type Args, colorOf, fileOptions, texts } from '../options.ts';
import { finish, readAll } from '../reading.ts';
import { paletteFor } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export function command(context: Context): Command {
  const { catalogue: c } = context;
  return {
    positional: 'FILE.. [N..]',
    examples: [['pupil mails lab4.pcapng', 'example.mails'], ['pupil mails lab4.pcapng 0', 'example.mails-one']],
    options: (y) => fileOptions(y, c),
    run: (args) => run(args, context),
  };
}

/** The mails of a capture, or the way of chosen ones from server to server. */
function run(args: Args, { catalogue: c }: Context): number {
  const words = texts(args, '_');
  const numbers = words.filter((w) => /^\d+$/.test(w)).map(Number);
  const files = [...texts(args, 'r'), ...words.filter((w) => !/^\d+$/.test(w))];
  if (files.length === 0) throw new UsageError(c.say('error.file-missing'));
  const contents = new ContentLog();
  const a = new Analyzer(() => undefined, { ...analyzerOptions(args, c), contents });
  const reading = readAll(files, a, args, c);
  a.end();
  const palette = paletteFor(colorOf(args), 'stdout');
  const trails = mailTrails(contents.records);
  const wrong = numbers.find((n) => trails[n] === undefined);
  if (wrong !== undefined) throw new UsageError(c.say('error.mail', { number: wrong, count: trails.length }));
  const lines = numbers.length > 0 ? numbers.flatMap((n) => [...trailLines(trails[n]!, n, c, palette), '']) : trails.map((trail, n) => mailLine(trail, n, c, palette));
  new Output(1).write(lines.length > 0 ? `${lines.join('\n')}\n` : `${c.say('mail.none')}\n`);
  return finish(reading);
}
