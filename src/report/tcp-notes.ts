import type { ConnectionLog, ConnectionRecord } from '../analysis/connection-log.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** Connections that are told of one by one, and numbers of streams in one line. */
const MAX_TROUBLED = 5;
const MAX_STREAMS = 8;

/** What is worth noting of the TCP connections of a capture: what was sent again or is missing, who was refused, what contradicts itself. */
export function tcpNoteLines(log: ConnectionLog, file: string | undefined, catalogue: Catalogue): string[] {
  const lines: string[] = [];
  const refused: number[] = [];
  const unanswered: number[] = [];
  let troubled = 0;
  let conflicting = 0;
  let evictions = 0;
  for (const r of log.records()) {
    if (r.connState === 'REJ') refused.push(r.number);
    if (r.connState === 'S0') unanswered.push(r.number);
    conflicting += r.client.conflicting + r.server.conflicting;
    evictions += r.client.evictions + r.server.evictions;
    const line = troubleLine(r, catalogue);
    if (line !== undefined && troubled++ < MAX_TROUBLED) lines.push(line);
  }
  if (troubled > MAX_TROUBLED) lines.push(moreTrouble(troubled - MAX_TROUBLED, file, catalogue));
  if (refused.length > 0) lines.push(catalogue.say('overview.tcp-refused', { count: refused.length, streams: streamList(refused) }));
  if (unanswered.length > 0) lines.push(catalogue.say('overview.tcp-unanswered', { count: unanswered.length, streams: streamList(unanswered) }));
  if (conflicting > 0) lines.push(catalogue.say('overview.tcp-conflict', { count: conflicting }));
  if (evictions > 0) lines.push(catalogue.say('overview.tcp-evicted', { count: evictions }));
  return lines;
}

/** Connections that are not told of; `file` says where they are, if they are in one. */
function moreTrouble(count: number, file: string | undefined, catalogue: Catalogue): string {
  return file === undefined ? catalogue.say('overview.more', { count }) : catalogue.say('overview.tcp-more', { count, file });
}

function troubleLine({ number: stream, client, server, repeats }: ConnectionRecord, catalogue: Catalogue): string | undefined {
  const count = client.repeatedSegments + server.repeatedSegments;
  const missing = client.missing + server.missing;
  if (count === 0) return missing === 0 ? undefined : catalogue.say('overview.tcp-missing', { stream, missing });
  const packets = repeats.length === 0 ? '…' : repeats.join(' ') + (count > repeats.length ? ' …' : '');
  return catalogue.say(missing === 0 ? 'overview.tcp-repeated' : 'overview.tcp-repeated-missing', { count, packets, stream, missing });
}

function streamList(streams: readonly number[]): string {
  return streams.slice(0, MAX_STREAMS).map((n) => `#${n}`).join(' ') + (streams.length > MAX_STREAMS ? ' …' : '');
}
