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
