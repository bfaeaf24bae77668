import { defineConfig } from 'vitest/config';

/** One project for each kind of test, so that `./witan test KIND` runs just that kind. */
const project = (name: string, testTimeoutMs: number, maxWorkers: number) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: testTimeoutMs,
    hookTimeout: testTimeoutMs,
    pool: 'forks' as const,
    maxWorkers,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 20_000, 2),
      project('contracts', 120_000, 1),
      project('simulation', 120_000, 2),
      project('e2e', 240_000, 1),
    ],
  },
});
