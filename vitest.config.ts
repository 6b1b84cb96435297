import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

/**
 * Tests run from the top of the repository; the application itself has its own `vite.config.ts` (its root is `web/`).
 * The Svelte plugin is here so that a test can import a component's module.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte({ configFile: false })],
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    // Two cores are the smallest machine; a worker more than that only makes DuckDB's threads wait for each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    teardownTimeout: 20_000,
  },
})
