import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundledCaptures } from '../build/seeds.ts';
import { render } from './render.ts';

/** `npm run golden` writes the texts anew; people review the difference. */
const isWriting = process.env['GOLDEN'] === 'write';
const folder = path.join(import.meta.dirname, 'expected');

describe.each(bundledCaptures().map((file) => [path.basename(file), file] as const))('%s', (name, file) => {
  const texts = render(file);

  test.each(Object.keys(texts))('%s', (kind) => {
    const golden = path.join(folder, `${name}.${kind}.txt`);
    if (isWriting) {
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(golden, texts[kind]!);
    }
    expect(texts[kind]).toBe(fs.readFileSync(golden, 'utf8'));
  });
});

test('there are texts for the captures that are bundled, and for no others', () => {
  const expected = bundledCaptures().flatMap((file) => ['overview', 'packets', 'sessions', 'tree'].map((kind) => `${path.basename(file)}.${kind}.txt`)).toSorted();
  expect(fs.readdirSync(folder).toSorted()).toEqual(expected);
});
