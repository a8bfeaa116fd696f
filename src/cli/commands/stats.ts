import { Analyzer } from '../../analysis/analyzer.ts';
import { type ConversationKind, conversationKinds, Conversations } from '../../analysis/conversations.ts';
import { Hierarchy } from '../../analysis/hierarchy.ts';
import { Output } from '../../node/output.ts';
import { conversationLines, endpointLines, kindTitle } from '../../report/conversation-table.ts';
import { hierarchyLines } from '../../report/hierarchy.ts';
import { paint, type Palette } from '../../report/palette.ts';
import type { Command, Context } from '../command.ts';
import { analyzerOptions, type Args, colorOf, fileOptions, texts } from '../options.ts';
import { finish, readAll } from '../reading.ts';
import { paletteFor } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const kinds = ['hierarchy', 'conversations', 'endpoints'] as const;
type Kind = (typeof kinds)[number];

export function command(context: Context): Command {
  const { catalogue } = context;
  return {
    positional: `FILE.. ${kinds.join('|')} [${conversationKinds.join('|')}]`,
    examples: [['pupil stats lab4.pcapng hierarchy', 'example.stats-hierarchy'], ['pupil stats lab4.pcapng conversations tcp', 'example.stats-conversations']],
    options: (y) => fileOptions(y, catalogue),
    run: (args) => run(args, context),
  };
}

function run(args: Args, { catalogue }: Context): number {
  const words = texts(args, '_');
  const kind = words.find((w): w is Kind => kinds.some((k) => k === w));
  const levels = words.filter((w): w is ConversationKind => conversationKinds.some((k) => k === w));
  const files = [...texts(args, 'r'), ...words.filter((w) => w !== kind && !levels.some((l) => l === w))];
  if (kind === undefined) throw new UsageError(catalogue.say('error.stats', { kinds: kinds.join(', ') }));
  if (files.length === 0) throw new UsageError(catalogue.say('error.file-missing'));
  const palette = paletteFor(colorOf(args), 'stdout');
  const counted = kind === 'hierarchy' ? hierarchy() : conversations(kind, levels.length > 0 ? levels : conversationKinds);
  const a = new Analyzer(counted.packet, { ...analyzerOptions(args, catalogue), depth: kind === 'hierarchy' ? 'dialogues' : 'layers' });
  const reading = readAll(files, a, args, catalogue);
  a.end();
  new Output(1).write(`${counted.lines(catalogue, palette).join('\n')}\n`);
  return finish(reading);
}

/** Something that counts packets and prints what it counted. */
interface Counted {
  readonly packet: (a: Analyzer) => void;
  readonly lines: (catalogue: Context['catalogue'], palette: Palette) => string[];
}

function hierarchy(): Counted {
  const counted = new Hierarchy();
  return { packet: (a) => counted.packet(a), lines: (catalogue, palette) => hierarchyLines(counted.tree(), catalogue, palette) };
}

function conversations(kind: 'conversations' | 'endpoints', levels: readonly ConversationKind[]): Counted {
  const counted = new Conversations(levels);
  const lines: Counted['lines'] = (catalogue, palette) => levels.flatMap((level) => {
    const rows = counted.rows(level);
    if (rows.length === 0) return [];
    const rest = counted.rest(level).packets;
    const table = kind === 'conversations' ? conversationLines(rows, catalogue, palette) : endpointLines(counted.endpoints(level), catalogue, palette);
    return [paint(palette, 'heading', kindTitle(level)), ...table, ...(rest > 0 ? [catalogue.say('conversations.rest', { count: rest })] : []), ''];
  });
  return { packet: (a) => counted.packet(a), lines };
}
