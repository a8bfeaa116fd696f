import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { soak, soakProblems } from '../bench/soak-run.ts';
import { build, temporaryFolder } from '../build/program.ts';
import { noNamespaces } from './network.ts';
import { describeWith } from './programs.ts';
import { program } from './sniffing.ts';

const folder = temporaryFolder();

beforeAll(() => build());
afterAll(() => fs.rmSync(folder, { recursive: true }));

describeWith(['ip', 'python3', 'tcpdump', 'ps'], 'a minute of sniffing', () => {
  test('every packet is in the ring of files, and memory is flat', async () => {
    const result = await soak({ program, scripts: path.resolve(import.meta.dirname, '../bench'), folder, seconds: 60, rate: 2000 });
    expect(soakProblems(result)).toEqual([]);
    expect(result.sessions).toBeGreaterThan(0);
  });
}, true, noNamespaces);
