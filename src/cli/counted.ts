import type { Analyzer, AnalyzerOptions } from '../analysis/analyzer.ts';
import { CommandLog } from '../analysis/command-log.ts';
import { ConnectionLog } from '../analysis/connection-log.ts';
import { type ConversationKind, Conversations } from '../analysis/conversations.ts';
import { effortFor } from '../analysis/effort.ts';
import { compileFilter } from '../analysis/filter/filter.ts';
import { Hierarchy } from '../analysis/hierarchy.ts';
import { Lookup } from '../analysis/lookup.ts';
import { Timeline } from '../analysis/timeline.ts';
import { commandLines } from '../report/command-table.ts';
import { conversationLines, endpointLines, kindTitle } from '../report/conversation-table.ts';
import { hierarchyLines } from '../report/hierarchy.ts';
import { timelineLines } from '../report/io-table.ts';
import { paint, type Palette } from '../report/palette.ts';
import { connectionLines } from '../report/tcp-table.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** Something that counts packets and prints what it counted. */
export interface Counted {
  /** How deep the analyzer must go for it. */
  readonly effort: AnalyzerOptions;
  /** Told of the analyzer before the first packet. */
  readonly attach?: (a: Analyzer) => void;
  readonly packet: (a: Analyzer) => void;
  /** Told when the capture is read. */
  readonly end?: (a: Analyzer) => void;
  readonly lines: (catalogue: Catalogue, palette: Palette) => Iterable<string>;
}

export function hierarchy(): Counted {
  const counted = new Hierarchy();
  return { effort: { depth: 'names' }, packet: (a) => counted.packet(a), lines: (catalogue, palette) => hierarchyLines(counted.tree(), catalogue, palette) };
}

export function conversations(kind: 'conversations' | 'endpoints', levels: readonly ConversationKind[]): Counted {
  const counted = new Conversations(levels);
  const lines: Counted['lines'] = (catalogue, palette) => levels.flatMap((level) => {
    const rows = counted.rows(level);
    if (rows.length === 0) return [];
    const rest = counted.rest(level).packets;
    const table = kind === 'conversations' ? conversationLines(rows, catalogue, palette) : endpointLines(counted.endpoints(level), catalogue, palette);
    return [paint(palette, 'heading', kindTitle(level)), ...table, ...(rest > 0 ? [catalogue.say('conversations.rest', { count: rest })] : []), ''];
  });
  return { effort: { depth: 'layers' }, packet: (a) => counted.packet(a), lines };
}

/** The TCP connections, one by one. */
export function connections(): Counted {
  let log: ConnectionLog | undefined;
  return {
    effort: { verdicts: true },
    attach: (a) => {
      log = new ConnectionLog(a);
    },
    packet: () => undefined,
    *lines(catalogue, palette) {
      let isEmpty = true;
      for (const line of connectionLines(log!.records(), catalogue, palette)) {
        isEmpty = false;
        yield line;
      }
      if (isEmpty) yield catalogue.say('tcp.none');
      if (log!.rest > 0) yield catalogue.say('tcp.rest', { count: log!.rest });
    },
  };
}

/** Packets and bytes over time; `interval` in nanoseconds. Filters count in columns of their own. */
export function timeline(interval: number | undefined, filterTexts: readonly string[]): Counted {
  const filters = filterTexts.map((text) => compileFilter(text));
  const counted = new Timeline(1 + filters.length, interval);
  let lookups: readonly Lookup[] = [];
  return {
    effort: filters.length === 0 ? { depth: 'layers' } : { ...effortFor(filters.flatMap((filter) => filter.fields)), verdicts: true },
    attach: (a) => {
      lookups = filters.map((filter) => new Lookup(a, filter.fields));
    },
    packet: (a) => {
      const index = counted.at((a.seconds - a.firstSeconds) * 1e9 + a.nanos - a.firstNanos);
      counted.count(0, index, a.wireLength);
      for (let i = 0; i < filters.length; i++) if (filters[i]!.test(lookups[i]!.look())) counted.count(i + 1, index, a.wireLength);
    },
    lines: (catalogue, palette) => timelineLines(counted, filterTexts, interval, catalogue, palette),
  };
}

/** What was said in the dialogues. */
export function commands(): Counted {
  const log = new CommandLog();
  const packet = (a: Analyzer): void => log.packet(a);
  return { effort: { marks: true }, packet, end: packet, lines: (catalogue, palette) => commandLines(log, catalogue, palette) };
}
