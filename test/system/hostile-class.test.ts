import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundled, captureOf, packetsOf, reportOf } from '../build/grading.ts';
import { hostileReports } from '../build/hostile-report.ts';
import { build, spawn, temporaryFolder } from '../build/program.ts';

/** A class in which nearly everybody is hostile, as the program grades it: nobody else pays for it. */
const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const secret = at('secret.txt');

function handIn(student: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  fs.mkdirSync(at('class', student), { recursive: true });
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(at('class', student, name), content);
}

/** A capture whose first packet claims to have two gigabytes. */
function lyingCapture(): Uint8Array {
  const bytes = Buffer.from(bundled('lab5.pcap').subarray(0, 2000));
  bytes.writeUInt32LE(0x7fffffff, 24 + 8);
  bytes.writeUInt32LE(0x7fffffff, 24 + 12);
  return bytes;
}

const capture = captureOf(1);
const hostile = hostileReports();

beforeAll(() => {
  build();
  fs.writeFileSync(secret, 'TOP-SECRET-LINE');
  handIn('Anna', { 'c.pcapng': capture, 'r.md': reportOf(packetsOf(capture)) });
  hostile.forEach(([, file], i) => handIn(`hostile ${i}`, { 'c.pcapng': capture, 'r.docx': file }));
  handIn('liar', { 'c.pcap': lyingCapture(), 'r.md': reportOf(packetsOf(capture)) });
  handIn('=cmd()|calc!A0', { 'c.pcapng': capture, 'r.md': `<script>alert(1)</script>\n\n![x](file://${secret})\n\n## [SMTP]\n\nParameter: <img src=x onerror=alert(1)>\n` });
  handIn('linker', { 'c.pcapng': capture });
  fs.symlinkSync(secret, at('class', 'linker', 'r.md'));
  handIn('Zoya', { 'c.pcapng': captureOf(2), 'r.md': reportOf(packetsOf(captureOf(2))) });
});

test('each of them is refused or harmless, and those beside them have their marks', { timeout: 300_000 }, () => {
  const { code, err } = spawn(['grade', at('class'), '--rubric', 'lab4', '--lang', 'en', '--out', at('out'), '--jobs', '2']);
  expect(code).toBe(4);
  expect(err).toContain('linker/r.md is a link, and is not followed');
  const { submissions } = JSON.parse(fs.readFileSync(at('out', 'grades.json'), 'utf8')) as { submissions: { student: string; mark: number | null; ungradable?: string }[] };
  const marks = Object.fromEntries(submissions.map(({ student, mark, ungradable }) => [student, ungradable === undefined ? mark : 'ungradable']));
  expect(marks).toEqual({
    Anna: 100, Zoya: 100, ...Object.fromEntries(hostile.map((_, i) => [`hostile ${i}`, 'ungradable'])), liar: 'ungradable', '=cmd()|calc!A0': 30, linker: 30,
  });
  const files = fs.readdirSync(at('out'), { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(at('out', name)).isFile());
  for (const name of files) {
    const text = fs.readFileSync(at('out', name), 'utf8');
    expect(text, name).not.toMatch(/TOP-SECRET-LINE|root:x:/);
    if (name.endsWith('.html')) expect(text, name).not.toMatch(/<script|<img/);
    if (name.endsWith('.csv')) expect(text, name).not.toMatch(/(?:^|,)"?[=+@]/m);
  }
  expect(fs.readdirSync(folder).sort()).toEqual(['class', 'out', 'secret.txt']);
});
