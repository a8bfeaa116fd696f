import type { ConnectionEnd, ConnectionRecord, RoundTrips } from '../analysis/connection-log.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Palette } from './palette.ts';
import { type FixedColumn, streamedTable } from './table.ts';

const END_WIDTH = 21;
const STATES_WIDTH = 23;

/** The TCP connections of a capture, a line each: who, how it went, what was sent each way, sent again and lost, how fast the answers came, who closed. */
export function connectionLines(records: Iterable<ConnectionRecord>, catalogue: Catalogue, palette: Palette): Generator<string> {
  return streamedTable(columns(catalogue), rows(records, catalogue), palette);
}

function columns(c: Catalogue): FixedColumn[] {
  const right = true;
  return [
    { title: '#', right, width: 6 }, { title: c.say('tcp.client'), width: END_WIDTH }, { title: c.say('tcp.server'), width: END_WIDTH },
    { title: c.say('tcp.went'), width: 6 }, { title: c.say('tcp.states'), width: STATES_WIDTH },
    { title: c.say('tcp.packets-out'), right, width: 7 }, { title: c.say('tcp.packets-in'), right, width: 7 }, { title: c.say('tcp.bytes-out'), right, width: 11 }, { title: c.say('tcp.bytes-in'), right, width: 11 },
    { title: c.say('tcp.again'), right, width: 6 }, { title: c.say('tcp.lost'), right, width: 8 },
    { title: c.say('tcp.handshake'), right, width: 9 }, { title: c.say('tcp.round-trips'), right, width: 20 }, { title: c.say('tcp.closer'), width: 10 },
  ];
}

function* rows(records: Iterable<ConnectionRecord>, c: Catalogue): Generator<string[]> {
  for (const r of records) {
    const { client, server } = r;
    yield [
      String(r.number), client.end, server.end, r.connState, client.state === '' ? '' : `${client.state} ${server.state}`,
      c.number(client.packets), c.number(server.packets), c.number(client.bytes), c.number(server.bytes),
      countOrNothing(client.repeatedSegments + server.repeatedSegments, c), countOrNothing(client.missing + server.missing, c),
      r.handshake === 0 ? '' : millisecondText(r.handshake), roundTripText(farther(client, server)), closerText(r, c),
    ];
  }
}

function countOrNothing(n: number, c: Catalogue): string {
  return n === 0 ? '' : c.number(n);
}

/** The round trips to the end that is farther from where the capture was made: those to the nearer one say little. */
function farther(a: ConnectionEnd, b: ConnectionEnd): RoundTrips | undefined {
  if (a.roundTrips === undefined || b.roundTrips === undefined) return a.roundTrips ?? b.roundTrips;
  return a.roundTrips.average > b.roundTrips.average ? a.roundTrips : b.roundTrips;
}

function roundTripText(trips: RoundTrips | undefined): string {
  return trips === undefined ? '' : [trips.min, trips.average, trips.max].map(millisecondText).join('/');
}

/** Milliseconds to three digits that say something. */
function millisecondText(seconds: number): string {
  const ms = seconds * 1000;
  return ms.toFixed(ms < 1 ? 3 : ms < 10 ? 2 : ms < 100 ? 1 : 0);
}

function closerText({ closer, isReset }: ConnectionRecord, c: Catalogue): string {
  if (closer === undefined) return '';
  const who = c.say(closer === 'client' ? 'tcp.by-client' : 'tcp.by-server');
  return isReset ? `${who} RST` : who;
}
