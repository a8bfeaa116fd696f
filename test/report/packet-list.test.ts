import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Analyzer, type AnalyzerOptions } from '../../src/analysis/analyzer.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import { Ink } from '../../src/report/ink.ts';
import { PacketList } from '../../src/report/packet-list.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { Catalogue } from '../../src/text/catalogue.ts';

const folder = path.resolve(import.meta.dirname, '../../captures');
const captures = fs.readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));

function listed(file: string, options: AnalyzerOptions): string {
  const chunks: string[] = [];
  const ink = new Ink((bytes) => chunks.push(Buffer.from(bytes).toString('utf8')));
  const a: Analyzer = new Analyzer(() => list.line(), { ...options, verdicts: true, probe: true });
  const list = new PacketList(ink, a, new Catalogue(), plainPalette, 'r', undefined);
  readCapture(file, a);
  a.end();
  ink.flush();
  return chunks.join('');
}

test.each(captures)('%s: the list is the same, be fields marked or not', (name) => {
  const file = path.join(folder, name);
  expect(listed(file, { units: true })).toBe(listed(file, { marks: true }));
});
