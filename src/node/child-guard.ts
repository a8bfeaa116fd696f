import { Worker } from 'node:worker_threads';

/** How often the guard looks, in milliseconds. */
const INTERVAL = 100;

/**
 * A thread of its own, so that it is heard also when a task does nothing but work. It writes why it ends the process, and ends it.
 * `shared`: the processor's time in seconds when the task was begun; negative: there is none.
 */
const guard = `
  const { workerData: { shared, processor, memory, interval } } = require('node:worker_threads');
  const fs = require('node:fs');
  const end = (why) => {
    fs.writeSync(1, why);
    process.kill(process.pid, 'SIGKILL');
  };
  setInterval(() => {
    if (shared[0] < 0) return;
    const { user, system } = process.cpuUsage();
    if ((user + system) / 1e6 - shared[0] > processor) end('processor');
    else if (process.memoryUsage.rss() > memory) end('memory');
  }, interval);
`;

/** Ends this process when a task uses more of the processor, in seconds, or of memory, in bytes, than it may. */
export class ChildGuard {
  readonly #shared = new Float64Array(new SharedArrayBuffer(8));

  constructor(processor: number, memory: number) {
    this.#shared[0] = -1;
    new Worker(guard, { eval: true, workerData: { shared: this.#shared, processor, memory, interval: INTERVAL } }).unref();
  }

  begin(): void {
    const { user, system } = process.cpuUsage();
    this.#shared[0] = (user + system) / 1e6;
  }

  end(): void {
    this.#shared[0] = -1;
  }
}
