import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PacketSink } from '../../src/capture/packet-sink.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import { conversation, hear, type Turn } from '../build/dialogue.ts';
import { Collected } from '../build/laws.ts';
import { nbss, smb } from '../build/smb.ts';

/** The segments of a bundled capture that go to a server's port (the client's), or come from it. Ethernet and IPv4 without options. */
function segments(capture: string, port: number, ...who: readonly ('client' | 'server')[]): Uint8Array[] {
  const packets: Uint8Array[] = [];
  const sink: PacketSink = {
    packet: (b, from, to) => {
      const tcp = from + 34;
      if (b[from + 12] !== 0x08 || b[from + 13] !== 0 || b[from + 23] !== 6) return;
      const portAt = (at: number): number => (b[at]! << 8) | b[at + 1]!;
      if (who.some((side) => portAt(side === 'client' ? tcp + 2 : tcp) === port)) packets.push(new Uint8Array(b.subarray(from, to)));
    },
  };
  readCapture(path.resolve(import.meta.dirname, '../../captures', capture), sink);
  return packets;
}

/** What is known of the one side alone. */
interface Known {
  readonly capture: string;
  readonly port: number;
  /** What the note says where the server is missing, where the client is. */
  readonly notes: readonly [string, string];
  /** Mails and objects that one side alone has in it. */
  readonly contents: readonly [number, number];
}

const known: readonly Known[] = [
  { capture: 'smtp-pipelining-bdat.pcap', port: 25, notes: ['assumed', 'client-missing'], contents: [4, 0] },
  { capture: 'pop3-dele-rset.pcap', port: 110, notes: ['assumed', 'client-missing'], contents: [0, 5] },
  { capture: 'imap.pcap', port: 143, notes: ['assumed', 'client-missing'], contents: [2, 3] },
  { capture: 'http-chunked-gzip.pcap', port: 80, notes: ['server-missing', 'client-missing'], contents: [4, 20] },
  { capture: 'netbios-session.pcap', port: 139, notes: ['server-missing', 'client-missing'], contents: [0, 0] },
];

describe.each(known)('$capture with one side missing', ({ capture, port, notes, contents }) => {
  test.each([['the server', 'client', 0], ['the client', 'server', 1]] as const)('%s: every session says so, and what the other side says is read to its end', (_, who, which) => {
    const collected = new Collected();
    const { units, sessions } = hear(segments(capture, port, who), { contents: collected });
    expect(sessions.length).toBeGreaterThan(0);
    expect(sessions.map((s) => s.notes.some((note) => note.key === notes[which]))).toEqual(sessions.map(() => true));
    expect(new Set(units.map((u) => u.side))).toEqual(new Set([who]));
    const both = hear(segments(capture, port, 'client', 'server')).units.filter((u) => u.side === who);
    expect(units.length).toBeGreaterThanOrEqual(both.length);
    expect(collected.contents.length).toBeGreaterThanOrEqual(contents[which]);
  });
});

describe('a note of a missing side', () => {
  const ask = { C: 'GET / HTTP/1.1\r\nHost: www.lab.test\r\n\r\n' };
  const talk: readonly (readonly [string, number, readonly Turn[]])[] = [
    ['HTTP', 80, [ask, { S: 'HTTP/1.1 204 No Content\r\n\r\n' }]],
    ['NBSS', 445, [{ C: nbss(0, smb({ command: 0x72 })) }, { S: nbss(0, smb({ command: 0x72 })) }]],
  ];

  test.each(talk)('%s: not where both are there', (_, port, turns) => {
    expect(hear(conversation(turns, { port })).sessions.flatMap((s) => s.notes.map((n) => n.key))).toEqual([]);
  });

  test('HTTP: not where the server has acknowledged the request and never answered', () => {
    expect(hear(conversation([ask], { port: 80 })).sessions.flatMap((s) => s.notes.map((n) => n.key))).toEqual([]);
  });
});
