import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Bytes that are read at once at most: a pipe of Linux holds no more. */
const MOST = 64 << 10;
/** So many at once say that more waits: a pipe counts pages, not all of which are filled. */
export const MUCH = 32 << 10;

/**
 * A pipe for what a program writes, whose bytes come in the same memory again and again. Those of Node's own pipes come in new memory each time, and where
 * packets come in floods, new memory costs more than what is done with it.
 */
export class EnginePipe {
  /** What the program writes into; to be closed here once it has been started. */
  readonly input: number;
  readonly #output: number;

  private constructor(input: number, output: number) {
    this.input = input;
    this.#output = output;
  }

  /** Undefined: there is none here (it was tried on Linux alone), and Node's own has to do. Its name in the file system goes away at once. */
  static open(): EnginePipe | undefined {
    if (process.platform !== 'linux') return undefined;
    try {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupil-pipe-'));
      try {
        return EnginePipe.#in(folder);
      } finally {
        fs.rm(folder, { recursive: true, force: true }, () => undefined);
      }
    } catch {
      return undefined;
    }
  }

  static #in(folder: string): EnginePipe | undefined {
    const name = path.join(folder, 'pipe');
    return spawnSync('mkfifo', ['-m', '600', name], { stdio: 'ignore' }).status === 0 ? EnginePipe.#at(name) : undefined;
  }

  /** Whoever opens one end waits until somebody opens the other, but for a reader who does not want to wait. */
  static #at(name: string): EnginePipe {
    const output = fs.openSync(name, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    try {
      return new EnginePipe(fs.openSync(name, fs.constants.O_WRONLY), output);
    } catch (error) {
      fs.closeSync(output);
      throw error;
    }
  }

  /** The program has its end now. */
  releaseInput(): void {
    fs.closeSync(this.input);
  }

  /** There is no program. */
  abandon(): void {
    fs.closeSync(this.input);
    fs.closeSync(this.#output);
  }

  /** `take` has each chunk until it returns. Resolves when nobody is left who could write more. */
  read(take: (chunk: Uint8Array) => void): Promise<void> {
    const buffer = new Uint8Array(MOST);
    const callback = (length: number): boolean => {
      take(buffer.subarray(0, length));
      return true;
    };
    // The types of Node know of `onread` only where a socket is connected.
    const options: net.SocketConstructorOpts & Pick<net.TcpSocketConnectOpts, 'onread'> = { fd: this.#output, readable: true, writable: false, onread: { buffer, callback } };
    return new Promise((resolve) => {
      const socket = new net.Socket(options);
      // What cannot be read any more is as good as ended.
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
      socket.resume();
    });
  }
}
