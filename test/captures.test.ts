import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../captures');
const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
const captures = fs.readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));

interface Original {
  kind: string;
  protocol: string;
  client: string;
  what: string;
  sha256: string;
  bytes: number;
}
const expected = JSON.parse(fs.readFileSync(path.join(folder, 'expected.json'), 'utf8')) as Record<string, Original[]>;
const originals = Object.entries(expected).flatMap(([capture, list]) => list.map((original) => ({ capture, ...original })));

describe('captures', () => {
  test('README.md tells the story of each, and of no other', () => {
    const told = [...readme.matchAll(/^### (\S+)$/gm)].map((heading) => heading[1]);
    expect(new Set(told)).toEqual(new Set(captures));
    expect(told.length).toBe(captures.length);
  });

  test('all of them together are small', () => {
    const bytes = captures.map((name) => fs.statSync(path.join(folder, name)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4_000_000);
    expect(fs.statSync(path.join(folder, 'lab4.pcapng')).size).toBeLessThan(250_000);
  });

  test.each(captures)('%s begins as pcap or pcapng', (name) => {
    const magic = fs.readFileSync(path.join(folder, name)).readUInt32LE(0);
    expect(magic).toBe(name.endsWith('ng') ? 0x0a0d0d0a : 0xa1b2c3d4);
  });
});

describe('expected.json', () => {
  test('names captures that there are', () => {
    expect(Object.keys(expected).filter((name) => !captures.includes(name))).toEqual([]);
    expect(originals.length).toBeGreaterThan(0);
  });

  test.each(originals)('$capture: $client $what is well described', (original) => {
    expect(original.kind).toMatch(/^(mail|object)$/);
    expect(original.protocol).toMatch(/^(smtp|pop|imap|http)$/);
    expect(original.client).toMatch(/^(10\.77\.\d+\.\d+|\[fd77:[0-9a-f:]+\]):\d+$/);
    expect(original.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(original.bytes).toBeGreaterThan(0);
  });

  test('tells any two of a connection apart', () => {
    const keys = originals.map((o) => [o.capture, o.protocol, o.client, o.what].join(' '));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});
