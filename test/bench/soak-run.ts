import { type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { readCapture } from '../../src/node/capture-file.ts';
import { childrenOf, delay, Network, until } from '../system/network.ts';

/** What a soak is to be. */
export interface SoakPlan {
  /** The program, and the folder of the scripts that make traffic. */
  readonly program: string;
  readonly scripts: string;
  /** Where the ring of files goes. */
  readonly folder: string;
  readonly seconds: number;
  /** Packets of a flood in a second, beside mails that are sent and fetched all the time. */
  readonly rate: number;
  /** Told of the memory, once in a while. */
  readonly progress?: (line: string) => void;
}

export interface SoakResult {
  readonly code: number | null;
  readonly err: string;
  /** Frames of the flood that were sent, and that are in the files; all packets in the files. */
  readonly sent: number;
  readonly flooded: number;
  readonly packets: number;
  /** Files that were begun, and the most that were there at one time. */
  readonly files: number;
  readonly mostFiles: number;
  readonly sessions: number;
  /** Resident memory of the program and its engine in KiB, once a second. */
  readonly memory: readonly number[];
}

const KEEP = 5;
const FILE_KILOBYTES = 2000;

/** Sniffs into a ring of files while traffic passes, counts what is in each file when it is full, and looks at the memory. */
export async function soak({ program, scripts, folder, seconds, rate, progress }: SoakPlan): Promise<SoakResult> {
  const network = new Network();
  try {
    const { server, client } = network;
    const office = network.start(server, ['python3', path.join(scripts, '../system/office.py'), 'serve', server.address]);
    await until(() => office.stdout!.readableLength > 0);
    const sniffer = network.start(server, [process.execPath, program, 'sniff', '-i', server.device, '-w', path.join(folder, 'soak.pcapng'), '-b', `filesize:${FILE_KILOBYTES}`, '-b', `files:${KEEP}`]);
    sniffer.stdout!.resume();
    const err = collected(sniffer.stderr!);
    await until(() => err().includes('capturing on'));

    const flood = network.start(client, ['python3', path.join(scripts, 'flood.py'), client.device, String(rate * seconds), '64,64,576,64,64,576,64,576,64,64,576,1500', String(rate)]);
    const flooded = collected(flood.stdout!);
    const ring = new Ring(folder);
    const memory: number[] = [];
    let sessions = 0;
    for (let work: ChildProcess | undefined = undefined; flood.exitCode === null; await delay(1000)) {
      if (work === undefined || work.exitCode !== null) {
        work = network.start(client, ['python3', path.join(scripts, '../system/office.py'), 'work', server.address]);
        sessions += 2;
      }
      ring.look();
      memory.push([sniffer.pid!, ...childrenOf(sniffer.pid!)].reduce((n, pid) => n + resident(pid), 0));
      if (memory.length % 60 === 0) progress?.(`${memory.length / 60} min: ${memory.at(-1)} KiB, ${ring.packets} packets in ${ring.files} files`);
    }
    await delay(2000);
    sniffer.kill('SIGINT');
    await until(() => sniffer.exitCode !== null || sniffer.signalCode !== null, 60);
    ring.look(true);
    return { code: sniffer.exitCode, err: err(), sent: Number(flooded().split(' ')[0]), flooded: ring.flooded, packets: ring.packets, files: ring.files, mostFiles: ring.mostFiles, sessions, memory };
  } finally {
    network.remove();
  }
}

/** The files of the ring, each counted once, when it is full. */
class Ring {
  packets = 0;
  flooded = 0;
  files = 0;
  mostFiles = 0;
  readonly #folder: string;
  #counted = '';

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** `isLast`: the last file is full, too. */
  look(isLast = false): void {
    const names = fs.readdirSync(this.#folder).toSorted();
    this.mostFiles = Math.max(this.mostFiles, names.length);
    for (const name of isLast ? names : names.slice(0, -1)) if (name > this.#counted) this.#count(name);
  }

  #count(name: string): void {
    this.#counted = name;
    this.files++;
    readCapture(path.join(this.#folder, name), {
      packet: (bytes, from) => {
        this.packets++;
        // UDP (IPv4 without options on Ethernet) to the discard port.
        if (bytes[from + 23] === 17 && bytes[from + 36] === 0 && bytes[from + 37] === 9) this.flooded++;
      },
    });
  }
}

function collected(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (bytes: Buffer) => (text += bytes.toString()));
  return () => text;
}

/** KiB of memory that a process really has. */
function resident(pid: number): number {
  try {
    return Number(/^VmRSS:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** What is wrong with the outcome, in sentences; none: all is well. */
export function soakProblems(r: SoakResult): string[] {
  const middle = highest(r.memory, 1 / 3, 2 / 3);
  const end = highest(r.memory, 2 / 3, 1);
  return [
    ...(r.code === 0 ? [] : [`exit code ${r.code}: ${r.err}`]),
    ...(r.flooded === r.sent ? [] : [`${r.sent} frames were sent, ${r.flooded} are in the files`]),
    ...(r.err.replaceAll(/\W/g, '').includes(`${r.packets}packets`) ? [] : [`the program does not tell of the ${r.packets} packets in the files`]),
    ...(r.mostFiles <= KEEP + 1 && r.files > KEEP ? [] : [`${r.files} files, ${r.mostFiles} at a time: that is no ring`]),
    ...(end <= middle * 1.1 + 8192 ? [] : [`the memory grows: ${middle} KiB, then ${end} KiB`]),
  ];
}

function highest(memory: readonly number[], from: number, to: number): number {
  return Math.max(...memory.slice(Math.floor(memory.length * from), Math.ceil(memory.length * to)));
}
