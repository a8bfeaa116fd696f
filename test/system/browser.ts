import { spawnSync } from 'node:child_process';

/** Run Chromium without a window; what it prints. `profile` is a folder for its own files. */
export function browse(profile: string, ...options: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${profile}`, ...options], { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120_000 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
