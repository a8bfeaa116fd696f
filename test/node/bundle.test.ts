import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSync } from 'esbuild';
import { temporaryFolder } from '../build/program.ts';

const folder = temporaryFolder();
const at = (name: string): string => path.join(folder, name);

/** A program that loads `bundle.cjs` and keeps its code; it prints what it got, and whether V8 took the code that was kept. */
const LOADER = `
  import fs from 'node:fs';
  import vm from 'node:vm';
  import { keepCode, loadBundle } from ${JSON.stringify(path.resolve('src/node/bundle.ts'))};
  const taken = [];
  vm.Script = class extends vm.Script { constructor(text, options) { super(text, options); taken.push(options.cachedData === undefined ? 'compiled' : this.cachedDataRejected ? 'refused' : 'taken'); } };
  const { greet } = loadBundle(process.argv[2]);
  console.log(greet('Анна'), loadBundle(process.argv[2]).greet === greet, ...taken);
  keepCode();
`;

/** Bundles as the build makes them; `other.cjs` is required beside the first. */
const BUNDLE = `
  const { name } = require('./other.cjs');
  exports.greet = (who) => \`\${name} \${who} \${require('node:path').basename(__filename)}\`;
`;

beforeAll(() => {
  fs.writeFileSync(at('loader.ts'), LOADER);
  buildSync({ entryPoints: [at('loader.ts')], bundle: true, platform: 'node', format: 'cjs', outfile: at('loader.cjs') });
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function install(name: string): string {
  fs.mkdirSync(at(name));
  fs.writeFileSync(at(`${name}/bundle.cjs`), BUNDLE);
  fs.writeFileSync(at(`${name}/other.cjs`), "exports.name = 'Здравствуй,';");
  return at(`${name}/bundle.cjs`);
}

function load(file: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [...args, at('loader.cjs'), file], { encoding: 'utf8' });
  return stdout + stderr;
}

test('what a bundle and those beside it export is the same, compiled or from code that was kept', () => {
  const file = install('kept');
  expect(load(file)).toBe('Здравствуй, Анна bundle.cjs true compiled compiled\n');
  expect(load(file)).toBe('Здравствуй, Анна bundle.cjs true taken taken\n');
});

/** Change a byte of a file. */
function flip(file: string, at: number): void {
  const bytes = fs.readFileSync(file);
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  fs.writeFileSync(file, bytes);
}

test.each<[string, (code: string) => void]>([
  ['cut', (code) => fs.truncateSync(code, fs.statSync(code).size - 1)],
  ['empty', (code) => fs.truncateSync(code, 0)],
  ['of something else', (code) => fs.writeFileSync(code, 'x'.repeat(5000))],
  ['of another version of Node', (code) => flip(code, fs.readFileSync(code).indexOf(process.version) + 1)],
  ['damaged at its beginning', (code) => flip(code, fs.readFileSync(code).indexOf(10) + 30)],
  ['damaged at its end', (code) => flip(code, -1)],
])('code that is %s never gets to V8, and is made anew', (name, spoil) => {
  const file = install(name);
  load(file);
  spoil(`${file}.code`);
  expect(load(file)).toBe('Здравствуй, Анна bundle.cjs true compiled taken\n');
  expect(load(file)).toBe('Здравствуй, Анна bundle.cjs true taken taken\n');
});

test('code of a bundle that has been changed since is not taken, although the bundle is as long and as old as before', () => {
  const file = install('changed');
  const { mtime } = fs.statSync(file);
  load(file);
  fs.writeFileSync(file, BUNDLE.replace('${name} ${who}', '${who} ${name}'));
  fs.utimesSync(file, mtime, mtime);
  expect(load(file)).toBe('Анна Здравствуй, bundle.cjs true compiled taken\n');
});

test('code of a bundle that stood elsewhere is not taken: it names that place', () => {
  const file = install('here');
  load(file);
  fs.renameSync(at('here'), at('there'));
  expect(load(at('there/bundle.cjs'))).toBe('Здравствуй, Анна bundle.cjs true compiled compiled\n');
});

test('where V8 refuses code for the flags of this run, it stays for runs without them', () => {
  const file = install('flags');
  load(file);
  expect(load(file, '--no-lazy')).toMatch(/ true refused refused\n$/);
  expect(load(file)).toMatch(/ true taken taken\n$/);
});

test('who may read a bundle may read its code', () => {
  const file = install('mode');
  fs.chmodSync(file, 0o644);
  spawnSync('sh', ['-c', `umask 077; exec '${process.execPath}' '${at('loader.cjs')}' '${file}'`]);
  expect(fs.statSync(`${file}.code`).mode & 0o777).toBe(0o644);
});

test('nothing is left beside a bundle but its code; where that cannot be written, the program runs without', () => {
  const file = install('closed');
  fs.mkdirSync(`${file}.code`);
  expect(load(file)).toMatch(/ true compiled compiled\n$/);
  expect(fs.readdirSync(path.dirname(file)).toSorted()).toEqual(['bundle.cjs', 'bundle.cjs.code', 'other.cjs', 'other.cjs.code']);
});
