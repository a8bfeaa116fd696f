import { type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCapture } from '../../src/node/capture-file.ts';
import { delay, Network, run } from '../system/network.ts';

/**
 * `npm run bench:live`, as root: how many packets each engine keeps, beside `tcpdump -w`. Frames are sent over a cable between two network namespaces for some
 * seconds, at one rate after the other, and counted in the file. Prints tables; `npm run bench:live -- RATES ROUNDS` for other rates, with commas between them
 * (Infinity: as fast as can be), and more rounds. The sender has to share the processors with what it measures: what counts is how much is kept of what it could
 * send. All contestants take turns, so that whatever else the machine does is the same for all of them; of several rounds the median is told.
 */

const SECONDS = 3;
/** Packets a second. */
const RATES = process.argv[2]?.split(',').map(Number) ?? [100_000, 200_000, Infinity];
const ROUNDS = Number(process.argv[3] ?? 3);
const SIZES = { '64 bytes': '64', 'mixed (64, 576, 1500 bytes; 7 : 4 : 1)': '64,64,576,64,64,576,64,576,64,64,576,1500' } as const;

const program = path.resolve(import.meta.dirname, '../cli/main.cjs');
const flood = path.resolve(import.meta.dirname, '../../test/bench/flood.py');

const sniff = (engine: string, ...args: readonly string[]) => (file: string): string[] => [process.execPath, program, 'sniff', '-i', 'wire0', '--engine', engine, '-w', file, '--force', ...args];

/** What is measured, and the command that captures into a file. */
const contestants: readonly (readonly [string, (file: string) => readonly string[]])[] = [
  ['tcpdump -w', (file) => ['tcpdump', '-n', '-i', 'wire0', '-B', '65536', '-w', file]],
  ...['cap', 'dumpcap', 'tcpdump'].flatMap((engine) => [
    [`pupil sniff --engine ${engine} -w -q`, sniff(engine, '-q')] as const,
    [`pupil sniff --engine ${engine} -w`, sniff(engine)] as const,
  ]),
];

/** What became of a flood: packets sent in a second, and how much of them was kept. */
interface Trial {
  readonly rate: number;
  readonly kept: number;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupil-bench-'));
const network = new Network();

async function trial(command: (file: string) => readonly string[], sizes: string, rate: number): Promise<Trial> {
  const file = path.join(folder, 'bench.pcapng');
  const child = network.start(network.server, command(file));
  child.stdout!.resume();
  await said(child, /capturing on|listening on/);
  await delay(300);
  const count = SECONDS * Math.min(rate, 400_000);
  const [sent = 0, seconds = 1] = network.at(network.client, 'python3', flood, 'wire1', String(count), sizes, ...(rate === Infinity ? [] : [String(rate)])).split(' ').map(Number);
  await delay(500);
  const ended = new Promise((resolve) => void child.on('close', resolve));
  child.kill('SIGINT');
  await ended;
  let kept = 0;
  readCapture(file, { packet: () => void kept++ });
  fs.rmSync(file);
  return { rate: sent / seconds, kept: kept / sent };
}

function said(child: ChildProcess, words: RegExp): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.on('close', () => reject(new Error(text)));
    child.stderr!.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      if (words.test(text)) resolve();
    });
  });
}

/** Everybody's trials at a rate, in turns: the median of the rounds for each. */
async function trials(sizes: string, rate: number): Promise<Trial[]> {
  const all = contestants.map((): Trial[] => []);
  for (let round = 0; round < ROUNDS; round++) for (const [i, [, command]] of contestants.entries()) all[i]!.push(await trial(command, sizes, rate));
  return all.map((list) => list.toSorted((a, b) => a.kept - b.kept)[list.length >> 1]!);
}

/** A column of the table: what is sent and kept, and how much that is of the share that the first contestant keeps. */
function column(list: readonly Trial[]): string[] {
  return list.map(({ rate, kept }) => `${thousands(rate * kept)} of ${thousands(rate)} (${percent(kept)}) | ${percent(kept / list[0]!.kept)}`);
}

function percent(share: number): string {
  return `${Math.floor(100 * share)} %`;
}

function thousands(rate: number): string {
  return `${Math.round(rate / 1000)}k`;
}

function load(): string {
  return `load ${os.loadavg()[0]!.toFixed(1)}`;
}

try {
  console.log(`Node ${process.version}, ${run('uname', '-r').trim()}, ${os.cpus().length} × ${os.cpus()[0]?.model}, ${load()} before the first\n`);
  for (const [name, sizes] of Object.entries(SIZES)) {
    for (const rate of RATES) {
      const cells = column(await trials(sizes, rate));
      console.log(`| ${name}, ${rate === Infinity ? 'as fast as can be' : `${thousands(rate)} packets/s`} (${load()}) | kept of sent, packets/s | of tcpdump's share |\n| --- | ---: | ---: |`);
      for (const [i, [what]] of contestants.entries()) console.log(`| ${what} | ${cells[i]} |`);
      console.log('');
    }
  }
} finally {
  network.remove();
  fs.rmSync(folder, { recursive: true });
}
