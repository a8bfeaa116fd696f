import type { CaptureInterface, CaptureSection, PacketSink } from '../../capture/packet-sink.ts';
import type { Engine } from '../../node/live/engine.ts';
import { stateOf } from '../../node/live/interfaces.ts';
import { type Ending, type EngineFailure, LiveCapture, type LiveListener } from '../../node/live/live-capture.ts';
import { Recording } from '../../node/live/recording.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { failureText, lacksText } from './failure.ts';
import type { SniffPlan } from './plan.ts';
import type { LiveScreen } from './screen.ts';
import type { LiveView, Work } from './view.ts';

/** Milliseconds that packets are looked at in one go, while more of them come, and while none do: the file goes first. */
const BUSY = 0.5;
const IDLE = 8;
/** While the engine delivers as much as can be read, packets are looked at once in so many milliseconds: enough to show that there are some. */
const FLOODED = 50;
/** Milliseconds until a screen that takes nothing is tried again; and between two looks at how everything stands. */
const BLOCKED = 20;
const TICK = 1000;
/** Looks between which nothing is forgotten. */
const FORGET = 10;

/** What a live capture is made of. */
export interface SnifferParts {
  readonly plan: SniffPlan;
  readonly screen: LiveScreen;
  /** Undefined: nothing is looked at. */
  readonly view: LiveView | undefined;
  /** The screen takes nothing at the moment. */
  readonly isBlocked: () => boolean;
  /** Told about once a second. */
  readonly onTick: (sniffer: Sniffer) => void;
  readonly system: string;
}

/** One live capture, from its engine to the file and to the screen. The file gets every packet at once; the screen gets what there is time for. */
export class Sniffer implements LiveListener {
  readonly capture: LiveCapture;
  readonly recording: Recording | undefined;
  /** An engine has captured. */
  hasBegun = false;
  /** When it did, in milliseconds of the monotonic clock. */
  begun = 0;
  /** What went wrong, in words; and what ended the capture before its time. */
  readonly notes: string[] = [];
  error: unknown = undefined;
  /** A mistake of ours, because of which packets are no longer looked at. */
  viewError: unknown = undefined;
  /** Packets taken: those that the engine delivers after there are enough are not. */
  packets = 0;
  #marks = 0;
  #ticks = 0;
  #isDown = false;
  #hasArrived = false;
  #isFlooded = false;
  /** When packets were looked at last, in milliseconds of the monotonic clock. */
  #looked = 0;
  #isScheduled = false;
  #deadline: NodeJS.Timeout | undefined = undefined;
  readonly #parts: SnifferParts;
  readonly #catalogue: Catalogue;

