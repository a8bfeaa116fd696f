import { setTimeout as after } from 'node:timers/promises';
import type { CaptureInterface, CaptureSection, PacketSink } from '../../capture/packet-sink.ts';
import { DropEstimate } from './drop-estimate.ts';
import type { CaptureRequest, Engine, EngineName, Failure, FailureCode } from './engine.ts';
import { EngineRun, type RunEnd } from './engine-run.ts';
import { stateOf } from './interfaces.ts';

/** An engine that did not begin, or that ended by itself. */
export interface EngineFailure extends Failure {
  readonly engine: EngineName;
  /** It had begun to capture. */
  readonly wasOpen: boolean;
}

/** What was captured and what was lost; undefined: nobody knows. */
export interface LiveCounts {
  readonly captured: number;
  readonly received: number | undefined;
  readonly dropped: number | undefined;
  /** `dropped` is guessed from what the interface has counted. */
  readonly isEstimate: boolean;
}

export interface LiveListener {
  /** What is written about a capture by this engine; see CaptureSection. */
  section(engine: Engine): CaptureSection;
  /** An engine captures. */
  opened(engine: Engine, iface: CaptureInterface): void;
  /** An engine has failed; the next one is tried, if there is one. */
  failed(failure: EngineFailure): void;
  /** The interface is down: the capture goes on when it is up again. */
  waits(): void;
  /** All packets that were there have been handed on. */
  settled(isFull: boolean): void;
}

/** Why a capture is over: on demand; because the interface is no longer there; because no engine is left that captures. */
export type Ending = 'stopped' | 'interface-lost' | 'no-engine';

/** Failures that no other engine would be spared. */
const FINAL: ReadonlySet<FailureCode> = new Set(['filter', 'no-device', 'device-down']);
/** Milliseconds between looks whether an interface is up again, and until a crash and its cause have both come to light. */
const LOOK = 500;
const GRACE = 200;
/** What an engine says where the interface was down for a moment: it is begun again, but so often only if it never captures for so many milliseconds. */
const DOWN: ReadonlySet<FailureCode> = new Set(['interface-lost', 'device-down']);
const MAX_RESTARTS = 5;
const STEADY = 10_000;

/** Captures with the first engine that can; when it crashes, with the next. */
export class LiveCapture {
  readonly failures: EngineFailure[] = [];
  readonly #request: CaptureRequest;
  readonly #engines: readonly Engine[];
  readonly #sink: PacketSink;
  readonly #listener: LiveListener;
  #run: EngineRun | undefined = undefined;
  #estimate: DropEstimate | undefined = undefined;
  /** The system tells of the interface. */
  #isKnown = false;
  /** Of the runs before the present one. */
  #before: LiveCounts = { captured: 0, received: 0, dropped: 0, isEstimate: false };
  /** Restarts of engines that have not captured for long. */
  #restarts = 0;
  readonly #stop = new AbortController();

  constructor(request: CaptureRequest, engines: readonly Engine[], sink: PacketSink, listener: LiveListener) {
    this.#request = request;
    this.#engines = engines;
    this.#sink = sink;
    this.#listener = listener;
  }

  /** The engine at work. */
  get engine(): Engine | undefined {
    return this.#run?.engine;
  }

  /** Process id of the engine at work. */
  get pid(): number | undefined {
    return this.#run?.pid;
  }

  get counts(): LiveCounts {
    const run = this.#run;
    if (run === undefined) return this.#before;
    const { captured, received, dropped, isEstimate } = this.#before;
    const estimated = run.engine.lacks.includes('drops') ? this.#estimate?.dropped(run.packets, run.longest) : undefined;
    const lost = run.counts.dropped ?? estimated;
    return {
      captured: captured + run.packets, received: sum(received, run.counts.received), dropped: sum(dropped, lost), isEstimate: isEstimate || (lost !== undefined && lost === estimated),
    };
  }

  /** Captures until it is over. */
  async run(): Promise<Ending> {
    for (const engine of this.#engines) {
      const ending = await this.#with(engine);
      if (ending !== undefined) return ending;
    }
    return 'no-engine';
  }

  /** To be called now and then: ask the engine what it has counted. */
  ask(): void {
    this.#run?.ask();
  }

  /** Packets until now are wanted, and no others. `atOnce`: not even those that an engine keeps back. */
  stop(atOnce = false): void {
    this.#stop.abort();
    this.#estimate?.end();
    this.#run?.stop(atOnce);
  }

  /** It was asked to end. */
  get isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Captures with one engine, again after the interface was down; undefined: the next one is to try. */
  async #with(engine: Engine): Promise<Ending | undefined> {
    for (;;) {
      if (this.isStopped) return 'stopped';
      const { failure, wasOpen } = await this.#once(engine);
      if (failure === undefined || this.isStopped) return 'stopped';
      const lost = wasOpen ? await this.#isLost(failure) : undefined;
      if (lost === undefined) {
        this.#fail({ ...failure, engine: engine.name, wasOpen });
        return FINAL.has(failure.code) ? 'no-engine' : undefined;
      }
      if (lost === 'gone') return 'interface-lost';
      this.#listener.waits();
      await this.#untilUp();
      if (!this.isStopped && stateOf(this.#request.device) === undefined) return 'interface-lost';
    }
  }

  async #once(engine: Engine): Promise<RunEnd> {
    const { device, filter } = this.#request;
    this.#estimate = undefined;
    this.#run = new EngineRun(engine, this.#request, {
      opened: (link) => {
        if (filter === '' && engine.lacks.includes('drops')) this.#estimate = new DropEstimate(device);
        this.#isKnown = stateOf(device) !== undefined;
        const iface = this.#interface(engine, link);
        this.#listener.opened(engine, iface);
        return iface;
      },
      sink: this.#sink,
      settled: (isFull) => this.#listener.settled(isFull),
    });
    const begun = performance.now();
    const end = await this.#run.ended;
    if (performance.now() - begun > STEADY) this.#restarts = 0;
    const { counts } = this;
    this.#before = end.wasOpen ? counts : this.#before;
    this.#run = undefined;
    return end;
  }

  /** The interface as it is written into files: what the engine says of the link, and what we know. */
  #interface(engine: Engine, { linkType, snapLength }: CaptureInterface): CaptureInterface {
    const { device, filter } = this.#request;
    return {
      id: 0, section: this.#listener.section(engine), linkType, fcsSize: 0, snapLength: this.#request.snapLength ?? snapLength, unitsPerSecond: 1e9,
      name: device, description: undefined, filter: filter === '' ? undefined : filter, received: undefined, dropped: undefined,
    };
  }

  #fail(failure: EngineFailure): void {
    this.failures.push(failure);
    this.#listener.failed(failure);
  }

  /** Is the interface the reason why an engine ended? */
  async #isLost({ code }: Failure): Promise<'gone' | 'down' | undefined> {
    // The engine may be quicker than the kernel's files.
    await after(GRACE);
    const state = stateOf(this.#request.device);
    if (state === undefined) return this.#isKnown || code === 'interface-lost' ? 'gone' : undefined;
    if (state === 'down') return 'down';
    return DOWN.has(code) && this.#restarts++ < MAX_RESTARTS ? 'down' : undefined;
  }

  async #untilUp(): Promise<void> {
    while (!this.isStopped && stateOf(this.#request.device) === 'down') await after(LOOK, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
