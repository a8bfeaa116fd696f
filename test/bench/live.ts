import { type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCapture } from '../../src/node/capture-file.ts';
import { delay, Network, run } from '../system/network.ts';

/**
 * `npm run bench:live`, as root: how many packets each engine keeps, beside `tcpdump -w`. Frames are sent over a cable between two network namespaces for some
 * seconds, at one rate after the other, and counted in the file. Prints tables; `npm run bench:live -- RATES ROUNDS` for other rates, with commas between them
 * (Infinity: as fast as can be), and more rounds. `npm run bench:live -- climb` tells for each the highest rate at which it keeps them all. The sender has to share the processors with what it measures: what counts is how much is kept of what it could
 * send. All contestants take turns, so that whatever else the machine does is the same for all of them; of several rounds the median is told.
 */

const SECONDS = 3;
/** Packets a second. */
const isClimb = process.argv[2] === 'climb';
const RATES = isClimb ? [] : (process.argv[2]?.split(',').map(Number) ?? [100_000, 200_000, Infinity]);
/** The rates that are climbed, one after the other; and how much is as good as all, because a sender that is not on time loses a few by itself. */
const STEPS = [50_000, 100_000, 150_000, 200_000, 250_000, 300_000, 350_000, 400_000, 500_000, 600_000, 800_000, Infinity];
const ALL = 0.999;
const ROUNDS = Number(process.argv[3] ?? 3);
const SIZES = { '64 bytes': '64', 'mixed (64, 576, 1500 bytes; 7 : 4 : 1)': '64,64,576,64,64,576,64,576,64,64,576,1500' } as const;

const program = path.resolve(import.meta.dirname, '../cli/main.js');
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

/** The highest rate at which all is kept, in packets a second as they were really sent; a step that fails is tried a second time. */
async function summit(command: (file: string) => readonly string[], sizes: string): Promise<number> {
  let highest = 0;
  for (const rate of STEPS) {
    let reached = await trial(command, sizes, rate);
    if (reached.kept < ALL) reached = await trial(command, sizes, rate);
    if (reached.kept < ALL) break;
    // A sender that can do no more than the step before is not tried on the next.
    if (reached.rate < highest * 1.02) break;
    highest = Math.max(highest, reached.rate);
  }
  return highest;
}

async function climb(name: string, sizes: string): Promise<void> {
  console.log(`| ${name} (${load()}) | all kept, packets/s | of tcpdump's rate |\n| --- | ---: | ---: |`);
  let first = 0;
  for (const [what, command] of contestants) {
    const rate = await summit(command, sizes);
    first ||= rate;
    console.log(`| ${what} | ${thousands(rate)} | ${percent(rate / first)} |`);
  }
  console.log('');
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
    if (isClimb) await climb(name, sizes);
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
