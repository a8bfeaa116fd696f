import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Intake } from '../../src/capture/intake.ts';
import { writerFor } from '../../src/capture/write.ts';
import type { CaptureWriter } from '../../src/capture/writer.ts';
import { concat, hex } from '../build/bytes.ts';
import { big, little, SECONDS, take } from '../build/capture.ts';

/** The file that a writer makes of what is written to it. */
function written(name: string, write: (writer: CaptureWriter) => void): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  const writer = writerFor(name, 'pupil 1.2.3', (bytes) => pieces.push(Uint8Array.from(bytes)));
  write(writer);
  writer.end();
  return concat(...pieces);
}

/** A capture file read and written again. */
const copied = (name: string, source: Uint8Array): Uint8Array<ArrayBuffer> => written(name, (writer) => {
  const intake = new Intake(writer);
  intake.push(source);
  intake.end();
});

const packet = hex('ffffffffffff 001b2177000a 0806 01');
const text = Buffer.from(packet).toString('hex');

describe('pcapng is written (draft-ietf-opsawg-pcapng)', () => {
  test('packets, interfaces, comments and sections come back as they were', () => {
    const source = concat(
      big.section([big.option(1, 'lab 4, group B'), big.option(3, 'Linux 6.1')]),
      big.interface({ snap: 96 }, [big.option(2, 'eth0'), big.option(3, 'Intel'), big.option(11, '\0arp'), big.option(13, Uint8Array.of(4))]),
      big.interface({ link: 101 }, [big.option(9, Uint8Array.of(9))]),
      big.enhanced({ wire: 60 }, packet, [big.option(1, 'one'), big.option(1, 'два'), big.option(2, big.u32(0x80000001)), big.option(4, big.u64(5_000_000_000n))]),
      big.enhanced({ interface: 1, time: BigInt(SECONDS) * 1_000_000_000n + 123_456_789n }, packet.subarray(0, 14)),
      little.section([little.option(1, 'second')]), little.interface({ link: 113 }), little.enhanced({ wire: 3 }, new Uint8Array(0)),
    );
    const [before, after] = [take(source), take(copied('x.pcapng', source))];
    expect(after.packets).toEqual(before.packets);
    expect(after.facts).toMatchObject({ format: 'pcapng', fault: undefined });
    expect(after.facts.sections).toEqual(before.facts.sections.map((s) => ({ ...s, application: 'pupil 1.2.3' })));
    expect(after.facts.interfaces.map(({ name, description, filter, snapLength, fcsSize, linkType, unitsPerSecond }) => ({ name, description, filter, snapLength, fcsSize, linkType, unitsPerSecond }))).toEqual([
      { name: 'eth0', description: 'Intel', filter: 'arp', snapLength: 96, fcsSize: 4, linkType: 1, unitsPerSecond: 1e9 },
      { name: undefined, description: undefined, filter: undefined, snapLength: 0, fcsSize: 0, linkType: 101, unitsPerSecond: 1e9 },
      { name: undefined, description: undefined, filter: undefined, snapLength: 0, fcsSize: 0, linkType: 113, unitsPerSecond: 1e9 },
    ]);
  });

  test('classic pcap becomes one interface', () => {
    const source = concat(little.pcap({ magic: 0xa1b23c4d, link: 228 }), little.record({ fraction: 999_999_999 }, packet), little.record({}, packet));
    const { packets, facts } = take(copied('x.pcapng', source));
    expect(packets.map((p) => [p.hex, p.seconds, p.nanos, p.linkType, p.interface])).toEqual([[text, SECONDS, 999_999_999, 228, 0], [text, SECONDS, 204_507, 228, 0]]);
    expect(facts.interfaces).toHaveLength(1);
  });

  test('packets of no interface get one for each link type', () => {
    const file = written('-', (w) => [1, 101, 1].forEach((link) => w.packet(packet, 0, 5, 60, 7, 8, link, undefined)));
    const { packets, facts } = take(file);
    expect(packets.map((p) => [p.hex, p.wire, p.seconds, p.nanos, p.linkType, p.interface])).toEqual([
      ['ffffffffff', 60, 7, 8, 1, 0], ['ffffffffff', 60, 7, 8, 101, 1], ['ffffffffff', 60, 7, 8, 1, 0],
    ]);
    expect(facts.interfaces).toHaveLength(2);
  });

  test('a packet without a time gets the beginning of time', () => {
    expect(take(written('x', (w) => w.packet(packet, 0, 5, 5, NaN, 0, 1, undefined))).packets[0]).toMatchObject({ seconds: 0, nanos: 0 });
  });

  test('a comment of 100,000 characters is cut at what an option can hold', () => {
    const notes = { comments: ['ж'.repeat(100_000)], flags: undefined, drops: undefined };
    expect(take(written('x', (w) => w.packet(packet, 0, 5, 5, 1, 0, 1, undefined, notes))).packets[0]!.notes!.comments[0]!.length).toBe(32_768);
  });

  test('no packets make a file without packets', () => {
    expect(take(written('x.pcapng', () => undefined)).facts).toMatchObject({ format: 'pcapng', packets: 0, fault: undefined });
  });

  test('any packets, times to the nanosecond and lengths come back', () => {
    const packets = fc.array(
      fc.record({ bytes: fc.uint8Array({ maxLength: 70 }), more: fc.nat(1000), seconds: fc.integer({ min: 0, max: 2 ** 33 }), nanos: fc.integer({ min: 0, max: 999_999_999 }), linkType: fc.constantFrom(1, 101, 113) }),
      { maxLength: 50 },
    );
    fc.assert(
      fc.property(packets, (list) => {
        const file = written('x.pcapng', (w) => list.forEach((p) => w.packet(p.bytes, 0, p.bytes.length, p.bytes.length + p.more, p.seconds, p.nanos, p.linkType, undefined)));
        expect(take(file).packets.map(({ hex: bytes, wire, seconds, nanos, linkType }) => ({ bytes, wire, seconds, nanos, linkType }))).toEqual(
          list.map((p) => ({ bytes: Buffer.from(p.bytes).toString('hex'), wire: p.bytes.length + p.more, seconds: p.seconds, nanos: p.nanos, linkType: p.linkType })),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('a file larger than the buffer, with packets larger than the buffer', () => {
    const large = Uint8Array.from({ length: 300_000 }, (_, i) => i);
    const file = written('x.pcapng', (w) => {
      for (let i = 0; i < 1000; i++) w.packet(large, 0, i % 100 === 0 ? 250_000 : i, 300_000, i, 0, 1, undefined);
    });
    expect(take(file).packets.map((p) => p.hex.length / 2)).toEqual(Array.from({ length: 1000 }, (_, i) => (i % 100 === 0 ? 250_000 : i)));
  });
});

describe('classic pcap is written (draft-ietf-opsawg-pcap)', () => {
  test.each([0xa1b2c3d4, 0xa1b23c4d])('magic number %i stays what it is', (magic) => {
    const source = concat(little.pcap({ magic, link: 0x24000001, snap: 96 }), little.record({ wire: 60, fraction: 123_456 }, packet), little.record({ seconds: 0xffffffff }, packet));
    expect(Buffer.from(copied('x.pcap', source)).toString('hex')).toBe(Buffer.from(source).toString('hex'));
  });

  test('interfaces that count nanoseconds make a file of nanoseconds', () => {
    const source = concat(little.section(), little.interface({}, [little.option(9, Uint8Array.of(9))]), little.enhanced({ time: BigInt(SECONDS) * 1_000_000_000n + 7n }, packet));
    expect(take(copied('X.PCAP', source))).toMatchObject({ packets: [{ seconds: SECONDS, nanos: 7 }], facts: { format: 'pcap', interfaces: [{ unitsPerSecond: 1e9, snapLength: 262_144 }] } });
  });

  test('a second link type ends the file, with a fault', () => {
    let fault;
    const file = written('x.pcap', (w) => {
      for (const link of [1, 1, 101, 1]) w.packet(packet, 0, 5, 60, 7, 8, link, undefined);
      ({ fault } = w);
    });
    expect(fault).toEqual({ code: 'write-link-type', at: 0, need: 101, had: 1, packet: 3 });
    expect(take(file).packets).toHaveLength(2);
  });

  test('no packets make a file without packets', () => {
    expect(take(written('x.pcap', () => undefined)).facts).toMatchObject({ format: 'pcap', packets: 0, fault: undefined });
  });
});
