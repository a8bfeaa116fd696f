import type { Catalogue } from '../text/catalogue.ts';
import { cutColoured } from './cut.ts';
import { standingText } from './check-list.ts';
import { paint, type Palette } from './palette.ts';

/** Protocols of which the status line tells the packets. */
const MAX_PROTOCOLS = 6;

/** How a live capture stands. */
export interface LiveStatus {
  /** Since it began. */
  readonly seconds: number;
  readonly bytes: number;
  /** Packets by their innermost protocol, the most frequent first. */
  readonly protocols: readonly { readonly name: string; readonly packets: number }[];
  readonly captured: number;
  /** Undefined: nobody knows. */
  readonly dropped: number | undefined;
  readonly isEstimate: boolean;
  /** The screen stands still; or shows one session only. */
  readonly isPaused: boolean;
  readonly follows: number | undefined;
  /** What there is of what a lab needs; undefined: no lab was named. */
  readonly lab: { readonly met: number; readonly needs: number } | undefined;
}

/** The line at the foot of the screen. */
export function statusLine(s: LiveStatus, columns: number, c: Catalogue, palette: Palette): string {
  const mode = s.isPaused ? c.say('live.paused') : s.follows === undefined ? '' : c.say('live.follows', { session: s.follows });
  const parts = [
    clock(s.seconds), ...(mode === '' ? [] : [paint(palette, 'heading', mode)]), ...(s.lab === undefined ? [] : [paint(palette, 'server', `✓ ${standingText(s.lab, c)}`)]), c.say('live.captured', { count: s.captured }), c.bytes(s.bytes), droppedText(s, c, palette),
    s.protocols.slice(0, MAX_PROTOCOLS).map(({ name, packets }) => `${paint(palette, 'application', name)} ${c.number(packets)}`).join(' '),
  ];
  return cutColoured(parts.filter((part) => part !== '').join(' · '), columns);
}

/** How many packets were lost, as far as it is known. */
export function droppedText({ dropped, isEstimate }: Pick<LiveStatus, 'dropped' | 'isEstimate'>, c: Catalogue, palette: Palette): string {
  if (dropped === undefined) return c.say('live.dropped-unknown');
  const text = c.say(isEstimate ? 'live.dropped-estimated' : 'live.dropped', { count: dropped });
  return dropped === 0 ? text : paint(palette, 'warning', text);
}

/** `00:01:08`. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((n) => String(n).padStart(2, '0')).join(':');
}
