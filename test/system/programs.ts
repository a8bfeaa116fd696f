import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

/** Is a program installed? */
export function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

export const isRoot = process.getuid?.() === 0;

/** What is not there of the programs (Debian's names) and rights that some tests need, as a sentence; undefined: all is there. */
export function lacking(programs: readonly string[], needsRoot = false): string | undefined {
  const missing = programs.filter((p) => !has(p));
  const reasons = [...(missing.length > 0 ? [`not installed: ${missing.join(', ')}`] : []), ...(needsRoot && !isRoot ? ['not root'] : [])];
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

/** Tests that need programs: where those are missing, or there is another obstacle, they are skipped, and the reason is printed. */
export function describeWith(programs: readonly string[], name: string, body: () => void, needsRoot = false, obstacle?: () => string | undefined): void {
  const reason = lacking(programs, needsRoot) ?? obstacle?.();
  if (reason !== undefined) console.warn(`skipped: ${name} (${reason})`);
  describe.skipIf(reason !== undefined)(name, body);
}

/** What a program prints, or its complaint as an exception. */
export function output(program: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, argv, { encoding: 'utf8', maxBuffer: 1 << 29, env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8', ...env } });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}
