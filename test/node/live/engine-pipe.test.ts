import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { EnginePipe, MUCH } from '../../../src/node/live/engine-pipe.ts';

/** What comes out of a pipe that a program writes into, and the memory that it came in. */
async function piped(script: string, look: (chunk: Uint8Array) => void = () => undefined): Promise<{ bytes: Buffer; memories: Set<ArrayBufferLike> }> {
  const pipe = EnginePipe.open()!;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', pipe.input, 'inherit'] });
  pipe.releaseInput();
  const pieces: Buffer[] = [];
  const memories = new Set<ArrayBufferLike>();
  const ended = new Promise((resolve) => child.on('close', resolve));
  await pipe.read((chunk) => {
    look(chunk);
    pieces.push(Buffer.from(chunk));
    memories.add(chunk.buffer);
  });
  await ended;
  return { bytes: Buffer.concat(pieces), memories };
}

/** Do something with a folder of our own for temporary files. */
async function withTemporaries<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupil-test-'));
  vi.stubEnv('TMPDIR', folder);
  try {
    return await act(folder);
  } finally {
    vi.unstubAllEnvs();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const descriptors = (): number => fs.readdirSync('/proc/self/fd').length;

describe.runIf(process.platform === 'linux')('the pipe of an engine', () => {
  test('hands over every byte, in the same memory, and much at once where much comes', async () => {
    let longest = 0;
    const { bytes, memories } = await piped('const b = Buffer.alloc(3_000_001, (i) => i); for (let i = 0; i < b.length; i++) b[i] = i % 251; fs.writeSync(1, b) === b.length || process.exit(1);', (chunk) => {
      longest = Math.max(longest, chunk.length);
    });
    expect(bytes.length).toBe(3_000_001);
    expect(bytes.every((byte, i) => byte === i % 251)).toBe(true);
    expect(memories.size).toBe(1);
    expect(longest).toBeGreaterThanOrEqual(MUCH);
  });

  test('hands over what little there is at once', async () => {
    const chunks: string[] = [];
    await piped('fs.writeSync(1, "now"); setTimeout(() => fs.writeSync(1, "then"), 1500);', (chunk) => chunks.push(Buffer.from(chunk).toString()));
    expect(chunks).toEqual(['now', 'then']);
  });

  test('ends when nobody is left who could write, and leaves nothing in the file system', async () => {
    await withTemporaries(async (folder) => {
      const pipe = EnginePipe.open()!;
      pipe.releaseInput();
      const chunks: number[] = [];
      await pipe.read((chunk) => chunks.push(chunk.length));
      expect(chunks).toEqual([]);
      await vi.waitFor(() => expect(fs.readdirSync(folder)).toEqual([]));
    });
  });

  test('is no pipe where there is no place for it', async () => {
    await withTemporaries(async (folder) => {
      vi.stubEnv('TMPDIR', path.join(folder, 'nowhere'));
      expect(EnginePipe.open()).toBeUndefined();
    });
  });

  test('leaves no descriptor open, whether there was a program or not', async () => {
    // What Node opens for the first child of all stays open.
    await piped('fs.writeSync(1, "x")');
    const before = descriptors();
    for (let i = 0; i < 5; i++) EnginePipe.open()!.abandon();
    for (let i = 0; i < 3; i++) await piped('fs.writeSync(1, "x")');
    await vi.waitFor(() => expect(descriptors()).toBeLessThanOrEqual(before));
  });
});
