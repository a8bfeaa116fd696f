import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Intake } from '../../src/capture/intake.ts';
import { pcapParserReader } from '../../src/node/pcap-parser-reader.ts';
import { Random } from '../bench/random.ts';
import { concat, hex } from '../build/bytes.ts';
import { big, little, take } from '../build/capture.ts';
import { mutate } from '../build/mutate.ts';
import { bundledCaptures } from '../build/seeds.ts';

const reader = { reader: pcapParserReader };
const packet = hex('ffffffffffff 001b2177000a 0806');

/** Packets and fault by either reader. */
function both(file: Uint8Array, sizes?: readonly number[]): [unknown, unknown] {
  const seen = ({ packets, facts }: ReturnType<typeof take>): unknown => ({ packets, fault: facts.fault, longer: facts.longer, interfaces: facts.interfaces });
  return [seen(take(file, sizes, reader)), seen(take(file, sizes))];
}

describe('pcap-parser as a second reader', () => {
  test.each(bundledCaptures())('%s: the same packets, times and lengths', (file) => {
    const bytes = fs.readFileSync(file);
    const [theirs, ours] = both(bytes, [1 << 16]);
    if (take(bytes).facts.format === 'pcap') expect(theirs).toEqual(ours);
    else expect(take(bytes, undefined, reader).facts.fault).toMatchObject({ code: 'file-reader', found: 'pcap-parser' });
  });

  test('any packets in any chunks: the same packets, times and lengths', () => {
    const records = fc.array(fc.record({ data: fc.uint8Array({ maxLength: 60 }), wire: fc.nat(2000), seconds: fc.nat(), fraction: fc.nat() }), { maxLength: 30 });
    const header = fc.record({ link: fc.constantFrom(1, 101, 0x24000001), magic: fc.constantFrom(0xa1b2c3d4, 0xa1b23c4d), snap: fc.nat() });
    fc.assert(
      fc.property(header, records, fc.boolean(), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }), (head, list, isLittle, sizes) => {
        const b = isLittle ? little : big;
        const [theirs, ours] = both(concat(b.pcap(head), ...list.map(({ data, ...o }) => b.record(o, data))), sizes);
        expect(theirs).toEqual(ours);
      }),
      { numRuns: 300 },
    );
  });

  test('damaged files: the same packets, and the same fault in the same place', () => {
    const file = concat(little.pcap(), ...Array.from({ length: 12 }, (_, i) => little.record({ seconds: i, wire: 60 }, packet)));
    const r = new Random(3);
    for (let i = 0; i < 3000; i++) {
      const damaged = mutate(file, r);
      // Versions before 2.4 and the modified header are not for this reader.
      damaged.set(file.subarray(0, Math.min(8, damaged.length)));
      const [theirs, ours] = both(damaged, [1 + r.below(100)]);
      expect(theirs).toEqual(ours);
    }
  });
});

describe('faults of pcap-parser that are held off', () => {
  test('a cut last record is told', () => {
    const { packets, facts } = take(concat(little.pcap(), little.record({}, packet), little.record({}, packet).subarray(0, 20)), [10], reader);
    expect(packets).toHaveLength(1);
    expect(facts.fault).toEqual({ code: 'file-cut', at: 54, need: 30, had: 20, packet: 2 });
  });

  test('less than a file header is told', () => {
    expect(take(little.pcap().subarray(0, 23), [10], reader).facts.fault).toEqual({ code: 'file-header', at: 0, need: 24, had: 23 });
  });

  test('a lying length is refused before anything is collected for it', () => {
    const { packets, facts } = take(concat(little.pcap(), little.record({}, packet), little.record({ captured: 0x7fffffff }, packet)), [1000], reader);
    expect(packets).toHaveLength(1);
    expect(facts.fault).toEqual({ code: 'file-length', at: 54, need: 0x7fffffff, had: 262_144, packet: 2 });
  });

  test.each([[9, 4], [3, 0]])('version %i.%i is refused', (major, minor) => {
    expect(take(little.pcap({ version: [major, minor] }), undefined, reader).facts.fault).toMatchObject({ code: 'file-version', found: `${major}.${minor}` });
  });

  test('nanoseconds are read', () => {
    expect(take(concat(big.pcap({ magic: 0xa1b23c4d }), big.record({ fraction: 123_456_789 }, packet)), undefined, reader).packets[0]!.nanos).toBe(123_456_789);
  });

  test('the frame check sequence is no part of the link type', () => {
    expect(take(concat(little.pcap({ link: 0x24000001 }), little.record({}, packet)), undefined, reader)).toMatchObject({ packets: [{ linkType: 1 }], facts: { interfaces: [{ fcsSize: 4 }] } });
  });

  test('the modified header is refused', () => {
    expect(take(little.pcap({ magic: 0xa1b2cd34 }), undefined, reader).facts.fault).toMatchObject({ code: 'file-reader' });
  });

  test('a long record in many chunks is joined once', () => {
    const lengths: number[] = [];
    const intake = new Intake({ packet: (_bytes, from, to) => lengths.push(to - from) }, reader);
    const piece = new Uint8Array(1000);
    const start = performance.now();
    intake.push(concat(little.pcap({ link: 189 }), little.record({ captured: 30_000_000 }, piece)));
    for (let i = 1; i < 30_000; i++) intake.push(piece);
    expect(intake.end().fault).toBeUndefined();
    expect(lengths).toEqual([30_000_000]);
    // Joined anew with every piece it would copy 450 GB.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test('what the sink throws comes through', () => {
    const sink = {
      packet: () => {
        throw new RangeError('mine');
      },
    };
    expect(() => new Intake(sink, reader).push(concat(little.pcap(), little.record({}, packet)))).toThrow('mine');
  });
});
