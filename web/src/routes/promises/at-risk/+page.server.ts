import { daysOld } from '#lib/promises/risk.ts'
import { readRisk, readRiskCounts } from '#lib/server/read/risk.ts'
import { panel } from '#lib/server/report.ts'
import { requestedRisk } from '#lib/server/risk-view.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const { filters, selection } = requestedRisk(url, language)
  const search = url.search
  if (warehouse === null) return { filters, selection, search, days: 0, counts: null, promises: null }
  const { dimensions } = filters
  const [counts, promises] = await Promise.all([
    panel('promises at risk, counts', () => readRiskCounts(warehouse, dimensions)),
    panel('promises at risk', () => readRisk(warehouse, selection, dimensions, language)),
  ])
  // The list stands at as_of; only here the clock says how long ago that is.
  return { filters, selection, search, days: daysOld(warehouse.pointer.as_of, Date.now()), counts, promises }
}
