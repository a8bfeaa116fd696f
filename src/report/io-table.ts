import type { Timeline, TimelineRow } from '../analysis/timeline.ts';
import { safe } from '../base/escape.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { bar } from './bar.ts';
import type { Palette } from './palette.ts';
import { type FixedColumn, streamedTable } from './table.ts';

const BAR = 20;
const NUMBER_WIDTH = 12;
const NANOS = 1e9;

/** Packets and bytes over time, an interval a row, with a bar of the bytes; then what passed each of the filters. */
export function* timelineLines(timeline: Timeline, filters: readonly string[], asked: number | undefined, catalogue: Catalogue, palette: Palette): Generator<string> {
  const right = true;
  const columns: FixedColumn[] = [
    { title: catalogue.say('io.from'), right, width: NUMBER_WIDTH }, { title: catalogue.say('io.packets'), right, width: NUMBER_WIDTH }, { title: catalogue.say('io.bytes'), right, width: NUMBER_WIDTH },
    { title: '', width: BAR },
    ...filters.flatMap((_, i) => [{ title: `${i + 1}: ${catalogue.say('io.packets')}`, right, width: NUMBER_WIDTH }, { title: `${i + 1}: ${catalogue.say('io.bytes')}`, right, width: NUMBER_WIDTH }]),
  ];
  yield* streamedTable(columns, cells(timeline, catalogue), palette);
  for (const [i, filter] of filters.entries()) yield `${i + 1}: ${safe(filter)}`;
  if (timeline.isCoarser && asked !== undefined) yield catalogue.say('io.coarser', { seconds: timeline.width / NANOS, asked: asked / NANOS });
}

function* cells(timeline: Timeline, catalogue: Catalogue): Generator<string[]> {
  let most = 0;
  for (const row of timeline.rows()) most = Math.max(most, row.bytes[0]!);
  const decimals = decimalsOf(timeline.width);
  for (const row of timeline.rows()) yield cellsOf(row, most, decimals, catalogue);
}

function cellsOf({ from, packets, bytes }: TimelineRow, most: number, decimals: number, c: Catalogue): string[] {
  const [all = 0, ...passed] = packets;
  const [allBytes = 0, ...passedBytes] = bytes;
  return [(from / NANOS).toFixed(decimals), c.number(all), c.number(allBytes), bar(allBytes, most, BAR), ...passed.flatMap((n, i) => [c.number(n), c.number(passedBytes[i]!)])];
}

/** How many decimals it takes to write the beginnings of intervals, which are whole nanoseconds, in seconds. */
function decimalsOf(width: number): number {
  let decimals = 0;
  while (decimals < 9 && (width * 10 ** decimals) % NANOS !== 0) decimals++;
  return decimals;
}
