import fs from 'node:fs';
import { Analyzer } from '../analysis/analyzer.ts';
import { fieldByPath, Lookup } from '../analysis/lookup.ts';
import { readCapture } from '../node/capture-file.ts';
import { fieldRow, rowStyle } from '../report/field-rows.ts';
const args = process.argv.slice(3);
const file = args[0]!;
const chosen = [];
for (let i = 0; i < args.length; i++) if (args[i] === '-e') chosen.push(fieldByPath(args[++i]!) ?? fieldByPath('frame.comment')!);
let out = '';
const a: Analyzer = new Analyzer(() => { out += `${fieldRow(lookup.look(), rowStyle)}\n`; }, { marks: true });
const lookup = new Lookup(a, chosen);
const fault = readCapture(file, a);
a.end();
fs.writeSync(1, out);
if (fault) { console.error(fault); process.exitCode = 2; }
