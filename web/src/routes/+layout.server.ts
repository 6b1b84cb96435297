import { parseFilters } from '#lib/filters/filters.ts'
import { SHARED_PARAMETERS } from '#lib/filters/links.ts'
import { readFrame } from '#lib/server/read/frame.ts'
import type { LayoutServerLoad } from './$types'

/**
 * The frame speaks of the version that the page's figures are from, so it is read again with every page and every change of
 * the filters; a page's own parameters (a chosen KPI) may change without asking the server. The route, not the path: whoever
 * reads the path is run again with every change of the query.
 */
export const load: LayoutServerLoad = async ({ locals: { warehouse, language, theme }, url, route }) => {
  const parsed = parseFilters((name) => url.searchParams.get(name))
  return {
    shown: [route.id, ...SHARED_PARAMETERS.map((name) => url.searchParams.get(name))].join(' '),
    language,
    theme,
    frame: await readFrame(warehouse, language, parsed.ok ? parsed.filters.dimensions : null),
  }
}
