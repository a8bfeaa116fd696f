import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { describe, expect, test } from 'vitest';
import { EnginePipe, FULL_READ } from '../../../src/node/live/engine-pipe.ts';

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

const folders = (): string[] => fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('pupil-pipe-'));

describe.skipIf(process.platform === 'win32')('the pipe of an engine', () => {
  test('hands over every byte, in the same memory, no more than a pipe holds at once', async () => {
    let longest = 0;
    const { bytes, memories } = await piped('const b = Buffer.alloc(3_000_001, (i) => i); for (let i = 0; i < b.length; i++) b[i] = i % 251; fs.writeSync(1, b) === b.length || process.exit(1);', (chunk) => {
      longest = Math.max(longest, chunk.length);
    });
    expect(bytes.length).toBe(3_000_001);
    expect(bytes.every((byte, i) => byte === i % 251)).toBe(true);
    expect(memories.size).toBe(1);
    expect(longest).toBeLessThanOrEqual(FULL_READ);
  });

  test('hands over what little there is at once', async () => {
    const chunks: string[] = [];
    await piped('fs.writeSync(1, "now"); setTimeout(() => fs.writeSync(1, "then"), 1500);', (chunk) => chunks.push(Buffer.from(chunk).toString()));
    expect(chunks).toEqual(['now', 'then']);
  });

  test('ends when nobody is left who could write, and leaves nothing behind', async () => {
    const before = folders();
    const pipe = EnginePipe.open()!;
    expect(folders()).toEqual(before);
    pipe.releaseInput();
    const chunks: number[] = [];
    await pipe.read((chunk) => chunks.push(chunk.length));
    expect(chunks).toEqual([]);
  });
});
