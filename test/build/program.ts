import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { main } from '../../src/cli/program.ts';

/** What a run of the program left behind. */
export interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** Run the program in this process; what it writes to its standard output and error is caught. */
export async function run(...argv: readonly string[]): Promise<Run> {
  const caught: Buffer[][] = [[], [], []];
  const write = fs.writeSync;
  const spy = vi.spyOn(fs, 'writeSync').mockImplementation((fd: number, data: NodeJS.ArrayBufferView | string, at?: unknown) => {
    const rest = (data as Uint8Array).subarray(Number(at ?? 0));
    if (fd !== 1 && fd !== 2) return write(fd, rest);
    caught[fd]!.push(Buffer.from(rest));
    return rest.length;
  });
  try {
    const code = await main(argv);
    return { code, out: Buffer.concat(caught[1]!).toString(), err: Buffer.concat(caught[2]!).toString() };
  } finally {
    spy.mockRestore();
  }
}

const root = path.resolve(import.meta.dirname, '../..');

/** Build the program into `dist/`, as it is shipped. */
export function build(): void {
  const { status, stderr } = spawnSync(process.execPath, ['build.js'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** Run the built program in a process of its own. */
export function spawn(argv: readonly string[], input?: Uint8Array): Run & { bytes: Buffer } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'dist/cli/main.js'), ...argv], { input: input ?? new Uint8Array(0), maxBuffer: 1 << 28 });
  return { code: status, out: stdout.toString(), err: stderr.toString(), bytes: stdout };
}

/** A folder for the files of a test. */
export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'pupil-test-'));
}
