import { type MessagePort, MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { put } from '../base/bytes.ts';
import { WriteFailure } from './capture-save.ts';
import { type ContentEnd, type ContentStore, FileExists, type WrittenFile } from './content-store.ts';
import { type RingMemory, SLAB, SlabRing } from './slab-ring.ts';

/**
 * A slab holds records of words of 32 bits: number of a content, length, and so many bytes, filled up to a whole word. A length below zero: the content has
 * ended, and what is to be known of it follows as so many bytes of JSON. A content below zero: no more records.
 */
const WORD = 4;
const RECORD = 2 * WORD;
const NO_MORE = -1;
/** Milliseconds in which the thread must have done something: a disk may be slow. */
const PATIENCE = 300_000;
const SILENT = 'the thread that writes files is silent';

/** What the thread has to say when it is done. */
type Reply = { readonly files: readonly WrittenFile[] } | { readonly failure: Failure };
type Failure = { readonly kind: 'exists' | 'other'; readonly message: string } | { readonly kind: 'write'; readonly path: string; readonly code: string };

/** What the thread is given: the memory, where it is to answer, and whatever it needs to know beside that. */
export interface RelaySetup<Task> {
  readonly memory: RingMemory;
  readonly port: MessagePort;
  readonly task: Task;
}

/** Hands contents to a thread that makes files of them, while the one at hand reads on. */
export class ContentRelay<Task> implements ContentStore {
  readonly #ring = new SlabRing();
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #words = wordsOf(this.#ring.slab);
  #at = 0;

  /** `script`: calls `serveContents`. */
  constructor(script: URL, task: Task) {
    const { port1, port2 } = new MessageChannel();
    const setup: RelaySetup<Task> = { memory: this.#ring.memory, port: port2, task };
    this.#worker = new Worker(script, { workerData: setup, transferList: [port2] });
    this.#port = port1;
  }

  /** HOT: must not allocate. */
  data(content: number, bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; ) {
      const length = Math.min(to - at, this.#room());
      put(this.#ring.slab, this.#record(content, length, length), bytes, at, at + length);
      at += length;
    }
  }

  close(content: number, end: ContentEnd): void {
    // Names are short, and codings are a part of the head of a message: all that is much shorter than a slab.
    const words = Buffer.from(JSON.stringify(end));
    if (this.#room() < words.length) this.#next();
    this.#ring.slab.set(words, this.#record(content, -words.length, words.length));
  }

  finish(): readonly WrittenFile[] {
    this.#room();
    this.#record(NO_MORE, 0, 0);
    this.#next();
    const files = this.#ring.awaitAnswer(PATIENCE) ? this.#reply() : undefined;
    if (files === undefined) throw new Error(SILENT);
    return files;
  }

  abandon(): void {
    this.#port.close();
    void this.#worker.terminate();
  }

  /** Begin a record that takes `size` bytes, for which there is room. Returns where they go. */
  #record(content: number, length: number, size: number): number {
    const start = this.#at + RECORD;
    this.#words[this.#at / WORD] = content;
    this.#words[this.#at / WORD + 1] = length;
    this.#at = start + Math.ceil(size / WORD) * WORD;
    return start;
  }

  /** Bytes that a record can take, more than none. */
  #room(): number {
    if (this.#at + RECORD >= SLAB) this.#next();
    return SLAB - RECORD - this.#at;
  }

  /** Hand the slab over, and go on with the next. */
  #next(): void {
    this.#reply();
    if (!this.#ring.give(this.#at, PATIENCE)) throw new Error(SILENT);
    this.#at = 0;
  }

  /** What the thread has said; undefined: nothing. Throws what went wrong there. */
  #reply(): readonly WrittenFile[] | undefined {
    const reply = (receiveMessageOnPort(this.#port) as { message: Reply } | undefined)?.message;
    if (reply !== undefined && 'failure' in reply) throw errorOf(reply.failure);
    return reply?.files;
  }
}

/** In the thread: hand the contents that come to a store, and say what became of them, or what went wrong. What comes afterwards passes by, until the thread is abandoned. */
export function serveContents<Task>({ memory, port, task }: RelaySetup<Task>, open: (task: Task) => ContentStore): never {
  const ring = new SlabRing(memory);
  let store: ContentStore | undefined = undefined;
  const replyTo = (slab: Uint8Array): Reply | undefined => {
    try {
      store ??= open(task);
      return replay(slab, store) ? undefined : { files: store.finish() };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  };
  for (let reply: Reply | undefined; ; ) {
    const length = ring.take();
    if (reply !== undefined) continue;
    reply = replyTo(ring.slab.subarray(0, length));
    if (reply === undefined) continue;
    port.postMessage(reply);
    ring.answer();
  }
}

/** Hand the records of a slab to a store. Returns whether more will come. */
function replay(slab: Uint8Array, store: ContentStore): boolean {
  const words = wordsOf(slab);
  for (let at = 0; at < slab.length; ) {
    const content = words[at / WORD]!;
    const length = words[at / WORD + 1]!;
    if (content === NO_MORE) return false;
    const start = at + RECORD;
    const end = start + Math.abs(length);
    if (length < 0) store.close(content, JSON.parse(Buffer.from(slab.subarray(start, end)).toString()) as ContentEnd);
    else store.data(content, slab, start, end);
    at = start + Math.ceil((end - start) / WORD) * WORD;
  }
  return true;
}

function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return new Int32Array(buffer, byteOffset, Math.floor(length / WORD));
}

/** Errors lose what they are on their way from thread to thread. */
function failureOf(error: unknown): Failure {
  if (error instanceof WriteFailure) return { kind: 'write', path: error.path, code: error.code };
  return { kind: error instanceof FileExists ? 'exists' : 'other', message: error instanceof Error ? error.message : String(error) };
}

function errorOf(failure: Failure): Error {
  if (failure.kind === 'write') return new WriteFailure(failure.path, failure, 'content');
  return failure.kind === 'exists' ? new FileExists(failure.message) : new Error(failure.message);
}
