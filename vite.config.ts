import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import config from './svelte.config.js'

/** The application. Its root is `web/`; tests have their own vitest.config.ts. */
export default defineConfig({
  root: `${import.meta.dirname}/web`,
  plugins: [sveltekit(config)],
  // ECharts comes as one lazy chunk of 500 kB, 170 kB compressed. The content security policy knows no data: fonts.
  build: { chunkSizeWarningLimit: 550, assetsInlineLimit: 0 },
  // Queries and contracts lie outside the root.
  server: { fs: { allow: [import.meta.dirname] } },
})
