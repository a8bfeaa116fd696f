import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * yargs measures text with string-width, whose emoji pattern takes a third of the program's start to compile. Ours knows the
 * widths that help texts need. (cli-table3 keeps its own, older version.)
 *
 * @type {import('esbuild').Plugin}
 */
const ownWidth = {
  name: 'own-width',
  setup(b) {
    b.onResolve({ filter: /^string-width$/ }, ({ importer }) => (importer.includes('cli-table3') ? undefined : { path: path.resolve('src/report/width.ts') }));
  },
};

/** Bundles beside the program's, because they are large and seldom asked for: packages, and the texts of languages. */
const apart = { docx: 'docx', parse5: 'parse5', unpdf: 'unpdf', yaml: 'yaml', zod: 'zod', russian: './src/text/russian/index.ts', vietnamese: './src/text/vietnamese/index.ts' };

/** @type {import('esbuild').Plugin} */
const requireApart = {
  name: 'require-apart',
  setup(b) {
    b.onResolve({ filter: /^(\w+|\.\/(\w+)\/index\.ts)$/ }, ({ path: asked, kind }) => {
      const name = asked.split('/').at(-2) ?? asked;
      return kind !== 'entry-point' && name in apart ? { path: `./${name}.js`, external: true } : undefined;
    });
  },
};

/** The packages with native or old-fashioned code stay outside. */
const common = { bundle: true, platform: 'node', target: 'node20.19', external: ['cap', 'pcap-parser'], logLevel: 'warning' };

/**
 * CommonJS, because compiled code can be kept of it (`src/node/bundle.ts`), and nothing but ASCII, because that is read fastest (but for what is mostly not). Names stay as
 * they are, for the sake of reports of errors.
 */
const program = {
  ...common,
  format: 'cjs',
  supported: { 'dynamic-import': false },
  charset: 'ascii',
  minifyWhitespace: true,
  minifySyntax: true,
  // Node prints the line of an error.
  lineLimit: 200,
  define: { 'import.meta.dirname': '__dirname', 'import.meta.url': 'moduleUrl' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  legalComments: 'linked',
  outdir: 'dist/cli',
  plugins: [ownWidth, requireApart],
};

const modules = { ...common, format: 'esm', charset: 'utf8' };

// What earlier builds left would be shipped with this one.
fs.rmSync('dist', { recursive: true, force: true });

await build({ ...program, entryPoints: ['src/cli/main.ts', 'src/cli/warm.ts', 'src/cli/program.ts', 'src/cli/grade-child.ts', 'src/cli/extract-thread.ts'] });
await build({ ...program, charset: 'utf8', entryPoints: apart });

// The package as a whole is of ECMAScript modules.
fs.writeFileSync('dist/cli/package.json', JSON.stringify({ type: 'commonjs' }));

/** The program that captures with the package cap runs in a process of its own. */
await build({ ...modules, entryPoints: ['src/node/live/engines/cap-child.ts'], outdir: 'dist/node' });

if (process.argv.includes('--bench')) {
  await build({ ...modules, splitting: true, entryPoints: ['test/bench/bench.ts', 'test/bench/readers.ts', 'test/bench/live.ts', 'test/bench/soak.ts'], outdir: 'dist/bench' });
}

const { status, signal, error, stderr } = spawnSync(process.execPath, ['dist/cli/warm.js'], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
if (status !== 0) throw new Error(`the program does not run (${error?.message ?? signal ?? status}): ${stderr}`);
fs.rmSync('dist/cli/warm.js');
