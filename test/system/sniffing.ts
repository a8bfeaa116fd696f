import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { readCapture } from '../../src/node/capture-file.ts';
import { type End, type Network, run, until } from './network.ts';

const root = path.resolve(import.meta.dirname, '../..');
export const program = path.join(root, 'dist/cli/main.js');

/** npm leaves the package cap as it is where there is no compiler. */
export const hasCap = fs.existsSync(path.join(root, 'node_modules/cap/build/Release/cap.node'));
if (!hasCap) console.warn('not tested: sniffing with the package cap (it was not built)');

/** The engines that are here, in the order in which they are tried. */
export const engines = [...(hasCap ? ['cap'] : []), 'dumpcap', 'tcpdump'];

/** `pupil sniff`, running at one end of a cable. */
export class Sniffing {
  readonly child: ChildProcess;
  err = '';
  readonly #out: Buffer[] = [];
  #hasEnded = false;

  constructor(network: Network, end: End, args: readonly string[], env?: NodeJS.ProcessEnv) {
    this.child = network.start(end, [process.execPath, program, 'sniff', '-i', end.device, ...args], env);
    this.child.stdout!.on('data', (bytes: Buffer) => this.#out.push(bytes));
    this.child.stderr!.on('data', (text: Buffer) => (this.err += text.toString()));
    this.child.on('close', () => (this.#hasEnded = true));
  }

  /** What it has written to standard output. */
  get bytes(): Buffer {
    return Buffer.concat(this.#out);
  }

  get out(): string {
    return this.bytes.toString();
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Resolves when it captures. */
  async begun(): Promise<this> {
    await until(() => this.err.includes('capturing on') || this.#hasEnded);
    if (this.#hasEnded) throw new Error(this.err);
    return this;
  }

  /** Resolves with the exit code when it has ended by itself, or by a signal (null). */
  async ended(seconds = 30): Promise<number | null> {
    await until(() => this.#hasEnded, seconds);
    return this.child.exitCode;
  }

  /** End it as Ctrl-C does. */
  stop(): Promise<number | null> {
    this.child.kill('SIGINT');
    return this.ended();
  }
}

/** Fields of the packets of a file, as tshark reads them: one line for each packet. */
export function packetsOf(file: string, ...fields: readonly string[]): string[] {
  const out = run('tshark', '-n', '-r', file, '-T', 'fields', ...fields.flatMap((field) => ['-e', field]));
  return out.split('\n').slice(0, -1);
}

/** Packets in a file as it stands; 0: there is none yet. */
export function packetCount(file: string): number {
  return fs.existsSync(file) ? readCapture(file, { packet: () => undefined }).packets : 0;
}

/** The numbers of the echo requests in a file, in their order. */
export function pingsIn(file: string): number[] {
  return run('tshark', '-n', '-r', file, '-Y', 'icmp.type == 8', '-T', 'fields', '-e', 'icmp.seq').split('\n').slice(0, -1).map(Number);
}
