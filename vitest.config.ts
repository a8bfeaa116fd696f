import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], exclude: ['test/system/**'], testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: '100%', env: { PUPIL_LANG: 'en' } },
});
