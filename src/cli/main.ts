#!/usr/bin/env node
import path from 'node:path';
import { EXIT } from './exit.ts';
import { keepCode, loadBundle } from '../node/bundle.ts';

const { main } = loadBundle(path.join(import.meta.dirname, 'program.js')) as typeof import('./program.ts');

// What never ends does not end well: Node would say 0.
process.exitCode = EXIT.internal;
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  keepCode();
});
