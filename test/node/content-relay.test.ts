import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExtractTask, openFolder } from '../../src/cli/extract-files.ts';
import { WriteFailure } from '../../src/node/capture-save.ts';
import { ContentRelay } from '../../src/node/content-relay.ts';
import { type ContentEnd, type ContentStore, FileExists, type WrittenFile } from '../../src/node/content-store.ts';
import { temporaryFolder } from '../build/program.ts';

const folder = temporaryFolder();
const script = path.join(folder, 'extract-thread.mjs');
beforeAll(() => build({ entryPoints: [path.resolve(import.meta.dirname, '../../src/cli/extract-thread.ts')], outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' }));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const end = (name: string): ContentEnd => ({ name, kind: 'object', codings: [], isWhole: true });
const newFolder = (): string => fs.mkdtempSync(path.join(folder, 'found-'));
const relay = (task: ExtractTask): ContentRelay<ExtractTask> => new ContentRelay(pathToFileURL(script), task);

/** What becomes of pieces that contents get in turns, in a folder. */
function kept(store: ContentStore, pieces: readonly (readonly [number, Uint8Array])[]): readonly WrittenFile[] {
  try {
    for (const [content, bytes] of pieces) store.data(content, bytes, 0, bytes.length);
    for (const content of new Set(pieces.map(([c]) => c))) store.close(content, end(`ж${content}.bin`));
    return store.finish();
  } finally {
    store.abandon();
  }
}

describe('a thread that writes files', () => {
  test('writes the same files as are written without it, whatever comes in which pieces', { timeout: 60_000 }, () => {
    const piece = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.uint8Array({ minLength: 1, maxLength: 3000 }));
    fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 40 }), (pieces) => {
      const [there, here] = [newFolder(), newFolder()];
      expect(kept(relay({ folder: there, force: false }), pieces)).toEqual(kept(openFolder({ folder: here, force: false }), pieces));
      for (const name of fs.readdirSync(here)) expect(Buffer.compare(fs.readFileSync(path.join(there, name)), fs.readFileSync(path.join(here, name)))).toBe(0);
    }), { numRuns: 20 });
  });

  test('many more bytes than the shared memory has, and pieces longer than it', { timeout: 60_000 }, () => {
    const pieces = Array.from({ length: 30 }, (_, i) => [i % 3, new Uint8Array(i === 0 ? 3_000_001 : 700_001).fill(i)] as const);
    const [there, here] = [newFolder(), newFolder()];
    const files = kept(relay({ folder: there, force: false }), pieces);
    expect(files).toEqual(kept(openFolder({ folder: here, force: false }), pieces));
    expect(files.reduce((sum, file) => sum + file.size, 0)).toBe(3_000_001 + 29 * 700_001);
  });

  test('what goes wrong in the thread is thrown here, while bytes still come', () => {
    const there = newFolder();
    fs.writeFileSync(path.join(there, 'ж0.bin'), 'precious');
    expect(() => kept(relay({ folder: there, force: false }), [[0, new Uint8Array(10)]])).toThrow(FileExists);
    const pieces = Array.from({ length: 200 }, () => [0, new Uint8Array(100_000)] as const);
    expect(() => kept(relay({ folder: path.join(folder, 'nowhere'), force: false }), pieces)).toThrow(WriteFailure);
  });
});
