import fs from 'node:fs';
import { PcapWriter } from '../../../capture/pcap-writer.ts';
import { pcapInterface } from '../../../capture/pcap.ts';
import { pause } from '../../pause.ts';
import { Clock } from '../clock.ts';
import { Outflow } from '../outflow.ts';

/**
 * Milliseconds that packets may wait for others, to be handed on together: to hand on each of them would take longer than to capture it. Under load cap
 * delivers without ever returning to the event loop, and timers wait: what is older than so many seconds is handed on in between.
 */
const GATHER = 5;
const MAX_AGE = 0.05;
/**
 * When more packets than this come within that time, cap is left alone for so many milliseconds after each time that it has taken all there are: to be woken for
 * each packet takes longer than the packet, and keeps others from their work. Even the smallest buffer of the kernel (a thousand packets) is not full by then.
 */
const BUSY = 100;
const REST = 0.3;
/** Milliseconds until a pipe that was full is tried again. */
const AGAIN = 2;

/** The packets that cap delivers, on their way out: each gets the time at which it came, and they go out together. */
export class CapStream {
  readonly #linkType: number;
  readonly #snapLength: number;
  readonly #output: Outflow;
  readonly #writer: PcapWriter;
  readonly #clock = new Clock();
  /** When the first packet came that has not been handed on, in seconds; 0: there is none. And how many there are. */
  #oldest = 0;
  #gathered = 0;
  #isBusy = false;
  #isResting = false;
  #isWaiting = false;

  /** `fd`: a non-blocking pipe. */
  constructor(fd: number, linkType: number, snapLength: number) {
    this.#linkType = linkType;
    this.#snapLength = snapLength;
    this.#output = new Outflow(fd);
    this.#writer = new PcapWriter((bytes) => this.#output.write(bytes));
    this.#writer.describe(pcapInterface(linkType, snapLength, 1e9));
    this.#flush();
  }

  /** HOT: must not allocate. A packet: the first bytes, up to its length. */
  packet(bytes: Uint8Array, length: number): void {
    const clock = this.#clock;
    clock.read();
    this.#writer.packet(bytes, 0, Math.min(length, this.#snapLength), length, clock.seconds, clock.nanos, this.#linkType, undefined);
    this.#gathered++;
    const now = clock.seconds + clock.nanos / 1e9;
    if (this.#oldest === 0) this.#gather(now);
    else if (now - this.#oldest > MAX_AGE) this.#hurry();
    if (this.#isBusy && !this.#isResting) this.#rest();
  }

  /** Hand on everything, and end the program. */
  end(): never {
    this.#flush();
    this.#output.drain();
    process.exit(0);
  }

  #gather(now: number): void {
    this.#oldest = now;
    setTimeout(() => this.#flush(), GATHER);
  }

  #hurry(): void {
    this.#flush();
    if (isLetGo()) this.end();
  }

  /** The event loop gets there when cap has taken everything. */
  #rest(): void {
    this.#isResting = true;
    setImmediate(() => {
      this.#isResting = false;
      pause(REST);
    });
  }

  #flush(): void {
    this.#isBusy = this.#gathered > BUSY;
    this.#oldest = this.#gathered = 0;
    this.#writer.flush();
    this.#push();
  }

  #push(): void {
    this.#output.push();
    if (this.#output.isEmpty || this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      this.#push();
    }, AGAIN);
  }
}

/** Has standard input ended, though the event loop has had no time to see it? (It does not block: Node has it read by the loop.) */
function isLetGo(): boolean {
  try {
    return fs.readSync(0, new Uint8Array(1)) === 0;
  } catch {
    return false;
  }
}
