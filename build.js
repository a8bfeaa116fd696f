import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * yargs measures text with string-width, whose emoji pattern takes a third of the program's start to compile. Ours knows the
 * widths that help texts need. (cli-table3 keeps its own, older version.)
 */
const ownWidth = {
  name: 'own-width',
  setup(/** @type {import('esbuild').PluginBuild} */ b) {
    b.onResolve({ filter: /^string-width$/ }, ({ importer }) => (importer.includes('cli-table3') ? undefined : { path: path.resolve('src/report/width.ts') }));
  },
};

const common = { bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20.19', charset: 'utf8', external: ['cap', 'pcap-parser'], logLevel: 'warning' };

// Chunks of earlier builds would be shipped with this one.
fs.rmSync('dist', { recursive: true, force: true });

if (process.argv.includes('--bench')) await build({ ...common, entryPoints: ['test/bench/bench.ts', 'test/bench/readers.ts', 'test/bench/live.ts', 'test/bench/soak.ts'], outdir: 'dist/bench' });

/** The program that captures with the package cap runs in a process of its own. */
await build({ ...common, splitting: false, entryPoints: ['src/node/live/engines/cap-child.ts'], outdir: 'dist/node' });

/**
 * One bundle per command, split so that a command loads only what it needs: a start takes milliseconds. The packages with
 * native or old-fashioned code stay outside.
 */
await build({
  ...common,
  entryPoints: ['src/cli/main.ts', 'src/cli/grade-child.ts', 'src/cli/extract-thread.ts'],
  outdir: 'dist/cli',
  plugins: [ownWidth],
  banner: { js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);" },
  legalComments: 'linked',
});
