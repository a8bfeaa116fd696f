import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { soak, soakProblems } from './soak-run.ts';

/** `npm run soak`, as root: sniffs for half an hour, or for as many seconds as are given, and tells whether anything was lost or memory grew. */

const [seconds = '1800', rate = '5000'] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupil-soak-'));
try {
  const result = await soak({
    program: path.resolve(import.meta.dirname, '../cli/main.js'), scripts: path.resolve(import.meta.dirname, '../../test/bench'), folder, seconds: Number(seconds), rate: Number(rate),
    progress: (line) => console.log(line),
  });
  const { memory, err, ...numbers } = result;
  const at = (share: number): number => memory[Math.floor((memory.length - 1) * share)] ?? 0;
  console.log({ ...numbers, memory: [0.1, 0.25, 0.5, 0.75, 1].map(at) }, err.split('\n').filter((line) => /lost/.test(line)).join('\n'));
  const problems = soakProblems(result);
  console.log(problems.length === 0 ? 'nothing was lost, memory is flat' : problems.join('\n'));
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  fs.rmSync(folder, { recursive: true });
}
