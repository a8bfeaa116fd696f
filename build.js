import { build } from 'esbuild';

/**
 * One bundle per command, split so that a command loads only what it needs: a start takes milliseconds. The packages with
 * native or old-fashioned code stay outside.
 */
await build({
  entryPoints: ['src/cli/main.ts'],
  outdir: 'dist/cli',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: ['cap', 'pcap-parser'],
  // Compiling the emoji pattern of string-width costs a third of the start; ours knows the widths that help texts need.
  alias: { 'string-width': './src/report/width.ts' },
  banner: { js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);" },
  legalComments: 'linked',
  logLevel: 'warning',
});
