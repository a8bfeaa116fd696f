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

test.each<[string, (code: string) => void]>([
  ['cut', (code) => fs.truncateSync(code, 100)],
  ['empty', (code) => fs.truncateSync(code, 0)],
  ['of something else', (code) => fs.writeFileSync(code, 'x'.repeat(5000))],
])('code that is %s is refused, and made anew', (name, spoil) => {
  const file = install(name);
  load(file);
  spoil(`${file}.code`);
  expect(load(file)).toMatch(/ true (refused|compiled) taken\n$/);
  expect(load(file)).toMatch(/ true taken taken\n$/);
});

test('code of a bundle that has been changed since is not taken, although the bundle is as long as before', () => {
  const file = install('changed');
  load(file);
  fs.writeFileSync(file, BUNDLE.replace('${name} ${who}', '${who} ${name}'));
  fs.utimesSync(file, new Date(), new Date(Date.now() + 1000));
  expect(load(file)).toBe('Анна Здравствуй, bundle.cjs true compiled taken\n');
});

test('code that was made with other flags is refused', () => {
  const file = install('flags');
  load(file, '--no-lazy');
  expect(load(file)).toMatch(/ true refused refused\n$/);
});

test('nothing is left beside a bundle but its code; where that cannot be written, the program runs without', () => {
  const file = install('closed');
  fs.mkdirSync(`${file}.code`);
  expect(load(file)).toMatch(/ true compiled compiled\n$/);
  expect(fs.readdirSync(path.dirname(file)).toSorted()).toEqual(['bundle.cjs', 'bundle.cjs.code', 'other.cjs', 'other.cjs.code']);
});
