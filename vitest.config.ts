import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const SERVED = 'test/e2e/**/*.test.ts'

/**
 * Tests run from the top of the repository; the application itself has its own `vite.config.ts` (its root is `web/`).
 * The Svelte plugin is here so that a test can import a component's module.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte({ configFile: false })],
  test: {
    environment: 'node',
    pool: 'forks',
    // Two cores are the smallest machine; a worker more than that only makes DuckDB's threads wait for each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    teardownTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'plain', include: ['test/**/*.test.ts'], exclude: [SERVED] } },
      // Against the built application, some of them in a browser. What is built is made once, before all of them.
      { extends: true, test: { name: 'served', include: [SERVED], globalSetup: ['test/e2e/build.ts'] } },
    ],
  },
})
