import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, temporaryFolder } from '../build/program.ts';
import { describeWith } from './programs.ts';
import { hasCap } from './sniffing.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = temporaryFolder();
const NOBODY = 65_534;

interface Result {
  readonly code: number | null;
  readonly err: string;
}

/** The program in a folder of its own, which others may read; with the package cap, without it, or as npm leaves it where it cannot be built. */
function install(name: string, cap: 'built' | 'unbuilt' | 'missing'): string {
  const where = path.join(folder, name);
  fs.cpSync(path.join(root, 'dist'), path.join(where, 'dist'), { recursive: true });
  fs.copyFileSync(path.join(root, 'package.json'), path.join(where, 'package.json'));
  if (cap === 'missing') return where;
  for (const module of ['cap', 'nan']) {
    const from = path.join(root, 'node_modules', module);
    if (fs.existsSync(from)) fs.cpSync(from, path.join(where, 'node_modules', module), { recursive: true, filter: (file) => cap === 'built' || path.basename(file) !== 'build' });
  }
  return where;
}

/** Run the program; `programs`: the folders in which it finds others. */
function pupil(where: string, args: readonly string[], { programs = process.env['PATH'], uid = 0 }: { programs?: string | undefined; uid?: number } = {}): Result {
  const { status, stderr, stdout, error } = spawnSync(process.execPath, [path.join(where, 'dist/cli/main.js'), ...args], { cwd: '/', uid, gid: uid, env: { PATH: programs, HOME: '/' }, encoding: 'utf8', timeout: 30_000 });
  if (error !== undefined) throw error;
  return { code: status, err: stderr + stdout };
}

/** A folder with some of the programs of this system, and no others. */
function only(...programs: readonly string[]): string {
  const where = fs.mkdtempSync(path.join(folder, 'bin-'));
  for (const program of programs) fs.symlinkSync(spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim(), path.join(where, program));
  return where;
}

function nobodyCannotRunNode(): string | undefined {
  return spawnSync(process.execPath, ['-e', ''], { cwd: '/', uid: NOBODY, gid: NOBODY }).status === 0 ? undefined : `${process.execPath} is not for everybody`;
}

beforeAll(() => {
  build();
  fs.chmodSync(folder, 0o755);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

describeWith(['tcpdump', 'dumpcap'], 'the engines that there are', () => {
  const begins = ['sniff', '-i', 'lo', '-q', '-a', 'duration:0.5'];

  test('without the package cap, dumpcap captures; without that, tcpdump; and it is said why', () => {
    const where = install('missing', 'missing');
    expect(pupil(where, begins)).toEqual({ code: 0, err: expect.stringMatching(/capturing on lo with dumpcap\n.*cap: not installed/) as string });
    expect(pupil(where, begins, { programs: only('tcpdump') })).toEqual({ code: 0, err: expect.stringMatching(/capturing on lo with tcpdump\n.*cap: not installed.*\n.*dumpcap: not installed/) as string });
  });

  test('a package cap that was not built is told from one that is missing', () => {
    const { code, err } = pupil(install('unbuilt', 'unbuilt'), begins);
    expect(code).toBe(0);
    expect(err).toMatch(/capturing on lo with dumpcap\n.*cap: installed, but its native half was not built/);
  });

  test('with nothing that captures, the exit code is 3, and the message says what to install', () => {
    const { code, err } = pupil(install('nothing', 'missing'), ['sniff', '-i', 'lo'], { programs: only() });
    expect(code).toBe(3);
    expect(err).toMatch(/^pupil: nothing here can capture on lo:\n {2}cap: not installed.*\n {2}dumpcap: not installed\n {2}tcpdump: not installed\n/);
    if (fs.existsSync('/etc/debian_version')) expect(err).toContain('  apt install tcpdump   # installs a program that captures');
  });

  test('an engine that was asked for by its name has no substitute', () => {
    expect(pupil(install('named', 'missing'), ['sniff', '-i', 'lo', '--engine', 'cap']).code).toBe(3);
  });
}, true);

describeWith(['tcpdump', 'dumpcap'], 'an ordinary user', () => {
  test('may not capture: exit code 3, and how to get the right', () => {
    const { code, err } = pupil(install('ordinary', 'built'), ['sniff', '-i', 'lo', '-w', path.join(folder, 'never.pcapng')], { uid: NOBODY });
    expect(code).toBe(3);
    if (hasCap) expect(err).toMatch(/ {2}cap: no right to capture/);
    expect(err).toMatch(/ {2}dumpcap: no right to capture/);
    expect(err).toMatch(/ {2}tcpdump: no right to capture/);
    expect(err).toMatch(/ {2}sudo \S*node \S*main.js sniff -i lo -w \S+ {3}# as the administrator\n {2}sudo (usermod|dpkg-reconfigure|setcap) .*(dumpcap|wireshark)/);
    expect(fs.existsSync(path.join(folder, 'never.pcapng'))).toBe(false);
  });

  test('sees the interfaces all the same, and why they cannot be used', () => {
    const { code, err } = pupil(install('listing', 'built'), ['interfaces'], { uid: NOBODY });
    expect(code).toBe(3);
    expect(err).toMatch(/lo +up +loopback +\S+ +no: nothing may capture/);
    expect(err).toContain('One of these helps:');
  });
}, true, nobodyCannotRunNode);
