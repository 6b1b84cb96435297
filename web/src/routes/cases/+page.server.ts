import { requestedCases, requestedFigure } from '#lib/server/case-view.ts'
import { readCaseFigure, readCases } from '#lib/server/read/cases.ts'
import { panel } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const selection = requestedCases(url, language)
  const search = url.search
  if (warehouse === null) return { selection, search, kpi: null, shown: null }
  const { kpi, period } = await requestedFigure(warehouse, url, selection, language)
  if (period === null) return { selection, search, kpi, shown: null }
  const [figure, cases] = await Promise.all([
    panel('cases figure', () => readCaseFigure(warehouse, kpi, period, selection)),
    panel('cases', () => readCases(warehouse, kpi, period, selection, language)),
  ])
  return { selection, search, kpi, shown: { period, figure, cases } }
}
