import fs from 'node:fs';
import { OutputFolder } from '../node/output-folder.ts';
import { Output } from '../node/output.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { demoClass } from './demo/demo-class.ts';
import { EXIT } from './exit.ts';
import { rubricOf } from './grade-files.ts';
import { UsageError } from './usage-error.ts';

/** Make a class to try grading on, from the captures that come with the program. */
export function writeDemo(where: string, force: boolean, c: Catalogue): number {
  const folder = new OutputFolder(where);
  if (!force && folder.isTaken) throw new UsageError(c.say('error.out-exists', { folder: where }));
  const capture = (name: string): Uint8Array => fs.readFileSync(new URL(`../../captures/${name}`, import.meta.url));
  for (const { path, content } of demoClass(capture('lab4.pcapng'), capture('lab5.pcap'), rubricOf('lab4', c), c)) folder.write(path, content);
  new Output(1).write(`${c.say('grade.demo', { folder: where })}\n`);
  return EXIT.ok;
}
