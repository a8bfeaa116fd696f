import { type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCapture } from '../../src/node/capture-file.ts';
import { delay, Network, run } from '../system/network.ts';

/**
 * `npm run bench:live`, as root: how many packets a second each engine keeps without losing one, beside `tcpdump -w`. Frames are sent over a cable
 * between two network namespaces for some seconds, at one rate after the other, and counted in the file. Prints a table. A machine that has other things
 * to do loses more than the programs are to blame for.
 */

const SECONDS = 3;
/** Packets a second, and as fast as the sender can; or those that are given, separated by commas. */
const RATES = process.argv[2]?.split(',').map(Number) ?? [25_000, 50_000, 100_000, 200_000, 400_000, Infinity];
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

/** What became of a flood. */
interface Trial {
  readonly rate: number;
  readonly sent: number;
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
  return { rate: sent / seconds, sent, kept };
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

/** The highest rate without a loss, and what was kept of a flood as fast as can be: packets a second of both. */
async function measure(command: (file: string) => readonly string[], sizes: string): Promise<string> {
  let best = 0;
  let last: Trial | undefined = undefined;
  for (const rate of RATES) {
    last = await trial(command, sizes, rate);
    if (last.kept >= last.sent) best = Math.max(best, last.rate);
  }
  const { rate, sent, kept } = last!;
  return `${thousands(best)} | ${thousands((rate * kept) / sent)} of ${thousands(rate)} (${Math.floor((100 * kept) / sent)} %)`;
}

function thousands(rate: number): string {
  return `${Math.round(rate / 1000)}k`;
}

try {
  console.log(`Node ${process.version}, ${run('uname', '-r').trim()}, ${os.cpus().length} × ${os.cpus()[0]?.model}, load ${os.loadavg()[0]!.toFixed(1)} before the first\n`);
  for (const [name, sizes] of Object.entries(SIZES)) {
    console.log(`| ${name} | without loss, packets/s | at full speed, packets/s |\n| --- | ---: | ---: |`);
    for (const [what, command] of contestants) console.log(`| ${what} | ${await measure(command, sizes)} |`);
    console.log('');
  }
} finally {
  network.remove();
  fs.rmSync(folder, { recursive: true });
}
