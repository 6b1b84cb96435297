import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import config from './svelte.config.js'

/** The application. Its root is `web/`; tests have their own vitest.config.ts. */
export default defineConfig({
  root: `${import.meta.dirname}/web`,
  plugins: [sveltekit(config)],
  // ECharts comes as one lazy chunk of 500 kB, 170 kB compressed.
  build: { chunkSizeWarningLimit: 550 },
  // Queries and contracts lie outside the root.
  server: { fs: { allow: [import.meta.dirname] } },
})
