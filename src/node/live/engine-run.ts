import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import type { CaptureInterface, PacketSink } from '../../capture/packet-sink.ts';
import { PcapReader } from '../../capture/pcap.ts';
import type { CaptureRequest, Counts, Engine, Failure } from './engine.ts';
import { EnginePipe, MUCH } from './engine-pipe.ts';
import { LET_GO, NOT_ALLOWED, NOT_FOUND } from './leash.ts';

/** Milliseconds that an engine may take to begin: a name in a filter may have to be looked up. And those that it may be silent when it is to hand over what it has. */
export const START_PATIENCE = 15_000;
export const STOP_PATIENCE = 3000;
/**
 * An engine that could not keep up still has packets that are wanted when it is asked to end, and would throw them away: it goes on until none has come for so many
 * milliseconds, but no longer than this.
 */
const QUIET = 300;
export const DRAIN_PATIENCE = 10_000;
/** Bytes of its standard error that are looked at for a line, and lines of it that are kept. */
const MAX_LINE = 4096;
const MAX_LINES = 20;

/** What a run of an engine brings about. */
export interface RunListener {
  /** Capturing has begun: the interface as the engine describes it. Returns the one that its packets are to have. */
  opened(link: CaptureInterface): CaptureInterface;
  /** Where its packets go. */
  readonly sink: PacketSink;
  /** All packets that were there have been handed on. `isFull`: so much was there at once that more waits. */
  settled(isFull: boolean): void;
}

/** How a run ended. */
export interface RunEnd {
  readonly wasOpen: boolean;
  /** Undefined: it was asked to end. */
  readonly failure: Failure | undefined;
  readonly counts: Counts;
}

/** One engine, running: its process, and the packets that come out of it. */
export class EngineRun {
  readonly engine: Engine;
  /** Resolves when the process has ended and all its packets have been handed on. */
  readonly ended: Promise<RunEnd>;
  /** Packets so far, and the length on the wire of the longest; what the engine has counted, as far as it has said. */
  packets = 0;
  longest = 0;
  counts: Counts = { received: undefined, dropped: undefined };
  readonly #child: ChildProcess;
  readonly #listener: RunListener;
  readonly #reader = new PcapReader();
  readonly #sink: PacketSink;
  #interface: CaptureInterface | undefined = undefined;
  #failure: Failure | undefined = undefined;
  #isStopping = false;
  /** When it was asked to stop, in milliseconds since 1970. */
  #stopped: number | undefined = undefined;
  /** When a packet came last, and when those that are left are no longer waited for, in milliseconds of the monotonic clock. */
  #came = 0;
  #drained = 0;
  #patience: NodeJS.Timeout;
  #killer: NodeJS.Timeout | undefined = undefined;
  #line = '';
  readonly #said: string[] = [];

