import { parseDelays } from '#lib/promises/delays.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import { readDelayList, readDelays } from '#lib/server/read/delays.ts'
import { panel } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  const parsed = parseDelays((name) => url.searchParams.get(name))
  if (!parsed.ok) badFilter(parsed.wrong, language)
  const { selection } = parsed
  const search = url.search
  if (warehouse === null) return { filters, selection, search, delays: null, rows: null }
  const [delays, rows] = await Promise.all([
    panel('promise delays', () => readDelays(warehouse, selection, filters.dimensions)),
    panel('promise delay list', () => readDelayList(warehouse, selection, filters.dimensions, language)),
  ])
  return { filters, selection, search, delays, rows }
}
