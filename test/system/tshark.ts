import { spawnSync } from 'node:child_process';
import { run, temporaryFolder } from '../build/program.ts';
import { has, output } from './programs.ts';

/** The first two parts of the version, 4.0 say; undefined: tshark is not installed. */
export const version: string | undefined = has('tshark') ? /\d+\.\d+/.exec(spawnSync('tshark', ['--version'], { encoding: 'utf8' }).stdout)?.[0] : undefined;

/** The version that the tests have been written against: others print some values otherwise, and have some faults no longer. */
export const KNOWN = '4.0';

/** The user's own preferences shall not be read. */
const home = has('tshark') ? temporaryFolder() : '/';

/** What pupil does without being told: put segments into order, and look at checksums. */
const preferences = ['tcp.reassemble_out_of_order:TRUE', 'tcp.check_checksum:TRUE', 'udp.check_checksum:TRUE', 'ip.check_checksum:TRUE'].flatMap((p) => ['-o', p]);

/** Runs tshark on a capture. */
export function tshark(file: string, ...argv: readonly string[]): string {
  return output('tshark', ['-r', file, '-n', ...preferences, ...argv], { HOME: home, XDG_CONFIG_HOME: home });
}

/** Runs pupil on a capture in the same way. */
export async function pupil(file: string, ...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await run('packets', '-r', file, '-n', ...argv);
  if (code !== 0) throw new Error(`pupil ended with ${code}: ${err}`);
  return out;
}

/** The options of both that print fields: a row for each packet, values of one field with a bar between them. */
export const fieldOptions = (fields: readonly string[]): string[] => ['-T', 'fields', '-E', 'aggregator=|', ...fields.flatMap((f) => ['-e', f])];

/** The rows of a table of fields. */
export function rows(out: string): string[][] {
  return out === '' ? [] : out.replace(/\n$/, '').split('\n').map((line) => line.split('\t'));
}
