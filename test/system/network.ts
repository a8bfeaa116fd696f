import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** The two ends of a cable: each is an interface in a network namespace of its own. */
export interface End {
  readonly namespace: string;
  readonly device: string;
  readonly address: string;
}

/** Why namespaces cannot be made here, as a sentence; undefined: they can. */
export function noNamespaces(): string | undefined {
  const name = `pupil-${process.pid}-probe`;
  const { status, stderr } = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (status !== 0) return `no network namespaces: ${stderr}`;
  run('ip', 'netns', 'del', name);
  return undefined;
}

/** Two machines with a cable between them, as network namespaces that are made for a test and removed after it. */
export class Network {
  readonly server: End;
  readonly client: End;
  readonly #children: ChildProcess[] = [];

  constructor() {
    const name = `pupil-${process.pid}-${count++}`;
    this.server = { namespace: `${name}-s`, device: 'wire0', address: '10.77.0.2' };
    this.client = { namespace: `${name}-c`, device: 'wire1', address: '10.77.0.10' };
    for (const { namespace } of this.#ends) run('ip', 'netns', 'add', namespace);
    this.lay();
  }

  /** Lay the cable. A kernel that is just setting up IPv6 sends packets of its own at any time: it is left out. */
  lay(): void {
    const { server, client } = this;
    run('ip', 'link', 'add', server.device, 'netns', server.namespace, 'type', 'veth', 'peer', 'name', client.device, 'netns', client.namespace);
    for (const { namespace, device, address } of this.#ends) {
      run('ip', 'netns', 'exec', namespace, 'sysctl', '-qw', `net.ipv6.conf.${device}.disable_ipv6=1`);
      run('ip', '-n', namespace, 'addr', 'add', `${address}/24`, 'dev', device);
      run('ip', '-n', namespace, 'link', 'set', 'lo', 'up');
      run('ip', '-n', namespace, 'link', 'set', device, 'up');
    }
  }

  /** Run a program at one end, to its end. Returns what it printed. */
  at(end: End, ...command: readonly string[]): string {
    return run('ip', 'netns', 'exec', end.namespace, ...command);
  }

  /** The client asks the server so many times whether it is there: echo requests number 1 and so on. */
  ping(times: number): void {
    this.at(this.client, 'ping', '-q', '-c', String(times), '-i', '0.2', this.server.address);
  }

  /** Change an interface. */
  link(end: End, ...change: readonly string[]): void {
    run('ip', '-n', end.namespace, 'link', ...change);
  }

  /** Start a program at one end; it is ended with the network, if not before. Its process id is that of the program itself. */
  start(end: End, command: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
    const child = spawn('ip', ['netns', 'exec', end.namespace, ...command], { env });
    this.#children.push(child);
    return child;
  }

  remove(): void {
    for (const child of this.#children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    for (const { namespace } of this.#ends) run('ip', 'netns', 'del', namespace);
  }

  get #ends(): readonly End[] {
    return [this.server, this.client];
  }
}

let count = 0;

/** Run a program to its end. Returns what it printed; throws what it said if it failed. */
export function run(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Is there a process of this number, other than one that has ended and is only still listed? */
export function isRunning(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0] !== 'Z';
  } catch {
    return false;
  }
}

/** The processes that a process has begun and that are running. */
export function childrenOf(pid: number): number[] {
  const out = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).stdout;
  return out.split('\n').map(Number).filter((child) => child > 0 && isRunning(child));
}

/** Wait until something is so, at most so many seconds. */
export async function until(what: () => boolean, seconds = 30): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !what(); await delay(20)) if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what.toString()}`);
}

export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds));
}
