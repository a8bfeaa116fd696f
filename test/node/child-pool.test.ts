import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, ChildPool } from '../../src/node/child-pool.ts';
import { temporaryFolder } from '../build/program.ts';

const folder = temporaryFolder();
const script = pathToFileURL(path.join(folder, 'child.mjs'));

/** A child that does what it is told, well or badly. */
const child = `
import { ChildGuard } from './guard.mjs';
const [processor, memory] = process.argv.slice(2).map(Number);
const guard = new ChildGuard(processor, memory);
process.on('disconnect', () => process.exit());
process.on('message', ({ what, bytes }) => {
  guard.begin();
  if (what === 'spin') for (;;);
  if (what === 'hoard') { const all = []; for (;;) all.push(Buffer.alloc(1 << 24, 1)); }
  if (what === 'objects') { const all = []; for (;;) all.push({ a: [all.length] }); }
  if (what === 'die') process.exit(3);
  if (what === 'sleep') return;
  guard.end();
  process.send({ what, length: bytes.length, pid: process.pid });
});
`;

interface Task { readonly what: string; readonly bytes: Uint8Array }
interface Done { readonly what: string; readonly length: number; readonly pid: number }

beforeAll(() => {
  buildSync({ entryPoints: [path.resolve(import.meta.dirname, '../../src/node/child-guard.ts')], outfile: path.join(folder, 'guard.mjs'), bundle: true, format: 'esm', platform: 'node' });
  fs.writeFileSync(path.join(folder, 'child.mjs'), child);
});

async function answers(whats: readonly string[], jobs: number, limits: Partial<ConstructorParameters<typeof ChildPool>[2]> = {}): Promise<Answer<Done>[]> {
  const pool = new ChildPool<Task, Done>(script, jobs, { processor: 30, wall: 60, memory: 4e9, heap: 256, ...limits });
  const list: Answer<Done>[] = [];
  await pool.run(whats.length, (i) => ({ what: whats[i]!, bytes: new Uint8Array(1000 + i) }), (i, answer) => {
    list[i] = answer;
  });
  return list;
}

describe('children that do tasks', () => {
  test('one child does many, and bytes arrive', async () => {
    const list = await answers(['a', 'b', 'c'], 1);
    expect(list.map(({ result }) => result!.length)).toEqual([1000, 1001, 1002]);
    expect(new Set(list.map(({ result }) => result!.pid)).size).toBe(1);
  });

  test('one that breaks down, or needs too much of the processor, is ended; the others are done', async () => {
    const list = await answers(['a', 'die', 'spin', 'b'], 2, { processor: 1 });
    expect(list.map(({ ended, result }) => ended ?? result.what)).toEqual(['a', 'crash', 'processor', 'b']);
  });

  test('one that needs too much memory, for objects or for bytes, is ended, too', async () => {
    const list = await answers(['objects', 'hoard', 'a'], 1, { memory: 600e6, heap: 64 });
    expect(list.map(({ ended, result }) => ended ?? result.what)).toEqual(['memory', 'memory', 'a']);
  });

  test('one that is late by the clock is tried again alone, at the end', async () => {
    const asked: string[] = [];
    const pool = new ChildPool<Task, Done>(script, 1, { processor: 30, wall: 3, memory: 4e9, heap: 256 });
    const list: Answer<Done>[] = [];
    // Asleep at first, awake when it is asked again.
    await pool.run(2, (i) => {
      const what = i === 0 && !asked.includes('sleep') ? 'sleep' : 'awake';
      asked.push(what);
      return { what, bytes: new Uint8Array(0) };
    }, (i, answer) => {
      list[i] = answer;
    });
    expect(asked).toEqual(['sleep', 'awake', 'awake']);
    expect(list.map(({ result }) => result?.what)).toEqual(['awake', 'awake']);
    expect((await answers(['sleep'], 1, { wall: 1 }))[0]).toEqual({ ended: 'wall' });
  });
});