  constructor(parts: SnifferParts, catalogue: Catalogue) {
    this.#parts = parts;
    this.#catalogue = catalogue;
    const { request, engines, recording } = parts.plan;
    this.recording = recording === undefined ? undefined : new Recording(recording);
    this.capture = new LiveCapture(request, engines, this.#sink(), this);
  }

  /** Captures until it is over; the file is then closed. */
  async run(): Promise<Ending> {
    const ticker = setInterval(() => this.#guard(() => this.#tick()), TICK);
    try {
      const ending = await this.capture.run();
      this.#guard(() => this.recording?.close(this.capture.counts));
      return ending;
    } finally {
      clearInterval(ticker);
      clearTimeout(this.#deadline);
    }
  }

  stop(): void {
    this.capture.stop();
  }

  /** It has been asked to end. */
  get isStopped(): boolean {
    return this.capture.isStopped;
  }

  /** Leave a mark among the packets, on the screen and in the file. */
  mark(): void {
    const text = this.#catalogue.say('live.mark', { number: ++this.#marks });
    this.recording?.mark(text);
    this.#parts.screen.say(text);
  }

  /** Look at everything that waits. */
  async rest(): Promise<void> {
    for (let work = this.#look(IDLE); work !== 'done'; work = this.#look(IDLE)) {
      await new Promise((resolve) => void (work === 'blocked' ? setTimeout(resolve, BLOCKED) : setImmediate(resolve)));
    }
  }

  // ---- LiveListener ----

  section(engine: Engine): CaptureSection {
    const { comment } = this.#parts.plan;
    const lacks = lacksText(engine, this.#catalogue);
    const by = this.#catalogue.say('live.by', { engine: engine.name });
    return { number: 1, comments: [...(comment === undefined ? [] : [comment]), lacks === undefined ? by : `${by}; ${lacks}`], hardware: undefined, system: this.#parts.system, application: undefined };
  }

  opened(engine: Engine, iface: CaptureInterface): void {
    this.#guard(() => this.recording?.open(iface));
    const { plan, screen } = this.#parts;
    if (!this.hasBegun) this.#begin();
    screen.say(this.#catalogue.say(`live.begins-${plan.chosen}`, { device: plan.request.device, engine: engine.name }));
    for (const failure of this.capture.failures) if (!failure.wasOpen) screen.say(failureText(failure, this.#catalogue));
    const lacks = lacksText(engine, this.#catalogue);
    if (lacks !== undefined) screen.say(lacks);
    if (!plan.request.promiscuous && engine.lacks.includes('no-promiscuous')) screen.say(this.#catalogue.say('live.promiscuous', { engine: engine.name }));
  }

  failed(failure: EngineFailure): void {
    if (failure.wasOpen) this.#note(this.#catalogue.say('live.engine-lost', { failure: failureText(failure, this.#catalogue) }));
  }

  waits(): void {
    if (!this.#isDown) this.#note(this.#catalogue.say('live.down', { device: this.#parts.plan.request.device }));
    this.#isDown = true;
  }

  settled(isFull: boolean): void {
    this.#guard(() => this.recording?.flush());
    this.#hasArrived = true;
    this.#isFlooded = isFull;
    this.#schedule();
  }

  /** Everything that comes goes here: to the file first. */
  #sink(): PacketSink {
    const { view } = this.#parts;
    const { recording } = this;
    return {
      packet: (bytes, from, to, wireLength, seconds, nanos, linkType, iface) => {
        if (this.#isEnough || this.error !== undefined) return;
        this.packets++;
        try {
          recording?.packet(bytes, from, to, wireLength, seconds, nanos, linkType, iface);
        } catch (error) {
          this.#fail(error);
        }
        view?.sink.packet(bytes, from, to, wireLength, seconds, nanos, linkType, iface);
        if (this.#isEnough) this.capture.stop(true);
      },
    };
  }

  /** As many packets have come as were asked for, by their number or by what the file was to hold. */
  get #isEnough(): boolean {
    return this.packets >= (this.#parts.plan.packets ?? Infinity) || this.recording?.isComplete === true;
  }

  #begin(): void {
    const { seconds } = this.#parts.plan;
    this.hasBegun = true;
    this.begun = performance.now();
    if (seconds !== undefined) this.#deadline = setTimeout(() => this.stop(), seconds * 1000);
  }

  #tick(): void {
    const { view, onTick } = this.#parts;
    this.#ticks++;
    this.capture.ask();
    this.#lookAtFile();
    this.#lookAtInterface();
    if (this.#ticks % FORGET === 0) view?.forget();
    onTick(this);
  }

  #lookAtFile(): void {
    const file = this.recording?.path ?? '';
    const mishap = this.recording?.look();
    if (mishap === 'gone') this.#note(this.#catalogue.say('live.file-gone', { file, next: this.recording?.path ?? '' }));
    if (mishap === 'other') this.#note(this.#catalogue.say('live.file-other', { file }));
    if (this.recording?.isComplete === true) this.stop();
  }

  /** An engine may wait in silence for an interface that is down. */
  #lookAtInterface(): void {
    if (!this.hasBegun) return;
    const { device } = this.#parts.plan.request;
    const state = stateOf(device);
    if (state === 'down') this.waits();
    else if (this.#isDown && state !== undefined) {
      this.#isDown = false;
      this.#parts.screen.say(this.#catalogue.say('live.up', { device }));
    }
  }

  #schedule(): void {
    if (this.#isScheduled || this.#parts.view === undefined || this.viewError !== undefined) return;
    this.#isScheduled = true;
    setImmediate(() => this.#work());
  }

  #work(): void {
    const isPutOff = this.#isFlooded && performance.now() - this.#looked < FLOODED;
    this.#isFlooded = false;
    if (isPutOff) {
      setImmediate(() => this.#work());
      return;
    }
    const work = this.#look(this.#hasArrived ? BUSY : IDLE);
    this.#looked = performance.now();
    this.#hasArrived = false;
    this.#isScheduled = work !== 'done';
    if (work === 'more') setImmediate(() => this.#work());
    else if (work === 'blocked') setTimeout(() => this.#work(), BLOCKED);
  }

  /** Look at packets for so many milliseconds. A mistake of ours in that must not cost the file: it gets the packets that come all the same. */
  #look(milliseconds: number): Work {
    const { view, screen, isBlocked } = this.#parts;
    if (view === undefined || this.viewError !== undefined) return 'done';
    try {
      const work = view.work(milliseconds, isBlocked);
      screen.settle();
      return work;
    } catch (error) {
      this.viewError = error;
      if (this.recording === undefined) this.stop();
      return 'done';
    }
  }

  #note(text: string): void {
    this.notes.push(text);
    this.#parts.screen.say(text);
  }

  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What fails ends the capture, and is told when it is over: a full disk, a reader that has gone, a mistake of ours. */
  #fail(error: unknown): void {
    this.error ??= error;
    this.capture.stop(true);
  }
}
