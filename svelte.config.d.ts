import type { Config } from '@sveltejs/kit/vite'

declare const config: Config
export default config
