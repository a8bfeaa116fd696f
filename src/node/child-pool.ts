import { type ChildProcess, fork } from 'node:child_process';

/** What a child may use for one task. Memory that is not used for objects (files that are read) counts in `memory` alone. */
export interface ChildLimits {
  /** Seconds of the processor. */
  readonly processor: number;
  /** Seconds by the clock. */
  readonly wall: number;
  /** Bytes in all, and megabytes of objects. */
  readonly memory: number;
  readonly heap: number;
}

/** Why a child gave no answer: it used up the processor's time, memory, or time by the clock; or it broke down. */
export type Ended = 'processor' | 'memory' | 'wall' | 'crash';

export type Answer<Result> = { readonly result: Result; readonly ended?: undefined } | { readonly result?: undefined; readonly ended: Ended };

/** The exit status of a process that V8 ends because its objects need too much memory. */
const ABORTED = 134;

/** A process that does tasks one after the other, and is replaced when it had to be ended. */
class Child<Task, Result> {
  readonly #script: URL;
  readonly #limits: ChildLimits;
  #process: ChildProcess | undefined;
  /** What its guard has written before it ended it. */
  #lastWord = '';

  constructor(script: URL, limits: ChildLimits) {
    this.#script = script;
    this.#limits = limits;
  }

  async run(task: Task): Promise<Answer<Result>> {
    const child = (this.#process ??= this.#start());
    this.#lastWord = '';
    return new Promise((resolve) => {
      const answer = (value: Answer<Result>): void => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error');
        resolve(value);
      };
      const give = (ended: Ended): void => {
        this.#process = undefined;
        answer({ ended });
      };
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        give('wall');
      }, this.#limits.wall * 1000);
      child.on('message', (result) => answer({ result: result as Result }));
      child.on('error', () => give('crash'));
      child.on('exit', (code, signal) => give(this.#reason(code, signal)));
      child.send(task as object);
    });
  }

  close(): void {
    this.#process?.disconnect();
    this.#process = undefined;
  }

  #start(): ChildProcess {
    const { processor, memory, heap } = this.#limits;
    const child = fork(this.#script, [String(processor), String(memory)], { serialization: 'advanced', execArgv: [`--max-old-space-size=${heap}`], stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWord += text;
    });
    return child;
  }

  #reason(code: number | null, signal: NodeJS.Signals | null): Ended {
    if (this.#lastWord.includes('processor')) return 'processor';
    return this.#lastWord.includes('memory') || code === ABORTED || signal === 'SIGABRT' ? 'memory' : 'crash';
  }
}

/** Does tasks in child processes, several at the same time. */
export class ChildPool<Task, Result> {
  readonly #script: URL;
  readonly #jobs: number;
  readonly #limits: ChildLimits;

  constructor(script: URL, jobs: number, limits: ChildLimits) {
    this.#script = script;
    this.#jobs = jobs;
    this.#limits = limits;
  }

  /**
   * Do `count` tasks. A task is made when a child is free for it, and `done` is told of its answer, in whatever order they come. What took too long by the clock is
   * done again when nothing else is, so that the load of the machine decides nothing.
   */
  async run(count: number, taskOf: (index: number) => Task, done: (index: number, answer: Answer<Result>) => void): Promise<void> {
    const late: number[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      const child = new Child<Task, Result>(this.#script, this.#limits);
      while (next < count) {
        const index = next++;
        const answer = await child.run(taskOf(index));
        if (answer.ended === 'wall') late.push(index);
        else done(index, answer);
      }
      child.close();
    };
    await Promise.all(Array.from({ length: Math.min(this.#jobs, count) }, work));
    const child = new Child<Task, Result>(this.#script, this.#limits);
    for (const index of late.sort((a, b) => a - b)) done(index, await child.run(taskOf(index)));
    child.close();
  }
}
