import path from 'node:path'
import adapter from '@sveltejs/adapter-node'

const web = path.join(import.meta.dirname, 'web')

/**
 * Options of SvelteKit 3, a plain object that vite.config.ts hands to its plugin: that version reads no such file itself.
 *
 * @type {import('@sveltejs/kit/vite').Config}
 */
export default {
  adapter: adapter({ out: path.join(web, 'build') }),
  csp: {
    mode: 'auto',
    directives: {
      'default-src': ['self'],
      'script-src': ['self'],
      'style-src': ['self'],
      // Charts set style attributes on the elements they draw; style elements and sheets stay closed.
      'style-src-attr': ['unsafe-inline'],
      'img-src': ['self'],
      'object-src': ['none'],
      'base-uri': ['self'],
      'form-action': ['self'],
      'frame-ancestors': ['none'],
    },
  },
}