  constructor(engine: Engine, request: CaptureRequest, listener: RunListener) {
    this.engine = engine;
    this.#listener = listener;
    this.#sink = { packet: (bytes, from, to, wireLength, seconds, nanos, linkType) => this.#packet(bytes, from, to, wireLength, seconds, nanos, linkType) };
    const [program = '', ...args] = engine.command(request);
    // In a process group of its own: Ctrl-C is for us, and we tell the engine when to end. Its words must be those we know.
    const pipe = EnginePipe.open();
    try {
      this.#child = spawn(program, args, { stdio: ['pipe', pipe?.input ?? 'pipe', 'pipe'], detached: true, env: { ...process.env, LC_ALL: 'C', LANG: 'C' } });
    } catch (error) {
      pipe?.abandon();
      throw error;
    }
    pipe?.releaseInput();
    prefer(this.#child);
    this.#patience = setTimeout(() => this.#giveUp(), START_PATIENCE);
    this.ended = this.#attend(this.#child, pipe);
  }

  /** Process id, as long as there is one. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isOpen(): boolean {
    return this.#interface !== undefined;
  }

  /**
   * Packets until now are wanted, and no others: wait until the engine has handed them on, then have it end. `atOnce`: not even those that it
   * still keeps back.
   */
  stop(atOnce = false): void {
    clearTimeout(this.#patience);
    this.#isStopping = true;
    // What an engine without lag stamps later may have come before.
    if (this.engine.lag > 0) this.#stopped ??= Date.now() + 1;
    if (!this.isOpen || atOnce) return this.#finish();
    this.#drained = performance.now() + DRAIN_PATIENCE;
    this.#patience = setTimeout(() => this.#drain(), this.engine.lag);
  }

  /** Ask it what it has counted; the answer comes into `counts`. */
  ask(): void {
    if (this.isOpen && !this.#isStopping) this.engine.ask?.(this.#child);
  }

  #drain(): void {
    const now = performance.now();
    const wait = this.engine.lag === 0 ? 0 : Math.min(this.#came + QUIET, this.#drained) - now;
    if (wait > 0) this.#patience = setTimeout(() => this.#drain(), wait);
    else this.#finish();
  }

  /** Ask the engine to end; if it does not in time, it is killed. */
  #finish(): void {
    clearTimeout(this.#killer);
    this.engine.stop(this.#child);
    this.#killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_PATIENCE);
  }

  #attend(child: ChildProcess, pipe: EnginePipe | undefined): Promise<RunEnd> {
    const delivered = pipe?.read((chunk) => this.#chunk(chunk));
    child.stdout?.on('data', (chunk: Buffer) => this.#chunk(chunk));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
    // An engine that ends before its standard input is closed is no mistake of ours.
    child.stdin!.on('error', () => undefined);
    child.on('exit', () => child.stdin!.end(LET_GO));
    return new Promise((resolve) => {
      child.on('error', (error: NodeJS.ErrnoException) => {
        this.#failure ??= { code: error.code === 'ENOENT' ? 'missing' : error.code === 'EACCES' ? 'permission' : 'failed', detail: error.code === 'ENOENT' ? '' : error.message };
        if (child.pid === undefined) resolve(this.#end(null, null));
      });
      child.on('close', (code, signal) => {
        if (delivered === undefined) resolve(this.#end(code, signal));
        else void delivered.then(() => resolve(this.#end(code, signal)));
      });
    });
  }

  #chunk(chunk: Uint8Array): void {
    if (this.#failure?.code === 'garbled') return;
    this.#killer?.refresh();
    const before = this.packets;
    const fault = this.#reader.push(chunk, this.#sink);
    if (this.packets > before) this.#came = performance.now();
    if (!this.isOpen && this.#reader.interfaces.length > 0) this.#open();
    this.#listener.settled(chunk.length >= MUCH);
    if (fault === undefined) return;
    this.#failure ??= { code: 'garbled', detail: fault.code };
    this.#child.kill('SIGKILL');
  }

  #open(): CaptureInterface {
    if (!this.#isStopping) clearTimeout(this.#patience);
    this.#interface = this.#listener.opened(this.#reader.interfaces[0]!);
    return this.#interface;
  }

  /** HOT: must not allocate. */
  #packet(bytes: Uint8Array, from: number, to: number, wireLength: number, seconds: number, nanos: number, linkType: number): void {
    const iface = this.#interface ?? this.#open();
    if (this.#stopped !== undefined && seconds * 1000 + nanos / 1e6 > this.#stopped) return;
    this.packets++;
    if (wireLength > this.longest) this.longest = wireLength;
    this.#listener.sink.packet(bytes, from, to, wireLength, seconds, nanos, linkType, iface);
  }

  #hear(text: string): void {
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop()!.slice(0, MAX_LINE);
    for (const line of lines) this.#heard(line.slice(0, MAX_LINE).trimEnd());
  }

  #heard(line: string): void {
    if (line === '') return;
    const heard = this.engine.heard(line);
    if (heard?.kind === 'counts') this.counts = { received: heard.counts.received ?? this.counts.received, dropped: heard.counts.dropped ?? this.counts.dropped };
    else if (heard?.kind === 'failure') this.#failure ??= heard.failure;
    this.#said.push(line);
    if (this.#said.length > MAX_LINES) this.#said.shift();
  }

  #giveUp(): void {
    this.#failure ??= { code: 'silent', detail: '' };
    this.#child.kill('SIGKILL');
  }

  #end(code: number | null, signal: NodeJS.Signals | null): RunEnd {
    clearTimeout(this.#patience);
    clearTimeout(this.#killer);
    if (this.#line !== '') this.#heard(this.#line);
    const failure = this.#isStopping ? undefined : (this.#failure ?? this.#unexplained(code, signal));
    return { wasOpen: this.isOpen, failure, counts: this.counts };
  }

  /** It ended without a word that is known here: its last words, or how it ended. */
  #unexplained(code: number | null, signal: NodeJS.Signals | null): Failure {
    if (!this.isOpen && code === NOT_FOUND) return { code: 'missing', detail: '' };
    if (!this.isOpen && code === NOT_ALLOWED) return { code: 'permission', detail: '' };
    const last = this.#said.findLast((line) => line.startsWith(`${this.engine.name}: `));
    const isLost = this.isOpen && signal !== null && signal === this.engine.lostSignal;
    const words = signal ?? last;
    return { code: isLost ? 'interface-lost' : this.isOpen ? 'died' : 'failed', detail: words ?? '', ...(words === undefined && code !== null ? { status: code } : {}) };
  }
}

/**
 * An engine that has to wait for the processor loses packets: it goes first, where we may decide that. It needs little. Where Linux shares out the
 * processor among process groups (autogroup), the priority of a process counts in its own group only, and that of the group for all.
 */
function prefer({ pid }: ChildProcess): void {
  const { PRIORITY_HIGH } = os.constants.priority;
  try {
    if (pid === undefined) return;
    os.setPriority(pid, PRIORITY_HIGH);
    if (process.platform === 'linux') fs.writeFileSync(`/proc/${pid}/autogroup`, String(PRIORITY_HIGH));
  } catch {
    // Only the administrator may; and not every kernel has groups.
  }
}
