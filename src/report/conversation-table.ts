import { type ConversationKind, type ConversationRow, type EndpointRow } from '../analysis/conversations.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Palette } from './palette.ts';
import { tableLines } from './table.ts';

/** Who talked with whom: packets and bytes each way, when it began, how long it lasted. */
export function conversationLines(rows: readonly ConversationRow[], catalogue: Catalogue, palette: Palette): string[] {
  const right = true;
  const columns = [
    { title: catalogue.say('conversations.a') }, { title: catalogue.say('conversations.b') }, { title: catalogue.say('conversations.packets-ab'), right }, { title: catalogue.say('conversations.bytes-ab'), right },
    { title: catalogue.say('conversations.packets-ba'), right }, { title: catalogue.say('conversations.bytes-ba'), right }, { title: catalogue.say('conversations.start'), right }, { title: catalogue.say('conversations.duration'), right },
  ];
  return tableLines(columns, rows.map((r) => [
    r.a, r.b, catalogue.number(r.packetsAB), catalogue.number(r.bytesAB), catalogue.number(r.packetsBA), catalogue.number(r.bytesBA), r.start.toFixed(6), r.duration.toFixed(6),
  ]), palette);
}

/** What each end sent and received. */
export function endpointLines(rows: readonly EndpointRow[], catalogue: Catalogue, palette: Palette): string[] {
  const right = true;
  const columns = [
    { title: catalogue.say('endpoints.end') }, { title: catalogue.say('endpoints.packets-sent'), right }, { title: catalogue.say('endpoints.bytes-sent'), right },
    { title: catalogue.say('endpoints.packets-received'), right }, { title: catalogue.say('endpoints.bytes-received'), right },
  ];
  return tableLines(columns, rows.map((r) => [r.end, catalogue.number(r.packetsSent), catalogue.number(r.bytesSent), catalogue.number(r.packetsReceived), catalogue.number(r.bytesReceived)]), palette);
}

/** The title above the conversations or endpoints of a kind. */
export function kindTitle(kind: ConversationKind): string {
  return { eth: 'Ethernet', ip: 'IPv4', ipv6: 'IPv6', tcp: 'TCP', udp: 'UDP' }[kind];
}
