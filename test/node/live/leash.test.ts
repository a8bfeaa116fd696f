import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { LET_GO, leashed } from '../../../src/node/live/leash.ts';

/** Runs a program that waits, on a leash; then does something with the other end. Returns how the program ended, or that it still runs. */
function outcome(pull: (input: NodeJS.WritableStream) => void): Promise<string> {
  const [program = '', ...args] = leashed([process.execPath, '-e', 'process.on("SIGINT", () => process.exit(5)); setTimeout(() => process.exit(6), 1500); console.log("ready")']);
  const child = spawn(program, args, { detached: true });
  child.stdout.once('data', () => pull(child.stdin));
  return new Promise((resolve) => void child.on('exit', (code) => resolve(`exit ${code}`)));
}

describe.skipIf(process.platform === 'win32')('a program that is to end when we do', () => {
  test('is asked to when standard input ends', async () => {
    expect(await outcome((input) => input.end())).toBe('exit 5');
  });

  test('is left alone when its watcher was let go', async () => {
    expect(await outcome((input) => input.end(LET_GO))).toBe('exit 6');
  });
});
