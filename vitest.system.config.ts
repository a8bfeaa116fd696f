import { defineConfig } from 'vitest/config';

/** Tests that need programs beyond Node: what is not installed is skipped, and said. They use ports and network namespaces: one file at a time. */
export default defineConfig({
  test: { include: ['test/system/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false },
});
