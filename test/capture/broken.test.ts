import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../src/node/capture-file.ts';
import { brokenCaptures, brokenReadme } from '../build/broken.ts';
import { Receiver } from '../build/capture.ts';

const folder = path.resolve(import.meta.dirname, '../../captures/broken');

if (process.env['GOLDEN'] === 'write') {
  fs.mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of brokenCaptures) fs.writeFileSync(path.join(folder, name), bytes);
  fs.writeFileSync(path.join(folder, 'README.md'), brokenReadme());
}

describe('captures/broken', () => {
  test.each(brokenCaptures)('$name: $story', ({ name, packets, fault }) => {
    const receiver = new Receiver();
    const read = readCapture(path.join(folder, name), receiver);
    expect(receiver.packets).toHaveLength(packets);
    if (fault === undefined) expect(read.fault).toBeUndefined();
    else expect(read.fault).toMatchObject(fault);
  });

  test('the files and their README are those of test/build/broken.ts', () => {
    expect(fs.readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe(brokenReadme());
    // What zlib packs may differ from one version to the next; what it unpacks to is compared above.
    for (const { name, bytes } of brokenCaptures.filter((b) => !b.name.endsWith('.gz'))) expect(fs.readFileSync(path.join(folder, name)).equals(bytes), name).toBe(true);
  });
});
