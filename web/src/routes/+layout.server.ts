import { readFrame } from '#lib/server/read/frame.ts'
import type { LayoutServerLoad } from './$types'

/** Its answer names the query, so that it runs with every change of filters: the frame speaks of the version the figures are from. */
export const load: LayoutServerLoad = async ({ locals: { warehouse, language, theme }, url }) => ({
  query: url.search,
  language,
  theme,
  frame: await readFrame(warehouse, language),
})
