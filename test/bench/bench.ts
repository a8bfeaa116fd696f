import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Mix } from './mix.ts';

/**
 * Times pupil's jobs on a mixed capture beside tshark, tcpdump and tcpflow where they are installed. Absolute times say
 * little on a shared machine; the ratios, taken in one run, do.
 */
const large = process.argv.includes('--large');
const size = large ? 1_000_000_000 : 200_000_000;
const rounds = large ? 1 : 3;
const pupil = [process.execPath, path.resolve('dist/cli/main.js')];

interface Job {
  readonly name: string;
  readonly ours: readonly string[];
  readonly theirs: readonly (readonly string[])[];
  /** Another file is read, or only the first packets: how many megabytes a second says nothing. */
  readonly isPart?: boolean;
}

interface Timing {
  seconds: number;
  /** Largest resident memory, bytes; 0 where the system does not tell. */
  memory: number;
  code: number | null;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupil-bench-'));
const file = path.join(folder, 'mix.pcap');
/** Stands for a folder that is not there yet, in a command. File systems are slow to make files where others have just been deleted: all folders stay to the end. */
const NEW_FOLDER = path.join(folder, 'new');
let folders = 0;

/** Of trees there are only the first: a packet has a hundred lines. */
const few = ['-c', '20000'];

/** What a student has: here a start is nearly all there is. */
const lab = path.resolve('captures/lab4.pcapng');

const jobs: readonly Job[] = [
  { name: 'packets of a lab', ours: [...pupil, 'packets', lab, '-n'], theirs: [['tshark', '-n', '-r', lab]], isPart: true },
  { name: 'stats hierarchy', ours: [...pupil, 'stats', file, 'hierarchy'], theirs: [['tshark', '-n', '-q', '-z', 'io,phs', '-r', file]] },
  { name: 'packets', ours: [...pupil, 'packets', file, '-n'], theirs: [['tshark', '-n', '-r', file], ['tcpdump', '-n', '-r', file]] },
  { name: 'packets -T fields', ours: [...pupil, 'packets', file, '-T', 'fields', '-e', 'frame.number', '-e', 'ip.src', '-e', 'tcp.dstport'], theirs: [['tshark', '-n', '-r', file, '-T', 'fields', '-e', 'frame.number', '-e', 'ip.src', '-e', 'tcp.dstport']] },
  { name: 'packets -Y', ours: [...pupil, 'packets', file, '-n', '-Y', 'smtp.req.command == "MAIL"'], theirs: [['tshark', '-n', '-r', file, '-Y', 'smtp.req.command == "MAIL"']] },
  { name: 'packets -V', ours: [...pupil, 'packets', file, '-n', '-V', ...few], theirs: [['tshark', '-n', '-r', file, '-V', ...few]], isPart: true },
  { name: 'packets -T json', ours: [...pupil, 'packets', file, '-n', '-T', 'json', ...few], theirs: [['tshark', '-n', '-r', file, '-T', 'json', ...few]], isPart: true },
  { name: 'sessions', ours: [...pupil, 'sessions', file], theirs: [['tcpflow', '-o', NEW_FOLDER, '-r', file]] },
  { name: 'extract', ours: [...pupil, 'extract', file, '--to', NEW_FOLDER], theirs: [['tcpflow', '-a', '-o', NEW_FOLDER, '-r', file]] },
  { name: 'analyze', ours: [...pupil, 'analyze', file], theirs: [] },
];

/** Run a command with its output thrown away; how long it took and how much memory it held. */
function time(command: readonly string[]): Promise<Timing> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'ignore', 'ignore'] });
    let memory = 0;
    const watch = setInterval(() => {
      memory = Math.max(memory, peakMemory(child.pid));
    }, 10);
    child.on('error', (error) => {
      clearInterval(watch);
      reject(error);
    });
    child.on('exit', (code) => {
      clearInterval(watch);
      resolve({ seconds: (performance.now() - start) / 1000, memory, code });
    });
  });
}

/** The largest resident memory that a process ever held, from Linux's /proc. */
function peakMemory(pid: number | undefined): number {
  try {
    const match = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match === null ? 0 : Number(match[1]) * 1024;
  } catch {
    return 0;
  }
}

/** The best of several runs: what the machine can do when nothing else disturbs. */
async function best(command: readonly string[]): Promise<Timing | undefined> {
  let result: Timing | undefined;
  for (let i = 0; i < rounds; i++) {
    const into = `${NEW_FOLDER}-${folders++}`;
    try {
      const timing = await time(command.map((word) => (word === NEW_FOLDER ? into : word)));
      if (result === undefined || timing.seconds < result.seconds) result = { ...timing, memory: Math.max(timing.memory, result?.memory ?? 0) };
    } catch {
      return undefined;
    }
  }
  return result;
}

try {
  const mix = new Mix(file);
  mix.write(size);
  console.log(`${(fs.statSync(file).size / 1e6).toFixed(0)} MB, ${mix.packets} packets, best of ${rounds}\n`);
  console.log(`${'job'.padEnd(18)} ${'seconds'.padStart(8)} ${'MB/s'.padStart(7)} ${'memory MB'.padStart(10)}`);
  for (const job of jobs) {
    const ours = await best(job.ours);
    if (ours === undefined || ours.code !== 0) throw new Error(`${job.name} failed`);
    const speed = job.isPart === true ? '' : (size / 1e6 / ours.seconds).toFixed(0);
    console.log(`${job.name.padEnd(18)} ${ours.seconds.toFixed(2).padStart(8)} ${speed.padStart(7)} ${(ours.memory / 1e6).toFixed(0).padStart(10)}`);
    for (const theirs of job.theirs) {
      const other = await best(theirs);
      const said = other === undefined ? 'not installed' : `${other.seconds.toFixed(2).padStart(8)} s, pupil is ${(other.seconds / ours.seconds).toFixed(1)} times as fast`;
      console.log(`  ${theirs.filter((word) => !path.isAbsolute(word)).slice(0, 4).join(' ').padEnd(24)} ${said}`);
    }
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
