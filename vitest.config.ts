import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

const SERVED = 'test/e2e/**/*.test.ts'
const RUN_FOLDER = 'test/run-folder.ts'

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
    // A page is loaded anew between two looks, which on a busy machine takes longer than the default second.
    expect: { poll: { timeout: 20_000 } },
    // A worker keeps its modules from file to file: loading them anew took longer than most tests. No test replaces a module.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'plain', include: ['test/**/*.test.ts'], exclude: [SERVED], globalSetup: [RUN_FOLDER] } },
      // Against the built application, some of them in a browser. What is built is made once, before all of them.
      { extends: true, test: { name: 'served', include: [SERVED], globalSetup: [RUN_FOLDER, 'test/e2e/build.ts'] } },
    ],
  },
})
