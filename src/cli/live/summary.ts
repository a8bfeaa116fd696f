import path from 'node:path';
import type { Overview } from '../../analysis/overview.ts';
import type { LiveCounts } from '../../node/live/live-capture.ts';
import type { Recording } from '../../node/live/recording.ts';
import { droppedText } from '../../report/live-status.ts';
import { overviewLines } from '../../report/overview.ts';
import type { Palette } from '../../report/palette.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { linkTypeText } from '../link-type.ts';

/** What a live capture has come to. */
export interface LiveResult {
  readonly device: string;
  readonly packets: number;
  readonly counts: LiveCounts;
  readonly recording: Recording | undefined;
  /** Undefined: packets were only counted. */
  readonly overview: Overview | undefined;
  /** Packets that were not looked at. */
  readonly skipped: number;
  /** What went wrong meanwhile. */
  readonly notes: readonly string[];
}

/** The overview of what was captured, what was lost, and where it is. */
export function summaryLines(r: LiveResult, c: Catalogue, palette: Palette): string[] {
  const { received } = r.counts;
  const counts = [c.say('live.captured', { count: r.packets }), ...(received === undefined ? [] : [c.say('live.received', { count: received })]), droppedText(r.counts, c, palette)];
  return [...overviewOf(r, c, palette), counts.join(' · '), ...savedLines(r, c)];
}

function overviewOf({ overview, device, recording, skipped, notes }: LiveResult, c: Catalogue, palette: Palette): string[] {
  if (overview === undefined || overview.packets === 0) return [...notes];
  const file = recording?.files === 1 && recording.path !== '-' ? recording.path : undefined;
  const name = file === undefined ? device : path.basename(file);
  const left = skipped === 0 ? [] : [c.say('live.skipped', { count: skipped })];
  return ['', ...overviewLines(overview, { name, file, captures: [], linkTypeName: (linkType) => linkTypeText(linkType, c), notes: [...notes, ...left] }, c, palette), ''];
}

function savedLines({ recording }: LiveResult, c: Catalogue): string[] {
  if (recording?.path === undefined || recording.path === '-') return [];
  const { path: file, size, files, packets } = recording;
  return [files === 1 ? c.say('live.saved', { file, size, count: packets }) : c.say('live.saved-several', { file, files, count: packets })];
}
