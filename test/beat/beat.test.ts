import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../build/program.ts';
import { cramMd5Mail, letter } from './cram-md5-mail.ts';
import { carried, glued, proved, shown, unnamed } from './situations.ts';

const root = path.resolve(import.meta.dirname, '../..');
const capture = (name: string): string => path.join(root, 'captures', name);
const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function values(name: string, packet: number, fields: readonly string[]): Promise<string[]> {
  const { out } = await run('packets', capture(name), '-2', '--packet', String(packet), '--oem-codepage', 'cp866', '-T', 'fields', '-E', 'aggregator=|', ...fields.flatMap((f) => ['-e', f]));
  return out.replace(/\n$/, '').split('\t');
}

/** The mails that extract finds in a capture, as text of one character for each byte; and what it prints. */
async function extracted(file: string): Promise<{ mails: string[]; out: string }> {
  const to = fs.mkdtempSync(path.join(folder, 'found-'));
  const { out } = await run('extract', file, '--to', to);
  return { mails: fs.readdirSync(to).filter((name) => name.endsWith('.eml')).map((name) => fs.readFileSync(path.join(to, name), 'latin1')), out };
}

describe('fields', () => {
  test.each(shown)('$name', async (s) => {
    expect(await values(s.capture, s.packet, s.fields)).toEqual(s.pupil);
    expect(s.pupil).not.toEqual(s.tshark);
  });

  test.each(unnamed)('$name', async (s) => {
    expect(await values(s.capture, s.packet, Object.keys(s.values))).toEqual(Object.values(s.values));
  });
});

describe('mails', () => {
  const originals = JSON.parse(fs.readFileSync(capture('expected.json'), 'utf8')) as Record<string, { what: string; sha256: string }[]>;

  test.each(carried)('$name', async (s) => {
    const original = originals[s.capture]!.find((o) => o.what === s.what)!;
    const { mails } = await extracted(capture(s.capture));
    expect(mails.map((mail) => createHash('sha256').update(mail, 'latin1').digest('hex'))).toContain(original.sha256);
  });

  test(glued, async () => {
    const file = path.join(folder, 'cram-md5.pcap');
    fs.writeFileSync(file, cramMd5Mail());
    expect((await extracted(file)).mails).toEqual([letter]);
  });
});

test.each(proved)('credentials: $name', async (s) => {
  const { out } = await extracted(capture(s.capture));
  expect(out.split('\n').map((line) => line.trim().split(/ {2,}/))).toContainEqual(expect.arrayContaining([String(s.packet), s.by, s.user]));
});

test('docs/beyond-tshark.md tells of each, in a row with the RFC and the capture', () => {
  const rows = fs.readFileSync(path.join(root, 'docs/beyond-tshark.md'), 'utf8').split('\n').filter((line) => line.startsWith('|'));
  const all = [...shown, ...unnamed, ...carried, ...proved];
  expect(all.filter(({ name, capture: file }) => !rows.some((row) => row.includes(name.split(':')[0]!) && row.includes(file))).map((s) => s.name)).toEqual([]);
  expect(rows.filter((row) => row.includes(glued.split(':')[0]!))).toHaveLength(1);
});
