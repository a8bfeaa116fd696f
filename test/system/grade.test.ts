import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { build, spawn, temporaryFolder } from '../build/program.ts';

const base = temporaryFolder();
const at = (name: string): string => path.join(base, name);

beforeAll(() => {
  build();
  expect(spawn(['grade', '--demo', at('demo')]).code).toBe(0);
});

test('the program as it is shipped grades in child processes, and writes the same bytes as without them', () => {
  expect(spawn(['grade', at('demo'), '--rubric', 'lab4', '--out', at('children'), '--jobs', '2']).code).toBe(4);
  expect(spawn(['grade', at('demo'), '--rubric', 'lab4', '--out', at('alone'), '--jobs', '0']).code).toBe(4);
  const files = fs.readdirSync(at('children'), { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(at('children'), name)).isFile());
  expect(files.length).toBeGreaterThan(12);
  for (const name of files) expect(fs.readFileSync(path.join(at('children'), name)).equals(fs.readFileSync(path.join(at('alone'), name))), name).toBe(true);
});
