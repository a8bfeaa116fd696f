import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../build/program.ts';

/** What was sent or served while a capture was made: see captures/README.md. */
interface Original {
  readonly kind: string;
  readonly protocol: string;
  readonly client: string;
  readonly what: string;
  readonly sha256: string;
  readonly bytes: number;
}

const captures = path.resolve(import.meta.dirname, '../../captures');
const expected = JSON.parse(fs.readFileSync(path.join(captures, 'expected.json'), 'utf8')) as Record<string, Original[]>;
const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The files that `pupil extract` makes of a capture: `protocol sha256`, and their names. */
async function extracted(file: string, ...argv: readonly string[]): Promise<{ name: string; digest: string }[]> {
  const to = fs.mkdtempSync(path.join(folder, 'found-'));
  const { code, err } = await run('extract', file, '--to', to, ...argv);
  expect([code, err]).toEqual([0, '']);
  return fs.readdirSync(to).map((name) => ({ name, digest: `${name.split('-')[1]} ${createHash('sha256').update(fs.readFileSync(path.join(to, name))).digest('hex')}` }));
}

describe.each(Object.entries(expected))('%s', (capture, originals) => {
  test('every mail and object is extracted as it was sent or served, byte for byte', async () => {
    const files = (await extracted(path.join(captures, capture))).map((f) => f.digest);
    const missing = originals.filter(({ protocol, sha256 }) => {
      const at = files.indexOf(`${protocol} ${sha256}`);
      if (at >= 0) files.splice(at, 1);
      return at < 0;
    });
    expect(missing.map((o) => `${o.client} ${o.what}: ${o.bytes} bytes`)).toEqual([]);
  });

  test('--only mail leaves the objects out, --only object the mails', async () => {
    const kinds = async (kind: string): Promise<string[]> => (await extracted(path.join(captures, capture), '--only', kind)).map((f) => f.name);
    const mails = await kinds('mail');
    expect(mails.filter((name) => name.endsWith('.eml')).length).toBeGreaterThanOrEqual(originals.filter((o) => o.kind === 'mail').length);
    expect((await kinds('object')).length).toBeGreaterThanOrEqual(originals.filter((o) => o.kind === 'object').length);
    expect((await kinds('object')).filter((name) => mails.includes(name))).toEqual([]);
  });
});

test('what stands in expected.json are mails of four ways and objects of HTTP', () => {
  const ways = new Set(Object.values(expected).flat().map((o) => `${o.protocol} ${o.kind}`));
  expect([...ways].toSorted()).toEqual(['http object', 'imap mail', 'pop mail', 'smtp mail']);
  const what = Object.values(expected).flat().map((o) => o.what).join('\n');
  for (const way of ['DATA', 'BDAT', 'RETR', 'FETCH', 'APPEND', 'GET', 'PUT', 'POST']) expect(what).toContain(way);
});
