import type { CommandLog, DialogueCount, SlowReply, WordCount } from '../analysis/command-log.ts';
import { safe } from '../base/escape.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { paint, type Palette } from './palette.ts';
import { tableLines } from './table.ts';

/** Which commands and replies were said, how often, and the slowest replies: a table for each protocol. */
export function commandLines(log: CommandLog, catalogue: Catalogue, palette: Palette): string[] {
  const { rows } = log;
  if (rows.length === 0) return [catalogue.say('commands.none')];
  return rows.flatMap(({ count, words }) => [
    `${paint(palette, 'heading', count.dialogue.short)}  ${catalogue.say('commands.sessions', { count: count.sessions.size })}`,
    ...(words.length === 0 ? [] : wordTable(words, catalogue, palette)),
    ...(count.rest === 0 ? [] : [catalogue.say('commands.rest', { count: count.rest })]),
    ...replyLines(count, catalogue),
    '',
  ]);
}

function wordTable(words: readonly WordCount[], c: Catalogue, palette: Palette): string[] {
  const right = true;
  const columns = [
    { title: c.say('commands.field') }, { title: c.say('commands.value') }, { title: c.say('commands.count'), right }, { title: c.say('commands.first') }, { title: c.say('commands.meaning') },
  ];
  return tableLines(columns, words.map((w) => [
    c.label(w.field), safe(w.text), c.number(w.count), w.packets.join(' ') + (w.count > w.packets.length ? ' …' : ''), c.meaning(w.field, w.value),
  ]), palette);
}

function replyLines({ replies, seconds, slowest }: DialogueCount, c: Catalogue): string[] {
  const [first] = slowest;
  if (first === undefined) return [];
  return [c.say('commands.replies', { average: milliseconds(seconds / replies), max: milliseconds(first.seconds) }), ...slowest.map((reply) => `  ${slowLine(reply, c)}`)];
}

function slowLine({ seconds, packet, to }: SlowReply, c: Catalogue): string {
  const args = { milliseconds: milliseconds(seconds), packet };
  return to === undefined ? c.say('commands.slow', args) : c.say('commands.slow-to', { ...args, to });
}

function milliseconds(seconds: number): number {
  return Number((seconds * 1000).toFixed(3));
}
