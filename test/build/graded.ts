import fs from 'node:fs';
import path from 'node:path';
import { languages } from '../../src/text/language.ts';
import { run, temporaryFolder } from './program.ts';

/** What `pupil grade` says of the class that it makes itself: its lists and messages, and the files that it writes for people. */
export interface GradedOutputs {
  readonly folder: string;
  readonly texts: ReadonlyMap<string, string>;
  /** Was it said in a report? The students write in several languages, and are quoted as they write. */
  readonly isQuoted: (text: string) => boolean;
}

export async function gradedOutputs(...options: readonly string[]): Promise<GradedOutputs> {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder, name);
  const made = await run('grade', '--demo', at('demo'), ...options);
  const graded = await run('grade', at('demo'), '--rubric', 'lab4', '--out', at('out'), '--jobs', '0', '--junit', at('out/junit.xml'), ...options);
  const explained = await run('grade', at('demo'), '--rubric', 'lab4', '--explain', 'o', '--jobs', '0', ...options);
  const texts = new Map([['--demo', made.out + made.err], ['the class', graded.out + graded.err], ['--explain', explained.out + explained.err]]);
  for (const name of fs.readdirSync(at('out'), { recursive: true, encoding: 'utf8' })) if (/\.(?:html|csv|xml|md)$/.test(name)) texts.set(name, fs.readFileSync(at(path.join('out', name)), 'utf8'));
  const capture = path.resolve(import.meta.dirname, '../../captures/lab4.pcapng');
  const sheets: string[] = [];
  for (const language of languages) sheets.push((await run('sheet', capture, '--lang', language)).out);
  return { folder, texts, isQuoted: (text) => sheets.some((sheet) => sheet.includes(text)) };
}

/** What people read in a text: without tags, dumps of packets, and what stands there in a language that it names. */
export function shownIn(text: string): string {
  return text.replace(/^[\da-f]{4} {2}[\da-f]{2} .*$/gm, '').replace(/<style>.*?<\/style>/gs, '').replace(/<p lang="[^"]*">.*?<\/p>/g, '').replace(/<[^>]*>/g, ' · ').replace(/&\w+;|&#\d+;/g, ' · ');
}
