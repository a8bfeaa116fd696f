import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FirstPackets } from '../../src/capture/first-packets.ts';
import type { IntakeOptions } from '../../src/capture/intake.ts';
import type { PacketSink } from '../../src/capture/packet-sink.ts';
import { writerFor } from '../../src/capture/write.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import { pcapParserReader } from '../../src/node/pcap-parser-reader.ts';
import { Mix } from './mix.ts';

/** Times the readers alone, without any analysis, on the same packets in each format; and pcap-parser beside the project's own. */
const SIZE = 200_000_000;
const ROUNDS = 5;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupil-bench-'));
const at = (name: string): string => path.join(folder, name);

/** Counts what it gets, and looks at the first byte of each packet. */
class Counter implements PacketSink {
  packets = 0;
  sum = 0;

  packet(bytes: Uint8Array, from: number): void {
    this.packets++;
    this.sum += bytes[from]!;
  }
}

/** Seconds of the best of several rounds: of the clock, and of the processor, which says more on a shared machine. */
function best(file: string, options: IntakeOptions): { clock: number; processor: number; packets: number } {
  const result = { clock: Infinity, processor: Infinity, packets: 0 };
  for (let i = 0; i < ROUNDS; i++) {
    const counter = new Counter();
    const cpu = process.cpuUsage();
    const start = performance.now();
    const { fault } = readCapture(file, counter, options);
    if (fault !== undefined) throw new Error(`${file}: ${fault.code}`);
    const { user, system } = process.cpuUsage(cpu);
    result.clock = Math.min(result.clock, (performance.now() - start) / 1000);
    result.processor = Math.min(result.processor, (user + system) / 1e6);
    result.packets = counter.packets;
  }
  return result;
}

/** The mix in other formats; a quarter of it compressed, because that takes long. */
function prepare(): void {
  new Mix(at('mix.pcap')).write(SIZE);
  const target = fs.openSync(at('mix.pcapng'), 'w');
  const writer = writerFor('mix.pcapng', 'bench', (bytes) => fs.writeSync(target, bytes));
  readCapture(at('mix.pcap'), writer);
  writer.end();
  fs.closeSync(target);
  fs.writeFileSync(at('mix.pcapng.gz'), gzipSync(beginning(70_000)));
}

/** The first packets of the mix, as pcapng. */
function beginning(count: number): Buffer {
  const pieces: Uint8Array[] = [];
  const writer = writerFor('mix.pcapng', 'bench', (bytes) => pieces.push(Uint8Array.from(bytes)));
  const first = new FirstPackets(writer, count);
  readCapture(at('mix.pcap'), first, { enough: () => first.isFull });
  writer.end();
  return Buffer.concat(pieces);
}

const jobs: readonly (readonly [file: string, name: string, options: IntakeOptions])[] = [
  ['mix.pcap', 'pcap', {}], ['mix.pcap', 'pcap, by pcap-parser', { reader: pcapParserReader }], ['mix.pcapng', 'pcapng', {}], ['mix.pcapng.gz', 'pcapng in gzip', {}],
];

try {
  prepare();
  console.log(`best of ${ROUNDS}\n\n${'reader'.padEnd(22)} ${'packets'.padStart(8)} ${'file MB'.padStart(8)} ${'clock s'.padStart(8)} ${'cpu s'.padStart(7)} ${'ns/packet'.padStart(10)}`);
  for (const [file, name, options] of jobs) {
    const { clock, processor, packets } = best(at(file), options);
    const size = fs.statSync(at(file)).size / 1e6;
    console.log(`${name.padEnd(22)} ${String(packets).padStart(8)} ${size.toFixed(0).padStart(8)} ${clock.toFixed(3).padStart(8)} ${processor.toFixed(3).padStart(7)} ${((processor / packets) * 1e9).toFixed(0).padStart(10)}`);
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
