// Two sets of tests: `unit` needs nothing, `browser` a chromium and the program with its example chronicle.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/serve.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // The machines that run this have two cores: one browser at a time.
          fileParallelism: false,
        },
      },
    ],
  },
})
