import fs from 'node:fs';
import path from 'node:path';
import { run } from './program.ts';

/** Everything that `pupil grade` says of the class that it makes itself, by what it is: lists, messages, the files for people. */
export async function gradedOutputs(folder: string, ...options: readonly string[]): Promise<Map<string, string>> {
  const [demo, out] = [path.join(folder, 'demo'), path.join(folder, 'out')];
  const made = await run('grade', '--demo', demo, ...options);
  const graded = await run('grade', demo, '--rubric', 'lab4', '--out', out, '--jobs', '0', '--junit', path.join(folder, 'junit.xml'), ...options);
  const explained = await run('grade', demo, '--rubric', 'lab4', '--explain', 'o', '--jobs', '0', ...options);
  const said = { made: made.out + made.err, class: graded.out + graded.err, explained: explained.out + explained.err, junit: fs.readFileSync(path.join(folder, 'junit.xml'), 'utf8') };
  const pages = fs.readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:html|csv)$/.test(name)).map((name) => [name, fs.readFileSync(path.join(out, name), 'utf8')] as const);
  return new Map([...Object.entries(said), ...pages]);
}
