import type { ContentRecord } from '../analysis/content-log.ts';
import { headerChanges, type MailTrail } from '../analysis/mail-trail.ts';
import { safe } from '../base/escape.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { paint, type Palette } from './palette.ts';

/** A mail in a line: number, subject, from whom to whom, and where it passed: `smtp #3 → pop #5`. */
export function mailLine(trail: MailTrail, number: number, c: Catalogue, palette: Palette): string {
  const [first] = trail.stops;
  const { header } = first!;
  const text = (name: string): string => safe(header?.text(name) ?? '?');
  const stops = trail.stops.map((stop) => `${paint(palette, 'application', stop.protocol)} #${stop.session}`).join(' → ');
  return `${paint(palette, 'heading', String(number))}  “${text('subject')}”  ${text('from')} → ${text('to')}  ${c.bytes(first!.size)}  ${stops}`;
}

/** One mail on its way: each stop with its packets, and what the header gained or lost since the stop before. */
export function trailLines(trail: MailTrail, number: number, c: Catalogue, palette: Palette): string[] {
  const lines = [mailLine(trail, number, c, palette)];
  if (trail.messageId !== '') lines.push(`   Message-ID ${safe(trail.messageId)}`);
  let before: ContentRecord | undefined;
  for (const stop of trail.stops) {
    lines.push('', `   ${stopText(stop, c, palette)}`);
    if (before !== undefined) lines.push(...changeLines(before, stop, c, palette));
    before = stop;
  }
  return lines;
}

function stopText(stop: ContentRecord, c: Catalogue, palette: Palette): string {
  const { protocol, session, about, side, firstPacket, lastPacket, size, missing, isWhole } = stop;
  const state = isWhole ? '' : missing > 0 ? `, ${c.say('extract.missing', { missing })}` : `, ${c.say('extract.unended')}`;
  const where = c.say(side === 'client' ? 'mail.sent' : 'mail.fetched', { session, name: about.name, first: firstPacket, last: lastPacket });
  return `${paint(palette, 'application', protocol)}  ${where}, ${c.bytes(size)}${state}`;
}

function changeLines(before: ContentRecord, after: ContentRecord, c: Catalogue, palette: Palette): string[] {
  if (before.header === undefined || after.header === undefined) return [];
  const changes = headerChanges(before.header, after.header);
  if (changes.length === 0) return [`     ${c.say('mail.unchanged')}`];
  return changes.map(({ kind, name, value }) => `     ${paint(palette, kind === 'added' ? 'server' : 'warning', kind === 'added' ? '+' : '−')} ${safe(name)}: ${safe(value)}`);
}
