#!/usr/bin/env node
import path from 'node:path';
import { keepCode, loadBundle } from '../node/bundle.ts';

const { main } = loadBundle(path.join(import.meta.dirname, 'program.js')) as typeof import('./program.ts');

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  keepCode();
});
