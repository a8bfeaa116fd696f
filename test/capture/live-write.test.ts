import { describe, expect, test } from 'vitest';
import type { CaptureInterface } from '../../src/capture/packet-sink.ts';
import { writerFor } from '../../src/capture/write.ts';
import { concat } from '../build/bytes.ts';
import { SECONDS, take } from '../build/capture.ts';

const eth0: CaptureInterface = {
  id: 0, section: { number: 1, comments: ['captured with tcpdump'], hardware: undefined, system: 'Linux 6.1', application: undefined }, linkType: 1, fcsSize: 0, snapLength: 96, unitsPerSecond: 1e9,
  name: 'eth0', description: undefined, filter: 'port 25', received: undefined, dropped: undefined,
};
const packet = Uint8Array.of(1, 2, 3, 4, 5);

describe.each(['x.pcapng', 'x.pcap'])('a file that is written while it is read: %s', (name) => {
  const pieces: Uint8Array[] = [];
  const writer = writerFor(name, 'pupil 1.2.3', (bytes) => pieces.push(Uint8Array.from(bytes)));
  const now = (): ReturnType<typeof take> => take(concat(...pieces));

  test('tells what is captured before anything has come', () => {
    writer.describe(eth0);
    writer.flush();
    expect(now().packets).toEqual([]);
    expect(now().facts).toMatchObject({ fault: undefined, interfaces: [{ linkType: 1, snapLength: 96 }] });
  });

  test('ends with a whole packet after each flush, and size tells how long it is', () => {
    for (const n of [1, 2, 3]) {
      writer.packet(packet, 0, 5, 60, SECONDS, n, 1, eth0);
      expect(writer.size).toBeGreaterThan(concat(...pieces).length);
      writer.flush();
      expect(now().packets.length).toBe(n);
      expect(now().facts.fault).toBeUndefined();
      expect(writer.size).toBe(concat(...pieces).length);
    }
  });
});

describe('what was lost (draft-ietf-opsawg-pcapng §4.6)', () => {
  test('is written at the end, as far as it is known', () => {
    for (const [counts, expected] of [
      [{ received: 5_000_000_000, dropped: 7 }, { received: 5_000_000_000, dropped: 7 }], [{ received: undefined, dropped: 0 }, { received: undefined, dropped: 0 }],
    ] as const) {
      const pieces: Uint8Array[] = [];
      const writer = writerFor('x.pcapng', 'pupil 1.2.3', (bytes) => pieces.push(Uint8Array.from(bytes)));
      writer.packet(packet, 0, 5, 5, SECONDS, 0, 1, eth0);
      writer.statistics(eth0, counts, SECONDS + 1, 0);
      writer.end();
      expect(take(concat(...pieces)).facts).toMatchObject({ fault: undefined, interfaces: [{ name: 'eth0', filter: 'port 25', ...expected }], sections: [{ comments: ['captured with tcpdump'], system: 'Linux 6.1', application: 'pupil 1.2.3' }] });
    }
  });
});
