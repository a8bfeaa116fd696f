import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ContentFolder, type FilePolicy, makeFolder } from '../../src/node/content-folder.ts';
import type { ContentEnd } from '../../src/node/content-store.ts';
import { FileExists } from '../../src/node/content-store.ts';
import { WriteFailure } from '../../src/node/capture-save.ts';
import { temporaryFolder } from '../build/program.ts';

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

const plain: FilePolicy = { refined: () => undefined, partsOf: () => [] };
const end = (name: string): ContentEnd => ({ name, kind: 'object', codings: [], isWhole: true });
const newFolder = (): string => fs.mkdtempSync(path.join(folder, 'found-'));
const bytesOf = (length: number, seed: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8) * 7 + seed) & 255);

/** Give a store the bytes in pieces of a length. */
function give(store: ContentFolder, content: number, bytes: Uint8Array, piece: number): void {
  for (let at = 0; at < bytes.length; at += piece) store.data(content, bytes, at, Math.min(bytes.length, at + piece));
}

describe('a folder of contents', () => {
  test.each([1, 16_383, 16_384, 16_385, 100_000])('writes a content of %i bytes as it came, also when others come in between', (length) => {
    const to = newFolder();
    const store = new ContentFolder(to, plain, false);
    const [a, b] = [bytesOf(length, 1), bytesOf(length + 5, 2)];
    for (let at = 0; at < length + 5; at += 1000) {
      if (at < length) store.data(0, a, at, Math.min(length, at + 1000));
      store.data(1, b, at, Math.min(length + 5, at + 1000));
    }
    store.close(1, end('b'));
    store.close(0, end('a'));
    expect(store.finish()).toEqual([
      { name: 'b', size: length + 5, sha256: createHash('sha256').update(b).digest('hex'), content: 1, isPart: false },
      { name: 'a', size: length, sha256: createHash('sha256').update(a).digest('hex'), content: 0, isPart: false },
    ]);
    expect(Buffer.compare(fs.readFileSync(path.join(to, 'a')), a)).toBe(0);
    expect(Buffer.compare(fs.readFileSync(path.join(to, 'b')), b)).toBe(0);
  });

  test('writes one that is too long for memory as it comes, and nothing is left beside it', () => {
    const to = newFolder();
    const store = new ContentFolder(to, plain, false);
    const long = bytesOf(9_000_000, 3);
    give(store, 0, long, 65_000);
    store.close(0, end('long'));
    expect(store.finish()).toEqual([{ name: 'long', size: long.length, sha256: createHash('sha256').update(long).digest('hex'), content: 0, isPart: false }]);
    expect(fs.readdirSync(to)).toEqual(['long']);
  });

  test('gives the second of two contents with one name a number, whatever the case of its letters', () => {
    const to = newFolder();
    const store = new ContentFolder(to, plain, false);
    for (const [i, name] of ['page.html', 'Page.html', 'page.html'].entries()) {
      give(store, i, bytesOf(10, i), 10);
      store.close(i, end(name));
    }
    expect(fs.readdirSync(to).toSorted()).toEqual(['Page-2.html', 'page-3.html', 'page.html']);
  });

  test('writes what the policy makes of a content, and its parts', () => {
    const to = newFolder();
    const store = new ContentFolder(to, { refined: (_, bytes) => bytes.slice(1), partsOf: ({ name }, bytes) => [{ name: `${name}.part`, bytes: bytes.slice(0, 1) }] }, false);
    give(store, 7, bytesOf(40_000, 4), 3000);
    store.close(7, end('mail'));
    expect(store.finish().map(({ name, size, content, isPart }) => [name, size, content, isPart])).toEqual([['mail', 39_999, 7, false], ['mail.part', 1, 7, true]]);
    expect(Buffer.compare(fs.readFileSync(path.join(to, 'mail')), bytesOf(40_000, 4).slice(1))).toBe(0);
  });

  test('overwrites a file only where that is wanted', () => {
    const to = newFolder();
    fs.writeFileSync(path.join(to, 'a'), 'precious');
    const write = (force: boolean): void => {
      const store = new ContentFolder(to, plain, force);
      give(store, 0, bytesOf(3, 0), 3);
      store.close(0, end('a'));
    };
    expect(() => write(false)).toThrow(FileExists);
    expect(fs.readFileSync(path.join(to, 'a'), 'utf8')).toBe('precious');
    write(true);
    expect(fs.statSync(path.join(to, 'a')).size).toBe(3);
  });

  test('says which file cannot be written', () => {
    const file = path.join(newFolder(), 'file');
    fs.writeFileSync(file, '');
    expect(() => makeFolder(path.join(file, 'in'))).toThrow(WriteFailure);
    expect(() => makeFolder(file)).toThrow(WriteFailure);
    const store = new ContentFolder(path.join(file, 'in'), plain, false);
    give(store, 0, bytesOf(3, 0), 3);
    expect(() => store.close(0, end('a'))).toThrow(WriteFailure);
  });
});
