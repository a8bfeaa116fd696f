import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Intake } from '../../src/capture/intake.ts';
import { Random } from '../bench/random.ts';
import { concat } from '../build/bytes.ts';
import { big, little } from '../build/capture.ts';
import { conversation } from '../build/dialogue.ts';
import { mutate } from '../build/mutate.ts';
import { squaresInZstd, zstdFrame, zstdSkipped } from '../build/packed.ts';

const FILES = 20_000;
/** Far more than an honest file takes, on the slowest machine; a loop takes for ever. */
const MAX_MILLISECONDS = 2000;
/** Far more than the longest buffers of readers and unpackers hold of files so short. */
const MAX_HEAP = 400 << 20;

const packets = conversation([{ S: '220 a ESMTP\r\n' }, { C: 'EHLO b\r\n' }, { S: '250 a\r\n' }]);
const pcap = concat(little.pcap(), ...packets.map((p, i) => little.record({ seconds: i }, p)));
const swapped = concat(big.pcap({ magic: 0xa1b23c4d }), ...packets.map((p, i) => big.record({ seconds: i }, p)));
const pcapng = concat(
  little.section([little.option(1, 'a comment')]), little.interface({ snap: 96 }, [little.option(2, 'eth0'), little.option(9, Uint8Array.of(9))]),
  ...packets.map((p, i) => little.enhanced({}, p, i % 2 === 0 ? [little.option(1, `packet ${i}`), little.option(2, little.u32(1))] : [])),
  little.block(4, concat(little.option(1, Uint8Array.of(10, 77, 0, 2, 0x61, 0)), little.u32(0))),
  big.section(), big.interface({}, [big.option(9, Uint8Array.of(0x94)), big.option(14, big.u64(-5n))]), ...packets.map((p) => big.obsolete({ drops: 1 }, p)), big.simple(60, packets[0]!),
  big.block(5, concat(big.u32(0), big.u64(0n), big.option(4, big.u64(20n)))),
);
const seeds: readonly Uint8Array[] = [
  pcap, swapped, pcapng, gzipSync(pcap), gzipSync(pcapng), concat(gzipSync(pcap), gzipSync(swapped.subarray(24))), zstdFrame(pcap, 300), concat(zstdSkipped(packets[0]!), zstdFrame(pcapng)), squaresInZstd,
];

/** What must hold of every packet that is delivered: it lies in its bytes, and its time is one. */
const sink = {
  packet: (bytes: Uint8Array, from: number, to: number, wire: number, seconds: number, nanos: number): void => {
    if (!(from >= 0 && to >= from && to <= bytes.length && wire >= 0 && nanos >= 0 && nanos < 1e9 && (seconds === seconds || nanos === 0))) throw new Error(`${from}-${to} of ${bytes.length}, ${wire}, ${seconds}, ${nanos}`);
  },
};

describe('hostile files', () => {
  test(`${FILES} damaged files are read without a throw, a loop, or much memory`, () => {
    const r = new Random(20261122);
    let longest = 0;
    let faults = 0;
    for (let i = 0; i < FILES; i++) {
      const file = mutate(r.pick(seeds), r);
      const start = performance.now();
      const intake = new Intake(sink);
      try {
        const size = 1 + r.below(file.length + 1);
        for (let at = 0; at < file.length && intake.push(file.subarray(at, at + size)); at += size);
        const { fault, fileBytes, bytes } = intake.end();
        if (fault !== undefined) {
          faults++;
          expect(fault.at).toBeLessThanOrEqual(Math.max(fileBytes, bytes));
        }
      } catch (error) {
        throw new Error(`file ${i}: ${Buffer.from(file).toString('hex')}`, { cause: error });
      }
      longest = Math.max(longest, performance.now() - start);
      if (i % 1000 === 0) expect(process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers).toBeLessThan(MAX_HEAP);
    }
    expect(longest).toBeLessThan(MAX_MILLISECONDS);
    // Most damage is seen; what is not changes packets only.
    expect(faults).toBeGreaterThan(FILES / 3);
  }, 300_000);
});
