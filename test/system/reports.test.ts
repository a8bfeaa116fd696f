import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../build/program.ts';
import { expectRead, reportFolder, truthOf } from '../build/report-fixtures.ts';
import { describeWith, output } from './programs.ts';

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

describeWith(['python3', 'tshark', 'tcpdump', 'xxd', 'hexdump', 'od', 'pandoc', 'soffice'], 'reports that other programs make now', () => {
  test('are read as those that were made before, and the same is true of them', { timeout: 2_400_000 }, async () => {
    output('python3', [path.join(reportFolder, 'make.py'), folder]);
    const { reports } = truthOf(folder);
    expect(Object.keys(reports)).toEqual(Object.keys(truthOf(reportFolder).reports));
    for (const [file, truth] of Object.entries(reports)) await expectRead(path.join(folder, file), truth);
  });
});
