import { Analyzer } from '../../analysis/analyzer.ts';
import { type ConversationKind, conversationKinds } from '../../analysis/conversations.ts';
import { Output } from '../../node/output.ts';
import { Ink } from '../../report/ink.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Command, Context } from '../command.ts';
import { commands, connections, conversations, type Counted, hierarchy, timeline } from '../counted.ts';
import { analyzerOptions, type Args, colorOf, fileOptions, text, texts } from '../options.ts';
import { finish, readAll } from '../reading.ts';
import { paletteFor } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const kinds = ['hierarchy', 'conversations', 'endpoints', 'tcp', 'io', 'commands'] as const;
type Kind = (typeof kinds)[number];

export function command(context: Context): Command {
  const { catalogue: c } = context;
  return {
    positional: `FILE.. ${kinds.join('|')} [${conversationKinds.join('|')}]`,
    examples: [
      ['pupil stats lab4.pcapng hierarchy', 'example.stats-hierarchy'], ['pupil stats lab4.pcapng conversations tcp', 'example.stats-conversations'], ['pupil stats lab4.pcapng tcp', 'example.stats-tcp'],
      ['pupil stats lab4.pcapng io --interval 0.1 -Y smtp', 'example.stats-io'], ['pupil stats lab5.pcap commands', 'example.stats-commands'],
    ],
    options: (y) => fileOptions(y, c)
      .option('interval', { type: 'string', requiresArg: true, describe: c.say('option.interval') })
      .option('Y', { alias: 'filter', type: 'string', array: true, nargs: 1, describe: c.say('option.filter-column') }),
    run: (args) => run(args, context),
  };
}

function run(args: Args, { catalogue }: Context): number {
  const words = texts(args, '_');
  // `stats FILE tcp` are the connections, `stats FILE conversations tcp` the conversations between ports: the first word says what is counted.
  const kind = words.find((w): w is Kind => kinds.some((k) => k === w));
  const others = words.filter((_, i) => i !== words.indexOf(kind ?? ''));
  const takesLevels = kind === 'conversations' || kind === 'endpoints';
  const isLevel = (w: string): w is ConversationKind => takesLevels && conversationKinds.some((k) => k === w);
  const files = [...texts(args, 'r'), ...others.filter((w) => !isLevel(w))];
  if (kind === undefined) throw new UsageError(catalogue.say('error.stats', { kinds: kinds.join(', ') }));
  if (files.length === 0) throw new UsageError(catalogue.say('error.file-missing'));
  const counted = countedOf(kind, others.filter(isLevel), args, catalogue);
  const a = new Analyzer(counted.packet, { ...analyzerOptions(args, catalogue), ...counted.effort });
  counted.attach?.(a);
  const reading = readAll(files, a, args, catalogue);
  a.end();
  counted.end?.(a);
  write(counted.lines(catalogue, paletteFor(colorOf(args), 'stdout')));
  return finish(reading);
}

function countedOf(kind: Kind, levels: readonly ConversationKind[], args: Args, catalogue: Catalogue): Counted {
  const interval = intervalOf(args, catalogue);
  const filters = texts(args, 'Y');
  if (kind === 'io') return timeline(interval, filters);
  if (interval !== undefined || filters.length > 0) throw new UsageError(catalogue.say('error.only-io', { option: interval === undefined ? '-Y' : '--interval' }));
  switch (kind) {
    case 'hierarchy':
      return hierarchy();
    case 'tcp':
      return connections();
    case 'commands':
      return commands();
    default:
      return conversations(kind, levels.length > 0 ? levels : conversationKinds);
  }
}

/** The interval in nanoseconds. */
function intervalOf(args: Args, catalogue: Catalogue): number | undefined {
  const value = text(args, 'interval');
  if (value === undefined) return undefined;
  const nanos = /^\d*\.?\d+$/.test(value) ? Math.round(Number(value) * 1e9) : 0;
  if (nanos === 0 || !Number.isSafeInteger(nanos)) throw new UsageError(catalogue.say('error.interval', { value }));
  return nanos;
}

function write(lines: Iterable<string>): void {
  const output = new Output(1);
  const ink = new Ink((bytes) => output.write(bytes));
  for (const line of lines) {
    ink.text(line);
    ink.endLine();
  }
  ink.flush();
}
