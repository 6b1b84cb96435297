import { pack } from '#lib/review/packed.ts'
import { requestedFilters } from '#lib/server/filters.ts'
import { readSeries } from '#lib/server/read/kpi.ts'
import { panel } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  if (warehouse === null) return { filters, series: null }
  return { filters, series: await panel('series', async () => pack(await readSeries(warehouse, filters, language))) }
}
